"""The one form of a lesser source: optional, with a setting of its own, failing alone."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal

import polars as pl

from pipelines.errors import SourceChanged
from pipelines.sources.http import Caller

# The whole country keeps this time since 1 March 2024; a night's day is the day there.
ASTANA = timezone(timedelta(hours=5))
BIN = re.compile(r"[0-9]{4}[4-6][0-9]{7}")
PERSON = re.compile(r"(?<![0-9])[0-9]{4}[0-3][0-9]{7}(?![0-9])")
ISO_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
LARGEST = Decimal(10) ** 16

Frames = dict[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom and what our records speak of; nobody else is asked about.

    Attributes:
        bins: BINs of the suppliers; numbers of persons are thrown out.
        contracts: Ids of contracts in the procurement register.
    """

    bins: frozenset[str] = frozenset()
    contracts: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "bins", frozenset(one for one in self.bins if is_bin(one)))


@dataclass(frozen=True, slots=True)
class Visit:
    """One night's reading of one source.

    Attributes:
        caller: Opened, with pace and retries.
        wanted: Whom our records speak of.
        folder: Where this source keeps what it read.
        day: The night's day, YYYY-MM-DD, local.
        calls: How many calls this source may make tonight, where it is read in turns.
        shrunk: A person has confirmed that the list lost many entries.
        report: Told how far the reading is.
    """

    caller: Caller
    wanted: Wanted
    folder: Path
    day: str
    calls: int
    shrunk: bool
    report: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Access:
    """How a source is called: address, headers, calls a second, certificates."""

    base: str
    headers: Mapping[str, str] = field(default_factory=dict)
    rate: float = 1.0
    ca_bundle: Path | None = None
    ca_setting: str = "AQSHA_CA_BUNDLE"


@dataclass(frozen=True, slots=True)
class Lesser:
    """One lesser source.

    Attributes:
        name: Short name, also of its folder.
        about: What it is, one English sentence (translated on the site).
        licence: Licence of the facts as we got them.
        cadence: How often it changes.
        home: Where it comes from, for a reader.
        state: on: read tonight; kept: not read, the last reading is used; off: left out.
        access: How it is called.
        read: Reads the source and keeps what came in the visit's folder.
        frames: Loads what was kept: name of a frame → frame, empty where nothing was read yet.
    """

    name: str
    about: str
    licence: str
    cadence: str
    home: str
    state: Literal["on", "kept", "off"]
    access: Access
    read: Callable[[Visit], None]
    frames: Callable[[Path], Frames]


def is_bin(value: str) -> bool:
    """Tell whether a number is a company's: the fifth digit of a person's number is 0–3."""
    return BIN.fullmatch(value) is not None


def local_day(now: datetime) -> str:
    """Return the day in Kazakhstan, YYYY-MM-DD."""
    return f"{now.astimezone(ASTANA):%Y-%m-%d}"


def day_of(value: object) -> str | None:
    """Return the day that a naive time of a source begins with, or nothing."""
    found = ISO_DAY.match(value.strip()) if isinstance(value, str) else None
    return found.group() if found else None


def tenge(value: object) -> Decimal | None:
    """Read a sum exactly; nothing where there is none or it is not a number of whole tiyn."""
    if isinstance(value, bool | float) or value is None:
        return None
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < LARGEST and amount == round(amount, 2) else None


def whole(value: object) -> int | None:
    """Read a whole number, sent as a number or as digits; nothing where it is neither."""
    if isinstance(value, bool) or not isinstance(value, int | str) or not re.fullmatch(r"-?[0-9]{1,18}", str(value)):
        return None
    return int(value)


def rows_of(content: object, what: str) -> list[dict[str, Any]]:
    """Hold a list of objects to its form.

    Raises:
        SourceChanged: It is something else.
    """
    if isinstance(content, list) and all(isinstance(one, dict) for one in content):
        return content
    raise SourceChanged(f"{what}: a list of rows was expected, {type(content).__name__} came; its form has changed.")


def demand(row: Mapping[str, object], fields: tuple[str, ...], what: str) -> None:
    """Hold a row to the fields that we need.

    Raises:
        SourceChanged: One is missing, so the source has renamed it.
    """
    if lacking := [name for name in fields if name not in row]:
        raise SourceChanged(
            f"{what}: a row lacks {', '.join(lacking)}; the source has renamed its fields, nothing of it is used."
        )


def chunks(keys: list[str], size: int) -> Iterator[list[str]]:
    """Cut a list into pieces of at most `size`."""
    return (keys[start : start + size] for start in range(0, len(keys), size))


def store(path: Path, frame: pl.DataFrame) -> None:
    """Write a frame to Parquet in one step: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb") as file:
        frame.write_parquet(file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)  # noqa: PTH105 — Path.replace would not say that this is the atomic step


def load(path: Path, schema: Mapping[str, Any]) -> pl.DataFrame:
    """Load a kept frame; an empty one where nothing was kept yet."""
    return pl.read_parquet(path) if path.exists() else pl.DataFrame(schema=dict(schema))
