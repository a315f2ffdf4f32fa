"""Hearing packs over HTTP: the right file for any link, its name, how long it is kept, and what a crowd is told."""

import asyncio
import io
import re
from threading import Event

import httpx
import pytest
from pypdf import PdfReader
from starlette.applications import Starlette

from dashboard.settings import Settings
from dashboard.words import words
from tests.apart import apart
from web import brief
from web.brief import AT_ONCE, FORMS, WAITING, Briefs, brief_routes
from web.gate import Gate

ORIGIN = "http://site.test"
TARAZ = "system=open-akimat&system=taraz-media-centre"
SIGNS = {"pdf": b"%PDF", "html": b"<!doctype html>", "xlsx": b"PK"}
TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Client:
    """Asks the routes in process."""

    def __init__(self, routes):
        self._app = Starlette(routes=routes)

    def get(self, address, headers=None, method="GET"):
        (answer,) = self.get_at_once([address], headers, method)
        return answer

    def get_at_once(self, addresses, headers=None, method="GET"):
        async def ask():
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
                return await asyncio.gather(*(client.request(method, one, headers=headers) for one in addresses))

        return apart(ask())


@pytest.fixture(scope="module")
def client(snapshots, tmp_path_factory):
    return Client(brief_routes(Settings(snapshots=snapshots, cache_dir=tmp_path_factory.mktemp("cache"))))


def _text(answer):
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("form", FORMS)
def test_pack_comes_in_every_form_under_a_name_that_tells_edition_and_subject(client, ask_page, form):
    answer = client.get(f"/brief.{form}?{TARAZ}")

    edition = ask_page("overview").asked.snapshot.id
    assert answer.status_code == 200
    assert answer.headers["content-type"] == TYPES[form]
    assert answer.content.lower().startswith(SIGNS[form].lower())
    name = f"aqsha-qaida-brief-open-akimat-taraz-media-centre-kk-ru-{edition}.{form}"
    shown = "inline" if form == "pdf" else "attachment"
    assert answer.headers["content-disposition"] == f'{shown}; filename="{name}"'
    assert len(answer.content) < 2_000_000


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_language_of_the_link_is_the_only_one(client, lang):
    read = PdfReader(io.BytesIO(client.get(f"/brief.pdf?{TARAZ}&lang={lang}").content))

    assert read.trailer["/Root"]["/Lang"] == lang
    assert " / " not in read.metadata.title


def test_link_without_a_language_gives_kazakh_and_russian_whatever_the_browser_wants(client):
    answer = client.get(f"/brief.pdf?{TARAZ}", {"accept-language": "en"})

    read = PdfReader(io.BytesIO(answer.content))
    assert read.trailer["/Root"]["/Lang"] == "kk"
    assert "79 млн ₸" in read.metadata.title.replace("\u00a0", " ")
    assert " / " in read.metadata.title
    assert "vary" not in answer.headers


def test_first_page_has_the_short_link_that_is_printed_with_the_sites_address(client, ask_page):
    answer = client.get(f"/brief.pdf?{TARAZ}&lang=ru")

    signs = ask_page("overview").asked.snapshot.id[-8:]
    assert f"site.test/s/{signs}/hearing?system=open-akimat&system=taraz-media-centre&lang=ru" in _text(answer)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("region=aktobe&from=2001&to=2001", id="no record"),
        pytest.param("q=%F0%9F%9A%80%00%EF%BB%BF", id="signs that no font holds"),
        pytest.param("system=nowhere&zzz=1&lang=xx", id="what nothing is called"),
        pytest.param("&".join(f"part={letter}-sides" for letter in "ab") + "&part=nonsense", id="odd parts"),
        pytest.param("", id="everything"),
    ],
)
def test_any_link_makes_a_pack(client, query):
    answer = client.get(f"/brief.pdf?{query}")

    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


def test_what_the_link_could_not_have_is_named(client):
    answer = client.get("/brief.pdf?system=nowhere&lang=ru")

    assert "nowhere" in _text(answer)


def test_pack_is_asked_for_again_only_when_something_changed(client):
    first = client.get(f"/brief.pdf?{TARAZ}&lang=ru")

    again = client.get(f"/brief.pdf?{TARAZ}&lang=ru", {"if-none-match": first.headers["etag"]})

    assert first.headers["cache-control"] == "no-cache"
    assert again.status_code == 304
    others = [
        f"/brief.pdf?{TARAZ}",
        f"/brief.pdf?{TARAZ}&lang=kk",
        "/brief.pdf?lang=ru",
        f"/brief.html?{TARAZ}&lang=ru",
    ]
    assert first.headers["etag"] not in {client.get(other).headers["etag"] for other in others}


def test_pinned_pack_is_kept_for_ever_and_an_unknown_edition_is_not(client, ask_page):
    edition = ask_page("overview").asked.snapshot.id

    pinned = client.get(f"/brief.pdf?{TARAZ}&lang=kk&asof={edition}")
    unknown = client.get(f"/brief.pdf?{TARAZ}&lang=kk&asof=2020-01-01-00000000")

    assert pinned.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert unknown.headers["cache-control"] == "no-cache"


def test_pack_is_written_once_for_all_who_ask(snapshots, tmp_path, monkeypatch):
    written = []

    def write(packs, origin):
        written.append((len(packs), origin))
        return b"%PDF"

    monkeypatch.setattr(brief, "FORMS", {"pdf": brief.Form("application/pdf", kept=False, write=write)})
    asking = Client(brief_routes(Settings(snapshots=snapshots, cache_dir=tmp_path)))

    for _ in range(2):
        assert asking.get(f"/brief.pdf?{TARAZ}").content == b"%PDF"

    assert written == [(2, ORIGIN)]


def test_a_room_that_opens_one_link_at_once_is_served_by_one_writing(snapshots, tmp_path, monkeypatch):
    room = AT_ONCE + WAITING + 4
    written, all_asked = [], Event()

    def write(packs, origin):
        assert all_asked.wait(timeout=30)
        written.append(packs)
        return b"%PDF"

    monkeypatch.setattr(brief, "FORMS", {"pdf": brief.Form("application/pdf", kept=False, write=write)})
    briefs = Briefs(Settings(snapshots=snapshots, cache_dir=tmp_path))
    plain, asked = briefs._last.get, []

    def get(key, compute):
        asked.append(key)
        if len(asked) == room:
            all_asked.set()
        return plain(key, compute)

    monkeypatch.setattr(briefs._last, "get", get)
    asking = Client([brief.Route("/brief.pdf", briefs.answer)])

    answers = asking.get_at_once([f"/brief.pdf?{TARAZ}"] * room)

    assert [one.status_code for one in answers] == [200] * room
    assert len(written) == 1


@pytest.mark.parametrize(
    ("query", "wished", "told"),
    [
        pytest.param("", "ru", "ru", id="of the browser"),
        pytest.param("lang=kk", "ru", "kk", id="of the link"),
    ],
)
def test_crowd_is_told_to_come_back_in_the_readers_language(snapshots, tmp_path, query, wished, told):
    briefs = Briefs(Settings(snapshots=snapshots, cache_dir=tmp_path))
    briefs._gate = Gate(at_once=1, waiting=0)
    asking = Client([brief.Route("/brief.pdf", briefs.answer)])

    with briefs._gate.passed():
        answer = asking.get(f"/brief.pdf?{query}", {"accept-language": wished})

    assert answer.status_code == 503
    assert answer.text == words(told)("The file can't be made just now. Please ask again in a moment.")
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"


def test_site_without_data_has_no_pack(tmp_path):
    asking = Client(brief_routes(Settings(snapshots=tmp_path, cache_dir=tmp_path)))

    answer = asking.get("/brief.pdf?lang=ru")

    assert answer.status_code == 503
    assert answer.text == words("ru")(
        "No data edition has been published on this server. Run «make nightly» and open the page again."
    )


def test_fault_of_ours_is_told_in_words_and_kept_by_nobody(snapshots, tmp_path, monkeypatch, caplog):
    def fail(packs, origin):
        raise RuntimeError("no ink")

    monkeypatch.setattr(brief, "FORMS", {"pdf": brief.Form("application/pdf", kept=False, write=fail)})
    asking = Client(brief_routes(Settings(snapshots=snapshots, cache_dir=tmp_path)))

    answer = asking.get(f"/brief.pdf?{TARAZ}", {"accept-language": "ru"})

    assert answer.status_code == 500
    assert answer.text == words("ru")(
        "The fault is ours and was written down. Other pages and other filters still work."
    )
    assert answer.headers["cache-control"] == "no-store"
    assert "no ink" in caplog.text
    assert TARAZ in caplog.text


def test_fault_in_opening_the_link_is_told_in_words_too(snapshots, tmp_path, monkeypatch, caplog):
    def fail(*_given):
        raise OSError("no such disk")

    monkeypatch.setattr(brief, "open_page", fail)
    asking = Client(brief_routes(Settings(snapshots=snapshots, cache_dir=tmp_path)))

    answer = asking.get("/brief.html?lang=en")

    assert answer.status_code == 500
    assert answer.text.startswith("The fault is ours")
    assert "no such disk" in caplog.text


@pytest.mark.parametrize("form", FORMS)
def test_head_has_the_headers_of_the_file_and_no_body(client, form):
    whole, head = (client.get(f"/brief.{form}?{TARAZ}&lang=en", method=method) for method in ("GET", "HEAD"))

    assert head.status_code == 200
    assert head.content == b""
    assert dict(head.headers) == dict(whole.headers)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("id=%0d%0aX-Evil:1&system=%22;x=1&record=%EF%BB%BFx", id="signs of headers"),
        pytest.param("&".join(f"contractor=someone-{number:04}" for number in range(400)), id="very long"),
    ],
)
def test_name_of_the_file_is_short_and_plain_whatever_the_link_says(client, query):
    answer = client.get(f"/brief.html?{query}&lang=ru")

    assert answer.status_code == 200
    assert re.fullmatch(r'attachment; filename="[a-z0-9.-]{1,120}"', answer.headers["content-disposition"])
