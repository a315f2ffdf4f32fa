"""What is lacking in a place, what residents ask for, and what both sides said, in words with sources."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from dashboard.html.inputs import Cell, Column, Said, Table
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories import need_money
from dashboard.stories.periods import period
from dashboard.stories.said import PAID_SIDES, both_sides, source_cell
from dashboard.views.need_money import Beside, key_of
from dashboard.views.region import RegionView
from dashboard.words import Words

SIDE_SHOWN: Final = 4
ROWS_SHOWN: Final = 4
"""Statements and counts that stand open; the rest open on demand."""


def evidence_sentence(page: Page, view: RegionView) -> str:
    """Say how many statements of a lack there are, and that no cause is claimed."""
    tr, voices = page.tr, view.voices
    told = [_here(page, view)] if view.place else []
    told.append(
        tr.plural(
            "%(count)s statement in the whole region.",
            "%(count)s statements in the whole region.",
            len(voices.evidence),
        )
    )
    told.append(need_money.no_cause(page))
    return " ".join(told)


def _here(page: Page, view: RegionView) -> str:
    tr, count = page.tr, view.voices.evidence_here
    if not count:
        return tr("No statement of a lack was found for this town or district yet; these are of its region.")
    return tr.plural(
        "%(count)s statement of this town or district stands first.",
        "%(count)s statements of this town or district stand first.",
        count,
    )


def evidence_table(page: Page, view: RegionView) -> Table:
    """Return statements of what is lacking, each dated and with its source."""
    tr = page.tr
    columns = [
        Column("need", tr("What is lacking"), main=True),
        Column("said", tr("In our words")),
        Column("where", tr("Where")),
        Column("year", tr("Year"), kind="year"),
        Column("money", need_money.money_label(tr), kind="money"),
        Column("source", tr("Source")),
    ]
    rows = [_evidence(page, row, view.voices.beside[key_of(row)]) for row in view.voices.evidence]
    empty = tr("No statement of a lack was found yet.")
    return _placed(columns, rows, tr("Statements of what is lacking"), empty)


def _evidence(page: Page, row: Row, beside: Beside) -> Mapping[str, Cell]:
    tr = page.tr
    near = tr("close to this need, not the same") if row["need_fit"] == "nearest" else ""
    need = Cell(name_of(tr, page.names.needs, row["need_id"], "short"), note=near)
    return {
        "need": replace(need, href=page.link("/needs", need=(row["need_id"],), region=(row["region"],))),
        "said": Cell(tr.pick(row, "statement"), lang=tr.picked_language(row, "statement") or None),
        "where": _where(tr, row),
        "year": Cell(str(row["year"])) if row["year"] else Cell("", note=tr("year not known")),
        "money": need_money.money_cell(page, row, beside),
        "source": source_cell(tr, row),
    }


def _where(tr: Words, row: Row) -> Cell:
    return Cell(tr.pick(row, "place")) if row["place"] else Cell("", note=tr("whole region"))


def _placed(columns: list[Column], rows: list[Mapping[str, Cell]], caption: str, empty: str) -> Table:
    """Lay rows out; where all of them are of the whole region, the column that would say so is left out."""
    if all(row["where"].text == "" for row in rows):
        columns = [column for column in columns if column.key != "where"]
    return Table(columns, rows, caption, empty=empty)


def appeals_table(page: Page, view: RegionView) -> Table:
    """Return published counts of appeals; rows of two bodies or channels never add up."""
    tr = page.tr
    columns = [
        Column("about", tr("What about"), main=True),
        Column("count", tr("Appeals"), kind="number", amount=True),
        Column("body", tr("To whom and how")),
        Column("period", tr("Period")),
        Column("where", tr("Where")),
        Column("money", need_money.money_label(tr), kind="money"),
        Column("source", tr("Source")),
    ]
    rows = [_appeal(page, row, view.voices.beside[key_of(row)]) for row in view.voices.appeals]
    return _placed(columns, rows, tr("Appeals as published"), tr("No count of appeals was found yet."))


def appeals_sentence(page: Page) -> str:
    """Say how the counts of appeals may be read."""
    tr = page.tr
    return tr(
        "Each body and channel counts in its own way and one wish may be in several of them: nothing is added up here. "
        "Where a source gives categories, the whole is not repeated."
    )


def _appeal(page: Page, row: Row, beside: Beside) -> Mapping[str, Cell]:
    tr = page.tr
    return {
        "about": _about_what(page, row),
        "count": need_money.count_cell(tr, row, beside),
        "body": Cell(tr.pick(row, "body"), note=tr.pick(row, "channel")),
        "period": Cell(period(tr, row)),
        "where": _where(tr, row),
        "money": need_money.money_cell(page, row, beside),
        "source": source_cell(tr, row),
    }


def _about_what(page: Page, row: Row) -> Cell:
    """Return the subject as its source names it, leading to the need that it speaks of, where it speaks of one."""
    tr = page.tr
    if row["category"] == "all":
        return Cell(tr("all subjects together"))
    if row["need_id"] is None:
        return Cell(tr.pick(row, "name"))
    need = name_of(tr, page.names.needs, row["need_id"], "short")
    href = page.link("/needs", need=(row["need_id"],), region=(row["region"],))
    return Cell(tr.pick(row, "name"), href=href, note=tr("need: %(need)s", need=need))


def sides(page: Page, view: RegionView) -> tuple[Sequence[Said], Sequence[Said]] | None:
    """Return what the buyers and suppliers said and what the others did, a few each, the latest first, if any."""
    tr, voices = page.tr, view.voices
    told = [_with_subject(tr, row, voices.about.get(row["about_id"])) for row in voices.statements]
    both = both_sides(tr, told, voices.sources)
    if not both.paid and not both.asking:
        return None
    return both.paid[:SIDE_SHOWN], both.asking[:SIDE_SHOWN]


def sides_sentence(page: Page, view: RegionView) -> str:
    """Say how many statements are shown of how many, each side and outcomes apart."""
    tr = page.tr
    open_ = [row for row in view.voices.statements if row["stance"] != "outcome"]
    paid = sum(row["side"] in PAID_SIDES for row in open_)
    return tr(
        "The latest statements about records and systems of this place. In all, buyers and suppliers made %(paid)s, "
        "residents, journalists and auditors %(asking)s; the rest stand on the pages of the records.",
        paid=tr.number(paid),
        asking=tr.number(len(open_) - paid),
    )


def statement_links(page: Page, view: RegionView) -> list[Cell]:
    """Return the records and systems that the statements shown are about, each once."""
    tr = page.tr
    ids = dict.fromkeys(row["about_id"] for row in view.voices.statements if row["stance"] != "outcome")
    return [_about_cell(page, tr, view.voices.about[one]) for one in ids if one in view.voices.about]


def _about_cell(page: Page, tr: Words, row: Row) -> Cell:
    if "record_id" in row:
        return Cell(tr.pick(row, "title"), href=page.plain_link("/record", id=row["record_id"]))
    return Cell(tr.pick(row, "name"), href=page.plain_link("/system", id=row["system_id"]))


def _with_subject(tr: Words, row: Row, about: Row | None) -> Row:
    """Put the name of the record or system before what was said of it."""
    if about is None:
        return row
    name = tr.pick(about, "title" if "record_id" in about else "name")
    fields = [f"text_{language}" for language in ("kk", "ru", "en")]
    return row | {field: tr("«%(about)s»: %(said)s", about=name, said=row[field]) for field in fields if row[field]}
