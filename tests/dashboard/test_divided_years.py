"""Contracts that divide their sum between years: every list holds what the sums of its years hold, no more, no less."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.stories import records as story
from dashboard.views import contractors, overview, records
from dashboard.views.money import money, money_by, overlapping, record_rows

YEARS = st.none() | st.integers(2021, 2028)
NARROW = st.builds(
    Filters,
    level=st.sampled_from(["local", "central"]),
    year_from=YEARS,
    year_to=YEARS,
    category=st.sampled_from([(), ("media",), ("it",)]),
    tier=st.sampled_from([(), ("register",)]),
)
EVERYTHING = 10_000


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=NARROW)
def test_the_list_of_any_years_adds_up_to_their_money(register_store, filters):
    rows = record_rows(register_store, filters, limit=EVERYTHING)
    found = money(register_store, filters)

    assert sum((row["in_years_kzt"] for row in rows), Decimal(0)) == found.total
    assert len(rows) == found.records == records.build(register_store, filters).listed


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=NARROW)
def test_suppliers_of_any_years_add_up_to_their_money(register_store, filters):
    view = contractors.build(register_store, filters)

    assert view.named_money.total + view.unnamed.money.total == view.total.total
    assert view.named_money.records + view.unnamed.money.records == view.total.records


def test_years_one_by_one_and_spans_apart_are_all_of_it(register_store):
    filters = Filters(tier=("register",))
    whole = money(register_store, filters)

    by_year = money_by(register_store, filters, "year", "year_kind")

    assert sum(one.total for _, one in by_year) == whole.total
    assert sum(one.records for _, one in by_year) > whole.records  # a divided contract is in each of its years


def test_what_is_divided_is_not_told_as_left_out(register_store):
    filters = Filters(year_from=2025, year_to=2025, tier=("register",))

    told = {row["record_id"] for row in overlapping(register_store, filters)}

    listed = {row["record_id"] for row in record_rows(register_store, filters, limit=EVERYTHING)}
    spans = register_store.rows(
        "SELECT record_id, split FROM records WHERE counted AND level = 'local' AND tier = 'register' "
        "AND year_kind = 'several' AND year_from <= 2025 AND year_to >= 2025"
    )
    assert told == {row["record_id"] for row in spans if not row["split"]} != set()
    assert told.isdisjoint(listed)
    assert {row["record_id"] for row in spans if row["split"]} <= listed


@pytest.mark.parametrize(("query", "said"), [("from=2025&to=2025", "in 2025"), ("from=2025", "in the years asked for")])
def test_a_list_says_what_of_a_divided_contract_falls_into_the_years(ask_register, query, said):
    page = ask_register("records", f"{query}&tier=register")
    view = page.view(records.build)

    cells = {row["record_id"]: cells for row, cells in zip(view.rows, story.table(page, view).rows, strict=True)}

    partly = [row for row in view.rows if row["in_years_kzt"] != row["counted_kzt"]]
    assert partly
    for row in partly:
        assert cells[row["record_id"]]["amount"].note == f"of it {page.tr.money(row['in_years_kzt'])} {said}"
    whole = next(row for row in view.rows if not row["split"] and row["counted_kzt"] == row["amount_kzt"])
    assert not cells[whole["record_id"]]["amount"].note


def test_most_in_the_totals_means_in_the_years_asked_for(register_store):
    filters = Filters(year_from=2025, year_to=2025, tier=("register",), sort="counted")

    shares = [row["in_years_kzt"] for row in records.build(register_store, filters).rows]

    assert shares == sorted(shares, reverse=True)
    assert [row["in_years_kzt"] for row in overview.build(register_store, filters).biggest] == shares[:5]
