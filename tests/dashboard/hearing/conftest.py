"""Hearings asked for by their links, and a pack with everything in it on paper."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from dashboard.hearing.paper import paper
from dashboard.page import Page
from tests.dashboard.hearing import packs

LINK = "system=open-akimat&system=taraz-media-centre"


@pytest.fixture(scope="module")
def ask(ask_page) -> Callable[..., Page]:
    """Ask for a hearing by its link, in a language."""
    return lambda query="", lang="en": replace(ask_page("records", query, lang), key="hearing")


@pytest.fixture(scope="module")
def full(ask_page):
    @cache
    def make(languages, rows=12):
        return paper([packs.full_pack(ask_page("hearing", LINK, lang), rows) for lang in languages])

    return make
