"""Draws the pieces of a page that need no script, alike for all faces."""

from dataclasses import replace

from markupsafe import Markup

from dashboard.body import Bars, Facts, Fold, Heading, Keys, Needs, Rows, Section, Still
from dashboard.html import parts
from dashboard.html.drawing import draw
from dashboard.page import Page
from dashboard.sentences import chips, filter_sentence, notices, reaching_further
from dashboard.since import since_notices
from dashboard.words import Words


def heading(page: Page, head: Heading) -> Markup:
    """Draw the title sentence, the filter sentence with its chips, and what the link held that could not be read."""
    return parts.heading(
        page.tr,
        head.title,
        filter_sentence(page, spending=head.spending) if head.filtered else "",
        chips(page) if head.filtered else [],
        [
            *notices(page),
            *since_notices(page, head),
            *(reaching_further(page) if head.filtered and head.spending else []),
        ],
        lead=head.lead,
        clear_href=_cleared(page) if page.filters.active() else None,
    )


def _cleared(page: Page) -> str:
    """Return the view without any filter; the chapters chosen for a hearing are none."""
    return page.plain_link(page.path, id=page.filters.id, part=page.filters.part)


def still(tr: Words, piece: Still) -> Markup:
    """Draw a piece."""
    match piece:
        case Section():
            return parts.section(piece.title, piece.sentence, piece.anchor)
        case Keys():
            return parts.keys(tr, piece.items)
        case Facts():
            return parts.facts(tr, piece.items)
        case Needs():
            return parts.needs(tr, piece.rows)
        case Rows() | Bars() | Fold():
            return _opened(tr, piece)
        case _:
            return piece


def _opened(tr: Words, piece: Rows | Bars | Fold) -> Markup:
    """Draw a piece of which all or a part may open on demand."""
    if isinstance(piece, Fold):
        return parts.disclosure(piece.summary, Markup("").join(still(tr, one) for one in piece.pieces))
    if isinstance(piece, Bars):
        return _folded(parts.bars(tr, piece.rows), piece.fold)
    return _anchored(_folded(_rows(tr, piece), piece.fold), piece.anchor)


def _rows(tr: Words, piece: Rows) -> Markup:
    table, shown = piece.table, piece.shown
    if not shown or len(table.rows) <= shown:
        return parts.table(tr, table)
    more = tr.plural("%(count)s more row", "%(count)s more rows", len(table.rows) - shown)
    first, rest = (replace(table, rows=rows, pager=None) for rows in (table.rows[:shown], table.rows[shown:]))
    drawn = parts.table(tr, first) + parts.disclosure(more, parts.table(tr, rest))
    return drawn + draw("pager_alone.html", tr=tr, pager=table.pager) if table.pager else drawn


def _folded(drawn: Markup, fold: str) -> Markup:
    return parts.disclosure(fold, drawn) if fold else drawn


def _anchored(drawn: Markup, anchor: str | None) -> Markup:
    return Markup('<div id="{}">{}</div>').format(anchor, drawn) if anchor else drawn
