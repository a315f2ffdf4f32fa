"""The data page: every table is listed and explained, every row and tenge accounted for, nothing unknown drawn as 0."""

import json
from decimal import Decimal

import polars as pl
import pytest

from dashboard.filters import Filters
from dashboard.html import parts, reading
from dashboard.stories import data as story
from dashboard.stories import dictionary, ledger
from dashboard.views import data
from pipelines.schemas import ABOUT, CONTENT, HISTORY

LANGUAGES = ("kk", "ru", "en")
TABLES = (*CONTENT, *HISTORY)


@pytest.fixture(scope="module")
def manifest(store):
    return json.loads((store.folder / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def view(store):
    return data.build(store, Filters())


@pytest.fixture(scope="module")
def local_records(store):
    records = pl.read_parquet(store.folder / "tables" / "records.parquet")
    return records.filter(pl.col("level") == "local")


def test_every_published_table_is_listed_with_its_rows_and_bytes(view, store):
    listed = {one.name: (one.rows, one.bytes) for one in view.tables}

    files = [*store.folder.glob("tables/*.parquet"), *store.folder.glob("history/*.parquet")]
    assert listed == {file.stem: (pl.read_parquet(file).height, file.stat().st_size) for file in files}


def test_every_table_says_what_it_is():
    assert ABOUT.keys() == {*TABLES}
    assert all(text.endswith(".") for text in ABOUT.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_dictionary_covers_every_column_of_every_table(ask_page, store, name, lang):
    place = "tables" if name in CONTENT else "history"
    columns = list(pl.read_parquet_schema(store.folder / place / f"{name}.parquet"))

    table = dictionary.dictionary_table(ask_page("data", lang=lang), name)

    assert [row["column"].text for row in table.rows] == columns
    assert all(row["meaning"].text and row["type"].text and row["missing"].text for row in table.rows)


@pytest.mark.parametrize(
    ("column", "unit"),
    [
        ("counted_kzt", "tenge"),
        ("amount_usd", "US dollars"),
        ("share_pct", "percent"),
        ("year_to", "year"),
        ("kind", ""),
    ],
)
def test_unit_follows_from_the_name(ask_page, column, unit):
    assert dictionary.unit(ask_page("data").tr, column) == unit


def test_dictionary_says_which_columns_may_be_empty(ask_page):
    rows = {row["column"].text: row for row in dictionary.dictionary_table(ask_page("data"), "records").rows}

    assert rows["contractor_id"]["missing"].text == "yes"
    assert rows["counted_kzt"]["missing"].text == "no"
    assert rows["record_id"]["missing"].text == "no"
    assert rows["record_id"]["column"].note
    assert (rows["counted_kzt"]["type"].text, rows["counted_kzt"]["type"].note) == ("exact decimal number", "tenge")


def test_rows_read_are_published_or_held_back(view, manifest):
    assert [one.dataset for one in view.accounts] == [one["dataset"] for one in manifest["accounts"]]
    for one in view.accounts:
        assert one.rows_in == one.rows_published + one.rows_quarantined


def test_tenge_read_are_counted_or_left_out_to_the_tiyn(view, store):
    records = pl.read_parquet(store.folder / "tables" / "records.parquet")
    money = [one for one in view.accounts if one.tenge_in is not None]

    assert money
    assert all(ledger.accounted_for(one) == one.tenge_in for one in money)
    assert sum(one.tenge_in for one in money) == sum(records["amount_kzt"].drop_nulls())


def test_table_of_tenge_ends_with_what_was_read(ask_page, view):
    page = ask_page("data")
    for account in view.accounts:
        if account.tenge_in is not None:
            assert ledger.tenge_table(page, account).rows[-1]["tenge"].text == page.tr.money(account.tenge_in)


def test_grid_holds_every_local_record_of_a_region(view, local_records):
    regional = local_records.filter(pl.col("region") != "national")
    for one in view.known:
        here = regional.filter(pl.col("region") == one.region)
        undated = here.filter(pl.col("year_from").is_null()).height
        assert one.undated == undated
        for year, (coverage, records) in one.years.items():
            touching = here.filter(pl.lit(year).is_between(pl.col("year_from"), pl.col("year_to"))).height
            assert records == touching, (one.region, year)
            assert (coverage == "nothing") == (touching == 0)
    assert view.whole_country == local_records.height - regional.height


def test_grid_has_a_square_for_each_region_and_year(ask_page, view):
    grid = story.coverage_grid(ask_page("data"), view)

    assert len(grid.rows) == 20
    assert {len(row.squares) for row in grid.rows} == {len(view.years)} == {len(grid.heads)}


def test_square_of_which_nothing_is_known_is_no_zero(ask_page, view):
    grid = story.coverage_grid(ask_page("data"), view)
    squares = [square for row in grid.rows for square in row.squares]

    unknown = [square for square in squares if square.coverage == "nothing"]
    assert len(unknown) == sum(coverage == "nothing" for one in view.known for coverage, _ in one.years.values())
    assert {(square.sign, square.words) for square in unknown} == {("—", "we know nothing")}
    assert "0" not in {square.sign for square in squares}


def test_loaded_square_says_that_the_register_was_read(ask_page, view):
    known = data.Known("astana", {2024: ("loaded", 7), 2025: ("found", 1)}, 0)
    view = data.DataView(
        "2026-11-22-00000000", "", None, "", "", "", (), (2024, 2025), (known,), 0, (), (), {}, (), 0, 0
    )

    (row,) = story.coverage_grid(ask_page("data"), view).rows

    assert [(one.coverage, one.words) for one in row.squares] == [
        ("loaded", "7 records, register read"),
        ("found", "1 record found so far"),
    ]


def test_drawn_grid_says_the_unknown_in_words(ask_page, view):
    page = ask_page("data")

    html = reading.grid(page.tr, story.coverage_grid(page, view))

    unknown = sum(coverage == "nothing" for one in view.known for coverage, _ in one.years.values())
    assert html.count('<span class="aq-unseen">we know nothing</span>') == unknown
    assert html.count('scope="row"') == 20


def test_downloads_lead_to_this_edition(ask_page, view):
    for row, one in zip(dictionary.tables_table(ask_page("data"), view, view.tables).rows, view.tables, strict=True):
        for form in ("parquet", "csv"):
            assert row[form].href == f"/files/{view.snapshot_id}/tables/{one.name}.{form}"


def test_edition_tells_what_proves_it(ask_page, view, manifest):
    told = {fact.label: fact for fact in story.edition(ask_page("data"), view)}

    assert told["Id"].value.text == manifest["id"]
    assert told["SHA-256 over the content tables"].value.text == manifest["content_sha256"]
    assert told["Made"].value.text == "22 November 2026, 03:00 UTC"
    assert told["Edition before"].value is None
    assert told["Edition before"].note


def test_inputs_tell_licence_and_hash(ask_page, view, manifest):
    page = ask_page("data")

    assert all(row["licence"].text and row["about"].text for row in story.sources_table(page, view).rows)
    hashes = {row["file"].text: row["sha256"].text for row in story.inputs_table(page, view).rows}
    assert hashes == {file: told["sha256"] for file, told in manifest["inputs"].items()}


def test_rows_held_back_are_listed(ask_page, view):
    row = {"dataset": "spending", "file": "f.jsonl", "line": 3, "row_id": None, "field": "sum", "expected": "tenge"}
    held = data.DataView(**{**vars(view), "held_back": (row | {"came": "<b>"},)})
    page = ask_page("data")

    html = parts.table(page.tr, story.held_back_table(page, held))

    assert story.held_back_sentence(page, held).startswith("1 row ")
    assert "line 3" in html
    assert "&lt;b&gt;" in html
    assert story.held_back_sentence(page, view).startswith("No row")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_is_told_in_every_language(ask_page, view, lang):
    page = ask_page("data", "region=astana&level=central&from=1999", lang)

    assert story.title(page, view)
    assert len(story.keys(page, view)) <= 4
    assert parts.table(page.tr, ledger.accounts_table(page, view.accounts))
    assert story.coverage_sentence(page, view)


def test_reasons_never_read_raw(ask_page, view):
    tr = ask_page("data").tr

    for account in view.accounts:
        for why in account.not_counted:
            assert "_" not in ledger.reasons(tr, why.split("; "))
    assert Decimal(0) == ledger.accounted_for(data.Account("x", 0, 0, 0, 0, None, {}, {}))


def test_diary_holds_the_run_that_made_this_edition(view, manifest):
    assert [row["run_id"] for row in view.runs] == sorted((row["run_id"] for row in view.runs), reverse=True)
    assert view.runs[0]["run_id"] == manifest["made_at"]
    assert (view.runs[0]["result"], view.runs[0]["snapshot_id"]) == ("published", manifest["id"])


def test_moved_totals_of_the_first_edition_are_all_its_records(view, store):
    records = pl.read_parquet(store.folder / "tables" / "records.parquet")

    after = sum((row["counted_after_kzt"] for row in view.moved), Decimal(0))

    assert {row["counted_before_kzt"] for row in view.moved} == {None}
    assert after == records["counted_kzt"].sum()
