"""Owns the way from anything that may arrive as a link to key and value pairs, and the naming of what is dropped."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final
from urllib.parse import unquote_plus

from dashboard.link_values import WORDS_LENGTH, shown, written

PAIRS_LIMIT: Final = 1_000
LINK_LENGTH: Final = 100_000  # longer than the longest canonical link
REASONS: Final = frozenset(
    {
        "link_too_long",
        "out_of_range",
        "repeated",
        "reversed_amounts",
        "reversed_years",
        "too_long",
        "too_many",
        "unknown_key",
        "unknown_value",
        "unreadable",
    }
)
"""Every code `Dropped.why` can have; faces word each of them."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something in a link that could not be applied as it stood: key, value (cut for showing), a code of REASONS."""

    key: str
    value: str
    why: str


def drop(key: str, value: str, why: str) -> Dropped:
    """Name something dropped, in a form fit for showing."""
    return Dropped(_cut(key), _cut(value), why)


def _cut(text: str) -> str:
    line = shown(text[: 2 * WORDS_LENGTH])
    return line if len(line) <= WORDS_LENGTH else line[: WORDS_LENGTH - 1] + "…"


def read_pairs(query: object, dropped: list[Dropped]) -> Iterator[tuple[str, str]]:
    """Take the key and value pairs out of anything; what is no pair of texts is added to `dropped`."""
    found = iter(_found(query, dropped))
    for pair in islice(found, PAIRS_LIMIT):
        key, value = pair if isinstance(pair, tuple | list) and len(pair) == 2 else ("", pair)
        if value is None:
            continue
        if not isinstance(key, str) or not isinstance(value, str | int | Decimal):
            dropped.append(drop("", type(value).__name__, "unreadable"))
        else:
            yield key, written(value)
    if next(found, None) is not None:
        dropped.append(drop("", "", "link_too_long"))


def _found(query: object, dropped: list[Dropped]) -> Iterable[object]:
    if isinstance(query, bytes):
        query = query.decode(errors="replace")
    if isinstance(query, str):
        return _split(query, dropped)
    if isinstance(query, Mapping):
        return ((key, value) for key in query for value in _values(query, key))
    if isinstance(query, Iterable):
        return query
    if query is not None:
        dropped.append(drop("", type(query).__name__, "unreadable"))
    return ()


def _split(query: str, dropped: list[Dropped]) -> Iterator[tuple[str, str]]:
    if len(query) > LINK_LENGTH:
        dropped.append(drop("", "", "link_too_long"))
        query = query[:LINK_LENGTH].rpartition("&")[0]  # half a value is worse than none
    for piece in query.removeprefix("?").split("&"):
        key, _, value = piece.partition("=")
        if piece:
            yield unquote_plus(key, errors="replace"), unquote_plus(value, errors="replace")


def _values(query: Mapping[object, object], key: object) -> Iterable[object]:
    every = getattr(query, "get_all", None) or getattr(query, "getlist", None)  # Streamlit's and Starlette's mappings
    value = every(key) if every else query[key]
    return value if isinstance(value, list | tuple | set | frozenset) else (value,)
