"""Answers how much by year: in groups, categories and kinds, with spans of years and the unknown on their own lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial

from dashboard.filters import Filters, where
from dashboard.store import Store
from dashboard.views.money import NOTHING, Money, money, money_by

SPLITS = ("headline_group", "category", "kind")


@dataclass(frozen=True, order=True)
class Period:
    """Budget years of some money: one year, a span that no source divides, or unknown (both None)."""

    year_from: int | None
    year_to: int | None

    @property
    def kind(self) -> str:
        """Return one, several or unknown."""
        if self.year_from is None:
            return "unknown"
        return "one" if self.year_from == self.year_to else "several"

    @property
    def order(self) -> tuple[int, int, int]:
        """Return the key that puts single years first, then spans, then the unknown."""
        return (("one", "several", "unknown").index(self.kind), self.year_from or 0, self.year_to or 0)


@dataclass(frozen=True)
class Line:
    """Money of one level, one code of a split ("" for all of it) and one period."""

    level: str
    code: str
    period: Period
    money: Money


@dataclass(frozen=True)
class RegionLine:
    """Money per resident of one region in one period: such figures are never added up over regions."""

    level: str
    region: str
    period: Period
    money: Money


@dataclass(frozen=True)
class Block:
    """Money of one level and code, its single years apart from its spans and from its unknown years.

    Attributes:
        level: Level of the money.
        codes: The codes of the split that it holds; several where small ones were put together.
        total: All of it.
        years: Money by single year; a year without any is not there.
        several: Money of spans, added up; None where there is none.
        unknown: Money of unknown years; None where there is none.
    """

    level: str
    codes: tuple[str, ...]
    total: Money
    years: Mapping[int, Money]
    several: Money | None
    unknown: Money | None


@dataclass(frozen=True)
class YearsView:
    """Money by year. Levels are never added together; within a level every split adds up to its total.

    Attributes:
        measure: The measure of the figures: the one asked for, save that per resident is told for one region only.
        price_year: Year whose prices the measure "real" uses.
        totals: Money by level asked for.
        by_period: Lines of all money by period.
        by_group: Lines by headline group and period.
        by_category: Lines by category and period.
        by_kind: Lines by kind of amount and period.
        behind: Ids of the records of a level, group and period that no year filter can name.
        per_resident: Where per resident was asked for several regions at once: the figures of each.
    """

    measure: str
    price_year: int | None
    totals: Mapping[str, Money]
    by_period: tuple[Line, ...]
    by_group: tuple[Line, ...]
    by_category: tuple[Line, ...]
    by_kind: tuple[Line, ...]
    behind: Mapping[tuple[str, str, Period], tuple[str, ...]]
    per_resident: tuple[RegionLine, ...]

    @property
    def records(self) -> int:
        """Return how many records are counted here."""
        return sum(one.records for one in self.totals.values())


def build(store: Store, filters: Filters) -> YearsView:
    """Work out the money of a link by year."""
    told = filters.with_(measure=told_measure(store, filters))
    split = partial(lines, store, told)
    return YearsView(
        measure=told.measure,
        price_year=price_year(store),
        totals={level: money(store, told, level=level) for level in levels_of(filters)},
        by_period=split(),
        by_group=split("headline_group"),
        by_category=split("category"),
        by_kind=split("kind"),
        behind=_behind(store, told),
        per_resident=_by_region(store, filters) if told.measure != filters.measure else (),
    )


def levels_of(filters: Filters) -> tuple[str, ...]:
    """Return the levels asked for; they are shown side by side, never in one sum."""
    return ("local", "central") if filters.level == "all" else (filters.level,)


def told_measure(store: Store, filters: Filters) -> str:
    """Return the measure that totals can be told in: per resident only where all the money is of one region."""
    if filters.measure != "per_resident":
        return filters.measure
    condition = where(filters)
    regions = store.one(
        f"SELECT count(DISTINCT region) AS regions FROM facts WHERE {condition.sql}",  # noqa: S608 — bound values only
        condition.params,
    )["regions"]
    return "per_resident" if regions <= 1 else "nominal"


def price_year(store: Store) -> int | None:
    """Return the year whose prices the measure "real" uses: the last with a known yearly inflation."""
    year: int | None = store.one("SELECT max(year) AS year FROM years WHERE price_factor IS NOT NULL")["year"]
    return year


def lines(store: Store, filters: Filters, split: str | None = None) -> tuple[Line, ...]:
    """Return counted money by level, code of a split and period: single years first, then spans, then the unknown.

    Args:
        store: The snapshot.
        filters: What the link asks for.
        split: A column of SPLITS, or None for one line a period.

    Raises:
        ValueError: For a column that is no split.
    """
    if split is not None and split not in SPLITS:
        raise ValueError(f"money by year is split by {', '.join(SPLITS)}, not by {split!r}")
    columns = ("level", *((split,) if split else ()), "year_from", "year_to")
    found = [
        Line(row["level"], row[split] if split else "", Period(row["year_from"], row["year_to"]), one)
        for row, one in money_by(store, filters, *columns)
    ]
    return tuple(sorted(found, key=lambda line: (line.level != "local", line.code, line.period.order)))


def _behind(store: Store, filters: Filters) -> dict[tuple[str, str, Period], tuple[str, ...]]:
    condition = where(filters)
    rows = store.rows(
        "SELECT level, headline_group, year_from, year_to, list(record_id ORDER BY record_id) AS ids "  # noqa: S608 — bound values only
        f"FROM facts WHERE {condition.sql} AND year_kind <> 'one' GROUP BY ALL",
        condition.params,
    )
    return {
        (row["level"], row["headline_group"], Period(row["year_from"], row["year_to"])): tuple(row["ids"])
        for row in rows
    }


def _by_region(store: Store, filters: Filters) -> tuple[RegionLine, ...]:
    found = money_by(store, filters, "level", "region", "year_from", "year_to")
    told = [
        RegionLine(row["level"], row["region"], Period(row["year_from"], row["year_to"]), one)
        for row, one in found
        if one.unmeasured < one.records
    ]
    return tuple(sorted(told, key=lambda line: (line.level != "local", line.region, line.period.order)))


def added(parts: Iterable[Money]) -> Money:
    """Add money of records that are not the same."""
    listed = list(parts)
    zero = Money(NOTHING, NOTHING, 0)
    return Money(
        **{
            one.name: sum((getattr(part, one.name) for part in listed), getattr(zero, one.name))
            for one in fields(Money)
        }
    )


def blocks(found: Sequence[Line], most: int | None = None) -> tuple[Block, ...]:
    """Put the lines of a split together by level and code, the largest first.

    Args:
        found: Lines of one split.
        most: How many blocks a level may have; the smallest codes beyond that make the level's last block.
    """
    made: list[Block] = []
    for level in dict.fromkeys(line.level for line in found):
        of_level = [line for line in found if line.level == level]
        codes = list(dict.fromkeys(line.code for line in of_level))
        codes.sort(key=lambda code: -added(line.money for line in of_level if line.code == code).total)
        alone = codes if most is None or len(codes) <= most else codes[: most - 1]
        together = [(code,) for code in alone] + ([tuple(codes[len(alone) :])] if len(alone) < len(codes) else [])
        made += [_block(level, some, [line for line in of_level if line.code in some]) for some in together]
    return tuple(made)


def _block(level: str, codes: tuple[str, ...], found: Sequence[Line]) -> Block:
    by_kind: dict[str, list[Money]] = {}
    by_year: dict[int, list[Money]] = {}
    for line in found:
        by_kind.setdefault(line.period.kind, []).append(line.money)
        if line.period.kind == "one" and line.period.year_from is not None:
            by_year.setdefault(line.period.year_from, []).append(line.money)
    return Block(
        level=level,
        codes=codes,
        total=added(line.money for line in found),
        years={year: added(by_year[year]) for year in sorted(by_year)},
        several=added(by_kind["several"]) if "several" in by_kind else None,
        unknown=added(by_kind["unknown"]) if "unknown" in by_kind else None,
    )
