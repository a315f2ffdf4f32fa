"""Prices and population by year, and money measured by them.

Real money is moved by average yearly inflation to prices of the last year that has a trusted rate; later years and
spans of years cannot be moved. Money per resident uses the residents of the buyer's own territory: what a town buys is
not divided by the residents of its region, so it stays without the measure.
"""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import polars as pl

from pipelines.schemas import RegionYears, Spend, Years
from pipelines.sources.context import DollarRow, IndexRow, InflationRow, MinimumWageRow, PopulationRow
from pipelines.transform.frames import frame

NEAREST_DAYS = 366


def price_factors(inflation: Iterable[InflationRow]) -> dict[int, Fraction]:
    """Return exact multipliers that move prices of a year to the last year with a known rate.

    Args:
        inflation: Average yearly inflation, percent, one row a year.

    Returns:
        Year → multiplier, back to the year before the first of an unbroken run of rates.
    """
    rates = {row.year: Fraction(row.rate_pct) / 100 for row in inflation}
    year = max(rates)
    factors = {year: Fraction(1)}
    while year in rates:
        factors[year - 1] = factors[year] * (1 + rates[year])
        year -= 1
    return factors


def years(
    inflation: list[InflationRow],
    dollars: Iterable[DollarRow],
    indices: Iterable[IndexRow],
    wages: Iterable[MinimumWageRow],
) -> pl.DataFrame:
    """Return one row per year with what is known of it; of values set twice a year, the one of 1 January."""
    factors = price_factors(inflation)
    rows: dict[int, dict[str, object]] = {}
    for price in inflation:
        rows.setdefault(price.year, {})["inflation_pct"] = Decimal(price.rate_pct)
    for year, factor in factors.items():
        rows.setdefault(year, {})["price_factor"] = _rounded(factor, 10)
    for dollar in dollars:
        rows.setdefault(dollar.year, {})["kzt_per_usd"] = Decimal(dollar.kzt_per_usd)
    for index in indices:
        rows.setdefault(index.year, {}).setdefault("mci_kzt", Decimal(index.mci_kzt))
    for wage in wages:
        rows.setdefault(wage.year, {}).setdefault("min_wage_kzt", Decimal(wage.min_wage_kzt))
    return frame(({"year": year} | row for year, row in sorted(rows.items())), Years)


def units_of(year: int) -> int:
    """Return how many regions the country had on 1 January of a year, as population tables draw them."""
    return 16 if year <= 2016 else 17 if year <= 2021 else 20


def population_on(rows: Iterable[PopulationRow], region: str, year: int) -> PopulationRow | None:
    """Return the residents of a region nearest to 1 January of a year: within 12 months, same borders, ties earlier."""
    day = date(year, 1, 1)
    near = [
        (abs((date.fromisoformat(row.as_of) - day).days), row.as_of, row)
        for row in rows
        if row.region == region and (row.units == units_of(year) or region == "national")
    ]
    best = min(near, default=None, key=lambda one: one[:2])
    return best[2] if best and best[0] <= NEAREST_DAYS else None


def measured(
    spend: pl.DataFrame, records: pl.DataFrame, inflation: Iterable[InflationRow], population: list[PopulationRow]
) -> pl.DataFrame:
    """Add what the money of one year is in real terms and per resident.

    Args:
        spend: One row per counted record: record_id, year, year_from, year_to, year_kind, counted_kzt.
        records: One row per record: record_id, region, place.
        inflation: Average yearly inflation.
        population: Residents by region and day.

    Returns:
        The same rows with real_kzt (tenge, rounded half to even to the tiyn) and per_resident_kzt (tenge, six
        decimals), each missing where it cannot be known.
    """
    factors = price_factors(inflation)
    joined = spend.join(records.select("record_id", "region", "place"), on="record_id")
    wanted = joined.select("region", "year").drop_nulls().unique()
    residents = {pair: population_on(population, *pair) for pair in wanted.iter_rows()}
    rows = []
    for row in joined.iter_rows(named=True):
        factor = factors.get(row["year"])
        known = residents.get((row["region"], row["year"])) if row["place"] is None else None
        money = Fraction(row["counted_kzt"])
        rows.append(
            row
            | {
                "real_kzt": _rounded(money * factor, 2) if factor else None,
                "per_resident_kzt": _rounded(money / known.population, 6) if known else None,
            }
        )
    return frame(rows, Spend)


def _rounded(value: Fraction, digits: int) -> Decimal:
    """Round an exact fraction half to even."""
    scaled = value * 10**digits
    return Decimal(round(scaled)).scaleb(-digits).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)


def region_years(regions: Iterable[str], facts: pl.DataFrame, population: list[PopulationRow]) -> pl.DataFrame:
    """Say for each region and year what is known of it.

    Args:
        regions: Slugs of the present regions.
        facts: One row per local record: region, year_from, year_to, counted, counted_kzt.
        population: Residents by region and day.

    Returns:
        One row per region and year. Coverage is never "loaded" here: that is said when the register was read for the
        region's buyers.
    """
    single = facts.filter(pl.col("year_from") == pl.col("year_to"))["year_from"].to_list()
    known = {*single, *(int(row.as_of[:4]) for row in population)}
    dated = list(facts.drop_nulls(["year_from", "year_to"]).iter_rows(named=True))
    rows = []
    for region in regions:
        local = [row for row in dated if row["region"] == region]
        for year in range(min(known), max(known) + 1):
            touching = [row for row in local if row["year_from"] <= year <= row["year_to"]]
            one = [row["counted_kzt"] for row in touching if row["year_from"] == row["year_to"] and row["counted"]]
            residents = population_on(population, region, year)
            rows.append(
                {
                    "region": region,
                    "year": year,
                    "coverage": "found" if touching else "nothing",
                    "records": len(touching),
                    "counted_records": len(one),
                    "counted_kzt": sum(one, Decimal("0.00")),
                    "population": residents.population if residents else None,
                    "population_as_of": residents.as_of if residents else None,
                }
            )
    return frame(rows, RegionYears)
