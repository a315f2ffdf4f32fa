"""Real rows of the register: what became of each, and what they count with, against figures worked out by hand."""

import csv
from decimal import Decimal

import polars as pl
import pytest

from pipelines.transform.register.chains import decide
from pipelines.transform.register.standing import standings
from tests.pipelines.register import expected_real_rows as expected
from tests.pipelines.register.contract_rows import REAL_ROWS, real_rows

FACTS = {
    "id", "parent_id", "root_id", "number", "type_id", "status_id", "deleted", "method_id", "cancel_id", "sum_kzt",
    "sum_vat_kzt", "paid_vat_kzt", "created", "signed", "valid_until", "ended", "fin_year", "year_type_id",
    "customer_bin", "supplier_kind",
}  # fmt: skip


@pytest.fixture(scope="module")
def decided() -> pl.DataFrame:
    return decide(real_rows())


@pytest.fixture(scope="module")
def counted(decided) -> pl.DataFrame:
    return standings(decided.filter(step="live"))


def totals(frame: pl.DataFrame, by: str, *sums: str) -> dict[object, tuple[int | Decimal, ...]]:
    """Rows and sums by one column."""
    grouped = frame.group_by(by).agg(pl.len(), *(pl.sum(name) for name in sums))
    return {key: tuple(rest) for key, *rest in grouped.iter_rows()}


def test_the_fixture_holds_facts_and_neither_texts_nor_persons():
    with REAL_ROWS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    assert set(rows[0]) == FACTS
    assert {row["supplier_kind"] for row in rows} == {"organisation", "person"}
    assert {row["customer_bin"][4] for row in rows} == {"4"}  # fifth digit of a juridical person


def test_the_fixture_holds_every_trait_it_is_there_for():
    rows = real_rows()

    assert rows["id"].n_unique() == expected.ROWS
    assert rows["sum_vat_kzt"].sum() == expected.RAW_KZT
    assert totals(rows, "status_id", "sum_vat_kzt") == expected.BY_STATUS
    assert totals(rows, "type_id", "sum_vat_kzt", "paid_vat_kzt") == expected.BY_TYPE


def test_every_row_becomes_what_was_worked_out_by_hand(decided):
    assert decided["chain"].n_unique() == expected.CHAINS
    assert totals(decided, "step", "sum_vat_kzt") == expected.BY_STEP
    assert decided["why"].null_count() == expected.ROWS


def test_no_row_is_lost_or_doubled(decided):
    assert sorted(decided["id"]) == sorted(real_rows()["id"])
    assert decided["sum_vat_kzt"].sum() == expected.RAW_KZT


def test_the_counted_total_is_the_one_worked_out_by_hand(counted):
    assert counted["amount_kzt"].sum() == expected.COUNTED_KZT
    assert counted["paid_vat_kzt"].sum() == expected.PAID_KZT


@pytest.mark.parametrize(
    ("by", "figures"),
    [
        pytest.param("state", expected.BY_STATE, id="state"),
        pytest.param("fin_year", expected.BY_YEAR, id="year"),
        pytest.param("method_id", expected.BY_METHOD, id="method"),
        pytest.param("supplier_is_person", expected.BY_SUPPLIER_IS_PERSON, id="organisations and persons"),
    ],
)
def test_counted_tenge_split_as_by_hand(counted, by, figures):
    assert totals(counted, by, "amount_kzt") == figures


@pytest.mark.parametrize("row_id", expected.ODD_ROWS)
def test_odd_rows_are_read_right(decided, counted, row_id):
    step, chain, version, amount_kzt = expected.ODD_ROWS[row_id]
    row = decided.row(by_predicate=pl.col("id") == row_id, named=True)

    assert (row["step"], row["chain"], row["version"]) == (step, chain, version)
    assert counted.filter(id=row_id)["amount_kzt"].sum() == amount_kzt


def test_a_chain_whose_root_was_not_read_counts_by_its_live_row(decided, counted):
    rootless = decided.filter(~pl.col("root_id").is_in(decided["id"].implode()))
    live = counted.filter(pl.col("chain").is_in(rootless["chain"].implode()))
    without = rootless.filter(~pl.col("chain").is_in(live["chain"].implode()))

    assert rootless["chain"].n_unique() == expected.ROOT_NOT_READ
    assert (live.height, live["amount_kzt"].sum()) == expected.ROOT_NOT_READ_LIVE
    assert dict(without.select("id", "step").iter_rows()) == expected.ROOT_NOT_READ_WITHOUT_LIVE
