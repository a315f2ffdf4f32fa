"""A pack with everything in it, on paper."""

from functools import cache

import pytest

from dashboard.hearing.paper import paper
from tests.dashboard.hearing import packs

LINK = "system=open-akimat&system=taraz-media-centre"


@pytest.fixture(scope="module")
def full(ask_page):
    @cache
    def make(languages, rows=12):
        return paper([packs.full_pack(ask_page("hearing", LINK, lang), rows) for lang in languages])

    return make
