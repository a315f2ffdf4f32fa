"""What small numbers allow to be said of regions, in words: the funnel, rates and limits, and why there are none."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from itertools import count, takewhile
from typing import Final

from dashboard.charts.compare import FunnelLimit, FunnelPlot, FunnelPoint, Interval
from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page
from dashboard.sentences import begun, name_of
from dashboard.stories import by_year
from dashboard.views.chance import LEAST_PEERS, Z_95, Z_998, Funnel, Rate
from dashboard.views.small_places import SmallPlace, SmallPlaces
from dashboard.words import Words

CURVE_POINTS: Final = 60
TICKS: Final = 5
STEPS: Final = (1, 2, 5)


def names(page: Page) -> Mapping[str, str]:
    """Return the short names of regions."""
    rows = page.names.regions
    return {slug: begun(name_of(page.tr, rows, slug, "short")) for slug in rows}


def why_no_funnel(page: Page, found: SmallPlaces) -> str:
    """Say why no funnel can be drawn yet; empty where one is."""
    tr, known, asked = page.tr, found.figures_known, len(found.others)
    if found.funnel:
        return ""
    if known >= LEAST_PEERS:
        return tr(
            "A funnel of money per resident cannot be drawn: the median of the %(known)s others with a known figure "
            "is 0.",
            known=tr.number(known),
        )
    return tr(
        "A funnel of money per resident cannot be drawn yet: of the %(asked)s others that these are set against, the "
        "figure of %(known)s is known, and at least %(least)s are needed. A figure is known where the register was "
        "read for all of the years asked for and residents are counted.",
        asked=tr.number(asked),
        known=tr.number(known),
        least=tr.number(LEAST_PEERS),
    )


def funnel_rule(page: Page, found: SmallPlaces) -> str:
    """Print the rule of the funnel with its numbers."""
    tr, limits = page.tr, found.funnel
    if limits is None:
        return ""
    return tr(
        "Money of each region's own bodies, without its towns and districts, of one known year each. The line is the "
        "median of %(known)s others: %(median)s per resident. Around it lie the limits of chance: if "
        "purchases came independently, at this rate for every resident and as large as those of the others (typical "
        "size %(size)s: the sum of their squares divided by their sum), 95 of 100 places of a size would lie between "
        "the inner limits and 998 of 1,000 between the outer ones. A figure inside says nothing of a place; one "
        "outside is a question, not a verdict.",
        known=tr.number(found.figures_known),
        median=tr.money_short(limits.centre),
        size=tr.money_short(limits.size),
    )


def funnel_plot(page: Page, found: SmallPlaces, limits: Funnel) -> FunnelPlot:
    """Return the funnel with its texts."""
    tr = page.tr
    shown = [one for one in found.places if one.figure is not None and one.residents]
    most = max(one.residents.residents for one in shown if one.residents)
    points = [_point(page, one) for one in shown]
    plot = [_limit(limits, most * number // CURVE_POINTS) for number in range(3, CURVE_POINTS + 2)]
    top = max([limits.limits(most, Z_998)[1], *(one.figure for one in points)])
    return FunnelPlot(
        points,
        plot,
        limits.centre,
        x_title=tr("Residents"),
        y_title=tr("Tenge per resident"),
        inner=tr("95 of 100 by chance"),
        outer=tr("998 of 1,000 by chance"),
        x_ticks=[(int(place), tr.number(place)) for place in _ticks(Decimal(most))],
        y_ticks=[(place, tr.number(place)) for place in _ticks(top)],
    )


def _point(page: Page, one: SmallPlace) -> FunnelPoint:
    tr, name = page.tr, names(page)[one.region]
    residents, figure = one.residents.residents if one.residents else 0, one.figure or Decimal(0)
    hover = tr(
        "%(name)s: %(sum)s per resident, %(residents)s residents",
        name=name,
        sum=tr.money_short(figure),
        residents=tr.number(residents),
    )
    return FunnelPoint(residents, figure, name, hover, one.is_side)


def _limit(limits: Funnel, residents: int) -> FunnelLimit:
    return FunnelLimit(residents, *limits.limits(residents, Z_95), *limits.limits(residents, Z_998))


def _ticks(end: Decimal) -> list[Decimal]:
    """Return round numbers from 0 to an end, `TICKS` of them or a few less."""
    rough = end / TICKS
    power = Decimal(1).scaleb(rough.adjusted()) if rough else Decimal(1)
    step = next(power * one for one in (*STEPS, 10) if power * one >= rough)
    whole = step if step >= 1 else Decimal(1)
    return list(
        takewhile(lambda place: place <= end, (whole.to_integral_value(ROUND_CEILING) * one for one in count()))
    )


def funnel_alt(page: Page, found: SmallPlaces, limits: Funnel) -> str:
    """Return the funnel in words: each of those compared with its limits."""
    tr = page.tr
    told = [_against(page, one, limits) for one in found.places if one.is_side and one.figure is not None]
    return " ".join([tr("Money per resident against the number of residents."), funnel_rule(page, found), *told])


def _against(page: Page, one: SmallPlace, limits: Funnel) -> str:
    tr, residents = page.tr, one.residents.residents if one.residents else 1
    low, high = limits.limits(residents)
    return tr(
        "%(name)s: %(sum)s per resident; by chance from %(low)s to %(high)s (95 of 100).",
        name=names(page)[one.region],
        sum=tr.money_short(one.figure or Decimal(0)),
        low=tr.money_short(low),
        high=tr.money_short(high),
    )


def funnel_table(page: Page, found: SmallPlaces, limits: Funnel) -> Table:
    """Return the funnel's numbers: residents, tenge per resident, the inner and the outer limits."""
    tr, called = page.tr, names(page)
    columns = [
        Column("name", tr("Region"), main=True),
        Column("figure", tr("Tenge per resident"), kind="money", amount=True),
        Column("inner", tr("95 of 100 by chance")),
        Column("outer", tr("998 of 1,000 by chance")),
        Column("residents", tr("Residents"), kind="number"),
        Column("records", tr("Records"), kind="number"),
    ]
    rows = [{"name": Cell(called[one.region]), **_funnel_row(tr, one, limits)} for one in by_name(page, found)]
    return Table(columns, rows, tr("Money per resident and the limits of chance"))


def _funnel_row(tr: Words, one: SmallPlace, limits: Funnel) -> Mapping[str, Cell]:
    unknown = Cell("", note=tr("cannot be told yet"))
    people = one.residents
    if one.figure is None or people is None:
        return {"figure": unknown, "inner": unknown, "outer": unknown, **_people(tr, one)}
    spans = {"inner": limits.limits(people.residents, Z_95), "outer": limits.limits(people.residents, Z_998)}
    return {
        "figure": Cell(tr.money(one.figure.quantize(Decimal("0.01"))), note=by_year.apart(tr, one.per_resident)),
        **{name: Cell(_span(tr, low, high)) for name, (low, high) in spans.items()},
        **_people(tr, one),
    }


def _people(tr: Words, one: SmallPlace) -> Mapping[str, Cell]:
    people, each = one.residents, one.per_resident
    counted = Cell(tr.number(people.residents), note=tr.as_of(people.as_of)) if people else Cell("")
    count = {"told": tr.number(each.records - each.unmeasured), "all": tr.number(each.records)}
    note = tr("%(told)s of %(all)s in the figure", **count) if each.unmeasured else ""
    return {"residents": counted, "records": Cell(tr.number(one.records), note=note)}


def _span(tr: Words, low: Decimal, high: Decimal) -> str:
    return tr("%(low)s to %(high)s", low=tr.money_short(low), high=tr.money_short(high))


def rate_rule(page: Page, found: SmallPlaces) -> str:
    """Say what the rates are and how their limits are made, or that none can be told yet."""
    tr = page.tr
    if not found.rated:
        return tr(
            "How many purchases there are for every 10,000 residents cannot be told yet for any of the %(count)s "
            "regions and cities here: the register was not read for all of the years asked for.",
            count=tr.number(len(found.places)),
        )
    return tr(
        "Counted records for every 10,000 residents, with the limits between which the true rate lies in 95 of 100 "
        "cases (Poisson limits, Byar's approximation, off by less than 0.03 of a record). The fewer there are, the "
        "wider the limits: where they overlap, a difference may be chance. Told only where the register was read for "
        "all of the years asked for: %(known)s of %(asked)s.",
        known=tr.number(len(found.rated)),
        asked=tr.number(len(found.places)),
    )


def rate_rows(page: Page, found: SmallPlaces) -> list[Interval]:
    """Return the rates that can be told, those compared first, the others by name: their order is no league."""
    return [_interval(page, one, one.rate) for one in by_name(page, found) if one.rate]


def by_name(page: Page, found: SmallPlaces) -> list[SmallPlace]:
    """Return those compared, and the others in the order of the alphabet."""
    called, others = names(page), [one for one in found.places if not one.is_side]
    others.sort(key=lambda one: page.tr.sort_key(called[one.region]))
    return [*(one for one in found.places if one.is_side), *others]


def _interval(page: Page, one: SmallPlace, rate: Rate) -> Interval:
    tr, name = page.tr, names(page)[one.region]
    low, high = rate.limits
    text = rate_text(tr, rate)
    hover = tr("%(name)s: %(rate)s for every 10,000 residents", name=name, rate=text)
    return Interval(name, low, rate.value, high, text, hover, one.is_side)


def rate_text(tr: Words, rate: Rate) -> str:
    """Write a rate with its limits: "1.21 (0.82–1.72)"."""
    low, high = rate.limits
    told = {"rate": _digits(tr, rate.value), "low": _digits(tr, low), "high": _digits(tr, high)}
    return tr("%(rate)s (%(low)s–%(high)s)", **told)


def _digits(tr: Words, value: Decimal) -> str:
    """Write a rate with about three digits that matter, at most four after the point."""
    return tr.decimal(value, min(max(2 - value.adjusted(), 0), 4)) if value else "0"


def rate_alt(page: Page, found: SmallPlaces) -> str:
    """Return the rates in words."""
    told = "; ".join(page.tr("%(name)s: %(rate)s", name=row.label, rate=row.text) for row in rate_rows(page, found))
    return page.tr("Records for every 10,000 residents, with their limits. %(told)s.", told=told)


def rate_table(page: Page, found: SmallPlaces) -> Table:
    """Return records, residents, rate and limits of every region here; what can't be told says so."""
    tr, called = page.tr, names(page)
    columns = [
        Column("name", tr("Region"), main=True),
        Column("rate", tr("For every 10,000 residents, with limits"), amount=True),
        Column("records", tr("Records"), kind="number"),
        Column("residents", tr("Residents"), kind="number"),
    ]
    rows = [
        {
            "name": Cell(called[one.region]),
            "rate": Cell(rate_text(tr, one.rate)) if one.rate else Cell("", note=tr("cannot be told yet")),
            "records": Cell(tr.number(one.records)),
            "residents": _people(tr, one)["residents"],
        }
        for one in by_name(page, found)
    ]
    return Table(columns, rows, tr("Records for every 10,000 residents"))


def appeals_sentence(page: Page) -> str:
    """Say what the counts of appeals are."""
    return page.tr(
        "Published counts of all appeals of a whole region and year, with the same limits. Channels differ in what "
        "they count, so only rows of one channel can be set beside each other; a count says how many wrote, not how "
        "much is lacking."
    )


def appeals_table(page: Page, found: SmallPlaces) -> Table:
    """Return published appeals of those compared for every 10,000 residents."""
    tr, called = page.tr, names(page)
    columns = [
        Column("name", tr("Region"), main=True),
        Column("rate", tr("For every 10,000 residents, with limits"), amount=True),
        Column("count", tr("Appeals"), kind="number"),
        Column("channel", tr("Channel")),
        Column("year", tr("Year"), kind="year"),
    ]
    rows = [
        {
            "name": Cell(called[one.region]),
            "rate": Cell(rate_text(tr, one.rate)),
            "count": Cell(tr.number(one.rate.count)),
            "channel": Cell(tr.pick(one.channel, "channel"), note=tr.pick(one.channel, "body")),
            "year": Cell(str(one.year)),
        }
        for one in found.appeals
    ]
    return Table(columns, rows, tr("Appeals for every 10,000 residents"), caption_unseen=True)
