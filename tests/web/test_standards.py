"""The routes of open standards: right types, immutable by edition, the newest by name, nothing of a request kept."""

import gzip
import json
import threading

import httpx
import pytest
from starlette.applications import Starlette

from dashboard.settings import Settings
from dashboard.snapshots import newest
from dashboard.standards import files as made
from dashboard.standards import ocds
from tests.apart import apart
from web import standards
from web.routes import plain_routes

NAMES = ("datapackage.json", "catalog.jsonld", "ocds.json.gz", "ocds-records.json.gz", "ocds-policy.txt")


class Client:
    """Asks the routes in process."""

    def __init__(self, snapshots, cache_dir, **names):
        settings = Settings(snapshots=snapshots, cache_dir=cache_dir, **names)
        self._app = Starlette(routes=plain_routes(lambda: True, settings))

    def get(self, address, method="GET", **headers):
        async def ask():
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
                sent = {name.replace("_", "-"): value for name, value in headers.items()}
                return await client.request(method, address, headers=sent)

        return apart(ask())


@pytest.fixture(scope="module")
def cache_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def client(snapshots, cache_dir):
    return Client(snapshots, cache_dir)


@pytest.fixture(scope="module")
def edition(snapshots):
    return newest(snapshots).id


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_an_edition_is_kept_for_ever_and_known_again(client, edition, name):
    answer = client.get(f"/files/{edition}/{name}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert edition in answer.headers["content-disposition"]
    again = client.get(f"/files/{edition}/{name}", if_none_match=answer.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/files/{edition}/{name}", if_none_match='"other"').status_code == 200


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("datapackage.json", "application/json"),
        ("catalog.jsonld", "application/ld+json"),
        ("ocds.json.gz", "application/gzip"),
        ("ocds-policy.txt", "text/plain; charset=utf-8"),
    ],
)
def test_files_have_the_media_types_of_their_standards(client, edition, name, kind):
    assert client.get(f"/files/{edition}/{name}").headers["content-type"] == kind


def test_names_tell_files_apart(client, edition, snapshots, tmp_path):
    tags = {client.get(f"/files/{edition}/{name}").headers["etag"] for name in NAMES}
    assert len(tags) == len(NAMES)
    named = Client(snapshots, tmp_path, base_url="https://example.kz", ocds_prefix="ocds-abc123")
    assert named.get(f"/files/{edition}/ocds.json.gz").headers["etag"] not in tags


def test_a_registered_prefix_ends_the_preview(client, edition, snapshots, tmp_path):
    named = Client(snapshots, tmp_path, ocds_prefix="ocds-abc123")
    for asked, preview in ((client, True), (named, False)):
        answer = asked.get(f"/files/{edition}/ocds.json.gz")
        package = json.loads(gzip.decompress(answer.content))
        assert ("PREVIEW" in package["publisher"]["name"]) is preview
        assert ("preview" in answer.headers["content-disposition"]) is preview
        assert package["releases"][0]["ocid"].startswith("ocds-xxxxxx" if preview else "ocds-abc123")


@pytest.mark.parametrize("name", NAMES)
def test_what_a_request_says_of_its_host_is_not_kept(client, edition, name):
    content = client.get(f"/files/{edition}/{name}", host="evil.test").content
    plain = gzip.decompress(content) if name.endswith(".gz") else content
    assert b"evil" not in plain


@pytest.mark.parametrize("rest", ["datapackage.json", "tables/records.parquet", "manifest.json", "catalog.jsonld"])
def test_the_newest_edition_is_reached_by_name(client, edition, rest):
    answer = client.get(f"/files/latest/{rest}")
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/files/{edition}/{rest}"
    assert answer.headers["cache-control"] == "no-cache"
    assert client.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/files/2001-01-01-00000000/datapackage.json",
        "/files/nothing/ocds.json.gz",
        "/sitemap/1.xml",
        "/sitemap/0.xml",
    ],
)
def test_what_is_not_there_is_404(client, address):
    assert client.get(address).status_code == 404


def test_no_redirect_leads_to_another_site(client, edition):
    location = client.get("/files/latest//evil.test/x").headers["location"]
    assert location.startswith(f"/files/{edition}/")
    assert client.get("/files/latest/%0d%0aset-cookie:x").status_code == 404


def test_an_edition_without_contracts_says_so(client, edition, monkeypatch, snapshots, tmp_path):
    monkeypatch.setattr(ocds, "TIER", "nowhere")
    assert Client(snapshots, tmp_path).get(f"/files/{edition}/ocds.json.gz").status_code == 404


def test_without_a_folder_to_keep_it_in_a_file_is_refused_for_now(edition, snapshots, tmp_path):
    (tmp_path / "file").touch()
    asked = Client(snapshots, tmp_path / "file")
    assert asked.get(f"/files/{edition}/datapackage.json").status_code == 503


def test_a_reader_is_asked_back_while_a_file_is_being_made(edition, snapshots, tmp_path, monkeypatch):
    go_on = threading.Event()
    slow = dict(made.MAKERS) | {"catalog.jsonld": lambda _one, _dir, path: (go_on.wait(20), path.write_text("{}"))}
    monkeypatch.setattr(made, "MAKERS", slow)
    monkeypatch.setattr(standards, "PATIENCE", 0.05)
    asked = Client(snapshots, tmp_path)
    first = asked.get(f"/files/{edition}/catalog.jsonld")
    go_on.set()
    monkeypatch.setattr(standards, "PATIENCE", 20)
    assert (first.status_code, first.headers["retry-after"]) == (503, "30")
    assert asked.get(f"/files/{edition}/catalog.jsonld").text == "{}"


def test_readers_who_wait_never_take_all_threads(tmp_path, monkeypatch):
    monkeypatch.setattr(standards, "READERS_WAITING", 1)
    workshop, file = standards.Workshop(), tmp_path / "file"
    began, go_on = threading.Event(), threading.Event()

    def make():
        began.set()
        go_on.wait(20)
        return file

    waiting = threading.Thread(target=workshop.get, args=(file, make))
    waiting.start()
    assert began.wait(20)
    sent_away = workshop.get(tmp_path / "other", make)
    go_on.set()
    waiting.join()

    assert sent_away is None
    assert workshop.get(file, make) == file


def test_a_file_is_made_once_however_many_ask(tmp_path):
    calls, kept = [], tmp_path / "edition" / "file"

    def make(path):
        calls.append(path)
        path.write_text("made")

    threads = [threading.Thread(target=made.make_once, args=(kept, make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    assert [path.name for path in kept.parent.iterdir()] == ["file"]


def test_a_file_that_could_not_be_made_leaves_nothing_behind(tmp_path):
    def fail(path):
        path.write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        made.make_once(tmp_path / "edition" / "file", fail)
    assert list((tmp_path / "edition").iterdir()) == []


def test_only_the_editions_made_last_are_kept(tmp_path):
    for number in range(made.EDITIONS_KEPT + 3):
        made.make_once(tmp_path / f"edition-{number}" / "file", lambda path: path.write_text("made"))
    assert len(list(tmp_path.iterdir())) == made.EDITIONS_KEPT
    assert (tmp_path / f"edition-{made.EDITIONS_KEPT + 2}" / "file").is_file()


def test_the_sitemap_is_told_for_the_address_that_was_asked(client):
    answer = client.get("/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    assert b"<loc>http://site.test/region?id=astana&amp;lang=kk</loc>" in answer.content
    assert client.get("/sitemap.xml", if_none_match=answer.headers["etag"]).status_code == 304
    assert client.get("/sitemap.xml", host="other.test").headers["etag"] != answer.headers["etag"]


def test_crawlers_are_told_where_the_sitemap_is(client):
    assert "Sitemap: http://site.test/sitemap.xml" in client.get("/robots.txt").text


def test_a_head_request_sends_no_body(client, edition):
    answer = client.get(f"/files/{edition}/datapackage.json", method="HEAD")
    assert (answer.status_code, answer.content) == (200, b"")
