"""The sitemap lists every page once in each language, each link as pages write it, however many there are."""

from dataclasses import replace
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from dashboard.filters import Filters
from dashboard.paths import PAGES
from dashboard.standards import sitemap
from dashboard.standards.robots import robots
from dashboard.words import LANGUAGES
from tests.dashboard.standards.conftest import SITE

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def _locations(lines):
    return [one.text for one in ET.fromstring(b"".join(lines)).iter(f"{MAP}loc")]


def _table(published, name):
    return pl.read_parquet(published.snapshot.folder / "tables" / f"{name}.parquet")


def _expected(published):
    """Write all links by the grammar itself."""
    regions = _table(published, "regions").filter(pl.col("valid_to").is_null(), pl.col("region_type") != "country")
    parties = _table(published, "parties")
    subjects = {
        "region": regions["region"],
        "customer": {*parties.filter("is_customer")["party_id"], "president-press-service"},
        "contractor": parties.filter("is_contractor")["party_id"],
        "system": _table(published, "systems")["system_id"],
        "record": _table(published, "records")["record_id"],
        "question": (),  # a letter about one subject, made for one reader
        "hearing": (),  # a pack for one meeting
    }
    for page in PAGES:
        for subject in subjects.get(page.key, [None]):
            for language in LANGUAGES:
                yield f"{SITE}/{page.path}?{Filters(id=subject, lang=language).to_query()}"


@pytest.fixture(params=["published", "register"])
def edition(request):
    return request.getfixturevalue(request.param)


def test_every_page_is_listed_once_in_each_language(edition):
    found = _locations(sitemap.sitemap(edition))
    assert len(found) == len(set(found))
    assert set(found) == set(_expected(edition))


def test_each_entry_names_all_languages_and_itself(edition):
    for entry in ET.fromstring(b"".join(sitemap.sitemap(edition))):
        twins = {one.get("hreflang"): one.get("href") for one in entry.iter(LINK)}
        location = entry.find(f"{MAP}loc").text
        assert set(twins) == {*LANGUAGES, "x-default"}
        assert location in twins.values()
        assert "lang=" not in twins["x-default"]


def test_a_record_changed_last_on_the_day_that_the_history_tells(published):
    dated = {
        one.find(f"{MAP}loc").text: one.find(f"{MAP}lastmod").text
        for one in ET.fromstring(b"".join(sitemap.sitemap(published)))
    }
    assert set(dated.values()) == {published.snapshot.day}


def test_more_links_than_a_file_may_hold_become_an_index_of_files_with_the_same_links(edition, monkeypatch):
    whole = _locations(sitemap.sitemap(edition))
    monkeypatch.setattr(sitemap, "MOST_LINKS", 100)
    monkeypatch.setattr(sitemap, "SUBJECTS_IN_FILE", 17)
    parts = _locations(sitemap.sitemap(edition))
    assert parts == [f"{SITE}/sitemap/{number}.xml" for number in range(1, sitemap.files(edition) + 1)]
    pages = [_locations(sitemap.page_of_links(edition, number)) for number in range(1, len(parts) + 1)]
    assert max(map(len, pages)) <= 17 * len(LANGUAGES)
    assert [link for page in pages for link in page] == whole


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/", True),
        ("/region?id=astana&lang=kk", True),
        ("/light/region?id=astana", True),
        ("/card.png?view=overview", True),
        ("/files/2026-11-22-a4fb130e/tables/records.parquet", False),
        ("/files/bundle/astana.zip", False),
        ("/api/v1/records.csv", False),
        ("/api/openapi.json", True),
    ],
)
def test_crawlers_may_read_pages_and_leave_heavy_files(path, may):
    reader = RobotFileParser()
    reader.parse(robots(SITE).splitlines())
    assert reader.can_fetch("*", f"{SITE}{path}") is may


def test_the_sitemap_is_named_in_full_or_not_at_all():
    assert f"Sitemap: {SITE}/sitemap.xml" in robots(SITE)
    assert "Sitemap" not in robots("")


def test_addresses_with_an_ampersand_stay_well_formed(published):
    assert b"&lang" not in b"".join(sitemap.sitemap(replace(published, base_url="https://x.kz")))
