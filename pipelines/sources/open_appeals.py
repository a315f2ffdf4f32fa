"""Open texts of residents' appeals: files that a keeper lays into a folder; read row by row and never kept.

`AQSHA_APPEALS` names the folder; without it there is no such source. A file `name.csv` or `name.jsonl` is a collection,
a subfolder with such files is one as well. UTF-8; a CSV has a head and commas or semicolons.

| column | holds                                                                                            |
|--------|--------------------------------------------------------------------------------------------------|
| text   | what was asked, Kazakh or Russian, made anonymous by its keeper; we take persons out once more    |
| date   | day of the appeal: YYYY-MM-DD or DD.MM.YYYY, a time may follow                                    |
| place  | town, district or region as data/geo spells it, also «Жамбылская область, Тараз»; may be empty    |
| region | region, where `place` alone does not tell it; may be left out                                     |
| id     | number of the appeal in its collection: the same one counts once; may be left out                 |

Other columns are refused: what we do not need must not reach us. Whatever is wrong is told by file and line only.
"""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, TextIO

from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.errors import SourceBroken

NAME: Final = "open_appeals"
COLUMNS: Final = frozenset({"text", "date", "place", "region", "id"})
DEMANDED: Final = frozenset({"text", "date"})
ENDINGS: Final = (".csv", ".jsonl")
FIRST_YEAR: Final = 2000
MOST_DIGITS: Final = 8
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME: Final = 60
_DAY: Final = re.compile(r"\s*(?:(\d{4})-(\d{2})-(\d{2})|(\d{2})\.(\d{2})\.(\d{4}))(?:[T\s].*)?", re.DOTALL)
_LONGEST_FIELD: Final = 1_000_000


class OpenAppealsSettings(BaseSettings):
    """Where open texts lie.

    Attributes:
        appeals: Folder with the collections; without it there is no such source.
    """

    model_config = SettingsConfigDict(env_prefix="AQSHA_", frozen=True, extra="ignore", env_ignore_empty=True)

    appeals: Path | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Appeal:
    """One appeal as it was laid down; it has no text form, so that no log can show it."""

    text: str
    day: date
    place: str
    region: str
    number: str


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no appeal in the form above."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Collection:
    """Files that belong together; their order plays no part."""

    name: str
    files: tuple[Path, ...]


def collections(folder: Path) -> tuple[list[Collection], int]:
    """Find the collections of a folder.

    Returns:
        The collections by name, and how many files and folders have a name that can't be one. Such a name may itself be
        that of a person, so it is told nowhere.

    Raises:
        SourceBroken: The folder is not there, can't be read, or holds none.
    """
    try:
        found = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        files: dict[str, list[Path]] = {}
        strange = 0
        for path in found:
            inner = _readable(path.iterdir()) if path.is_dir() else _readable([path])
            good = [one for one in inner if is_name(one.stem)] if is_name(path.stem) else []
            strange += len(inner) - len(good)
            files.setdefault(path.stem, []).extend(good)
    except OSError:
        raise SourceBroken("the folder of AQSHA_APPEALS is not there or can't be read") from None
    told = [Collection(name, tuple(sorted(one))) for name, one in sorted(files.items()) if one]
    if not told:
        raise SourceBroken("the folder of AQSHA_APPEALS holds no collection")
    return told, strange


def _readable(paths: Iterator[Path] | list[Path]) -> list[Path]:
    return [path for path in paths if path.suffix.lower() in ENDINGS and path.is_file()]


def is_name(name: str) -> bool:
    """Tell whether a name may be published: small Latin letters, digits and hyphens, too few digits for a person's."""
    digits = sum(sign.isdecimal() for sign in name)
    return bool(_NAME.fullmatch(name)) and len(name) <= _LONGEST_NAME and digits <= MOST_DIGITS


def read(collection: Collection) -> Iterator[Appeal | BadLine]:
    """Read a collection row by row.

    Raises:
        SourceBroken: A file is not UTF-8, is empty, or has other columns than it should; the words hold nothing of it.
    """
    for path in collection.files:
        told = _told(collection, path)
        rows = _csv(path, told) if path.suffix.lower() == ".csv" else _json(path, told)
        empty = True
        try:
            for number, row in rows:
                empty = False
                yield _appeal(row) or BadLine(told, number)
        except (OSError, UnicodeDecodeError, csv.Error):
            raise SourceBroken(f"{told} can't be read to its end as UTF-8") from None
        if empty:
            raise SourceBroken(f"{told} holds no rows")


def _told(collection: Collection, path: Path) -> str:
    return path.name if path.stem == collection.name else f"{collection.name}/{path.name}"


def _csv(path: Path, told: str) -> Iterator[tuple[int, object]]:
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=_delimiter(file), strict=True)
        head = [name.strip().lower() for name in next(reader, [])]
        if not head:
            return
        # What stands in a wrong head may be a row of somebody's words, so it is not told.
        if not DEMANDED <= set(head) <= COLUMNS or len(head) != len(set(head)):
            raise SourceBroken(f"{told} has other columns than {', '.join(sorted(COLUMNS))}")
        for row in reader:
            if row:
                yield reader.line_num, dict(zip(head, row, strict=True)) if len(row) == len(head) else None


def _delimiter(file: TextIO) -> str:
    head = file.readline()
    file.seek(0)
    return ";" if head.count(";") > head.count(",") else ","


def _json(path: Path, told: str) -> Iterator[tuple[int, object]]:
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            row = _object(line)
            if row is not None and set(row) - COLUMNS:
                raise SourceBroken(f"{told} has other fields than {', '.join(sorted(COLUMNS))}")
            yield number, row


def _object(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _appeal(row: object) -> Appeal | None:
    if not isinstance(row, dict):
        return None
    fields = {name: _text(row.get(name)) for name in COLUMNS}
    day = _day(fields["date"])
    if day is None or not fields["text"]:
        return None
    return Appeal(fields["text"], day, fields["place"], fields["region"], fields["id"])


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip()


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = found.group(1, 2, 3) if found.group(1) else found.group(6, 5, 4)
    try:
        told = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return told if told.year >= FIRST_YEAR else None
