"""Puts what is disputed about a subject into pieces: shared by the pages of records, systems, buyers and suppliers."""

from collections.abc import Iterator
from dataclasses import replace

from dashboard.body import Heading, Piece
from dashboard.html import parts
from dashboard.html.inputs import Cell
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories import corrections as story
from dashboard.stories.asking import Subject
from dashboard.tables import said_disputed
from dashboard.views.corrections import TABLES, open_about


def disputed(page: Page, kind: Subject, row: Row) -> Iterator[Piece]:
    """Yield the note that a subject is disputed, with what was asked and the way to the log; nothing where it is not.

    Args:
        page: The page of the subject.
        kind: What the subject is.
        row: Its row.
    """
    asked = open_about(page.asked.store, kind, row)
    if asked:
        told = " ".join(story.open_request(page.tr, one) for one in asked)
        href = page.plain_link("/corrections", **{kind: (row[TABLES[kind][1]],)})
        log = Cell(page.tr("Log of corrections"), href=href)
        yield parts.empty(page.tr, said_disputed(page.tr), told, [log])


def headed(page: Page, kind: Subject, row: Row, heading: Heading) -> Heading:
    """Return the heading of a subject's page, which says that it is disputed where it is: all faces show titles."""
    if not open_about(page.asked.store, kind, row):
        return heading
    return replace(heading, title=story.disputed_title(page.tr, heading.title))
