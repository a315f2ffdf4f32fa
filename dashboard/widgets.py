"""Draws the pieces of a page on Streamlit."""

from dataclasses import replace
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from dashboard.answers import site
from dashboard.body import Beside, Body, Figure, FilterBar, Leads, Piece, Section
from dashboard.charts.base import DARK, LIGHT, Palette
from dashboard.filter_bar import filter_bar
from dashboard.filters import Filters
from dashboard.html import parts, pieces
from dashboard.page import Page, asked_language, open_page
from dashboard.paths import PAGES, TOPOLOGY_URL
from dashboard.settings import settings
from dashboard.sharing import download_button, share_bar
from dashboard.widget_links import current_query, origin_of, query_of
from dashboard.words import words

FIGURE_CONFIG = {"displayModeBar": False, "topojsonURL": TOPOLOGY_URL}
ROOT = Path(__file__).resolve().parent.parent


def current_page(key: str) -> Page:
    """Return the page that the address asks for; where no snapshot was published yet, say so and stop."""
    accepts = reader_accepts()
    page = open_page(site(), key, current_query(), accepts)
    if page is None:
        tr = words(asked_language(current_query(), accepts))
        sentence = tr("No data edition has been published on this server. Run «make nightly» and open the page again.")
        show(parts.heading(tr, tr("There is no data yet"), sentence))
        st.stop()
    return replace(page, origin=settings().base_url or origin_of(st.context.url or ""))


def reader_accepts() -> str:
    """Return the languages that the reader's browser asks for."""
    return st.context.headers.get("Accept-Language") or st.context.locale or ""


def palette() -> Palette:
    """Return the colours of the reader's theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def show(html: str) -> None:
    """Draw a piece of HTML made by `dashboard.html`."""
    st.html(html)


def draw(body: Body) -> None:
    """Draw a page."""
    page = body.page
    show(pieces.heading(page, body.heading))
    for piece in body.pieces:
        _draw(body, piece)


def _draw(body: Body, piece: Piece) -> None:
    if isinstance(piece, FilterBar):
        (filter_bar if piece.fields else share_bar)(body, *piece.fields)
    elif isinstance(piece, Beside):
        for column, several in zip(st.columns([5, 3], gap="large"), (piece.left, piece.right), strict=True):
            with column:
                for one in several:
                    _draw(body, one)
    elif isinstance(piece, Figure):
        _figure(body, piece)
    elif isinstance(piece, Section) and piece.anchor:
        _section(piece, piece.anchor)
    elif drawn := pieces.still(body.page.tr, piece):
        show(drawn)


def _section(piece: Section, anchor: str) -> None:
    """Draw the heading of a section that links name: Streamlit's own, for only that one is found by a link's "#"."""
    st.header(piece.title, anchor=anchor)
    if piece.sentence:
        show(parts.prose(Markup('<p class="aq-sentence">{}</p>').format(piece.sentence)))


def _figure(body: Body, piece: Figure) -> None:
    """Draw a figure with its line of sources; what the reader chooses in it is shown under it, or leads on."""
    event = st.plotly_chart(
        piece.draw(palette()),
        key=f"{body.page.key}_figure_{piece.key}",
        theme=None,
        on_select="rerun",
        selection_mode="points",
        config=FIGURE_CONFIG,
        alt=piece.alt,
    )
    if piece.foot:
        show(piece.foot)
    download_button(body, piece)
    points = event.selection.points if event else []
    mark = (points[0].get("location") or points[0].get("customdata")) if points else None
    if not mark or piece.chosen is None:
        return
    chosen = piece.chosen(str(mark[0] if isinstance(mark, list) else mark))
    if isinstance(chosen, Leads):
        _follow(chosen.href)
    elif chosen:
        show(chosen)


def _follow(href: str) -> None:
    """Go to another page without loading it anew."""
    path, _, query = href.partition("?")
    file = next(one.file for one in PAGES if one.path == path.strip("/"))
    st.switch_page(str(ROOT / file), query_params=query_of(Filters.parse(query)))
