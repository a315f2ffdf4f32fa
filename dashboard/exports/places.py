"""Money of regions as tables: all of them side by side, and the profile of one region, town or district."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from dashboard.exports.dataset import NoSubject, Totals, money_row
from dashboard.exports.export import Export, Rows, Seen, Table
from dashboard.exports.fields import MONEY, Field, of_table
from dashboard.exports.need_money import OF_REGION
from dashboard.exports.silence import tables as silence_tables
from dashboard.exports.spending import CATEGORY, GROUPS, LEVEL, PER_RESIDENT, REGION, by_code
from dashboard.page import Page
from dashboard.sentences import filter_sentence
from dashboard.store import Row
from dashboard.stories.region import without_other_places
from dashboard.views import region, regions, silence
from dashboard.views.coverage import Coverage
from dashboard.views.money import Money
from dashboard.views.region import NoRegion, RegionView
from dashboard.views.regions import RegionRow, RegionsView
from dashboard.views.years import added
from pipelines.marks import N_

KNOWN: Final = (
    Field("years_read", "list", N_("Years whose procurement register was read for its buyers")),
    Field("years_found", "list", N_("Years of which single facts were found; the register was not read")),
    Field("years_empty", "list", N_("Years of which nothing was found yet")),
)
"""What is known of a region in the years asked for."""
RANK: Final = Field("rank", "integer", N_("Place by money among regions whose register was read; empty for others"))


def known(coverage: Coverage) -> Row:
    """Return what is known as the columns KNOWN."""
    told = {"years_read": coverage.loaded, "years_found": coverage.found, "years_empty": coverage.nothing}
    return {name: [str(year) for year in of_years] for name, of_years in told.items()}


def _regions_seen(page: Page) -> Seen:
    view: RegionsView = page.view(regions.build)
    seen = Seen(page, view, {}, page.filters.measure, view.price_year)
    # Figures per resident of different regions have no sum.
    return seen if seen.measure == "per_resident" else replace(seen, totals=_regions_totals(seen))


def _regions_totals(seen: Seen) -> Totals:
    view: RegionsView = seen.view
    inside = added(row.money for row in view.asked)
    totals = {
        seen.level: money_row(added((inside, view.national)), seen.measure),
        f"{seen.level}_in_regions": money_row(inside, seen.measure),
    }
    if seen.page.filters.level == "all":
        totals["central_in_regions"] = money_row(added(row.central for row in view.asked), seen.measure)
    return totals


def _regions_rows(seen: Seen) -> Iterator[Row]:
    view: RegionsView = seen.view
    for row in view.asked:
        yield _region_row(row, row.money, seen)
    if view.national.records:
        yield {"level": seen.level, "region": "national", **money_row(view.national, seen.measure)}
    for row in view.asked:
        if row.central.records:
            yield {"level": "central", "region": row.slug, **money_row(row.central, seen.measure)}


def _region_row(row: RegionRow, money: Money, seen: Seen) -> Row:
    each = row.per_resident
    return {
        "level": seen.level,
        "region": row.slug,
        **money_row(money, seen.measure),
        "rank": row.rank,
        "per_resident_kzt": each.total if each.records > each.unmeasured else None,
        "per_resident_records": each.records - each.unmeasured,
        **known(row.coverage),
    }


REGIONS: Final = Export(
    key="regions",
    look=_regions_seen,
    tables=(
        Table(
            "regions",
            N_("Money of one region and level; national is money that no source divides by region"),
            (*LEVEL, *REGION, *MONEY, RANK, *PER_RESIDENT, *KNOWN),
            _regions_rows,
        ),
    ),
)


def _region_seen(asked: Page) -> Seen:
    page = without_other_places(asked)
    view: RegionView | NoRegion = page.view(region.build)
    if isinstance(view, NoRegion):
        raise NoSubject(page.filters.id or "")
    apart = "central" if view.filters.level == "local" else "local"
    totals = {
        view.filters.level: money_row(view.money, view.measure),
        f"{apart}_apart": money_row(view.central, view.measure),
    }
    return Seen(page, view, totals, view.measure, view.price_year)


def _of_region(page: Page, seen: Seen) -> str:
    asked = replace(page.asked, filters=seen.view.filters.with_(level=page.filters.level))
    return filter_sentence(replace(page, asked=asked))


def _split(attribute: str, column: str) -> Callable[[Seen], Rows]:
    def rows(seen: Seen) -> Rows:
        return by_code(getattr(seen.view, attribute), column, seen.view.filters.level, seen.measure)

    return rows


def _coverage(seen: Seen) -> Iterator[Row]:
    view: RegionView = seen.view
    residents = view.population
    yield {
        "region": view.region["region"],
        "place": view.place["place"] if view.place else None,
        **known(view.coverage),
        "residents": residents.residents if residents else None,
        "residents_on": residents.as_of if residents else None,
    }


REGION_PAGE: Final = Export(
    key="region",
    look=_region_seen,
    tables=(
        GROUPS,
        Table("categories", N_("Money of one category"), (*LEVEL, *CATEGORY, *MONEY), _split("categories", "category")),
        Table(
            "customers",
            N_("Money of one buyer"),
            (*LEVEL, *of_table("records", "customer_id"), *MONEY),
            _split("customers", "customer_id"),
        ),
        Table(
            "contractors",
            N_("Contracts and payments of one supplier; an empty id is for records without a named one"),
            (*LEVEL, *of_table("records", "contractor_id"), *MONEY),
            _split("contractors", "contractor_id"),
        ),
        Table(
            "places",
            N_("Money of one town or district; an empty place is for the region's own bodies"),
            (*LEVEL, *of_table("records", "place"), *MONEY),
            _split("places", "place"),
        ),
        Table(
            "coverage",
            N_("What is known of the place, and its residents"),
            (
                *REGION,
                *of_table("records", "place"),
                *KNOWN,
                Field("residents", "integer", N_("Residents in the last year asked for that has a count")),
                Field("residents_on", "date", N_("That date")),
            ),
            _coverage,
        ),
        *silence_tables(silence.of_place),
        OF_REGION,
    ),
    sentence=_of_region,
    needs_id=True,
)
