"""Writes the frame of a view for other sites: title, key numbers, one figure, and the way to the full page."""

from typing import Final

from markupsafe import Markup

from dashboard.body import Bars, Body, Figure, Keys, Rows
from dashboard.document import SITE_NAME
from dashboard.html import pieces
from dashboard.html.drawing import draw
from dashboard.html.inputs import Cell, Table
from dashboard.html.light_styles import first_styles, other_styles
from dashboard.html.parts import table as table_part
from dashboard.sentences import filter_sentence
from web.light.figures import drawn_figure
from web.light.sheet import cut_table

ROWS: Final = 7

_ALWAYS: Final = Markup('<p class="aq-part aq-embed aq-source aq-sentence">')


def embed_page(body: Body, origin: str, figure: str) -> str:
    """Write the frame.

    Args:
        body: The view's body, made with links to the full pages.
        origin: Scheme and host of the site; links leave the frame by a window of their own.
        figure: Key of the figure to show; the first one where it names none.
    """
    page, tr, head = body.page, body.page.tr, body.heading
    shown = Markup("").join((pieces.still(tr, Keys(body.keys)) if body.keys else "", _shown(body, figure)))
    frozen = page.filters.asof is not None
    return draw(
        "light/embed.html",
        tr=tr,
        title=head.title,
        sentence=filter_sentence(page, spending=head.spending) if head.filtered else head.lead,
        site=SITE_NAME,
        canonical=origin + page.link(),
        shown=shown,
        first_styles=first_styles(),
        other_styles=other_styles(shown + _ALWAYS),
        link=page.link(),
        as_of=tr.as_of(page.asked.snapshot.day),
        follows=tr("These numbers are of one data edition and stay as they are.")
        if frozen
        else tr("These numbers follow the data."),
    )


def _shown(body: Body, figure: str) -> Markup:
    """Draw the figure asked for, else the first that the page has, else its first table or bars."""
    tr = body.page.tr
    figures = [one for one in body.every() if isinstance(one, Figure)]
    chosen = next((one for one in figures if one.key == figure), figures[0] if figures else None)
    if chosen:
        if drawn := drawn_figure(chosen):
            return drawn
        if chosen.table and chosen.table.rows:
            return _first_rows(body, chosen.table)
    for piece in body.every():
        if isinstance(piece, Rows) and piece.table.rows:
            return _first_rows(body, piece.table)
        if isinstance(piece, Bars) and piece.rows:
            return pieces.still(tr, Bars(piece.rows[:ROWS]))
    return Markup("")


def _first_rows(body: Body, table: Table) -> Markup:
    """Draw the first rows of a table, and say how many there are."""
    page, tr = body.page, body.page.tr
    total = table.pager.total if table.pager else len(table.rows)
    drawn = table_part(tr, cut_table(table, ROWS))
    if total <= ROWS:
        return drawn
    links = (Cell(tr("Full version of this page"), href=page.link()),)
    return drawn + draw("light/cut.html", tr=tr, shown=tr.number(ROWS), total=tr.number(total), links=links)
