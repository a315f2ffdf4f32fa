"""The page that makes a pack in words: which chapters, in which order, in which form and language to take it away."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from dashboard.hearing.contents import CHAPTERS, DEFAULT, chosen, parts_of
from dashboard.hearing.moving import Order, left_out, moved, taken_in
from dashboard.hearing.preview import Preview, preview
from dashboard.hearing.records import heard
from dashboard.html.inputs import Cell, Column, Fact, Table
from dashboard.page import Page
from dashboard.stories import records
from dashboard.stories.unused import without
from dashboard.words import LANGUAGES, Words
from pipelines.marks import N_

SCREEN: Final = "screen"
"""The one `mode`: slides instead of this page, answered by the server."""
UNUSED: Final = ("id", "flag", "sort", "page")
"""Keys of the link that play no part in a pack."""
ANCHOR: Final = "chapters"
SIDE_BY_SIDE: Final = "both"
NAMES: Final[Mapping[str, str]] = {
    "finding": N_("What was found so far"),
    "figures": N_("Figures"),
    "records": N_("The records, with their sources"),
    "promises": N_("What was promised and what is reported"),
    "sides": N_("What both sides said"),
    "needs": N_("What else this money could have bought"),
    "peers": N_("Beside fair peers"),
    "questions": N_("Three questions"),
    "method": N_("How this was counted"),
    "glossary": N_("What words mean here"),
    "minutes": N_("Minutes of the hearing"),
}
"""Key of a chapter → its title, as it stands in packs."""
LANGUAGE_NAMES: Final[Mapping[str, str]] = {
    SIDE_BY_SIDE: "қазақша + русский",
    "kk": "қазақша",
    "ru": "русский",
    "en": "English",
}


# ── the link ──────────────────────────────────────────────────────────────────────────────────────────────────────


def understood(asked: Page) -> Page:
    """Return the page with the chapters of its link in their shortest writing; what plays no part is named."""
    is_screen = asked.filters.mode == SCREEN
    page = without(asked, UNUSED if is_screen else (*UNUSED, "mode"))
    order, dropped = chosen(page.filters.part)
    filters = replace(page.filters, part=parts_of(order), mode="")
    return replace(page, asked=replace(page.asked, filters=filters, dropped=(*page.asked.dropped, *dropped)))


def order_of(page: Page) -> Order:
    """Return the chapters that a page's link asks for, in order."""
    return chosen(page.filters.part)[0]


def order_link(page: Page, order: Order) -> str:
    """Return the link to the same pack with other chapters, where the list of them stands."""
    return f"{page.link(part=parts_of(order))}#{ANCHOR}"


# ── chapters ──────────────────────────────────────────────────────────────────────────────────────────────────────


def chapter_table(page: Page) -> Table:
    """Return all chapters, a row each, with the links that take them in, leave them out and move them."""
    tr, order = page.tr, order_of(page)
    columns = [
        Column("chapter", tr("Chapter"), main=True),
        Column("place", tr("Place in the pack")),
        Column("change", tr("Change")),
    ]
    rows = [_in_pack(page, order, key) for key in order]
    rows += [_left_out(page, order, key) for key in CHAPTERS if key not in order]
    return Table(columns, rows, caption=tr("Chapters of the pack, in order; those left out stand last"))


def _in_pack(page: Page, order: Order, key: str) -> Mapping[str, Cell]:
    tr, place = page.tr, order.index(key)
    links = [Cell(tr("Leave out"), href=order_link(page, left_out(order, key)))] if len(order) > 1 else []
    if place:
        links.append(Cell(tr("Move up"), href=order_link(page, moved(order, key, -1))))
    if place + 1 < len(order):
        links.append(Cell(tr("Move down"), href=order_link(page, moved(order, key, 1))))
    only = Cell("", note=tr("a pack has at least one chapter"))
    return {
        "chapter": _chapter(tr, key),
        "place": Cell(tr.number(place + 1)),
        "change": _beside(tr, key, links) if links else only,
    }


def _left_out(page: Page, order: Order, key: str) -> Mapping[str, Cell]:
    tr = page.tr
    link = Cell(tr("Take in"), href=order_link(page, taken_in(order, key)))
    return {
        "chapter": _chapter(tr, key),
        "place": Cell("", note=tr("left out")),
        "change": _beside(tr, key, [link]),
    }


def _chapter(tr: Words, key: str) -> Cell:
    return Cell(tr(NAMES[key]), note=tr("usual chapter") if key in DEFAULT else tr("only where it is taken in"))


def _beside(tr: Words, key: str, links: Sequence[Cell]) -> Cell:
    """Return links in one cell; each tells the pointer which chapter it is about."""
    named = [replace(one, title=tr("%(label)s: %(value)s", label=one.text, value=tr(NAMES[key]))) for one in links]
    return replace(named[0], lines=tuple(named[1:]))


def usual(page: Page) -> list[Cell]:
    """Return the way back to the usual chapters in the usual order; none where they are."""
    if order_of(page) == DEFAULT:
        return []
    return [Cell(page.tr("The usual chapters in the usual order"), href=order_link(page, DEFAULT))]


def chapters_sentence(page: Page) -> str:
    """Say how the pack is changed, and that its link holds the choice."""
    return page.tr("Each link changes the pack at once; the address of this page keeps chapters and order.")


# ── forms ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def form_table(page: Page) -> Table:
    """Return the forms of the pack by language, each a link to the very edition shown."""
    tr = page.tr
    several = (SIDE_BY_SIDE, *LANGUAGES)
    columns = [
        Column("form", tr("Form"), main=True),
        *(Column(one, LANGUAGE_NAMES[one]) for one in several),
    ]
    forms: tuple[tuple[str, str, str, str, Mapping[str, tuple[str, ...]]], ...] = (
        ("PDF", "/brief.pdf", tr("On paper, A4"), tr("with page numbers, sources and a code of the link"), {}),
        ("Excel", "/brief.xlsx", tr("As sheets"), tr("sums are formulas that anyone can check"), {}),
        ("HTML", "/brief.html", tr("As one file"), tr("opens from a stick, without a network"), {}),
        ("PDF", "/brief.pdf", tr("Minutes to fill in"), tr("a blank with the questions numbered"), _MINUTES),
    )
    rows = [
        {"form": Cell(name, note=note)} | {one: _file(page, kind, path, one, changes) for one in several}
        for kind, path, name, note, changes in forms
    ]
    return Table(columns, [*rows, _screen(page)], caption=tr("Forms of the pack"), caption_unseen=True)


_MINUTES: Final[Mapping[str, tuple[str, ...]]] = {"part": parts_of(("minutes",))}


def _file(page: Page, kind: str, path: str, language: str, changes: Mapping[str, tuple[str, ...]]) -> Cell:
    href = _pinned(page, path, language, **changes)
    return Cell(kind, href=href, title=f"{kind} · {LANGUAGE_NAMES[language]}")


def _screen(page: Page) -> Mapping[str, Cell]:
    """Return the row of the screen: it has all languages, so that a link only says which comes first."""
    tr = page.tr
    note = tr("slides with large type and a timer; the language changes on the same slide")
    name = tr("Screen")
    cells = {
        one: Cell(name, href=_pinned(page, "/hearing", one, mode=SCREEN), title=f"{name} · {LANGUAGE_NAMES[one]}")
        for one in LANGUAGES
    }
    both = Cell("", note=tr("all languages in each"))
    return {"form": Cell(tr("On a screen"), note=note), SIDE_BY_SIDE: both, **cells}


def _pinned(page: Page, path: str, language: str, **changes: object) -> str:
    """Return the link to a form of the pack, no page of a face, in the edition shown."""
    lang = None if language == SIDE_BY_SIDE else language
    filters = page.filters.with_(**({"lang": lang, "asof": page.asked.snapshot.id} | changes))
    return f"{path}?{filters.to_query()}"


def forms_sentence(page: Page) -> str:
    """Say that the files will not change."""
    return page.tr("All of them hold data edition %(id)s, so their numbers will not change.", id=page.asked.snapshot.id)


# ── what stands in it ─────────────────────────────────────────────────────────────────────────────────────────────


def previews(page: Page) -> list[Fact]:
    """Return each chapter of the pack with its sentence and its first lines."""
    made = [CHAPTERS[key](page) for key in order_of(page)]
    return [Fact(one.title, _lines(page.tr, one.sentence, preview(page.tr, one))) for one in made]


def _lines(tr: Words, sentence: str, shown: Preview) -> Markup:
    more = tr.plural("%(count)s more line", "%(count)s more lines", shown.more) if shown.more else ""
    told = Markup("").join(Markup("<li>{}</li>").format(one) for one in shown.lines)
    parts = (
        Markup("<p>{}</p>").format(sentence) if sentence else "",
        Markup("<ul>{}</ul>").format(told) if told else "",
        Markup("<p>{}</p>").format(more) if more else "",
    )
    return Markup("").join(parts)


def nothing(page: Page) -> tuple[str, str, list[Cell]] | None:
    """Return the answer to a link without any record, with the ways on; nothing where there are records."""
    view = heard(page)
    if view.listed:
        return None
    _, sentence, links = records.empty(page, view)
    everything = page.plain_link(page.path, part=page.filters.part, level="all")
    links.append(Cell(page.tr("The same chapters over all records"), href=everything))
    return page.tr("Nothing found so far: the pack will say so"), sentence, links
