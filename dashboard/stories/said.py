"""What sides said, what was promised and where it was read, in words: shared by the pages of records and suppliers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard import labels
from dashboard.html.inputs import Cell, Column, Fact, Said, Table
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories.publishers import publisher
from dashboard.words import Words
from pipelines.marks import N_

PAID_SIDES: Final = frozenset({"customer", "contractor"})
CHECKING_SIDES: Final = frozenset({"auditor", "court"})
PER: Final = {
    "month": N_("a month"),
    "week": N_("a week"),
    "day": N_("a day"),
    "hour": N_("within an hour"),
    "school": N_("in each school"),
    "programme": N_("in each programme"),
    "negative comment": N_("for each negative comment"),
    "quarter": N_("a quarter"),
    "half-year": N_("a half-year"),
    "year": N_("a year"),
    "contract": N_("in all the time of the contract"),
    "shift": N_("in each shift"),
    "reaction": N_("to react"),
    "district": N_("in each district"),
    "settlement": N_("in each settlement"),
    "comment": N_("for each comment"),
    "post": N_("for each post"),
    "publication": N_("for each publication"),
    "video": N_("for each video"),
}
LENGTHS: Final = ("seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years")
"""Units of spans such as «12 months», as promises read out of specifications write them."""


def source_cell(tr: Words, row: Row | None) -> Cell:
    """Return a citation: publisher and title with the link, the date under it; an unknown address is said."""
    if row is None:
        return Cell(tr("source not stated"))
    when, name = tr.date(row["date"]), publisher(tr, row["publisher"] or "")
    if not row["address_known"]:
        return Cell(name or tr("source not stated"), note=tr("%(date)s; address not known", date=when))
    return Cell(name or row["title"] or row["url"], href=row["url"], note=when, title=row["title"])


def source_facts(tr: Words, row: Row | None) -> list[Fact]:
    """Return a citation in full: publisher, title, date, address."""
    if row is None:
        return [Fact(tr("Source"), None, tr("source not stated"))]
    address = Cell(tr("Open the source"), href=row["url"]) if row["address_known"] else None
    why = "" if row["address_known"] else tr("The address of this source is not known.")
    title = Cell(row["title"], lang=row["lang"]) if row["title"] else None
    return [
        Fact(tr("Published by"), Cell(publisher(tr, row["publisher"])) if row["publisher"] else None),
        Fact(tr("Headline"), title, "" if title else tr("not kept")),
        Fact(tr("Published on"), Cell(tr.date(row["date"]))),
        Fact(tr("Address"), address, why),
    ]


@dataclass(frozen=True)
class BothSides:
    """Statements of those who buy and are paid, of those who ask and check, and how matters ended."""

    paid: Sequence[Said]
    asking: Sequence[Said]
    outcomes: Sequence[Said]


def both_sides(tr: Words, statements: Sequence[Row], sources: Mapping[str, Row]) -> BothSides:
    """Sort statements: both sides beside each other, outcomes in a line of their own."""
    ended = [row for row in statements if row["stance"] == "outcome"]
    open_ = [row for row in statements if row["stance"] != "outcome"]
    return BothSides(
        paid=[_said(tr, row, sources) for row in open_ if row["side"] in PAID_SIDES],
        asking=[_said(tr, row, sources) for row in open_ if row["side"] not in PAID_SIDES],
        outcomes=[_said(tr, row, sources) for row in ended],
    )


def _said(tr: Words, row: Row, sources: Mapping[str, Row]) -> Said:
    return Said(
        who=labels.side(tr, row["side"]),
        text=tr.pick(row, "text"),
        when=tr.date(row["date"]) if row["date"] else "",
        source=_brief(tr, sources.get(row["source_id"])),
        stance=stance(tr, row),
    )


def stance(tr: Words, row: Row) -> str:
    """Name a statement; only bodies that check make findings, what others saw is an observation."""
    if row["stance"] == "finding" and row["side"] not in CHECKING_SIDES:
        return tr("Observation")
    return labels.stance(tr, row["stance"])


def _brief(tr: Words, row: Row | None) -> Cell:
    cell = source_cell(tr, row)
    return Cell(cell.text, href=cell.href, title=cell.title, note="" if cell.href else _no_address(tr, row))


def _no_address(tr: Words, row: Row | None) -> str:
    return tr("address not known") if row else ""


def side_titles(tr: Words) -> tuple[str, str]:
    """Return the heads of the two columns of statements."""
    return tr("Buyers and suppliers said"), tr("Residents, journalists and auditors said")


def outcome_table(tr: Words, outcomes: Sequence[Said]) -> Table:
    """Return how matters ended, a row each."""
    columns = [
        Column("text", tr("How it ended"), main=True),
        Column("who", tr("Who says so")),
        Column("when", tr("Date"), kind="date"),
        Column("source", tr("Source")),
    ]
    rows = [
        {
            "text": Cell(one.text),
            "who": Cell(one.who),
            "when": Cell(one.when, note=_undated(tr, one)),
            "source": one.source,
        }
        for one in outcomes
    ]
    return Table(columns, rows, caption=tr("How it ended"), caption_unseen=True)


def _undated(tr: Words, one: Said) -> str:
    return "" if one.when else tr("date not known")


def promise_table(page: Page, promises: Sequence[Row], sources: Mapping[str, Row]) -> Table:
    """Return what was promised: how many or by when, of what, per what, and who says so."""
    tr = page.tr
    columns = [
        Column("what", tr("What exactly"), main=True),
        Column("value", tr("How much or by when"), amount=True),
        *([Column("per", tr("For what period or unit"))] if any(row["per"] for row in promises) else []),
        Column("source", tr("Source")),
    ]
    rows = [_promise(tr, row, sources) for row in promises]
    return Table(columns, rows, caption=tr("What was promised"), caption_unseen=True)


def _promise(tr: Words, row: Row, sources: Mapping[str, Row]) -> Mapping[str, Cell]:
    note = "; ".join([*row["networks"], *_read_in(tr, row)])
    per = Cell(per_name(tr, row["per"])) if row["per"] else Cell("", note=tr("not stated"))
    return {
        "what": Cell(tr.pick(row, "what"), note=note, lang=tr.picked_language(row, "what") or None),
        "value": Cell(_promised(tr, row)),
        "per": per,
        "source": source_cell(tr, sources.get(row["source_id"])),
    }


def _read_in(tr: Words, row: Row) -> list[str]:
    """Say that a promise was read by rules, and in which words."""
    if row["origin"] != "read":
        return []
    return [tr("read by program from the specification: «%(quote)s»", quote=row["quote"] or "")]


def per_name(tr: Words, per: str) -> str:
    """Name what a number holds for: "a month", "for each post", "in 12 months"."""
    number, _, length = per.partition(" ")
    if length in LENGTHS and number.isdecimal():
        return _span(tr, length, int(number))
    return tr(PER[per]) if per in PER else per


def _span(tr: Words, length: str, count: int) -> str:
    texts: Mapping[str, Callable[[], str]] = {
        "seconds": lambda: tr.plural("in %(count)s second", "in %(count)s seconds", count),
        "minutes": lambda: tr.plural("in %(count)s minute", "in %(count)s minutes", count),
        "hours": lambda: tr.plural("in %(count)s hour", "in %(count)s hours", count),
        "days": lambda: tr.plural("in %(count)s day", "in %(count)s days", count),
        "weeks": lambda: tr.plural("in %(count)s week", "in %(count)s weeks", count),
        "months": lambda: tr.plural("in %(count)s month", "in %(count)s months", count),
        "quarters": lambda: tr.plural("in %(count)s quarter", "in %(count)s quarters", count),
        "years": lambda: tr.plural("in %(count)s year", "in %(count)s years", count),
    }
    return texts[length]()


def _promised(tr: Words, row: Row) -> str:
    if row["unit"] == "date":
        return tr.date(row["value_text"])
    number = _with_unit(tr, _number(tr, row), row["unit"], int(row["value"] or 2))
    if row["bound"] == "minimum":
        return tr("at least %(number)s", number=number)
    return tr("at most %(number)s", number=number) if row["bound"] == "maximum" else number


def _number(tr: Words, row: Row) -> str:
    if row["value"] is not None:
        return tr.number(row["value"])
    if row["value_low"] is None or row["value_high"] is None:
        return row["value_text"] or tr("not stated")
    return f"{tr.number(row['value_low'])}–{tr.number(row['value_high'])}"


def _with_unit(tr: Words, number: str, unit: str | None, count: int) -> str:
    """Name minutes and hours; other units are already in the words of the promise."""
    if unit == "minute":
        return tr.plural("%(count)s minute", "%(count)s minutes", count, count=number.replace("-", "–"))
    if unit == "hour":
        return tr.plural("%(count)s hour", "%(count)s hours", count, count=number)
    return number
