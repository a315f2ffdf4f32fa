"""What was found in each of the 20 regions and cities: money, per resident, records, and what is known by year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.filters import Filters
from dashboard.store import Row, Store
from dashboard.views.coverage import Coverage, LeftOut, coverage_by_region, left_out
from dashboard.views.money import Money, money, money_by
from dashboard.views.years import price_year

STEPS = 5
LADDERS = ((1,), (1, 2, 5))
EMPTY = Money(Decimal(0), Decimal(0), 0)


@dataclass(frozen=True)
class RegionRow:
    """One region or city of republican significance.

    Attributes:
        region: Its row of `regions`, names included.
        money: What was found, in the measure asked for; of local bodies where both levels are asked for.
        central: The same of central bodies where both levels are asked for; never added to the other.
        per_resident: The same per resident of the region, from the region's own buyers alone.
        coverage: What is known of it in the years asked for.
        asked: False where the link narrows to other regions; then nothing is said of its money.
        step: Colour step of its money, 0 to 4; None where there is no money to tell.
        rank: Place by money among the regions whose register was read for all years asked for; None for others.
    """

    region: Row
    money: Money
    per_resident: Money
    coverage: Coverage
    asked: bool = True
    step: int | None = None
    rank: int | None = None
    central: Money = EMPTY

    @property
    def slug(self) -> str:
        """Return the region's slug."""
        return str(self.region["region"])

    @property
    def is_city(self) -> bool:
        """Tell whether this is Astana, Almaty or Shymkent."""
        return bool(self.region["region_type"] == "city")


@dataclass(frozen=True)
class RegionsView:
    """All regions.

    Attributes:
        rows: The 20 present regions, by slug.
        bounds: Lower bounds of the colour steps 1 to 4, tenge in the measure asked for.
        national: Money of all akimats together, or of the whole country, that has no region.
        left_out: Records that the measure asked for cannot be told for.
        left_out_per_resident: The same for the column per resident.
        price_year: Year in whose prices real money is told.
        all_regions: Rows of `regions`, the country and the retired one included.
    """

    rows: tuple[RegionRow, ...]
    bounds: tuple[Decimal, ...]
    national: Money
    left_out: LeftOut
    left_out_per_resident: LeftOut
    price_year: int | None
    all_regions: tuple[Row, ...]

    @property
    def asked(self) -> tuple[RegionRow, ...]:
        """Return the regions that the link asks about."""
        return tuple(row for row in self.rows if row.asked)

    @property
    def read_in_full(self) -> bool:
        """Tell whether the register was read for all regions and years asked for: then money puts them in order."""
        return bool(self.asked) and all(row.coverage.complete for row in self.asked)


def build(store: Store, filters: Filters) -> RegionsView:
    """Answer what was found in each region; where both levels are asked for, central money stands apart."""
    both, filters = filters.level == "all", main_level(filters)
    regions = store.rows("SELECT * FROM regions ORDER BY region")
    present = [row for row in regions if row["valid_to"] is None and row["region"] != "national"]
    rows = _rows(store, filters, present, _by_region(store, filters.with_(level="central")) if both else {})
    bounds = step_bounds(told(row.money) for row in rows)
    return RegionsView(
        rows=ranked(replace(row, step=step_of(told(row.money), bounds)) for row in rows),
        bounds=bounds,
        national=money(store, filters, region=("national",)) if _asks_for_national(filters) else EMPTY,
        left_out=left_out(store, filters),
        left_out_per_resident=left_out(store, filters, measure="per_resident"),
        price_year=price_year(store),
        all_regions=tuple(regions),
    )


def _asks_for_national(filters: Filters) -> bool:
    return not filters.region or "national" in filters.region


def main_level(filters: Filters) -> Filters:
    """Return filters of the one level that the main figures are of: local, unless the link asks for central alone."""
    return filters.with_(level="local") if filters.level == "all" else filters


def _rows(store: Store, filters: Filters, regions: Iterable[Row], central: Mapping[str, Money]) -> list[RegionRow]:
    found = _by_region(store, filters)
    each = _by_region(store, filters.with_(measure="per_resident"))
    known = coverage_by_region(store, filters)
    asked = _asked(store, filters)
    return [
        RegionRow(
            region=row,
            money=found.get(row["region"], EMPTY),
            per_resident=each.get(row["region"], EMPTY),
            coverage=known.get(row["region"], Coverage()),
            asked=not asked or row["region"] in asked,
            central=central.get(row["region"], EMPTY),
        )
        for row in regions
    ]


def _by_region(store: Store, filters: Filters) -> Mapping[str, Money]:
    return {row["region"]: found for row, found in money_by(store, filters, "region")}


def _asked(store: Store, filters: Filters) -> frozenset[str]:
    """Return the regions that a link narrows to, by name or by towns; empty where it narrows to none."""
    if filters.region or not filters.place:
        return frozenset(filters.region)
    marks = ", ".join("?" * len(filters.place))
    rows = store.rows(f"SELECT region FROM places WHERE place IN ({marks})", filters.place)  # noqa: S608 — marks only
    return frozenset(row["region"] for row in rows)


def told(found: Money) -> Decimal | None:
    """Return the sum that the measure can tell; None where nothing was found or nothing of it can be told."""
    return found.total if found.records > found.unmeasured else None


def step_bounds(values: Iterable[Decimal | None]) -> tuple[Decimal, ...]:
    """Return the lower bounds of the steps above the first: round sums, the highest just under the largest sum.

    Bounds are ten times apart (…, 1, 10, 100, …) or about two times (…, 1, 2, 5, 10, …), whichever puts fewer regions
    into one step.

    Returns:
        Four bounds in rising order; none where there is no sum above zero.
    """
    sums = [value for value in values if value is not None]
    largest = max(sums, default=Decimal(0))
    if not largest:
        return ()
    return min((_ladder(largest, rungs) for rungs in LADDERS), key=lambda bounds: _fullest(sums, bounds))


def _ladder(largest: Decimal, rungs: tuple[int, ...]) -> tuple[Decimal, ...]:
    powers = range(largest.adjusted() - STEPS, largest.adjusted() + 1)
    steps = [rung * Decimal(10) ** power for power in powers for rung in rungs]
    return tuple([step for step in steps if step <= largest][1 - STEPS :])


def _fullest(sums: list[Decimal], bounds: tuple[Decimal, ...]) -> int:
    return max(Counter(step_of(value, bounds) for value in sums).values())


def tenfold(bounds: tuple[Decimal, ...]) -> bool:
    """Tell whether each step begins at ten times the one before it."""
    return len(bounds) > 1 and bounds[1] == bounds[0] * 10


def step_of(value: Decimal | None, bounds: tuple[Decimal, ...]) -> int | None:
    """Return the colour step of a sum, 0 to 4; None for no sum."""
    return None if value is None else sum(value >= bound for bound in bounds)


def ranked(rows: Iterable[RegionRow]) -> tuple[RegionRow, ...]:
    """Give a place by money to the regions whose register was read for all years asked for, and to no other."""
    rows = tuple(rows)
    complete = [row for row in rows if row.asked and row.coverage.complete]
    places = {row.slug: 1 + sum(one.money.total > row.money.total for one in complete) for row in complete}
    return tuple(replace(row, rank=places.get(row.slug)) for row in rows)
