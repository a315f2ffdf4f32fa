"""What is known of regions year by year, and which records a measure cannot be told for."""

from dataclasses import dataclass
from datetime import date

from dashboard.filters import Filters, where
from dashboard.store import Row, Store
from dashboard.views.money import MEASURE_COLUMNS, records_where


@dataclass(frozen=True)
class Coverage:
    """What is known of a region's local bodies in the years asked for.

    Attributes:
        loaded: Years for which the register was read for its buyers.
        found: Years of which single facts were found; the register was not read.
        nothing: Years of which nothing was found yet.
    """

    loaded: tuple[int, ...] = ()
    found: tuple[int, ...] = ()
    nothing: tuple[int, ...] = ()

    @property
    def known(self) -> tuple[int, ...]:
        """Return the years of which something is known, in order."""
        return tuple(sorted(self.loaded + self.found))

    @property
    def asked(self) -> tuple[int, ...]:
        """Return all years asked for that the tables speak of, in order."""
        return tuple(sorted(self.loaded + self.found + self.nothing))

    @property
    def complete(self) -> bool:
        """Tell whether the register was read for all years asked for; only such regions may be ranked."""
        return bool(self.loaded) and not self.found and not self.nothing


@dataclass(frozen=True)
class Population:
    """Residents of a region on a day."""

    residents: int
    as_of: date


@dataclass(frozen=True)
class LeftOut:
    """Counted records that a measure cannot be told for, by reason; each record has one reason.

    Attributes:
        towns: Buyers of towns and districts, whose residents are not known here.
        no_single_year: Records of several years or of an unknown year.
        other: No population (or no inflation) is known for the year.
    """

    towns: int = 0
    no_single_year: int = 0
    other: int = 0

    @property
    def records(self) -> int:
        """Return all records left out."""
        return self.towns + self.no_single_year + self.other


def years_asked(filters: Filters) -> tuple[str, tuple[int, ...]]:
    """Return the condition on the column `year` for the years of a link, and its values."""
    parts, values = [], []
    for sign, year in ((">=", filters.year_from), ("<=", filters.year_to)):
        if year is not None:
            parts.append(f"year {sign} ?")
            values.append(year)
    return " AND ".join(parts) or "TRUE", tuple(values)


def coverage_by_region(store: Store, filters: Filters) -> dict[str, Coverage]:
    """Return what is known of each present region in the years of a link; other filters play no part."""
    condition, values = years_asked(filters)
    rows = store.rows(
        f"SELECT region, coverage, year FROM region_years WHERE {condition} ORDER BY year",  # noqa: S608 — ours
        values,
    )
    years: dict[str, dict[str, list[int]]] = {}
    for row in rows:
        years.setdefault(row["region"], {}).setdefault(row["coverage"], []).append(row["year"])
    return {
        region: Coverage(**{name: tuple(found) for name, found in by_coverage.items()})
        for region, by_coverage in years.items()
    }


def population_of(store: Store, filters: Filters, region: str) -> Population | None:
    """Return the residents of a region in the last of the years asked for that has a count."""
    condition, values = years_asked(filters)
    rows = store.rows(
        "SELECT population, population_as_of FROM region_years "  # noqa: S608 — the condition is ours
        f"WHERE region = ? AND population IS NOT NULL AND {condition} ORDER BY year DESC LIMIT 1",
        (region, *values),
    )
    return Population(rows[0]["population"], date.fromisoformat(rows[0]["population_as_of"])) if rows else None


def left_out(store: Store, filters: Filters, *, measure: str | None = None) -> LeftOut:
    """Return the records of regions that a measure cannot be told for; money of no region plays no part.

    Args:
        store: The snapshot.
        filters: What the link asks for.
        measure: A measure other than the link's.
    """
    measure = measure or filters.measure
    condition, town = where(filters), "place IS NOT NULL" if measure == "per_resident" else "FALSE"
    row: Row = store.one(
        f"""
        SELECT {records_where(town)} AS towns,
               {records_where(f"NOT ({town}) AND year IS NULL")} AS no_single_year,
               {records_where(f"NOT ({town}) AND year IS NOT NULL")} AS other
        FROM facts
        WHERE {MEASURE_COLUMNS[measure]} IS NULL AND region <> 'national' AND {condition.sql}
        """,  # noqa: S608 — columns are ours
        condition.params,
    )
    return LeftOut(**row)
