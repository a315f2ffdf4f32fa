"""The numbers behind a pack's figures: each bar by name, exact, and which records of the link it is the sum of."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from dashboard import labels
from dashboard.charts.base import BarRow
from dashboard.filters import GROUPS
from dashboard.hearing import figure_bars
from dashboard.hearing.pack import Among, Bar, Behind, Unit
from dashboard.page import Page
from dashboard.sentences import begun
from dashboard.stories import by_year
from dashboard.stories import compare as side_by_side
from dashboard.stories import contractor as contractor_story
from dashboard.stories import system as system_story
from dashboard.stories.parties import Wording
from dashboard.stories.parties import bars as party_bars
from dashboard.views.compare import AXES, CompareView, Side
from dashboard.views.contractor import ContractorView
from dashboard.views.money import Money
from dashboard.views.overview import OverviewView
from dashboard.views.parties import PartiesView
from dashboard.views.regions import main_level
from dashboard.views.system import SystemView
from dashboard.views.years import Block, Line, Period, YearsView

IDS: Final = {"system": "system_id", "customer": "customer_id", "contractor": "contractor_id"}
"""Key of the link → column of the open data, where they differ."""


def compared(page: Page, view: CompareView) -> Behind:
    """Return those side by side: all of the money of each, and what it was for."""
    called = side_by_side.names(page, view)
    bars = [
        _bar(
            page,
            begun(called[side.key]),
            side_by_side.of_group(side, group) if group else side.money,
            labels.group(page.tr, group) if group else page.tr("All together"),
            of=_of_side(view, side, group),
        )
        for group in ("", *GROUPS)
        for side in view.sides
        if not group or any(side_by_side.of_group(one, group).records for one in view.sides)
    ]
    return Behind(tuple(bars), _unit(view.measure))


def _of_side(view: CompareView, side: Side, group: str) -> tuple[Among, ...]:
    if view.axis.kind not in AXES:
        return ()
    named = (_one("level", side.filters.level), _one(IDS.get(view.axis.kind, view.axis.kind), side.key))
    return (*named, _one("group", group)) if group else named


def by_group(page: Page, view: YearsView) -> Behind:
    """Return what it was for, year by year."""
    several = len(view.totals) > 1
    order = tuple(GROUPS)
    lines = sorted(view.by_group, key=lambda one: (one.level != "local", order.index(one.code), one.period.order))
    bars = [
        _bar(
            page,
            by_year.period_name(page.tr, line.period),
            line.money,
            _with_level(page, labels.group(page.tr, line.code), line.level, several=several),
            of=(_one("level", line.level), _one("group", line.code), _one("period", _period(line.period))),
        )
        for line in lines
    ]
    return Behind(tuple(bars), _unit(view.measure), apart=True)


def by_span(page: Page, view: YearsView) -> Behind:
    """Return spans of years that no source divides, and unknown years."""
    several = len(view.totals) > 1
    found = [line for line in view.by_period if line.period.kind != "one"]

    def bar(line: Line) -> Bar:
        name = by_year.period_name(page.tr, line.period)
        of = (_one("level", line.level), _one("period", _period(line.period)))
        return _bar(page, _with_level(page, name, line.level, several=several), line.money, of=of)

    return Behind(tuple(map(bar, found)), _unit(view.measure))


def split(page: Page, view: YearsView, column: str, made: Sequence[Block]) -> Behind:
    """Return the money by category or kind; small ones of a level stand together in its last bar."""
    name = partial(labels.category if column == "category" else labels.kind, page.tr)
    several = len({one.level for one in made}) > 1
    bars = [
        _bar(
            page,
            by_year.block_name(page.tr, one, name, with_level=several),
            one.total,
            of=(_one("level", one.level), _codes(column, one, made)),
        )
        for one in made
    ]
    return Behind(tuple(bars), _unit(view.measure))


def _codes(column: str, block: Block, made: Sequence[Block]) -> Among:
    if len(block.codes) == 1:
        return _one(column, block.codes[0])
    named = (one.codes[0] for one in made if one.level == block.level and one is not block)
    return Among(column, tuple(named), others=True)


def regions(page: Page, view: OverviewView) -> Behind:
    """Return the regions where most was found, as many as are drawn."""
    bars = [
        _bar(page, figure_bars.region_name(page, slug), money, of=(_one("level", view.level), _one("region", slug)))
        for slug, money in view.regions[: figure_bars.MOST_REGIONS]
    ]
    return Behind(tuple(bars), _unit(view.measure))


def stages(page: Page, view: SystemView) -> Behind:
    """Return what each record of a system tells, counted or not; the bars are never added up."""

    def bar(row: BarRow) -> Bar:
        committed, planned = (row.committed, None) if row.committed else (None, row.planned)
        of = (_one("record_id", row.key),)
        return Bar(row.label, committed, planned, note=row.text, of=of, summed="amount_kzt")

    return Behind(tuple(bar(row) for row in system_story.stage_bars(page, view)))


def parties(page: Page, view: PartiesView, column: str, wording: Wording) -> Behind:
    """Return the largest buyers or suppliers, and all others that are named."""
    level = _one("level", main_level(page.filters).level)
    rows = party_bars(page, wording, view)
    named = tuple(row.key for row in rows if row.key)

    def bar(row: BarRow) -> Bar:
        of = _one(column, row.key) if row.key else Among(column, named, others=True)
        return Bar(row.label, row.committed, row.planned, of=(level, of))

    return Behind(tuple(map(bar, rows)))


def taxes(page: Page, view: ContractorView) -> Behind:
    """Return the taxes that a supplier paid, year by year."""
    rows = contractor_story.tax_bars(page, view)
    return Behind(tuple(Bar(row.label, row.committed, None) for row in rows), "taxes")


def _bar(page: Page, name: str, money: Money, group: str = "", of: Iterable[Among] = ()) -> Bar:
    """Name a sum; where the measure can't be told for it, or nothing was found, it has words and no number."""
    if by_year.known(money):
        return Bar(name, money.committed, money.planned, group, of=tuple(of))
    why = page.tr("cannot be told in this measure") if money.records else page.tr("nothing found yet")
    return Bar(name, None, None, group, why)


def _with_level(page: Page, name: str, level: str, *, several: bool) -> str:
    if not several:
        return name
    return page.tr("%(name)s (%(level)s)", name=name, level=labels.level(page.tr, level))


def _one(column: str, value: str | int) -> Among:
    return Among(column, (value,))


def _period(period: Period) -> str | int:
    """Return what the sheet of records calls a period."""
    if period.kind == "one" and period.year_from is not None:
        return period.year_from
    return "unknown" if period.kind == "unknown" else f"{period.year_from}–{period.year_to}"


def _unit(measure: str) -> Unit:
    return "per_resident" if measure == "per_resident" else "tenge"
