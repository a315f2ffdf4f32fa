"""Counted tenge over budget years."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.transform.years import divided, spend

SCHEMA = {"record_id": pl.String, "counted_kzt": pl.Decimal(18, 2), "year_from": pl.Int16, "year_to": pl.Int16}


def frame(rows):
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


@pytest.mark.parametrize(
    ("start", "end", "year", "kind"),
    [
        pytest.param(2020, 2020, 2020, "one", id="one year"),
        pytest.param(2019, 2020, None, "several", id="a span is never divided"),
        pytest.param(None, None, None, "unknown", id="no year"),
        pytest.param(2019, None, None, "unknown", id="open end"),
        pytest.param(None, 2020, None, "unknown", id="open start"),
    ],
)
def test_line_of_a_record(start, end, year, kind):
    result = spend(frame([("a", Decimal("7.50"), start, end)]))

    assert result.rows() == [("a", 0, year, start, end, kind, Decimal("7.50"))]


def test_columns_and_types_are_the_published_ones():
    wide = frame([("a", Decimal(1), 2020, 2020)]).with_columns(
        pl.col("year_from", "year_to").cast(pl.Int64), title=pl.lit("x")
    )

    assert spend(wide).schema == {
        "record_id": pl.String,
        "part": pl.Int16,
        "year": pl.Int16,
        "year_from": pl.Int16,
        "year_to": pl.Int16,
        "year_kind": pl.String,
        "counted_kzt": pl.Decimal(18, 2),
    }


SHARES = pl.DataFrame(
    [("a", 2024, Decimal("2.50")), ("a", 2025, Decimal("5.00")), ("b", 2024, Decimal(1)), ("c", 2024, Decimal(9))],
    schema={"record_id": pl.String, "year": pl.Int16, "share_kzt": pl.Decimal(18, 2)},
    orient="row",
)


def test_a_contract_that_divides_its_sum_itself_has_a_line_for_each_year():
    records = divided(frame([("a", Decimal("7.50"), 2024, 2025)]), SHARES)

    lines = spend(records, SHARES)

    assert records["split"].to_list() == [True]
    assert lines.select("part", "year", "year_kind", "counted_kzt").rows() == [
        (2024, 2024, "one", Decimal("2.50")),
        (2025, 2025, "one", Decimal("5.00")),
    ]


@pytest.mark.parametrize(
    ("record_id", "counted"),
    [
        pytest.param("b", Decimal("7.50"), id="shares make less than what counts"),
        pytest.param("c", Decimal("7.50"), id="shares make more than what counts"),
        pytest.param("d", Decimal("7.50"), id="no shares are known"),
    ],
)
def test_shares_that_do_not_make_the_counted_sum_divide_nothing(record_id, counted):
    records = divided(frame([(record_id, counted, 2024, 2025)]), SHARES)

    lines = spend(records, SHARES)

    assert records["split"].to_list() == [False]
    assert lines.rows() == [(record_id, 0, None, 2024, 2025, "several", counted)]


def test_records_that_count_nothing_have_no_line():
    result = spend(frame([("b", Decimal(0), 2020, 2020), ("c", Decimal(3), 2020, 2020), ("a", Decimal(2), None, None)]))

    assert result["record_id"].to_list() == ["a", "c"]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**15).map(lambda tiyn: Decimal(tiyn).scaleb(-2)),
            st.none() | st.integers(2010, 2030),
            st.none() | st.integers(2010, 2030),
        ),
        max_size=20,
    )
)
def test_lines_add_up_to_the_counted_total(rows):
    records = frame([(str(number), *row) for number, row in enumerate(rows)])

    result = spend(records)

    assert sum(result["counted_kzt"].to_list(), Decimal(0)) == sum((row[0] for row in rows), Decimal(0))
    assert result["record_id"].is_unique().all()
