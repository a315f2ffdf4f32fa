"""The filters of the API: date windows, exact values, lists, and the marks of its text search."""

from dataclasses import dataclass
from typing import Any

from tests.register.rows import Row

Window = tuple[str, str]
"""From, until, both included; an empty end is open."""
DATES = frozenset({"indexDate", "lastUpdateDate", "crdate", "signDate", "publishDate", "dateCreate", "timestamp"})
TEXTS = {
    "nameDescriptionRu": ("nameRu", "descriptionRu"), "nameDescriptionKz": ("nameKz", "descriptionKz"),
    "nameOrFullNameRu": ("nameRu", "fullNameRu"), "nameRu": ("nameRu",), "nameKz": ("nameKz",),
    "fullNameRu": ("fullNameRu",), "customerNameRu": ("customerNameRu",),
}  # fmt: skip
_LISTS = {"katoList": "katoList", "plnPointKatoList": "plnPointKatoList", "pointList": "pointList", "kato": "kato"}
_DEAD = frozenset({"plnPointRootrecordId"})
"""Filters that the portal accepts and answers with nothing."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter and its value (lists as tuples)."""

    name: str
    value: Any


Conditions = tuple[Condition, ...]


def conditions(given: dict[str, Any] | None, root: str) -> Conditions:
    """The conditions of a filter argument; those of no effect on the portal have none here."""
    made = []
    for name, value in sorted((given or {}).items()):
        if value is None or value == [] or (name in DATES and not any(_texts(value))):
            continue
        if root == "TrdBuy" and name == "publishDate" and len(_texts(value)) == 1:
            continue
        made.append(Condition(name, tuple(value) if isinstance(value, list) else value))
    return tuple(made)


def _texts(value: Any) -> list[str]:
    return [str(part or "") for part in value] if isinstance(value, list | tuple) else [str(value)]


def window(value: Any) -> Window:
    """A date filter as a window; a date without a time is its first second, at both ends."""
    ends = [*_texts(value), ""][:2]
    low, high = (end if len(end) != 10 else f"{end} 00:00:00" for end in ends)
    return low, high


def satisfies(row: Row, wanted: Conditions) -> bool:
    """Whether a row satisfies all conditions."""
    return all(_one(row, condition) for condition in wanted)


def _one(row: Row, condition: Condition) -> bool:
    name, value = condition.name, condition.value
    if name in _DEAD or (name in {"dateCreate", "timestamp", "indexDate"} and "rootrecordId" in row):
        return False
    if name in DATES:
        low, high = window(value)
        found = row.get(name) or ""
        return bool(found) and low <= found and (not high or found <= high)
    if name in TEXTS:
        return any(matches(row.get(field) or "", str(value)) for field in TEXTS[name])
    if name in _LISTS:
        return bool(set(row.get(_LISTS[name]) or ()) & set(value if isinstance(value, tuple) else (value,)))
    return row.get(name) in value if isinstance(value, tuple) else row.get(name) == value


def matches(text: str, pattern: str) -> bool:
    """Exact, unless `?x` (substring), `?x*` (prefix of a word) or `*x` (word forms, here a substring)."""
    wanted = pattern.strip("?*").casefold()
    return wanted in text.casefold() if pattern[:1] in {"?", "*"} else wanted == text.casefold()
