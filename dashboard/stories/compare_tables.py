"""Those compared as tables: by what it was for, by year, in every measure, and what is known of each."""

from collections.abc import Mapping
from dataclasses import replace

from dashboard import labels
from dashboard.filters import GROUPS
from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page
from dashboard.sentences import begun
from dashboard.stories import by_year
from dashboard.stories.compare import names, of_group, profile_link, records_link
from dashboard.stories.coverage import money_cell, spans
from dashboard.views.compare import CompareView, Side
from dashboard.views.money import Money
from dashboard.views.years import added
from dashboard.words import Words


def group_table(page: Page, view: CompareView) -> Table:
    """Return a row for each side and headline group."""
    tr, called = page.tr, names(page, view)
    columns = [
        Column("side", tr("Compared"), main=True),
        Column("group", tr("What for")),
        Column("committed", tr("Contracts and payments"), kind="money", amount=True),
        Column("planned", tr("Plans and budgets"), kind="money"),
        Column("records", tr("Records"), kind="number"),
    ]
    rows = [
        {
            "side": Cell(begun(called[side.key]), href=profile_link(page, view, side.key)),
            "group": Cell(labels.group(tr, group) if group else tr("All together")),
            **_sums(tr, of_group(side, group) if group else side.money),
        }
        for group in ("", *GROUPS)
        for side in view.sides
    ]
    return Table(columns, rows, tr("Money by what it was for"))


def _sums(tr: Words, money: Money) -> Mapping[str, Cell]:
    none = Cell("", note=tr("none found"))
    shown = not by_year.known(money)
    return {
        "committed": money_cell(tr, money.committed, money) if money.committed or shown else none,
        "planned": money_cell(tr, money.planned, money) if money.planned or shown else none,
        "records": Cell(tr.number(money.records)),
    }


def year_table(page: Page, view: CompareView) -> Table:
    """Return a row for each side and period."""
    tr, called = page.tr, names(page, view)
    columns = [
        Column("period", tr("Year"), kind="year", main=True),
        Column("side", tr("Compared")),
        Column("committed", tr("Contracts and payments"), kind="money", amount=True),
        Column("planned", tr("Plans and budgets"), kind="money"),
        Column("records", tr("Records"), kind="number"),
    ]
    pairs = [(period, side) for side in view.sides for period in {line.period for line in side.lines}]
    rows = [
        {
            "period": Cell(by_year.period_name(tr, period)),
            "side": Cell(begun(called[side.key])),
            **_sums(tr, added(line.money for line in side.lines if line.period == period)),
        }
        for period, side in sorted(pairs, key=lambda pair: (pair[0].order, view.axis.keys.index(pair[1].key)))
    ]
    return Table(columns, rows, tr("Money by year"), empty=tr("nothing found yet"))


def measure_table(page: Page, view: CompareView) -> Table:
    """Return each side's money in every measure, committed and planned together, with what a measure can't tell."""
    tr, called = page.tr, names(page, view)
    real = tr("In prices of %(year)s", year=str(view.price_year)) if view.price_year else tr("Inflation taken out")
    columns = [
        Column("side", tr("Compared"), main=True),
        Column("nominal", tr("In prices of that year"), kind="money", amount=True),
        Column("real", real, kind="money"),
        Column("per_resident", tr("Per resident"), kind="money"),
        Column("records", tr("Records"), kind="number"),
    ]
    rows = [
        {
            "side": Cell(begun(called[side.key])),
            **{measure: _in_measure(tr, money) for measure, money in side.measures.items()},
            "records": Cell(tr.number(side.money.records), href=records_link(page, side)),
        }
        for side in view.sides
    ]
    return Table(columns, rows, tr("The same in every measure"), caption_unseen=True)


def _in_measure(tr: Words, money: Money) -> Cell:
    cell = money_cell(tr, money.total, money)
    if not cell.text or not money.unmeasured:
        return cell
    count = {"told": tr.number(money.records - money.unmeasured), "all": tr.number(money.records)}
    return replace(cell, note=tr("from %(told)s of %(all)s records", **count))


def known_table(page: Page, view: CompareView) -> Table:
    """Return what is known of each side: years whose register was read, years with single facts, years without any."""
    tr, called = page.tr, names(page, view)
    columns = [
        Column("side", tr("Compared"), main=True),
        Column("read", tr("Register read")),
        Column("found", tr("Single facts found")),
        Column("nothing", tr("Nothing found yet")),
        Column("inexact", tr("Approximate sums"), kind="number"),
        Column("undated", tr("Year not known"), kind="number"),
        *([Column("residents", tr("Residents"), kind="number")] if view.axis.kind == "region" else []),
    ]
    rows = [{"side": Cell(begun(called[side.key])), **_known(tr, side)} for side in view.sides]
    return Table(columns, rows, tr("What is known of each"), caption_unseen=True)


def _known(tr: Words, side: Side) -> Mapping[str, Cell]:
    known, none = side.coverage, Cell("", note=tr("no year"))
    undated = sum(line.money.records for line in side.lines if line.period.kind == "unknown")
    people = side.residents
    return {
        "read": Cell(spans(known.loaded)) if known.loaded else none,
        "found": Cell(spans(known.found)) if known.found else none,
        "nothing": Cell(spans(known.nothing)) if known.nothing else none,
        "inexact": Cell(tr.number(side.money.inexact)),
        "undated": Cell(tr.number(undated)),
        "residents": Cell(tr.number(people.residents), note=tr.as_of(people.as_of))
        if people
        else Cell("", note=tr("not known")),
    }


def whose_years(page: Page, view: CompareView) -> str:
    """Say of whose register the years in the table of what is known are."""
    tr = page.tr
    said = {
        "region": tr("Years of the register of each region's own buyers, towns and districts among them."),
        "place": tr("Years of facts found in the region of each; the register is never read for a town alone."),
        "system": tr(
            "Years of the register of the region that each belongs to; of the whole country where it has none."
        ),
        "customer": tr("Years of the register of each buyer's region."),
        "contractor": tr("A year counts as read only where the register was read for all regions that may have paid."),
        "years": tr("A year counts as read only where the register was read for all regions asked for."),
    }
    return said[view.axis.kind]
