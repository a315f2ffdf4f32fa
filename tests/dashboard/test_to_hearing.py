"""Ways to a hearing: from each page to one about its own subject, beside its share button and on light pages."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from dashboard.bodies.every import BODIES
from dashboard.body import Figure, FilterBar
from dashboard.html import pieces
from dashboard.html.taking import way_to_hearing
from dashboard.share import share
from dashboard.words import LANGUAGES
from web.light.page import light_page

TARAZ = "system=open-akimat&system=taraz-media-centre"
OPEN_AKIMAT = "it-taraz-open-akimat-2020"
WAYS = [
    pytest.param("record", f"id={OPEN_AKIMAT}", f"record={OPEN_AKIMAT}", id="record"),
    pytest.param("system", "id=open-akimat&region=abai", "system=open-akimat", id="system"),
    pytest.param("region", "id=zhambyl&category=it", "region=zhambyl&category=it", id="region"),
    pytest.param("region", "id=zhambyl&place=taraz", "region=zhambyl&place=taraz", id="town"),
    pytest.param("contractor", "id=benedixsimus", "contractor=benedixsimus", id="contractor"),
    pytest.param("customer", "id=akimat-taraz", "customer=akimat-taraz", id="customer"),
    pytest.param("compare", "region=astana&region=zhambyl", "region=astana&region=zhambyl", id="compare"),
    pytest.param("needs", TARAZ, TARAZ, id="needs"),
    pytest.param("promises", "region=astana&level=all", "region=astana&level=all", id="promises"),
]


@pytest.fixture
def ask(ask_page):
    return lambda query="", lang="en", key="hearing": ask_page(key, query, lang)


def body_of(page):
    return BODIES[page.key](page)


def shown(page):
    still = [one for one in body_of(page).every() if not isinstance(one, Figure | FilterBar)]
    return "".join(str(pieces.still(page.tr, one)) for one in still)


def foot_of(light_html):
    return str(light_html).rpartition("aq-ways")[2].replace("&amp;", "&")


@pytest.mark.parametrize("root", ["", "/light"])
@pytest.mark.parametrize(("key", "query", "subject"), WAYS)
def test_pages_lead_to_a_hearing_about_their_own_subject(ask, key, query, subject, root):
    page = replace(ask(query, key=key), root=root)

    told = shown(page).replace("&amp;", "&")

    assert f'href="{root}/hearing?{subject}&lang=en"' in told


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("key", "query", "subject"), WAYS)
def test_the_way_beside_share_and_the_light_pages_foot_lead_to_it_too(ask, key, query, subject, lang):
    page = replace(ask(query, lang, key), origin="https://site.test")

    way = str(way_to_hearing(share(body_of(page), page.origin))).replace("&amp;", "&")
    foot = foot_of(light_page(body_of(replace(page, root="/light")), ""))

    link = f"/hearing?{subject}&lang={lang}"
    assert f'href="https://site.test{link}"' in way
    assert f'href="/light{link}"' in foot


@pytest.mark.parametrize("key", sorted(BODIES))
def test_every_page_but_the_hearing_itself_has_the_way_beside_its_share_button(ask, key):
    taken = share(body_of(ask(key=key)), "https://site.test")

    assert len(taken.hearing) == (key != "hearing")
    assert way_to_hearing(taken).count('href="https://site.test/hearing?') == len(taken.hearing)


def test_hearing_about_a_thing_of_central_bodies_is_of_their_money(ask):
    page = ask()
    sql = "SELECT record_id, level FROM records WHERE level = 'central' ORDER BY record_id LIMIT 1"
    row = page.asked.store.one(sql)

    told = shown(ask(f"id={row['record_id']}", key="record")).replace("&amp;", "&")

    link = f"/hearing?level=central&record={row['record_id']}&lang=en"
    assert f'href="{link}"' in told
    assert "nothing found" not in body_of(ask(urlsplit(link).query)).heading.title


def test_pinned_page_leads_to_a_pinned_hearing(ask):
    edition = ask().asked.snapshot.id

    told = shown(ask(f"{TARAZ}&asof={edition}", key="needs")).replace("&amp;", "&")

    assert f"/hearing?{TARAZ}&asof={edition}&lang=en" in told
