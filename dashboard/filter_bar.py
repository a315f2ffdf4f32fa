"""Draws the filters of a page on Streamlit: link → widgets → link. The link is the only state."""

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import streamlit as st

from dashboard import labels
from dashboard.body import Body
from dashboard.filters import CATEGORIES, Filters
from dashboard.page import Page
from dashboard.sharing import share_buttons
from dashboard.store import Row
from dashboard.widget_links import current_query, query_of
from dashboard.words import Words
from pipelines.schemas import KINDS, TIERS

BRANCHES = ("media", "it")


def filter_bar(body: Body, *fields: str) -> None:
    """Draw the filters that a page offers, behind one button with a count, and the button that shares the view.

    Args:
        body: The page.
        fields: Keys of the link, in the order of drawing: q, region, category, years, level, kind, tier, measure,
            amount, counted.
    """
    page, tr = body.page, body.page.tr
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
        share_buttons(body)


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
