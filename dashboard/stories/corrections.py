"""The page of corrections in words: the log with its numbers, how long an answer takes, how to ask, who may reply."""

from collections.abc import Mapping, Sequence
from typing import Final

from dashboard.html.inputs import Cell, Column, Fact, Key, Table
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.since import signed
from dashboard.store import Row
from dashboard.stories.asking import FORM, REPLY, subject_link
from dashboard.stories.said import source_cell
from dashboard.views.corrections import ABOUT, CorrectionsView, Subject, days_taken
from dashboard.words import Words
from pipelines.marks import N_

RECEIPT_DAYS: Final = 3
"""Within so many working days a request stands in the log."""
DECISION_DAYS: Final = 15
"""Within so many working days it is decided, or the log says what is still missing."""
STATES: Final[Mapping[str, str]] = {
    "received": N_("Received"),
    "checking": N_("Being checked"),
    "changed": N_("Changed"),
    "kept": N_("Kept as it was"),
}
ASKERS: Final[Mapping[str, str]] = {
    "customer": N_("The buyer"),
    "contractor": N_("The supplier"),
    "state_body": N_("A state body"),
    "resident": N_("A resident"),
    "journalist": N_("A journalist"),
    "other": N_("Somebody else"),
}
KINDS: Final[Mapping[str, str]] = {"correction": N_("Correction"), "reply": N_("Reply")}


def title(page: Page, view: CorrectionsView) -> str:
    """Say how many requests came and what became of them."""
    tr = page.tr
    if not view.log:
        return tr("No request to correct anything has been received yet")
    return tr.plural(
        "%(count)s request received: %(changed)s led to a change, %(open)s being checked",
        "%(count)s requests received: %(changed)s led to a change, %(open)s being checked",
        len(view.log),
        changed=tr.number(view.count("changed")),
        open=tr.number(view.open),
    )


def lead(page: Page) -> str:
    """Say what the page is for."""
    return page.tr(
        "Anyone may say that something here is wrong, and a buyer or supplier may answer. Each request stands in this "
        "log with its date and what was decided; nobody needs an account."
    )


def unused(page: Page, view: CorrectionsView) -> str:
    """Say that filters of the link play no part; "" where the link has none such."""
    if not view.unused and page.filters.mode in ("", FORM, REPLY):
        return ""
    return page.tr(
        "The log is the same for all filters; of the link only its record, system, buyer or supplier counts."
    )


def keys(page: Page, view: CorrectionsView) -> list[Key]:
    """Return how many requests came, are open, changed something and changed nothing."""
    tr = page.tr
    moved = "" if view.effect is None else tr("the totals moved by %(sum)s", sum=signed(tr, view.effect))
    return [
        Key(tr("Requests received"), tr.number(len(view.log)), tr("corrections and replies together")),
        Key(tr("Being checked"), tr.number(view.open)),
        Key(tr("Changed"), tr.number(view.count("changed")), moved or tr("no total has moved")),
        Key(tr("Kept as it was"), tr.number(view.count("kept")), tr("the log says why")),
    ]


def times(page: Page, view: CorrectionsView) -> list[Fact]:
    """Return how soon we promise to answer, and how soon it was done."""
    tr = page.tr
    taken = tr("no request received yet") if not view.log else tr("nothing has been decided yet")
    return [
        Fact(tr("A request stands in this log"), Cell(_within(tr, RECEIPT_DAYS))),
        Fact(
            tr("It is decided"),
            Cell(_within(tr, DECISION_DAYS)),
            tr("or the log says what is still missing"),
        ),
        Fact(
            tr("Median time from request to decision so far, in days"),
            Cell(tr.number(view.days)) if view.days is not None else None,
            "" if view.days is not None else taken,
        ),
    ]


def _within(tr: Words, days: int) -> str:
    return tr.plural("within %(count)s working day", "within %(count)s working days", days)


def log_table(page: Page, view: CorrectionsView, rows: Sequence[Row], caption: str) -> Table:
    """Return requests, a row each: when, about what, what was asked, what was decided, and what it moved."""
    tr = page.tr
    columns = [
        Column("asked", tr("What was asked"), main=True),
        Column("effect", tr("Counted tenge, before and after"), kind="money", amount=True),
        Column("decided", tr("What was decided and why")),
        Column("about", tr("About")),
        Column("state", tr("State")),
        Column("on", tr("Asked on"), kind="date"),
        Column("by", tr("Asked by")),
    ]
    return Table(columns, [_request(page, view, row) for row in rows], caption=caption, empty=nothing_asked(tr))


def nothing_asked(tr: Words) -> str:
    """Say that the log is empty."""
    return tr("No request received yet.")


def _request(page: Page, view: CorrectionsView, row: Row) -> Mapping[str, Cell]:
    tr = page.tr
    return {
        "asked": Cell(
            tr.pick(row, "asked"), note=tr(KINDS[row["kind"]]), lang=tr.picked_language(row, "asked") or None
        ),
        "effect": _effect(tr, row),
        "about": about_cell(page, view, row),
        "on": Cell(tr.date(row["asked_on"])),
        "by": Cell(tr(ASKERS[row["asked_by"]]), note=row["asked_office"] or ""),
        "state": Cell(tr(STATES[row["state"]]), note=_taken(tr, row)),
        "decided": _decided(tr, view, row),
    }


def _effect(tr: Words, row: Row) -> Cell:
    if row["after_kzt"] is None:
        return Cell("", note=tr("counted money did not move") if row["decided_on"] else tr("not decided yet"))
    moved = signed(tr, row["after_kzt"] - row["before_kzt"])
    return Cell(
        moved, note=tr("was %(was)s, is %(now)s", was=tr.money(row["before_kzt"]), now=tr.money(row["after_kzt"]))
    )


def about_cell(page: Page, view: CorrectionsView, row: Row) -> Cell:
    """Return what a request is about; where this edition no longer has it, its id."""
    found = view.about.get((row["about_kind"], row["about_id"]))
    if found is None:
        return Cell(row["about_id"], note=page.tr("not in this data edition"))
    return subject_cell(page, Subject(ABOUT[row["about_kind"]], row["about_id"], found))


def subject_cell(page: Page, subject: Subject) -> Cell:
    """Return the name of a subject, which leads to its page."""
    return Cell(subject_name(page.tr, subject), href=subject_link(page, subject.kind, subject.id), note=subject.id)


def subject_name(tr: Words, subject: Subject) -> str:
    """Return the title of a record, the name of a system or of a party."""
    return name_of(tr, {subject.id: subject.row}, subject.id, "title" if subject.kind == "record" else "name")


def _taken(tr: Words, row: Row) -> str:
    days = days_taken(row)
    return "" if days is None else tr.plural("after %(count)s day", "after %(count)s days", days)


def _decided(tr: Words, view: CorrectionsView, row: Row) -> Cell:
    if row["decided_on"] is None:
        return Cell("", note=tr("not decided yet"))
    source = source_cell(tr, view.sources[row["source_id"]]) if row["source_id"] in view.sources else None
    return Cell(
        tr.pick(row, "decided"),
        note=tr.date(row["decided_on"]),
        lang=tr.picked_language(row, "decided") or None,
        lines=(Cell(source.text, href=source.href),) if source else (),
    )


def rules(page: Page) -> list[str]:
    """Say how a correction goes: what is needed, who decides, what happens to what stood before."""
    tr = page.tr
    return [
        tr(
            "Say what is wrong, what would be right, and where anyone can check it: a link, or a document with its "
            "number and date. A request without a source is written down as well, but can change nothing alone."
        ),
        tr(
            "While a correction is being checked, the record says that it is disputed, on this page, in every list, "
            "file, feed and picture. The figure stays as it is until the check ends."
        ),
        tr(
            "A correction changes a file of the repository and says there what was wrong and why. The next data "
            "edition carries it; older editions stay as they were, so that links to them still show what they showed."
        ),
        tr("Residents are never named in the log. Offices and companies are, for their word is an office's word."),
    ]


def reply_rules(page: Page) -> list[str]:
    """Say who may answer, and where the answer goes."""
    tr = page.tr
    return [
        tr(
            "The buyer or the supplier of a record may answer what is said about it. The answer needs no correction to "
            "be asked for, and it is printed whether or not we agree with it."
        ),
        tr(
            "It stands dated and with its source beside what others said, on the page of the record or system; its "
            "beginning travels with the record in lists, light pages and files."
        ),
        tr(
            "It should come from an address of the office or company, or be published where anyone can read it, so "
            "that readers can be sure whose word it is."
        ),
    ]


def disputed_title(tr: Words, finding: str) -> str:
    """Return the title of a page whose subject is disputed: all faces show titles, so all say so."""
    return tr("%(title)s. Disputed: a correction is being checked", title=finding)


def open_request(tr: Words, row: Row) -> str:
    """Tell one open request: when it came, from whom, what it says."""
    return tr(
        "%(date)s, %(who)s: %(text)s",
        date=tr.date(row["asked_on"]),
        who=row["asked_office"] or tr(ASKERS[row["asked_by"]]),
        text=tr.pick(row, "asked"),
    )
