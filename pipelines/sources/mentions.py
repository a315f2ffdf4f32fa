"""Reads residents' public posts from a folder: CSV and JSONL files; accounts leave it only as marks.

What a line holds is written down in docs/mentions.md. A line that does not is held back and told by file, line and
field, never by its text. Handles and names are used to tell whose accounts they are and are then replaced by a mark
that nobody can turn back: its key is made anew at every reading and kept nowhere.
"""

import csv
import hashlib
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson
import polars as pl

from pipelines.errors import SourceBroken
from pipelines.sources.tenures import TERMS
from pipelines.transform.mentions.accounts import RESIDENT, Judge

NEEDED: Final = ("network", "author", "posted_at", "text", "akim")
KNOWN: Final = (*NEEDED, "post_id", "author_name", "author_kind", "reactions", "reposts")
GENERATED: Final = "generated"
"""What the network of made-up posts begins with."""
PLAIN_NAME: Final = re.compile(r"(?!.*\d{9})[a-z0-9][a-z0-9._-]{0,60}")
"""No capitals, no Cyrillic letters, and no nine digits in a row: a file may be named after a person or a phone."""
PORTION: Final = 50_000
LONGEST_TEXT: Final = 1_000_000
FIRST_YEAR: Final = 2000
ASTANA_MINUTES: Final = 5 * 60


class Fault(NamedTuple):
    """What is wrong with one line, without a word of it."""

    file: str
    line: int
    field: str
    expected: str

    def __str__(self) -> str:
        """One line for whoever mends it."""
        return f"{self.file}:{self.line}: {self.field}: {self.expected}"


@dataclass(frozen=True, slots=True)
class Portion:
    """Some of the posts.

    Attributes:
        posts: Residents' posts: office, key, account, turn, at (local time), text, reactions, reposts.
        left_out: Reason → marks of accounts that are left out.
        left_out_posts: Reason → posts left out because of their account.
        faults: Lines held back.
        rows: Lines read, those held back and left out among them.
        generated: Made-up posts are among them.
    """

    posts: pl.DataFrame
    left_out: Mapping[str, frozenset[int]]
    left_out_posts: Mapping[str, int]
    faults: tuple[Fault, ...]
    rows: int
    generated: bool


@dataclass(slots=True)
class Accounts:
    """Decisions about accounts so far, and the marks that stand for them.

    Attributes:
        judge: The rules.
        secret: Key of the marks, made for this reading alone.
    """

    judge: Judge
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _decided: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def of(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return one row per different account as told: its columns with account, turn and reason.

        `turn` is the same at every reading, so that of two accounts told for one post always the same is taken; with
        its 16 bits it tells no account apart from thousands of others.
        """
        names = ("network", "author", "author_name", "author_kind")
        told = rows.select(names).unique()
        handles = [f"{network}\0{author}".encode() for network, author in told.select("network", "author").iter_rows()]
        reasons = [self._reason(one) for one in told.select("author", "author_name", "author_kind").iter_rows()]
        return told.with_columns(
            account=pl.Series([_mark(one, 8, self.secret) for one in handles], dtype=pl.UInt64),
            turn=pl.Series([_mark(one, 2) for one in handles], dtype=pl.UInt16),
            reason=pl.Series(reasons, dtype=pl.String),
        )

    def _reason(self, account: tuple[str, str, str]) -> str:
        if account not in self._decided:
            self._decided[account] = self.judge.reason(*account)
        return self._decided[account]


def _mark(handle: bytes, size: int, secret: bytes = b"") -> int:
    return int.from_bytes(hashlib.blake2b(handle, digest_size=size, key=secret).digest(), "little")


def files(folder: Path) -> list[Path]:
    """Return the files with posts, by name.

    Raises:
        SourceBroken: There is no such folder.
    """
    if not folder.is_dir():
        raise SourceBroken(f"{folder} is no folder; put the posts there or take the setting out.")
    found = (path for path in folder.iterdir() if path.suffix in (".csv", ".jsonl") and path.name != TERMS)
    return sorted(path for path in found if not path.name.startswith("."))


def read_posts(folder: Path, offices: frozenset[str], until: date, judge: Judge) -> Iterator[Portion]:
    """Read all posts of a folder, portion by portion.

    Args:
        folder: Where the files are.
        offices: Slugs of the regions that there are.
        until: The day of the reading; a later post is a mistake.
        judge: Whose posts are left out.

    Raises:
        SourceBroken: A whole file can't be read or lacks a column.
    """
    accounts = Accounts(judge)
    for number, path in enumerate(files(folder), start=1):
        told = _name(path, number)
        lines = _csv_lines(path, told) if path.suffix == ".csv" else _json_lines(path)
        while portion := list(islice(lines, PORTION)):
            yield _portion(told, portion, offices, until, accounts)


def _name(path: Path, number: int) -> str:
    """Return the name under which a file is told: its own if it can't be anybody's words, else its number."""
    return path.name if PLAIN_NAME.fullmatch(path.name) else f"file {number}{path.suffix}"


Line = tuple[int, Mapping[str, object] | str]
"""Number of a line, and its fields or what was expected of it."""


def _csv_lines(path: Path, name: str) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_TEXT)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            header = [name.strip() for name in next(reader, [])]
            _demand(name, header)
            for row in reader:
                if len(row) == len(header):
                    yield reader.line_num, dict(zip(header, row, strict=True))
                elif row:
                    yield reader.line_num, f"{len(header)} values, as in the first line"
        except csv.Error as error:
            raise SourceBroken(f"{name}:{reader.line_num}: {error}; mend the file.") from None
        except UnicodeDecodeError:
            raise SourceBroken(f"{name} is not UTF-8 after line {reader.line_num}; save it as UTF-8.") from None


def _demand(name: str, header: list[str]) -> None:
    if missing := [one for one in NEEDED if one not in header]:
        raise SourceBroken(f"{name} lacks the columns {', '.join(missing)}.")
    if len(set(header)) < len(header):
        raise SourceBroken(f"{name} has a column twice.")


def _json_lines(path: Path) -> Iterator[Line]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, _json(line)


def _json(line: bytes) -> Mapping[str, object] | str:
    try:
        told = orjson.loads(line)
    except orjson.JSONDecodeError:
        return "a JSON object on one line"
    return told if isinstance(told, dict) else "a JSON object on one line"


def _portion(file: str, lines: list[Line], offices: frozenset[str], until: date, accounts: Accounts) -> Portion:
    whole = [(number, told) for number, told in lines if not isinstance(told, str)]
    broken = [Fault(file, number, "line", told) for number, told in lines if isinstance(told, str)]
    read = _read(_frame(whole))
    good, faults = _checked(file, read, offices, until, accounts.judge)
    told = good.join(accounts.of(good), on=["network", "author", "author_name", "author_kind"], how="left")
    out = told.filter(pl.col("reason") != RESIDENT)
    by_reason = {str(reason): some for (reason,), some in out.group_by("reason")}
    return Portion(
        posts=told.filter(pl.col("reason") == RESIDENT).select(*POST),
        left_out={reason: frozenset(some["account"]) for reason, some in by_reason.items()},
        left_out_posts={reason: some.height for reason, some in by_reason.items()},
        faults=tuple(sorted([*broken, *faults])),
        rows=len(lines),
        generated=bool(good["network"].str.starts_with(GENERATED).any()),
    )


def _frame(lines: list[tuple[int, Mapping[str, object]]]) -> pl.DataFrame:
    """Lay lines out as text; a value that is neither text nor a whole number becomes one that no check lets through."""
    columns: dict[str, list[Any]] = {name: [_text(row.get(name)) for _, row in lines] for name in KNOWN}
    schema = {"line": pl.Int64, **dict.fromkeys(KNOWN, pl.String)}
    return pl.DataFrame({"line": [number for number, _ in lines], **columns}, schema=schema)


NO_TEXT: Final = "\0"


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else NO_TEXT


def _read(rows: pl.DataFrame) -> pl.DataFrame:
    """Add what texts mean: at, counts; missing where a text means nothing."""
    trimmed = rows.with_columns(pl.col(*KNOWN).str.strip_chars())
    return trimmed.with_columns(
        pl.col("network", "akim", "author_kind").str.to_lowercase(),
        author=pl.col("author").str.strip_prefix("@").str.to_lowercase(),
        handle=pl.col("author").str.strip_prefix("@"),
        at=_moment("posted_at"),
        reactions_told=_count("reactions"),
        reposts_told=_count("reposts"),
    )


def _count(name: str) -> pl.Expr:
    told = pl.col(name)
    return pl.when(told.str.contains(r"^[0-9]{1,12}$")).then(told).cast(pl.Int64)


def _moment(name: str) -> pl.Expr:
    """Read a day or a time; a time with a zone is moved to that of Astana, one without is local."""
    told = pl.col(name).str.replace(" ", "T", literal=True)
    form = r"^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?:(:\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$"
    day, minute, second, zone = (told.str.extract(form, group) for group in (1, 2, 3, 4))
    text = pl.concat_str(day, pl.lit("T"), minute.fill_null("00:00"), second.fill_null(":00"))
    local = text.str.to_datetime("%Y-%m-%dT%H:%M:%S", strict=False)
    hours, minutes = (zone.str.extract(r"([+-]\d{2}):?(\d{2})", group).cast(pl.Int64) for group in (1, 2))
    ahead = hours * 60 + minutes * pl.when(zone.str.starts_with("-")).then(-1).otherwise(1)
    shift = pl.when(zone.is_null()).then(0).otherwise(ASTANA_MINUTES - ahead.fill_null(0))
    return local + pl.duration(minutes=shift)


POST: Final = (
    pl.col("akim").alias("office"),
    "key",
    "account",
    "turn",
    "at",
    "text",
    pl.col("reactions_told").alias("reactions"),
    pl.col("reposts_told").alias("reposts"),
)


def _checked(
    file: str, rows: pl.DataFrame, offices: frozenset[str], until: date, judge: Judge
) -> tuple[pl.DataFrame, list[Fault]]:
    """Part the rows that hold what they must from the others, which are told."""
    kinds = [kind for kind in rows["author_kind"].unique() if not kind or judge.knows(kind)]
    day = pl.col("at").dt.date()
    rules: dict[str, tuple[pl.Expr, str]] = {
        "network": (_said("network"), "the name of a network"),
        "author": (_said("author"), "an account's handle or number"),
        "posted_at": (
            (day <= until) & (day.dt.year() >= FIRST_YEAR),
            f"a day or time from {FIRST_YEAR} to today, YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS, with +05:00 or without",
        ),
        "text": (_said("text"), "a text"),
        "akim": (pl.col("akim").is_in(sorted(offices)), "the slug of a region, as in data/geo/regions.csv"),
        "author_kind": (pl.col("author_kind").is_in(kinds), "a kind that accounts.toml knows, or nothing"),
        "reactions": (_whole("reactions"), "a whole number, or nothing"),
        "reposts": (_whole("reposts"), "a whole number, or nothing"),
        "author_name": (pl.col("author_name") != NO_TEXT, "a text, or nothing"),
        "post_id": (pl.col("post_id") != NO_TEXT, "a text or a number, or nothing"),
    }
    checks = {name: rule.fill_null(value=False).alias(f"{name} holds") for name, (rule, _) in rules.items()}
    told = rows.with_columns(checks.values())
    good = told.filter(pl.all_horizontal(f"{name} holds" for name in rules))
    bad = told.filter(~pl.all_horizontal(f"{name} holds" for name in rules))
    faults = [
        Fault(file, line, name, expected)
        for name, (_, expected) in rules.items()
        for line in bad.filter(~pl.col(f"{name} holds"))["line"]
    ]
    return good.with_columns(key=_key()), faults


def _said(name: str) -> pl.Expr:
    return (pl.col(name) != "") & (pl.col(name) != NO_TEXT)


def _whole(name: str) -> pl.Expr:
    return (pl.col(name) == "") | pl.col(f"{name}_told").is_not_null()


def _key() -> pl.Expr:
    """Return the mark of a post: of its number in the network, else of author, time and text."""
    by_number = pl.concat_str("network", pl.lit("\0"), "post_id")
    by_content = pl.concat_str("network", pl.lit("\0\0"), "author", pl.lit("\0"), "posted_at", pl.lit("\0"), "text")
    return pl.when(pl.col("post_id") != "").then(by_number).otherwise(by_content).hash(seed=0)
