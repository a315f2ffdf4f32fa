"""Says which counted money stands behind a promise: that of its record, or of all records of its system."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from dashboard.store import Row, Store
from dashboard.views.promise_price import MONTHS, NOTHING, Purse

RECORD_COLUMNS: Final = """
    record_id, system_id, title_en, title_ru, title_kk, title_original, level, category, kind, stage, state, region,
    place, amount_kzt, amount_precision, amount_low, amount_high, counted, counted_kzt, not_counted_why, year_from,
    year_to, period_start, period_end, disputed
"""
TO_THE_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")


def purse_of(records: Sequence[Row], alternatives: Mapping[str, Sequence[Decimal]]) -> Purse:
    """Return the money of the records of one subject; sums that sources give instead make it a range.

    Local and central money is never added up: of a system that both pay for, that of its main record's level is told.

    Args:
        records: Rows in RECORD_COLUMNS, counted or not; at least one.
        alternatives: Other sums that sources give, by the counted record that each would replace.
    """
    level = main_record(records)["level"]
    counted = [row for row in records if row["counted"] and row["level"] == level]
    if not counted:
        return Purse(why_not=_why_not(records[0]))
    if any(row["counted_kzt"] != row["amount_kzt"] for row in counted):
        return Purse(why_not="partly_counted")
    return _purse(counted, alternatives)


def main_record(records: Sequence[Row]) -> Row:
    """Return the record with most counted money; its level and category are those of the subject."""
    return max(records, key=lambda row: (row["counted_kzt"], row["record_id"]))


def _purse(counted: Sequence[Row], alternatives: Mapping[str, Sequence[Decimal]]) -> Purse:
    ends = [_ends(row, alternatives.get(row["record_id"], ())) for row in counted]
    first, last = [row["year_from"] for row in counted], [row["year_to"] for row in counted]
    known = None not in first and None not in last
    return Purse(
        committed=_sum(counted, "committed"),
        planned=_sum(counted, "planned"),
        low=sum((low for low, _ in ends), NOTHING),
        high=sum((high for _, high in ends), NOTHING),
        first_year=min(first) if known else None,
        last_year=max(last) if known else None,
        months=_months(counted[0]) if len(counted) == 1 else None,
        about=any(row["amount_precision"] in ("about", "almost", "range") for row in counted),
        open_end=any(row["amount_precision"] == "more_than" for row in counted),
    )


def alternatives(store: Store) -> dict[str, list[Decimal]]:
    """Return the sums that sources give instead of counted ones, by the counted record."""
    rows = store.rows(
        "SELECT unnest(counted_with) AS record_id, amount_kzt FROM records "
        "WHERE list_contains(not_counted_why, 'alternative') AND amount_kzt IS NOT NULL ORDER BY ALL"
    )
    found: dict[str, list[Decimal]] = defaultdict(list)
    for row in rows:
        found[row["record_id"]].append(row["amount_kzt"])
    return found


def _why_not(row: Row) -> str:
    return row["not_counted_why"][0] if row["not_counted_why"] else str(row["state"])


def _sum(rows: Sequence[Row], stage: str) -> Decimal:
    return sum((row["counted_kzt"] for row in rows if row["stage"] == stage), NOTHING)


def _ends(row: Row, others: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest sum that sources give for a record."""
    told = [row["counted_kzt"], *others, *(row[name] for name in ("amount_low", "amount_high") if row[name])]
    return min(told), max(told)


def _months(row: Row) -> int | None:
    """Return the months from start to end, both counted, where the source prints both to the month."""
    start, end = (TO_THE_MONTH.match(row[name] or "") for name in ("period_start", "period_end"))
    if not start or not end:
        return None
    months = MONTHS * (int(end[1]) - int(start[1])) + int(end[2]) - int(start[2]) + 1
    return months if months > 0 else None
