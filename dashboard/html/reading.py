"""Own the parts of the pages that are read rather than looked at: chapters, their contents, a glossary, a grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from dashboard.html.drawing import draw
from dashboard.html.inputs import Cell, Table
from dashboard.words import Words

Coverage = Literal["nothing", "found", "loaded"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of running text: paragraphs, points, a text to copy, paragraphs after, tables, links onward."""

    anchor: str
    title: str
    paragraphs: Sequence[str] = ()
    points: Sequence[str] = ()
    code: str = ""
    after: Sequence[str] = ()
    tables: Sequence[Table] = ()
    links: Sequence[Cell] = ()


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term of the glossary: its name, what it means, and its names in the other languages (code, name)."""

    anchor: str
    name: str
    meaning: str
    others: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Square:
    """One square of a coverage grid: a short sign, the same in words, and what is known."""

    sign: str
    words: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a coverage grid: its name with a link, a square for each column, and the last column's value."""

    name: Cell
    squares: Sequence[Square]
    last: Cell


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of squares: the head of its first column, of each square, of the last column; and what signs mean."""

    caption: str
    first: str
    heads: Sequence[str]
    last: str
    rows: Sequence[GridRow]
    legend: Sequence[Square]


def chapter(tr: Words, item: Chapter) -> Markup:
    """Draw what stands under a chapter's title; the title with its anchor is the face's own to draw."""
    return draw("chapter.html", tr=tr, item=item)


def contents(tr: Words, items: Sequence[Chapter], label: str) -> Markup:
    """Draw the list of chapters as links to their anchors; `label` names the list for screen readers."""
    return draw("contents.html", tr=tr, items=items, label=label)


def glossary(tr: Words, terms: Sequence[TermEntry]) -> Markup:
    """Draw terms as a definition list; each has an anchor of its own."""
    return draw("glossary.html", tr=tr, terms=terms)


def grid(tr: Words, data: Grid) -> Markup:
    """Draw a coverage grid as a table that scrolls inside its own box where it is too wide."""
    return draw("grid.html", tr=tr, data=data)
