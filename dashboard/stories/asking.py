"""Owns the ways by which a reader answers back from any page: a correction, a reply, a letter with questions."""

from dataclasses import replace
from typing import Final, Literal

from dashboard.html.inputs import Cell
from dashboard.page import Page

Subject = Literal["record", "system", "customer", "contractor"]
"""What a correction or a reply is about: keys of links to /corrections."""
Asked = Literal["record", "system", "region", "customer"]
"""What a letter asks about: keys of links to /question."""

SUBJECTS: Final[tuple[Subject, ...]] = ("record", "system", "customer", "contractor")

FORM: Final = "form"
REPLY: Final = "reply"
"""Anchors of /corrections: the form of a correction, and the one of a reply. With `mode` they are sheets to print."""


def correction_links(page: Page, kind: Subject, subject_id: str) -> list[Cell]:
    """Return the ways to say that something is wrong, and to answer as a buyer or supplier.

    Args:
        page: The page that stands before the reader.
        kind: What the subject is.
        subject_id: Its id, which the form will carry.
    """
    tr, href = page.tr, page.plain_link("/corrections", **{kind: (subject_id,)})
    return [
        Cell(tr("Something is wrong here? Tell us"), href=f"{href}#{FORM}"),
        Cell(tr("Right of reply: answer as the buyer or the supplier"), href=f"{href}#{REPLY}"),
    ]


def question_link(page: Page, kind: Asked, subject_id: str) -> Cell:
    """Return the way to a letter that asks the body in writing about what is missing here."""
    href = page.plain_link("/question", **{kind: (subject_id,)})
    return Cell(page.tr("Ask about it in writing: a letter to copy"), href=href)


def subject_link(page: Page, kind: str, subject_id: str) -> str:
    """Return the link to the page of a record, system, region, buyer or supplier."""
    return page.plain_link(f"/{kind}", id=subject_id)


def fixed_link(page: Page, kind: str, subject_id: str, lang: str) -> str:
    """Return the whole link to a subject's page in the edition shown and in a language, for letters and forms.

    It has scheme and host where the reader's address is known.
    """
    plain = replace(page, root="")
    return page.origin + plain.plain_link(f"/{kind}", id=subject_id, asof=page.asked.snapshot.id, lang=lang)
