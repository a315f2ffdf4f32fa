"""The published tables, read back as a reader would, give the expected totals to the tiyn."""

import json
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines import publish

EXPECTED = json.loads((Path(__file__).parent / "counting-expected.json").read_text(encoding="utf-8"))
GROUPS = {"media": "media", "software": "it_other", "cameras": "cameras_and_hardware"}


@pytest.fixture(scope="module")
def folder(published):
    return published.snapshots / publish.latest_id(published.snapshots) / "tables"


@pytest.fixture(scope="module")
def spend(folder) -> pl.DataFrame:
    """What readers add up: one row per counted report and year; the register's own contracts stand apart."""
    records = pl.read_parquet(folder / "records.parquet").drop("year_from", "year_to", "year_kind", "counted_kzt")
    joined = pl.read_parquet(folder / "spend.parquet").join(records, on="record_id", validate="m:1")
    span = pl.format("{}-{}", "year_from", "year_to")
    year = pl.coalesce(pl.col("year").cast(pl.String), span, pl.lit("unknown"))
    return joined.filter(pl.col("tier") != "register").with_columns(
        year=year, group=pl.col("headline_group").replace_strict(GROUPS)
    )


def sums(rows, *columns):
    return {
        key[0]: (sum(part["counted_kzt"].to_list(), Decimal(0)), part["record_id"].n_unique())
        for key, part in rows.group_by(columns)
    }


def test_totals_by_level(spend):
    expected = {level: (Decimal(one["tenge"]), one["records"]) for level, one in EXPECTED["totals"].items()}

    assert sums(spend, "level") == expected


@pytest.mark.parametrize("column", ["region", "year", "category", "kind", "group"])
@pytest.mark.parametrize("level", ["local", "central"])
def test_totals_by_dimension(spend, level, column):
    expected = EXPECTED["by"][level][column]

    assert expected
    assert sums(spend.filter(level=level), column) == {
        key: (Decimal(one["tenge"]), one["records"]) for key, one in expected.items()
    }


def test_counted_tenge_of_every_record(spend):
    counted = dict(zip(spend["record_id"], spend["counted_kzt"], strict=True))

    assert counted == {record_id: Decimal(tenge) for record_id, tenge in EXPECTED["counted"].items()}


def test_every_record_left_out_is_published_with_its_reason(folder):
    left_out = pl.read_parquet(folder / "records.parquet").filter(~pl.col("counted"))

    assert set(left_out["record_id"]) == EXPECTED["not_counted"].keys()
    assert left_out["not_counted_why"].list.len().min() > 0


def test_the_contract_of_the_register_counts_inside_what_was_known(folder):
    records = pl.read_parquet(folder / "records.parquet")
    everything = records.filter(level="local")["counted_kzt"].sum()
    contract = records.filter(tier="register")["counted_kzt"].sum()

    assert contract == Decimal("39850000.01")
    assert everything == Decimal(EXPECTED["totals"]["local"]["tenge"]) + contract


@pytest.mark.parametrize(
    ("need", "costs", "low", "median", "high"),
    [
        pytest.param("bus_stop", 3, "7000000", "10000000", "15000000"),
        pytest.param("city_bus", 3, "61500000", "84000000", "88200000"),
        pytest.param("heating_network_km", 6, "358750000", "409254807.5", "1075000000"),
        pytest.param("school_place", 3, "2916667", "3243243", "8261905"),
        pytest.param("street_lamp", 4, "62609", "169333.5", "180990"),
    ],
)
def test_what_a_need_costs(folder, need, costs, low, median, high):
    (row,) = pl.read_parquet(folder / "needs.parquet").filter(need_id=need).iter_rows(named=True)

    assert row["largest_group_costs"] == costs
    assert [row["low_kzt"], row["median_kzt"], row["high_kzt"]] == [Decimal(one) for one in (low, median, high)]


def test_no_other_need_shows_a_range(folder):
    needs = pl.read_parquet(folder / "needs.parquet")
    shown = needs.filter("may_show_range")

    assert set(shown["need_id"]) == {"bus_stop", "city_bus", "heating_network_km", "school_place", "street_lamp"}
    hidden = needs.filter(~pl.col("may_show_range"))
    assert hidden.select(pl.col("low_kzt", "median_kzt", "high_kzt").is_null().all()).row(0) == (True, True, True)


@pytest.mark.parametrize(("cost", "tenge", "year"), [("uc-0013", 12937, 2021), ("uc-0085", 26333, 2024)])
def test_single_costs_of_sterilisation_stay_usable_one_by_one(folder, cost, tenge, year):
    (row,) = pl.read_parquet(folder / "unit_costs.parquet").filter(cost_id=cost).iter_rows(named=True)

    assert (row["unit_cost_kzt"], row["price_year"], row["usable"]) == (Decimal(tenge), year, True)


def test_names_never_shown_stand_in_no_table(folder, published):
    from pipelines.folding import fold

    text = (published.data / "curated" / "unnamed_contractors.jsonl").read_text(encoding="utf-8")
    names = [json.loads(line)["variant"] for line in text.splitlines()]
    forms = {form for name in names for form in (name, json.dumps(name, ensure_ascii=False)[1:-1], fold(name))}

    tables = sorted(folder.glob("*.parquet"))
    assert names
    assert len(tables) > 20
    for path in tables:
        written = pl.read_parquet(path).write_json()
        assert [form for form in forms if form in written] == [], path.name


def test_every_published_decimal_is_as_exact_as_the_file(folder, published):
    lines = (published.data / "curated" / "spending.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["id"]: row for row in (json.loads(line, parse_float=Decimal) for line in lines)}

    records = pl.read_parquet(folder / "records.parquet").filter(pl.col("tier") != "register")

    fields = ("amount_kzt", "amount_usd", "amount_low", "amount_high")
    for row in records.iter_rows(named=True):
        assert [row[name] for name in fields] == [rows[row["record_id"]][name] for name in fields]
