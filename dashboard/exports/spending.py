"""Counted money as tables: the first page and the page by year, and the shapes that other views share."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from dashboard.exports.dataset import money_row
from dashboard.exports.export import Export, Seen, Table
from dashboard.exports.fields import MONEY, PERIOD, Field, of_table
from dashboard.page import Page
from dashboard.store import Row
from dashboard.views import overview, years
from dashboard.views.money import Money
from dashboard.views.overview import OverviewView
from dashboard.views.years import Line, YearsView
from pipelines.marks import N_

LEVEL: Final = of_table("records", "level")
REGION: Final = of_table("records", "region")
CATEGORY: Final = of_table("records", "category")
SPAN: Final = (*PERIOD, *of_table("records", "year_kind"))
BY_GROUP: Final = (*LEVEL, *of_table("records", "headline_group"), *SPAN, *MONEY)
PER_RESIDENT: Final = (
    Field("per_resident_kzt", "decimal", N_("Tenge per resident, of the region's own buyers alone"), digits=6),
    Field("per_resident_records", "integer", N_("Records in that figure")),
)


def by_line(lines: Iterable[Line], measure: str, split: str = "headline_group") -> Iterator[Row]:
    """Return money by level, code and period as rows."""
    for line in lines:
        period = {"year_from": line.period.year_from, "year_to": line.period.year_to, "year_kind": line.period.kind}
        yield {"level": line.level, split: line.code, **period, **money_row(line.money, measure)}


def by_code(
    pairs: Iterable[tuple[str | None, Money]], column: str, level: str, measure: str
) -> Iterator[dict[str, Any]]:
    """Return money by some code or id as rows."""
    for code, money in pairs:
        yield {"level": level, column: code, **money_row(money, measure)}


GROUPS: Final = Table(
    "groups",
    N_("Money of one headline group in one budget year, span of years or unknown year"),
    BY_GROUP,
    lambda seen: by_line(seen.view.by_group, seen.measure),
)


def _overview_seen(page: Page) -> Seen:
    view: OverviewView = page.view(overview.build)
    totals = {view.level: money_row(view.total, view.measure)}
    if page.filters.level == "all":
        totals["central_apart"] = money_row(view.apart, view.measure)
    return Seen(page, view, totals, view.measure, view.price_year)


OVERVIEW: Final = Export(
    key="overview",
    look=_overview_seen,
    tables=(
        GROUPS,
        Table(
            "regions",
            N_("Money of one region; national is money that no source divides by region"),
            (*LEVEL, *REGION, *MONEY),
            lambda seen: by_code(seen.view.regions, "region", seen.level, seen.measure),
        ),
        Table(
            "left_out",
            N_("Records outside the totals, by the first reason for it"),
            (Field("reason", "text", N_("The reason, as a code")), Field("records", "integer", N_("Records"))),
            lambda seen: ({"reason": reason, "records": records} for reason, records in seen.view.read.why_not),
        ),
    ),
)


def _years_seen(page: Page) -> Seen:
    view: YearsView = page.view(years.build)
    totals = {level: money_row(money, view.measure) for level, money in view.totals.items()}
    return Seen(page, view, totals, view.measure, view.price_year)


def _per_resident(seen: Seen) -> Iterator[Row]:
    for line in seen.view.per_resident:
        period = {"year_from": line.period.year_from, "year_to": line.period.year_to, "year_kind": line.period.kind}
        told = {"per_resident_kzt": line.money.total, "per_resident_records": line.money.records}
        yield {"level": line.level, "region": line.region, **period, **told}


YEARS: Final = Export(
    key="years",
    look=_years_seen,
    tables=(
        GROUPS,
        Table(
            "categories",
            N_("Money of one category in one budget year, span of years or unknown year"),
            (*LEVEL, *CATEGORY, *SPAN, *MONEY),
            lambda seen: by_line(seen.view.by_category, seen.measure, "category"),
        ),
        Table(
            "kinds",
            N_("Money of one kind of amount in one budget year, span of years or unknown year"),
            (*LEVEL, *of_table("records", "kind"), *SPAN, *MONEY),
            lambda seen: by_line(seen.view.by_kind, seen.measure, "kind"),
        ),
        Table(
            "per_resident",
            N_("Money per resident of one region and period; such figures are never added up"),
            (*LEVEL, *REGION, *SPAN, *PER_RESIDENT),
            _per_resident,
        ),
    ),
)
