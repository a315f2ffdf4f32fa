"""What stands on the page of changes."""

from dashboard.body import Body, FilterBar, Heading, Keys, Piece, Rows, Section
from dashboard.html import parts
from dashboard.page import Page
from dashboard.stories import changes as story
from dashboard.views import changes
from dashboard.views.changes import ChangesView

FILTERS = ("q", "region", "category", "years", "level", "kind", "tier", "amount", "counted")
NIGHTS_OPEN = 7


def body(page: Page) -> Body:
    """Return what came, changed and went for the link, night by night, and by how much the total moved."""
    view = page.view(changes.build)
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page)),
        (
            *(parts.note(text, "dropped") for text in story.notices(page, view)),
            FilterBar(FILTERS),
            *(_told(page, view) if view.listed else (parts.empty(page.tr, *story.empty(page, view)),)),
        ),
    )


def _told(page: Page, view: ChangesView) -> tuple[Piece, ...]:
    tr = page.tr
    return (
        Keys(story.keys(page, view)),
        Section(tr("Night by night"), story.nights_sentence(page, view), anchor="nights"),
        Rows(story.nights_table(page, view), shown=NIGHTS_OPEN),
        Section(tr("Record by record"), anchor="records"),
        Rows(story.changes_table(page, view)),
    )
