"""The records of a pack: the largest of them, each with what it is, whether it counts, who answered, and its source."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dashboard import labels
from dashboard.hearing.pack import Chapter, Entry, Listed, Tabled, Told
from dashboard.hearing.whole_numbers import whole_numbers
from dashboard.html.inputs import Cell
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories import records as story
from dashboard.stories.record_counting import standing
from dashboard.stories.said import source_cell
from dashboard.tables import record_cells, reply_line, said_disputed
from dashboard.views import records
from dashboard.views.records import RecordsView
from dashboard.views.said import sources
from dashboard.words import Words
from pipelines.marks import N_

MOST: Final = 8
"""Records that a pack has room for; the page of records and the workbook have all."""


def chapter(page: Page) -> Chapter:
    """Return the largest records that the link asks for, counted or not; with more, why some are left out."""
    tr, view = page.tr, heard(page)
    heading = tr("The records, with their sources")
    if not view.rows:
        return Chapter("records", heading, "", (Told((story.nothing_means(tr),)),))
    more = view.listed - len(view.rows)
    sentence = tr(
        "The largest sum first. Each says what its amount is, why it is not in the totals if it is not, and its source."
    )
    listed = Listed(_entries(page, view), _left_out(page, more) if more else None)
    why = (Tabled(story.reasons(page, view)),) if more and view.left_out else ()
    return Chapter("records", heading, sentence, (listed, *why))


def heard(page: Page) -> RecordsView:
    """Return the first records of the link, the largest first, with those that totals leave out."""
    filters = page.filters.shared().with_(counted="all")
    view: RecordsView = page.site.view(replace(page.asked, filters=filters), records.build)
    return replace(view, rows=view.rows[:MOST])


def _left_out(page: Page, more: int) -> Cell:
    text = page.tr.plural("%(count)s more record in the full list", "%(count)s more records in the full list", more)
    return Cell(text, href=page.link("/records", counted="all"))


def _entries(page: Page, view: RecordsView) -> tuple[Entry, ...]:
    names = page.names_of(
        places=[row["place"] for row in view.rows if row["place"]],
        parties=[one for row in view.rows for one in (row["customer_id"], row["contractor_id"]) if one],
    )
    cited = sources(page.asked.store, [row["source_id"] for row in view.rows])
    cells = record_cells(page, names, view.rows)
    return tuple(_entry(page, row, cell, cited) for row, cell in zip(view.rows, cells, strict=True))


def _entry(page: Page, row: Row, cells: Mapping[str, Cell], cited: Mapping[str, Row]) -> Entry:
    tr, title = page.tr, cells["title"]
    notes = [
        _what(page, row, cells),
        _party(tr, cells["customer"], N_("Buyer: %(name)s"), N_("Buyer: not stated")),
        _party(tr, cells["contractor"], N_("Supplier: %(name)s"), N_("Supplier: not stated")),
        *_counting(tr, row, cells["amount"]),
        *_said(page, row),
        _source(tr, cited.get(row["source_id"])),
    ]
    return Entry(Cell(title.text, href=title.href, lang=title.lang), cells["amount"].text, tuple(notes))


def _what(page: Page, row: Row, cells: Mapping[str, Cell]) -> Cell:
    """Say what the amount is and of which years; where both levels are asked for also whose money it is."""
    tr = page.tr
    text = tr("%(what)s, %(years)s", what=cells["kind"].text, years=cells["year"].text)
    if page.filters.level != "all":
        return Cell(text)
    return Cell(tr("%(name)s (%(level)s)", name=text, level=labels.level(tr, row["level"])))


def _party(tr: Words, cell: Cell, named: str, unnamed: str) -> Cell:
    name = cell.text or cell.note
    return Cell(tr(named, name=name) if name else tr(unnamed), href=cell.href)


def _counting(tr: Words, row: Row, amount: Cell) -> list[Cell]:
    """Say why a record is not wholly in the totals; nothing of one that is."""
    if not row["counted"] or row["counted_kzt"] != row["amount_kzt"]:
        return [Cell(standing(tr, row))]
    return [Cell(amount.note)] if amount.note else []


def _said(page: Page, row: Row) -> list[Cell]:
    """Return that a record is disputed, and how the newest answer of its buyer or supplier begins."""
    tr, made = page.tr, []
    if row["disputed"]:
        made.append(Cell(said_disputed(tr), href=page.plain_link("/corrections", record=(row["record_id"],))))
    if row["reply"]:
        href = f"{page.plain_link('/record', id=row['record_id'])}#sides"
        made.append(Cell(whole_numbers(reply_line(tr, row["reply"])), href=href))
    return made


def _source(tr: Words, row: Row | None) -> Cell:
    cell = source_cell(tr, row)
    if not cell.note:
        return Cell(tr("Source: %(publisher)s", publisher=cell.text))
    return Cell(tr("Source: %(publisher)s, %(when)s", publisher=cell.text, when=cell.note), href=cell.href)
