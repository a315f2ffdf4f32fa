"""The blank for decisions: date, place, those present by office, the questions with room to write, who does what."""

from collections.abc import Iterator
from typing import Final

from dashboard.hearing import questions
from dashboard.hearing.pack import Block, Chapter, Entry, Listed, Numbered, Told
from dashboard.html.inputs import Cell
from dashboard.page import Page
from dashboard.sentences import begun
from dashboard.store import Row
from dashboard.stories.said import source_cell
from dashboard.views import hearing
from dashboard.views.hearing import Chosen

LINES: Final = 4
"""Lines to write the decision on each question on."""
TASKS: Final = 3


def chapter(page: Page) -> Chapter:
    """Return the blank, and what is already recorded of earlier hearings about the systems of a link."""
    tr, view = page.tr, page.view(hearing.build)
    sentence = tr(
        "A sheet to fill in by hand. Write offices and groups, no names of private people. What was decided can be "
        "sent to this site; it then stands in the course of time of each thing it is about."
    )
    return Chapter("minutes", tr("Minutes of the hearing"), sentence, tuple(_blocks(page, view)))


def _blocks(page: Page, view: Chosen) -> Iterator[Block]:
    tr = page.tr
    yield Numbered((), fields=(tr("Date"), tr("Place"), tr("Host"), tr("Present, by office or group")))
    yield Told((tr("The questions, and what was decided on each:"),))
    yield Numbered(questions.texts(page), lines=LINES)
    yield Told((tr("Who does what, and by when:"),))
    yield Numbered((tr("Office, task, date:"),) * TASKS, lines=2)
    yield Numbered((), fields=tuple(_signatures(page)))
    yield from _earlier(page, view)


def _signatures(page: Page) -> list[str]:
    tr = page.tr
    return [
        tr("Signature: for the host"),
        tr("Signature: for the body that pays"),
        tr("Signature: for the supplier"),
        tr("Signature: for the residents"),
    ]


def _earlier(page: Page, view: Chosen) -> Iterator[Block]:
    tr = page.tr
    if not view.hearings:
        yield Told((tr("No earlier hearing about these things is recorded here."),))
        return
    yield Told((tr("Recorded of earlier hearings about these things:"),))
    yield Listed(tuple(_heard(page, row, view) for row in view.hearings))


def _heard(page: Page, row: Row, view: Chosen) -> Entry:
    tr = page.tr
    open_ = row[f"open_questions_{tr.language}"] or row["open_questions_en"]
    source = source_cell(tr, view.sources.get(row["source_id"]))
    notes = [Cell(tr("Decided: %(text)s", text=tr.pick(row, "decided")))]
    if open_:
        notes.append(Cell(tr("Left open: %(questions)s", questions=" ".join(open_))))
    told = ", ".join(filter(None, (source.text, source.note)))
    notes.append(Cell(tr("Source: %(source)s", source=told), href=source.href))
    return Entry(Cell(begun(tr.pick(row, "host"))), tr.date(row["date"]), tuple(notes))
