"""All records of a link in its order, read from any record on: the list behind files of any size.

Records are asked for by where the last ones ended (the value they are sorted by, and the id), so that a step in the
middle costs what the first one costs and nothing is held between steps.
"""

from decimal import Decimal, InvalidOperation
from typing import Any, Final

import polars as pl

from dashboard.filters import Filters, where
from dashboard.store import Store
from dashboard.views.money import RECORD_SORTS, records_in_years

COLUMNS: Final = (
    "record_id",
    "title_kk",
    "title_ru",
    "title_en",
    "title_original",
    "level",
    "region",
    "place",
    "category",
    "headline_group",
    "kind",
    "stage",
    "nature",
    "state",
    "tier",
    "method",
    "customer_id",
    "customer_as_written",
    "contractor_id",
    "contractor_as_written",
    "contractor_private",
    "system_id",
    "year_from",
    "year_to",
    "year_kind",
    "split",
    "amount_kzt",
    "amount_precision",
    "amount_low",
    "amount_high",
    "amount_usd",
    "signed_kzt",
    "paid_kzt",
    "counted",
    "counted_kzt",
    "not_counted_kzt",
    "not_counted_why",
    "adjacent",
    "period_start",
    "period_end",
    "method_text",
    "evidence_kk",
    "evidence_ru",
    "evidence_en",
    "confidence",
    "source_id",
    "disputed",
    "reply_id",
)
"""Columns of `records` that the list has."""
REPLY_COLUMNS: Final = ("reply_kk", "reply_ru", "reply_en", "reply_side", "reply_date", "reply_source_url")
"""Columns of the newest reply of buyer or supplier, beside `reply_id`."""
REPLIES: Final = (
    "(SELECT statement_id AS reply_id, text_kk AS reply_kk, text_ru AS reply_ru, text_en AS reply_en, "
    "side AS reply_side, statements.date AS reply_date, url AS reply_source_url "
    "FROM statements LEFT JOIN sources USING (source_id)) AS replies"
)
REPLIED: Final = (
    "record_id IN (SELECT about_id FROM statements WHERE about_kind = 'record' AND stance IN ('reply', 'objection'))"
)

MOST: Final = 10**20
"""No sum and no year is larger."""

Place = tuple[Decimal | int | None, str]
"""Where a list was left: the value that the last record is sorted by, and its id."""


def read(store: Store, filters: Filters, sort: str, *, after: Place | None, rows: int) -> pl.DataFrame:
    """Return records of a link in its order.

    Args:
        store: The snapshot.
        filters: What the link asks for; `counted=all` includes what totals leave out.
        sort: A key of RECORD_SORTS, "-" before it for the smallest first. Missing values come last.
        after: Where to go on; nothing for the beginning.
        rows: Rows at most.

    Returns:
        COLUMNS, REPLY_COLUMNS, `in_years_kzt` (counted tenge in the years asked for), `has_reply` and `sort_value`.
    """
    table, condition = records_in_years(filters), where(filters, over="records")
    column = RECORD_SORTS[sort.removeprefix("-")]
    rising = sort.startswith("-")
    direction = "ASC" if rising else "DESC"
    begin, values = _after(column, after, rising=rising)
    # The rows are picked by the columns that decide; to sort whole records takes four times as long.
    return store.frame(
        f"""
        WITH picked AS MATERIALIZED (
            SELECT record_id, in_years_kzt, {column} AS sort_value FROM {table.sql}
            WHERE {condition.sql} AND {begin} ORDER BY {column} {direction} NULLS LAST, record_id LIMIT ?)
        SELECT {", ".join(COLUMNS + REPLY_COLUMNS)}, in_years_kzt, {REPLIED} AS has_reply, sort_value
        FROM picked JOIN records USING (record_id) LEFT JOIN {REPLIES} USING (reply_id)
        ORDER BY sort_value {direction} NULLS LAST, record_id
        """,  # noqa: S608 — columns are ours
        (*table.params, *condition.params, *values, rows),
    )


def _after(column: str, after: Place | None, *, rising: bool) -> tuple[str, tuple[Any, ...]]:
    if after is None:
        return "TRUE", ()
    value, record_id = after
    if value is None:
        return f"({column} IS NULL AND record_id > ?)", (record_id,)
    sign = ">" if rising else "<"
    return (
        f"({column} {sign} ? OR {column} IS NULL OR ({column} = ? AND record_id > ?))",
        (value, value, record_id),
    )


def read_place(sort: str, value: object, record_id: object) -> Place:
    """Read where a list was left from texts.

    Raises:
        ValueError: They name no such place.
    """
    if not isinstance(record_id, str) or not (value is None or isinstance(value, str)):
        raise ValueError(f"a value and an id were expected, not {value!r} and {record_id!r}")
    if value is None:
        return None, record_id
    try:
        number = Decimal(int(value) if sort.removeprefix("-") == "year" else value)
    except (InvalidOperation, ValueError):
        number = Decimal("NaN")
    # No number, or one larger than any column holds, would stop the database with an error of its own.
    if not number.is_finite() or abs(number) > MOST:
        raise ValueError(f"{value!r} is no value of the order {sort!r}")
    return (int(number) if sort.removeprefix("-") == "year" else number), record_id
