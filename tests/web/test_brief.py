"""Hearing packs over HTTP: the right file for any link, its name, how long it is kept, and what a crowd is told."""

import io

import httpx
import pytest
from pypdf import PdfReader
from starlette.applications import Starlette

from dashboard.settings import Settings
from dashboard.words import words
from tests.apart import apart
from web import brief
from web.brief import FORMS, Briefs, brief_routes
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

    def get(self, address, headers=None):
        async def ask():
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
                return await client.get(address, headers=headers)

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


def test_crowd_is_told_to_come_back(snapshots, tmp_path):
    briefs = Briefs(Settings(snapshots=snapshots, cache_dir=tmp_path))
    briefs._gate = Gate(at_once=1, waiting=0)
    asking = Client([brief.Route("/brief.pdf", briefs.answer)])

    with briefs._gate.passed():
        answer = asking.get("/brief.pdf?lang=kk", {"accept-language": "ru"})

    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"


def test_site_without_data_has_no_pack(tmp_path):
    asking = Client(brief_routes(Settings(snapshots=tmp_path, cache_dir=tmp_path)))

    assert asking.get("/brief.pdf").status_code == 503


def test_fault_of_ours_is_told_in_words_and_kept_by_nobody(snapshots, tmp_path, monkeypatch, caplog):
    def fail(packs, origin):
        raise RuntimeError("no ink")

    monkeypatch.setattr(brief, "FORMS", {"pdf": brief.Form("application/pdf", kept=False, write=fail)})
    asking = Client(brief_routes(Settings(snapshots=snapshots, cache_dir=tmp_path)))

    answer = asking.get("/brief.pdf", {"accept-language": "ru"})

    assert answer.status_code == 500
    assert answer.text == words("ru")(
        "The fault is ours and was written down. Other pages and other filters still work."
    )
    assert answer.headers["cache-control"] == "no-store"
    assert "no ink" in caplog.text
