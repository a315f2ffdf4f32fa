"""The API over HTTP: figures of the pages, walked by cursors, kept by readers, open to other sites, problems named."""

import base64
import csv
import io
import re
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import orjson
import pyarrow.parquet as pq
import pytest
import schemathesis
import streamlit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard.exports.as_xlsx import MOST_ROWS
from dashboard.exports.every import EXPORTS
from dashboard.filters import BY_NAME, KEYS
from dashboard.paths import PAGE_PATHS
from dashboard.settings import Settings
from dashboard.snapshots import newest
from dashboard.views import records
from tests.apart import apart
from web.api.grammar import ABOUT, CODES, parameters
from web.api.problems import NAMES, Problem
from web.gate import Gate
from web.link_header import ROOM
from web.open_reading import OpenReading
from web.routes import plain_routes
from web.surface import Surface

FORMS = ("json", "csv", "xlsx", "parquet")


class Client:
    """Asks the site's plain routes in process."""

    def __init__(self, snapshots, cache_dir):
        routes = plain_routes(lambda: True, Settings(snapshots=snapshots, cache_dir=cache_dir))
        self._app = Starlette(routes=routes, middleware=[Middleware(OpenReading)])

    def get(self, address, method="GET", headers=None):
        async def ask():
            transport = httpx.ASGITransport(app=self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
                return await client.request(method, address, headers=headers)

        return apart(ask())

    def problem(self, address, headers=None):
        answer = self.get(address, headers=headers)
        assert answer.headers["content-type"] == "application/problem+json"
        told = answer.json()
        assert told["status"] == answer.status_code
        assert {"type", "title", "instance"} <= told.keys()
        assert told["type"].removeprefix("/api/problems/") in NAMES
        return told


@pytest.fixture(scope="module")
def client(snapshots, tmp_path_factory):
    return Client(snapshots, tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def edition(snapshots):
    found = newest(snapshots)
    assert found is not None
    return found.id


@pytest.fixture(scope="module")
def subjects(store):
    return {
        "region": "id=zhambyl",
        "customer": "id=akimat-taraz",
        "system": "id=open-akimat",
        "record": "id=" + store.rows("SELECT record_id AS id FROM records ORDER BY 1 LIMIT 1")[0]["id"],
        "contractor": "id="
        + store.rows("SELECT contractor_id AS id FROM records WHERE contractor_id IS NOT NULL ORDER BY 1 LIMIT 1")[0][
            "id"
        ],
    }


def read(answer, form):
    """Return the rows of an answer, each a mapping."""
    if form == "json":
        return answer.json()["rows"]
    if form == "csv":
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    if form == "parquet":
        return pq.read_table(io.BytesIO(answer.content)).to_pylist()
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    heading, *rows = book.get_sheet_by_index(1).to_python(skip_empty_area=False)
    return [dict(zip(heading, row, strict=True)) for row in rows]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("key", EXPORTS)
def test_every_view_is_given_in_every_form(client, subjects, key, form):
    answer = client.get(f"/api/v1/{key}.{form}?{subjects.get(key, '')}")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(
        {
            "json": "application/json",
            "csv": "text/csv; charset=utf-8",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "parquet": "application/vnd.apache.parquet",
        }[form]
    )
    assert isinstance(read(answer, form), list)


@pytest.mark.parametrize("form", FORMS)
def test_records_bring_the_total_of_their_page(client, ask_page, form):
    view = ask_page("records", "region=zhambyl&from=2018").view(records.build)

    rows = read(client.get(f"/api/v1/records.{form}?region=zhambyl&from=2018"), form)

    assert len(rows) == view.listed > 0
    assert sum(Decimal(str(row["in_years_kzt"])) for row in rows) == view.money.total > 0


def test_json_says_what_it_is(client, edition):
    told = client.get("/api/v1/region.json?id=zhambyl&from=2018&lang=en").json()

    meta = told["meta"]
    assert (meta["view"], meta["table"], meta["edition"], meta["edition_day"]) == (
        "region",
        "groups",
        edition,
        edition[:10],
    )
    assert meta["link"] == "http://site.test/region?id=zhambyl&from=2018&lang=en"
    assert f"asof={edition}" in meta["frozen_link"]
    assert "Zhambyl" in meta["filters"]["en"]
    assert "Жамбыл облысы" in meta["filters"]["kk"]
    assert "Жамбылская" in meta["filters"]["ru"]
    assert meta["licence"] == "CC-BY-4.0"
    assert meta["rows"] == len(told["rows"])
    assert [one["name"] for one in told["fields"]] == list(told["rows"][0])


def test_what_a_link_holds_in_vain_is_left_out_and_named(client):
    told = client.get("/api/v1/records.json?region=zhambyl&region=atlantis&year=abc&foo=1&utm_source=x&sort=zzz").json()

    assert sorted((one["parameter"], one["reason"]) for one in told["meta"]["dropped"]) == [
        ("foo", "unknown_key"),
        ("from", "unreadable"),
        ("region", "unknown_value"),
        ("sort", "unknown_value"),
        ("to", "unreadable"),
    ]
    assert told["meta"]["link"].endswith("/records?region=zhambyl&sort=zzz")


@pytest.mark.parametrize(
    ("query", "named"),
    [
        pytest.param("region=atlantis", {"region"}, id="unknown value"),
        pytest.param("foo=1&min=x", {"foo", "min"}, id="unknown key and unreadable sum"),
        pytest.param("sort=zzz", {"sort"}, id="unknown order"),
    ],
)
def test_strict_refuses_such_a_link(client, query, named):
    told = client.problem(f"/api/v1/records.json?strict=1&{query}")

    assert told["type"].endswith("/unreadable-parameters")
    assert {one["parameter"] for one in told["parameters"]} == named


def test_strict_names_what_plays_no_part_in_a_region(client):
    told = client.problem("/api/v1/region.csv?id=zhambyl&region=astana&strict=1")

    assert [one["parameter"] for one in told["parameters"]] == ["region"]


def test_strict_lets_a_good_link_through(client):
    assert client.get("/api/v1/records.json?strict=1&region=zhambyl&utm_source=x").status_code == 200


@pytest.mark.parametrize(
    ("address", "name", "status", "more"),
    [
        pytest.param("nothing.json", "unknown-view", 404, {"value": "nothing"}, id="unknown view"),
        pytest.param("records", "unknown-view", 404, {"value": "records"}, id="no form"),
        pytest.param("records.pdf", "unknown-format", 404, {"formats": list(FORMS)}, id="unknown form"),
        pytest.param("region.json", "missing-subject", 400, {"parameter": "id"}, id="no subject"),
        pytest.param(
            "region.json?id=atlantis", "unknown-subject", 404, {"parameter": "id", "value": "atlantis"}, id="subject"
        ),
        pytest.param("record.csv?id=atlantis", "unknown-subject", 404, {"parameter": "id"}, id="subject of a file"),
        pytest.param("records.json?limit=0", "bad-parameter", 400, {"parameter": "limit", "value": "0"}, id="limit 0"),
        pytest.param("records.json?limit=1001", "bad-parameter", 400, {"parameter": "limit"}, id="limit too high"),
        pytest.param("records.json?limit=²", "bad-parameter", 400, {"parameter": "limit"}, id="limit no number"),
        pytest.param("records.json?limit=1&limit=2", "bad-parameter", 400, {"parameter": "limit"}, id="two limits"),
        pytest.param("records.csv?limit=5", "bad-parameter", 400, {"parameter": "limit"}, id="limit of a file"),
        pytest.param("records.json?excel=1", "bad-parameter", 400, {"parameter": "excel"}, id="excel of json"),
        pytest.param("records.csv?excel=yes", "bad-parameter", 400, {"parameter": "excel"}, id="excel no flag"),
        pytest.param("records.csv?table=nope", "bad-parameter", 400, {"parameter": "table"}, id="unknown table"),
        pytest.param("records.json?cursor=nope", "bad-parameter", 400, {"parameter": "cursor"}, id="no cursor"),
        pytest.param("records.json?cursor=é", "bad-parameter", 400, {"parameter": "cursor"}, id="cursor no letters"),
        pytest.param("records.json?cursor=W10", "bad-parameter", 400, {"parameter": "cursor"}, id="empty cursor"),
        pytest.param(
            "records.json?asof=2020-01-01-00000000", "unknown-snapshot", 404, {"parameter": "asof"}, id="edition"
        ),
    ],
)
def test_problems_name_the_parameter(client, address, name, status, more):
    told = client.problem(f"/api/v1/{address}")

    assert (told["type"], told["status"]) == (f"/api/problems/{name}", status)
    assert {key: told.get(key) for key in more} == more


def test_an_unknown_edition_names_the_nearest(client, edition):
    assert client.problem("/api/v1/years.csv?asof=2020-01-01-00000000")["nearest"] == edition


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_problems_speak_the_language_asked_for(client, language):
    told = client.problem("/api/v1/records.json?limit=x", headers={"accept-language": language})

    assert told["title"]
    assert client.problem(f"/api/v1/records.json?limit=x&lang={language}")["title"] == told["title"]


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_problem_is_explained_at_its_address(client, name):
    answer = client.get(f"/api/problems/{name}")

    assert (answer.status_code, answer.text) == (200, NAMES[name])


def test_a_problem_of_no_known_kind_can_not_be_raised():
    with pytest.raises(ValueError, match="whatever"):
        Problem("whatever", 400, "")


@pytest.mark.parametrize("path", ["/api/", "/api/v2/records.json", "/api/docs", "/api/redoc", "/api/problems/nope"])
def test_other_addresses_are_problems_too(client, path):
    assert client.problem(path)["type"].endswith("/not-found")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_data_can_be_read_only(client, method):
    answer = client.get("/api/v1/records.json", method)

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["type"].endswith("/method-not-allowed")


def test_a_fault_of_ours_is_a_problem_without_inner_words(client, monkeypatch):
    def fail(*_):
        raise RuntimeError("inner words")

    monkeypatch.setattr("web.api.answers.understand", fail)

    answer = client.get("/api/v1/records.json")

    assert (answer.status_code, answer.json()["type"]) == (500, "/api/problems/server-error")
    assert "inner" not in answer.text


def test_too_many_rows_for_a_sheet_name_the_other_forms(client, monkeypatch):
    monkeypatch.setattr("dashboard.exports.as_xlsx.MOST_ROWS", 3)

    told = client.problem("/api/v1/records.xlsx")

    assert (told["type"], told["status"]) == ("/api/problems/too-many-rows", 422)
    assert told["forms"] == ["csv", "parquet"]
    assert ".csv" in told["detail"]
    assert MOST_ROWS < 2**20, "more than a sheet has room for"


def test_too_many_sheets_at_once_are_asked_to_wait(client, monkeypatch):
    gate = Gate(at_once=1, waiting=0)
    monkeypatch.setattr("web.api.answers._SHEETS", gate)

    with gate.passed():
        answer = client.get("/api/v1/years.xlsx")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")


def test_no_spreadsheet_is_left_behind(client, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    assert client.get("/api/v1/years.xlsx").status_code == 200
    monkeypatch.setattr("dashboard.exports.as_xlsx.MOST_ROWS", 0)
    assert client.get("/api/v1/years.xlsx").status_code == 422
    monkeypatch.setattr("dashboard.exports.as_xlsx.MOST_ROWS", MOST_ROWS)
    for part, status in (("bytes=99999999-", 416), ("bytes=x", 400), ("bytes=0-3", 206)):
        assert client.get("/api/v1/years.xlsx", headers={"range": part}).status_code == status

    assert list(tmp_path.iterdir()) == []


# ── cursors ───────────────────────────────────────────────────────────────────────────────────────────────────────


def walk(client, address):
    rows, steps = [], 0
    while address:
        told = client.get(address).json()
        rows += told["rows"]
        address, steps = told["next"], steps + 1
    return rows, steps


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    limit=st.integers(15, 60),
    sort=st.sampled_from(["", "-amount", "year", "-year", "counted"]),
    level=st.sampled_from(["local", "central", "all"]),
    counted=st.sampled_from(["", "all"]),
)
def test_cursors_walk_all_records_once(client, limit, sort, level, counted):
    query = f"sort={sort}&level={level}&counted={counted}&lang=en"

    rows, steps = walk(client, f"/api/v1/records.json?{query}&limit={limit}")

    whole = read(client.get(f"/api/v1/records.csv?{query}"), "csv")
    assert [row["record_id"] for row in rows] == [row["record_id"] for row in whole]
    assert len({row["record_id"] for row in rows}) == len(rows)
    assert steps == max(1, -(-len(rows) // limit))


@pytest.mark.parametrize("key", ["years", "contractors", "needs"])
def test_cursors_walk_other_tables(client, key):
    rows, steps = walk(client, f"/api/v1/{key}.json?limit=7")

    assert rows == client.get(f"/api/v1/{key}.json?limit=1000").json()["rows"]
    assert steps == -(-len(rows) // 7)


def test_the_next_rows_are_of_the_same_edition(client, edition):
    following = client.get("/api/v1/records.json?limit=1").json()["next"]

    assert f"asof={edition}" in following
    assert client.get(following).headers["cache-control"].startswith("public, immutable")


def test_a_cursor_of_another_edition_says_so(client, edition, monkeypatch):
    from web.api import cursors

    monkeypatch.setattr(cursors, "_told", lambda _: ("2020-01-01-00000000", "x", 1))

    told = client.problem("/api/v1/years.json?cursor=abc")

    assert (told["type"], told["status"]) == ("/api/problems/cursor-of-another-edition", 409)
    assert (told["edition"], told["parameter"]) == ("2020-01-01-00000000", "cursor")


@pytest.mark.parametrize("other", ["years.json?", "records.json?region=zhambyl", "records.json?sort=year"])
def test_a_cursor_of_another_link_says_so(client, other):
    following = client.get("/api/v1/records.json?limit=1").json()["next"]
    cursor = following.rpartition("cursor=")[2]

    told = client.problem(f"/api/v1/{other}&cursor={cursor}")

    assert told["type"] == "/api/problems/cursor-of-another-link"


@pytest.mark.parametrize(
    ("link", "after"),
    [
        pytest.param("contractors.json?limit=1", 2**63, id="a row beyond all numbers"),
        pytest.param("contractors.json?limit=1", -1, id="a row before the first"),
        pytest.param("contractors.json?limit=1", ["1", "x"], id="a place of another kind"),
        pytest.param("records.json?limit=1", ["NaN", "x"], id="no number"),
        pytest.param("records.json?limit=1", ["1E+999999", "x"], id="endless money"),
        pytest.param("records.json?limit=1&sort=-year", ["9" * 60, "x"], id="endless year"),
    ],
)
def test_a_forged_cursor_is_a_problem_of_its_own(client, link, after):
    told = parse_qs(urlsplit(client.get(f"/api/v1/{link}").json()["next"]).query)["cursor"][0]
    edition, whose, _ = orjson.loads(base64.urlsafe_b64decode(told + "=" * (-len(told) % 4)))
    forged = base64.urlsafe_b64encode(orjson.dumps([edition, whose, after])).decode().rstrip("=")

    problem = client.problem(f"/api/v1/{link}&cursor={forged}")

    assert (problem["status"], problem["parameter"]) == (400, "cursor")


def test_a_cursor_holds_in_another_language(client):
    following = client.get("/api/v1/records.json?limit=1&lang=en").json()["next"]
    second = client.get(following).json()["rows"]

    assert client.get(following.replace("lang=en", "lang=ru")).json()["rows"] == second


# ── kept by readers ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", FORMS)
def test_what_the_reader_holds_is_not_sent_again(client, form):
    address = f"/api/v1/years.{form}?lang=en"
    etag = client.get(address).headers["etag"]

    answer = client.get(address, headers={"if-none-match": etag})

    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_spreadsheet_holds_no_moment_but_that_of_its_edition(client, snapshots):
    book = zipfile.ZipFile(io.BytesIO(client.get("/api/v1/years.xlsx?lang=en").content))
    written = re.findall(r"W3CDTF\">([^<]+)<", book.read("docProps/core.xml").decode())

    moments = {datetime.fromisoformat(one) for one in written}

    assert moments == {newest(snapshots).made_at.replace(microsecond=0)}
    assert {one.date_time[0] for one in book.infolist()} == {1980}


def test_what_differs_has_another_mark(client):
    addresses = (
        "years.json?lang=en",
        "years.json?lang=ru",
        "years.csv?lang=en",
        "years.csv?lang=en&excel=1",
        "years.json?lang=en&limit=5",
        "years.json?lang=en&table=kinds",
        "years.json?lang=en&from=2020",
        "regions.json?lang=en",
    )

    assert len({client.get(f"/api/v1/{one}").headers["etag"] for one in addresses}) == len(addresses)


def test_links_that_say_the_same_have_the_same_mark(client):
    first = client.get("/api/v1/years.csv?region=zhambyl&from=2020&lang=en&level=local&utm_source=x")
    second = client.get("/api/v1/years.csv?lang=en&from=2020&region=zhambyl")

    assert first.headers["etag"] == second.headers["etag"]
    assert first.content == second.content


def test_the_mark_changes_with_the_code(client, monkeypatch):
    before = client.get("/api/v1/years.csv?lang=en").headers["etag"]

    monkeypatch.setattr("web.freshness.code_version", lambda: "another")

    assert client.get("/api/v1/years.csv?lang=en").headers["etag"] != before


@pytest.mark.parametrize("form", FORMS)
def test_a_pinned_link_may_be_kept_for_ever_and_a_live_one_is_asked_about(client, edition, form):
    live, pinned = (client.get(f"/api/v1/years.{form}?lang=en{more}") for more in ("", f"&asof={edition}"))

    assert live.headers["cache-control"] == "no-cache"
    assert pinned.headers["cache-control"] == "public, immutable, max-age=31536000"


def test_language_of_the_browser_decides_only_where_the_link_names_none(client):
    asked = {"accept-language": "ru"}

    unnamed, named = (client.get(f"/api/v1/years.json{lang}", headers=asked) for lang in ("", "?lang=en"))

    assert "accept-language" in unnamed.headers["vary"].lower()
    assert "accept-language" not in named.headers.get("vary", "").lower()
    assert "lang=en" in named.json()["meta"]["frozen_link"]
    assert "lang=ru" in unnamed.json()["meta"]["frozen_link"]


@pytest.mark.parametrize("form", FORMS)
def test_head_says_what_get_would_and_sends_nothing(client, form):
    asked, got = (client.get(f"/api/v1/records.{form}?region=zhambyl", method) for method in ("HEAD", "GET"))

    assert (asked.status_code, asked.content) == (200, b"")
    for name in ("etag", "content-type", "content-disposition", "cache-control", "link"):
        assert asked.headers[name] == got.headers[name], name


def test_links_lead_to_the_page_and_to_the_other_forms(client, edition):
    links = httpx.Response(200, headers=client.get("/api/v1/region.csv?id=zhambyl&lang=kk").headers).headers["link"]

    assert '<http://site.test/region?id=zhambyl&lang=kk>; rel="canonical"; type="text/html"' in links
    assert f"asof={edition}" in links
    for form in ("json", "xlsx", "parquet"):
        assert f"<http://site.test/api/v1/region.{form}?id=zhambyl&lang=kk>" in links
    assert 'rel="license"' in links


def test_links_of_an_endless_link_leave_room_for_other_headers(client, store):
    several = "&".join(f"record={row['record_id']}" for row in store.rows("SELECT record_id FROM records LIMIT 50"))

    said = client.get(f"/api/v1/records.json?limit=1&{several}").headers["link"]

    assert len(said) <= ROOM
    assert 'rel="license"' in said


def test_bytes_that_are_no_text_are_named_as_left_out(client):
    async def ask():
        answer = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            answer.append(message)

        scope = {"type": "http", "method": "GET", "path": "/api/v1/years.json", "query_string": b"region=\xff"}
        await client._app(scope | {"headers": [(b"host", b"site.test")]}, receive, send)
        return answer

    start, *parts = apart(ask())
    told = orjson.loads(b"".join(part["body"] for part in parts))

    assert start["status"] == 200
    assert [one["parameter"] for one in told["meta"]["dropped"]] == ["region"]


@pytest.mark.parametrize("form", FORMS)
def test_downloads_name_themselves(client, edition, form):
    place = "inline" if form == "json" else "attachment"

    named = client.get(f"/api/v1/records.{form}?region=zhambyl").headers["content-disposition"]

    assert named == f'{place}; filename="aqsha-qaida-records-zhambyl-{edition}.{form}"'


@pytest.mark.parametrize("address", ["/api/v1/years.xlsx", "/files/{edition}/tables/records.parquet"])
def test_parts_of_a_file_can_be_asked_for(client, edition, address):
    answer = client.get(address.format(edition=edition), headers={"range": "bytes=0-3"})

    assert answer.status_code == 206
    assert answer.content in (b"PK\x03\x04", b"PAR1")


# ── open to other sites ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/years.json",
        "/api/v1/years.csv",
        "/api/v1/nothing.json",
        "/api/openapi.json",
        "/files/{edition}/manifest.json",
        "/files/nothing/manifest.json",
    ],
)
def test_pages_of_other_sites_may_read_data(client, edition, address):
    answer = client.get(address.format(edition=edition), headers={"origin": "https://elsewhere.test"})

    assert answer.headers["access-control-allow-origin"] == "*"
    assert "etag" in answer.headers["access-control-expose-headers"].lower()
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("address", ["/api/v1/years.json", "/files/{edition}/tables/spend.parquet"])
def test_browsers_that_ask_first_are_told_what_may_be_read(client, edition, address):
    asked = {"origin": "https://elsewhere.test", "access-control-request-method": "GET"}

    answer = client.get(address.format(edition=edition), "OPTIONS", headers=asked)

    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "range" in answer.headers["access-control-allow-headers"].lower()


def test_nothing_but_data_is_open(client):
    answer = client.get("/healthz", headers={"origin": "https://elsewhere.test"})

    assert "access-control-allow-origin" not in answer.headers


def test_the_site_lets_the_api_through(snapshots):
    routes = plain_routes(lambda: True, Settings(snapshots=snapshots))
    surface = Surface(PAGE_PATHS, routes, Path(streamlit.__file__).parent / "static")
    scope = {"type": "http", "method": "GET", "headers": [], "query_string": b"", "root_path": ""}

    assert surface.holds({**scope, "path": "/api/v1/records.json"})
    assert surface.holds({**scope, "path": "/api/openapi.json"})
    assert not surface.holds({**scope, "path": "/apis"})
    assert not {path.partition("/")[0] for path in PAGE_PATHS} & {"api"}


# ── the description ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def described(client):
    return client.get("/api/openapi.json").json()


def test_the_description_is_openapi_3_1(described):
    assert described["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(described).validate()


def test_every_key_of_the_grammar_is_described(described):
    assert set(ABOUT) == {key.name for key in KEYS}
    shown = {one["name"] for name, one in described["components"]["parameters"].items() if name.startswith("link_")}
    assert shown == set(ABOUT)


@pytest.mark.parametrize("name", CODES)
def test_described_codes_are_those_that_the_grammar_reads(name):
    key = BY_NAME[name]

    assert [key.read(code) for code in CODES[name]] == list(CODES[name])
    with pytest.raises(ValueError, match="unknown_value"):
        key.read("zzz")


@pytest.mark.parametrize("name", [name for name, (_, example) in ABOUT.items() if example])
def test_examples_are_read_by_the_grammar(name):
    example = parameters()[f"link_{name}"]["example"]

    for one in example if isinstance(example, list) else [example]:
        assert BY_NAME[name].read(str(one)) is not None


@pytest.mark.parametrize("key", EXPORTS)
def test_answers_are_as_described(client, described, subjects, key):
    schema = {"$ref": f"#/components/schemas/{key}", "components": described["components"]}

    for table in EXPORTS[key].tables:
        answer = client.get(f"/api/v1/{key}.json?table={table.name}&level=all&{subjects.get(key, '')}").json()
        Draft202012Validator(schema).validate(answer)
        row = described["components"]["schemas"][f"{key}_{table.name}_row"]
        for one in answer["rows"]:
            Draft202012Validator(row).validate(one)
            assert list(one) == list(row["properties"])


def test_no_page_of_the_api_asks_a_foreign_host(client):
    text = client.get("/api/openapi.json").text

    assert {urlsplit(part).netloc for part in text.split('"') if part.startswith("http")} <= {"creativecommons.org"}


LEFT_TO_THE_LINK = (
    # A link may hold anything: what can't be read is left out and named, so nothing in it is refused; ids that are
    # drawn by chance name nothing, which is refused.
    schemathesis.checks.negative_data_rejection,
    schemathesis.checks.positive_data_acceptance,
)


@pytest.fixture(scope="module")
def promised(snapshots, tmp_path_factory):
    """The description as schemathesis reads it, over the real application."""
    site = Settings(snapshots=snapshots, cache_dir=tmp_path_factory.mktemp("cache"))
    application = Starlette(routes=plain_routes(lambda: True, site), middleware=[Middleware(OpenReading)])
    return schemathesis.openapi.from_asgi("/api/openapi.json", application)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("key", EXPORTS)
def test_the_api_keeps_what_its_description_promises(promised, key, form):
    @settings(max_examples=4, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=promised[f"/v1/{key}.{form}"]["GET"].as_strategy())
    def keep(case):
        case.call_and_validate(excluded_checks=list(LEFT_TO_THE_LINK))

    keep()
