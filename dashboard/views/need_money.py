"""What residents lack and ask for, beside the counted local money of the same region and years; no cause is claimed.

The rule of a pair, the same on every face:

- **years**: of a count of appeals the years of its period where both ends are known, else the year its source gives; of
  a statement the year it was made; of open texts the year of their weeks' Mondays. Without a year there is no money.
- **money**: counted tenge of local bodies of that region in those years, prices as printed, committed and planned
  apart; of the link only categories, kinds and kinds of evidence choose it. Found so far, never more. Records of
  several years that reach beyond the years are told apart, for no source divides them.
- **per 10,000 residents**: count x 10,000 / residents, rounded half to even to two digits. Residents are those of the
  region nearest to 1 January of the (last) year, within 12 months (`region_years`). A town or district has none, for
  its residents are not known here; neither has a share without a count, nor a count of so many a day.
- Counts of different bodies, channels and periods are never added up; nor are subsets with their whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from dashboard.filters import Filters
from dashboard.store import Row, Store
from dashboard.views import lacks
from dashboard.views.coverage import Population
from dashboard.views.money import Money, money_by
from dashboard.views.years import added

Years = tuple[int, int]
Kind = Literal["appeals", "weeks", "lack"]
KINDS: tuple[Kind, ...] = ("appeals", "weeks", "lack")
RATE_DIGITS = Decimal("0.01")


@dataclass(frozen=True)
class Beside:
    """What stands beside one sign of a lack.

    Attributes:
        years: First and last year of the sign; nothing where it has none.
        money: Counted local money of its region in those years; nothing without a year, or of the whole country.
        reaching: The same of records of several years that reach into those years and beyond; no source divides them.
        residents: Residents of the region; nothing for a town or district, and where no count is near.
        per_10000: Appeals per 10,000 residents, where both are known.
    """

    years: Years | None = None
    money: Money | None = None
    reaching: Money | None = None
    residents: Population | None = None
    per_10000: Decimal | None = None


@dataclass(frozen=True)
class Sign:
    """One sign of a lack and what stands beside it.

    Attributes:
        kind: appeals (a published count), weeks (counts made of open texts), lack (statements of one year).
        need_id: The need it speaks of first of all.
        rows: The published count; or the statements, those of the place asked for first; or one row of open texts with
            collection, count, weeks, first_day, last_day.
        beside: What stands beside it.
    """

    kind: Kind
    need_id: str
    rows: tuple[Row, ...]
    beside: Beside

    @property
    def row(self) -> Row:
        """Return its first row."""
        return self.rows[0]

    @property
    def count(self) -> int | None:
        """Return the number of appeals, or of statements."""
        told: int | None = len(self.rows) if self.kind == "lack" else self.row["count"]
        return told


@dataclass(frozen=True)
class NeedMoney:
    """The pairs of a link, those of the places asked for first."""

    signs: tuple[Sign, ...]
    here: bool

    @property
    def pairs(self) -> tuple[Sign, ...]:
        """Return the signs of a known region and year: only beside them stands money."""
        return tuple(sign for sign in self.signs if sign.beside.money is not None)

    def of_kind(self, kind: Kind) -> tuple[Sign, ...]:
        """Return the signs of one kind."""
        return tuple(sign for sign in self.signs if sign.kind == kind)


def build(store: Store, filters: Filters) -> NeedMoney:
    """Pair the signs of a link's needs with money.

    Where the link names places, or all its money is of one region, the signs are of that region; else of all regions.

    Args:
        store: The snapshot.
        filters: `need`, the places, and what chooses the money; of the years those signs that lie in them.
    """
    evidence, appeals = lacks.evidence(store, filters), lacks.appeals(store, filters)
    needs = [need for need in {**evidence, **appeals} if not filters.need or need in filters.need]
    here = any(row["near"] < 2 for found in (evidence, appeals) for rows in found.values() for row in rows)
    told, asked = (
        [row for need in needs for row in found[need] if _in_years(row, filters) and not (here and row["near"] == 2)]
        for found in (evidence, appeals)
    )
    regions = sorted({row["region"] for row in (*told, *asked)}) if here else []
    weeks = [row for row in open_weeks(store, regions) if not filters.need or row["need_id"] in filters.need]
    weeks = [row for row in weeks if _in_years(row, filters)]
    return NeedMoney(_signs(store, filters, asked, weeks, told), here)


def _in_years(row: Row, filters: Filters) -> bool:
    years = years_of(row)
    first, last = filters.year_from, filters.year_to
    if first is None and last is None:
        return True
    return years is not None and (first is None or years[0] >= first) and (last is None or years[1] <= last)


def _signs(
    store: Store, filters: Filters, appeals: Sequence[Row], weeks: Sequence[Row], evidence: Sequence[Row]
) -> tuple[Sign, ...]:
    found = beside(store, filters, (*appeals, *weeks, *evidence))
    signs = [Sign("appeals", row["need_id"], (row,), found[key_of(row)]) for row in appeals]
    signs += [Sign("weeks", row["need_id"], (row,), found[key_of(row)]) for row in weeks]
    of_year: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in evidence:
        if row["need_fit"] == "stated":
            of_year[row["need_id"], row["region"], row["year"]].append(row)
    signs += [Sign("lack", rows[0]["need_id"], tuple(rows), found[key_of(rows[0])]) for rows in of_year.values()]
    return tuple(sorted(signs, key=_order))


def _order(sign: Sign) -> tuple[object, ...]:
    last = sign.beside.years[1] if sign.beside.years else 0
    money = sign.beside.money is not None and sign.beside.money.records > 0
    return sign.row.get("near", 1), KINDS.index(sign.kind), not money, -last, sign.row["region"], sign.need_id


def key_of(row: Row) -> str:
    """Return what names a sign among others: the id of a count or a statement, or all that names open texts."""
    for name in ("appeal_id", "evidence_id"):
        if name in row:
            return str(row[name])
    return f"{row['collection']} {row['need_id']} {row['region']} {row['year']}"


def years_of(row: Row) -> Years | None:
    """Return the first and last year of a sign, by the rule above."""
    start, end = row.get("period_start"), row.get("period_end")
    if start and end:
        return int(start[:4]), int(end[:4])
    return (row["year"], row["year"]) if row["year"] is not None else None


def beside(store: Store, filters: Filters, rows: Iterable[Row]) -> dict[str, Beside]:
    """Return what stands beside each sign, by `key_of`.

    Args:
        store: The snapshot.
        filters: What the link asks for; only categories, kinds and tiers choose the money.
        rows: Signs with region, place, year, and for counts `count`, `use`, period_start, period_end.
    """
    rows = list(rows)
    regions = tuple(sorted({row["region"] for row in rows} - {"national", None}))
    if not regions:
        return {key_of(row): Beside(years_of(row)) for row in rows}
    lines = _money_lines(store, filters, regions)
    residents = _residents(store, regions)
    return {key_of(row): _beside(row, lines, residents) for row in rows}


def _beside(
    row: Row, lines: Mapping[str, list[tuple[Years, Money]]], residents: Mapping[tuple[str, int], Population]
) -> Beside:
    years = years_of(row)
    if years is None or row["region"] == "national":
        return Beside(years)
    near = [one for one in lines[row["region"]] if one[0][0] <= years[1] and years[0] <= one[0][1]]
    inside = [money for (first, last), money in near if years[0] <= first and last <= years[1]]
    beyond = [money for (first, last), money in near if not (years[0] <= first and last <= years[1])]
    people = None if row.get("place") else residents.get((row["region"], years[1]))
    rate = _rate(row, people)
    return Beside(years, added(inside), added(beyond), people, rate)


def _rate(row: Row, people: Population | None) -> Decimal | None:
    if people is None or row.get("count") is None or row.get("use") == "rate":
        return None
    return (Decimal(row["count"]) * 10_000 / people.residents).quantize(RATE_DIGITS)


def money_filters(filters: Filters, regions: tuple[str, ...], years: Years | None = None) -> Filters:
    """Return the filters that choose the money of a pair; the records of a pair are asked for with the same ones."""
    first, last = years or (None, None)
    return Filters(
        region=regions,
        category=filters.category,
        kind=filters.kind,
        tier=filters.tier,
        year_from=first,
        year_to=last,
        asof=filters.asof,
        lang=filters.lang,
    )


def _money_lines(store: Store, filters: Filters, regions: tuple[str, ...]) -> Mapping[str, list[tuple[Years, Money]]]:
    """Return counted money of regions by its years; money of no known year stands beside nothing."""
    found: defaultdict[str, list[tuple[Years, Money]]] = defaultdict(list)
    for row, money in money_by(store, money_filters(filters, regions), "region", "year", "year_from", "year_to"):
        first, last = row["year"] or row["year_from"], row["year"] or row["year_to"]
        if first is not None and last is not None:
            found[row["region"]].append(((first, last), money))
    return found


def _residents(store: Store, regions: tuple[str, ...]) -> dict[tuple[str, int], Population]:
    marks = ", ".join("?" * len(regions))
    rows = store.rows(
        f"SELECT region, year, population, population_as_of FROM region_years "  # noqa: S608 — marks only
        f"WHERE population IS NOT NULL AND region IN ({marks})",
        regions,
    )
    return {
        (row["region"], row["year"]): Population(row["population"], date.fromisoformat(row["population_as_of"]))
        for row in rows
    }


def open_weeks(store: Store, regions: Sequence[str], place: str | None = None) -> list[Row]:
    """Return counts made of open texts by collection, need, region and year; sums of published cells, so at least.

    Args:
        store: The snapshot.
        regions: Regions; none for all.
        place: One town or district, where only its own cells are meant.
    """
    return store.rows(
        """
        SELECT collection, need_id, region, ?::VARCHAR AS place, year(week::DATE) AS year, sum(count)::BIGINT AS count,
               count(DISTINCT week) AS weeks, min(week) AS first_day, (max(week::DATE) + 6)::VARCHAR AS last_day
        FROM appeal_weeks
        WHERE (len(?::VARCHAR[]) = 0 OR list_contains(?::VARCHAR[], region)) AND (?::VARCHAR IS NULL OR place = ?)
        GROUP BY ALL ORDER BY year DESC, count DESC, need_id, region, collection
        """,
        (place, list(regions), list(regions), place, place),
    )
