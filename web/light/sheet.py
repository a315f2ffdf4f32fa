"""Fits a page into a number of bytes: long tables are cut and say so, and what still has no room goes to a next sheet.

A sheet is a part of a light page, `part=s3` in its link: sections from the third on, as many as there is room for.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from dashboard.alternates import data_link, full
from dashboard.body import Bars, Beside, Body, Figure, FilterBar, Fold, Needs, Piece, Rows, Section
from dashboard.exports.every import EXPORTS
from dashboard.html import parts, pieces
from dashboard.html.drawing import draw
from dashboard.html.inputs import Cell, Table
from dashboard.page import Page
from web.light.figures import drawn_figure

RUNGS: Final = ((40, True), (20, True), (10, True), (10, False))
"""How many rows of a table are shown, and whether figures are drawn, tried in this order until the page fits."""
_PART: Final = re.compile(r"s(\d{1,3})")
_ANCHOR_LINK: Final = re.compile(r'href="#([^"]+)"')


@dataclass(frozen=True, slots=True)
class Leaf:
    """A section of a page: its title ("" for what stands before the first), its pieces, the anchors within."""

    title: str
    pieces: tuple[Piece, ...]

    @property
    def anchors(self) -> frozenset[str]:
        """Return the names by which links lead into this section."""
        named = (getattr(piece, "anchor", None) for piece in self.pieces)
        return frozenset(name for name in named if name)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What of a page stands on one sheet: its HTML, and the sections that do not, with the links to them."""

    html: Markup
    elsewhere: tuple[Cell, ...] = ()


def leaves(body: Body) -> tuple[Leaf, ...]:
    """Split a page at its sections; columns follow one another."""
    groups: list[tuple[str, list[Piece]]] = [("", [])]
    for piece in _flat(body.pieces):
        if isinstance(piece, Section):
            groups.append((piece.title, []))
        groups[-1][1].append(piece)
    return tuple(Leaf(title, tuple(several)) for title, several in groups)


def _flat(several: Sequence[Piece]) -> Iterator[Piece]:
    for piece in several:
        if isinstance(piece, Beside):
            yield from _flat((*piece.left, *piece.right))
        else:
            yield piece


def first_leaf(page: Page, count: int) -> int:
    """Return the section that a link's `part` begins with; 0 where it names none of ours."""
    found = _PART.fullmatch(page.filters.part[0]) if page.filters.part else None
    return int(found[1]) if found and int(found[1]) < count else 0


def fit(body: Body, bar: Callable[[FilterBar], Markup], fits: Callable[[Sheet], bool], rows: Sequence[int]) -> Sheet:
    """Return as much of a page as has room.

    Args:
        body: The page.
        bar: Draws its filter form.
        fits: Tells whether a sheet has room in the answer.
        rows: How many rows a table has where the page takes several sheets, tried in this order.
    """
    page, several = body.page, leaves(body)
    start = first_leaf(page, len(several))
    pictures = {one.key: drawn_figure(one) for one in body.every() if isinstance(one, Figure)}
    pictures = {key: picture for key, picture in pictures.items() if picture}
    kept: dict[tuple[int, int, bool], Markup] = {}
    for most, with_pictures in RUNGS if not start else ():
        draw_one = _Drawer(body, bar, pictures if with_pictures else {}, most, kept)
        sheet = _sheet(page, several, [draw_one.leaf(leaf) for leaf in several], 0, len(several))
        if fits(sheet):
            return sheet
    drawers = (_Drawer(body, bar, pictures, most, kept) for most in rows)
    return _one_of_several(page, several, start, drawers, fits)


def _one_of_several(
    page: Page,
    several: Sequence[Leaf],
    start: int,
    drawers: "Iterator[_Drawer]",
    fits: Callable[[Sheet], bool],
) -> Sheet:
    """Return the sheet that begins with a section, as many sections on it as there is room for, at least one."""
    sheet = Sheet(Markup(""))
    for drawer in drawers:
        drawn = [drawer.leaf(leaf) for leaf in several]
        for end in range(len(several), start, -1):
            sheet = _sheet(page, several, drawn, start, end)
            if fits(sheet):
                return sheet
    return sheet


def _sheet(page: Page, several: Sequence[Leaf], drawn: Sequence[Markup], start: int, end: int) -> Sheet:
    """Join the sections from `start` up to `end`; links to an anchor of another sheet lead to that sheet."""
    homes = {name: place for place, leaf in enumerate(several) for name in leaf.anchors}

    def led(found: re.Match[str]) -> str:
        home = homes.get(found[1])
        if home is None or start <= home < end:
            return found[0]
        return str(Markup('href="{}#{}"').format(_part_link(page, home), found[1]))

    html = Markup("").join(drawn[start:end])
    joined = Markup(_ANCHOR_LINK.sub(led, html)) if end - start < len(several) else html  # noqa: S704 — our own HTML
    away = [
        Cell(leaf.title or page.tr("Beginning of the page"), href=_part_link(page, place))
        for place, leaf in enumerate(several)
        if not start <= place < end
    ]
    return Sheet(joined, tuple(away))


def _part_link(page: Page, place: int) -> str:
    return page.link(part=(f"s{place}",) if place else ())


def cut_table(table: Table, most: int) -> Table:
    """Return the first rows of a table, without ways to further pages."""
    return table if len(table.rows) <= most else replace(table, rows=table.rows[:most], pager=None)


@dataclass(frozen=True)
class _Drawer:
    """Draws pieces for a light page with at most so many rows in a table."""

    body: Body
    bar: Callable[[FilterBar], Markup]
    pictures: Mapping[str, Markup]
    most: int
    kept: dict[tuple[int, int, bool], Markup]

    def leaf(self, leaf: Leaf) -> Markup:
        return Markup("").join(self._piece(piece) for piece in leaf.pieces)

    def _piece(self, piece: Piece) -> Markup:
        """Draw a piece, or take it from those drawn before: most are alike however few rows a table may have."""
        key = (id(piece), self._cut(piece), bool(self.pictures))
        if key not in self.kept:
            self.kept[key] = self._drawn(piece)
        return self.kept[key]

    def _cut(self, piece: Piece) -> int:
        """Return how many rows of a piece are drawn; what has no rows of its own is told apart by the bound."""
        match piece:
            case Rows():
                return min(self.most, len(piece.table.rows))
            case Bars() | Needs():
                return min(self.most, len(piece.rows))
            case Figure() | Fold() | Beside():
                return self.most
            case _:
                return 0

    def _drawn(self, piece: Piece) -> Markup:
        match piece:
            case FilterBar():
                return self.bar(piece)
            case Figure():
                return self.pictures.get(piece.key) or self._rows_of(piece)
            case Rows():
                return Markup("") if self._stands_in(piece) else self._rows(piece)
            case Bars():
                return self._several(piece, replace(piece, rows=piece.rows[: self.most]))
            case Needs():
                return self._several(piece, replace(piece, rows=piece.rows[: self.most]))
            case Fold():
                inside = Markup("").join(self._piece(one) for one in piece.pieces)
                return parts.disclosure(piece.summary, inside) if inside else inside
            case Beside():
                return Markup("").join(self._piece(one) for one in (*piece.left, *piece.right))
            case _:
                return pieces.still(self.body.page.tr, piece)

    def _stands_in(self, rows: Rows) -> bool:
        """Tell whether a table is already shown in the place of its figure."""
        return any(self._tells(figure, rows) for figure in self.body.every() if isinstance(figure, Figure))

    def _tells(self, figure: Figure, rows: Rows) -> bool:
        return figure.table is rows.table and bool(rows.fold) and figure.key not in self.pictures

    def _stands_open(self, figure: Figure) -> bool:
        """Tell whether the figure's table stands open further down."""
        return any(isinstance(one, Rows) and not one.fold and one.table == figure.table for one in self.body.every())

    def _rows_of(self, figure: Figure) -> Markup:
        """Draw a figure that has no picture as its table; without one, as its words."""
        foot = Markup(figure.foot)  # noqa: S704 — made by parts.figure_foot
        if figure.table is None or not figure.table.rows or self._stands_open(figure):
            return parts.note(figure.alt) + foot
        twin = next((one for one in self.body.every() if isinstance(one, Rows) and self._tells(figure, one)), None)
        return self._rows(Rows(figure.table, anchor=twin.anchor if twin else None)) + foot

    def _rows(self, rows: Rows) -> Markup:
        tr, total = self.body.page.tr, len(rows.table.rows)
        if total <= self.most:
            return pieces.still(tr, rows)
        pager = rows.table.pager
        shorter = replace(pager, last=pager.first + self.most - 1) if pager else None
        cut = replace(rows, table=replace(rows.table, rows=rows.table.rows[: self.most], pager=shorter))
        return pieces.still(tr, cut) + self._cut_line(rows.table, self.most)

    def _several(self, piece: Bars | Needs, cut: Bars | Needs) -> Markup:
        """Draw bars or needs, all of them or those before the cut."""
        tr, total = self.body.page.tr, len(piece.rows)
        if total <= self.most:
            return pieces.still(tr, piece)
        return pieces.still(tr, cut) + self._line(self.most, total)

    def _cut_line(self, table: Table, shown: int) -> Markup:
        return self._line(shown, table.pager.total if table.pager else len(table.rows))

    def _line(self, shown: int, total: int) -> Markup:
        page = self.body.page
        rows = (Cell(page.tr("All of them as CSV"), href=data_link(page, "csv")),) if page.key in EXPORTS else ()
        links = (*rows, Cell(page.tr("Full version of this page"), href=full(page).link()))
        return draw("light/cut.html", tr=page.tr, shown=page.tr.number(shown), total=page.tr.number(total), links=links)
