"""Owns which chapters a pack may have, which it has by default, and how a link's `part` names them and their order.

A link repeats `part=a-finding&part=b-records`: the letter before the hyphen is the chapter's place, so that the order
survives the sorting of repeated values. What is no chapter of ours is left out and named.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase
from typing import Final

from dashboard.filters import Dropped
from dashboard.hearing import (
    figures,
    finding,
    glossary,
    method,
    minutes,
    needs,
    peers,
    promises,
    questions,
    records,
    sides,
)
from dashboard.hearing.pack import MakeChapter

CHAPTERS: Final[Mapping[str, MakeChapter]] = {
    "finding": finding.chapter,
    "figures": figures.chapter,
    "records": records.chapter,
    "promises": promises.chapter,
    "sides": sides.chapter,
    "needs": needs.chapter,
    "peers": peers.chapter,
    "questions": questions.chapter,
    "method": method.chapter,
    "glossary": glossary.chapter,
    "minutes": minutes.chapter,
}
"""Key of a chapter → what makes it, in the order of a pack that names none."""

DEFAULT: Final = tuple(key for key in CHAPTERS if key != "minutes")
"""The blank for decisions is added on purpose only."""
_PART: Final = re.compile(r"([a-z])-([a-z]+)")


def chosen(parts: Sequence[str]) -> tuple[tuple[str, ...], tuple[Dropped, ...]]:
    """Return the chapters that a link's `part` asks for, in order, and what of it is no chapter of ours.

    Args:
        parts: Values of `part`, sorted as links sort them; none asks for the default.
    """
    found = [(match[2] if (match := _PART.fullmatch(part)) else "", part) for part in parts]
    kept = tuple(dict.fromkeys(key for key, _ in found if key in CHAPTERS))
    dropped = tuple(Dropped("part", part, "unknown_value") for key, part in found if key not in CHAPTERS)
    return kept or DEFAULT, dropped


def parts_of(keys: Iterable[str]) -> tuple[str, ...]:
    """Return the values of `part` that ask for these chapters in this order; none where it is the default."""
    several = tuple(keys)
    return (
        ()
        if several == DEFAULT
        else tuple(f"{place}-{key}" for place, key in zip(ascii_lowercase, several, strict=False))
    )
