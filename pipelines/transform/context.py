"""Prices and population by year, and money measured by them.

Real money is moved by average yearly inflation to prices of the last year that has a trusted rate; later years and
spans of years cannot be moved. Money per resident uses the residents of the buyer's own territory: what a town buys is
not divided by the residents of its region, so it stays without the measure.
"""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from itertools import groupby

import polars as pl

from pipelines.schemas import RegionYears, Spend, Years
from pipelines.sources.context import DollarRow, IndexRow, InflationRow, MinimumWageRow, PopulationRow
from pipelines.transform.frames import columns, frame

NEAREST_DAYS = 366
KZT = pl.Decimal(18, 2)


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
    joined = spend.join(records.select("record_id", "region", "place"), on="record_id", maintain_order="left")
    by_region = {region: list(rows) for region, rows in groupby(sorted(population, key=_region), key=_region)}
    own = joined.filter(pl.col("year").is_not_null() & pl.col("place").is_null()).select("region", "year").unique()
    residents = {
        where: found.population
        for where in own.iter_rows()
        if (found := population_on(by_region.get(where[0], ()), *where))
    }
    multipliers = {year: (factor.numerator, factor.denominator) for year, factor in factors.items()}
    tiyn = joined["counted_kzt"].cast(KZT).to_physical().to_list()
    real = [
        _divided(money * known[0], known[1]) if (known := multipliers.get(year)) else None
        for money, year in zip(tiyn, joined["year"].to_list(), strict=True)
    ]
    where = joined.select("region", pl.when(pl.col("place").is_null()).then("year")).rows()
    per_resident = [
        _divided(money * 10**4, people) if (people := residents.get(one)) else None
        for money, one in zip(tiyn, where, strict=True)
    ]
    return joined.with_columns(
        real_kzt=_decimals(real, 2),
        per_resident_kzt=_decimals(per_resident, 6),
    ).select(pl.col(name).cast(kind) for name, kind in columns(Spend).items())


def _region(row: PopulationRow) -> str:
    return row.region


def _divided(numerator: int, denominator: int) -> int:
    """Divide whole numbers, half to even."""
    whole, rest = divmod(numerator, denominator)
    return whole + 1 if rest * 2 > denominator or (rest * 2 == denominator and whole % 2) else whole


def _decimals(values: list[int | None], digits: int) -> pl.Series:
    """Read whole numbers as counts of the last of `digits` decimals."""
    kind = pl.Decimal(38, digits)
    unit = pl.lit(Decimal(1).scaleb(-digits), dtype=kind)
    return pl.select(pl.Series(values, dtype=pl.Int64).cast(kind) * unit).to_series()


def _rounded(value: Fraction, digits: int) -> Decimal:
    """Round an exact fraction half to even."""
    scaled = value * 10**digits
    return Decimal(round(scaled)).scaleb(-digits).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)


def region_years(
    regions: Iterable[str],
    facts: pl.DataFrame,
    population: list[PopulationRow],
    loaded: frozenset[tuple[str, int]] = frozenset(),
) -> pl.DataFrame:
    """Say for each region and year what is known of it.

    Args:
        regions: Slugs of the present regions.
        facts: One row per local record: region, year_from, year_to, counted, counted_kzt.
        population: Residents by region and day.
        loaded: Regions and years for which the register was read for all buyers of the region.

    Returns:
        One row per region and year.
    """
    regions = list(regions)
    single = facts.filter(pl.col("year_from") == pl.col("year_to"))["year_from"].unique().to_list()
    known = {*single, *(int(row.as_of[:4]) for row in population), *(year for _, year in loaded)}
    span = range(min(known), max(known) + 1)
    told = {(row["region"], row["year"]): row for year in span for row in _touching(facts, year).iter_rows(named=True)}
    rows = []
    for region in regions:
        for year in span:
            found = told.get((region, year), NOTHING_TOLD)
            residents = population_on(population, region, year)
            coverage = "loaded" if (region, year) in loaded else "found" if found["records"] else "nothing"
            rows.append(
                {
                    **found,
                    "region": region,
                    "year": year,
                    "coverage": coverage,
                    "population": residents.population if residents else None,
                    "population_as_of": residents.as_of if residents else None,
                }
            )
    return frame(rows, RegionYears)


NOTHING_TOLD = {"records": 0, "counted_records": 0, "counted_kzt": Decimal("0.00")}


def _touching(facts: pl.DataFrame, year: int) -> pl.DataFrame:
    """Count, by region, the records that touch a year, and those of that one year with their tenge."""
    one = (pl.col("year_from") == pl.col("year_to")) & pl.col("counted")
    return (
        facts.filter((pl.col("year_from") <= year) & (pl.col("year_to") >= year))
        .group_by("region")
        .agg(
            records=pl.len(),
            counted_records=one.sum(),
            counted_kzt=pl.col("counted_kzt").filter(one).sum().cast(pl.Decimal(18, 2)),
        )
        .with_columns(year=pl.lit(year))
    )
