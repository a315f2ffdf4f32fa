"""Downloads hold what was published: same rows, same tenge, nothing a spreadsheet would run, nothing else reachable."""

import csv
import hashlib
import io
import json
from decimal import Decimal

import httpx
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from dashboard.settings import Settings
from dashboard.snapshots import Snapshot, newest
from dashboard.table_files import LIST_SEPARATOR, csv_file, csv_frame, every_table, find_table, inert
from pipelines.schemas import CONTENT, HISTORY
from tests.apart import apart
from web.files import file_routes
from web.routes import plain_routes

TABLES = (*CONTENT, *HISTORY)
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")  # spelled out here too, so that none is lost there unseen


@pytest.fixture(scope="module")
def snapshot(snapshots) -> Snapshot:
    found = newest(snapshots)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def cache_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


class Client:
    """Asks the routes in process."""

    def __init__(self, snapshots, cache_dir):
        self._app = Starlette(routes=file_routes(Settings(snapshots=snapshots, cache_dir=cache_dir)))

    def get(self, address, method="GET", headers=None):
        async def ask():
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
                return await client.request(method, address, headers=headers)

        return apart(ask())


@pytest.fixture(scope="module")
def client(snapshots, cache_dir):
    return Client(snapshots, cache_dir)


def _address(snapshot, name, form):
    return f"/files/{snapshot.id}/tables/{name}.{form}"


def _read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", TABLES)
def test_parquet_download_is_the_published_file(client, snapshot, name):
    answer = client.get(_address(snapshot, name, "parquet"))

    described = (snapshot.manifest["tables"] | snapshot.manifest["history"])[name]
    assert hashlib.sha256(answer.content).hexdigest() == described["sha256"]
    assert answer.headers["etag"] == f'"{described["sha256"]}"'
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"


@pytest.mark.parametrize("name", TABLES)
def test_csv_download_holds_the_rows_and_columns_of_the_table(client, snapshot, name):
    published = pl.read_parquet(find_table(snapshot, name).path)

    answer = client.get(_address(snapshot, name, "csv"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert rows[0] == published.columns
    assert len(rows) - 1 == published.height


@pytest.mark.parametrize("name", TABLES)
def test_csv_sums_are_those_of_the_table_to_the_last_digit(client, snapshot, name):
    published = pl.read_parquet(find_table(snapshot, name).path)
    exact = [column for column, kind in published.schema.items() if isinstance(kind, pl.Decimal)]

    rows = _read_csv(client.get(_address(snapshot, name, "csv")).content)

    for column in exact:
        told = [Decimal(row[column]) for row in rows if row[column]]
        assert told == published[column].drop_nulls().to_list(), column
        assert sum(told, Decimal(0)) == sum(published[column].drop_nulls(), Decimal(0))


def test_no_cell_of_any_text_column_begins_like_a_formula(client, snapshot):
    for name in TABLES:
        schema = pl.read_parquet_schema(find_table(snapshot, name).path)
        texts = [column for column, kind in schema.items() if kind in (pl.String, pl.List(pl.String))]
        rows = _read_csv(client.get(_address(snapshot, name, "csv")).content)
        assert not [row[column] for row in rows for column in texts if row[column].startswith(FORMULA_SIGNS)]


@given(st.lists(st.one_of(st.none(), st.text(alphabet="=+-@\t\r'a1 ,\"\n", max_size=6)), max_size=8))
def test_any_text_is_made_inert_and_can_be_read_back(texts):
    written = pl.DataFrame({"text": texts}, schema={"text": pl.String}).select(inert(pl.col("text")))["text"].to_list()

    for before, after in zip(texts, written, strict=True):
        if before is None:
            assert after is None
        elif before.startswith(FORMULA_SIGNS):
            assert after == "'" + before
        else:
            assert after == before


def test_numbers_stay_numbers_and_lists_are_guarded_as_one_text(tmp_path):
    path = tmp_path / "table.parquet"
    pl.DataFrame(
        {
            "money": [Decimal("-1.50"), None],
            "count": [-3, 0],
            "words": [["=1", "b"], []],
            "text": ["-x", ""],
        },
        schema={"money": pl.Decimal(18, 2), "count": pl.Int64, "words": pl.List(pl.String), "text": pl.String},
    ).write_parquet(path)

    first, second = _read_csv(csv_frame(path).collect().write_csv().encode())

    assert first == {"money": "-1.50", "count": "-3", "words": f"'=1{LIST_SEPARATOR}b", "text": "'-x"}
    assert second == {"money": "", "count": "0", "words": "", "text": ""}


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_download_names_itself_and_may_be_kept_for_ever(client, snapshot, form):
    answer = client.get(_address(snapshot, "records", form))

    assert answer.headers["content-disposition"] == (f'attachment; filename="aqsha-qaida-{snapshot.id}-records.{form}"')
    assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_bytes_that_the_reader_holds_are_not_sent_again(client, snapshot, form):
    address = _address(snapshot, "spend", form)
    etag = client.get(address).headers["etag"]

    for held in (etag, f'"other", W/{etag}', "*"):
        answer = client.get(address, headers={"if-none-match": held})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == etag
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_parquet_and_csv_of_a_table_have_different_etags(client, snapshot):
    etags = {client.get(_address(snapshot, "spend", form)).headers["etag"] for form in ("parquet", "csv")}

    assert len(etags) == 2


def test_manifest_can_be_downloaded(client, snapshot):
    answer = client.get(f"/files/{snapshot.id}/manifest.json")

    assert json.loads(answer.content)["id"] == snapshot.id
    assert answer.headers["content-type"] == "application/json"
    assert client.get(answer.url, headers={"if-none-match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/files/{id}/tables/nothing.csv", id="no such table"),
        pytest.param("/files/{id}/tables/facts.csv", id="a table of the serving file only"),
        pytest.param("/files/{id}/tables/records", id="no form"),
        pytest.param("/files/{id}/tables/records.xlsx", id="unknown form"),
        pytest.param("/files/{id}/tables/records.csv.parquet", id="two forms"),
        pytest.param("/files/{id}/tables/Records.csv", id="other case"),
        pytest.param("/files/{id}/serve.duckdb", id="serving file"),
        pytest.param("/files/{id}/tables/../manifest.json.csv", id="upward"),
        pytest.param("/files/{id}/tables/..%2f..%2flatest.csv", id="upward, encoded"),
        pytest.param("/files/{id}/tables/%2e%2e%2fmanifest.json", id="upward, dots encoded"),
        pytest.param("/files/{id}/tables/..\\..\\latest.csv", id="upward, other slash"),
        pytest.param("/files/{id}/tables/records.csv%00", id="zero byte"),
        pytest.param("/files/{id}%2f/tables/records.csv", id="slash in the id"),
        pytest.param("/files/../tables/records.csv", id="no id"),
        pytest.param("/files/%2e%2e/tables/records.csv", id="dots for an id"),
        pytest.param("/files/latest/tables/records.csv", id="pointer for an id"),
        pytest.param("/files/2020-01-01-00000000/tables/records.csv", id="unknown edition"),
        pytest.param("/files/2020-01-01-00000000/manifest.json", id="manifest of an unknown edition"),
    ],
)
def test_anything_else_is_not_found(client, snapshot, path):
    answer = client.get(path.format(id=snapshot.id))

    assert answer.status_code == 404


@given(st.text(max_size=20))
def test_no_name_but_a_published_table_finds_a_file(snapshot, name):
    assert (find_table(snapshot, name) is not None) == (name in TABLES)


def test_file_beside_the_tables_is_no_table_even_where_a_manifest_names_it(snapshot, tmp_path):
    described = {"serve": {"sha256": "0"}, "../manifest": {"sha256": "0"}}
    (tmp_path / "manifest.json").write_text(json.dumps({"tables": described, "history": described}))
    for folder in ("tables", "history"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "serve.parquet").write_text("")
    forged = Snapshot(snapshot.id, snapshot.made_at, tmp_path)

    assert find_table(forged, "serve") is None
    assert find_table(forged, "../manifest") is None


def test_csv_that_the_reader_holds_is_not_even_made(snapshots, snapshot, tmp_path):
    etag = f'"{find_table(snapshot, "years").sha256}-csv-1"'

    answer = Client(snapshots, tmp_path).get(_address(snapshot, "years", "csv"), headers={"if-none-match": etag})

    assert answer.status_code == 304
    assert not list(tmp_path.iterdir())


def test_csv_is_made_once(snapshot, tmp_path):
    table = find_table(snapshot, "years")
    first = csv_file(table, tmp_path)
    stamp = first.stat().st_mtime_ns

    assert csv_file(table, tmp_path) == first
    assert first.stat().st_mtime_ns == stamp
    assert [path.name for path in first.parent.iterdir()] == [f"{table.sha256}.csv"]


def test_csv_is_sent_where_no_copy_can_be_kept(snapshots, snapshot, client, tmp_path):
    taken = tmp_path / "file"
    taken.write_text("")

    answer = Client(snapshots, taken).get(_address(snapshot, "years", "csv"))

    assert answer.content == client.get(_address(snapshot, "years", "csv")).content
    assert answer.headers["etag"] == client.get(_address(snapshot, "years", "csv")).headers["etag"]


def test_head_says_what_get_would(client, snapshot):
    address = _address(snapshot, "records", "csv")

    asked, got = client.get(address, "HEAD"), client.get(address)

    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["content-length"] == str(len(got.content))


def test_the_site_has_the_file_routes(snapshots, tmp_path):
    paths = {route.path for route in plain_routes(lambda: True, Settings(snapshots=snapshots, cache_dir=tmp_path))}

    assert {"/files/{snapshot}/manifest.json", "/files/{snapshot}/tables/{file}"} <= paths


def test_copies_of_old_editions_give_way(tmp_path, snapshots, monkeypatch):
    monkeypatch.setattr("dashboard.table_files.COPIES_KEPT", 2)
    tables = [table for table in every_table(newest(snapshots)) if table.name in ("records", "parties", "systems")]

    copies = [csv_file(table, tmp_path) for table in tables]

    assert [copy.is_file() for copy in copies] == [False, True, True]
