"""Made-up posts for the tests of the open mentions method, and ways to put them through it."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.mentions_folder import Found, work_out
from pipelines.transform.mentions.method import Method, read_method
from tests.pipelines.running import DATA

TODAY = date(2026, 11, 22)
COLUMNS = (
    "network",
    "post_id",
    "author",
    "author_name",
    "author_kind",
    "posted_at",
    "text",
    "reactions",
    "reposts",
    "akim",
)
LONG_AGO = "region,in_office_from,in_office_to\nzhambyl,2020-01-01,\nastana,2020-01-01,\nalmaty,2020-01-01,\n"
PRAISE = "Спасибо акиму, во дворе наконец сделали хороший тротуар"
BLAME = "Опять позор, автобус утром снова не пришёл на остановку"

Post = dict[str, Any]


@cache
def method() -> Method:
    return read_method(DATA)


def post(number: int, **told: Any) -> Post:
    """Make a post of its own: other number, author and text than those of other numbers."""
    return {
        "network": "vk",
        "post_id": str(number),
        "author": f"u{number}",
        "author_name": "",
        "author_kind": "",
        "posted_at": "2026-03-06 10:00:00",
        "text": f"слово{number} второе{number} третье{number} четвёртое{number} пятое{number} шестое{number}",
        "reactions": "1",
        "reposts": "0",
        "akim": "zhambyl",
    } | told


def write(
    folder: Path, posts: Iterable[Mapping[str, Any]], terms: str | None = LONG_AGO, *, lines: bool = False
) -> Path:
    """Write posts and terms as whoever holds them would."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    if lines:
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in posts)
        (folder / "posts.jsonl").write_text(text, encoding="utf-8")
    else:
        with (folder / "posts.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(posts)
    if terms is not None:
        (folder / "tenures.csv").write_text(terms, encoding="utf-8")
    return folder


def found(folder: Path, posts: Iterable[Mapping[str, Any]], terms: str | None = LONG_AGO, **told: Any) -> Found:
    return work_out(write(folder, posts, terms, **told), DATA, TODAY)


def periods(
    folder: Path, posts: Iterable[Mapping[str, Any]], terms: str | None = LONG_AGO, **told: Any
) -> pl.DataFrame:
    return found(folder, posts, terms, **told).tables["mention_periods"]


def week(table: pl.DataFrame, region: str = "zhambyl", start: str = "2026-03-02") -> dict[str, Any]:
    """Return the one row of a region's week."""
    return table.filter(pl.col("region") == region, period_kind="week", period_start=start).row(0, named=True)


def half(table: pl.DataFrame, region: str = "zhambyl", since: str = "2020-01-01") -> dict[str, Any]:
    return table.filter(pl.col("region") == region, in_office_since=since, period_kind="half").row(0, named=True)
