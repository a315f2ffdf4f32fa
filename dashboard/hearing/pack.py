"""Owns what a hearing pack is made of: chapters of blocks that paper, sheets, one file and a screen all draw.

A pack is made of one link in one language; the two languages of a paper pack are two packs with the same chapters and
blocks, so that their columns stand beside each other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dashboard.body import Figure
from dashboard.html.inputs import Cell, Key, NeedLine, Said, Table
from dashboard.page import Page


@dataclass(frozen=True, slots=True)
class Told:
    """Paragraphs of running text."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Key numbers with what they are not."""

    items: Sequence[Key]


Unit = Literal["tenge", "per_resident", "taxes"]


@dataclass(frozen=True, slots=True)
class Among:
    """Which records a bar is of: those with a value in a column of the open data, or those with none of some values.

    Attributes:
        column: The column; `period` and `group` are those that a workbook has beside the open data.
        values: The one value; with `others` all that a record's value, which is known, is not.
        others: See `values`.
    """

    column: str
    values: tuple[str | int, ...]
    others: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a figure in numbers.

    Attributes:
        name: What it is called.
        committed: Its solid part; None where the measure can't be told for it or nothing was found.
        planned: Its hatched part; None as well where there is none in such a figure.
        group: The title that it stands under, "" without one.
        note: Why it has no number, or what else must be known of it, in words.
        of: Records of the link whose sum it is, if it is one; all must hold.
        summed: The column of the open data that is added up.
    """

    name: str
    committed: Decimal | None
    planned: Decimal | None
    group: str = ""
    note: str = ""
    of: tuple[Among, ...] = ()
    summed: str = "in_years_kzt"


@dataclass(frozen=True, slots=True)
class Behind:
    """The numbers behind a figure.

    Attributes:
        bars: Its bars in order; the same in every language but for their names.
        unit: What they are.
        apart: Each group has a scale of its own.
    """

    bars: tuple[Bar, ...]
    unit: Unit = "tenge"
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Pictured:
    """A figure as a vector drawing, with the line under it and its numbers; readable without colours."""

    figure: Figure
    foot: str = ""
    behind: Behind | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: what it is, how much, and under it what else must be known, sources with their links."""

    title: Cell
    amount: str = ""
    notes: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A list; `left_out` says how many further lines the full list has, and where it is."""

    rows: tuple[Entry, ...]
    left_out: Cell | None = None


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table of few columns."""

    table: Table


@dataclass(frozen=True, slots=True)
class Sides:
    """What both sides said, with equal room, and how matters ended."""

    titles: tuple[str, str]
    paid: Sequence[Said]
    asking: Sequence[Said]
    outcome_title: str = ""
    outcomes: Sequence[Said] = ()


@dataclass(frozen=True, slots=True)
class Needed:
    """Needs that the sum could have met, each with its range and the source of each unit cost."""

    rows: Sequence[NeedLine]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Numbered sentences; `lines` blank lines to write on follow each, and `fields` blank fields the last."""

    items: tuple[str, ...]
    lines: int = 0
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """Words and what they mean here."""

    items: tuple[tuple[str, str], ...]


Block = Told | Numbers | Pictured | Listed | Tabled | Sides | Needed | Numbered | Terms


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of a pack.

    Attributes:
        key: Its name in links; it never changes.
        title: Its heading.
        sentence: What must be known before it is read; may be empty.
        blocks: What it holds, in order; the same kinds in every language.
    """

    key: str
    title: str
    sentence: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack in one language.

    Attributes:
        page: The page it is made of: link, language, data edition.
        title: The finding with its number, a sentence.
        lead: A second sentence of it.
        about: Which records it is about, in words.
        chapters: Its parts in the order the link asks for.
        edition: Data edition and its day, in words.
        link: The short link to this very view, whole, with scheme and host where known.
        notices: What of the link could not be taken, in words.
    """

    page: Page
    title: str
    lead: str
    about: str
    chapters: tuple[Chapter, ...]
    edition: str
    link: str
    notices: tuple[str, ...] = ()


MakeChapter = Callable[[Page], Chapter]
