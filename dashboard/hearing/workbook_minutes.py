"""The sheet of minutes: the blank for decisions, with the pack's questions by number and ruled cells to write into."""

from collections.abc import Sequence
from typing import Final

from dashboard.hearing.pack import Entry, Listed, Numbered, Pack, Told
from dashboard.hearing.workbook_cells import Book, Sheet
from dashboard.hearing.workbook_texts import chapter_of

NUMBER, TEXT, BLANK = 6, 46, 60
"""Widths: of a number, of a text in one language or in two, of the room to write in."""
_LINE: Final = 20
"""Points of a line to write by hand."""


def write(book: Book, packs: Sequence[Pack]) -> None:
    """Write the blank; one cell to write into stands beside what is asked in all languages."""
    sheet = book.sheet(lambda tr: tr("Minutes of the hearing"))
    sheet.widths(NUMBER, *(TEXT for _ in packs), BLANK)
    columns = len(packs) + 2
    for pack in packs:
        sheet.across(chapter_of(pack, "minutes").sentence, columns)
    for several in zip(*(chapter_of(pack, "minutes").blocks for pack in packs), strict=True):
        _block(sheet, several, columns)


def _block(sheet: Sheet, several: Sequence[object], columns: int) -> None:
    told = [one for one in several if isinstance(one, Told)]
    for texts in zip(*(one.paragraphs for one in told), strict=True):
        sheet.skip()
        sheet.across(" / ".join(dict.fromkeys(texts)), columns, sheet.book.strong_wrapped)
    blanks = [one for one in several if isinstance(one, Numbered)]
    for number, texts in enumerate(zip(*(one.items for one in blanks), strict=True), 1):
        _to_write(sheet, (str(number), *texts), blanks[0].lines)
    for texts in zip(*(one.fields for one in blanks), strict=True):
        _to_write(sheet, ("", *texts), 1)
    heard = [one for one in several if isinstance(one, Listed)]
    for entries in zip(*(one.rows for one in heard), strict=True):
        _heard(sheet, entries)


def _to_write(sheet: Sheet, texts: Sequence[str], lines: int) -> None:
    """Write what is asked, and leave its cell at the right so many lines for a hand."""
    first = sheet.row
    sheet.line(*texts)
    high = max(sheet.high(first), lines * _LINE)
    sheet.row = first
    sheet.blank((len(texts),), high)
    sheet.skip()


def _heard(sheet: Sheet, entries: Sequence[Entry]) -> None:
    """Write what an earlier hearing decided, with its source."""
    sheet.line("", *(f"{entry.title.text}, {entry.amount}" for entry in entries))
    for notes in zip(*(entry.notes for entry in entries), strict=False):
        sheet.line("", *(note.text for note in notes), notes[0].href or "")
