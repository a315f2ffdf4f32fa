"""Two to four regions, places, parties, systems or years side by side: each side's money, and what is known of it.

What is compared follows from the link alone:

1. The first of the keys `system`, `contractor`, `customer`, `place`, `region` that has two or more values: these.
2. Else, with `mode` a rule of `dashboard.views.peers` and one value of a key that it is for: that one and its peers.
3. Else, with both `from` and `to`, of different years: the years from one to the other.

Everything else in the link filters all sides alike; only places and regions are not narrowed by the other of the two
keys. Of more than four, the first four in the order of the link (which sorts ids) stand side by side, of years the last
four, of peers the nearest; the rest are left out and named.

A side's money is that of one level, local unless the link asks for central alone; the other level stands apart and is
in no sum. Money per resident is told for a side whose money is all of one region.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

from dashboard.filters import DEFAULTS, Filters
from dashboard.store import Store
from dashboard.views import peers, small_places
from dashboard.views.coverage import Coverage, Population, coverage_by_region, population_of
from dashboard.views.money import NOTHING, Money, money
from dashboard.views.peers import Peers
from dashboard.views.regions import main_level
from dashboard.views.small_places import SmallPlaces
from dashboard.views.years import Line, added, lines, price_year, told_measure

AXES: Final = ("system", "contractor", "customer", "place", "region")
MEASURES: Final = ("nominal", "real", "per_resident")
MOST: Final = 4
LEAST: Final = 2


@dataclass(frozen=True)
class Axis:
    """What is compared.

    Attributes:
        kind: A key of AXES, or "years"; "" where the link names fewer than two.
        keys: Ids or years of the sides, at most `MOST`.
        left_out: Those beyond that, of the link or among the peers.
        unused: Keys of the link that play no part.
        peers: Peers by the link's rule, where it asks for them.
    """

    kind: str = ""
    keys: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    peers: Peers | None = None


@dataclass(frozen=True)
class Side:
    """One of those compared.

    Attributes:
        key: Its id or year.
        filters: What its figures ask for: the link narrowed to it, of one level.
        measures: Its counted money in each measure.
        apart: Money of the other level, in the measure asked for; in no sum.
        lines: Its money by headline group and period, in the measure asked for; they add up to its money.
        coverage: What is known of its regions in its years.
        residents: Residents of the region that it is; None for others and where not known.
        regions: The regions whose buyers could have spent its money; empty for all of them.
    """

    key: str
    filters: Filters
    measures: Mapping[str, Money]
    apart: Money
    lines: tuple[Line, ...]
    coverage: Coverage
    residents: Population | None
    regions: tuple[str, ...]

    @property
    def money(self) -> Money:
        """Return its money in the measure asked for."""
        return self.measures[self.filters.measure]


@dataclass(frozen=True)
class CompareView:
    """Sides, and what stands between them.

    Attributes:
        axis: What is compared.
        sides: At least two, in the order of the axis; none where the link names fewer.
        between: Money of spans of years that lie inside the years compared but in no single one of them; only of years.
        measure: The measure of the figures.
        price_year: Year in whose prices real money is told.
        small: What small numbers allow to be said; only of regions.
    """

    axis: Axis
    sides: tuple[Side, ...]
    between: Money
    measure: str
    price_year: int | None
    small: SmallPlaces | None = None

    @property
    def loaded(self) -> tuple[Side, ...]:
        """Return the sides whose register was read for all their years."""
        return tuple(side for side in self.sides if side.coverage.complete)


def build(store: Store, filters: Filters) -> CompareView:
    """Put side by side what the link names."""
    axis = axis_of(store, filters)
    asked = main_level(used(filters, axis))
    every = [row["region"] for row in peers.present_regions(store)] if axis.kind else []
    regions = _regions_of(store, asked, axis) if axis.kind else {}
    sides = tuple(_side(store, asked, axis.kind, key, regions.get(key, ()), every) for key in axis.keys)
    return CompareView(
        axis=axis,
        sides=sides,
        between=_between(store, asked, sides) if axis.kind == "years" else Money(NOTHING, NOTHING, 0),
        measure=asked.measure,
        price_year=price_year(store),
        small=_small(store, asked, axis) if axis.kind == "region" else None,
    )


def _small(store: Store, filters: Filters, axis: Axis) -> SmallPlaces:
    if axis.peers is None:
        return small_places.build(store, filters, axis.keys, None)
    return small_places.build(store, filters, axis.keys[:1], [one.key for one in axis.peers.peers])


def axis_of(store: Store, filters: Filters) -> Axis:
    """Tell what a link compares; see the module."""
    several = next((key for key in AXES if len(getattr(filters, key)) >= LEAST), "")
    if several:
        values = getattr(filters, several)
        return Axis(several, values[:MOST], values[MOST:], _unused(filters, several))
    by_rule = peers.rule_of(store, filters)
    if by_rule:
        return _of_peers(store, filters, *by_rule)
    first, last = filters.year_from, filters.year_to
    if first is not None and last is not None and last > first:
        years = tuple(str(year) for year in range(first, last + 1))
        return Axis("years", years[-MOST:], years[:-MOST], _unused(filters, "years"))
    return Axis(unused=_unused(filters, ""))


def _of_peers(store: Store, filters: Filters, axis: str, key: str) -> Axis:
    plain = filters.with_(place=()) if axis == "region" else filters
    found = peers.peers(store, plain, axis, key)
    near = tuple(one.key for one in found.peers)
    unused = tuple(one for one in _unused(filters, axis) if one != "mode")
    if not near:
        return Axis(unused=unused, peers=found)
    return Axis(axis, (key, *near[: MOST - 1]), near[MOST - 1 :], unused, found)


def _unused(filters: Filters, axis: str) -> tuple[str, ...]:
    """Return the keys of the link that play no part: the other key of places, a rule without its one subject."""
    idle = {"region": ("place",), "place": ("region",)}.get(axis, ())
    return tuple(key for key in ("id", *idle, "mode") if getattr(filters, key) != DEFAULTS[key])


def used(filters: Filters, axis: Axis) -> Filters:
    """Return the link without the keys that play no part on this axis."""
    return replace(filters, **{key: DEFAULTS[key] for key in axis.unused})


def of_side(filters: Filters, kind: str, key: str) -> Filters:
    """Return the link narrowed to one side."""
    if kind == "years":
        return filters.with_(year_from=int(key), year_to=int(key))
    return filters.with_(**{kind: (key,)})


def _side(store: Store, asked: Filters, kind: str, key: str, regions: tuple[str, ...], every: Iterable[str]) -> Side:
    filters = replace(of_side(asked, kind, key), id=None, mode="")
    apart = money(store, filters, level="central" if filters.level == "local" else "local")
    return Side(
        key=key,
        filters=filters,
        measures={measure: measured(store, filters.with_(measure=measure)) for measure in MEASURES},
        apart=apart,
        lines=_lines(store, filters),
        coverage=known_of(store, filters, regions or tuple(every), town=kind == "place"),
        residents=population_of(store, filters, key) if kind == "region" else None,
        regions=regions,
    )


def measured(store: Store, filters: Filters) -> Money:
    """Return the money of a link; per resident over several regions is no sum, so then all of it is unmeasured."""
    if told_measure(store, filters) == filters.measure:
        return money(store, filters)
    return _untold(money(store, filters, measure="nominal"))


def _lines(store: Store, filters: Filters) -> tuple[Line, ...]:
    if told_measure(store, filters) == filters.measure:
        return lines(store, filters, "headline_group")
    found = lines(store, filters.with_(measure="nominal"), "headline_group")
    return tuple(replace(line, money=_untold(line.money)) for line in found)


def _untold(found: Money) -> Money:
    whole = {one.name: getattr(found, one.name) for one in fields(Money)}
    nothing = {"committed": NOTHING, "planned": NOTHING}
    return Money(**whole | nothing | {"unmeasured": found.records, "unmeasured_kzt": found.total})


def _regions_of(store: Store, filters: Filters, axis: Axis) -> dict[str, tuple[str, ...]]:
    """Return the regions of each side's buyers; empty for those of the whole country."""
    if axis.kind == "region":
        return {key: (key,) for key in axis.keys}
    table = {"system": ("systems", "system_id"), "customer": ("parties", "party_id"), "place": ("places", "place")}
    if axis.kind not in table:  # any buyer of the regions asked for may pay a supplier, or spend in a year
        return dict.fromkeys(axis.keys, filters.region)
    name, column = table[axis.kind]
    marks = ", ".join("?" * len(axis.keys))
    sql = f"SELECT {column} AS key, region FROM {name} WHERE {column} IN ({marks})"  # noqa: S608 — names are ours
    rows = store.rows(sql, axis.keys)
    return {row["key"]: (row["region"],) for row in rows if row["region"] not in (None, "national")}


def known_of(store: Store, filters: Filters, regions: Iterable[str], *, town: bool = False) -> Coverage:
    """Return what is known of several regions together: a year counts as read only where it was read for all of them.

    Args:
        store: The snapshot.
        filters: The link; its years.
        regions: Slugs.
        town: A town is never "loaded" by itself; what its region's register gave is "found".
    """
    by_region = coverage_by_region(store, filters)
    asked = [by_region[one] for one in regions if one in by_region]
    years = sorted({year for one in asked for year in one.asked})
    loaded = [] if town else [year for year in years if all(year in one.loaded for one in asked)]
    nothing = [year for year in years if all(year in one.nothing for one in asked)]
    found = [year for year in years if year not in loaded and year not in nothing]
    return Coverage(tuple(loaded), tuple(found), tuple(nothing))


def _between(store: Store, filters: Filters, sides: tuple[Side, ...]) -> Money:
    """Return the money of the years compared less that of each single one: spans that no source divides."""
    shown = filters.with_(year_from=int(sides[0].key), year_to=int(sides[-1].key))
    spans = [line.money for line in _lines(store, replace(shown, mode="", id=None)) if line.period.kind == "several"]
    return added(spans)
