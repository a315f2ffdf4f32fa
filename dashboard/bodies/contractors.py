"""What stands on the page of all suppliers."""

from dashboard.bodies.parties import FILTERS, found
from dashboard.body import Body, FilterBar, Heading
from dashboard.html import parts
from dashboard.page import Page
from dashboard.stories import contractors as story
from dashboard.stories.parties import notices
from dashboard.views import contractors


def body(page: Page) -> Body:
    """Return the suppliers found, the largest as bars, all of them as a table."""
    view = page.view(contractors.build)
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page, view)),
        (
            *(parts.note(text, "dropped") for text in notices(page, story.WORDING, view)),
            FilterBar(FILTERS),
            *found(page, story.WORDING, view, story.keys(page, view)),
        ),
    )
