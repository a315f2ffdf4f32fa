"""What travels with records wherever they are listed: the newest reply of a side, and whether one is disputed."""

from collections.abc import Iterable, Sequence

from dashboard.store import Row, Store
from dashboard.views.said import by_id


def with_replies(store: Store, rows: Sequence[Row]) -> list[Row]:
    """Return records with `reply`: the statement that their `reply_id` names, or nothing."""
    replies = by_id(store, "statements", "statement_id", {row["reply_id"] for row in rows})
    return [row | {"reply": replies.get(row["reply_id"])} for row in rows]


def disputed_among(store: Store, record_ids: Iterable[str]) -> frozenset[str]:
    """Return those of the records that are disputed in this edition."""
    rows = store.rows(
        "SELECT record_id FROM records WHERE disputed AND record_id IN (SELECT unnest(?::VARCHAR[]))",
        (sorted(set(record_ids)),),
    )
    return frozenset(row["record_id"] for row in rows)
