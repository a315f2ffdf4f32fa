"""oEmbed: what other sites are told to put in their pages."""

import json
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from dashboard.bodies.every import BODIES
from tests.web.asking import small_pages

PAGE = "http://site.test/region?id=zhambyl&from=2020&lang=ru"


@pytest.fixture(scope="module")
def ask(site):
    return small_pages(site)


def told(ask, url=PAGE, **more):
    query = "".join(f"&{name}={value}" for name, value in more.items())
    return json.loads(ask(f"/oembed?url={quote(url, safe='')}{query}").raw)


def test_answer_tells_the_view_and_how_to_show_it(ask, ask_page):
    body = BODIES["region"](ask_page("region", "id=zhambyl&from=2020", "ru"))

    answer = told(ask)

    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert answer["title"] == body.heading.title
    source = unescape(answer["html"].split('src="')[1].split('"')[0])
    assert source == "http://site.test/embed/region?id=zhambyl&from=2020&lang=ru"
    assert "&amp;from=2020" in answer["html"]
    card = urlsplit(answer["thumbnail_url"])
    assert (card.path, parse_qs(card.query)["view"]) == ("/card.png", ["region"])
    assert (answer["thumbnail_width"], answer["thumbnail_height"]) == (1200, 630)


@pytest.mark.parametrize(
    ("room", "size"),
    [
        ({"maxwidth": 320}, (320, 560)),
        ({"maxheight": 300}, (800, 300)),
        ({"maxwidth": 2000, "maxheight": 2000}, (800, 560)),
        ({"maxwidth": "wide", "maxheight": "0"}, (800, 560)),
    ],
    ids=["narrow", "low", "roomy", "no number"],
)
def test_frame_keeps_to_the_room_there_is(ask, room, size):
    answer = told(ask, **room)

    assert (answer["width"], answer["height"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in answer["html"]


@pytest.mark.parametrize(("room", "shown"), [({"maxwidth": 1199}, 0), ({"maxheight": 629}, 0), ({"maxwidth": 1200}, 3)])
def test_picture_is_told_whole_or_not_at_all(ask, room, shown):
    answer = told(ask, **room)

    assert sum(name.startswith("thumbnail_") for name in answer) == shown


def test_frozen_link_gives_a_frozen_frame(ask, site):
    edition = site.ask("").snapshot.id

    assert f"asof={edition}" in told(ask, f"{PAGE}&asof={edition}")["html"]
    assert "asof" not in told(ask)["html"]


@pytest.mark.parametrize("path", ["/light/region?id=zhambyl&lang=ru", "/embed/region?id=zhambyl&lang=ru"])
def test_small_pages_stand_for_the_page_itself(ask, path):
    assert "/embed/region?id=zhambyl" in told(ask, f"http://site.test{path}")["html"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://site.test/nowhere",
        "http://site.test/light/nowhere",
        "http://elsewhere.test/region?id=zhambyl",
        "ftp://site.test/region",
        "http://[broken",
        "/region?id=zhambyl",
    ],
)
def test_what_is_no_page_of_ours_is_not_found(ask, url):
    assert ask(f"/oembed?url={quote(url, safe='')}").status_code == 404


def test_other_formats_are_not_made(ask):
    assert ask(f"/oembed?format=xml&url={quote(PAGE, safe='')}").status_code == 501


def test_title_of_the_frame_is_escaped(ask):
    answer = told(ask, "http://site.test/records?q=%22%3E%3Cscript%3E&lang=en")

    assert "<script" not in answer["html"]
