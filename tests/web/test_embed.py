"""Embeds: one figure of a view in another site's frame."""

import re
from html import unescape

import pytest

from dashboard.bodies.every import BODIES
from dashboard.body import Figure
from dashboard.words import LANGUAGES
from tests.web.asking import small_pages

SUBJECTS = {
    "region": "id=zhambyl",
    "record": "id=it-taraz-open-akimat-2020",
    "contractor": "id=benedixsimus",
    "system": "id=open-akimat",
    "customer": "id=akimat-taraz",
}


@pytest.fixture(scope="module")
def ask(site):
    return small_pages(site)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(BODIES))
def test_embed_shows_the_views_title_numbers_and_way_to_the_page(ask, ask_page, key, language):
    query = f"{SUBJECTS.get(key, '')}&from=2020&to=2024"
    body = BODIES[key](ask_page(key, query, language))

    html = ask(f"/embed/{key}?lang={language}&{query}").raw.decode()

    assert unescape(re.search('<h1 class="aq-title">(.*?)</h1>', html)[1]) == body.heading.title
    for one in body.keys:
        assert f'<dd class="aq-value">{one.value}</dd>' in html
    assert f'href="{body.page.link()}"'.replace("&", "&amp;") in html
    assert body.page.tr.as_of(body.page.asked.snapshot.day) in html
    assert "<nav" not in html
    assert "<form" not in html
    assert re.findall("<script[^>]*>", html) == ['<script src="/embed.js" defer>']
    assert len(html.encode()) < 60_000


def test_embed_says_whether_it_follows_the_data(ask, site):
    live = ask("/embed/years?lang=en").raw.decode()
    frozen = ask(f"/embed/years?lang=en&asof={site.ask('').snapshot.id}").raw.decode()

    assert "These numbers follow the data." in live
    assert "stay as they are" not in live
    assert "stay as they are" in frozen
    assert "follow the data" not in frozen


def test_links_of_an_embed_open_beside_it(ask):
    html = ask("/embed/region?id=zhambyl&lang=en").raw.decode()

    assert '<base target="_blank">' in html
    assert not re.search(r'href="/(light|embed)/', html)


def test_embed_shows_the_figure_that_is_asked_for(ask, ask_page):
    body = BODIES["years"](ask_page("years", "", "en"))
    figures = [one for one in body.every() if isinstance(one, Figure)]
    shown = {figure.key: ask(f"/embed/years?lang=en&figure={figure.key}").raw for figure in figures}

    assert len(set(shown.values())) == len(figures) > 1
    assert ask("/embed/years?lang=en&figure=nothing").raw == ask("/embed/years?lang=en").raw


def test_what_only_embeds_know_is_no_fault_of_the_link(ask):
    html = ask("/embed/years?lang=en&figure=by_kind&embed_theme=dark&embed=true").raw.decode()

    assert "aq-note-dropped" not in html
    assert "means nothing here" not in html


def test_unknown_embed_is_not_found(ask):
    assert ask("/embed/nowhere").status_code == 404
