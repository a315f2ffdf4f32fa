"""The curated records counted in full, against the published expectation."""

import json
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.transform.counting import count
from tests.pipelines.counting_cases import curated_records, curated_relations

EXPECTED = json.loads((Path(__file__).parent / "counting-expected.json").read_text(encoding="utf-8"))
WORDS = {
    "adjacent": "adjacent",
    "cancelled": "cancelled",
    "refused": "refused",
    "no_amount": "no sum in tenge",
    "alternative": "alternative sums: shown as a range",
    "covered_by_parts": "whole wholly covered by its parts",
}
PORTALS = "^astana-(nurkz|zakonkz|tengrinews)-"
CAMERAS = pl.col("category") == "it.video_surveillance"
TARAZ = (pl.col("place") == "Taraz") & (pl.col("level") == "local")
CASES = {
    "taraz_2020_local": TARAZ & (pl.col("year") == "2020"),
    "taraz_2021_local": TARAZ & (pl.col("year") == "2021"),
    "taraz_93m_whole_remainder": pl.col("record_id") == "seed-taraz-93m-together",
    "astana_portals": pl.col("record_id").str.contains(PORTALS),
    "astana_coverage_224m_remainder": pl.col("record_id") == "astana-coverage-224m-2020",
    "astana_dasco": pl.col("record_id").str.contains("dasco"),
    "astana_cameras_local": CAMERAS & (pl.col("region") == "astana") & (pl.col("level") == "local"),
    "almaty_cameras_local": CAMERAS & (pl.col("region") == "almaty") & (pl.col("level") == "local"),
    "all_akimats_2016_remainder": pl.col("record_id") == "akimats-info-policy-2016",
    "all_akimats_h1_2021_remainder": pl.col("record_id") == "regions-giz-h1-2021",
    "west_kazakhstan_2014": (pl.col("region") == "west-kazakhstan") & (pl.col("year") == "2014"),
}


def _year_label() -> pl.Expr:
    span = pl.format("{}-{}", "year_from", "year_to")
    one = pl.col("year_from") == pl.col("year_to")
    return pl.when(one).then(pl.col("year_from").cast(pl.String)).otherwise(span).fill_null("unknown")


def _group() -> pl.Expr:
    category = pl.col("category")
    cameras = category.is_in(["it.video_surveillance", "it.hardware"])
    media = category.str.starts_with("media.")
    return (
        pl.when(cameras)
        .then(pl.lit("cameras_and_hardware"))
        .when(media)
        .then(pl.lit("media"))
        .otherwise(pl.lit("it_other"))
    )


@pytest.fixture(scope="module")
def curated() -> pl.DataFrame:
    records = curated_records()
    counted = count(records, curated_relations())
    return counted.join(records, on="record_id", maintain_order="left").with_columns(year=_year_label(), group=_group())


def _total(rows: pl.DataFrame) -> Decimal:
    return sum(rows["counted_kzt"].to_list(), Decimal(0))


def _sums(rows: pl.DataFrame, column: str) -> dict[str, tuple[Decimal, int]]:
    return {key: (_total(part), part.height) for (key,), part in rows.group_by(column)}


def test_every_curated_record_has_one_answer(curated):
    assert curated.height == len(EXPECTED["counted"]) + len(EXPECTED["not_counted"]) == 189
    assert curated["record_id"].to_list() == sorted(curated["record_id"])


@pytest.mark.parametrize("level", ["local", "central"])
def test_total_by_level(curated, level):
    rows = curated.filter(pl.col("counted") & (pl.col("level") == level))

    assert _total(rows) == Decimal(EXPECTED["totals"][level]["tenge"])
    assert rows.height == EXPECTED["totals"][level]["records"]


@pytest.mark.parametrize("column", ["region", "year", "category", "kind", "group"])
@pytest.mark.parametrize("level", ["local", "central"])
def test_total_by_level_and_dimension(curated, level, column):
    rows = curated.filter(pl.col("counted") & (pl.col("level") == level))
    expected = EXPECTED["by"][level][column]

    assert expected
    assert _sums(rows, column) == {key: (Decimal(sum_["tenge"]), sum_["records"]) for key, sum_ in expected.items()}


def test_counted_sum_of_every_record(curated):
    rows = curated.filter("counted")

    got = dict(zip(rows["record_id"], rows["counted_kzt"], strict=True))

    assert got == {record_id: Decimal(tenge) for record_id, tenge in EXPECTED["counted"].items()}


def test_reason_of_every_record_left_out(curated):
    rows = curated.filter(~pl.col("counted"))

    assert {row["record_id"]: _reason(row) for row in rows.iter_rows(named=True)} == EXPECTED["not_counted"]


def _reason(row: dict) -> str:
    words = []
    for code in row["not_counted_why"]:
        nature = f"nature: {code.removeprefix('nature_')}"
        same_money = f"same money as {', '.join(row['counted_with'])}"
        words.append({**WORDS, "same_money": same_money}.get(code, nature))
    return "; ".join(words)


def test_every_named_case_is_checked():
    assert CASES.keys() == EXPECTED["cases"].keys()


@pytest.mark.parametrize("case", CASES)
def test_case(curated, case):
    rows = curated.filter(CASES[case])

    assert rows.height
    assert _total(rows) == Decimal(EXPECTED["cases"][case])


@pytest.mark.parametrize("label", EXPECTED["national_programme_years"])
def test_national_information_programme(curated, label):
    rows = curated.filter(
        (pl.col("level") == "central") & (pl.col("place") == "Kazakhstan") & (pl.col("year") == label.split(" ")[0]),
        pl.col("category").is_in(["media.info_order", "media.tv_radio"]),
    )

    assert _total(rows) == Decimal(EXPECTED["national_programme_years"][label])


def test_wholes(curated):
    tenge = dict(zip(curated["record_id"], curated["counted_kzt"], strict=True))
    wholes = curated.filter(pl.col("not_counted_why").list.contains("covered_by_parts"))
    got = {
        row["record_id"]: {
            "amount": row["amount_kzt"],
            "counted_in_parts": sum(tenge[part] for part in row["counted_with"]),
            "remainder": row["counted_kzt"],
        }
        for row in wholes.iter_rows(named=True)
    }

    assert got == {
        whole: {name: Decimal(sum_) for name, sum_ in sums.items()} for whole, sums in EXPECTED["wholes"].items()
    }


def test_alternatives(curated):
    rows = curated.filter(pl.col("not_counted_why").list.contains("alternative"))
    (expected,) = EXPECTED["alternatives"]

    assert rows["record_id"].to_list() == expected["ids"]
    assert rows["counted_with"].to_list() == [[expected["ids"][1]], [expected["ids"][0]]]
    assert [rows["amount_kzt"].min(), rows["amount_kzt"].max()] == [
        Decimal(expected["low"]),
        Decimal(expected["high"]),
    ]
