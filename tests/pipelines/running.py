"""Runs of the write side over copies of the real facts, which tests may break as they like."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from pipelines import nightly
from pipelines.curated import Facts, extract, read_facts
from pipelines.settings import PipelineSettings
from pipelines.sources.source import RawFile

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = REPOSITORY / "data"
DAY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
OPEN_AKIMAT = "it-taraz-open-akimat-2020"

Row = dict[str, Any]


def own_facts(home: Path) -> PipelineSettings:
    """Copy the hand-kept files to a folder of the test's own."""
    for folder in ("curated", "context", "geo"):
        shutil.copytree(DATA / folder, home / "data" / folder, ignore=shutil.ignore_patterns("*.geojson"))
    return PipelineSettings(data=home / "data", raw=home / "raw", snapshots=home / "snapshots")


def run(settings: PipelineSettings, now: datetime = DAY, **options: Any) -> nightly.Outcome:
    return nightly.run(settings, now, **options)


def table(settings: PipelineSettings, snapshot_id: str, name: str, place: str = "tables") -> pl.DataFrame:
    return pl.read_parquet(settings.snapshots / snapshot_id / place / f"{name}.parquet")


BESIDE = frozenset({".lock", "diary.jsonl", "health.json", "editions.jsonl"})
"""What each run leaves beside the snapshots, whether it publishes or not."""


def files_in(folder: Path) -> dict[str, bytes]:
    """Everything below a folder with its bytes, except what each run leaves beside the snapshots."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in BESIDE
    }


def rewrite(settings: PipelineSettings, file: str, change: Callable[[list[str]], list[str]]) -> None:
    path = settings.data / file
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")


def add_line(settings: PipelineSettings, file: str, line: Row | str) -> None:
    rewrite(settings, file, lambda lines: [*lines, line if isinstance(line, str) else dumps(line)])


def edit_row(settings: PipelineSettings, file: str, row_id: str, **fields: Any) -> None:
    """Change fields of the one row with this id (or slug)."""

    def change(lines: list[str]) -> list[str]:
        rows = [json.loads(line, parse_float=Decimal) for line in lines]
        (number,) = [n for n, row in enumerate(rows) if row_id in (row.get("id"), row.get("slug"))]
        return [*lines[:number], dumps(rows[number] | fields), *lines[number + 1 :]]

    rewrite(settings, file, change)


MARK = "\x00"


def dumps(row: Row) -> str:
    """Write JSON whose decimals keep their own digits."""
    text = json.dumps(row, ensure_ascii=False, default=lambda value: f"{MARK}{value}")
    return re.sub(r'"\\u0000([^"]+)"', r"\1", text)


@cache
def real_files() -> tuple[RawFile, ...]:
    return tuple(extract(DATA))


def real_row(file: str, row_id: str) -> Row:
    (row,) = [row for row in real_rows(file) if row_id in (row.get("id"), row.get("slug"))]
    return row


def real_rows(file: str) -> list[Row]:
    (raw,) = [raw for raw in real_files() if raw.file == file]
    return [json.loads(line, parse_float=Decimal) for _, line in raw.lines]


def facts_with(changes: dict[str, list[Row | str]]) -> Facts:
    """Read the real facts with some files replaced line by line, without touching a disk."""
    return read_facts([_replaced(raw, changes[raw.file]) if raw.file in changes else raw for raw in real_files()])


def facts_plus(file: str, *rows: Row | str) -> Facts:
    """Read the real facts with rows added at the end of one file."""
    return facts_with({file: [*real_rows(file), *rows]})


def _replaced(raw: RawFile, rows: list[Row | str]) -> RawFile:
    lines = (row if isinstance(row, str) else dumps(row) for row in rows)
    return RawFile(raw.dataset, raw.file, raw.sha256, tuple(enumerate(lines, start=1)))
