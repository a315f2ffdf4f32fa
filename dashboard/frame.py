"""The Streamlit script behind every page: theme, top line, navigation, the page itself, footer."""

from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from dashboard import widgets
from dashboard.answers import site
from dashboard.filters import Filters
from dashboard.html import parts
from dashboard.names import choices
from dashboard.page import Page
from dashboard.page_names import page_name
from dashboard.paths import PAGES
from dashboard.sentences import footer_texts
from dashboard.words import LANGUAGES, Words, best_language, words
from pipelines.folding import fold

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE_NAMES = {"kk": "қаз", "ru": "рус", "en": "eng"}
IN_MENU = ("overview", "regions", "years", "contractors", "records", "needs", "data", "method", "about")


def _change_language() -> None:
    chosen = st.session_state["aq_lang"]
    filters = Filters.parse(widgets.current_query())
    if chosen:
        st.query_params.from_dict(widgets.query_of(filters.with_(lang=chosen)))


def _top_line(page: Page | None, tr: Words) -> None:
    with st.container(horizontal=True, key="aq_top", vertical_alignment="center"):
        widgets.show(
            parts.prose(
                Markup('<a class="aq-brand" href="{}">Ақша қайда?</a>').format(page.plain_link("/") if page else "/")
            )
        )
        if page:
            _my_town(page)
        st.session_state["aq_lang"] = tr.language
        st.segmented_control(
            tr("Language"),
            LANGUAGES,
            format_func=LANGUAGE_NAMES.__getitem__,
            key="aq_lang",
            label_visibility="collapsed",
            required=True,
            on_change=_change_language,
        )


def _my_town(page: Page) -> None:
    tr, offered = page.tr, choices(page.asked.store)
    regions = {row["region"]: row for row in offered["regions"]}
    places = {row["place"]: row for row in offered["places"]}

    def name(option: str) -> str:
        kind, _, slug = option.partition(":")
        if kind == "region" and slug in regions:
            return tr.pick(regions[slug], "name")
        if kind == "place" and slug in places:
            row = places[slug]
            return f"{tr.pick(row, 'name')} ({tr.pick(regions[row['region']], 'short')})"
        return option

    options = sorted(
        [f"region:{slug}" for slug in regions] + [f"place:{slug}" for slug in places],
        key=lambda one: tr.sort_key(name(one)),
    )
    chosen = st.selectbox(
        tr("My town or district"),
        options,
        index=None,
        format_func=name,
        placeholder=tr("My town or district"),
        label_visibility="collapsed",
        accept_new_options=True,
        key=f"aq_town_{page.key}_{page.filters.id}_{'_'.join(page.filters.place)}",
    )
    if chosen:
        _go_to_town(page, _resolve(chosen, list(places.values())))


def _resolve(chosen: str, places: list[dict[str, Any]]) -> str:
    """Find a place typed in another spelling; what was chosen from the list stays as it is."""
    if ":" in chosen:
        return chosen
    typed = fold(chosen)
    found = [row["place"] for row in places if typed and f" {typed}" in f" {row['search']}"]
    return f"place:{found[0]}" if found else ""


def _go_to_town(page: Page, option: str) -> None:
    tr = page.tr
    kind, _, slug = option.partition(":")
    lang = tr.language
    if kind == "region":
        st.switch_page("../pages/region.py", query_params={"id": slug, "lang": lang})
    elif kind == "place":
        region = next(row["region"] for row in choices(page.asked.store)["places"] if row["place"] == slug)
        st.switch_page("../pages/region.py", query_params={"id": region, "place": slug, "lang": lang})
    else:
        st.caption(tr("We know no such town or district. Try another spelling or choose its region."))


def _navigation(page: Page, pages: dict[str, Any]) -> None:
    kept = widgets.query_of(page.filters.shared().with_(lang=page.tr.language))
    with st.container(horizontal=True, key="aq_nav"):
        for key in IN_MENU:
            st.page_link(pages[key], label=page_name(page.tr, key), query_params=kept)


def _footer(page: Page) -> None:
    told = footer_texts(page)
    widgets.show(parts.footer(page.tr, told.snapshot_line, told.links, told.attributions))


def main() -> None:
    """Draw one page."""
    language_asked = best_language(widgets.reader_accepts())
    tr = words(Filters.parse(widgets.current_query()).lang or language_asked)
    pages = {
        one.key: st.Page(
            ROOT / one.file, title=page_name(tr, one.key), url_path=one.path or None, default=one.path == ""
        )
        for one in PAGES
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(page_title=f"{chosen.title} · Ақша қайда?", layout="wide")
    st.html(f"<style>{parts.style_sheet()}</style>")
    key = next(key for key, one in pages.items() if one is chosen or one.url_path == chosen.url_path)
    page = widgets.current_page(key) if site().is_open() else None
    _top_line(page, tr)
    if page:
        _navigation(page, pages)
    chosen.run()
    if page:
        _footer(page)


main()
