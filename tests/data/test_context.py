"""The context series keep the rules of data/context/README.md."""

import csv
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import prod
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
CONTEXT = DATA / "context"
KEYS = {
    "population": ("region", "as_of"),
    "cpi": ("year",),
    "usd_kzt": ("year",),
    "mci": ("valid_from", "scope"),
    "min_wage": ("year",),
    "wages": ("region", "year"),
    "incomes": ("region", "year"),
    "local_budgets": ("region", "year"),
    "sources": ("source_id",),
}
ROWS = {
    "population": 297,
    "cpi": 19,
    "usd_kzt": 17,
    "mci": 18,
    "min_wage": 17,
    "wages": 53,
    "incomes": 275,
    "local_budgets": 16,
    "sources": 36,
}
VALUES = {
    "population": "population",
    "cpi": "rate_pct",
    "usd_kzt": "kzt_per_usd",
    "mci": "mci_kzt",
    "min_wage": "min_wage_kzt",
    "wages": "avg_monthly_wage_kzt",
    "incomes": "monthly_income_kzt",
}
SERIES = sorted(set(KEYS) - {"sources"})


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TABLES = {name: read(CONTEXT / f"{name}.csv") for name in KEYS}
REGIONS = {row["slug"]: row for row in read(DATA / "geo" / "regions.csv")}
PRESENT = {slug for slug, row in REGIONS.items() if row["kato"] and not row["valid_to"]}
RATES = {int(row["year"]): Fraction(row["rate_pct"]) for row in TABLES["cpi"]}


def factor(year: int, base: int) -> Fraction:
    """What one tenge of `year` is in tenge of `base`; a missing rate raises KeyError."""
    grown = prod((1 + RATES[t] / 100 for t in range(min(year, base) + 1, max(year, base) + 1)), start=Fraction(1))
    return grown if year < base else 1 / grown


def population_row(region: str, day: date) -> dict[str, str] | None:
    """The row of the nearest date within 12 months, in present borders; of two equally near the earlier."""
    first, last = day.replace(year=day.year - 1), day.replace(year=day.year + 1)
    rows = [
        (abs((as_of - day).days), as_of, row)
        for row in TABLES["population"]
        if row["region"] == region and row["units"] == "20"
        for as_of in [date.fromisoformat(row["as_of"])]
        if first <= as_of <= last
    ]
    return min(rows, key=lambda found: found[:2])[2] if rows else None


@pytest.mark.parametrize("name", KEYS)
def test_a_table_has_all_its_rows_and_unique_keys(name):
    uses = Counter(tuple(row[column] for column in KEYS[name]) for row in TABLES[name])

    assert len(TABLES[name]) == ROWS[name]
    assert [key for key, times in uses.items() if times > 1] == []


@pytest.mark.parametrize("name", VALUES)
def test_every_value_is_a_positive_decimal(name):
    assert [row for row in TABLES[name] if not Decimal(row[VALUES[name]]) > 0] == []


@pytest.mark.parametrize("name", ["population", "wages", "incomes", "local_budgets"])
def test_every_region_is_known(name):
    assert {row["region"] for row in TABLES[name]} <= set(REGIONS)


def test_every_row_names_a_source_and_every_source_is_used():
    used = {row["source_id"] for name in SERIES for row in TABLES[name]}

    assert used == {row["source_id"] for row in TABLES["sources"]}


def test_every_source_has_a_publisher_and_an_address():
    assert [row for row in TABLES["sources"] if not (row["publisher"] and row["url"].startswith("http"))] == []


@pytest.mark.parametrize(
    ("year", "base", "expected"),
    [
        pytest.param(2023, 2020, "0.7013741730", id="2023 to 2020"),
        pytest.param(2021, 2020, "0.9255745504", id="2021 to 2020"),
        pytest.param(2020, 2020, "1.0000000000", id="the same year"),
        pytest.param(2017, 2020, "1.1933931136", id="2017 to 2020"),
        pytest.param(2015, 2020, "1.4663565986", id="2015 to 2020"),
    ],
)
def test_rates_chain_to_the_known_factors(year, base, expected):
    assert abs(factor(year, base) - Fraction(expected)) <= Fraction(5, 10**11)


def test_rates_are_without_a_gap_and_end_in_2023():
    assert sorted(RATES) == list(range(2005, 2024))


def test_money_of_2024_cannot_be_moved():
    with pytest.raises(KeyError, match="2024"):
        factor(2024, 2023)


@pytest.mark.parametrize(("year", "found"), [(2022, 20), (2023, 20), (2024, 20), (2025, 10), (2026, 10)])
def test_regions_with_a_population_for_a_budget_year(year, found):
    assert sum(population_row(region, date(year, 1, 1)) is not None for region in PRESENT) == found


@pytest.mark.parametrize(
    ("region", "year", "as_of"),
    [
        pytest.param("zhambyl", 2024, "2024-01-01", id="the day itself"),
        pytest.param("akmola", 2024, "2023-01-01", id="a year before"),
        pytest.param("almaty", 2024, "2024-12-01", id="eleven months after beats a year before"),
        pytest.param("almaty", 2025, "2024-12-01", id="a month before beats two after"),
        pytest.param("abai", 2026, "2025-12-01", id="a month before"),
    ],
)
def test_the_nearest_date_is_taken(region, year, as_of):
    assert population_row(region, date(year, 1, 1))["as_of"] == as_of


def test_borders_of_a_count_are_those_of_its_day():
    by_units = defaultdict(set)
    for row in TABLES["population"]:
        if row["region"] != "national":
            by_units[row["units"]].add(row["region"])

    assert {units: len(regions) for units, regions in by_units.items()} == {"16": 16, "17": 17, "20": 20}
    assert by_units["20"] == PRESENT
    assert "south-kazakhstan" in by_units["16"]
    assert {row["units"] for row in TABLES["population"] if row["as_of"] >= "2022"} == {"20"}


@pytest.mark.parametrize("year", range(2010, 2024))
def test_regions_add_up_to_the_country(year):
    counts = {row["region"]: int(row["population"]) for row in TABLES["population"] if row["as_of"] == f"{year}-01-01"}

    assert counts.pop("national") == sum(counts.values())


def test_a_local_budget_has_a_total_or_a_figure_a_resident():
    totals = [row for row in TABLES["local_budgets"] if row["expenditure_thousand_kzt"]]
    heads = [row for row in TABLES["local_budgets"] if row["per_resident_thousand_kzt"]]

    assert (len(totals), len(heads)) == (11, 5)
    assert [row for row in totals if row in heads] == []


def test_one_monthly_index_is_derived_and_one_is_for_benefits_only():
    assert [row["year"] for row in TABLES["mci"] if row["basis"] == "derived"] == ["2018"]
    assert [row["valid_from"] for row in TABLES["mci"] if row["scope"] == "benefits"] == ["2022-04-01"]
