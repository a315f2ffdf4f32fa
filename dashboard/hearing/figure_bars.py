"""Figures that only a pack has: categories, kinds of amount and regions as bars, low enough for a sheet of paper."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from dashboard import labels
from dashboard.body import Figure
from dashboard.charts.base import LIGHT, BarRow, horizontal_bars
from dashboard.charts.vector import bars as vector
from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page
from dashboard.sentences import begun, name_of
from dashboard.stories import by_year, overview
from dashboard.stories import years as years_story
from dashboard.stories.records import sum_or_none
from dashboard.views.money import Money
from dashboard.views.overview import OverviewView
from dashboard.views.years import Block, YearsView

MOST_REGIONS: Final = 7


def categories(page: Page, view: YearsView) -> Figure:
    """Return the categories with most money, and all others together."""
    rows = _rows(page, years_story.category_blocks(view), partial(labels.category, page.tr))
    return _figure(page, "categories", page.tr("By category"), rows)


def kinds(page: Page, view: YearsView) -> Figure:
    """Return what the amounts are: contracts, budgets and so on."""
    rows = _rows(page, years_story.kind_blocks(view), partial(labels.kind, page.tr))
    return _figure(page, "kinds", page.tr("By what the amount is"), rows)


def regions(page: Page, view: OverviewView) -> Figure:
    """Return the regions where most was found, at most `MOST_REGIONS`; the title says that it is no ranking."""
    rows = [_row(page, region_name(page, slug), money) for slug, money in view.regions[:MOST_REGIONS]]
    return _figure(page, "regions", overview.region_title(page, view), rows)


def region_name(page: Page, slug: str) -> str:
    """Return what a bar of a region is called."""
    if slug == "national":
        return page.tr("Not divided between regions")
    return begun(name_of(page.tr, page.names.regions, slug, "short"))


def _rows(page: Page, made: Sequence[Block], name: by_year.Namer) -> list[BarRow]:
    several = len({one.level for one in made}) > 1
    return [_row(page, by_year.block_name(page.tr, one, name, with_level=several), one.total) for one in made]


def _row(page: Page, label: str, money: Money) -> BarRow:
    tr = page.tr
    hover = tr(
        "%(name)s: contracts and payments %(committed)s; plans and budgets %(planned)s",
        name=label,
        committed=sum_or_none(tr, money.committed),
        planned=sum_or_none(tr, money.planned),
    )
    return BarRow(label, money.committed, money.planned, by_year.short(tr, money), hover)


def _figure(page: Page, key: str, title: str, rows: Sequence[BarRow]) -> Figure:
    told = "; ".join(f"{row.label}: {row.text}" for row in rows)
    return Figure(
        key,
        title,
        lambda colors: horizontal_bars(rows, colors, colors.accent),
        alt=page.tr("%(title)s, bars of counted money. %(bars)s.", title=title, bars=told),
        table=_table(page, title, rows),
        vector=lambda width: vector.horizontal_bars(rows, LIGHT, LIGHT.accent, width),
    )


def _table(page: Page, title: str, rows: Sequence[BarRow]) -> Table:
    tr = page.tr
    columns = [
        Column("name", title, main=True),
        Column("committed", tr("Contracts and payments"), kind="money", amount=True),
        Column("planned", tr("Plans and budgets"), kind="money"),
    ]
    cells = [
        {
            "name": Cell(row.label),
            "committed": Cell(tr.money(row.committed)) if row.committed else Cell("", note=tr("none found")),
            "planned": Cell(tr.money(row.planned)) if row.planned else Cell("", note=tr("none found")),
        }
        for row in rows
    ]
    return Table(columns, cells, title)
