"""Owns the pieces that a page is made of, as every face takes them: words, tables and figures, drawn by no face yet.

A module of `dashboard.bodies` puts a view's story into pieces, in order; Streamlit, the light page and the others draw
them. So a number stands on all faces or on none.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from markupsafe import Markup

from dashboard.charts.base import Palette
from dashboard.html.inputs import Bar, Fact, Key, NeedLine, Table
from dashboard.page import Page
from dashboard.pictures.svg import Drawing


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a page: the finding, and whether the link's filters decide what is shown.

    Attributes:
        title: The finding with its number, a sentence.
        lead: A second sentence of it.
        filtered: The link's filters decide what is shown; the filter sentence and its chips stand under the title.
        spending: It is records that are shown, with their rules of counting and of years.
    """

    title: str
    lead: str = ""
    filtered: bool = True
    spending: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """The heading of a section; `anchor` is the name that a "#" link may use."""

    title: str
    sentence: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """The key numbers, at most four."""

    items: Sequence[Key]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table.

    Attributes:
        table: Its columns and rows.
        shown: How many rows stand open; the rest open on demand. 0 for all.
        fold: The whole table opens on demand under these words.
        anchor: The name that a "#" link may use.
    """

    table: Table
    shown: int = 0
    fold: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Labelled bars in the order given; with `fold` they open on demand under these words."""

    rows: Sequence[Bar]
    fold: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Fields of one subject, a term and its value each."""

    items: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Needs:
    """Needs with their ranges, costs and signs of lack, a row each."""

    rows: Sequence[NeedLine]


@dataclass(frozen=True, slots=True)
class Fold:
    """Still pieces that open together on demand under these words; there is always at least one."""

    summary: str
    pieces: "tuple[Still, ...]"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure.

    Attributes:
        key: A name of its own on the page, in links too; it never changes.
        title: What it shows, a title for pictures of it.
        draw: Draws it in the colours given.
        alt: It in words, written from its data.
        table: The same numbers as a table.
        foot: The line under it, made by `parts.figure_foot`.
        chosen: What a chosen mark leads to: a piece to be shown, a link to be followed, or nothing.
        vector: Draws it as a vector drawing of a width given, for pictures, cards and paper.
    """

    key: str
    title: str
    draw: Callable[[Palette], go.Figure]
    alt: str
    table: Table | None = None
    foot: str = ""
    chosen: "Callable[[str], Markup | Leads | None] | None" = None
    vector: Callable[[float], Drawing] | None = None


@dataclass(frozen=True, slots=True)
class Leads:
    """A page to go to, with its link: "/region?id=zhambyl"."""

    href: str


@dataclass(frozen=True, slots=True)
class FilterBar:
    """The filters that a page offers, keys of the link in the order of drawing, and the button that shares the view.

    Without fields it is the button alone.
    """

    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """Two columns where both stay wide, one after the other on a phone; the left is wider."""

    left: "tuple[Piece, ...]"
    right: "tuple[Piece, ...]"


Still = Markup | Section | Keys | Rows | Bars | Facts | Needs | Fold
"""Pieces that are drawn once and never change on the reader's side; Markup is a part that is alike on all faces."""

Piece = Still | Figure | FilterBar | Beside


@dataclass(frozen=True, slots=True)
class Body:
    """All that stands between a page's top line and its footer.

    Attributes:
        page: The page as it was answered; what plays no part in it was taken off the link and is named.
        heading: Its head.
        pieces: The rest, in order.
    """

    page: Page
    heading: Heading
    pieces: tuple[Piece, ...]

    def every(self) -> Iterator[Piece]:
        """Return all pieces in order, those of columns and folds in place of them."""
        yield from _flat(self.pieces)

    def figure(self, key: str) -> Figure | None:
        """Return the figure of a key, or nothing."""
        return next((one for one in self.every() if isinstance(one, Figure) and one.key == key), None)

    @property
    def bare_keys(self) -> Sequence[Key]:
        """Return the key numbers that can stand without their notes."""
        return [key for key in self.keys if key.alone]

    @property
    def keys(self) -> Sequence[Key]:
        """Return the first key numbers of the page; empty where it has none."""
        return next((one.items for one in self.every() if isinstance(one, Keys)), ())


def _flat(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece, Beside):
            yield from _flat((*piece.left, *piece.right))
        elif isinstance(piece, Fold):
            yield from _flat(piece.pieces)
        else:
            yield piece


MakeBody = Callable[[Page], Body]
