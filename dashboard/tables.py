"""Rows of views as tables: which columns, what they are called, how each value is written and where it leads."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from textwrap import shorten
from typing import Final

from dashboard import labels
from dashboard.html.inputs import Cell, Column
from dashboard.names import Names
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.words import Words

REPLY_ROOM: Final = 110
"""Signs of a reply that a line of a list has room for; the whole stands on the record's page."""


def record_columns(tr: Words, *leave_out: str) -> list[Column]:
    """Return the columns of a list of records, less those that the page itself already says."""
    columns = [
        Column("title", tr("What was bought"), main=True),
        Column("amount", tr("Amount"), kind="money", amount=True),
        Column("kind", tr("What the amount is")),
        Column("customer", tr("Who pays")),
        Column("contractor", tr("Who is paid")),
        Column("region", tr("Where")),
        Column("year", tr("Year"), kind="year"),
    ]
    return [column for column in columns if column.key not in leave_out]


def record_cells(page: Page, names: Names, rows: Sequence[Row]) -> list[Mapping[str, Cell]]:
    """Return records as cells of `record_columns`: the title leads to the record, names to their pages."""
    return [_record(page, names, row) for row in rows]


def _record(page: Page, names: Names, row: Row) -> Mapping[str, Cell]:
    tr = page.tr
    return {
        "title": Cell(
            tr.pick(row, "title"),
            href=page.plain_link("/record", id=row["record_id"]),
            note=labels.category(tr, row["category"]),
            lang=tr.picked_language(row, "title") or None,
            lines=(*dispute_lines(page, row["record_id"], disputed=row["disputed"]), *_reply_lines(page, row)),
        ),
        "amount": _amount_cell(page, row),
        "kind": Cell(labels.kind(tr, row["kind"])),
        "customer": party_cell(page, names, row["customer_id"], row["customer_as_written"], buyer=True),
        "contractor": party_cell(page, names, row["contractor_id"], row["contractor_as_written"], buyer=False),
        "region": place_cell(page, names, row["region"], row["place"]),
        "year": Cell(tr.years(row["year_from"], row["year_to"])),
    }


def dispute_lines(page: Page, record_id: str, *, disputed: bool) -> tuple[Cell, ...]:
    """Return the line that says of a record in a list that it is disputed; none where it is not."""
    if not disputed:
        return ()
    return (Cell(said_disputed(page.tr), href=page.plain_link("/corrections", record=(record_id,))),)


def said_disputed(tr: Words) -> str:
    """Say that a correction is open."""
    return tr("Disputed: a correction is being checked")


def _reply_lines(page: Page, row: Row) -> tuple[Cell, ...]:
    """Return the line that carries what the buyer or supplier answered, cut at a word; it leads to the whole."""
    reply = row["reply"]
    if reply is None:
        return ()
    href = f"{page.plain_link('/record', id=row['record_id'])}#sides"
    return (Cell(reply_line(page.tr, reply), href=href),)


def reply_line(tr: Words, reply: Row, room: int = REPLY_ROOM) -> str:
    """Return whose reply it is and how it begins."""
    text = _begun(tr.pick(reply, "text"), room)
    if reply["side"] == "customer":
        return tr("Reply of the buyer: %(text)s", text=text)
    return tr("Reply of the supplier: %(text)s", text=text)


def _begun(text: str, room: int) -> str:
    """Return a text, or its beginning up to a whole word with "…" behind it."""
    if len(text) <= room:
        return text
    return f"{shorten(text, room, placeholder='').rstrip(' ,;:–—-')}…"


def _amount_cell(page: Page, row: Row) -> Cell:
    """Return a record's sum; of one that is divided between its years also the share of those asked for."""
    tr, cell = page.tr, amount_cell(page.tr, row)
    if not row["split"] or row["in_years_kzt"] == row["counted_kzt"]:
        return cell
    share, first, last = tr.money(row["in_years_kzt"]), page.filters.year_from, page.filters.year_to
    if first == last:
        return replace(cell, note=tr("of it %(sum)s in %(year)s", sum=share, year=str(first)))
    return replace(cell, note=tr("of it %(sum)s in the years asked for", sum=share))


def amount_cell(tr: Words, row: Row) -> Cell:
    """Return a record's sum with its precision, and a word where it is not wholly in the totals."""
    note = ""
    if not row["counted"]:
        note = tr("not in the total")
    elif row["counted_kzt"] != row["amount_kzt"]:
        note = tr("of it %(sum)s in the total", sum=tr.money(row["counted_kzt"]))
    return Cell(tr.amount(row["amount_kzt"], row["amount_precision"], row["amount_low"], row["amount_high"]), note=note)


def party_cell(page: Page, names: Names, party_id: str | None, written: str | None, *, buyer: bool) -> Cell:
    """Return a party's name, which leads to its page: that of a buyer or that of a supplier."""
    if party_id is None:
        return Cell("", note="" if written is None else written)
    name = name_of(page.tr, names.parties, party_id, "short") if party_id in names.parties else written or party_id
    return Cell(name, href=page.plain_link("/customer" if buyer else "/contractor", id=party_id))


def place_cell(page: Page, names: Names, region: str, place: str | None, form: str = "short") -> Cell:
    """Return the place of a record: the town where there is one, else the region; the region's page behind it."""
    tr = page.tr
    text = name_of(tr, names.regions, region, form)
    if place and place in names.places:
        town = name_of(tr, names.places, place)
        text = town if town == text else f"{town}, {text}"
    if region == "national":
        return Cell(text)
    return Cell(text, href=page.plain_link("/region", id=region))


def first_of(tr: Words, caption: str, shown: int, listed: int) -> str:
    """Return the caption of a table that may hold the first of many rows."""
    if shown == listed:
        return caption
    counts = {"shown": tr.number(shown), "all": tr.number(listed)}
    return tr("%(caption)s: the first %(shown)s of %(all)s", caption=caption, **counts)
