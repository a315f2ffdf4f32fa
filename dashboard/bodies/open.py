"""What stands on the page of what is about to be bought."""

from collections.abc import Iterator

from dashboard.body import Body, FilterBar, Heading, Keys, Piece, Rows, Section
from dashboard.html import parts
from dashboard.page import Page
from dashboard.stories import open as story
from dashboard.views import open as upcoming
from dashboard.views.open import OpenView

FILTERS = ("q", "region", "category", "level", "amount")
ROWS_OPEN = 10


def body(page: Page) -> Body:
    """Return purchases to come by how far they are, or the answer that none is known."""
    view = page.view(upcoming.build)
    lead = story.lead(page, view) if view.items else ""
    return Body(
        page,
        Heading(story.title(page, view), lead, spending=False),
        (
            *(parts.note(text, "dropped") for text in story.notices(page, view)),
            FilterBar(FILTERS),
            *(_purchases(page, view) if view.items else (parts.empty(page.tr, *story.empty(page, view)),)),
        ),
    )


def _purchases(page: Page, view: OpenView) -> Iterator[Piece]:
    tr = page.tr
    yield Keys(story.keys(page, view))
    yield Rows(story.sums_table(page, view))
    for group in upcoming.GROUPS:
        if view.count(group):
            yield Section(tr(story.GROUP_NAMES[group]), tr(story.GROUP_SENTENCES[group]), group)
            yield Rows(story.items_table(page, view, group), shown=0 if group == view.paged else ROWS_OPEN)
