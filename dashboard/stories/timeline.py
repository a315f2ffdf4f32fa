"""What happened and what was said of a subject, in order of time: shared by systems, records, suppliers and buyers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from dashboard import labels
from dashboard.html.inputs import Cell, Moment, Side
from dashboard.names import Lookup
from dashboard.page import Page
from dashboard.sentences import begun, ended, name_of
from dashboard.store import Row
from dashboard.stories.corrections import ASKERS, STATES
from dashboard.stories.observed import WHAT
from dashboard.stories.record_counting import standing
from dashboard.stories.said import PAID_SIDES, source_cell, stance
from dashboard.tables import said_disputed
from dashboard.views.timeline import Told
from dashboard.words import Words

PAID_KINDS: Final = frozenset({"spent", "annual_cost"})


@dataclass(frozen=True)
class _Dated:
    """A moment and what it is sorted by: its date as printed, YYYY, YYYY-MM or YYYY-MM-DD; "" for undated ones."""

    order: str
    moment: Moment


def moments(page: Page, told: Told) -> list[Moment]:
    """Return everything told of a subject, the oldest first; what has no date comes last, without one.

    A date that a source prints in part stands at the beginning of its year or month.
    """
    parties = page.names_of(parties=[row["customer_id"] for row in told.records if row["customer_id"]]).parties
    dated = [
        *_money(page, told, parties),
        *_said(page, told),
        *_deadlines(page, told),
        *_counted(page, told),
        *_heard(page, told),
        *_corrected(page, told),
    ]
    ordered = sorted((one for one in dated if one.order), key=lambda one: one.order)
    return [one.moment for one in ordered] + [one.moment for one in dated if not one.order]


def sentence(page: Page, told: Told) -> str:
    """Say how to read the moments: where dates come from, what is left out, how sides are told apart."""
    tr = page.tr
    text = tr(
        "Dates are as sources print them; money without a day stands under its budget years. Beside each moment stands "
        "who speaks: a solid line marks buyers and suppliers, a double line residents, journalists and those who check."
    )
    if not told.left:
        return text
    return tr(
        "%(text)s Of its records the %(shown)s largest stand here.", text=text, shown=tr.number(len(told.records))
    )


def _money(page: Page, told: Told, parties: Lookup) -> Iterator[_Dated]:
    tr = page.tr
    for row in told.records:
        order, when = record_date(tr, row)
        buyer = row["customer_id"]
        yield _Dated(
            order,
            Moment(
                when=when,
                text=_record_text(tr, row),
                who=name_of(tr, parties, buyer, "short") if buyer in parties else labels.level(tr, row["level"]),
                source=_source(tr, told, row),
                kind=labels.kind(tr, row["kind"]),
                about=None if row["record_id"] == told.subject else _record_link(page, row),
            ),
        )


def record_date(tr: Words, row: Row) -> tuple[str, str]:
    """Return where a record's money stands in time, as a key for sorting and in words; empty where nothing is known.

    What was paid stands at its end, all other money at its beginning.
    """
    paid = row["kind"] in PAID_KINDS
    printed, year = ("period_end", "year_to") if paid else ("period_start", "year_from")
    day = row[printed]
    if day and len(day) > len("2020"):
        return day, tr.date(day)
    if row[year] is None:
        return (day, tr.date(day)) if day else ("", "")
    # "~" comes after all digits: money paid over a year was paid by its end.
    return f"{row[year]}{'~' if paid else ''}", tr.years(row["year_from"], row["year_to"])


def _record_text(tr: Words, row: Row) -> str:
    what = tr.pick(row, "title")
    if row["amount_kzt"] is None:
        told = tr("%(what)s: the source gives no sum in tenge.", what=what)
    else:
        low, high = row["amount_low"], row["amount_high"]
        told = tr("%(what)s: %(sum)s.", what=what, sum=tr.amount(row["amount_kzt"], row["amount_precision"], low, high))
    parts = [told]
    if row["paid_kzt"] is not None:
        parts.append(tr("Paid of it so far: %(sum)s.", sum=tr.money(row["paid_kzt"])))
    if not row["counted"]:
        parts.append(standing(tr, row))
    if row["disputed"]:
        parts.append(tr("%(sentence)s.", sentence=said_disputed(tr)))
    return " ".join(parts)


def _record_link(page: Page, row: Row) -> Cell:
    return Cell(page.tr("Its record"), href=page.plain_link("/record", id=row["record_id"]))


def _said(page: Page, told: Told) -> Iterator[_Dated]:
    tr = page.tr
    for row in told.statements:
        side: Side = "paid" if row["side"] in PAID_SIDES else "asking"
        moment = Moment(
            when=_when(tr, row["date"]),
            text=tr.pick(row, "text"),
            who=labels.side(tr, row["side"]),
            source=_source(tr, told, row),
            kind=stance(tr, row),
            side="" if row["stance"] == "outcome" else side,
            about=_about(page, told, row),
            lang=tr.picked_language(row, "text") or None,
        )
        yield _Dated(row["date"] or "", moment)


def _deadlines(page: Page, told: Told) -> Iterator[_Dated]:
    """Yield dates that were promised, and the printed ends of contracts that no promise repeats."""
    tr = page.tr
    promised = [row for row in told.promises if row["unit"] == "date" and row["value_text"]]
    for row in promised:
        moment = Moment(
            when=tr.date(row["value_text"]),
            text=ended(begun(tr.pick(row, "what"))),
            who=tr("Promised date"),
            source=_source(tr, told, row),
            about=_about(page, told, row),
            lang=tr.picked_language(row, "what") or None,
        )
        yield _Dated(row["value_text"], moment)
    repeated = {row["value_text"] for row in promised}
    for row in told.records:
        if _has_end(row) and row["period_end"] not in repeated:
            yield _end_of_work(page, told, row)


def _has_end(row: Row) -> bool:
    end = row["period_end"] or ""
    return row["kind"] not in PAID_KINDS and len(end) > len("2020") and end != row["period_start"]


def _end_of_work(page: Page, told: Told, row: Row) -> _Dated:
    tr = page.tr
    moment = Moment(
        when=tr.date(row["period_end"]),
        text=ended(tr.pick(row, "title")),
        who=tr("End of the work, as the source prints it"),
        source=_source(tr, told, row),
        about=None if row["record_id"] == told.subject else _record_link(page, row),
        lang=tr.picked_language(row, "title") or None,
    )
    return _Dated(row["period_end"], moment)


def _counted(page: Page, told: Told) -> Iterator[_Dated]:
    tr = page.tr
    for row in told.observations:
        date, number = row["as_of"] or row["period"], tr.number(row["value"])
        moment = Moment(
            when=_when(tr, date),
            text=tr("about %(number)s", number=number) if row["precision"] == "about" else number,
            who=tr(WHAT[row["what"]]) if row["what"] in WHAT else begun(row["what"].replace("_", " ")),
            source=_source(tr, told, row),
            kind=tr("Counted"),
            about=_about(page, told, row),
        )
        yield _Dated(date or "", moment)


def _heard(page: Page, told: Told) -> Iterator[_Dated]:
    tr = page.tr
    for row in told.hearings:
        moment = Moment(
            when=_when(tr, row["date"]),
            text=tr.pick(row, "decided"),
            who=begun(tr.pick(row, "host")),
            source=_source(tr, told, row),
            kind=tr("Public hearing"),
            lang=tr.picked_language(row, "decided") or None,
        )
        yield _Dated(row["date"] or "", moment)


def _corrected(page: Page, told: Told) -> Iterator[_Dated]:
    """Yield what was asked to be corrected and, where it was decided, what became of it."""
    tr = page.tr
    for row in told.corrections:
        asker = row["asked_office"] or tr(ASKERS[row["asked_by"]])
        kind = tr("Reply sent to us") if row["kind"] == "reply" else tr("Correction asked for")
        yield _correction(page, told, row, "asked", (asker, kind))
        if row["decided_on"]:
            yield _correction(page, told, row, "decided", (tr("This site"), tr(STATES[row["state"]])))


def _correction(page: Page, told: Told, row: Row, step: str, who_what: tuple[str, str]) -> _Dated:
    tr, date = page.tr, row[f"{step}_on"]
    who, kind = who_what
    log = Cell(tr("Log of corrections"), href=page.plain_link("/corrections"))
    moment = Moment(
        when=_when(tr, date),
        text=tr.pick(row, step),
        who=who,
        source=_source(tr, told, row) if row["source_id"] else log,
        kind=kind,
        about=_about(page, told, row),
        lang=tr.picked_language(row, step) or None,
    )
    return _Dated(date or "", moment)


def _about(page: Page, told: Told, row: Row) -> Cell | None:
    """Return the record or system that a moment is about, where it is not the subject of the page itself."""
    about = told.about.get(row["about_id"])
    if about is None or row["about_id"] == told.subject:
        return None
    return subject_cell(page, about)


def subject_cell(page: Page, about: Mapping[str, object]) -> Cell:
    """Return the name of a record or a system that leads to its page."""
    tr = page.tr
    if "record_id" in about:
        return Cell(tr.pick(about, "title"), href=page.plain_link("/record", id=about["record_id"]))
    return Cell(tr.pick(about, "name"), href=page.plain_link("/system", id=about["system_id"]))


def _when(tr: Words, date: str | None) -> str:
    return tr.date(date) if date else ""


def _source(tr: Words, told: Told, row: Row) -> Cell:
    cell = source_cell(tr, told.sources.get(row["source_id"] or ""))
    return replace(cell, note="" if cell.href else cell.note)
