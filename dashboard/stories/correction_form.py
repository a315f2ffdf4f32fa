"""The form of a correction or of a reply in words: whom it reaches, what is filled in already, what is left blank."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from dashboard.html.inputs import Blank, Cell, Fact
from dashboard.page import Page
from dashboard.stories.asking import FORM, REPLY, fixed_link
from dashboard.stories.corrections import subject_cell, subject_name
from dashboard.views.corrections import Subject
from dashboard.words import Words

MODES: Final = (FORM, REPLY)
"""What the form asks for, as `mode` of the link to its printable sheet."""


def name(tr: Words, mode: str) -> str:
    """Return what the form is."""
    return tr("Right of reply") if mode == REPLY else tr("Something is wrong")


def ways(page: Page, subjects: Sequence[Subject], mode: str, contact: str) -> list[Fact]:
    """Return what the form is about and the ways to send it.

    Args:
        page: The page.
        subjects: What it is about; none where the link names nothing.
        mode: One of MODES.
        contact: Where requests are sent: a mail address, an https address, or nothing.
    """
    tr = page.tr
    printable = replace(page, root="/light").plain_link("/corrections", mode=mode, **_named(subjects))
    return [
        *about(page, subjects),
        *_sending(page, subjects, mode, contact),
        Fact(tr("On paper"), Cell(tr("Printable form, one sheet"), href=printable)),
    ]


def about(page: Page, subjects: Sequence[Subject]) -> list[Fact]:
    """Return what a form is about, with ids; and the edition that the reader is looking at."""
    tr, edition = page.tr, page.asked.snapshot
    told = [Fact(tr("About"), subject_cell(page, one)) for one in subjects]
    nothing = tr("Open the record, system, buyer or supplier and follow «Something is wrong»: the form then names it.")
    return [
        *(told or [Fact(tr("About"), None, nothing)]),
        Fact(tr("Data edition"), Cell(edition.id, note=tr.date(edition.day))),
    ]


def _named(subjects: Sequence[Subject]) -> dict[str, tuple[str, ...]]:
    kinds = dict.fromkeys(one.kind for one in subjects)
    return {kind: tuple(one.id for one in subjects if one.kind == kind) for kind in kinds}


def _sending(page: Page, subjects: Sequence[Subject], mode: str, contact: str) -> list[Fact]:
    tr = page.tr
    if not contact:
        return [Fact(tr("Where to send it"), None, _nowhere(tr))]
    if contact.startswith("https://"):
        return [Fact(tr("Where to send it"), Cell(tr("Send it by this form"), href=contact))]
    written = Markup('<a href="{}">{}</a>').format(
        mail_link(page, subjects, mode, contact), tr("Write an e-mail; subject and link are filled in")
    )
    return [Fact(tr("By e-mail"), written), Fact(tr("Address"), Cell(contact))]


def _nowhere(tr: Words) -> str:
    return tr(
        "This server names no address of its own. Corrections go to the repository of the code: open an issue there, "
        "or change the file and propose the change."
    )


def mail_link(page: Page, subjects: Sequence[Subject], mode: str, address: str) -> str:
    """Return the link that opens an e-mail with subject and body written; nothing is sent by it."""
    tr = page.tr
    ids = ", ".join(one.id for one in subjects)
    what = name(tr, mode)
    subject = tr("%(what)s: %(ids)s", what=what, ids=ids) if ids else what
    body = "\r\n".join(_body(page, subjects, mode))
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def _body(page: Page, subjects: Sequence[Subject], mode: str) -> list[str]:
    tr = page.tr
    lines = []
    for one in subjects:
        lines += [tr("About: %(name)s", name=subject_name(tr, one)), tr("Id: %(id)s", id=one.id)]
        lines += [tr("Link: %(link)s", link=fixed_link(page, one.kind, one.id, tr.language))]
    lines += [tr("Data edition: %(id)s", id=page.asked.snapshot.id), ""]
    for blank in blanks(tr, mode):
        lines += [tr("%(label)s:", label=blank.label), "", ""]
    return lines


def blanks(tr: Words, mode: str) -> tuple[Blank, ...]:
    """Return what whoever fills the form in has to write."""
    if mode == REPLY:
        return (
            Blank(tr("Which office or company answers, and as the buyer or as the supplier"), 1),
            Blank(tr("The answer, as it shall be printed"), 8),
            Blank(tr("Where it is published, or the number and date of the letter"), 2),
            Blank(tr("How to reach the office (not published)"), 1),
            Blank(tr("Date and signature"), 1),
        )
    return (
        Blank(tr("What is wrong"), 3),
        Blank(tr("What would be right"), 3),
        Blank(tr("Where anyone can check it: a link, or a document with its number and date"), 2),
        Blank(tr("Which office or company writes (a resident may leave this empty)"), 1),
        Blank(tr("How to answer you (not published)"), 1),
        Blank(tr("Date and signature"), 1),
    )


def sheet_title(tr: Words, mode: str) -> str:
    """Return the title of the printable sheet."""
    if mode == REPLY:
        return tr("Right of reply: the answer of a buyer or supplier")
    return tr("A correction: something on the site is wrong")


def sheet_facts(page: Page, subjects: Sequence[Subject], contact: str) -> list[Fact]:
    """Return what is printed at the head of the sheet: what it is about, the link, where it goes."""
    tr = page.tr
    links = [Fact(tr("Link"), Cell(fixed_link(page, one.kind, one.id, tr.language))) for one in subjects]
    where = Fact(tr("Where to send it"), Cell(contact)) if contact else Fact(tr("Where to send it"), None, _nowhere(tr))
    return [*about(page, subjects), *links, where]
