"""Draws what a reader sees before the app runs: title, sentences, key numbers, the first table or bars."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from dashboard.body import Bars, Body, Figure, Keys, Rows
from dashboard.html import pieces
from dashboard.html.drawing import draw
from dashboard.html.inputs import Table
from dashboard.html.light_styles import first_styles, other_styles
from dashboard.words import Words

ROWS: Final = 8
"""As many rows and bars as stand above the fold."""


def first_paint(body: Body) -> Markup:
    """Draw the beginning of a page, with the styles it needs; its links lead where the body's links lead."""
    page = body.page
    shown = Markup("").join((pieces.heading(page, body.heading), *_first(body)))
    return draw(
        "light/first.html",
        tr=page.tr,
        light=replace(page, root="/light").link(),
        shown=shown,
        first_styles=first_styles(),
        other_styles=other_styles(shown),
        home=page.plain_link("/"),
    )


def _first(body: Body) -> Iterator[Markup]:
    tr, keys = body.page.tr, body.keys
    if keys:
        yield pieces.still(tr, Keys(keys))
    for piece in body.every():
        if isinstance(piece, Figure) and piece.table and piece.table.rows:
            yield from _rows(tr, piece.table)
            return
        if isinstance(piece, Rows) and piece.table.rows and not piece.fold:
            yield from _rows(tr, piece.table)
            return
        if isinstance(piece, Bars) and piece.rows and not piece.fold:
            yield pieces.still(tr, Bars(piece.rows[:ROWS]))
            yield from _left_out(tr, len(piece.rows))
            return


def _rows(tr: Words, table: Table) -> Iterator[Markup]:
    yield pieces.still(tr, Rows(replace(table, rows=table.rows[:ROWS], pager=None)))
    yield from _left_out(tr, table.pager.total if table.pager else len(table.rows))


def _left_out(tr: Words, total: int) -> Iterator[Markup]:
    """Say how many there are in all, for those who see nothing but this."""
    if total > ROWS:
        yield draw("light/cut.html", tr=tr, shown=tr.number(ROWS), total=tr.number(total), links=())
