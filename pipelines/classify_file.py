"""Tells the topic of every title of a CSV file: python -m pipelines classify FILE.csv."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from pipelines.errors import SourceBroken
from pipelines.transform.classify import Classifier, Purchase, Topic, default_classifier

REQUIRED = ("title_ru", "title_kk", "enstru_code")
OPTIONAL = ("announcement", "units")
ADDED = ("category", "reason", "score")
UNITS_APART = " | "
"""What parts the unit texts in one cell; codes in one cell are parted by spaces, commas or semicolons."""


def run(path: Path, out: TextIO) -> None:
    """Write the rows of a CSV file with category (`none` = neither media nor IT), reason and score.

    Args:
        path: A CSV file in UTF-8 with columns title_ru, title_kk, enstru_code; announcement and units may be there.
        out: Where the CSV goes; columns of the same names are written anew, all others are kept.

    Raises:
        SourceBroken: The file is missing or empty, is not UTF-8, or lacks a column; or the vocabulary is wrong.
    """
    classifier = default_classifier()
    with opened(path) as file:
        reader = csv.DictReader(file)
        columns = columns_of(reader, path, REQUIRED)
        writer = csv.DictWriter(
            out, [*(one for one in columns if one not in ADDED), *ADDED], lineterminator="\n", restval=""
        )
        writer.writeheader()
        for row in rows_of(reader, path):
            writer.writerow(row | _answer(classifier, row))


def opened(path: Path) -> TextIO:
    """Open a CSV file in UTF-8.

    Raises:
        SourceBroken: It is missing or can't be read.
    """
    try:
        return path.open(encoding="utf-8-sig", newline="")
    except FileNotFoundError:
        raise SourceBroken(f"{path}: there is no such file") from None
    except OSError as error:
        raise SourceBroken(f"{path}: cannot be read: {error.strerror}") from error


def columns_of(reader: "csv.DictReader[str]", path: Path, required: Sequence[str]) -> list[str]:
    """Return the columns of a CSV file.

    Raises:
        SourceBroken: It is no UTF-8, or lacks a column that is required.
    """
    try:
        columns = list(reader.fieldnames or ())
    except (UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, error) from error
    if missing := [name for name in required if name not in columns]:
        raise SourceBroken(f"{path}: no column {', '.join(missing)}; there are: {', '.join(columns) or 'none'}")
    return columns


def rows_of(reader: "csv.DictReader[str]", path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file; what a short row lacks is empty.

    Raises:
        SourceBroken: A row has more cells than there are columns, or is no UTF-8.
    """
    try:
        for row in reader:
            if None in row:
                raise SourceBroken(f"{path}, line {reader.line_num}: more cells than columns; is a comma not quoted?")
            yield {name: cell or "" for name, cell in row.items()}
    except (UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> SourceBroken:
    return SourceBroken(f"{path}: not a CSV file in UTF-8: {error}")


def _answer(classifier: Classifier, row: dict[str, str]) -> dict[str, str]:
    topic = classifier.one(
        Purchase(
            title_ru=row["title_ru"],
            title_kk=row["title_kk"],
            announcement=row.get("announcement", ""),
            units=tuple(row.get("units", "").split(UNITS_APART)),
            codes=tuple(row["enstru_code"].replace(",", " ").replace(";", " ").split()),
        )
    )
    return {"category": topic.category or "none", "reason": _reason(topic), "score": f"{topic.score:.2f}"}


def _reason(topic: Topic) -> str:
    words = f"words: {' '.join(topic.words)}" if topic.words else ""
    codes = f"code: {' '.join(topic.codes)}" if topic.codes else ""
    return "; ".join(part for part in (words, codes) if part)
