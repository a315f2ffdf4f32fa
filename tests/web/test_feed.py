"""Feeds are read by a feed reader without complaint, keep the names of their entries, and are sent once."""

import shutil
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import feedparser
import httpx
import pytest
from starlette.applications import Starlette

from dashboard.answers import Site
from dashboard.views import changes
from tests.apart import apart
from tests.nights import CAME, GONE
from tests.pipelines.running import OPEN_AKIMAT
from web.feed import feed_routes

BASE = "https://aqsha.example"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AQSHA_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def get(nights: tuple[Path, list[str]]) -> Callable[..., httpx.Response]:
    site = Site(nights[0])
    app = Starlette(routes=feed_routes(lambda: site, BASE))

    def getting(query: str = "lang=en", **headers: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
                named = {name.replace("_", "-"): value for name, value in headers.items()}
                return await client.get(f"/feed.atom?{query}", headers=named)

        return apart(ask())

    return getting


def parsed(answer: httpx.Response) -> feedparser.FeedParserDict:
    found = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["content-type"]})
    assert found.bozo is False, found.get("bozo_exception")
    return found


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
@pytest.mark.parametrize("query", ["", "level=all&region=zhambyl", "level=central", "q=%3Cb%3E%26%22&nonsense=1"])
def test_a_feed_reader_has_nothing_to_complain_of(query, lang, get):
    answer = get(f"lang={lang}&{query}")

    found = parsed(answer)

    assert found.version == "atom10"
    assert found.feed.language == lang
    assert found.feed.title
    assert found.feed.author_detail.name
    assert all(one.title and one.summary and one.link and one.id and one.published for one in found.entries)


def test_an_entry_tells_the_tenge_and_leads_to_its_record(get):
    by_record = {one.id.split(":")[3]: one for one in parsed(get()).entries}

    assert by_record.keys() == {GONE, CAME, OPEN_AKIMAT}
    texts = {key: one.title.replace("\u00a0", " ") for key, one in by_record.items()}
    assert texts[CAME] == "+12.5 million ₸: new here, Made up & <new>"
    assert texts[GONE].startswith("−44 million ₸: no longer there, ")
    assert texts[OPEN_AKIMAT].startswith("+2 million ₸: changed, ")
    assert by_record[CAME].link == f"{BASE}/record?id={CAME}&lang=en"
    assert by_record[GONE].link == f"{BASE}/changes?lang=en"
    assert next(one.href for one in by_record[CAME].links if one.rel == "via").startswith("https://ratel.kz/")
    assert "was 79 000 000 ₸, is 81 000 000 ₸" in by_record[OPEN_AKIMAT].summary.replace("\u00a0", " ")
    assert [one.term for one in by_record[OPEN_AKIMAT].tags] == ["changed"]


def test_names_of_entries_stay_night_after_night_and_stand_once(nights, get):
    seen: list[set[str]] = []
    for one in nights[1]:
        ids = [entry.id for entry in parsed(get(f"lang=en&asof={one}")).entries]
        assert len(ids) == len(set(ids))
        seen.append(set(ids))

    assert [len(ids) for ids in seen] == [0, 1, 2, 3]
    assert all(old < new for old, new in pairwise(seen))
    assert f"tag:aqsha.example,2026:record:{OPEN_AKIMAT}:{nights[1][1]}" in seen[1]


def test_names_are_the_same_in_all_languages_and_filters(get):
    names = {frozenset(one.id for one in parsed(get(query)).entries) for query in ("lang=en", "lang=kk", "level=all")}

    assert len(names) == 1


def test_updated_is_the_moment_of_the_newest_entry_or_of_the_edition(nights, get):
    assert parsed(get()).feed.updated == "2026-11-25T03:00:00+00:00"
    assert parsed(get("lang=en&system=open-akimat")).feed.updated == "2026-11-24T03:00:00+00:00"
    assert parsed(get(f"lang=en&asof={nights[1][0]}")).feed.updated == "2026-11-22T03:00:00+00:00"


def test_links_name_the_feed_and_the_page_with_the_same_filters(get):
    links = {one.rel: one.href for one in parsed(get("region=zhambyl&lang=ru&utm_source=x")).feed.links}

    assert links["self"] == f"{BASE}/feed.atom?region=zhambyl&lang=ru"
    page = urlsplit(links["alternate"])
    assert (page.path, parse_qs(page.query)) == ("/changes", {"region": ["zhambyl"], "lang": ["ru"]})
    assert get("region=zhambyl&lang=ru").content == get(urlsplit(links["self"]).query).content


def test_what_could_not_be_read_is_named_in_the_feed(get):
    assert "atlantis" in parsed(get("lang=en&region=atlantis")).feed.subtitle


def test_the_readers_language_is_followed_where_the_link_names_none(get):
    answer = get("", accept_language="ru")

    assert parsed(answer).feed.language == "ru"
    assert answer.headers["vary"] == "Accept-Language"
    assert "vary" not in get().headers


@pytest.mark.parametrize("header", ["if_none_match", "if_modified_since"])
def test_a_reader_who_holds_the_feed_gets_nothing_again(header, get):
    first = get()
    mark = first.headers["etag" if header == "if_none_match" else "last-modified"]

    again = get(**{header: mark})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"if_none_match": '"other"'}, id="another version"),
        pytest.param({"if_modified_since": "Tue, 24 Nov 2026 03:00:00 GMT"}, id="read before"),
        pytest.param({"if_modified_since": "yesterday"}, id="no date"),
        pytest.param({"if_modified_since": f"Mon, 01 Jan 2024 00:00:00 +{'9' * 30}"}, id="no date that there can be"),
        pytest.param(
            {"if_none_match": '"other"', "if_modified_since": "Wed, 25 Nov 2026 03:00:00 GMT"}, id="the mark decides"
        ),
    ],
)
def test_a_reader_who_does_not_hold_it_gets_it(headers, get):
    assert get(**headers).status_code == 200


def test_only_a_feed_of_a_kept_edition_holds_for_ever(nights, get):
    assert "immutable" in get(f"lang=en&asof={nights[1][1]}").headers["cache-control"]
    assert get().headers["cache-control"] == "no-cache"
    assert get("lang=en&asof=2020-01-01-00000000").headers["cache-control"] == "no-cache"


def test_the_feed_of_the_nearest_edition_in_place_of_a_removed_one_does_not_hold_for_ever(nights, tmp_path):
    root = shutil.copytree(nights[0], tmp_path / "snapshots")
    shutil.rmtree(root / nights[1][1])
    app = Starlette(routes=feed_routes(lambda: Site(root), BASE))

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE) as client:
            return await client.get(f"/feed.atom?lang=en&asof={nights[1][1]}")

    answer = apart(ask())

    assert "is no longer kept" in parsed(answer).feed.subtitle
    assert answer.headers["cache-control"] == "no-cache"


def test_nights_that_do_not_fit_are_told_by_their_sums(get, nights, monkeypatch):
    whole = {one.id for one in parsed(get("lang=en&tier=press&counted=all")).entries}
    monkeypatch.setattr(changes, "ENTRIES", 1)

    entries = parsed(get("lang=en&level=local&counted=all")).entries

    assert [one.tags[0].term for one in entries] == ["gone", "night", "night"]
    assert entries[1].title.replace("\u00a0", " ") == "+12.5 million ₸: 1 change in the edition of 24 November 2026"
    assert len({one.id for one in entries}) == 3
    assert entries[0].id in whole
    moments = [datetime.fromisoformat(one.updated) for one in entries]
    assert moments == sorted(moments, reverse=True)


def test_without_any_edition_the_feed_says_so(tmp_path):
    app = Starlette(routes=feed_routes(lambda: Site(tmp_path), BASE))

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE) as client:
            return await client.get("/feed.atom")

    assert apart(ask()).status_code == 503
