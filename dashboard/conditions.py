"""Owns the SQL text of a condition on records: columns, spans, words; values stay apart from the text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.link_values import BRANCHES
from pipelines.folding import fold

if TYPE_CHECKING:
    from dashboard.filters import Filters

COLUMNS: Final[Mapping[str, str]] = {
    "region": "region",
    "place": "place",
    "customer": "customer_id",
    "contractor": "contractor_id",
    "record": "record_id",
    "system": "system_id",
    "kind": "kind",
    "tier": "tier",
    "method": "method",
}
"""Field of Filters → column of records holding its values. `need` and `flag` are tables of their own: see the views."""

TABLES: Final = ("facts", "records")
"""What a condition may stand over: facts, where a divided record has a row for each year, or records, where it has one.
"""

VOWELS: Final = "aeiouy"
SHORTEST_STEM: Final = 5
LONGEST_SCRAP: Final = 2

_Part = tuple[str, tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on records: SQL text with "?" marks only, and the values for them, in order."""

    sql: str
    params: tuple[object, ...] = ()


def conditions(filters: "Filters", alias: str, *, counted_only: bool, over: str) -> Where:
    """Write the condition for everything in `filters` that is a column of records; see `filters.where`."""
    dot = f"{alias}." if alias else ""
    years = _of_years(filters, dot) if over == "facts" else _of_divided_years(filters, dot)
    parts = [*_of_lists(filters, dot), *years, *_of_amounts(filters, dot)]
    if counted_only and filters.counted != "all":
        parts.append((f"{dot}counted", ()))
    parts += [_has_word(f"{dot}search", word) for word in words_sought(filters.q)]
    return Where(" AND ".join(sql for sql, _ in parts) or "TRUE", _params(parts))


def words_sought(typed: str) -> list[str]:
    """Return the words to look for, folded, without the vowels at their end: "камеры" finds "камер" and "камера"."""
    return [_stem(word) for word in fold(typed).split()]


def _has_word(column: str, word: str) -> _Part:
    # One or two letters stand inside almost any text; they are looked for as whole words only.
    if len(word) <= LONGEST_SCRAP:
        return f"list_contains(string_split({column}, chr(32)), ?)", (word,)
    return f"contains({column}, ?)", (word,)


def _stem(word: str) -> str:
    stem = word.rstrip(VOWELS)
    return stem if len(stem) >= SHORTEST_STEM else word


def _params(parts: list[_Part]) -> tuple[object, ...]:
    return tuple(value for _, values in parts for value in values)


def _of_lists(filters: "Filters", dot: str) -> Iterator[_Part]:
    if filters.level != "all":
        yield f"{dot}level = ?", (filters.level,)
    for field, column in COLUMNS.items():
        if values := getattr(filters, field):
            yield _one_of(f"{dot}{column}", values)
    branches = tuple(value for value in filters.category if value in BRANCHES)
    exact = tuple(value for value in filters.category if value not in BRANCHES)
    choices: list[_Part] = [(f"starts_with({dot}category, ?)", (f"{branch}.",)) for branch in branches]
    if exact:
        choices.append(_one_of(f"{dot}category", exact))
    if choices:
        yield f"({' OR '.join(sql for sql, _ in choices)})", _params(choices)


def _one_of(column: str, values: tuple[str, ...]) -> _Part:
    return f"{column} IN ({', '.join('?' * len(values))})", values


def _of_years(filters: "Filters", dot: str) -> Iterator[_Part]:
    first, last = filters.year_from, filters.year_to
    if first is not None or last is not None:  # an open end still asks for a known year
        yield (f"{dot}year_from IS NOT NULL", ()) if first is None else (f"{dot}year_from >= ?", (first,))
        yield (f"{dot}year_to IS NOT NULL", ()) if last is None else (f"{dot}year_to <= ?", (last,))


def _of_divided_years(filters: "Filters", dot: str) -> Iterator[_Part]:
    """Take also the records that are divided between their years and reach into the years asked for."""
    inside = list(_of_years(filters, dot))
    if inside:
        touching: list[_Part] = [(f"{dot}split", ())]
        if filters.year_to is not None:
            touching.append((f"{dot}year_from <= ?", (filters.year_to,)))
        if filters.year_from is not None:
            touching.append((f"{dot}year_to >= ?", (filters.year_from,)))
        whole, some = (" AND ".join(sql for sql, _ in parts) for parts in (inside, touching))
        yield f"(({whole}) OR ({some}))", _params([*inside, *touching])


def _of_amounts(filters: "Filters", dot: str) -> Iterator[_Part]:
    if filters.minimum is not None:
        yield f"{dot}amount_kzt >= ?", (filters.minimum,)
    if filters.maximum is not None:
        yield f"{dot}amount_kzt <= ?", (filters.maximum,)
