"""What has changed between two editions for one filter: records that came, changed or went, and the totals of both."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.filters import Filters, where
from dashboard.store import Store
from dashboard.views.money import money

BUCKETS = 4096
NOT_TOLD = frozenset({"search"})
"""Columns made by us to find records: where only these changed, nothing happened."""


@dataclass(frozen=True)
class Since:
    """What changed for one filter from an older edition to a newer one.

    Attributes:
        came: Records that the filter finds in the newer edition alone.
        changed: Records found in both that are not the same in both.
        went: Records found in the older edition alone.
        totals: Counted tenge before and after by level; one level, or both where the filter asks for both.
    """

    came: int
    changed: int
    went: int
    totals: Mapping[str, tuple[Decimal, Decimal]]

    @property
    def nothing(self) -> bool:
        """Tell whether the view is the same in both."""
        return not (self.came or self.changed or self.went or any(old != new for old, new in self.totals.values()))


def differing(old: Store, new: Store, lacking: Collection[str]) -> tuple[str, ...]:
    """Return the records that are not the same in two editions, or whose money is divided otherwise; ids, in order.

    Args:
        old: An edition.
        new: Another.
        lacking: Columns of records that one of them lacks in its own form: no difference is told from them.
    """
    rows = old.rows("SELECT column_name FROM (DESCRIBE records)")
    told = [row["column_name"] for row in rows if row["column_name"] not in NOT_TOLD.union(lacking)]
    marks = (
        f"SELECT record_id, hash({', '.join(told)}) AS mark FROM records UNION ALL "  # noqa: S608 — columns are ours
        "SELECT record_id, hash(part, year, counted_kzt) FROM spend"
    )
    buckets = (
        f"SELECT hash(record_id) % {BUCKETS} AS key, bit_xor(hash(record_id, mark)) AS mark "  # noqa: S608 — as above
        f"FROM ({marks}) GROUP BY key"
    )
    some = sorted(_unlike(old, new, buckets, ()))
    each = (
        f"SELECT record_id AS key, bit_xor(mark) AS mark FROM ({marks}) "  # noqa: S608 — as above
        f"WHERE hash(record_id) % {BUCKETS} IN (SELECT unnest(?::UBIGINT[])) GROUP BY key"
    )
    return tuple(sorted(_unlike(old, new, each, (some,)))) if some else ()


def _unlike(old: Store, new: Store, sql: str, params: tuple[object, ...]) -> set[Any]:
    """Return the keys whose marks are not the same on both sides; a key of one side alone is unlike."""
    pairs = [{(row["key"], row["mark"]) for row in store.rows(sql, params)} for store in (old, new)]
    return {key for key, _ in pairs[0] ^ pairs[1]}


def between(old: Store, new: Store, changed: Collection[str], filters: Filters) -> Since:
    """Compare what a filter finds in two editions.

    Args:
        old: The older edition.
        new: The newer one.
        changed: All records that are not the same in both, as told by `differing`.
        filters: What is asked for, by the same rule in both.
    """
    was, now = (_found(store, changed, filters) for store in (old, new))
    levels = ("local", "central") if filters.level == "all" else (filters.level,)
    totals = {}
    for level in levels:
        before, after = (money(store, filters, level=level, measure="nominal").total for store in (old, new))
        totals[level] = (before, after)
    return Since(came=len(now - was), changed=len(now & was), went=len(was - now), totals=totals)


def _found(store: Store, ids: Collection[str], filters: Filters) -> frozenset[str]:
    condition = where(filters, over="records")
    rows = store.rows(
        f"SELECT record_id FROM records WHERE {condition.sql} "  # noqa: S608 — the condition holds marks only
        "AND record_id IN (SELECT unnest(?::VARCHAR[]))",
        (*condition.params, list(ids)),
    )
    return frozenset(row["record_id"] for row in rows)
