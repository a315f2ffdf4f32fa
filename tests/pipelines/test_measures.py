"""Money in real terms and per resident: exact until the last step, and missing where it cannot be known."""

from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import CheckFailed
from pipelines.schemas import Spend, Years
from pipelines.sources.context import DollarRow, IndexRow, InflationRow, MinimumWageRow, PopulationRow
from pipelines.transform.context import measured, population_on, price_factors, region_years, units_of, years
from pipelines.transform.frames import frame
from pipelines.transform.tables import _territories
from tests.pipelines.running import facts_with


def inflation(**rates):
    return [InflationRow(year=int(year[1:]), rate_pct=rate, source_id="s") for year, rate in rates.items()]


def residents(region, as_of, people, units=20):
    return PopulationRow(region=region, as_of=as_of, population=people, units=units, precision="exact", source_id="s")


def spent(tenge, year=2021, year_to=None):
    year_to = year if year_to is None else year_to
    one = year if year == year_to else None
    return {
        "record_id": "r",
        "year": one,
        "year_from": year,
        "year_to": year_to,
        "year_kind": "one" if one else "several",
        "counted_kzt": Decimal(tenge),
    }


def record(region="zhambyl", place=None):
    return pl.DataFrame({"record_id": ["r"], "region": [region], "place": pl.Series([place], dtype=pl.String)})


def measure(row, rates=(), population=(), where=None):
    rates = rates or inflation(y2021="10")
    (result,) = measured(
        frame([row], Spend), where if where is not None else record(), rates, list(population)
    ).to_dicts()
    return result


def test_prices_are_chained_exactly_to_the_last_known_year():
    factors = price_factors(inflation(y2021="8.041", y2022="15.028", y2023="14.725"))

    assert factors == {
        2023: Fraction(1),
        2022: Fraction(114725, 100000),
        2021: Fraction(114725, 100000) * Fraction(115028, 100000),
        2020: Fraction(114725, 100000) * Fraction(115028, 100000) * Fraction(108041, 100000),
    }


def test_a_gap_in_the_rates_ends_the_chain():
    assert price_factors(inflation(y2018="5", y2020="6")).keys() == {2020, 2019}


def test_falling_prices_make_a_factor_below_one():
    assert price_factors(inflation(y2021="-50"))[2020] == Fraction(1, 2)


@pytest.mark.parametrize(
    ("tenge", "year", "real"),
    [
        pytest.param("100.00", 2020, "110.00", id="moved by one year"),
        pytest.param("100.00", 2021, "100.00", id="the last year stays"),
        pytest.param("100.00", 2022, None, id="a later year cannot be moved"),
        pytest.param("100.00", 2019, None, id="an earlier year without a rate"),
        pytest.param("0.05", 2020, "0.06", id="0.055 to even, up"),
        pytest.param("0.15", 2020, "0.16", id="0.165 to even, down"),
        pytest.param("0.25", 2020, "0.28", id="0.275 to even, up again"),
    ],
)
def test_real_money(tenge, year, real):
    assert measure(spent(tenge, year))["real_kzt"] == (None if real is None else Decimal(real))


def test_several_years_are_never_moved_nor_divided_by_residents():
    row = measure(spent("100", 2020, 2021), population=[residents("zhambyl", "2021-01-01", 10, 17)])

    assert (row["real_kzt"], row["per_resident_kzt"]) == (None, None)


@given(st.integers(0, 10**15))
def test_real_money_is_within_half_a_tiyn_of_the_exact(tiyn):
    tenge = Decimal(tiyn).scaleb(-2)

    real = measure(spent(tenge, 2020), rates=inflation(y2021="8.041"))["real_kzt"]

    assert abs(Fraction(real) - Fraction(tenge) * Fraction(108041, 100000)) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        pytest.param(record(), "33.333333", id="the region itself"),
        pytest.param(record(place="taraz"), None, id="a town of the region"),
        pytest.param(record(region="astana"), None, id="a region without a count"),
    ],
)
def test_per_resident_only_for_buyers_of_the_whole_region(where, expected):
    people = [residents("zhambyl", "2021-01-01", 3, 17)]

    per_resident = measure(spent("100"), population=people, where=where)["per_resident_kzt"]

    assert per_resident == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("region", "written", "place", "expected"),
    [
        pytest.param("zhambyl", "Zhambyl Region", None, None, id="the region by name"),
        pytest.param("zhambyl", "ZHAMBYL REGION ", None, None, id="in other letters"),
        pytest.param("zhambyl", "Taraz", "taraz", "taraz", id="a town"),
        pytest.param("zhambyl", "Gotham", None, "Gotham", id="a place nobody knows"),
        pytest.param("north-kazakhstan", "Eight districts", None, "Eight districts", id="several districts"),
        pytest.param("national", "Kazakhstan", None, None, id="the country"),
    ],
)
def test_several_districts_and_unknown_places_are_not_the_region(region, written, place, expected):
    found = pl.DataFrame(
        {
            "record_id": ["r"],
            "region": [region],
            "place": pl.Series([place], dtype=pl.String),
            "place_as_written": [written],
        }
    )

    assert _territories(found, facts_with({}))["place"].item() == expected


@pytest.mark.parametrize(("year", "units"), [(2015, 16), (2016, 16), (2017, 17), (2021, 17), (2022, 20), (2026, 20)])
def test_borders_by_year(year, units):
    assert units_of(year) == units


@pytest.mark.parametrize(
    ("counts", "year", "as_of"),
    [
        pytest.param([("2021-01-01", 17), ("2022-01-01", 20)], 2021, "2021-01-01", id="the day itself"),
        pytest.param([("2020-10-01", 17), ("2021-02-01", 17)], 2021, "2021-02-01", id="the nearest"),
        pytest.param([("2020-12-01", 17), ("2021-02-01", 17)], 2021, "2020-12-01", id="a tie goes to the earlier"),
        pytest.param([("2020-01-01", 17)], 2021, "2020-01-01", id="twelve months of a leap year before"),
        pytest.param([("2019-12-31", 17)], 2021, None, id="a day more is too far"),
        pytest.param([("2021-01-01", 20)], 2021, None, id="other borders"),
        pytest.param([("2022-01-01", 17), ("2022-06-01", 20)], 2022, "2022-06-01", id="the right borders, not the day"),
        pytest.param([], 2021, None, id="nothing known"),
    ],
)
def test_residents_nearest_to_the_first_of_january(counts, year, as_of):
    rows = [residents("zhambyl", day, 5, units) for day, units in counts]

    found = population_on([*rows, residents("astana", f"{year}-01-01", 9, units_of(year))], "zhambyl", year)

    assert (found.as_of if found else None) == as_of


def test_the_country_has_no_inner_borders():
    row = residents("national", "2021-01-01", 19000000, 20)

    assert population_on([row], "national", 2021) is row


def test_of_values_set_twice_a_year_the_first_is_kept():
    table = years(
        inflation(y2020="6.718"),
        [DollarRow(year=2020, kzt_per_usd="412.95", source_id="s")],
        [
            IndexRow(year=2020, valid_from=day, mci_kzt=mci, scope="a", basis="b", source_id="s")
            for day, mci in (("2020-01-01", "2651"), ("2020-04-01", "2778"))
        ],
        [MinimumWageRow(year=2020, valid_from="2020-01-01", min_wage_kzt="42500", source_id="s")],
    )

    (before, row) = table.to_dicts()
    assert before["year"] == 2019
    assert before["price_factor"] == Decimal("1.0671800000")
    assert before["kzt_per_usd"] is None
    assert row == {
        "year": 2020,
        "inflation_pct": Decimal("6.7180"),
        "price_factor": Decimal("1.0000000000"),
        "kzt_per_usd": Decimal("412.95"),
        "mci_kzt": Decimal("2651.00"),
        "min_wage_kzt": Decimal("42500.00"),
    }


def test_a_region_year_says_what_is_known():
    facts = pl.DataFrame(
        [
            ("zhambyl", 2020, 2020, True, Decimal("5.50")),
            ("zhambyl", 2020, 2021, True, Decimal(100)),
            ("zhambyl", 2021, 2021, False, Decimal(0)),
            ("zhambyl", None, None, True, Decimal(7)),
        ],
        schema={
            "region": pl.String,
            "year_from": pl.Int16,
            "year_to": pl.Int16,
            "counted": pl.Boolean,
            "counted_kzt": pl.Decimal(18, 2),
        },
        orient="row",
    )

    table = region_years(["zhambyl", "astana"], facts, [residents("astana", "2021-01-01", 9, 17)])

    told = [
        (row["region"], row["year"], row["coverage"], row["records"], row["counted_records"], row["counted_kzt"])
        for row in table.sort("region", "year").to_dicts()
    ]
    assert told == [
        ("astana", 2020, "nothing", 0, 0, Decimal(0)),
        ("astana", 2021, "nothing", 0, 0, Decimal(0)),
        ("zhambyl", 2020, "found", 2, 1, Decimal("5.50")),
        ("zhambyl", 2021, "found", 2, 0, Decimal(0)),
    ]
    assert table.filter(region="astana", year=2021)["population"].item() == 9


@pytest.mark.parametrize("value", ["0.001", "10000000000000000"], ids=["a tenth of a tiyn", "too large"])
def test_a_table_never_cuts_digits_off(value):
    with pytest.raises(CheckFailed, match=r"counted_kzt: .* does not fit"):
        frame([spent(value)], Spend)


def test_a_row_laid_out_lacks_and_leaves_out_quietly():
    (row,) = frame([{"year": 2020, "colour": "red"}], Years).to_dicts()

    assert row["year"] == 2020
    assert row["inflation_pct"] is None
    assert "colour" not in row
