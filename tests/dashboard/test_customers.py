"""Buyers: the list adds up to the totals, per resident is told of the buyer's own region, nobody stands twice."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.bodies.every import BODIES
from dashboard.charts import suppliers as charts
from dashboard.charts.base import LIGHT
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.filters import Filters
from dashboard.html import parts
from dashboard.stories import customers as story
from dashboard.stories import parties as lists
from dashboard.views import customers, parties
from dashboard.views.money import money
from tests.curated_rows import curated

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("kk", "ru", "en")
COMMITTED = ("contract", "spent", "annual_cost")


def all_pages(store, filters):
    first = customers.build(store, filters)
    rest = [customers.build(store, filters.with_(page=number)) for number in range(2, first.pages + 1)]
    return [one for view in (first, *rest) for one in view.parties]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    level=st.sampled_from(["local", "central", "all"]),
    counted=st.sampled_from(["", "all"]),
    category=st.sampled_from([(), ("media",), ("it",), ("it.hardware",)]),
    years=st.sampled_from([(None, None), (2020, None), (None, 2016)]),
    region=st.sampled_from([(), ("zhambyl",), ("astana", "almaty")]),
)
def test_buyers_make_the_total(store, level, counted, category, years, region):
    filters = Filters(
        level=level, counted=counted, category=category, year_from=years[0], year_to=years[1], region=region
    )
    everyone = all_pages(store, filters)
    whole = money(store, filters.with_(level="local") if level == "all" else filters)

    assert sum(one.money.committed for one in everyone) == whole.committed
    assert sum(one.money.planned for one in everyone) == whole.planned
    assert sum(one.money.records for one in everyone) == whole.records
    assert customers.build(store, filters).total == whole


def test_sums_of_buyers_are_those_of_the_facts_kept_by_hand(store):
    """The whole sum of a record that counts undivided, by the buyer as the file names it."""
    bodies = {name: row["id"] for row in curated("customers") for name in (row["name_ru"], *row["variants"])}
    plain = {row["record_id"] for row in store.rows("SELECT * FROM records WHERE counted_kzt = amount_kzt")}
    expected = defaultdict(Decimal)
    for row in curated("spending"):
        if row["id"] in plain and row["level"] == "local":
            expected[bodies[row["customer"]], row["kind"] in COMMITTED] += Decimal(str(row["amount_kzt"]))
    divided = {
        row["customer_id"] for row in store.rows("SELECT * FROM records WHERE counted AND counted_kzt <> amount_kzt")
    }

    got = {}
    for one in all_pages(store, Filters(tier=("official", "audit", "press"))):
        got[one.party_id, True], got[one.party_id, False] = one.money.committed, one.money.planned

    compared = [key for key in got if key[0] not in divided]
    assert len(compared) > 90
    assert {key: got[key] for key in compared} == {key: expected[key] for key in compared}
    assert got["akimat-taraz", True] == Decimal(79_000_000)
    assert got["akimat-taraz", False] == Decimal(13_000_000 + 19_000_000)


def test_per_resident_is_the_sum_over_the_residents_of_the_buyers_own_region(store):
    with (ROOT / "data/context/population.csv").open(encoding="utf-8", newline="") as file:
        residents = {(row["region"], row["as_of"]): Decimal(row["population"]) for row in csv.DictReader(file)}
    [row] = store.rows("SELECT * FROM records WHERE record_id = 'shymkent-tv-deputat-2021'")
    as_of = store.rows("SELECT * FROM region_years WHERE region = 'shymkent' AND year = 2021")[0]["population_as_of"]

    [one] = customers.build(store, Filters(record=(row["record_id"],))).parties

    assert one.each is not None
    assert abs(one.each.total - row["amount_kzt"] / residents["shymkent", as_of]) < Decimal("0.000001")
    assert one.each.total > 1


def test_a_body_of_a_town_has_no_figure_per_resident(ask_page):
    page = ask_page("customers", "customer=akimat-taraz")
    view = page.view(customers.build)

    cell = lists.table(page, story.WORDING, view).rows[0]["each"]

    assert view.parties[0].money.total > 0
    assert (cell.text, cell.note) == ("", "cannot be told")


def test_every_buyer_stands_on_exactly_one_page(store, monkeypatch):
    monkeypatch.setattr(parties, "ROWS", 7)

    for sort in ("", "-amount", "records", "-year"):
        filters = Filters(level="all", counted="all", sort=sort)
        listed = [one.party_id for one in all_pages(store, filters)]
        assert len(listed) == len(set(listed)) == customers.build(store, filters).named == 77


def test_the_file_holds_every_buyer_with_the_figures_of_the_page(ask_page, store):
    page = ask_page("customers", "counted=all")
    on_pages = {one.party_id: one for one in all_pages(store, Filters(counted="all"))}

    told = dataset(EXPORTS["customers"], page, EXPORTS["customers"].tables[0])
    rows = [row for chunk in told.chunks(10) for row in chunk.iter_rows(named=True)]

    assert told.rows == len(rows) == len(on_pages)
    for row in rows:
        one = on_pages[row["customer_id"]]
        each = one.each if one.each and one.each.records > one.each.unmeasured else None
        assert row["counted_kzt"] == one.money.total
        assert row["per_resident_kzt"] == (each.total if each else None)
        assert row["per_resident_records"] == (each.records - each.unmeasured if each else 0)
    assert [row["counted_kzt"] for row in rows] == sorted((row["counted_kzt"] for row in rows), reverse=True)
    assert any(row["per_resident_kzt"] for row in rows)


def test_figure_holds_at_most_seven_bars_that_make_the_sum(ask_page):
    page = ask_page("customers", "")
    view = page.view(customers.build)

    rows = lists.bars(page, story.WORDING, view)
    figure = charts.suppliers(rows, LIGHT)

    assert len(rows) == parties.BARS
    assert sum(row.committed + row.planned for row in rows) == view.total.total
    assert list(figure.data[0].x) == [float(row.committed) for row in rows]
    assert all(row.text in lists.alt(page, story.WORDING, view) for row in rows)


def test_names_lead_to_the_pages_of_buyers(ask_page):
    page = ask_page("customers", "customer=akimat-taraz")
    view = page.view(customers.build)

    row = lists.table(page, story.WORDING, view).rows[0]

    assert row["name"].href == "/customer?id=akimat-taraz&lang=en"
    assert Filters.parse(row["records"].href.partition("?")[2]).customer == ("akimat-taraz",)
    assert "/customer?id=akimat-taraz" in lists.chosen(page, story.WORDING, view, "akimat-taraz")


def test_a_body_of_which_something_else_is_known_stands_under_the_list(ask_page):
    counted = {row["about"].get("body") for row in curated("observations")} - {None}
    buying = {row["customer_id"] for row in ask_page("customers").asked.store.rows("SELECT customer_id FROM records")}
    page = ask_page("customers", "region=zhambyl")

    rows = story.observed_table(page, page.view(customers.observed)).rows

    assert {row["name"].href for row in rows} == {f"/customer?id={one}&lang=en" for one in counted - buying}
    assert [row["facts"].text for row in rows] == ["8"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "query",
    ["", "level=central", "level=all&counted=all", "region=abai&category=media.smm", "page=9&sort=x", "q=zzzz"],
    ids=["local", "central", "both", "nothing", "page and sort beyond", "no such word"],
)
def test_list_builds_for_awkward_links(ask_page, lang, query):
    page = ask_page("customers", query, lang)
    view = page.view(customers.build)

    html = parts.table(page.tr, lists.table(page, story.WORDING, view)) + parts.keys(page.tr, story.keys(page, view))
    texts = [story.title(page, view), story.lead(page, view), lists.alt(page, story.WORDING, view), html]

    assert story.title(page, view)
    assert all("None" not in text for text in texts)
    assert bool(lists.notices(page, story.WORDING, view)) == ("page=9" in query)
    assert BODIES["customers"](page).heading.title == story.title(page, view)
