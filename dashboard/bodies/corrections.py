"""What stands on the page of corrections: the log, the forms, the right of reply; with `mode` a sheet to print."""

from collections.abc import Iterator

from dashboard.bodies.chapters import chapter
from dashboard.body import Body, Facts, FilterBar, Heading, Keys, Piece, Rows, Section
from dashboard.html import asking as drawn
from dashboard.html import parts
from dashboard.html.inputs import Table
from dashboard.html.reading import Chapter
from dashboard.page import Page
from dashboard.settings import settings
from dashboard.stories import correction_form as form
from dashboard.stories import corrections as story
from dashboard.stories.asking import FORM, REPLY
from dashboard.stories.paragraphs import paragraphs
from dashboard.views import corrections
from dashboard.views.corrections import CorrectionsView

ROWS_OPEN = 20


def body(page: Page) -> Body:
    """Return the log and the forms; for a link with `mode` the form alone, as a sheet to print."""
    view = page.view(corrections.build)
    if page.filters.mode in form.MODES:
        return _sheet(page, view, page.filters.mode)
    unused = story.unused(page, view)
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page), filtered=False),
        (
            *((parts.note(unused, "dropped"),) if unused else ()),
            FilterBar(),
            *((Keys(story.keys(page, view)),) if view.log else ()),
            *(_own(page, view) if view.subjects else ()),
            *(_forms(page, view) if view.subjects else _log(page, view)),
            *(_log(page, view) if view.subjects else _forms(page, view)),
            Section(page.tr("How long it takes"), anchor="times"),
            Facts(story.times(page, view)),
        ),
    )


def _sheet(page: Page, view: CorrectionsView, mode: str) -> Body:
    facts = form.sheet_facts(page, view.subjects, settings().contact)
    return Body(
        page,
        Heading(form.sheet_title(page.tr, mode), filtered=False),
        (FilterBar(), Facts(facts), drawn.blanks(form.blanks(page.tr, mode))),
    )


def _own(page: Page, view: CorrectionsView) -> Iterator[Piece]:
    tr = page.tr
    yield Section(tr("What was asked about it"), anchor="own")
    yield _requests(page, story.log_table(page, view, view.own, tr("Requests about it, the newest first")))


def _log(page: Page, view: CorrectionsView) -> Iterator[Piece]:
    tr = page.tr
    yield Section(tr("The log"), anchor="log")
    yield _requests(page, story.log_table(page, view, view.log, tr("All requests, the newest first")))


def _requests(page: Page, table: Table) -> Piece:
    """Return requests as a table; a line where there are none."""
    return Rows(table, shown=ROWS_OPEN) if table.rows else paragraphs([story.nothing_asked(page.tr)])


def _forms(page: Page, view: CorrectionsView) -> Iterator[Piece]:
    contact = settings().contact
    for mode, rules in ((FORM, story.rules(page)), (REPLY, story.reply_rules(page))):
        yield from chapter(page.tr, Chapter(mode, form.name(page.tr, mode), paragraphs=rules))
        yield Facts(form.ways(page, view.subjects, mode, contact))
