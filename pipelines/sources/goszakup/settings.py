"""Settings of the national procurement register, from the environment (prefix AQSHA_GOSZAKUP_)."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.errors import SourceBroken

Mode = Literal["akimats", "listed", "all"]


def _first_day(value: object) -> object:
    """A year stands for its first day."""
    return f"{value}-01-01" if re.fullmatch(r"\d{4}", str(value)) else value


class GoszakupSettings(BaseSettings):
    """How the register is read.

    Attributes:
        url: Address of the interface.
        token: Bearer token; without it the register is not part of the run.
        ca_bundle: PEM file of the national authority, trusted beside the usual certificates.
        rate: Calls a second, at most.
        since: Contracts made from this day on are loaded; a year or a day.
        customers: BINs (comma-separated) or a file of them; empty: the bodies of akimats; `all`: the whole register.
        timeout: Seconds until an answer is given up.
        attempts: Tries of one call.
        pause: Seconds after the first failed try; the second waits twice that.
        longest_wait: Seconds of waiting that the register may ask of us by Retry-After.
        allow_generated: For tests only: let rows of a generated register in.
    """

    model_config = SettingsConfigDict(env_prefix="AQSHA_GOSZAKUP_", env_ignore_empty=True, frozen=True, extra="ignore")

    url: Annotated[str, Field(pattern=r"^https?://\S+$")] = "https://ows.goszakup.gov.kz"
    token: SecretStr | None = None
    ca_bundle: Path | None = None
    rate: Annotated[float, Field(gt=0)] = 2.0
    since: Annotated[date, BeforeValidator(_first_day)] = date(2016, 1, 1)
    customers: str = ""
    timeout: Annotated[float, Field(gt=0)] = 120.0
    attempts: Annotated[int, Field(ge=1)] = 5
    pause: Annotated[float, Field(ge=0)] = 10.0
    longest_wait: Annotated[float, Field(ge=0)] = 300.0
    allow_generated: bool = False

    @property
    def mode(self) -> Mode:
        """Whose purchases are read: of akimat bodies, of the BINs listed, or of everybody."""
        if not self.customers.strip():
            return "akimats"
        return "all" if self.customers.strip().lower() == "all" else "listed"

    def listed(self) -> list[str]:
        """Return the BINs of the setting or of the file it names, in order, each once.

        Raises:
            SourceBroken: The file can't be read, or something in the list is no BIN.
        """
        text = self.customers
        if not re.match(r"\s*\d{12}\b", text):
            text = _read(Path(text.strip()))
        words = [word for word in re.split(r"[\s,;]+", re.sub(r"#.*", "", text)) if word]
        if wrong := [word for word in words if not re.fullmatch(r"\d{12}", word)]:
            raise SourceBroken(f"AQSHA_GOSZAKUP_CUSTOMERS: {wrong[0]!r} is no BIN of 12 digits; mend the list.")
        return list(dict.fromkeys(words))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceBroken(
            f"AQSHA_GOSZAKUP_CUSTOMERS names {path}, which is neither a list of BINs nor a file we can read."
        ) from error
