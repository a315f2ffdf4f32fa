"""Sums that every view shows the same way: committed and planned apart, in the measure that the link asks for."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.filters import Filters, Where, where
from dashboard.store import Row, Store
from dashboard.views.replies import with_replies

MEASURE_COLUMNS = {"nominal": "counted_kzt", "real": "real_kzt", "per_resident": "per_resident_kzt"}
NOTHING = Decimal(0)
YEARS = (1900, 2200)


@dataclass(frozen=True)
class Money:
    """Counted money of some records, in the measure asked for.

    Attributes:
        committed: Contracts, payments, yearly costs; tenge, or tenge per resident.
        planned: Budgets, plans, lot estimates.
        records: Records counted here.
        unmeasured: Records of them that the measure can't be told for; they are not in the two sums.
        unmeasured_kzt: Their tenge, prices as printed.
        inexact: Records whose sum is "about", "more than", "almost" or a range.
    """

    committed: Decimal
    planned: Decimal
    records: int
    unmeasured: int = 0
    unmeasured_kzt: Decimal = NOTHING
    inexact: int = 0

    @property
    def total(self) -> Decimal:
        """Return committed and planned together; always shown with the two apart."""
        return self.committed + self.planned


def money_columns(filters: Filters) -> str:
    """Return the select list over `facts` whose row `money_of` reads."""
    value = MEASURE_COLUMNS[filters.measure]
    return f"""
        coalesce(sum({value}) FILTER (WHERE stage = 'committed'), 0) AS committed,
        coalesce(sum({value}) FILTER (WHERE stage = 'planned'), 0) AS planned,
        {records_where("TRUE")} AS records,
        {records_where(f"{value} IS NULL")} AS unmeasured,
        coalesce(sum(counted_kzt) FILTER (WHERE {value} IS NULL), 0) AS unmeasured_kzt,
        {records_where("amount_precision <> 'exact'")} AS inexact
    """


def records_where(condition: str) -> str:
    """Return the count of different records over `facts`.

    A row that holds the whole sum of its record is the only one of that record; only among the others, which are few,
    may several belong to one. To look for different ids among all rows takes ten times longer (FILTER does so too).
    """
    return (
        f"count(*) FILTER (WHERE counted_kzt = amount_kzt AND {condition}) + "
        f"count(DISTINCT if(counted_kzt <> amount_kzt AND {condition}, record_id, NULL))"
    )


def money_of(row: Row) -> Money:
    """Read the columns of `money_columns` out of a row."""
    return Money(**{name: row[name] for name in Money.__dataclass_fields__})


def money(store: Store, filters: Filters, **changes: Any) -> Money:  # noqa: ANN401 — fields of Filters
    """Return the counted money of a link.

    Args:
        store: The snapshot.
        filters: What the link asks for.
        changes: Fields of Filters to change first, such as level="central".
    """
    asked = filters.with_(**changes) if changes else filters
    condition = where(asked)
    sql = f"SELECT {money_columns(asked)} FROM facts WHERE {condition.sql}"  # noqa: S608 — columns are ours
    return money_of(store.one(sql, condition.params))


def money_by(store: Store, filters: Filters, *columns: str) -> list[tuple[Row, Money]]:
    """Return the counted money of a link by some columns of `facts`, the largest first.

    Returns:
        Pairs of the columns' values and the money. A column may be missing (NULL) in a pair.
    """
    condition, names = where(filters), ", ".join(columns)
    rows = store.rows(
        f"SELECT {names}, {money_columns(filters)} FROM facts WHERE {condition.sql} "  # noqa: S608 — columns are ours
        f"GROUP BY ALL ORDER BY committed + planned DESC, {names}",
        condition.params,
    )
    return [({column: row[column] for column in columns}, money_of(row)) for row in rows]


def overlapping(store: Store, filters: Filters) -> list[Row]:
    """Return counted records of several years that reach into the years asked for but beyond them as well.

    Their contracts do not say how the sum is divided, so they are in no figure of these years.

    Returns:
        Rows with record_id, title_*, year_from, year_to and counted_kzt, the largest first.
    """
    first, last = filters.year_from, filters.year_to
    if first is None and last is None:
        return []
    condition = where(filters, leave_out=frozenset({"from", "to"}))
    first, last = years_between(filters)
    sql = f"""
        SELECT record_id, title_en, title_ru, title_kk, title_original, year_from, year_to, counted_kzt
        FROM records
        WHERE {condition.sql} AND counted AND NOT split
              AND year_from <= ? AND year_to >= ? AND NOT (year_from >= ? AND year_to <= ?)
        ORDER BY counted_kzt DESC, record_id
    """  # noqa: S608 — the condition holds marks only
    return store.rows(sql, (*condition.params, last, first, first, last))


# Of `records_in_years`.
RECORD_COLUMNS = """
    record_id, title_en, title_ru, title_kk, title_original, amount_kzt, amount_usd, amount_precision, amount_low,
    amount_high, counted, counted_kzt, not_counted_why, kind, stage, level, tier, state, region, place, category,
    headline_group, customer_id, contractor_id, customer_as_written, contractor_as_written, year_from, year_to,
    year_kind, split, in_years_kzt, source_id, disputed, reply_id
"""

# The first reason why a record is not in the totals; a contract that was ended before anything was paid names none.
WHY = "coalesce(not_counted_why[1], if(state = 'ended_early', state, ''))"

RECORD_SORTS = {
    "amount": "amount_kzt",
    "year": "year_to",
    "counted": "in_years_kzt",
}


def record_rows(
    store: Store,
    filters: Filters,
    *,
    sort: str = "amount",
    limit: int = 20,
    offset: int = 0,
    **changes: Any,  # noqa: ANN401
) -> list[Row]:
    """Return records of a link.

    Args:
        store: The snapshot.
        filters: What the link asks for; `counted=all` includes what totals leave out.
        sort: A key of RECORD_SORTS, "-" before it for ascending. Missing values come last.
        limit: Rows at most.
        offset: Rows to pass over.
        changes: Fields of Filters to change first.

    Returns:
        Rows in the columns of RECORD_COLUMNS, and `reply`: what the buyer or supplier answered, or nothing.
    """
    asked = filters.with_(**changes) if changes else filters
    table, condition = records_in_years(asked), where(asked, over="records")
    direction = "ASC" if sort.startswith("-") else "DESC"
    column = RECORD_SORTS[sort.removeprefix("-")]
    rows = store.rows(
        f"SELECT {RECORD_COLUMNS} FROM {table.sql} WHERE {condition.sql} "  # noqa: S608 — columns are ours
        f"ORDER BY {column} {direction} NULLS LAST, record_id LIMIT ? OFFSET ?",
        (*table.params, *condition.params, limit, offset),
    )
    return with_replies(store, rows)


def records_in_years(filters: Filters) -> Where:
    """Return `records` as a table for FROM, with `in_years_kzt`: their counted tenge in the years of a link.

    Of a record that is divided between its years this is the share of the years asked for; of others all of it.
    """
    if filters.year_from is None and filters.year_to is None:
        return Where("(SELECT *, counted_kzt AS in_years_kzt FROM records) AS records")
    return Where(
        "(SELECT r.*, if(r.split, coalesce(s.kzt, 0), r.counted_kzt) AS in_years_kzt FROM records r LEFT JOIN "
        "(SELECT record_id, sum(counted_kzt) AS kzt FROM spend WHERE part BETWEEN ? AND ? GROUP BY record_id) s "
        "USING (record_id)) AS records",
        years_between(filters),
    )


def years_between(filters: Filters) -> tuple[int, int]:
    """Return the first and last year asked for; an open end is a year beyond all known ones."""
    first, last = filters.year_from, filters.year_to
    return YEARS[0] if first is None else first, YEARS[1] if last is None else last
