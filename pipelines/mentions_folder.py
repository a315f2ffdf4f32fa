"""Runs the open mentions method over a folder of posts, for anyone: python -m pipelines mentions FOLDER [--out DIR]."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from pipelines.sources.mentions import Fault, read_posts
from pipelines.sources.tenures import read_terms
from pipelines.transform.mentions.accounts import judge
from pipelines.transform.mentions.method import REASONS, read_method
from pipelines.transform.mentions.posts import Reader
from pipelines.transform.mentions.tables import mention_tables

FAULTS_TOLD: Final = 20
COUNTRY: Final = "national"


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a folder of posts.

    Attributes:
        tables: mention_periods, mention_indicators, mention_method.
        rows: Lines read.
        left_out: Reason → posts left out because of their account.
        faults: Lines held back.
        generated: Made-up posts are among them.
        terms: Terms of office read.
    """

    tables: Mapping[str, pl.DataFrame]
    rows: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    generated: bool = False
    terms: int = 0

    def account(self) -> dict[str, int]:
        """Say where the lines went: rows, held_back, counted (posts in the weeks, copies among them)."""
        weekly = self.tables["mention_periods"].filter(pl.col("period_kind") == "week")
        held_back = len({(one.file, one.line) for one in self.faults})
        return {"rows": self.rows, "held_back": held_back, "counted": int(weekly["mentions"].sum())}

    def told_faults(self) -> list[str]:
        """Name the first lines that were held back, by file, line and field."""
        more = len(self.faults) - FAULTS_TOLD
        return [*map(str, self.faults[:FAULTS_TOLD]), *([f"and {more} more"] if more > 0 else [])]


def _silent(_: str) -> None:
    """Report to nobody."""


def work_out(folder: Path, data: Path, today: date, report: Callable[[str], None] = _silent) -> Found:
    """Run the method over a folder.

    Args:
        folder: Files with posts, and tenures.csv.
        data: Folder of hand-kept facts: regions and the files of the method.
        today: Later posts are mistakes.
        report: Told how far it is.

    Raises:
        SourceBroken: A file of the method, of posts or of terms can't be read.
    """
    method, offices = read_method(data), regions(data)
    terms = read_terms(folder, offices)
    reader, kept = Reader(method), []
    accounts: set[int] = set()
    left_out: Counter[str] = Counter()
    faults: list[Fault] = []
    rows, generated = 0, False
    for portion in read_posts(folder, offices, today, judge(method.accounts)):
        kept.append(reader.features(portion.posts))
        accounts.update(*portion.left_out.values())
        left_out.update(portion.left_out_posts)
        faults += portion.faults
        rows += portion.rows
        generated = generated or portion.generated
        report(f"mentions: {rows:,} posts read")
    # The words of the texts are not needed any more, and copies need the memory.
    del reader
    tables = mention_tables(kept, accounts, terms, method)
    return Found(tables, rows, dict(left_out), tuple(faults), generated, len(terms))


def regions(data: Path) -> frozenset[str]:
    """Return the slugs of all regions, present and former; the country has no akim."""
    table = pl.read_csv(data / "geo" / "regions.csv", columns=["slug"])
    return frozenset(table["slug"]) - {COUNTRY}


def run(folder: Path, data: Path, today: date, say: Callable[[str], None], out: Path | None = None) -> None:
    """Print the tables of a folder of posts, or write them as CSV files.

    Args:
        folder: Files with posts, and tenures.csv.
        data: Folder of hand-kept facts.
        today: Later posts are mistakes.
        say: Takes each line.
        out: Folder for the CSV files; made where it is missing.

    Raises:
        SourceBroken: Something can't be read.
    """
    found = work_out(folder, data, today)
    for line in _account_lines(found):
        say(line)
    if out is None:
        for line in _table_lines(found.tables["mention_periods"]):
            say(line)
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, table in found.tables.items():
        table.write_csv(out / f"{name}.csv")
        say(f"{out / name}.csv: {table.height} rows")


def _account_lines(found: Found) -> list[str]:
    account = found.account()
    aside = ", ".join(f"{found.left_out[reason]:,} {reason}" for reason in REASONS if found.left_out.get(reason))
    told = (
        f"{account['rows']:,} lines read; {account['held_back']:,} held back; "
        f"left out by account: {aside or 'none'}; {account['counted']:,} counted, each post once"
    )
    return [
        told,
        *(f"held back: {line}" for line in found.told_faults()),
        f"{found.terms} terms of office" if found.terms else "no terms of office (tenures.csv): no office has a place",
    ]


SHOWN: Final = (
    ("period_kind", "period"),
    ("period_start", "from"),
    ("region", "region"),
    ("in_office_since", "since"),
    ("mentions", "mentions"),
    ("unique_mentions", "unique"),
    ("authors", "authors"),
    ("positive", "well"),
    ("negative", "ill"),
    ("volume_score", "volume"),
    ("volume_rank", "place"),
    ("tone_score", "tone"),
    ("tone_rank", "place"),
    ("not_placed_why", "why no place"),
)


def _table_lines(periods: pl.DataFrame) -> list[str]:
    """Lay the main columns out for reading, weeks first, the best by volume first."""
    ordered = periods.sort("period_kind", "period_start", "volume_rank", "region", descending=[True, *[False] * 3])
    rows = [[name for _, name in SHOWN]]
    rows += [["" if one is None else str(one) for one in row] for row in ordered.select(_columns()).iter_rows()]
    widths = [max(len(row[place]) for row in rows) for place in range(len(SHOWN))]
    return ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _columns() -> list[str]:
    return [column for column, _ in SHOWN]
