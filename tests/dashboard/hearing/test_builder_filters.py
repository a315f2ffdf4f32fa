"""Filters of a hearing's page: taking them away leaves the chapters that were chosen."""

import re
from urllib.parse import parse_qs, urlsplit

from dashboard.bodies.every import BODIES
from dashboard.html import pieces


def test_without_filters_the_chosen_chapters_stay(ask_page):
    page = ask_page("hearing", "system=open-akimat&part=a-questions&part=b-finding", "en")

    html = str(pieces.heading(page, BODIES[page.key](page).heading))
    (clear,) = re.findall(r'class="aq-clear"><a href="([^"]*)"', html)
    query = parse_qs(urlsplit(clear.replace("&amp;", "&")).query)
    assert query["part"] == ["a-questions", "b-finding"]
    assert "system" not in query
