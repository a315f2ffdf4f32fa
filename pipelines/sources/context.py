"""Population, prices, exchange rate and minimum values that spending is set against."""

from typing import Annotated

from pydantic import Field

from pipelines.marks import N_
from pipelines.sources.source import CsvRow, Day, PartialDate, Slug, Source

Printed = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]


class SourceRow(CsvRow):
    """One citation of a context table."""

    source_id: str
    publisher: str
    title: str | None
    title_kind: str | None = None
    url: str | None
    source_date: PartialDate | None
    licence: str | None = None


class PopulationRow(CsvRow):
    """Residents of a region on a day, in the borders of 16, 17 or 20 units."""

    region: Slug
    as_of: Day
    population: int = Field(gt=0)
    units: int
    precision: str
    source_id: str

    @property
    def key(self) -> str:
        """Return region and day as one word, for finding repeated lines."""
        return f"{self.region} {self.as_of}"


class InflationRow(CsvRow):
    """Average yearly inflation, percent, as printed."""

    year: int
    rate_pct: Printed
    source_id: str


class DollarRow(CsvRow):
    """Tenge for a dollar, average of the year, as printed."""

    year: int
    kzt_per_usd: Printed
    source_id: str


class IndexRow(CsvRow):
    """Monthly calculation index, tenge, valid from a day."""

    year: int
    valid_from: PartialDate
    mci_kzt: Printed
    scope: str
    basis: str
    source_id: str


class MinimumWageRow(CsvRow):
    """Minimum wage, tenge a month, valid from a day."""

    year: int
    valid_from: PartialDate
    min_wage_kzt: Printed
    source_id: str


SOURCE = Source(
    name="context",
    about=N_("Population, inflation, exchange rate and minimum values, from official statistics as kept by others"),
    licence=N_("facts of official statistics; see data/context/README.md"),
    cadence=N_("yearly"),
    home="data/context",
    folder="context",
    files={
        "sources.csv": SourceRow,
        "population.csv": PopulationRow,
        "cpi.csv": InflationRow,
        "usd_kzt.csv": DollarRow,
        "mci.csv": IndexRow,
        "min_wage.csv": MinimumWageRow,
    },
    keys={
        "sources.csv": "source_id",
        "population.csv": "key",
        "cpi.csv": "year",
        "usd_kzt.csv": "year",
        "mci.csv": "valid_from",
        "min_wage.csv": "valid_from",
    },
)
