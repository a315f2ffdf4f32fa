"""Reads the promises out of every text of a CSV file: python -m pipelines promises FILE.csv."""

import csv
from pathlib import Path
from typing import TextIO

from pipelines.classify_file import columns_of, opened, rows_of
from pipelines.transform.promises import Promise, extract

REQUIRED = ("id", "text")
FIELDS = (
    *("id", "unit", "value", "value_low", "value_high", "date", "per", "bound", "networks", "start", "end", "quote"),
)


def run(path: Path, out: TextIO) -> None:
    """Write one row per promise; a text without one has no row.

    Args:
        path: A CSV file in UTF-8 with columns id and text; others are not read.
        out: Where the CSV goes. `start` and `end` count letters of the text, `quote` is what stands between them.

    Raises:
        SourceBroken: The file is missing or empty, is not UTF-8, or lacks a column; or the vocabulary is wrong.
    """
    with opened(path) as file:
        reader = csv.DictReader(file)
        columns_of(reader, path, REQUIRED)
        writer = csv.DictWriter(out, FIELDS, lineterminator="\n", restval="")
        writer.writeheader()
        for row in rows_of(reader, path):
            writer.writerows(_row(row, one) for one in extract(row["text"]))


def _row(row: dict[str, str], one: Promise) -> dict[str, object]:
    told = {
        "unit": one.unit,
        "value": one.value,
        "value_low": one.low,
        "value_high": one.high,
        "date": one.when,
        "per": one.per,
        "bound": one.bound,
        "networks": ", ".join(one.networks),
        "start": one.start,
        "end": one.end,
        "quote": row["text"][one.start : one.end],
    }
    return {"id": row["id"], **{name: "" if value is None else value for name, value in told.items()}}
