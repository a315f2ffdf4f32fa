"""The Streamlit script behind every page: theme, top line, navigation, the page itself, footer."""

import logging
from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from dashboard import widgets
from dashboard.answers import site
from dashboard.filters import Filters
from dashboard.html import parts
from dashboard.html.inputs import Cell
from dashboard.html.masthead import frame_styles, masthead, widget_words
from dashboard.page import Page, asked_language
from dashboard.page_names import IN_MENU, page_name
from dashboard.paths import PAGES
from dashboard.sentences import footer_texts
from dashboard.towns import towns
from dashboard.widget_links import current_query, query_of
from dashboard.words import Words, words

LOG = logging.getLogger("aqsha.frame")
ROOT = Path(__file__).resolve().parent.parent


def _top_line(page: Page | None, tr: Words) -> None:
    with st.container(horizontal=True, key="aq_top", vertical_alignment="center"):
        if page is None:
            widgets.show(masthead(tr, "/", lambda code: f"?lang={code}"))
            return
        widgets.show(masthead(tr, page.plain_link("/"), lambda code: page.link(lang=code)))
        _my_town(page)


def _my_town(page: Page) -> None:
    tr, known = page.tr, towns(page)
    chosen = st.selectbox(
        tr("My town or district"),
        list(known.labels),
        index=None,
        format_func=lambda option: known.labels.get(option, option),
        placeholder=tr("My town or district"),
        label_visibility="collapsed",
        accept_new_options=True,
        # A new key on each page and place: the field empties itself once it has led there.
        key=f"aq_town_{page.key}_{page.filters.id}_{'_'.join(page.filters.place)}",
    )
    if not chosen:
        return
    town = known.find(chosen)
    if town is None:
        st.caption(tr("We know no such town or district. Try another spelling or choose its region."))
    else:
        kept = Filters(id=town.region, place=(town.place,) if town.place else (), lang=tr.language)
        kept = kept.with_(asof=page.filters.asof)
        st.switch_page(str(ROOT / "pages" / "region.py"), query_params=query_of(kept))


def _navigation(page: Page, pages: dict[str, Any]) -> None:
    kept = query_of(page.filters.shared().with_(lang=page.tr.language))
    with st.container(horizontal=True, key="aq_nav"):
        for key in IN_MENU:
            st.page_link(pages[key], label=page_name(page.tr, key), query_params=kept)


def _footer(page: Page) -> None:
    told = footer_texts(page)
    widgets.show(parts.footer(page.tr, told.snapshot_line, told.links, told.attributions))


def _run(chosen: Any, tr: Words) -> None:  # noqa: ANN401 — Streamlit's page
    """Run a page's file; a fault is written to the log, and the reader gets an answer with a way on."""
    try:
        chosen.run()
    except Exception:
        LOG.exception("the page /%s failed", chosen.url_path)
        sentence = tr("The fault is ours and was written down. Other pages and other filters still work.")
        answer = parts.empty(tr, tr("This page could not be drawn"), sentence, [Cell(tr("Go to the overview"), "/")])
        widgets.show(Markup('<div class="aq-fault">{}</div>').format(answer))


def main() -> None:
    """Draw one page."""
    tr = words(asked_language(current_query(), widgets.reader_accepts()))
    pages = {
        one.key: st.Page(
            ROOT / one.file, title=page_name(tr, one.key), url_path=one.path or None, default=one.path == ""
        )
        for one in PAGES
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(page_title=f"{chosen.title} · Ақша қайда?", layout="wide")
    st.html(frame_styles() + widget_words(tr))
    key = next(key for key, one in pages.items() if one is chosen or one.url_path == chosen.url_path)
    page = widgets.current_page(key) if site().is_open() else None
    _top_line(page, tr)
    if page:
        _navigation(page, pages)
    _run(chosen, tr)
    if page:
        _footer(page)


main()
