"""Says the page of years in words: title, key numbers, panels, and tables that add up to the title's number."""

from collections.abc import Mapping, Sequence
from typing import Final

from dashboard import labels
from dashboard.charts.base import BarRow
from dashboard.filters import GROUPS
from dashboard.html.inputs import Cell, Column, Key, Table
from dashboard.link_values import KINDS
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.stories import by_year
from dashboard.views.money import Money
from dashboard.views.years import Block, Line, Period, YearsView, added, blocks
from dashboard.words import Words

MOST_CATEGORIES: Final = 7
COMMITTED: Final = ("contract", "spent", "annual_cost")
PLANNED: Final = ("budget", "plan", "lot_estimate")


def title(page: Page, view: YearsView) -> str:
    """Return the finding: how much was found, level by level."""
    tr = page.tr
    if not view.records:
        return tr("By year: nothing found yet for what you chose")
    if not any(by_year.known(one) for one in view.totals.values()):
        return by_year.unknown_title(tr, view.records)
    sums = {level: by_year.told(tr, one, view.measure, view.price_year) for level, one in view.totals.items()}
    if len(sums) > 1:
        return tr("By year: %(local)s of local money and %(central)s of central money found so far", **sums)
    if "central" in sums:
        return tr("By year: %(central)s of central money found so far", **sums)
    return tr("By year: %(local)s of local money found so far", **sums)


def lead(page: Page, view: YearsView) -> str:
    """Return how much belongs to one known year, to spans and to no known year; only of one level, as printed."""
    tr = page.tr
    if len(view.totals) > 1 or not view.records or view.measure != "nominal":
        return ""
    kinds = {kind: _of_kind(view.by_period, kind) for kind in ("one", "several", "unknown")}
    told = {kind: by_year.short(tr, one) if one.records else tr("nothing") for kind, one in kinds.items()}
    return tr(
        "Of it, in single known years: %(one)s; in spans of several years that no source divides: %(several)s; in "
        "unknown years: %(unknown)s.",
        **told,
    )


def _of_kind(lines: Sequence[Line], kind: str) -> Money:
    return added(line.money for line in lines if line.period.kind == kind)


def note(page: Page, view: YearsView) -> str:
    """Return what the measure is and what it leaves out; empty for prices of each year."""
    return by_year.measure_note(page, view.measure, view.price_year, added(view.totals.values()))


def inexact(page: Page, view: YearsView) -> str:
    """Return that sums are rounded, and how many are approximate."""
    told = (by_year.rounding(page.tr), by_year.inexact(page.tr, added(view.totals.values())))
    return " ".join(one for one in told if one)


def keys(page: Page, view: YearsView) -> list[Key]:
    """Return the two halves of the total, spans and unknown years; with two levels, one number each."""
    tr = page.tr
    if len(view.totals) > 1:
        return [
            Key(labels.level(tr, level), by_year.short(tr, one), by_year.apart(tr, one), by_year.href(page, level))
            for level, one in view.totals.items()
            if one.records
        ]
    ((level, total),) = view.totals.items()
    halves = (("committed", COMMITTED, total.committed), ("planned", PLANNED, total.planned))
    made = [
        Key(labels.stage(tr, stage), tr.money_short(value), href=by_year.href(page, level, only={"kind": kinds}))
        for stage, all_kinds, value in halves
        if value and (kinds := tuple(one for one in all_kinds if not page.filters.kind or one in page.filters.kind))
    ]
    return made + _end_keys(page, view, level)


def _end_keys(page: Page, view: YearsView, level: str) -> list[Key]:
    tr, made = page.tr, []
    for kind, label in (("several", tr("In spans of several years")), ("unknown", tr("In unknown years"))):
        found = _of_kind(view.by_period, kind)
        ids = by_year.behind(view.behind, level, kind)
        if found.records:
            href = by_year.href(page, level, ids=ids) if ids else None
            note = by_year.records(tr, found.records)
            made.append(Key(label, by_year.short(tr, found), note, href))
    return made


# ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────────


def group_blocks(view: YearsView) -> tuple[Block, ...]:
    """Return the blocks of the headline groups, in their fixed order."""
    return tuple(
        sorted(blocks(view.by_group), key=lambda one: (one.level != "local", list(GROUPS).index(one.codes[0])))
    )


def category_blocks(view: YearsView) -> tuple[Block, ...]:
    """Return the blocks of the categories with most money, and one of all others."""
    return blocks(view.by_category, MOST_CATEGORIES)


def kind_blocks(view: YearsView) -> tuple[Block, ...]:
    """Return the blocks of the kinds of amount: those of committed money first."""
    return tuple(sorted(blocks(view.by_kind), key=lambda one: (one.level != "local", KINDS.index(one.codes[0]))))


def span_bars(page: Page, view: YearsView) -> list[BarRow]:
    """Return one bar for each span of years, and one for unknown years, the earliest first."""
    tr, two_levels = page.tr, len(view.totals) > 1
    made = []
    for line in view.by_period:
        if line.period.kind != "one":
            name = by_year.period_name(tr, line.period)
            label = tr("%(name)s (%(level)s)", name=name, level=labels.level(tr, line.level)) if two_levels else name
            told = {"name": label, "apart": by_year.apart(tr, line.money)}
            made.append(
                BarRow(
                    label=label,
                    committed=line.money.committed,
                    planned=line.money.planned,
                    text=by_year.short(tr, line.money),
                    hover=tr("%(name)s: %(apart)s", **told),
                )
            )
    return made


def span_alt(page: Page, view: YearsView) -> str:
    """Return the bars of spans in words."""
    tr = page.tr
    listed = ", ".join(tr("%(when)s: %(sum)s", when=bar.label, sum=bar.text) for bar in span_bars(page, view))
    return tr("Bars of sums that no source places in one year. %(listed)s.", listed=listed)


def span_foot(page: Page, view: YearsView) -> str:
    """Return the line under the bars of spans: it counts and leads to their records alone."""
    ids = tuple(one for some in view.behind.values() for one in some)
    return by_year.foot(page, page.filters.level, len(ids), "#table_headline_group", ids=ids)


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────────


def group_table(page: Page, view: YearsView) -> Table:
    """Return money by period and group, exact, with rows of totals."""
    found = [group for group in GROUPS if any(line.code == group for line in view.by_group)]
    names = {group: labels.group(page.tr, group) for group in found}
    return _table(page, view, view.by_group, names, page.tr("Money by year and group, exact"))


def kind_table(page: Page, view: YearsView) -> Table:
    """Return money by period and kind of amount, exact, with rows of totals."""
    found = [kind for kind in KINDS if any(line.code == kind for line in view.by_kind)]
    names = {kind: labels.kind(page.tr, kind) for kind in found}
    return _table(page, view, view.by_kind, names, page.tr("Money by year and by what the amount is, exact"))


def category_table(page: Page, view: YearsView) -> Table:
    """Return money by category and period, exact, one row each."""
    tr = page.tr
    columns = [
        Column("category", tr("Category"), main=True),
        *_level_column(tr, view),
        Column("period", tr("Year"), kind="year"),
        Column("committed", labels.stage(tr, "committed"), kind="money"),
        Column("planned", labels.stage(tr, "planned"), kind="money"),
        Column("records", tr("Records"), kind="number"),
    ]
    rows = [
        {
            "category": Cell(labels.category(tr, line.code)),
            **_of_line(tr, line),
        }
        for line in view.by_category
    ]
    return Table(columns, rows, tr("Money by category and year, exact"))


def span_table(page: Page, view: YearsView) -> Table:
    """Return money that no source places in one year, by span, exact; unknown years last."""
    tr = page.tr
    columns = [
        Column("period", tr("Year"), kind="year", main=True),
        *_level_column(tr, view),
        Column("committed", labels.stage(tr, "committed"), kind="money", amount=True),
        Column("planned", labels.stage(tr, "planned"), kind="money"),
        Column("records", tr("Records"), kind="number"),
    ]
    rows = [_of_line(tr, line) for line in view.by_period if line.period.kind != "one"]
    return Table(columns, rows, tr("Several years and unknown years"))


def _of_line(tr: Words, line: Line) -> Mapping[str, Cell]:
    return {
        "level": Cell(labels.level(tr, line.level)),
        "period": Cell(by_year.period_name(tr, line.period)),
        "committed": _exact(tr, line.money, "committed"),
        "planned": _exact(tr, line.money, "planned"),
        "records": Cell(tr.number(line.money.records)),
    }


def region_table(page: Page, view: YearsView) -> Table:
    """Return money per resident of each region and year, which are not added up."""
    tr = page.tr
    columns = [
        Column("region", tr("Region"), main=True),
        *_level_column(tr, view),
        Column("period", tr("Year"), kind="year"),
        Column("amount", tr("Per resident of the region"), kind="money", amount=True),
        Column("records", tr("Records"), kind="number"),
    ]
    rows = [
        {
            "region": Cell(
                name_of(tr, page.names.regions, line.region),
                href=page.link(region=(line.region,)) if line.region != "national" else None,
            ),
            "level": Cell(labels.level(tr, line.level)),
            "period": Cell(by_year.period_name(tr, line.period)),
            "amount": _cell(tr, line.money),
            "records": Cell(tr.number(line.money.records)),
        }
        for line in view.per_resident
    ]
    return Table(columns, rows, tr("Money per resident by region and year"))


def _level_column(tr: Words, view: YearsView) -> list[Column]:
    return [Column("level", tr("Who pays"))] if len(view.totals) > 1 else []


def _table(page: Page, view: YearsView, lines: Sequence[Line], names: Mapping[str, str], caption: str) -> Table:
    tr = page.tr
    columns = [
        Column("period", tr("Year"), kind="year", main=True),
        *_level_column(tr, view),
        *(Column(code, name, kind="money") for code, name in names.items()),
        Column("total", tr("All of it"), kind="money", amount=True),
        Column("records", tr("Records"), kind="number"),
    ]
    by_place = {(line.level, line.period, line.code): line.money for line in lines}
    rows: list[Mapping[str, Cell]] = []
    for level, total in view.totals.items():
        for line in view.by_period:
            if line.level == level:
                found = {code: by_place.get((level, line.period, code)) for code in names}
                rows.append(_row(page, view, level, by_year.period_name(tr, line.period), found, line))
        if total.records:
            sums = {code: added(one.money for one in lines if (one.level, one.code) == (level, code)) for code in names}
            rows.append(_row(page, view, level, tr("All years"), sums, Line(level, "", Period(None, None), total)))
    return Table(columns, rows, caption)


def _row(
    page: Page, view: YearsView, level: str, name: str, found: Mapping[str, Money | None], line: Line
) -> Mapping[str, Cell]:
    tr = page.tr
    nothing = tr("nothing found")
    cells = {code: _cell(tr, one) if one and one.records else Cell("", note=nothing) for code, one in found.items()}
    href = _line_href(page, view, line) if line.money is not view.totals[level] else by_year.href(page, level)
    return cells | {
        "period": Cell(name),
        "level": Cell(labels.level(tr, level)),
        "total": _cell(tr, line.money),
        "records": Cell(tr.number(line.money.records), href=href),
    }


def _line_href(page: Page, view: YearsView, line: Line) -> str | None:
    period = line.period
    if period.kind == "one" and period.year_from and period.year_to:
        return by_year.href(page, line.level, years=(period.year_from, period.year_to))
    of_period = {key: ids for key, ids in view.behind.items() if key[2] == period}
    ids = by_year.behind(of_period, line.level, period.kind)
    return by_year.href(page, line.level, ids=ids) if ids else None


def _cell(tr: Words, money: Money) -> Cell:
    """Return an exact sum; under it, how much of it is planned, and how many records the measure leaves out."""
    if not by_year.known(money):
        return Cell("", note=tr("not known in this measure"))
    note = ""
    if money.planned and money.committed:
        note = tr("of it planned or budgeted: %(sum)s", sum=tr.money(money.planned))
    elif money.planned:
        note = tr("all of it planned or budgeted")
    return Cell(tr.money(money.total), note=note)


def _exact(tr: Words, money: Money, stage: str) -> Cell:
    if not by_year.known(money):
        return Cell("", note=tr("not known in this measure"))
    value = money.committed if stage == "committed" else money.planned
    return Cell(tr.money(value)) if value else Cell("", note=tr("nothing found"))
