"""Draws on Streamlit what a reader takes away: of a view its links, sentence and frames, of a figure its picture."""

import streamlit as st

from dashboard.body import Body, Figure
from dashboard.citing import citations
from dashboard.html.taking import figure_panel, senders, share_panel, way_to_hearing
from dashboard.share import share


def share_bar(body: Body) -> None:
    """Draw the ways to hand a view on, where a page has no filters that they stand beside."""
    with st.container(horizontal=True, key="aq_bar", vertical_alignment="center"):
        share_buttons(body)


def share_buttons(body: Body) -> None:
    """Draw the button that opens everything by which this view can be handed on, and the way to a hearing about it."""
    page, tr = body.page, body.page.tr
    taken = share(body, page.origin)
    with st.popover(tr("Share"), key=f"{page.key}_share"):
        st.html(senders(tr, taken, body.heading.title))
        _copied(tr("Fixed link (its data will not change)"), taken.frozen)
        _copied(tr("Updating link"), taken.live)
        _copied(tr("Short fixed link"), taken.short)
        _copied(tr("A sentence with its source"), taken.sentence)
        st.html(share_panel(tr, taken))
        with st.expander(tr("Frame for another site")):
            _copied(tr("Its data will not change"), taken.frame_frozen)
            _copied(tr("It follows the data"), taken.frame_live)
        with st.expander(tr("How to cite")):
            cited = citations(page, body.heading.title, page.origin)
            _copied(tr("As plain text"), cited.plain)
            _copied(tr("By GOST"), cited.gost)
            _copied("BibTeX", cited.bibtex)
    if way := way_to_hearing(taken):
        st.html(way, width="content")


def _copied(label: str, text: str) -> None:
    """Draw a text with a button that copies it."""
    st.caption(label)
    st.code(text, language=None, wrap_lines=True)


def download_button(body: Body, figure: Figure) -> None:
    """Draw the button that opens a figure's picture and data."""
    with st.popover(body.page.tr("Picture and data"), key=f"{body.page.key}_{figure.key}_files"):
        st.html(figure_panel(body, figure))
