"""What can be set from outside: environment variables that begin with AQSHA_."""

import os
import re
import tempfile
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_MAIL: Final = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


def default_cache_dir() -> Path:
    """Name the folder for what can be made again: the user's cache folder, or the temporary one without a home."""
    chosen = os.environ.get("XDG_CACHE_HOME")
    home = Path(chosen) if chosen else Path("~").expanduser() / ".cache"
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    writable = home.is_absolute() and os.access(nearest, os.W_OK)
    return (home if writable else Path(tempfile.gettempdir())) / "aqsha-qaida"


class Settings(BaseSettings):
    """The settings of the read side; each field `x` is read from `AQSHA_X`.

    Raises:
        pydantic.ValidationError: A value can't be used; the message names the field.
    """

    model_config = SettingsConfigDict(env_prefix="AQSHA_", frozen=True)

    snapshots: Path = Field(
        default=Path("data/snapshots"),
        description="Folder of published snapshots.",
    )
    cache_dir: Path = Field(
        default_factory=default_cache_dir,
        description="Folder for what can be made again, such as compressed copies of static files.",
    )
    base_url: str = Field(
        default="",
        description="Public address of the site, such as https://example.org; empty takes it from each request.",
    )
    contact: str = Field(
        default="",
        description="Where readers send corrections: a mail address or an https address; empty names the repository.",
    )
    ocds_prefix: str = Field(
        default="",
        pattern=r"^(ocds-[0-9a-z]{6})?$",
        description="Prefix of contracting processes registered with the Open Contracting Partnership; empty: preview.",
    )
    alert_late_hours: float = Field(
        default=30,
        gt=0,
        description="After how many hours without a good nightly run /healthz?full calls the data late.",
    )

    akims_paused: str = Field(
        default="",
        description="Pauses the page of akims' ratings during an election campaign: its last day (YYYY-MM-DD) or `on`.",
    )

    @field_validator("base_url")
    @classmethod
    def _origin_only(cls, value: str) -> str:
        address = value.strip().rstrip("/")
        parts = urlsplit(address)
        if address and (parts.scheme not in {"http", "https"} or address != f"{parts.scheme}://{parts.netloc}"):
            raise ValueError(f"expected an address like https://example.org without a path, got {value!r}")
        return address

    @field_validator("contact")
    @classmethod
    def _reachable(cls, value: str) -> str:
        contact = value.strip()
        if contact and not contact.startswith("https://") and not _MAIL.fullmatch(contact):
            raise ValueError(f"expected a mail address or an address like https://example.org/form, got {value!r}")
        return contact

    @field_validator("akims_paused")
    @classmethod
    def _day_or_on(cls, value: str) -> str:
        told = value.strip().lower()
        if told not in {"", "on"} and not _is_day(told):
            raise ValueError(f"expected a day like 2027-03-21, `on` or nothing, got {value!r}")
        return told


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def settings() -> Settings:
    """Return the settings of the present environment, read once while it stays the same."""
    return _settings(tuple(sorted(pair for pair in os.environ.items() if pair[0].startswith("AQSHA_"))))


@lru_cache(maxsize=8)
def _settings(_: tuple[tuple[str, str], ...]) -> Settings:
    return Settings()
