"""The chapter of both sides: what buyers and suppliers, residents and those who check said, with the same room."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dashboard.hearing.pack import Block, Chapter, Sides, Told
from dashboard.hearing.whole_numbers import whole_numbers
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories import said
from dashboard.views import hearing
from dashboard.views.hearing import MOST_STATEMENTS, Spoken
from dashboard.words import LANGUAGES, Words

NAMES: Final[Mapping[str, str]] = {"record": "title", "system": "name", "party": "short"}
"""What a statement is about → the field of its name."""


def chapter(page: Page) -> Chapter:
    """Return what both sides said of the records of a link, of their systems and parties."""
    tr, view = page.tr, page.view(hearing.spoken)
    sentence = tr(
        "In our words, with sources. Each side has room for %(most)s statements: those about what the link names stand "
        "first, the newest before older ones.",
        most=tr.number(MOST_STATEMENTS),
    )
    return Chapter("sides", tr("What both sides said"), sentence, tuple(_blocks(page, view)))


def _blocks(page: Page, view: Spoken) -> Iterator[Block]:
    tr = page.tr
    if not (view.paid or view.asking or view.outcomes):
        yield Told((tr("Nothing that any side said of it was found so far."),))
        return
    yield _sides(tr, view)
    if notes := [*_silent(tr, view), *_left_out(tr, view)]:
        yield Told(tuple(notes))


def _sides(tr: Words, view: Spoken) -> Sides:
    told = map(_unbroken, (*view.paid, *view.asking, *view.outcomes))
    rows = [_with_subject(tr, row, view) for row in told]
    both = said.both_sides(tr, rows, view.sources)
    return Sides(said.side_titles(tr), both.paid, both.asking, tr("How it ended"), both.outcomes)


def _with_subject(tr: Words, row: Row, view: Spoken) -> Row:
    """Put the name of the record, system or party before what was said, where it is not of one system alone."""
    shown = {_thing(one, view) for one in (*view.paid, *view.asking, *view.outcomes)}
    about = view.about.get(row["about_id"])
    if len(shown) == 1 or about is None:
        return row
    name = tr.pick(about, NAMES[row["about_kind"]]) or tr.pick(about, "name")
    return row | {field: tr("%(about)s: %(said)s", about=name, said=row[field]) for field in _texts(row)}


def _texts(row: Row) -> list[str]:
    return [field for field in (f"text_{language}" for language in LANGUAGES) if row[field]]


def _unbroken(row: Row) -> Row:
    return row | {field: whole_numbers(row[field]) for field in _texts(row)}


def _thing(row: Row, view: Spoken) -> str:
    """Return the system that a statement is about, itself or by its record; else its own subject."""
    return str(view.about.get(row["about_id"], {}).get("system_id") or row["about_id"])


def _silent(tr: Words, view: Spoken) -> Iterator[str]:
    """Say of a side without a word that none was found."""
    if not view.paid:
        yield tr("No word of the buyer or the supplier was found so far. Their answer will stand here when it is sent.")
    if not view.asking:
        yield tr("No word of residents, journalists or those who check was found so far.")
    if not view.outcomes:
        yield tr("How it ended, no source tells so far.")


def _left_out(tr: Words, view: Spoken) -> Sequence[str]:
    paid, asking, outcomes = view.left_out
    told = [
        tr.plural(
            "%(count)s more statement of buyers and suppliers had no room here.",
            "%(count)s more statements of buyers and suppliers had no room here.",
            paid,
        ),
        tr.plural(
            "%(count)s more statement of residents, journalists and those who check had no room here.",
            "%(count)s more statements of residents, journalists and those who check had no room here.",
            asking,
        ),
        tr.plural(
            "%(count)s more word on how matters ended had no room here.",
            "%(count)s more words on how matters ended had no room here.",
            outcomes,
        ),
    ]
    return [text for text, count in zip(told, view.left_out, strict=True) if count]
