"""Carries links between Streamlit's address and the grammar."""

from typing import Any

import streamlit as st

from dashboard.filters import Filters


def current_query() -> list[tuple[str, str]]:
    """Return the pairs of the address, repeated keys included."""
    return [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]


def query_of(filters: Filters) -> dict[str, Any]:
    """Return filters in the form that Streamlit's address and page links take."""
    pairs: dict[str, list[str]] = {}
    for key, value in filters.to_params():
        pairs.setdefault(key, []).append(value)
    return {key: values if len(values) > 1 else values[0] for key, values in pairs.items()}


def origin_of(url: str) -> str:
    """Return scheme and host of an address."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}" if rest else ""
