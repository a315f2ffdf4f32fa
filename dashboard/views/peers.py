"""Fair peers: who may be set beside a region, a system or a supplier, by rules with names that print their numbers.

Rules of a region (key `mode` of the link): `similar`, the six others whose number of residents is nearest;
`neighbours`, those that share a border with it today; `kind`, regions with regions, cities of republican significance
with cities.
Of a system, `kind` is the same kind of system; of a supplier, the same category as the one that it was paid most for.
Whatever the rule, the nearest stands first: the larger of two numbers divided by the smaller (residents of one budget
year, or money found); those without a known number come last, by id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from dashboard.filters import Filters, where
from dashboard.store import Row, Store
from dashboard.views.coverage import years_asked

RULES: Final = ("similar", "neighbours", "kind")
SIMILAR: Final = 6
OF: Final[Mapping[str, tuple[str, ...]]] = {"region": RULES, "system": ("kind",), "contractor": ("kind",)}
"""Key of the link → the rules that peers of its one value may be chosen by."""


@dataclass(frozen=True)
class Peer:
    """One place, system or supplier with the number that the rule goes by.

    Attributes:
        key: Its id.
        number: Residents, or tenge found; None where not known.
        ratio: The larger of its number and the subject's divided by the smaller; None where either is not known or 0.
        as_of: Date of the residents.
    """

    key: str
    number: Decimal | None
    ratio: Decimal | None = None
    as_of: str | None = None


@dataclass(frozen=True)
class Peers:
    """Peers of one subject.

    Attributes:
        rule: A rule of RULES.
        axis: Key of the link that the subject is a value of.
        subject: The one that peers were asked for.
        peers: Its peers, the nearest first.
        year: Budget year that the residents are of; None for money.
        same: What `kind` compares: a region's type, a system's kind, a supplier's category; "" for other rules.
    """

    rule: str
    axis: str
    subject: Peer
    peers: tuple[Peer, ...]
    year: int | None = None
    same: str = ""


def rule_of(store: Store, filters: Filters) -> tuple[str, str] | None:
    """Return the key whose one value has peers by the link's rule, and that value; nothing where none has.

    Only regions of today have peers: the country and those that are no more have none.
    """
    for axis, rules in OF.items():
        values = getattr(filters, axis)
        if filters.mode in rules and len(values) == 1 and (axis != "region" or _is_present(store, values[0])):
            return axis, values[0]
    return None


def _is_present(store: Store, slug: str) -> bool:
    return any(row["region"] == slug for row in present_regions(store))


def peers(store: Store, filters: Filters, axis: str, key: str) -> Peers:
    """Return the peers of one region, system or supplier by the link's rule.

    Args:
        store: The snapshot.
        filters: The link; its years choose the date of the residents, its other filters what money is looked at.
        axis: region, system or contractor.
        key: The subject's id.
    """
    if axis == "region":
        return peers_of_region(store, filters, key, filters.mode)
    same, ids = (_same_system if axis == "system" else _same_work)(store, filters, key)
    level = "local" if filters.level == "all" else filters.level
    every = filters.with_(**{axis: (), "level": level, "measure": "nominal"})
    found = _sums(store, every, f"{axis}_id")
    numbers = {one: found.get(one) or None for one in {key, *ids}}
    return Peers("kind", axis, Peer(key, numbers[key]), _nearest(numbers, key), same=same)


def peers_of_region(store: Store, filters: Filters, key: str, rule: str) -> Peers:
    """Return the peers of a region by a rule of RULES."""
    year, counted = residents_of_one_year(store, filters, key)
    return among(present_regions(store), year, counted, key, rule)


def among(regions: Sequence[Row], year: int | None, counted: Mapping[str, Row], key: str, rule: str) -> Peers:
    """Return the peers of a region among regions, given their residents in a year."""
    own = next(row for row in regions if row["region"] == key)
    ids = {row["region"] for row in regions if _fits(row, own, rule)} | {key}
    numbers = {slug: Decimal(counted[slug]["population"]) if slug in counted else None for slug in ids}
    dates = {slug: row["population_as_of"] for slug, row in counted.items()}
    near = tuple(replace(one, as_of=dates.get(one.key)) for one in _nearest(numbers, key))
    return Peers(
        rule,
        "region",
        Peer(key, numbers[key], as_of=dates.get(key)),
        tuple(one for one in near if one.ratio)[:SIMILAR] if rule == "similar" else near,
        year,
        own["region_type"] if rule == "kind" else "",
    )


def _fits(row: Row, own: Row, rule: str) -> bool:
    if rule == "neighbours":
        return row["region"] in own["neighbours"]
    return rule == "similar" or bool(row["region_type"] == own["region_type"])


def present_regions(store: Store) -> list[Row]:
    """Return the regions and cities of today, by slug."""
    return store.rows("SELECT * FROM regions WHERE valid_to IS NULL AND region_type <> 'country' ORDER BY region")


def residents_of_one_year(store: Store, filters: Filters, key: str = "") -> tuple[int | None, dict[str, Row]]:
    """Return a budget year and the residents of it by region: rows with population and population_as_of.

    Of the years asked it is the one with most regions counted, the subject among them; of equals the latest.
    """
    condition, values = years_asked(filters)
    rows = store.rows(
        "SELECT year, region, population, population_as_of FROM region_years "  # noqa: S608 — the condition is ours
        f"WHERE population IS NOT NULL AND {condition}",
        values,
    )
    by_year: dict[int, dict[str, Row]] = {}
    for row in rows:
        by_year.setdefault(row["year"], {})[row["region"]] = row
    told = {year: some for year, some in by_year.items() if not key or key in some}
    if not told:
        return None, {}
    year = max(told, key=lambda one: (len(told[one]), one))
    return year, told[year]


def _same_system(store: Store, _: Filters, key: str) -> tuple[str, set[str]]:
    kinds = {row["system_id"]: row["kind"] for row in store.rows("SELECT system_id, kind FROM systems")}
    return kinds[key], {one for one, kind in kinds.items() if kind == kinds[key]}


def _same_work(store: Store, filters: Filters, key: str) -> tuple[str, set[str]]:
    """Return the category that a supplier was paid most for, and all who were paid most for it."""
    condition = where(filters.with_(contractor=(), level="all", measure="nominal"))
    rows = store.rows(
        f"""
        SELECT contractor_id, category FROM (
            SELECT contractor_id, category, sum(counted_kzt) AS kzt,
                   sum(counted_kzt) FILTER (stage = 'committed') AS paid
            FROM facts WHERE {condition.sql} AND contractor_id IS NOT NULL GROUP BY ALL
        ) WHERE paid > 0  -- plans are not paid to anybody
        QUALIFY row_number() OVER (PARTITION BY contractor_id ORDER BY paid DESC, kzt DESC, category) = 1
        """,  # noqa: S608 — the condition holds marks only
        condition.params,
    )
    main = {row["contractor_id"]: row["category"] for row in rows}
    own = main.get(key, "")
    return own, {one for one, category in main.items() if own and category == own}


def _sums(store: Store, filters: Filters, column: str) -> dict[str, Decimal]:
    """Return the counted tenge of a link by a column, prices as printed."""
    condition = where(filters)
    sql = f"SELECT {column} AS id, sum(counted_kzt) AS kzt FROM facts WHERE {condition.sql} GROUP BY ALL"  # noqa: S608
    return {row["id"]: row["kzt"] for row in store.rows(sql, condition.params)}


def _nearest(numbers: Mapping[str, Decimal | None], key: str) -> tuple[Peer, ...]:
    others = [Peer(one, number, _ratio(number, numbers[key])) for one, number in numbers.items() if one != key]
    return tuple(sorted(others, key=lambda one: (one.ratio is None, one.ratio or 0, one.key)))


def _ratio(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if not one or not other:
        return None
    return max(one, other) / min(one, other)
