"""What stands on the page of all named systems."""

from dashboard.body import Body, Figure, FilterBar, Heading, Keys, Leads, Piece, Rows, Section
from dashboard.charts import suppliers as charts
from dashboard.charts.base import LIGHT
from dashboard.charts.vector import bars as vector
from dashboard.html import parts
from dashboard.page import Page
from dashboard.stories import systems as story
from dashboard.views import systems
from dashboard.views.systems import SystemsView

FILTERS = ("q", "region", "category", "years", "level", "kind", "tier", "amount", "counted")
ROWS_OPEN = 30


def body(page: Page) -> Body:
    """Return the systems found: by kind as bars, all of them as a table, those in no total apart."""
    view = page.view(systems.build)
    found = view.listed or view.left_out
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page, view)),
        (
            *(parts.note(text, "dropped") for text in story.notices(page)),
            FilterBar(FILTERS),
            *(_found(page, view) if found else (parts.empty(page.tr, *story.empty(page, view)),)),
            *(_apart(page, view) if view.shows_apart and view.apart else ()),
        ),
    )


def _found(page: Page, view: SystemsView) -> tuple[Piece, ...]:
    tr, caption = page.tr, page.tr("Systems")
    listed = (Section(tr("Systems"), anchor="table"), Rows(story.table(page, view.listed, caption), shown=ROWS_OPEN))
    return (
        Keys(story.keys(page, view)),
        *(_kinds(page, view) if view.listed else ()),
        *(listed if view.listed else ()),
        *(_left_out(page, view) if view.left_out else ()),
    )


def _kinds(page: Page, view: SystemsView) -> tuple[Piece, ...]:
    title, bars, table = page.tr("By kind of system"), story.bars(page, view), story.kind_table(page, view)
    links = {kind.kind: story.kind_link(page, kind) for kind in view.kinds}
    figure = Figure(
        "kinds",
        title,
        lambda colors: charts.suppliers(bars, colors),
        alt=story.alt(page, view),
        table=table,
        foot=story.foot(page, view),
        vector=lambda width: vector.suppliers(bars, LIGHT, width),
        chosen=lambda kind: Leads(href) if (href := links.get(kind)) else None,
    )
    fold = page.tr("All kinds as a table, each leads to its systems")
    return (Section(title, anchor="kinds"), *((figure,) if bars else ()), Rows(table, fold=fold))


def _left_out(page: Page, view: SystemsView) -> tuple[Piece, ...]:
    caption = page.tr("Known only from records that are not in the totals")
    table = story.table(page, view.left_out, caption)
    return (Section(caption, story.left_out_sentence(page), anchor="left-out"), Rows(table, shown=ROWS_OPEN))


def _apart(page: Page, view: SystemsView) -> tuple[Piece, ...]:
    caption = page.tr("Systems of central bodies, apart")
    return (Section(caption, anchor="apart"), Rows(story.table(page, view.apart, caption), shown=ROWS_OPEN))
