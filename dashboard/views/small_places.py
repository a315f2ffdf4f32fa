"""What small numbers allow to be said of regions side by side: a funnel of money per resident, rates with their limits.

Only regions whose register was read for all years asked take part: facts found by chance make no rate. Of the others it
is said that nothing can be told yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.filters import Filters, where
from dashboard.store import Row, Store
from dashboard.views.chance import NOTHING, Funnel, Rate, funnel
from dashboard.views.coverage import Population, coverage_by_region, population_of, years_asked
from dashboard.views.money import Money, money_by
from dashboard.views.peers import present_regions

NONE_FOUND = Money(NOTHING, NOTHING, 0)


@dataclass(frozen=True)
class SmallPlace:
    """One region or city.

    Attributes:
        region: Its slug.
        is_side: It is one of those compared; else one of the others that they are set against.
        read: Its register was read for all years asked.
        residents: Its residents; None where not known.
        per_resident: Its money per resident.
        records: Its counted records.
    """

    region: str
    is_side: bool
    read: bool
    residents: Population | None
    per_resident: Money
    records: int

    @property
    def known(self) -> bool:
        """Tell whether its figures can be set beside others."""
        return self.read and self.residents is not None

    @property
    def figure(self) -> Decimal | None:
        """Return tenge per resident of the region's own bodies, planned money too; None where it can't be told."""
        told = self.known and self.per_resident.unmeasured < max(self.per_resident.records, 1)
        return self.per_resident.total if told else None

    @property
    def rate(self) -> Rate | None:
        """Return its counted records for every 10,000 residents; None where it can't be told."""
        return Rate(self.records, self.residents.residents) if self.known and self.residents else None


@dataclass(frozen=True)
class AppealRate:
    """Published appeals of one region, channel and whole year beside its residents of that year."""

    region: str
    year: int
    channel: Row
    rate: Rate


@dataclass(frozen=True)
class SmallPlaces:
    """Regions compared, and the others that they are set against.

    Attributes:
        places: The sides, then the others.
        funnel: Limits around the others' median; None where fewer than five of their figures are known.
        appeals: Published appeals of the sides.
    """

    places: tuple[SmallPlace, ...]
    funnel: Funnel | None
    appeals: tuple[AppealRate, ...]

    @property
    def figures_known(self) -> int:
        """Return of how many others the money per resident is known."""
        return sum(one.figure is not None for one in self.others)

    @property
    def others(self) -> tuple[SmallPlace, ...]:
        """Return those that the sides are set against."""
        return tuple(one for one in self.places if not one.is_side)

    @property
    def rated(self) -> tuple[SmallPlace, ...]:
        """Return those with a rate of records."""
        return tuple(one for one in self.places if one.rate)


def build(store: Store, filters: Filters, sides: Sequence[str], peers: Sequence[str] | None) -> SmallPlaces:
    """Answer what small numbers allow to be said.

    Args:
        store: The snapshot.
        filters: The link, of one level; its regions play no part.
        sides: Slugs of the regions compared.
        peers: Slugs of those that the sides are set against; None for all other regions and cities.
    """
    every = filters.with_(region=())
    others = [row["region"] for row in present_regions(store)] if peers is None else peers
    names = [*sides, *(one for one in others if one not in sides)]
    found = {row["region"]: money for row, money in money_by(store, every.with_(measure="nominal"), "region")}
    each = {row["region"]: money for row, money in money_by(store, every.with_(measure="per_resident"), "region")}
    known = coverage_by_region(store, every)
    places = tuple(
        SmallPlace(
            region=name,
            is_side=name in sides,
            read=name in known and known[name].complete,
            residents=population_of(store, every, name),
            per_resident=each.get(name, NONE_FOUND),
            records=found.get(name, NONE_FOUND).records,
        )
        for name in names
    )
    return SmallPlaces(places, _funnel(store, every, places), _appeals(store, every, sides))


def _funnel(store: Store, filters: Filters, places: Sequence[SmallPlace]) -> Funnel | None:
    others = [one for one in places if not one.is_side and one.figure is not None]
    if not others:
        return None
    condition = where(filters.with_(region=tuple(one.region for one in others)))
    sums = store.one(
        "SELECT coalesce(sum(wide * wide), 0) AS squares, coalesce(sum(wide), 0) AS total "  # noqa: S608 — bound values only
        "FROM (SELECT *, CAST(counted_kzt AS DECIMAL(38, 2)) AS wide FROM facts) "
        f" WHERE per_resident_kzt IS NOT NULL AND {condition.sql}",
        condition.params,
    )
    return funnel([one.figure for one in others if one.figure is not None], sums["squares"], sums["total"])


def _appeals(store: Store, filters: Filters, sides: Sequence[str]) -> tuple[AppealRate, ...]:
    """Return counts of all appeals of a whole region, channel and year; of parts of either no rate is made."""
    condition, values = years_asked(filters)
    marks = ", ".join("?" * len(sides))
    rows = store.rows(
        f"""
        SELECT a.*, y.population FROM (SELECT * FROM appeals WHERE {condition}) a
        JOIN region_years y ON y.region = a.region AND y.year = a.year
        WHERE a.use = 'total' AND a.is_total AND a.place IS NULL AND a.period_kind = 'year' AND a.count IS NOT NULL
              AND y.population IS NOT NULL AND a.region IN ({marks})
        ORDER BY a.channel, a.year DESC, a.region, a.appeal_id
        """,  # noqa: S608 — marks and columns are ours
        (*values, *sides),
    )
    return tuple(AppealRate(row["region"], row["year"], row, Rate(row["count"], row["population"])) for row in rows)
