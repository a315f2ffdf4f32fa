"""Owns the grammar of links: Filters ⇄ query string ⇄ SQL conditions; no other module reads or writes a link.

Every key has one reader, which both `read_link` and the constructor of `Filters` use. So whatever Filters can be made
at all, `Filters.parse(filters.to_query()) == filters`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, Final, Self
from urllib.parse import urlencode

from dashboard.conditions import TABLES, Where, conditions
from dashboard.link_pairs import REASONS, Dropped, drop, read_pairs
from dashboard.link_values import (
    BRANCHES,
    CATEGORIES,
    GROUPS,
    KINDS,
    LANGUAGES,
    LEVELS,
    MEASURES,
    METHODS,
    PAGE_LIMIT,
    TIERS,
    YEAR_RANGE,
    LinkValueError,
    group_of,
    read_one_of,
    read_slug,
    read_snapshot,
    read_sort,
    read_tenge,
    read_whole,
    read_words,
    shown,
    written,
)

__all__ = [
    "CATEGORIES",
    "GROUPS",
    "REASONS",
    "Dropped",
    "Filters",
    "Link",
    "Where",
    "frozen_link",
    "group_of",
    "read_link",
    "where",
]

VALUES_LIMIT: Final = 50

MOVED_KEYS: Final[Mapping[str, tuple[str, ...]]] = {"year": ("from", "to")}
"""Old key → the keys that carry its value now. Rows are only ever added: an old link works for ever."""

IGNORED: Final = re.compile(r"(?:utm|mtm|pk)_.*|_.*|embed.*|[a-z]*clid|[gw]braid|mc_[ce]id|igsh(?:id)?")
"""Keys that others hang on links; they say nothing of the view and are passed over in silence."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What one link asks for. Repeated values are sorted and single, reversed years and amounts put in order.

    `year_from`, `year_to` are budget years (keys `from`, `to`); `minimum`, `maximum` are tenge (keys `min`, `max`).
    Text a reader typed goes through `read_link`, which drops and names; the constructor is for our own values.

    Raises:
        ValueError: When made with a value that no link can carry.
    """

    id: str | None = None
    region: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    level: str = "local"
    year_from: int | None = None
    year_to: int | None = None
    category: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    contractor: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    system: tuple[str, ...] = ()
    need: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    tier: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    q: str = ""
    counted: str = ""
    measure: str = "nominal"
    asof: str | None = None
    lang: str | None = None
    sort: str = ""
    page: int = 1
    part: tuple[str, ...] = ()
    mode: str = ""

    def __post_init__(self) -> None:
        for key in KEYS:
            object.__setattr__(self, key.field, key.normal(getattr(self, key.field)))
        if set(BRANCHES) <= set(self.category):  # both branches are everything: a written-out link asks for no less
            object.__setattr__(self, "category", ())
        for low, high in (("year_from", "year_to"), ("minimum", "maximum")):
            first, last = getattr(self, low), getattr(self, high)
            if first is not None and last is not None and first > last:
                object.__setattr__(self, low, last)
                object.__setattr__(self, high, first)

    def to_params(self) -> list[tuple[str, str]]:
        """List the link's pairs: keys in the order of the grammar, values sorted, defaults left out."""
        return [(key.name, value) for key in KEYS for value in key.written(self)]

    def to_query(self) -> str:
        """Write the canonical query string, without "?"; empty when everything is default."""
        return urlencode(self.to_params())

    @classmethod
    def parse(cls, query: object) -> "Filters":
        """Read a query string, mapping or pairs; never raises. `read_link` also tells what was dropped."""
        return read_link(query).filters

    def with_(self, **changes: Any) -> Self:  # noqa: ANN401 - dataclasses.replace checks them
        """Change some fields; the page goes back to 1, save when it is named or only the language changes.

        Raises:
            ValueError: When a value fits no link.
        """
        if "page" not in changes and changes.keys() != {"lang"}:
            changes["page"] = 1
        return replace(self, **changes)

    def without(self, key: str, value: str | None = None) -> Self:
        """Take off one value of a key of the link, or the whole key.

        Raises:
            KeyError: When the grammar has no such key.
        """
        field = BY_NAME[key].field
        left = tuple(one for one in getattr(self, field) if one != value) if BY_NAME[key].many and value else None
        return self.with_(**{field: DEFAULTS[field] if left is None else left})

    def shared(self) -> Self:
        """Keep what a link to another page keeps: all but id, sort, page, part and mode."""
        return replace(self, **{field: DEFAULTS[field] for field in ("id", "sort", "page", "part", "mode")})

    def active(self) -> list[tuple[str, str]]:
        """List the pairs that decide which records are looked at, one chip each, in the order of the grammar."""
        return [(key, value) for key, value in self.to_params() if key not in NOT_CHIPS]


DEFAULTS: Final[Mapping[str, Any]] = {field.name: field.default for field in fields(Filters)}
NOT_CHIPS: Final = frozenset({"id", "measure", "asof", "lang", "sort", "page", "part", "mode"})


@dataclass(frozen=True, slots=True)
class _Key:
    """One key of the grammar: its name in links, its field in Filters, its reader, whether it repeats."""

    name: str
    field: str
    read: Callable[[str], object]
    many: bool = False

    def normal(self, value: object) -> object:
        """Turn a value into what a link would give back, or raise ValueError."""
        if value == DEFAULTS[self.field] or (isinstance(value, str) and not shown(value)):
            return DEFAULTS[self.field]
        try:
            if not self.many:
                return self.read(written(value))
            several = value if isinstance(value, Iterable) and not isinstance(value, str) else (value,)
            values = {self.read(written(one)) for one in several}
        except LinkValueError as error:
            raise ValueError(f"{self.name}={value!r} fits no link: {error}") from None
        if len(values) > VALUES_LIMIT:
            raise ValueError(f"{self.name} has {len(values)} values, a link carries {VALUES_LIMIT}")
        return tuple(sorted(values, key=str))

    def written(self, filters: Filters) -> list[str]:
        """Write the values as they stand in a link; none when default."""
        value = getattr(filters, self.field)
        if value == DEFAULTS[self.field]:
            return []
        return [written(one) for one in (value if self.many else (value,))]


def _slugs(name: str) -> _Key:
    return _Key(name, name, read_slug, many=True)


def _codes(name: str, *codes: str) -> _Key:
    return _Key(name, name, read_one_of(*codes), many=True)


def _code(name: str, *codes: str) -> _Key:
    return _Key(name, name, read_one_of(*codes))


KEYS: Final = (
    _Key("id", "id", read_slug),
    _slugs("region"),
    _slugs("place"),
    _code("level", *LEVELS),
    _Key("from", "year_from", read_whole(*YEAR_RANGE)),
    _Key("to", "year_to", read_whole(*YEAR_RANGE)),
    _codes("category", *BRANCHES, *CATEGORIES),
    _slugs("customer"),
    _slugs("contractor"),
    _slugs("record"),
    _slugs("system"),
    _slugs("need"),
    _slugs("flag"),
    _codes("kind", *KINDS),
    _codes("tier", *TIERS),
    _codes("method", *METHODS),
    _Key("min", "minimum", read_tenge),
    _Key("max", "maximum", read_tenge),
    _Key("q", "q", read_words),
    _code("counted", "all"),
    _code("measure", *MEASURES),
    _Key("asof", "asof", read_snapshot),
    _code("lang", *LANGUAGES),
    _Key("sort", "sort", read_sort),
    _Key("page", "page", read_whole(1, PAGE_LIMIT)),
    _slugs("part"),
    _Key("mode", "mode", read_slug),
)
"""The grammar, in the order of a canonical link."""

BY_NAME: Final = {key.name: key for key in KEYS}


@dataclass(frozen=True, slots=True)
class Link:
    """What a link asks for, and what of it was dropped; the latter is named on every face."""

    filters: Filters
    dropped: tuple[Dropped, ...] = ()


def read_link(query: object) -> Link:
    """Read a link's query; never raises, whatever comes.

    Args:
        query: A query string (with or without "?"), pairs, or a mapping of keys to one or several values.

    Returns:
        Filters of all that could be read. Reversed years and amounts are put in order and named. Where a key that
        stands once comes with several values, none is taken: the order of pairs never matters.
    """
    dropped: list[Dropped] = []
    texts: defaultdict[str, set[str]] = defaultdict(set)
    for key, text in read_pairs(query, dropped):
        name = key.strip().removeprefix("amp;")  # "&amp;" from copied HTML
        for current in MOVED_KEYS.get(name, (name,)):
            if current not in BY_NAME and not IGNORED.fullmatch(current):
                dropped.append(drop(current, text, "unknown_key"))
            elif current in BY_NAME and shown(text):  # an empty field of a form asks for nothing
                texts[current].add(text)
    values: dict[str, Any] = {BY_NAME[name].field: _take(BY_NAME[name], texts[name], dropped) for name in texts}
    dropped += _reversed(values, "from", "to", "reversed_years") + _reversed(values, "min", "max", "reversed_amounts")
    return Link(Filters(**values), tuple(sorted(set(dropped), key=lambda one: (one.key, one.value, one.why))))


def _take(key: _Key, texts: set[str], dropped: list[Dropped]) -> object:
    values = set()
    for text in texts:
        try:
            values.add(key.read(text))
        except LinkValueError as error:
            dropped.append(drop(key.name, text, str(error)))
    ranked = sorted(values, key=str)
    room, why = (VALUES_LIMIT, "too_many") if key.many else (1, "repeated")
    kept = ranked[:room] if key.many or len(ranked) == 1 else []
    dropped += [drop(key.name, written(value), why) for value in ranked[len(kept) :]]
    if key.many:
        return tuple(kept)
    return kept[0] if kept else DEFAULTS[key.field]


def _reversed(values: Mapping[str, Any], low: str, high: str, why: str) -> list[Dropped]:
    first, last = values.get(BY_NAME[low].field), values.get(BY_NAME[high].field)
    if first is None or last is None or first <= last:
        return []
    return [drop(low, f"{written(first)}–{written(last)}", why)]


def frozen_link(path: str, filters: Filters, *, lang: str, asof: str, years: tuple[int, int] | None) -> str:
    """Write a link to be copied, cited or embedded: it will mean the same when defaults have moved.

    Args:
        path: Path of the page, "/needs".
        filters: The state to keep, all of it.
        lang: Language of the text beside the link; wins over the reader's own.
        asof: Id of the snapshot the figures come from; wins over the one in `filters`.
        years: First and last budget year shown, or None to write only the years asked for. A link with years leaves
            out records of unknown year: give None where the view shows such records.

    Returns:
        Path and query, with years, level, categories, asof and lang written out even where they are default.
    """
    pinned = replace(filters, lang=lang, asof=asof)
    if years:
        first, last = filters.year_from, filters.year_to
        first = min(years[0], years[0] if last is None else last) if first is None else first
        pinned = replace(pinned, year_from=first, year_to=max(years[1], first) if last is None else last)
    in_full = {"level": [pinned.level], "category": pinned.category or sorted(BRANCHES)}
    pairs = [(key.name, value) for key in KEYS for value in in_full.get(key.name, key.written(pinned))]
    return f"/{path.lstrip('/')}?{urlencode(pairs)}"


def where(
    filters: Filters,
    *,
    prefix: str = "",
    counted_only: bool = True,
    leave_out: frozenset[str] = frozenset(),
    over: str = "facts",
) -> Where:
    """Write the condition that picks the records asked for.

    Args:
        filters: What is asked for; `id`, `need`, `flag` and the keys of looks play no part.
        prefix: Alias of the records table, "r." or "r".
        counted_only: Keep to records that totals count, unless the link says `counted=all`.
        leave_out: Keys of the link not to apply, for the counts beside a filter's choices.
        over: The table the condition stands over. In `facts` a record that is divided between its years has a row for
            each of them; in `records` it has one row, found when any of its years is asked for.

    Returns:
        "TRUE" when nothing narrows. What is not divided matches years when its whole span lies inside; unknown years
        never do.

    Raises:
        ValueError: When the prefix is no alias, `leave_out` names no key or `over` no table.
    """
    if over not in TABLES:
        raise ValueError(f"a condition stands over one of {', '.join(TABLES)}, not over {over!r}")
    if not re.fullmatch(r"(?:[a-z_][a-z0-9_]*\.?)?", prefix) or not leave_out <= BY_NAME.keys():
        raise ValueError(f"not an alias or not keys of a link: {prefix!r}, {sorted(leave_out)}")
    widest = {**DEFAULTS, "level": "all", "counted": "all"}
    asked = replace(filters, **{BY_NAME[key].field: widest[BY_NAME[key].field] for key in leave_out})
    return conditions(asked, prefix.removesuffix("."), counted_only=counted_only, over=over)
