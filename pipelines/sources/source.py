"""What a source is, and how its files become checked rows with their provenance kept."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Self

import polars as pl
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from pipelines.errors import SourceBroken
from pipelines.marks import N_


class Row(BaseModel):
    """One line of a hand-kept file: types are strict and unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CsvRow(BaseModel):
    """One line of a table: every value arrives as text, an empty one as missing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _exact(value: object) -> object:
    """Let whole numbers and decimals through; text and floats would hide a mistake or lose tiyn."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("a plain number is expected, without quotes")  # noqa: TRY004 — pydantic turns ValueError into words
    return Decimal(value)


def _in_calendar(value: str) -> str:
    """Let through a year, a month or a day of the calendar."""
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if PARTIAL.fullmatch(value) else "")
    except ValueError:
        raise ValueError("a date of the calendar, written YYYY, YYYY-MM or YYYY-MM-DD") from None
    return value


def _whole_day(value: str) -> str:
    if len(value) < len("YYYY-MM-DD"):
        raise ValueError("a day of the calendar, written YYYY-MM-DD")
    return value


PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
Number = Annotated[Decimal, BeforeValidator(_exact)]
Tenge = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, max_digits=18, decimal_places=2)]
PartialDate = Annotated[str, AfterValidator(_in_calendar)]
Day = Annotated[PartialDate, AfterValidator(_whole_day)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$", max_length=100)]
Year = Annotated[int, Field(ge=1990, le=2100)]
Count = Annotated[int, Field(ge=0, lt=10**15)]


class Citation(Row):
    """Where a fact was read; the address may be missing only if it is marked as not known."""

    url: str | None = Field(pattern=r"^https?://\S+$")
    publisher: str | None
    title: str | None = None
    date: PartialDate | None = None
    lang: str | None = None
    address_known: bool = True
    evidence: str | None = None

    @model_validator(mode="after")
    def _is_found_or_says_not(self) -> Self:
        if self.url is None and self.address_known:
            raise ValueError("source has an url, or address_known is false")
        return self


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one row, in words a person who mends it can use."""

    dataset: str
    file: str
    line: int
    row_id: str | None
    field: str
    expected: str
    came: str
    raw: str = ""
    blocks: bool = True

    def __str__(self) -> str:
        """One line: file, line, row, field, what was expected and what came."""
        name = f" ({self.row_id})" if self.row_id else ""
        return f"{self.file}:{self.line}{name}: {self.field}: {self.expected}; came {self.came}"


@dataclass(frozen=True, slots=True)
class RawFile:
    """One input file as read: its lines as JSON text, and the hash of its bytes."""

    dataset: str
    file: str
    sha256: str
    lines: tuple[tuple[int, str], ...]

    def frame(self) -> pl.DataFrame:
        """Return one row per line: dataset, file, file_sha256, line, raw (JSON text)."""
        return pl.DataFrame(
            {
                "dataset": [self.dataset] * len(self.lines),
                "file": [self.file] * len(self.lines),
                "file_sha256": [self.sha256] * len(self.lines),
                "line": [number for number, _ in self.lines],
                "raw": [raw for _, raw in self.lines],
            },
            schema={
                "dataset": pl.String,
                "file": pl.String,
                "file_sha256": pl.String,
                "line": pl.Int32,
                "raw": pl.String,
            },
        )


@dataclass(frozen=True, slots=True)
class Source:
    """One input of the nightly run.

    Attributes:
        name: Short name, as in `--source NAME`.
        about: What it is, one English sentence (translated on the site).
        licence: Licence of the facts as we got them.
        cadence: How often it changes.
        home: Where it comes from, for a reader.
        folder: Folder below data/ with its files.
        files: File name → model of one row.
        keys: File name → field that identifies a row.
        may_be_missing: The files need not be there, and may be empty: nobody has written a first row yet.
    """

    name: str
    about: str
    licence: str
    cadence: str
    home: str
    folder: str
    files: Mapping[str, type[BaseModel]]
    keys: Mapping[str, str]
    may_be_missing: bool = False


def hand_kept(
    name: str, about: str, files: Mapping[str, tuple[type[BaseModel], str]], *, may_be_missing: bool = False
) -> Source:
    """Return a source of facts kept by hand in data/curated: file name → model of a row and the field that names it."""
    return Source(
        name=name,
        about=about,
        licence="CC BY 4.0",
        cadence=N_("when a fact is found"),
        home="data/curated",
        folder="curated",
        files={file: model for file, (model, _) in files.items()},
        keys={file: key for file, (_, key) in files.items()},
        may_be_missing=may_be_missing,
    )


@dataclass(frozen=True, slots=True)
class Parsed:
    """A row that passed its own checks, with the line it stood on."""

    line: int
    raw: str
    row: Any


def read_file(source: Source, data: Path, name: str) -> RawFile:
    """Read one file of a source.

    Raises:
        SourceBroken: The file is missing, is not UTF-8, is empty or, for a table, has other columns than its model.
    """
    path = data / source.folder / name
    if source.may_be_missing and not path.exists():
        return RawFile(source.name, f"{source.folder}/{name}", hashlib.sha256(b"").hexdigest(), ())
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except FileNotFoundError:
        raise SourceBroken(f"{path} is missing; put it back or take it out of the source «{source.name}».") from None
    except OSError as error:
        raise SourceBroken(f"{path} can't be read ({error.strerror}); mend its rights or restore it.") from None
    except UnicodeDecodeError as error:
        raise SourceBroken(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8.") from None
    lines = _csv_lines(path, text, source.files[name]) if name.endswith(".csv") else _json_lines(text)
    if not lines and not source.may_be_missing:
        raise SourceBroken(f"{path} holds no rows; restore it from the last commit.")
    return RawFile(source.name, f"{source.folder}/{name}", hashlib.sha256(raw).hexdigest(), tuple(lines))


def _json_lines(text: str) -> list[tuple[int, str]]:
    # Split at \n alone: str.splitlines would also cut at odd Unicode separators inside a text.
    return [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]


def _csv_lines(path: Path, text: str, model: type[BaseModel]) -> list[tuple[int, str]]:
    reader = csv.DictReader(io.StringIO(text))
    expected, came = set(model.model_fields), set(reader.fieldnames or ())
    if unknown := sorted(came - expected):
        raise SourceBroken(f"{path} has columns nobody knows: {', '.join(unknown)}; rename them or take them out.")
    if missing := sorted(name for name in expected - came if model.model_fields[name].is_required()):
        raise SourceBroken(f"{path} lacks the columns {', '.join(missing)}; it has {', '.join(sorted(came))}.")
    return [(reader.line_num, json.dumps({k: v or None for k, v in row.items()}, ensure_ascii=False)) for row in reader]


def parse(raw: RawFile, model: type[BaseModel], key: str) -> tuple[list[Parsed], list[Problem]]:
    """Check every line of a file against its model; a line that fails becomes problems, the rest rows.

    Raises:
        SourceBroken: Not one line of the file could be read, so it is another file than it should be.
    """
    rows: list[Parsed] = []
    problems: list[Problem] = []
    for number, line in raw.lines:
        found = _parse_line(raw, number, line, model, key)
        if isinstance(found, Parsed):
            rows.append(found)
        else:
            problems.extend(found)
    if not rows and problems:
        raise SourceBroken(f"{raw.file}: no line has the expected form. First: {problems[0]}")
    return rows, problems


def _parse_line(raw: RawFile, number: int, line: str, model: type[BaseModel], key: str) -> Parsed | list[Problem]:
    try:
        value = read_line(line)
    except ValueError as error:
        words = f"a JSON object on one line ({error})"
        return [Problem(raw.dataset, raw.file, number, None, "line", words, line[:60], line)]
    row_id = str(value.get(key)) if isinstance(value, dict) and value.get(key) is not None else None
    blank = {place: (place, NO_TEXT, _short(text)) for place, text in _blank_texts(value)}
    try:
        row = model.model_validate(value)
    except ValidationError as error:
        told = _all_in_words(error.errors())
    else:
        if not blank:
            return Parsed(number, line, row)
        told = []
    told += [words for place, words in blank.items() if place not in {field for field, _, _ in told}]
    return [Problem(raw.dataset, raw.file, number, row_id, *words, line) for words in told]


def read_line(line: str) -> Any:  # noqa: ANN401 — what the file holds
    """Read one line of JSON, its decimals exactly.

    Raises:
        ValueError: It is not JSON, or a field stands twice.
    """
    return json.loads(line, parse_float=Decimal, object_pairs_hook=_each_name_once)


def _blank_texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Find texts that say nothing, at any depth: a field that is not known is null."""
    if isinstance(value, str) and not value.strip():
        yield place, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield from _blank_texts(one, f"{place}.{name}" if place else str(name))


def _each_name_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a name that stands twice: JSON would silently keep the last value."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the field {next(name for name in names if names.count(name) > 1)} stands twice")
    return found


NO_TEXT = "a text that says something; what is not known is null, or the field is left out"
PLAIN_WORDS = {
    "model_type": "a JSON object",
    "model_attributes_type": "a JSON object",
    "dict_type": "a JSON object",
    "list_type": "a list",
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
}


def _all_in_words(details: Iterable[ErrorDetails]) -> list[tuple[str, str, str]]:
    """Tell all fields that a row lacks in one line, and every other fault in a line of its own."""
    details = list(details)
    lacking = [_place(detail) for detail in details if detail["type"] == "missing"]
    told = [_in_words(detail) for detail in details if detail["type"] != "missing"]
    return [("row", f"missing fields: {', '.join(lacking)}", "nothing for them"), *told] if lacking else told


def _place(detail: ErrorDetails) -> str:
    # `from` is a word of Python, so the model calls it `from_`.
    return ".".join(str(part).rstrip("_") for part in detail["loc"])


def _in_words(detail: ErrorDetails) -> tuple[str, str, str]:
    place = _place(detail)
    words = PLAIN_WORDS.get(detail["type"], detail["msg"].removeprefix("Value error, "))
    words = words[0].lower() + words[1:]
    came = detail["input"]
    if named := _fields_named(came, words):
        fields = [f"{place}.{name}" if place else name for name in named]
        return ", ".join(fields), words, ", ".join(_short(value) for value in named.values())
    return place or "row", words, _short(came)


def _fields_named(came: object, words: str) -> dict[str, object]:
    """Return the fields of a row that a rule over several fields speaks of."""
    row = came if isinstance(came, dict) else {}
    return {name: value for name, value in row.items() if re.search(rf"\b{re.escape(str(name))}\b", words)}


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)[:80]


def citation_id(citation: Mapping[str, object]) -> str:
    """Return the permanent id of a citation, made from address, publisher, title and date."""
    text = json.dumps([citation.get(k) for k in ("url", "publisher", "title", "date")], ensure_ascii=False)
    return "src-" + hashlib.sha256(text.encode()).hexdigest()[:10]


def duplicates(rows: Iterable[Parsed], raw: RawFile, key: str) -> list[Problem]:
    """Find rows whose id stands in the file already; the first one keeps it."""
    seen: dict[str, int] = {}
    problems = []
    for parsed in rows:
        row_id = str(getattr(parsed.row, key))
        if row_id in seen:
            words = f"an id of its own; line {seen[row_id]} has this one"
            problems.append(Problem(raw.dataset, raw.file, parsed.line, row_id, key, words, row_id, parsed.raw))
        seen.setdefault(row_id, parsed.line)
    return problems
