"""The file that the site answers from, made of the one before: the same rows as if it were made whole."""

import shutil

import duckdb
import pytest

from pipelines import publish, serving
from pipelines.check import check_snapshot
from tests.pipelines.running import OPEN_AKIMAT, edit_row, rewrite, run

SPENDING = "curated/spending.jsonl"


@pytest.fixture
def made_whole(monkeypatch):
    """Names of the tables made whole, in order; small tables are brought up to date like large ones."""
    made = []
    make = serving._make
    monkeypatch.setattr(
        serving, "_make", lambda connection, folder, name: (made.append(name), make(connection, folder, name))
    )
    monkeypatch.setattr(serving, "MADE_WHOLE_BELOW", 0)
    return made


def serving_file(settings):
    return settings.snapshots / publish.latest_id(settings.snapshots) / "serve.duckdb"


def replaced(settings):
    with duckdb.connect(serving_file(settings), read_only=True) as connection:
        return connection.execute("SELECT replaced FROM serving").fetchall()[0][0]


def test_a_night_replaces_only_the_rows_that_differ(yesterday, made_whole):
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=79000001)
    rewrite(yesterday, SPENDING, lambda lines: lines[1:])

    outcome = run(yesterday)

    assert outcome.result == "published"
    assert made_whole == []
    check_snapshot(yesterday.snapshots, None)
    assert 2 <= replaced(yesterday) < 10


def test_night_after_night_the_rows_stay_those_of_the_tables(yesterday, made_whole):
    for amount in range(79000001, 79000005):
        edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=amount, title_en=f"Title {amount}")
        run(yesterday)
        check_snapshot(yesterday.snapshots, None)

    assert made_whole == []
    assert replaced(yesterday) == 4


def test_when_too_much_was_replaced_the_file_is_made_whole(yesterday, made_whole, monkeypatch):
    monkeypatch.setattr(serving, "MOST_REPLACED", 0.001)
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=79000001)

    run(yesterday)

    assert "records" in made_whole
    assert replaced(yesterday) == 0
    check_snapshot(yesterday.snapshots, None)


def _other_form(path):
    with duckdb.connect(path) as connection:
        connection.execute("UPDATE serving SET form = 'of another edition'")


def _no_form(path):
    with duckdb.connect(path) as connection:
        connection.execute("DROP TABLE serving")


def _other_columns(path):
    with duckdb.connect(path) as connection:
        connection.execute("ALTER TABLE records DROP COLUMN notes")


def _damaged(path):
    path.write_bytes(b"not a database" * 1000)


def _gone(path):
    path.unlink()


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(_other_form, id="made in another way"),
        pytest.param(_no_form, id="says nothing of how it was made"),
        pytest.param(_other_columns, id="has other columns"),
        pytest.param(_damaged, id="damaged"),
        pytest.param(_gone, id="gone"),
    ],
)
def test_a_file_that_cannot_be_built_upon_is_made_whole(spoil, yesterday, made_whole):
    spoil(serving_file(yesterday))
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=79000001)

    run(yesterday)

    assert "records" in made_whole
    check_snapshot(yesterday.snapshots, None)


def test_small_tables_are_made_anew(yesterday):
    old = serving_file(yesterday)
    kept = yesterday.snapshots / "old.duckdb"
    shutil.copy(old, kept)
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=79000001)

    run(yesterday)

    check_snapshot(yesterday.snapshots, None)
    assert serving_file(yesterday) != old
    assert old.read_bytes() == kept.read_bytes(), "the file of the edition before never changes"
