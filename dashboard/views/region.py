"""The profile of one region, town or district: money by year, category and party, records, and what is not known."""

from dataclasses import dataclass
from functools import partial

from dashboard.filters import Filters, where
from dashboard.store import Row, Store
from dashboard.views.coverage import (
    Coverage,
    LeftOut,
    Population,
    coverage_by_region,
    left_out,
    population_of,
    years_asked,
)
from dashboard.views.money import Money, money, money_by, record_rows, records_where
from dashboard.views.region_voices import Voices, voices
from dashboard.views.regions import main_level
from dashboard.views.years import Line, lines, price_year

RECORDS_SHOWN = 20


@dataclass(frozen=True)
class Unknown:
    """What is not known of the money shown.

    Attributes:
        unknown_year: Counted records whose year is not known.
        several_years: Counted records over several years that no source divides.
        no_contractor: Counted contracts and payments whose supplier is not named.
        contracts: All counted contracts and payments.
        buyers_without_bin: Buyers whose business identification number is not known.
        buyers: All buyers.
        towns: Counted records of towns and districts, whose residents are not known here.
        not_counted: Records that stand in no total.
    """

    unknown_year: int
    several_years: int
    no_contractor: int
    contracts: int
    buyers_without_bin: int
    buyers: int
    towns: int
    not_counted: int


@dataclass(frozen=True)
class RegionView:
    """A region, or one town or district of it.

    Attributes:
        region: Its row of `regions`.
        place: Row of `places` where the profile is of a town or district.
        filters: What the figures ask for: the link's filters, for this place and one level.
        money: Counted money in the measure asked for.
        per_resident: The same per resident.
        central: Money of central bodies here; only where the figures are of local bodies. Never added.
        measure: The measure of the figures.
        price_year: Year in whose prices real money is told.
        coverage: What is known of the region by year; of a town the years of its own records.
        population: Residents of the region; None for a town and where no count is known.
        left_out: Records that the measure leaves out.
        by_group: Money by headline group and period.
        categories: Money by category, the largest first.
        customers: Money by buyer's id.
        contractors: Money by supplier's id, None for not named.
        places: Money by town or district, None for the region's own bodies.
        records: The largest records.
        unknown: What is not known.
        voices: Statements of need, appeals, and what sides said.
        regions: All rows of `regions`.
    """

    region: Row
    place: Row | None
    filters: Filters
    money: Money
    per_resident: Money
    central: Money
    measure: str
    price_year: int | None
    coverage: Coverage
    population: Population | None
    left_out: LeftOut
    by_group: tuple[Line, ...]
    categories: tuple[tuple[str, Money], ...]
    customers: tuple[tuple[str, Money], ...]
    contractors: tuple[tuple[str | None, Money], ...]
    places: tuple[tuple[str | None, Money], ...]
    records: tuple[Row, ...]
    unknown: Unknown
    voices: Voices
    regions: tuple[Row, ...]


@dataclass(frozen=True)
class NoRegion:
    """The link names no present region.

    Attributes:
        asked: What it names, if anything.
        place: The town or district of that name, where it is one.
        regions: All rows of `regions`, to choose from.
    """

    asked: str | None
    place: Row | None
    regions: tuple[Row, ...]


def build(store: Store, filters: Filters) -> RegionView | NoRegion:
    """Answer what is known of the region that `id` names, or of the one town or district of it that `place` names."""
    regions = tuple(store.rows("SELECT * FROM regions ORDER BY region"))
    region = next((row for row in regions if row["region"] == filters.id and _present(row)), None)
    if region is None:
        return NoRegion(filters.id, _place(store, filters.id), regions)
    place = _place(store, filters.place[0]) if len(filters.place) == 1 else None
    if place and place["region"] != filters.id:
        place = None
    asked = main_level(filters).with_(region=(region["region"],), place=_places_asked(filters, place))
    return _profile(store, asked, region, place, regions)


def _present(row: Row) -> bool:
    return row["valid_to"] is None and row["region_type"] != "country"


def _place(store: Store, slug: str | None) -> Row | None:
    rows = store.rows("SELECT * FROM places WHERE place = ?", (slug,)) if slug else []
    return rows[0] if rows else None


def _places_asked(filters: Filters, place: Row | None) -> tuple[str, ...]:
    """Keep several places as a filter; leave out one that lies in another region."""
    if len(filters.place) == 1 and place is None:
        return ()
    return filters.place


def _profile(store: Store, asked: Filters, region: Row, place: Row | None, regions: tuple[Row, ...]) -> RegionView:
    slug = region["region"]
    by = partial(_by, store, asked)
    return RegionView(
        region=region,
        place=place,
        filters=asked,
        money=money(store, asked),
        per_resident=money(store, asked, measure="per_resident"),
        central=money(store, asked, level="central" if asked.level == "local" else "local"),
        measure=asked.measure,
        price_year=price_year(store),
        coverage=_place_years(store, asked) if place else coverage_by_region(store, asked).get(slug, Coverage()),
        population=None if place else population_of(store, asked, slug),
        left_out=left_out(store, asked),
        by_group=lines(store, asked, "headline_group"),
        categories=by("category"),
        customers=by("customer_id"),
        contractors=by("contractor_id", kind=asked.kind or ("annual_cost", "contract", "spent")),
        places=by("place"),
        records=tuple(record_rows(store, asked, limit=RECORDS_SHOWN)),
        unknown=_unknown(store, asked),
        voices=voices(store, asked, slug, place["place"] if place else None),
        regions=regions,
    )


def _by(store: Store, filters: Filters, column: str, **changes: object) -> tuple[tuple[str, Money], ...]:
    return tuple((row[column], found) for row, found in money_by(store, filters.with_(**changes), column))


def _place_years(store: Store, filters: Filters) -> Coverage:
    """Return the years that local records of a town touch; a town is never "loaded" by itself."""
    condition, values = years_asked(filters)
    marks = ", ".join("?" * len(filters.place))
    rows = store.rows(
        f"""
        SELECT y.year, bool_or(r.record_id IS NOT NULL) AS found
        FROM (SELECT DISTINCT year FROM region_years WHERE {condition}) y
        LEFT JOIN records r ON r.level = 'local' AND r.place IN ({marks}) AND y.year BETWEEN r.year_from AND r.year_to
        GROUP BY y.year ORDER BY y.year
        """,  # noqa: S608 — marks and columns are ours
        (*values, *filters.place),
    )
    return Coverage(
        found=tuple(row["year"] for row in rows if row["found"]),
        nothing=tuple(row["year"] for row in rows if not row["found"]),
    )


def _unknown(store: Store, filters: Filters) -> Unknown:
    condition = where(filters)
    counted = store.one(
        f"""
        SELECT {records_where("year_kind = 'unknown'")} AS unknown_year,
               {records_where("year_kind = 'several'")} AS several_years,
               {records_where("stage = 'committed' AND contractor_id IS NULL")} AS no_contractor,
               {records_where("stage = 'committed'")} AS contracts,
               {records_where("place IS NOT NULL")} AS towns
        FROM facts WHERE {condition.sql}
        """,  # noqa: S608 — the condition holds bound values only
        condition.params,
    )
    buyers = store.one(
        "SELECT count(*) AS buyers, count(*) FILTER (bin IS NULL) AS buyers_without_bin FROM parties "  # noqa: S608
        f"WHERE party_id IN (SELECT customer_id FROM facts WHERE {condition.sql})",
        condition.params,
    )
    return Unknown(**counted, **buyers, not_counted=_not_counted(store, filters))


def _not_counted(store: Store, filters: Filters) -> int:
    condition = where(filters, counted_only=False, over="records")
    row = store.one(
        f"SELECT count(*) AS number FROM records WHERE NOT counted AND {condition.sql}",  # noqa: S608 — bound values
        condition.params,
    )
    return int(row["number"])
