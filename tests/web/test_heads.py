"""The head of a page as a crawler gets it: the view's own title and numbers, card, languages, other faces."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.bodies.every import BODIES
from dashboard.document import SITE_NAME, describe, described
from dashboard.exports.every import EXPORTS
from dashboard.words import LANGUAGES
from web.documents import render_document

SUBJECTS = {
    "region": "id=zhambyl",
    "record": "id=it-taraz-open-akimat-2020",
    "contractor": "id=benedixsimus",
    "system": "id=open-akimat",
    "customer": "id=akimat-taraz",
}
TEMPLATE = "{{language}}{{head}}{{body}}{{first}}"
FILTERS = ("", "from=2020&to=2021&category=media", "level=central", "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
ORIGIN = "https://qaida.example"


@pytest.fixture(autouse=True)
def snapshots_here(snapshots, monkeypatch):
    monkeypatch.setenv("AQSHA_SNAPSHOTS", str(snapshots))


def tags(html, name):
    """Return the values of all meta tags of a name or property."""
    return [unescape(one) for one in re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)" />', html)]


def links(html, **wanted):
    found = [dict(re.findall(r'([\w-]+)="([^"]*)"', one)) for one in re.findall(r"<link [^>]*>", html)]
    return [unescape(one["href"]) for one in found if wanted.items() <= one.items()]


@pytest.mark.parametrize("query", FILTERS, ids=["plain", "filtered", "central", "hostile"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(BODIES))
def test_head_tells_what_the_view_tells(ask_page, key, language, query):
    page = ask_page(key, f"{SUBJECTS.get(key, '')}&{query}", language)
    body = BODIES[key](page)

    html = render_document(TEMPLATE, described(body), ORIGIN)

    assert unescape(re.search("<title>(.*?)</title>", html)[1]) == f"{body.heading.title} · {SITE_NAME}"
    for name in ("og:title", "twitter:title", "og:image:alt"):
        assert tags(html, name) == [body.heading.title]
    (said,) = tags(html, "description")
    assert said
    assert body.heading.lead in said
    assert said == tags(html, "og:description")[0] == tags(html, "twitter:description")[0]
    told = [one for one in body.keys if f"{one.label}: {one.value}" in said]
    assert told or body.heading.lead or not body.keys
    assert "<script>" not in html.replace('<script src="/first.js" defer></script>', "")


@pytest.mark.parametrize("key", sorted(BODIES))
def test_card_and_faces_carry_the_views_own_filters(ask_page, key):
    page = ask_page(key, f"{SUBJECTS.get(key, '')}&from=2019&to=2021&category=media", "ru")
    body = BODIES[key](page)

    html = render_document(TEMPLATE, described(body), ORIGIN)

    own = parse_qs(urlsplit(body.page.link()).query)
    (card,) = tags(html, "og:image")
    assert parse_qs(urlsplit(card).query) == own | {"view": [key]}
    assert card.startswith(f"{ORIGIN}/card.png?view={key}")
    assert (tags(html, "og:image:width"), tags(html, "og:image:height")) == (["1200"], ["630"])
    assert links(html, rel="canonical") == [ORIGIN + body.page.link()] == tags(html, "og:url")
    for form, kind in (("json", "application/json"), ("csv", "text/csv")):
        found = links(html, rel="alternate", type=kind)
        assert len(found) == (key in EXPORTS), "a face that would answer 404 is not offered"
        link = found[0] if found else f"/api/v1/{key}.{form}?{urlsplit(body.page.link()).query}"
        assert urlsplit(link).path == f"/api/v1/{key}.{form}"
        assert parse_qs(urlsplit(link).query) == own
    (light,) = links(html, rel="alternate", type="text/html")
    assert urlsplit(light).path == f"/light/{key}"
    (oembed,) = links(html, rel="alternate", type="application/json+oembed")
    assert parse_qs(urlsplit(oembed).query)["url"] == [ORIGIN + body.page.link()]


def test_languages_are_named_once_each(ask_page):
    body = BODIES["region"](ask_page("region", "id=zhambyl", "kk"))

    html = render_document(TEMPLATE, described(body), ORIGIN)

    for language in LANGUAGES:
        assert links(html, hreflang=language) == [f"{ORIGIN}/region?id=zhambyl&lang={language}"]
    assert links(html, hreflang="x-default") == [f"{ORIGIN}/region?id=zhambyl"]
    assert tags(html, "og:locale") == ["kk_KZ"]
    assert sorted(tags(html, "og:locale:alternate")) == ["en_GB", "ru_RU"]


def test_feed_of_a_profile_asks_for_the_records_of_its_subject(ask_page):
    for key, name in (("region", "region"), ("contractor", "contractor"), ("record", "record")):
        html = render_document(TEMPLATE, described(BODIES[key](ask_page(key, SUBJECTS[key], "kk"))), ORIGIN)
        feeds = links(html, type="application/atom+xml")
        assert feeds
        assert all(parse_qs(urlsplit(one).query)[name] == [SUBJECTS[key].removeprefix("id=")] for one in feeds)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(BODIES))
def test_first_paint_holds_the_title_and_the_key_numbers(ask_page, key, language):
    body = BODIES[key](ask_page(key, SUBJECTS.get(key, ""), language))

    first = str(described(body).first)

    assert unescape(re.search(r'<h1 class="aq-title">(.*?)</h1>', first)[1]) == body.heading.title
    for one in body.keys:
        assert f'<dd class="aq-value">{one.value}</dd>' in first
    assert "<script" not in first
    assert ' id="' not in first.replace("aq-first", "")
    assert f'href="/light/{key}?' in first


def test_crawler_gets_the_page_it_asks_for():
    document = describe("region", "id=zhambyl&from=2020&to=2020", "ru,en;q=0.5")

    assert document.language == "ru"
    assert document.canonical == "/region?id=zhambyl&from=2020&to=2020&lang=ru"
    assert "Жамбыл" in document.title
    assert document.first


def test_described_page_is_made_once(monkeypatch):
    first = describe("years", "from=2018&lang=en", "")
    monkeypatch.setattr("dashboard.document.BODIES", {})

    assert describe("years", "lang=en&from=2018", "") is first


def test_fault_leaves_a_plain_head(monkeypatch):
    monkeypatch.setattr("dashboard.document.BODIES", {})

    document = describe("years", "from=2017&lang=en", "")

    assert document.title == "Years"
    assert document.first == ""


def test_no_data_leaves_a_plain_head(tmp_path, monkeypatch):
    monkeypatch.setenv("AQSHA_SNAPSHOTS", str(tmp_path))

    assert describe("years", "lang=en", "").title == "Years"
