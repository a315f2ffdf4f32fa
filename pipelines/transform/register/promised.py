"""Reads promises out of what buyers typed of a contract of our topics, and puts them into the form of the table."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import polars as pl

from pipelines.schemas import Promises
from pipelines.transform.appeals.personal import without_names
from pipelines.transform.frames import frame
from pipelines.transform.promises import Promise, extract
from pipelines.transform.promises.vocabulary import Words, default_words
from pipelines.transform.register.records import SOURCE_PREFIX
from pipelines.transform.register.wording import clean, without_persons

NUMBER: Final = pl.Decimal(18, 2)
PROMISED: Final = pl.List(
    pl.Struct(
        {
            "unit": pl.String(),
            "value": NUMBER,
            "value_low": NUMBER,
            "value_high": NUMBER,
            "value_text": pl.String(),
            "per": pl.String(),
            "bound": pl.String(),
            "networks": pl.List(pl.String()),
            "quote": pl.String(),
        }
    )
)
LONGEST_QUOTE: Final = 300
CENT: Final = Decimal("0.01")
MOST: Final = Decimal(10) ** 15
READ: Final = "read"


def promised(texts: Iterable[str | None]) -> list[dict[str, Any]]:
    """Read the promises out of the texts of one contract; what several texts say alike is told once.

    Args:
        texts: What was typed of it: subject, announcement, items; persons are hidden before anything is read.
    """
    told: dict[tuple[object, ...], dict[str, Any]] = {}
    for text in dict.fromkeys(texts):
        shown = without_persons(plain) if (plain := clean(text)) else ""
        for one in extract(shown):
            if _fits(one.value, one.low, one.high):
                key = (one.unit, one.value, one.low, one.high, one.when, one.per, one.bound)
                told.setdefault(key, _row(one, without_names(quote(shown, one.start, one.end))))
    return list(told.values())


def _fits(*numbers: Decimal | None) -> bool:
    """Tell whether numbers can be kept as they are: at most two decimals, nothing is rounded."""
    return all(one is None or (abs(one) < MOST and one == one.quantize(CENT)) for one in numbers)


def _row(one: Promise, said: str) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "value": one.value,
        "value_low": one.low,
        "value_high": one.high,
        "value_text": one.when,
        "per": one.per,
        "bound": one.bound,
        "networks": list(one.networks),
        "quote": said,
    }


def quote(text: str, start: int, end: int) -> str:
    """Return the words that make a promise with those around them, whole words, at most LONGEST_QUOTE letters."""
    if len(text) <= LONGEST_QUOTE:
        return text
    room = max(LONGEST_QUOTE - (end - start), 0)
    first, last = max(start - room // 2, 0), min(end + room - room // 2, len(text))
    first = text.find(" ", first, start) + 1 or start if first else 0
    last = text.rfind(" ", end, last) if last < len(text) and " " in text[end:last] else last
    return text[first:last][:LONGEST_QUOTE].strip()


def promises_of(purchases: pl.DataFrame, records: pl.DataFrame, words: Words | None = None) -> pl.DataFrame:
    """Return promises read out of contracts in the form of the table of promises.

    Args:
        purchases: Contracts of our topics (PURCHASES).
        records: The published records; promises of others are left out.
        words: The vocabulary, for the names of units; without it the project's own.
    """
    known = words or default_words()
    published = set(records["record_id"])
    rows = purchases.filter(pl.col("promises").list.len() > 0).select("chain", "id", "promises")
    return frame(
        (
            _published(one, f"register-{chain}", f"{SOURCE_PREFIX}{row}", known)
            for chain, row, told in rows.iter_rows()
            if f"register-{chain}" in published
            for one in told
        ),
        Promises,
    )


def _published(one: Mapping[str, Any], record: str, source: str, words: Words) -> dict[str, Any]:
    names = words.units[one["unit"]].names
    return {
        **one,
        "promise_id": f"{record}-{one['unit']}-{_mark(one)}",
        "about_kind": "record",
        "about_id": record,
        **{f"what_{language}": names[language] for language in names},
        "origin": READ,
        "source_id": source,
    }


def _mark(one: Mapping[str, Any]) -> str:
    """Tell promises of one record and unit apart by what they say, so that the id stays while the text does."""
    return hashlib.sha256("|".join(_said(one)).encode()).hexdigest()[:8]


def _said(one: Mapping[str, Any]) -> Iterator[str]:
    for name in ("value", "value_low", "value_high"):
        yield "" if one[name] is None else str(Decimal(one[name]).quantize(CENT))
    yield from (str(one[name] or "") for name in ("value_text", "per", "bound", "quote"))
