"""Light pages: small, whole without scripts, the same numbers, links that stay among them, a form that cleans up."""

import gzip
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import brotli
import pytest

from dashboard.bodies.every import BODIES
from dashboard.filters import CATEGORIES, read_link
from dashboard.page import open_page
from dashboard.paths import PAGES
from dashboard.sentences import DROPPED
from dashboard.words import LANGUAGES, words
from tests.web.asking import small_pages
from web.light.page import light_page
from web.light.routes import Face, Question

SUBJECTS = {
    "region": "id=zhambyl",
    "record": "id=it-taraz-open-akimat-2020",
    "contractor": "id=benedixsimus",
    "system": "id=open-akimat",
    "customer": "id=akimat-taraz",
}
LIMIT = 60_000
ATTACK = '"><script>alert(1)</script>'
PATHS = {"overview" if not page.path else page.path for page in PAGES}


@pytest.fixture(scope="module")
def ask(site):
    return small_pages(site)


@pytest.fixture(scope="module")
def awkward(store):
    """Queries by name, from nothing at all to all that a link can carry."""
    regions = [row["region"] for row in store.rows("SELECT region FROM regions WHERE valid_to IS NULL")]
    records = [row["record_id"] for row in store.rows("SELECT record_id FROM records LIMIT 50")]
    parties = [row["party_id"] for row in store.rows("SELECT party_id FROM parties LIMIT 50")]
    long = "&".join([*(f"region={one}" for one in regions), *(f"category={one}" for one in CATEGORIES)])
    endless = "&".join(
        [
            long,
            *(f"record={one}" for one in records),
            *(f"customer={one}&contractor={one}" for one in parties),
            *(f"system=there-is-no-such-thing-{number}-{'x' * 60}" for number in range(49)),
        ]
    )
    return {
        "plain": "",
        "nothing found": "from=2099",
        "central": "level=central",
        "everything": "level=all&counted=all",
        "long": f"{long}&q={'%D2%9B' * 115}",
        "endless": endless,
        "unknown": "region=nowhere&system=none&zzz=1&asof=2020-01-01-00000000",
        "hostile": "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    }


def made(site, key, query, language):
    page = open_page(site, key, f"lang={language}&{SUBJECTS.get(key, '')}&{query}", "")
    body = BODIES[key](replace(page, root="/light"))
    return body, light_page(body, "http://site.test")


class Outline(HTMLParser):
    """What a page holds: titles, links, names of anchors, scripts, fields of its form."""

    def __init__(self, html):
        super().__init__()
        self.title, self.links, self.anchors, self.tags, self.fields = "", [], [], [], []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append(tag)
        self._inside = tag
        if tag == "a":
            self.links.append(given["href"])
        if "id" in given:
            self.anchors.append(given["id"])
        if tag in ("input", "select"):
            self.fields.append((given.get("name"), given.get("value"), given.get("type")))

    def handle_data(self, data):
        if self._inside == "h1":
            self.title += data

    def handle_endtag(self, _):
        self._inside = ""


@pytest.mark.parametrize(
    "name", ["plain", "nothing found", "central", "everything", "long", "endless", "unknown", "hostile"]
)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(BODIES))
def test_every_page_is_small_and_says_its_finding_first(site, awkward, key, language, name):
    body, html = made(site, key, awkward[name], language)

    sent, outline = html.encode(), Outline(html)
    assert len(sent) < LIMIT
    assert "script" not in outline.tags
    assert outline.tags.count("h1") == 1
    assert outline.title == body.heading.title or outline.title.rstrip("…") == body.heading.title[:599]
    number = re.search(r"\d", body.heading.title)
    if number:
        assert sent.find(b'<h1 class="aq-title">') + len(body.heading.title[: number.start()].encode()) < 4000
    assert f'<html lang="{language}">' in html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(BODIES))
def test_links_of_light_pages_lead_to_light_pages_that_exist(ask, key, language):
    html = ask(f"/light/{key}?lang={language}&{SUBJECTS.get(key, '')}").raw.decode()

    outline = Outline(html)
    inside = [urlsplit(unescape(link)) for link in outline.links if link.startswith("/")]
    light = [link.path for link in inside if link.path.startswith("/light/")]
    others = {link.path for link in inside} - set(light)
    assert light
    assert {path.removeprefix("/light/") for path in light} <= PATHS
    own = "/" if key == "overview" else f"/{key}"
    assert others <= {own, "/feed.atom", *(f"/api/v1/{key}.{form}" for form in ("csv", "json", "xlsx"))} | FILES(others)
    assert {link[1:] for link in outline.links if link.startswith("#")} <= set(outline.anchors)


def FILES(paths):  # noqa: N802
    """Tables and packs to be downloaded, on the pages that list them."""
    return {path for path in paths if path.startswith(("/files/", "/brief."))}


def test_sheets_of_a_long_page_hold_all_its_sections(ask, site):
    body, _ = made(site, "method", "", "kk")
    titles = {piece.title for piece in body.every() if hasattr(piece, "anchor") and hasattr(piece, "title")}
    first = ask("/light/method?lang=kk").raw.decode()
    parts = {link for link in Outline(first).links if "part=" in link}

    told = first + "".join(ask(link).raw.decode() for link in parts)

    shown = {unescape(title) for title in re.findall(r'<h2 class="aq-subtitle">(.*?)</h2>', told)}
    assert titles <= shown
    assert all(len(ask(link).raw) < LIMIT for link in parts)


def test_sheet_and_page_of_a_list_lead_to_the_same_view_in_full(ask):
    sheet = ask("/light/method?part=s3&lang=kk").raw.decode()
    second = ask("/light/records?page=2&lang=kk").raw.decode()

    assert '<link rel="canonical" href="http://site.test/method?lang=kk">' in sheet
    assert 'href="/method?lang=kk"' in sheet
    assert '<link rel="canonical" href="http://site.test/records?lang=kk&amp;page=2">' in second


def test_cut_table_says_how_many_rows_there_are(site):
    body, html = made(site, "overview", "", "en")

    totals = [len(piece.table.rows) for piece in body.every() if hasattr(piece, "table") and piece.table]
    cut = re.findall(r"Shown: (\d+) of (\d+)\.", html)
    assert cut
    assert all(int(total) in totals and int(shown) < int(total) for shown, total in cut)


def test_key_numbers_stand_on_the_page(site):
    body, html = made(site, "region", "", "ru")

    assert body.keys
    for key in body.keys:
        assert f'<dd class="aq-value">{key.value}</dd>' in html


def test_words_of_a_link_never_become_markup(ask):
    html = ask(f"/light/records?q={ATTACK}&lang=en").raw.decode()

    assert "<script" not in html
    assert "alert(1)" in html


def test_page_that_is_not_known_is_answered_in_words(ask):
    answer = ask("/light/nowhere?lang=en")

    assert answer.status_code == 404
    assert "There is no such page" in answer.raw.decode()


@pytest.mark.parametrize("path", ["/light", "/light/"])
def test_bare_address_leads_to_the_overview(ask, path):
    answer = ask(f"{path}?lang=ru")

    assert (answer.status_code, answer.headers["location"]) == (301, "/light/overview?lang=ru")


@pytest.mark.parametrize(
    ("sent", "clean"),
    [
        pytest.param("q=&region=abai&from=&to=&level=local&min=", "region=abai&lang=kk", id="empty fields"),
        pytest.param(
            "to=2020&region=b&region=abai&category=media", "region=abai&region=b&to=2020&category=media&lang=kk"
        ),
        pytest.param("min=44+000+000&max=", "min=44000000&lang=kk", id="typed sum"),
    ],
)
def test_form_leads_to_the_clean_link(ask, sent, clean):
    answer = ask(f"/light/records?_form=1&{sent}&lang=kk")

    assert answer.status_code == 303
    assert sorted(answer.headers["location"].partition("?")[2].split("&")) == sorted(clean.split("&"))
    assert "_form" not in answer.headers["location"]


def test_form_with_something_unreadable_names_it(ask):
    answer = ask("/light/records?_form=1&min=many&lang=en")

    assert answer.status_code == 200
    assert "could not be read" in answer.raw.decode()


def test_form_offers_the_filters_of_the_page_and_keeps_the_rest(site):
    _, html = made(site, "regions", "region=abai&customer=&record=it-taraz-open-akimat-2020&to=2020", "en")

    fields = Outline(html).fields
    names = {name for name, _, _ in fields}
    assert {"region", "category", "from", "to", "level", "kind", "tier", "measure", "min", "max"} <= names
    assert ("record", "it-taraz-open-akimat-2020", "hidden") in fields
    assert ("lang", "en", "hidden") in fields
    assert [name for name, _, kind in fields if kind == "hidden"].count("region") == 0
    assert re.search(r'value="abai" checked', html)
    assert re.search(r'<option value="2020" selected', html)


@pytest.mark.parametrize(
    ("coding", "unpack"),
    [("br", brotli.decompress), ("gzip", gzip.decompress), ("identity", bytes), ("br;q=0, gzip;q=0", bytes)],
)
def test_answer_travels_in_the_coding_that_is_taken(ask, coding, unpack):
    plain, packed = ask("/light/years?lang=kk"), ask("/light/years?lang=kk", accept_encoding=coding)

    assert unpack(packed.raw) == plain.raw
    assert int(packed.headers["content-length"]) == len(packed.raw)
    assert "Accept-Encoding" in packed.headers["vary"]


def test_mark_of_a_page_outlives_the_process(site):
    alike = [
        Question(Face("/light", "/light", write), "years", read_link("lang=kk"), "kk", "", "", typed=False).mark("one")
        for write in (lambda *_: "", lambda *_: "")
    ]

    assert alike[0] == alike[1]


def test_link_of_too_many_parts_says_so(ask):
    few, many = (
        unescape(ask("/light/years?lang=en&" + "&".join(["mode="] * count)).raw.decode()) for count in (2, 1_001)
    )

    said = words("en")(DROPPED["link_too_long"], key="")
    assert said not in few
    assert said in many


def test_page_held_by_the_reader_is_not_sent_again(ask):
    first = ask("/light/years?lang=kk")
    again = ask("/light/years?lang=kk", if_none_match=first.headers["etag"])
    other = ask("/light/years?lang=ru", if_none_match=first.headers["etag"])

    assert (again.status_code, again.raw) == (304, b"")
    assert other.status_code == 200


def test_every_page_is_asked_about_again_for_a_pinned_one_says_what_has_changed_since(ask, site):
    edition = site.ask("").snapshot.id

    told = {
        ask(f"/light/years?lang=kk{asof}").headers["cache-control"]
        for asof in (f"&asof={edition}", "", "&asof=2020-01-01-00000000")
    }

    assert told == {"no-cache"}


def test_language_comes_from_the_browser_where_the_link_names_none(ask):
    answer = ask("/light/years", accept_language="ru")

    assert '<html lang="ru">' in answer.raw.decode()
    assert "Accept-Language" in answer.headers["vary"]
    assert "Accept-Language" not in ask("/light/years?lang=ru").headers["vary"]


def test_other_faces_are_named(ask):
    answer = ask("/light/region?id=zhambyl&lang=kk")

    html, header = answer.raw.decode(), answer.headers["link"]
    assert '<link rel="canonical" href="http://site.test/region?id=zhambyl&amp;lang=kk">' in html
    for language in (*LANGUAGES, "x-default"):
        assert f'hreflang="{language}"' in html
    for face in (
        "/api/v1/region.json?id=zhambyl",
        "/api/v1/region.csv?id=zhambyl",
        "/feed.atom?",
        "/oembed?format=json",
    ):
        assert face in header


def test_head_has_the_length_but_no_body(ask):
    answer = ask("/light/years?lang=kk", method="HEAD")

    assert answer.raw == b""
    assert int(answer.headers["content-length"]) == len(ask("/light/years?lang=kk").raw)


def test_no_data_yet_is_said_in_words(tmp_path):
    from dashboard.answers import Site

    answer = small_pages(Site(tmp_path))("/light/years?lang=en")

    assert answer.status_code == 503
    assert "There is no data yet" in answer.raw.decode()


def test_fault_is_told_and_not_kept(ask, monkeypatch):
    def fail(_):
        raise RuntimeError("broken")

    with monkeypatch.context() as broken:
        broken.setattr("web.light.routes.BODIES", {**BODIES, "years": fail})
        assert ask("/light/years?lang=en&to=2019").status_code == 500

    assert ask("/light/years?lang=en&to=2019").status_code == 200
