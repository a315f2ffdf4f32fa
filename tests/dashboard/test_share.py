"""What a reader takes away of a view: every link whole, the frozen ones pinned, nothing offered that is not there."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.bodies.every import BODIES
from dashboard.exports.every import EXPORTS
from dashboard.html.taking import figure_panel, senders, share_panel
from dashboard.share import figure_files, share

ORIGIN = "https://example.kz"
SUBJECTS = {
    "region": "id=zhambyl",
    "contractor": "id=benedixsimus",
    "record": "id=it-taraz-open-akimat-2020",
    "system": "id=open-akimat",
    "customer": "id=akimat-taraz",
}


def body_of(ask_page, key="region", query="id=zhambyl&category=media&from=2019&to=2021", lang="ru"):
    return BODIES[key](ask_page(key, query, lang))


def query_of(link):
    return parse_qs(urlsplit(link).query)


def test_frozen_and_live_links_ask_for_the_same_but_for_the_edition(ask_page):
    body = body_of(ask_page)
    edition = body.page.asked.snapshot.id

    taken = share(body, ORIGIN)

    assert query_of(taken.frozen)["asof"] == [edition]
    assert "asof" not in query_of(taken.live)
    assert {key: query_of(taken.frozen)[key] for key in query_of(taken.live)} == query_of(taken.live)
    assert taken.short.startswith(f"{ORIGIN}/s/{edition[-8:]}/region?")
    assert all(link.startswith(f"{ORIGIN}/") for link in (taken.frozen, taken.live, taken.short))


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize(("key", "query"), [("region", "id=zhambyl"), ("needs", "place=taraz&system=open-akimat")])
def test_the_sentence_holds_the_finding_and_its_source(ask_page, key, query, lang):
    body = body_of(ask_page, key, query, lang)

    taken = share(body, ORIGIN)

    title = body.heading.title
    assert taken.sentence.startswith(f"{title} " if title.endswith("?") else f"{title}. ")
    assert taken.frozen in taken.sentence
    assert "?." not in taken.sentence
    assert ".." not in taken.sentence


def test_messengers_get_the_link_and_the_finding(ask_page):
    body = body_of(ask_page)
    taken = share(body, ORIGIN)

    telegram, whatsapp = (query_of(one.href) for one in taken.senders)

    assert telegram == {"url": [taken.frozen], "text": [body.heading.title]}
    assert whatsapp == {"text": [f"{body.heading.title} {taken.frozen}"]}


def test_frames_are_frozen_and_live_and_escaped(ask_page):
    body = body_of(ask_page, "records", "q=media&level=all")

    taken = share(body, ORIGIN)

    for frame, pinned in ((taken.frame_frozen, True), (taken.frame_live, False)):
        source = unescape(frame.split('src="')[1].split('"')[0])
        assert source.startswith(f"{ORIGIN}/embed/records?")
        assert ("asof" in query_of(source)) == pinned
        assert "&amp;" in frame
        assert not re.search(r"&(?!amp;|quot;|#x27;)", frame), "an ampersand stands escaped in HTML"


NO_FEED = {"about", "akims", "compare", "corrections", "data", "method", "open", "promises", "question"}
"""Pages that show no records of their own; of a comparison none as long as nothing is chosen."""


@pytest.mark.parametrize("key", BODIES)
def test_only_faces_that_exist_are_offered(ask_page, key):
    body = body_of(ask_page, key, SUBJECTS.get(key, ""))

    offered = [urlsplit(one.href).path for one in share(body, ORIGIN).files]

    numbers = [path for path in offered if path.startswith("/api/")]
    assert numbers == (
        [f"/api/v1/{key}.{form}" for form in ("csv", "xlsx", "json", "parquet")] if key in EXPORTS else []
    )
    assert ("/feed.atom" in offered) == (key not in NO_FEED)


def test_cards_are_those_of_the_edition_shown(ask_page):
    body = body_of(ask_page)

    cards = [query_of(one.href) for one in share(body, ORIGIN).cards]

    assert [card["size"] for card in cards] == [["wide"], ["square"], ["tall"]]
    assert all(card["asof"] == [body.page.asked.snapshot.id] and card["view"] == ["region"] for card in cards)


def test_a_figures_window_leads_to_its_picture_and_data(ask_page):
    body = body_of(ask_page)
    figure = body.figure("by_year")

    groups = figure_files(body, figure)
    drawn = figure_panel(body, figure)

    paths = [urlsplit(one.href).path for _, links in groups for one in links]
    assert paths[:3] == [f"/picture/region/by_year.{form}" for form in ("png", "svg", "zip")]
    assert paths[3:] == ["/api/v1/region.csv", "/api/v1/region.xlsx"]
    assert drawn.count("<a href=") == len(paths)
    assert drawn.count(f"asof={body.page.asked.snapshot.id}") == len(paths)


def test_the_panels_show_every_link_and_the_code(ask_page):
    body = body_of(ask_page)
    taken = share(body, ORIGIN)

    sending, panel = senders(body.page.tr, taken, body.heading.title), share_panel(body.page.tr, taken)

    assert f'data-aq-share="{taken.frozen.replace("&", "&amp;")}"' in sending
    assert sending.count("<a href=") == len(taken.senders)
    assert panel.count("<a href=") == len(taken.cards) + len(taken.files)
    assert "<svg" in panel


def test_a_debt_without_its_date_and_source_is_on_no_card(ask_page):
    body = body_of(ask_page, "contractor", "id=benedixsimus", "en")

    assert "Tax debt" in [key.label for key in body.keys]
    assert [key.label for key in body.bare_keys] == [key.label for key in body.keys if key.label != "Tax debt"]
