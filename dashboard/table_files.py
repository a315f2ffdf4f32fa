"""The published tables on disk: their Parquet files as they were published, and CSV copies made from them once."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident
from typing import Final

import polars as pl

from dashboard.snapshots import Snapshot
from pipelines.schemas import CONTENT, HISTORY

# Raised when the way of writing changes, so that neither our cache nor a reader's keeps the old form.
CSV_VERSION: Final = "csv-1"
COPIES_KEPT: Final = 150
"""So many CSV copies are kept, some five editions of all tables; those made first go first."""
LIST_SEPARATOR: Final = " | "
# A spreadsheet runs a text cell that begins with one of these as a formula.
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class TableFile:
    """One published table on disk: its Parquet file and the SHA-256 that the manifest gives it."""

    name: str
    path: Path
    sha256: str


def find_table(snapshot: Snapshot, name: str) -> TableFile | None:
    """Return a table of a snapshot, or nothing for a name that no published table has."""
    if name not in CONTENT and name not in HISTORY:
        return None
    place = "tables" if name in CONTENT else "history"
    described = snapshot.manifest.get(place, {}).get(name)
    path = snapshot.folder / place / f"{name}.parquet"
    return TableFile(name, path, described["sha256"]) if described and path.is_file() else None


def every_table(snapshot: Snapshot) -> Iterator[TableFile]:
    """Return all tables that a snapshot has, in the order of the dictionary."""
    for name in (*CONTENT, *HISTORY):
        if table := find_table(snapshot, name):
            yield table


def csv_frame(path: Path) -> pl.LazyFrame:
    """Return a Parquet table in the form that CSV holds: lists joined, texts that spreadsheets would run made inert.

    One row per row of the table. Numbers and dates stay what they are: a minus is no formula there.
    """
    return csv_form(pl.scan_parquet(path))


def csv_form(table: pl.LazyFrame) -> pl.LazyFrame:
    """Return rows of a table in the form that CSV holds."""
    schema = table.collect_schema()
    lists = [pl.col(name).list.join(LIST_SEPARATOR) for name, kind in schema.items() if kind == pl.List(pl.String)]
    texts = [name for name, kind in schema.items() if kind in (pl.String, pl.List(pl.String))]
    return table.with_columns(lists).with_columns(inert(pl.col(name)) for name in texts)


def inert(text: pl.Expr) -> pl.Expr:
    """Put an apostrophe before a text that begins with a sign of FORMULA_SIGNS; missing stays missing."""
    runs = pl.any_horizontal(text.str.starts_with(sign) for sign in FORMULA_SIGNS)
    return pl.when(runs).then(pl.lit("'") + text).otherwise(text).name.keep()


def csv_file(table: TableFile, cache_dir: Path) -> Path | None:
    """Return the CSV copy of a table, made now if it was not made before; nothing where no copy can be kept."""
    kept = cache_dir / CSV_VERSION / f"{table.sha256}.csv"
    if kept.is_file():
        return kept
    unfinished = kept.with_suffix(f".{os.getpid()}-{get_ident()}")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_csv(csv_frame(table.path), unfinished)
        unfinished.replace(kept)
    except OSError:
        return None
    _forget_old(kept.parent)
    return kept


def _forget_old(folder: Path) -> None:
    with suppress(OSError):  # another process may tidy at the same time
        made = sorted(folder.glob("*.csv"), key=lambda one: one.stat().st_mtime_ns)
        for old in made[:-COPIES_KEPT]:
            old.unlink(missing_ok=True)


def write_csv(rows: pl.LazyFrame, path: Path) -> None:
    """Write rows that are in the form of CSV as UTF-8 with the mark that Excel needs, lines ending in CRLF."""
    rows.sink_csv(path, include_bom=True, line_terminator="\r\n", check_extension=False)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
