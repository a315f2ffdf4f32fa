"""Gives the tables and bars beside the needs: ranges in both measures, the records of the money, its single years."""

from decimal import Decimal

from dashboard.html.parts import Bar, Cell, Column, Table
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories.needs_basis import tenge
from dashboard.stories.unit_words import units_text
from dashboard.tables import record_cells, record_columns
from dashboard.views.conversion import Range
from dashboard.views.needs import NeedsView
from dashboard.words import Words


def range_table(page: Page, view: NeedsView, *, real: bool) -> Table:
    """Return low, median and high of every need with a range, as printed or in tenge of the money's year."""
    tr = page.tr
    ranges = [(one.need, one.moved if real else one.printed) for one in view.answers]
    caption = tr("In tenge of %(year)s", year=str(view.year)) if real else tr("In prices as printed")
    return Table(
        columns=[
            Column("need", tr("Need"), main=True),
            Column("prices", tr("Known prices"), kind="number"),
            Column("low", tr("Lowest price"), kind="money"),
            Column("median", tr("Median price"), kind="money"),
            Column("high", tr("Highest price"), kind="money"),
            Column("money", tr("Money put together"), kind="money"),
        ],
        rows=[_range_cells(tr, need, shown) for need, shown in ranges if shown],
        caption=caption,
        empty=tr("No need has three comparable prices of two publishers near this money."),
    )


def _range_cells(tr: Words, need: Row, shown: Range) -> dict[str, Cell]:
    return {
        "need": Cell(tr.pick(need, "name"), note=tr.pick(need, "shown_scope")),
        "prices": Cell(tr.number(len(shown.prices)), note=tr.years(*shown.years)),
        "low": Cell(tr.money(tenge(shown.low)), note=units_text(tr, need, shown.units_at_low)),
        "median": Cell(tr.money(tenge(shown.median)), note=units_text(tr, need, shown.units_at_median)),
        "high": Cell(tr.money(tenge(shown.high)), note=units_text(tr, need, shown.units_at_high)),
        "money": Cell(tr.money(shown.money)),
    }


def range_tables(page: Page, view: NeedsView) -> list[Table]:
    """Return both tables of ranges, the measure that the link asks for first; the moved one only for one year."""
    printed = range_table(page, view, real=False)
    if view.year is None:
        return [printed]
    real = range_table(page, view, real=True)
    return [real, printed] if view.real_first else [printed, real]


def records_table(page: Page, view: NeedsView) -> Table:
    """Return the largest records that make up the sum."""
    rows = view.records
    names = page.names_of(
        places=[row["place"] for row in rows if row["place"]],
        parties=[row[key] for row in rows for key in ("customer_id", "contractor_id") if row[key]],
    )
    return Table(
        columns=record_columns(page.tr),
        rows=record_cells(page, names, rows),
        caption=page.tr("The records that make up this money, those that count for most first"),
        empty=page.tr("No records."),
    )


def year_bars(page: Page, view: NeedsView) -> list[Bar]:
    """Return single years that have money, each leading to this page for that year; none where there is one year."""
    if view.year is not None or not view.years:
        return []
    most = max(kzt for _, kzt in view.years) or Decimal(1)
    return [
        Bar(
            label=str(year),
            value_text=page.tr.money_short(kzt),
            share=float(kzt / most),
            href=page.link(year_from=year, year_to=year),
        )
        for year, kzt in view.years
    ]


def records_lead(page: Page, view: NeedsView) -> str:
    """Return how many of the records the table holds."""
    tr, shown = page.tr, len(view.records)
    if shown == view.record_count:
        return tr("All of them, with what counts in the totals.")
    return tr(
        "The %(shown)s largest of %(count)s; the others are on the page of records.",
        shown=tr.number(shown),
        count=tr.number(view.record_count),
    )
