"""What stands on the list of records."""

from dashboard.body import Body, FilterBar, Heading, Keys, Piece, Rows, Section
from dashboard.html import parts
from dashboard.page import Page
from dashboard.stories import records as story
from dashboard.views import records
from dashboard.views.records import RecordsView

FILTERS = ("q", "region", "category", "years", "level", "kind", "tier", "amount", "counted")


def body(page: Page) -> Body:
    """Return a page of the records that the link asks for, and what of them is in the totals."""
    view = page.view(records.build)
    hidden = story.picked(page, view)
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page, view)),
        (
            *(parts.note(text, "dropped") for text in story.notices(page, view)),
            FilterBar(FILTERS),
            *((parts.empty(page.tr, hidden[0], "", [hidden[1]]),) if hidden else ()),
            *(_listed(page, view) if view.listed else (parts.empty(page.tr, *story.empty(page, view)),)),
        ),
    )


def _listed(page: Page, view: RecordsView) -> tuple[Piece, ...]:
    tr = page.tr
    why = Rows(story.reasons(page, view), fold=tr("Why records are not in the totals"))
    return (
        Keys(story.keys(page, view)),
        parts.prose(story.orders(page, view)),
        Rows(story.table(page, view)),
        Section(tr("What is in the totals and what is not"), anchor="counting"),
        parts.prose(story.counting(page, view)),
        *((why,) if view.left_out else ()),
    )
