"""What stands on the first page."""

from functools import partial

from markupsafe import Markup

from dashboard import labels
from dashboard.bodies.by_year import figure
from dashboard.body import Bars, Body, FilterBar, Heading, Keys, Needs, Piece, Rows, Section
from dashboard.html import parts
from dashboard.html.inputs import Cell
from dashboard.page import Page
from dashboard.stories import by_year
from dashboard.stories import overview as story
from dashboard.views import overview
from dashboard.views.overview import OverviewView

FILTERS = ("q", "region", "category", "years", "level", "kind", "tier", "measure", "amount")


def body(page: Page) -> Body:
    """Return the first page: what was found, by year and region, the records behind it, and what stands apart."""
    view = page.view(overview.build)
    note = story.note(page, view)
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page, view)),
        (
            FilterBar(FILTERS),
            by_year.link_line(page.tr("How we count, and what is left out"), page.plain_link("/method")),
            *((parts.note(note),) if note else ()),
            *(_found(page, view) if view.total.records else (_nothing(page),)),
            *(_case(page, view) if view.case_needs else ()),
            *_apart(page, view),
        ),
    )


def _nothing(page: Page) -> Markup:
    tr = page.tr
    again = [Cell(tr("Show all that was found"), href=page.plain_link("/"))]
    reason = tr("No counted record fits these filters. That nothing was found does not mean that nothing was spent.")
    return parts.empty(tr, tr("Nothing found yet"), reason, again)


def _found(page: Page, view: OverviewView) -> tuple[Piece, ...]:
    return (
        Keys(story.keys(page, view)),
        *_years(page, view),
        *_regions(page, view),
        Section(page.tr("The largest records"), anchor="largest"),
        Rows(story.biggest_table(page, view)),
        Section(page.tr("The newest records"), anchor="newest"),
        Rows(story.newest_table(page, view)),
    )


def _years(page: Page, view: OverviewView) -> tuple[Piece, ...]:
    tr, made, group = page.tr, story.group_blocks(view), partial(labels.group, page.tr)
    table, anchor = story.year_table(page, view), "table_years"
    foot = by_year.foot(page, view.level, view.total.records, f"#{anchor}", note=story.figure_note(page, view))
    return (
        Section(tr("By year"), by_year.marks(tr), anchor="years"),
        figure(page, made, group, by_year.panels(page, made, group, view.measure), table, foot),
        Rows(table, fold=tr("Show the table"), anchor=anchor),
        by_year.link_line(tr("More by year: categories, kinds, inflation taken out"), page.link("/years")),
    )


def _regions(page: Page, view: OverviewView) -> tuple[Piece, ...]:
    first, rest = story.region_bars(page, view)
    return (
        Section(story.region_title(page, view), story.region_sentence(page, view), anchor="regions"),
        Bars(first),
        *((Bars(rest, fold=page.tr("Show the other regions")),) if rest else ()),
    )


def _case(page: Page, view: OverviewView) -> tuple[Piece, ...]:
    tr = page.tr
    return (
        Section(story.case_title(page, view), story.case_sentence(page, view), anchor="needs"),
        Needs(story.case_needs(page, view)),
        by_year.link_line(tr("All needs, their prices and sources"), story.case_href(page)),
    )


def _apart(page: Page, view: OverviewView) -> tuple[Piece, ...]:
    told = story.apart_sentence(page, view)
    if not told:
        return ()
    return (
        Section(story.apart_title(page, view), anchor="apart"),
        by_year.link_line(page.tr("Show it"), story.apart_href(page, view), told),
    )
