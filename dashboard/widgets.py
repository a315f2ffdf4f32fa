"""Draws on Streamlit: Filters → widgets → Filters, figures with their foot, sharing. The link is the only state."""

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from dashboard import labels
from dashboard.answers import site
from dashboard.charts.base import DARK, LIGHT, Palette
from dashboard.filters import CATEGORIES, Filters
from dashboard.html import parts
from dashboard.page import Page, asked_language, open_page
from dashboard.paths import TOPOLOGY_URL
from dashboard.sentences import chips, filter_sentence, notices, reaching_further
from dashboard.store import Row
from dashboard.words import Words, words
from pipelines.schemas import KINDS, TIERS

FIGURE_CONFIG = {"displayModeBar": False, "topojsonURL": TOPOLOGY_URL}
BRANCHES = ("media", "it")


def current_page(key: str) -> Page:
    """Return the page that the address asks for; where no snapshot was published yet, say so and stop."""
    accepts = reader_accepts()
    page = open_page(site(), key, current_query(), accepts)
    if page is None:
        tr = words(asked_language(current_query(), accepts))
        sentence = tr("No data edition has been published on this server. Run «make nightly» and open the page again.")
        show(parts.heading(tr, tr("There is no data yet"), sentence))
        st.stop()
    return page


def reader_accepts() -> str:
    """Return the languages that the reader's browser asks for."""
    return st.context.headers.get("Accept-Language") or st.context.locale or ""


def current_query() -> list[tuple[str, str]]:
    """Return the pairs of the address, repeated keys included."""
    return [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]


def palette() -> Palette:
    """Return the colours of the reader's theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def show(html: str) -> None:
    """Draw a piece of HTML made by `dashboard.html`."""
    st.html(html)


def query_of(filters: Filters) -> dict[str, Any]:
    """Return filters in the form that Streamlit's address and page links take."""
    pairs: dict[str, list[str]] = {}
    for key, value in filters.to_params():
        pairs.setdefault(key, []).append(value)
    return {key: values if len(values) > 1 else values[0] for key, values in pairs.items()}


def heading(page: Page, title: str, *, lead: str = "", filtered: bool = True, spending: bool = True) -> None:
    """Draw the title sentence, the filter sentence with its chips, and what the link held that could not be read.

    Args:
        page: The page.
        title: The finding.
        lead: A second sentence of it.
        filtered: Whether the link's filters decide what is shown.
        spending: Whether it is records that are shown, with their rules of counting and of years.
    """
    show(
        parts.heading(
            page.tr,
            title,
            filter_sentence(page, spending=spending) if filtered else "",
            chips(page) if filtered else [],
            [*notices(page), *(reaching_further(page) if filtered and spending else [])],
            lead=lead,
            clear_href=page.plain_link(page.path, id=page.filters.id) if page.filters.active() else None,
        )
    )


def section(anchor: str, title: str, sentence: str = "") -> None:
    """Draw the heading of a section that links can name, with a sentence under it."""
    st.header(title, anchor=anchor)
    if sentence:
        show(parts.prose(Markup("<p>{}</p>").format(sentence)))


def figure(page: Page, drawn: go.Figure, *, key: str, alt: str, foot: str = "") -> str | None:
    """Draw a figure with its line of sources.

    Args:
        page: The page it stands on.
        drawn: The figure.
        key: A name of its own on the page.
        alt: The figure in words, written from its data.
        foot: The line under it, made by `parts.figure_foot`.

    Returns:
        The key of the mark that the reader chose (`customdata` or the map's location), if any.
    """
    event = st.plotly_chart(
        drawn,
        key=f"{page.key}_figure_{key}",
        theme=None,
        on_select="rerun",
        selection_mode="points",
        config=FIGURE_CONFIG,
        alt=alt,
    )
    if foot:
        show(foot)
    points = event.selection.points if event else []
    if not points:
        return None
    chosen = points[0].get("location") or points[0].get("customdata")
    return str(chosen[0] if isinstance(chosen, list) else chosen) if chosen else None


# ── the filter bar ────────────────────────────────────────────────────────────────────────────────────────────────


def filter_bar(page: Page, *fields: str) -> None:
    """Draw the filters that a page offers, behind one button with a count, and the button that shares the view.

    Args:
        page: The page.
        fields: Keys of the link, in the order of drawing: q, region, category, years, level, kind, tier, measure,
            amount, counted.
    """
    tr = page.tr
    with st.container(horizontal=True, key="aq_bar", vertical_alignment="bottom"):
        if "q" in fields:
            _search(page)
        count = len(page.filters.active())
        label = tr("Filters (%(count)s)", count=str(count)) if count else tr("Filters")
        with st.popover(label, key=f"{page.key}_filters"):
            offered = page.choices
            for field in fields:
                if field in _FIELDS:
                    _FIELDS[field](page, offered)
        share(page)


def _seed(page: Page, field: str, value: Any) -> str:  # noqa: ANN401 — what the widget holds
    """Give a widget the value that the link names, and return its key."""
    key = f"{page.key}_{field}"
    st.session_state[key] = value
    return key


def _write(field: str, key: str, read: Callable[[Any], Any]) -> None:
    """Write what a widget holds now into the link."""
    filters = Filters.parse(current_query())
    st.query_params.from_dict(query_of(filters.with_(**{field: read(st.session_state[key])})))


def _write_words(key: str) -> None:
    """Write what was typed into the link; the grammar decides what of it can be searched for."""
    pairs = Filters.parse(current_query()).with_(q="").to_params()
    st.query_params.from_dict(query_of(Filters.parse([*pairs, ("q", st.session_state[key])])))


def _multi(page: Page, field: str, label: str, options: Sequence[str], name: Callable[[str], str]) -> None:
    chosen = [value for value in getattr(page.filters, field) if value in options]
    key = _seed(page, field, chosen)
    st.multiselect(
        label,
        options,
        format_func=name,
        key=key,
        placeholder=page.tr("All"),
        select_all=False,
        on_change=_write,
        args=(field, key, tuple),
    )


def _one(page: Page, field: str, label: str, options: Sequence[str], name: Callable[[str], str]) -> None:
    key = _seed(page, field, getattr(page.filters, field))
    st.radio(
        label,
        options,
        format_func=name,
        key=key,
        horizontal=True,
        on_change=_write,
        args=(field, key, lambda value: value or options[0]),
    )


def _search(page: Page) -> None:
    key = _seed(page, "q", page.filters.q)
    st.text_input(
        page.tr("Search"),
        key=key,
        max_chars=120,
        placeholder=page.tr("what was bought, who paid, who was paid"),
        on_change=_write_words,
        args=(key,),
    )


def _regions(page: Page, offered: dict[str, list[Row]]) -> None:
    rows = {row["region"]: row for row in offered["regions"]}
    names = {slug: page.tr.pick(row, "name") for slug, row in rows.items()}
    options = sorted(names, key=lambda slug: page.tr.sort_key(names[slug]))
    _multi(page, "region", page.tr("Region"), options, names.__getitem__)


def _categories(page: Page, _: dict[str, list[Row]]) -> None:
    _multi(
        page,
        "category",
        page.tr("Category"),
        [*BRANCHES, *CATEGORIES],
        lambda code: labels.category(page.tr, code),
    )


def _years(page: Page, offered: dict[str, list[Any]]) -> None:
    tr, years = page.tr, [None, *offered["years"]]
    columns = st.columns(2)
    for column, field, label in ((columns[0], "year_from", tr("From year")), (columns[1], "year_to", tr("To year"))):
        chosen = getattr(page.filters, field)
        key = _seed(page, field, chosen if chosen in years else None)
        column.selectbox(
            label,
            years,
            format_func=lambda year: str(year) if year else tr("any"),
            key=key,
            placeholder=tr("any"),
            on_change=_write,
            args=(field, key, lambda year: year),
        )


def _levels(page: Page, _: dict[str, list[Row]]) -> None:
    _one(page, "level", page.tr("Who pays"), ["local", "central", "all"], lambda code: _level(page.tr, code))


def _level(tr: Words, code: str) -> str:
    return tr("Both") if code == "all" else labels.level(tr, code)


def _kinds(page: Page, _: dict[str, list[Row]]) -> None:
    _multi(page, "kind", page.tr("What the amount is"), KINDS, lambda code: labels.kind(page.tr, code))


def _tiers(page: Page, _: dict[str, list[Row]]) -> None:
    _multi(page, "tier", page.tr("How well it is evidenced"), TIERS, lambda code: labels.tier(page.tr, code))


def measure_name(tr: Words, code: str) -> str:
    """Return the name of a measure."""
    names = {
        "nominal": tr("In prices of that year"),
        "real": tr("In prices of one year, inflation taken out"),
        "per_resident": tr("Per resident"),
    }
    return names[code]


def _measures(page: Page, _: dict[str, list[Row]]) -> None:
    codes = ["nominal", "real", "per_resident"]
    _one(page, "measure", page.tr("Measure"), codes, lambda code: measure_name(page.tr, code))


def _counted(page: Page, _: dict[str, list[Row]]) -> None:
    names = {"": page.tr("Only what is in the totals"), "all": page.tr("Also what is not in the totals")}
    key = _seed(page, "counted", page.filters.counted)
    st.radio(
        page.tr("Records"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=_write,
        args=("counted", key, str),
    )


def _amounts(page: Page, _: dict[str, list[Row]]) -> None:
    tr = page.tr
    columns = st.columns(2)
    for column, field, label in (
        (columns[0], "minimum", tr("Sum from, tenge")),
        (columns[1], "maximum", tr("Sum to, tenge")),
    ):
        value = getattr(page.filters, field)
        key = _seed(page, field, "" if value is None else f"{value:f}")
        column.text_input(label, key=key, on_change=_write, args=(field, key, _tenge))


def _tenge(typed: str) -> Decimal | None:
    """Read a typed sum; what is no sum takes the limit off."""
    try:
        value = Decimal(typed.replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value < Decimal(10) ** 16 else None


_FIELDS: dict[str, Callable[[Page, dict[str, list[Any]]], None]] = {
    "region": _regions,
    "category": _categories,
    "years": _years,
    "level": _levels,
    "kind": _kinds,
    "tier": _tiers,
    "measure": _measures,
    "amount": _amounts,
    "counted": _counted,
}


def share(page: Page) -> None:
    """Draw the button with two links of this view: one that will always show the same, one that follows the data."""
    tr = page.tr
    origin = origin_of(st.context.url or "")
    with st.popover(tr("Copy link"), key=f"{page.key}_share"):
        st.caption(tr("Fixed link (its data will not change)"))
        st.code(origin + page.frozen(), language=None, wrap_lines=True)
        st.caption(tr("Updating link"))
        st.code(origin + page.link(asof=None), language=None, wrap_lines=True)


def origin_of(url: str) -> str:
    """Return scheme and host of an address."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}" if rest else ""
