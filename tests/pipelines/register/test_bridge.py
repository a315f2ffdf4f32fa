"""Every row and tenge of the register stands in one step of the bridge; loaded means that all buyers were read."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.schemas import BRIDGE_STEPS, CONTENT
from pipelines.transform.register.bridge import bridge
from pipelines.transform.register.coverage import loaded
from pipelines.transform.register.facts import BRIDGE_ROWS, READ, RegisterFacts

BUYERS = pl.DataFrame(
    [
        ("1", "akimat-a", "local", "zhambyl", "taraz"),
        ("2", "school-b", "local", "zhambyl", None),
        ("3", "ministry-c", "central", "astana", None),
        ("4", "akimat-d", "local", None, None),
        ("5", "company-e", None, "zhambyl", None),
        ("6", "nobody-f", None, None, None),
        ("7", "akimat-g", "local", "zhambyl", "shu"),
    ],
    schema=["bin", "party_id", "level", "region", "place"],
    orient="row",
)
STEPS = [step for step in BRIDGE_STEPS if step != "unknown_buyers"]


def rows_of(*rows):
    return pl.DataFrame(rows, schema=BRIDGE_ROWS, orient="row")


def line(buyer="1", years=(2024, 2024), step="ours", rows=1, tenge="10.00"):
    return (buyer, *years, step, rows, Decimal(tenge))


YEARS = st.none() | st.integers(2023, 2025)
LINES = st.lists(
    st.builds(
        line,
        st.sampled_from([None, *"12345678"]),
        st.tuples(YEARS, YEARS),
        st.sampled_from(STEPS),
        st.integers(1, 10**6),
        st.integers(0, 10**15).map(lambda tiyn: Decimal(tiyn).scaleb(-2)),
    ),
    max_size=30,
)


@settings(max_examples=40)
@given(LINES, st.lists(st.sampled_from(BUYERS["party_id"].to_list()), unique=True))
def test_rows_and_tenge_of_all_steps_are_those_put_in(lines, published):
    table = bridge(rows_of(*lines), BUYERS, pl.Series(published, dtype=pl.String))

    assert table["rows"].sum() == sum(one[4] for one in lines)
    assert sum(table["sum_kzt"], Decimal(0)) == sum((one[5] for one in lines), Decimal(0))
    assert CONTENT["bridge"].validate(table).height == table.height


@settings(max_examples=40)
@given(LINES)
def test_only_the_step_of_our_topics_is_divided_by_what_is_known_of_the_buyer(lines):
    table = bridge(rows_of(*lines), BUYERS, BUYERS["party_id"])
    by_step = dict(table.group_by("step").agg(pl.col("rows").sum()).iter_rows())
    known = {"1", "2", "3", "7"}

    def put_in(step, buyers=None):
        return sum(one[4] for one in lines if one[3] == step and (buyers is None or one[0] in buyers))

    assert {step: by_step.get(step, 0) for step in STEPS if step != "ours"} == {
        step: put_in(step) for step in STEPS if step != "ours"
    }
    assert by_step.get("ours", 0) == put_in("ours", known)
    assert by_step.get("unknown_buyers", 0) == put_in("ours") - put_in("ours", known)


@pytest.mark.parametrize(
    ("buyer", "told"),
    [
        pytest.param("1", ("akimat-a", "zhambyl", "ours", "local", "zhambyl", "taraz"), id="a party of the site"),
        pytest.param("2", ("local", "zhambyl", "ours", "local", "zhambyl", None), id="no party of the site"),
        pytest.param("3", ("central", "astana", "ours", "central", "astana", None), id="central"),
        pytest.param("4", ("local", "unknown", "unknown_buyers", "local", None, None), id="no region"),
        pytest.param("5", ("unknown", "zhambyl", "unknown_buyers", None, "zhambyl", None), id="no level"),
        pytest.param("8", ("unknown", "unknown", "unknown_buyers", None, None, None), id="never heard of"),
        pytest.param(None, ("unknown", "unknown", "unknown_buyers", None, None, None), id="not told"),
    ],
)
def test_under_whom_a_row_stands(buyer, told):
    table = bridge(rows_of(line(buyer)), BUYERS, pl.Series(["akimat-a", "akimat-d"]))

    assert table.select("customer_id", "region_key", "step", "level", "region", "place").rows() == [told]


def test_buyers_that_are_no_parties_are_put_together():
    table = bridge(rows_of(line("2", tenge="1.00"), line("7", tenge="2.00", rows=3)), BUYERS, pl.Series(["akimat-a"]))

    assert table.select("customer_id", "place", "rows", "sum_kzt").rows() == [("local", None, 4, Decimal("3.00"))]


@pytest.mark.parametrize(
    ("years", "told"),
    [
        pytest.param((2024, 2024), ("2024", 2024, 2024), id="one"),
        pytest.param((2024, 2026), ("2024-2026", 2024, 2026), id="several"),
        pytest.param((None, None), ("unknown", None, None), id="none"),
        pytest.param((2024, None), ("unknown", None, None), id="no end"),
        pytest.param((None, 2024), ("unknown", None, None), id="no beginning"),
    ],
)
def test_span(years, told):
    table = bridge(rows_of(line(years=years)), BUYERS, pl.Series(["akimat-a"]))

    assert table.select("span", "year_from", "year_to").rows() == [told]


def read(**since):
    rows = [(bin_.removeprefix("_"), year) for bin_, year in since.items()]
    return RegisterFacts(read=pl.DataFrame(rows, schema=READ, orient="row"), last_year=2026)


LOCAL = pl.DataFrame({"bin": ["1", "2", "4", "9"], "region": ["zhambyl", "zhambyl", None, "astana"]})


@pytest.mark.parametrize(
    ("register", "regions"),
    [
        pytest.param(read(_1=2025, _2=2024), {("zhambyl", 2025), ("zhambyl", 2026)}, id="from the year all were read"),
        pytest.param(read(_1=2025), set(), id="one buyer was not read"),
        pytest.param(read(_9=2026), {("astana", 2026)}, id="another region"),
        pytest.param(read(), set(), id="buyers picked by hand: none is noted as read"),
        pytest.param(RegisterFacts(), set(), id="never read"),
        pytest.param(read(_1=2027, _2=2027), set(), id="only from next year on"),
    ],
)
def test_loaded(register, regions):
    assert loaded(register, LOCAL, ["zhambyl", "astana", "abai"]) == regions


def test_a_region_without_a_known_buyer_is_not_loaded():
    assert ("abai", 2026) not in loaded(read(_1=2024, _2=2024), LOCAL, ["abai"])
