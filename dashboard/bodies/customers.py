"""What stands on the page of all buyers."""

from dashboard.bodies.parties import FILTERS, found
from dashboard.body import Body, FilterBar, Heading, Piece, Rows, Section
from dashboard.html import parts
from dashboard.page import Page
from dashboard.stories import customers as story
from dashboard.stories.parties import notices
from dashboard.views import customers


def body(page: Page) -> Body:
    """Return the buyers found, the largest as bars, all of them as a table, and bodies that stand in no record."""
    view = page.view(customers.build)
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page, view)),
        (
            *(parts.note(text, "dropped") for text in notices(page, story.WORDING, view)),
            FilterBar(FILTERS),
            *found(page, story.WORDING, view, story.keys(page, view), story.each_sentence(page)),
            *_observed(page),
        ),
    )


def _observed(page: Page) -> tuple[Piece, ...]:
    tr, bodies = page.tr, page.view(customers.observed)
    if not bodies:
        return ()
    sentence = tr("They are context, not spending: no filter of the link plays a part here.")
    title = tr("Bodies without any record of spending")
    return (Section(title, sentence, anchor="observed"), Rows(story.observed_table(page, bodies)))
