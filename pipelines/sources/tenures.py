"""Reads the terms of office that lie beside residents' posts: regions and days, no names."""

import csv
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

from pipelines.errors import SourceBroken
from pipelines.transform.mentions.terms import Term

TERMS: Final = "tenures.csv"
TERM_COLUMNS: Final = ("region", "in_office_from", "in_office_to")


def read_terms(folder: Path, offices: frozenset[str]) -> list[Term]:
    """Read the terms of office; none where the file is missing.

    Raises:
        SourceBroken: A line does not hold what it must, or two terms of a region overlap: places would be wrong.
    """
    path = folder / TERMS
    if not path.exists():
        return []
    try:
        terms = _terms(path, offices)
    except (csv.Error, UnicodeDecodeError):
        raise SourceBroken(f"{path} can't be read as CSV in UTF-8; save it anew.") from None
    terms.sort(key=lambda one: (one.region, one.since))
    for before, after in pairwise(terms):
        if before.region == after.region and (before.until is None or after.since < before.until):
            raise SourceBroken(f"{path}: two terms of {before.region} overlap, from {before.since} and {after.since}.")
    return terms


def _terms(path: Path, offices: frozenset[str]) -> list[Term]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != TERM_COLUMNS:
            raise SourceBroken(f"{path} must have the columns {', '.join(TERM_COLUMNS)} and no others: no names.")
        return [_term(path, reader.line_num, row, offices) for row in reader]


def _term(path: Path, line: int, row: Mapping[str, str | None], offices: frozenset[str]) -> Term:
    region = (row["region"] or "").strip()
    try:
        since = date.fromisoformat((row["in_office_from"] or "").strip())
        until = date.fromisoformat(told) if (told := (row["in_office_to"] or "").strip()) else None
    except ValueError:
        raise SourceBroken(f"{path}:{line}: days are written YYYY-MM-DD; the last one may be empty.") from None
    if region not in offices or (until is not None and until < since):
        raise SourceBroken(f"{path}:{line}: a region's slug is expected, and a last day not before the first.")
    return Term(region, since, until)
