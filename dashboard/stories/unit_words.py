"""Owns counted things in words: "1 bus", "513–1 485 светильников", in the plural form that the language asks for."""

import json
from collections.abc import Mapping

from babel import Locale

from dashboard.store import Row
from dashboard.words import Words

_NBSP = "\u00a0"


def units_text(tr: Words, need: Row, count: int) -> str:
    """Return a number of units of a need: "549 lamps"."""
    return f"{tr.number(count)}{_NBSP}{_form(tr, need, _category(tr, count))}"


def units_span(tr: Words, need: Row, fewest: int, most: int) -> str:
    """Return a span of units: "513–1 485 lamps"; the plural form is that of the greater number."""
    if fewest == most:
        return units_text(tr, need, most)
    # CLDR: an English range is always plural, a Russian one takes the form of its end; Kazakh has one form.
    category = "other" if tr.language == "en" else _category(tr, most)
    return f"{tr.number(fewest)}–{tr.number(most)}{_NBSP}{_form(tr, need, category)}"


def _category(tr: Words, count: int) -> str:
    return str(Locale.parse(tr.language).plural_form(count))


def _form(tr: Words, need: Row, category: str) -> str:
    forms: Mapping[str, str] = json.loads(need[f"unit_{tr.language}"])
    return forms.get(category, forms["other"])
