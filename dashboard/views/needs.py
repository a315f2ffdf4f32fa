"""What the chosen money could have bought: each need with its prices, units, signs of lack and appeals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from dashboard.filters import Filters, where
from dashboard.store import Row, Store
from dashboard.views import lacks
from dashboard.views.conversion import Price, Range, Span, best_range, moved, near_money, units
from dashboard.views.lacks import SOURCE_COLUMNS
from dashboard.views.money import NOTHING, Money, money, record_rows
from dashboard.views.regions import main_level

RECORDS_SHOWN = 12
YEARS_OFFERED = 12
WhyNot = Literal[
    "undated",
    "counts_something_else",
    "repeats",
    "other_unit",
    "other_size",
    "size_unknown",
    "far_in_time",
    "money_year_unknown",
]
KINDS = ("range", "single", "unpriced")


@dataclass(frozen=True)
class Cost:
    """One sourced cost of a need against the chosen money.

    Attributes:
        row: Row of unit_costs with `publisher`, `url`, `title`, `source_date` of its source.
        why_not: Why it was not converted; nothing where it was.
        money: The tenge that lie near its year and were converted.
        units: Whole units at this cost.
        moved_kzt: The cost in tenge of the money's year, exact; only where it can be moved.
        moved_units: Whole units at the moved cost.
        in_range: One of the costs behind low, median and high.
    """

    row: Row
    why_not: WhyNot | None
    money: Decimal = NOTHING
    units: int | None = None
    moved_kzt: Fraction | None = None
    moved_units: int | None = None
    in_range: bool = False


@dataclass(frozen=True)
class NeedAnswer:
    """One need: what the money makes of it and what is known of its lack.

    Attributes:
        need: Row of needs.
        printed: Low, median and high in prices as printed, where a range may be shown.
        moved: The same in tenge of the money's year, where enough prices can be moved.
        costs: All its costs: those of the range first, then converted ones, then the rest.
        evidence: Statements of a lack, of the asked place first; `near` is 0 for the place, 1 its region, 2 elsewhere.
        appeals: Published counts of appeals that speak of it first of all; each stands alone, never added up.
    """

    need: Row
    printed: Range | None
    moved: Range | None
    costs: tuple[Cost, ...]
    evidence: tuple[Row, ...]
    appeals: tuple[Row, ...]

    @property
    def kind(self) -> str:
        """Return how it can be answered: range, single (costs one by one) or unpriced."""
        if self.printed:
            return "range"
        return "single" if any(cost.units is not None for cost in self.costs) else "unpriced"

    @property
    def low(self) -> int | None:
        """Return the fewest units, at the high price, prices as printed."""
        return self.printed.units_at_high if self.printed else None

    @property
    def median(self) -> int | None:
        """Return the units at the median price, prices as printed."""
        return self.printed.units_at_median if self.printed else None

    @property
    def high(self) -> int | None:
        """Return the most units, at the low price, prices as printed."""
        return self.printed.units_at_low if self.printed else None

    @property
    def converted(self) -> tuple[Cost, ...]:
        """Return the costs that were converted, one by one."""
        return tuple(cost for cost in self.costs if cost.units is not None)


@dataclass(frozen=True)
class NeedsView:
    """The chosen money and what it could have bought.

    Attributes:
        money: Counted tenge, prices as printed, committed and planned apart; local where both levels are asked for.
        apart: The same of central bodies where both levels are asked for; it is not converted.
        record_count: Records that make it up.
        records: Those of them that count for most, rows of `RECORD_COLUMNS`.
        spans: The money by its years.
        year: The year of the money, where all of it is of one.
        last_inflation_year: Last year whose inflation is known; later prices cannot be moved.
        real_first: The link asks for prices with inflation taken out.
        answers: Needs: those of the founding cases, then ranges, single costs, needs without a price.
        years: Single years that have money, with the tenge, the newest first: narrower choices.
        left_out: Records of the link that totals leave out.
    """

    money: Money
    apart: Money | None
    record_count: int
    records: tuple[Row, ...]
    spans: tuple[Span, ...]
    year: int | None
    last_inflation_year: int | None
    real_first: bool
    answers: tuple[NeedAnswer, ...]
    years: tuple[tuple[int, Decimal], ...]
    left_out: int

    def of_kind(self, kind: str) -> tuple[NeedAnswer, ...]:
        """Return the needs answered in one way: range, single or unpriced."""
        return tuple(answer for answer in self.answers if answer.kind == kind)

    @property
    def unknown_kzt(self) -> Decimal:
        """Return the tenge whose year is not known; they are never converted."""
        return sum((span.kzt for span in self.spans if span.first is None), start=NOTHING)


def build(store: Store, filters: Filters) -> NeedsView:
    """Work out what the money of a link could have bought.

    Prices and money are put together by the rule of `dashboard.views.conversion`. Prices are moved by inflation only
    where all money is of one year, for only then there is one year to move them to.

    Args:
        store: The snapshot.
        filters: What the link asks for; `need` narrows the needs, all else the money. Per resident plays no part.
    """
    main = main_level(filters)
    printed = main.with_(measure="nominal", counted="")
    spans = _spans(store, printed)
    year = _only_year(spans)
    inflation = _inflation(store)
    prices = _Against(spans, year, inflation)
    return NeedsView(
        money=money(store, printed),
        apart=money(store, printed, level="central") if filters.level == "all" else None,
        record_count=_count(store, printed, "facts"),
        records=tuple(record_rows(store, printed, sort="counted", limit=RECORDS_SHOWN)),
        spans=spans,
        year=year,
        last_inflation_year=max(inflation, default=None),
        real_first=filters.measure == "real",
        answers=_answers(store, filters, prices),
        years=_years_offered(spans),
        left_out=_count(store, main.with_(counted="all"), "records", "AND NOT counted"),
    )


@dataclass(frozen=True)
class _Against:
    """What prices are put against: the money by its years, its one year if there is one, and inflation."""

    spans: tuple[Span, ...]
    year: int | None
    inflation: Mapping[int, Fraction]


def _count(store: Store, filters: Filters, table: str, more: str = "") -> int:
    condition = where(filters, over=table)
    sql = f"SELECT count(DISTINCT record_id) AS n FROM {table} WHERE {condition.sql} {more}"  # noqa: S608 — names are ours
    return int(store.one(sql, condition.params)["n"])


def _spans(store: Store, filters: Filters) -> tuple[Span, ...]:
    condition = where(filters)
    ends = "coalesce(year, year_from) AS first, coalesce(year, year_to) AS last"
    sql = f"SELECT {ends}, sum(counted_kzt) AS kzt FROM facts WHERE {condition.sql} GROUP BY ALL ORDER BY ALL"  # noqa: S608 — condition has marks only
    rows = store.rows(sql, condition.params)
    return tuple(Span(row["first"], row["last"], row["kzt"]) for row in rows)


def _only_year(spans: Sequence[Span]) -> int | None:
    years = {year for span in spans for year in (span.first, span.last)}
    return next(iter(years)) if len(years) == 1 else None


def _years_offered(spans: Sequence[Span]) -> tuple[tuple[int, Decimal], ...]:
    single = [(span.first, span.kzt) for span in spans if span.first is not None and span.first == span.last]
    return tuple(sorted(single, reverse=True)[:YEARS_OFFERED])


def _inflation(store: Store) -> dict[int, Fraction]:
    rows = store.rows("SELECT year, inflation_pct FROM years WHERE inflation_pct IS NOT NULL")
    return {row["year"]: Fraction(row["inflation_pct"]) for row in rows}


# ── needs ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _answers(store: Store, filters: Filters, against: _Against) -> tuple[NeedAnswer, ...]:
    asked = f"WHERE need_id IN ({', '.join('?' * len(filters.need))})" if filters.need else ""
    needs = store.rows(f"SELECT * FROM needs {asked} ORDER BY need_id", filters.need)  # noqa: S608 — marks only
    costs = lacks.by_need(store.rows(_COSTS_SQL))
    evidence, appeals = lacks.evidence(store, filters), lacks.appeals(store, filters)
    answers = [
        _answer(need, costs[need["need_id"]], evidence[need["need_id"]], appeals[need["need_id"]], against)
        for need in needs
    ]
    return tuple(sorted(answers, key=lambda one: (not one.need["founding"], KINDS.index(one.kind))))


def _answer(
    need: Row, costs: Sequence[Row], evidence: Sequence[Row], appeals: Sequence[Row], against: _Against
) -> NeedAnswer:
    group = [
        _price(row)
        for row in costs
        if need["may_show_range"] and row["comparable"] == need["shown_group"] and row["usable"] and row["price_year"]
    ]
    printed = best_range(group, against.spans)
    in_range = {price.cost_id for price in printed.prices} if printed else frozenset[str]()
    weighed = [_cost(need, row, printed, in_range, against) for row in costs]
    return NeedAnswer(
        need=need,
        printed=printed,
        moved=_moved_range(printed, against),
        costs=tuple(sorted(weighed, key=_cost_order)),
        evidence=tuple(evidence),
        appeals=tuple(appeals),
    )


def _price(row: Row) -> Price:
    return Price(row["cost_id"], Fraction(row["unit_cost_kzt"]), row["price_year"], row["publisher_host"])


def _moved_range(printed: Range | None, against: _Against) -> Range | None:
    """Return the range in tenge of the money's year; a price that cannot be moved leaves it."""
    if printed is None or against.year is None:
        return None
    there = [moved(price, against.inflation, against.year) for price in printed.prices]
    return best_range([price for price in there if price], against.spans)


def _cost(need: Row, row: Row, printed: Range | None, in_range: Iterable[str], against: _Against) -> Cost:
    why_not = _why_not(need, row, printed, against)
    if why_not:
        return Cost(row, why_not)
    chosen = row["cost_id"] in in_range
    price = _price(row)
    tenge = printed.money if printed and chosen else near_money(against.spans, price.year, price.year)
    there = moved(price, against.inflation, against.year) if against.year else None
    return Cost(
        row=row,
        why_not=None,
        money=tenge,
        units=units(tenge, price.kzt),
        moved_kzt=there.kzt if there else None,
        moved_units=units(tenge, there.kzt) if there else None,
        in_range=chosen,
    )


def _why_not(need: Row, row: Row, printed: Range | None, against: _Against) -> WhyNot | None:
    """Return why a cost is not converted, the first reason that holds."""
    year = row["price_year"]
    if not row["usable"] or year is None:
        reason: WhyNot = row["unusable_reason"] or "undated"
        return reason
    if row["unit"] != need["unit"]:
        return "other_unit"
    if row["comparable"] is None:
        return "size_unknown"
    if printed and row["comparable"] != need["shown_group"]:
        return "other_size"
    if printed and year not in range(printed.years[0], printed.years[1] + 1):
        return "far_in_time"
    if near_money(against.spans, year, year) > 0:
        return None
    return "far_in_time" if any(span.first is not None for span in against.spans) else "money_year_unknown"


def _cost_order(cost: Cost) -> tuple[bool, bool, Decimal, str]:
    return not cost.in_range, cost.units is None, cost.row["unit_cost_kzt"], cost.row["cost_id"]


_COSTS_SQL = f"""
    SELECT c.*, {SOURCE_COLUMNS}, p.name_en AS place_en, p.name_ru AS place_ru, p.name_kk AS place_kk
    FROM unit_costs c LEFT JOIN sources s USING (source_id) LEFT JOIN places p ON p.place = c.place
    ORDER BY c.need_id, c.cost_id
"""  # noqa: S608 — columns are ours
