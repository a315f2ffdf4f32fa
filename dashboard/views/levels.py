"""Which levels of government the records of a link are of."""

from dashboard.filters import Filters, where
from dashboard.store import Store


def levels(store: Store, filters: Filters) -> tuple[str, ...]:
    """Return the levels of a link's records, counted or not, whatever level it asks for."""
    asked = where(filters.with_(level="all"), counted_only=False, over="records")
    sql = f"SELECT DISTINCT level FROM records WHERE {asked.sql} ORDER BY level"  # noqa: S608 — bound values only
    return tuple(row["level"] for row in store.rows(sql, asked.params))
