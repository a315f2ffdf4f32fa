"""What stands on the page of all suppliers."""

from dashboard.body import Body, Figure, FilterBar, Heading, Keys, Piece, Rows, Section
from dashboard.charts import suppliers as charts
from dashboard.charts.base import LIGHT
from dashboard.charts.vector import bars as vector
from dashboard.html import parts
from dashboard.page import Page
from dashboard.stories import contractors as story
from dashboard.views import contractors
from dashboard.views.contractors import ContractorsView

FILTERS = ("q", "region", "category", "years", "level", "kind", "tier", "amount", "counted")


def body(page: Page) -> Body:
    """Return the suppliers found, the largest as bars, all of them as a table."""
    view = page.view(contractors.build)
    found = view.named or view.unnamed.records
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page, view)),
        (
            *(parts.note(text, "dropped") for text in story.notices(page, view)),
            FilterBar(FILTERS),
            *(_found(page, view) if found else (parts.empty(page.tr, *story.empty(page, view)),)),
        ),
    )


def _found(page: Page, view: ContractorsView) -> tuple[Piece, ...]:
    tr, more = page.tr, story.only_left_out(page, view)
    return (
        Keys(story.keys(page, view)),
        *(_largest(page, view) if view.largest else ()),
        Section(tr("All suppliers"), anchor="table"),
        Rows(story.table(page, view)),
        *((parts.empty(tr, more[0], "", [more[1]]),) if more else ()),
    )


def _largest(page: Page, view: ContractorsView) -> tuple[Piece, ...]:
    title, bars = page.tr("Largest sums found so far"), story.bars(page, view)
    return (
        Section(title),
        Figure(
            "suppliers",
            title,
            lambda colors: charts.suppliers(bars, colors),
            alt=story.alt(page, view),
            table=story.largest_table(page, view),
            foot=story.foot(page, view),
            vector=lambda width: vector.suppliers(bars, LIGHT, width),
            chosen=lambda party_id: parts.prose(story.chosen(page, view, party_id)),
        ),
    )
