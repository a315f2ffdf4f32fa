"""Those compared as tables: each side's money by group and by year, what is known of each, and fair peers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from dashboard.exports.dataset import money_row
from dashboard.exports.export import Export, Seen, Table
from dashboard.exports.fields import MONEY, PER_RESIDENT_DIGITS, Field, of_table
from dashboard.exports.places import KNOWN, known
from dashboard.exports.spending import LEVEL, SPAN
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories.compare import without_unused
from dashboard.views import compare
from dashboard.views.chance import Z_95, Z_998, Limits
from dashboard.views.compare import CompareView, Side
from dashboard.views.peers import Peers
from dashboard.views.years import Period, added
from pipelines.marks import N_

BETWEEN: Final = "several_years"
"""Name of the total of spans that lie inside the years compared and in none of them."""
GROUP: Final = of_table("records", "headline_group")
SIDE: Final = (
    Field("compared", "text", N_("What is compared: system, contractor, customer, place, region or years")),
    Field("side", "text", N_("Id of the side, or its year")),
)
LIMITS: Final = tuple(
    Field(f"{name}_{end}", "decimal", about, digits=PER_RESIDENT_DIGITS)
    for name, end, about in (
        ("chance_95", "low", N_("Lower limit of the funnel for so many residents, 95 of 100, tenge per resident")),
        ("chance_95", "high", N_("Upper limit of the funnel, 95 of 100")),
        ("chance_998", "low", N_("Lower limit of the funnel, 998 of 1,000")),
        ("chance_998", "high", N_("Upper limit of the funnel, 998 of 1,000")),
        ("records_per_10000", "rate", N_("Counted records for every 10,000 residents")),
        ("records_per_10000", "low", N_("Its lower limit, 95 of 100")),
        ("records_per_10000", "high", N_("Its upper limit, 95 of 100")),
    )
)


def _seen(asked: Page) -> Seen:
    page = without_unused(asked, asked.view(compare.build))
    view: CompareView = page.view(compare.build)
    totals = {side.key: money_row(side.money, view.measure) for side in view.sides}
    if view.axis.kind == "years":
        totals[BETWEEN] = money_row(view.between, view.measure)
    return Seen(page, view, totals, view.measure, view.price_year)


def _of_side(view: CompareView, side: Side) -> Row:
    return {"compared": view.axis.kind, "side": side.key, "level": side.filters.level}


def _period(period: Period) -> Row:
    return {"year_from": period.year_from, "year_to": period.year_to, "year_kind": period.kind}


def _groups(seen: Seen) -> Iterator[Row]:
    for side in seen.view.sides:
        for line in side.lines:
            of_line = {"headline_group": line.code, **_period(line.period), **money_row(line.money, seen.measure)}
            yield {**_of_side(seen.view, side), **of_line}


def _years(seen: Seen) -> Iterator[Row]:
    for side in seen.view.sides:
        for period in sorted({line.period for line in side.lines}, key=lambda one: one.order):
            money = added(line.money for line in side.lines if line.period == period)
            yield {**_of_side(seen.view, side), **_period(period), **money_row(money, seen.measure)}


def _measures(seen: Seen) -> Iterator[Row]:
    for side in seen.view.sides:
        for measure, money in side.measures.items():
            yield {**_of_side(seen.view, side), **money_row(money, measure)}


def _known(seen: Seen) -> Iterator[Row]:
    for side in seen.view.sides:
        people = side.residents
        told = {"residents": people.residents if people else None, "residents_on": people.as_of if people else None}
        yield {**_of_side(seen.view, side), "is_read": side.coverage.complete, **known(side.coverage), **told}


def _peers(seen: Seen) -> Iterator[Row]:
    found: Peers | None = seen.view.axis.peers
    if found is None:
        return
    for place, one in enumerate((found.subject, *found.peers)):
        told = {"number": one.number, "ratio": one.ratio, "as_of": one.as_of, "year": found.year}
        yield {"rule": found.rule, "compared": found.axis, "place": place, "side": one.key, "same": found.same, **told}


def _small(seen: Seen) -> Iterator[Row]:
    found = seen.view.small
    for one in found.places if found else ():
        people = one.residents
        row = {"region": one.region, "is_side": one.is_side, "is_read": one.read, "records": one.records}
        row |= {"residents": people.residents if people else None, "residents_on": people.as_of if people else None}
        row |= {"per_resident_kzt": one.figure, "funnel_median_kzt": found.funnel.centre if found.funnel else None}
        if found.funnel and people:
            row |= _ends("chance_95", found.funnel.limits(people.residents, Z_95))
            row |= _ends("chance_998", found.funnel.limits(people.residents, Z_998))
        if one.rate:
            row |= {"records_per_10000_rate": one.rate.value} | _ends("records_per_10000", one.rate.limits)
        yield row


def _ends(name: str, limits: Limits) -> Row:
    return {f"{name}_low": limits[0], f"{name}_high": limits[1]}


def _per_year(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return fields of money whose digits do not depend on the measure of the link: every row has its own."""
    return tuple(replace(one, measured=False, digits=PER_RESIDENT_DIGITS) if one.measured else one for one in fields)


COMPARE: Final = Export(
    key="compare",
    look=_seen,
    tables=(
        Table(
            "groups",
            N_("Money of one side and headline group in one budget year, span of years or unknown year"),
            (*SIDE, *LEVEL, *GROUP, *SPAN, *MONEY),
            _groups,
        ),
        Table(
            "years",
            N_("Money of one side in one budget year, span of years or unknown year"),
            (*SIDE, *LEVEL, *SPAN, *MONEY),
            _years,
        ),
        Table(
            "measures",
            N_("Money of one side in one measure"),
            (*SIDE, *LEVEL, *_per_year(MONEY)),
            _measures,
        ),
        Table(
            "known",
            N_("What is known of one side"),
            (
                *SIDE,
                *LEVEL,
                Field("is_read", "yes_no", N_("The register was read for all its years; only such sides are equals")),
                *KNOWN,
                Field("residents", "integer", N_("Residents in the last year asked for that has a count")),
                Field("residents_on", "date", N_("That date")),
            ),
            _known,
        ),
        Table(
            "peers",
            N_("One peer by the rule that the link names; the first is the one that peers were asked for"),
            (
                Field("rule", "text", N_("The rule: similar, neighbours or kind")),
                *SIDE,
                Field("place", "integer", N_("0 for the one that peers were asked for, then from the nearest on")),
                Field("same", "text", N_("What kind they share")),
                Field("number", "decimal", N_("Residents, or tenge found, that the rule goes by")),
                Field("ratio", "decimal", N_("The larger number divided by the smaller"), digits=PER_RESIDENT_DIGITS),
                Field("year", "integer", N_("Budget year of the residents")),
                Field("as_of", "partial_date", N_("Date of the residents")),
            ),
            _peers,
        ),
        Table(
            "chance",
            N_("One region with the limits of chance; those compared first"),
            (
                *of_table("records", "region"),
                Field("is_side", "yes_no", N_("It is one of those compared")),
                Field("is_read", "yes_no", N_("The register was read for all years asked for")),
                Field("records", "integer", N_("Records counted here")),
                Field("residents", "integer", N_("Residents in the last year asked for that has a count")),
                Field("residents_on", "date", N_("That date")),
                Field(
                    "per_resident_kzt",
                    "decimal",
                    N_("Tenge per resident, of the region's own buyers alone"),
                    digits=PER_RESIDENT_DIGITS,
                ),
                Field(
                    "funnel_median_kzt",
                    "decimal",
                    N_("Median of the others, tenge per resident; empty where no funnel can be drawn"),
                    digits=PER_RESIDENT_DIGITS,
                ),
                *LIMITS,
            ),
            _small,
        ),
    ),
)
