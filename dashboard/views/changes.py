"""What came, changed and went night by night for one filter, with the tenge that each change moved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from dashboard.filters import Filters, where
from dashboard.store import Row, Store
from dashboard.views.replies import disputed_among

ROWS: Final = 50
NIGHTS_SHOWN: Final = 31
ENTRIES: Final = 200
"""So many changes a feed tells one by one; of nights that do not fit it tells the sums."""
NOTHING: Final = Decimal(0)

_TOLD: Final = (
    "title_en",
    "title_ru",
    "title_kk",
    "title_original",
    "level",
    "region",
    "place",
    "category",
    "kind",
    "customer_id",
    "contractor_id",
    "customer_as_written",
    "contractor_as_written",
)


@dataclass(frozen=True)
class Change:
    """One record that changed in one edition, as a filter sees it.

    Attributes:
        snapshot_id: The edition that brought it.
        day: Its day, YYYY-MM-DD.
        made_at: Its moment, ISO text in UTC.
        record_id: The record.
        how: added or gone (it is new or no longer there), changed, came or left (only for this filter, by a change).
        before: Counted tenge before, of what the filter found.
        after: Counted tenge after.
        fields: Columns that changed.
        row: The record as it is, or as it was where it went.
        disputed: A correction about it is open in the edition that is looked at.
    """

    snapshot_id: str
    day: str
    made_at: str
    record_id: str
    how: str
    before: Decimal
    after: Decimal
    fields: tuple[str, ...]
    row: Row
    disputed: bool = False

    @property
    def moved(self) -> Decimal:
        """Return the tenge by which the total of the filter moved."""
        return self.after - self.before


@dataclass(frozen=True)
class Night:
    """What one edition changed for a filter.

    Attributes:
        snapshot_id: The edition.
        day: Its day, YYYY-MM-DD.
        made_at: Its moment, ISO text in UTC.
        before_id: The edition before it, where that is known.
        came: Records that came, or came into the filter.
        changed: Records that changed.
        went: Records that went, or left the filter.
        moved: Tenge by which the total moved, by level.
    """

    snapshot_id: str
    day: str
    made_at: str
    before_id: str | None
    came: int
    changed: int
    went: int
    moved: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def records(self) -> int:
        """Return how many records changed in any way."""
        return self.came + self.changed + self.went


@dataclass(frozen=True)
class ChangesView:
    """Changes of a filter.

    Attributes:
        nights: Editions that changed something for the filter, the newest first.
        changes: One page of the changes, the newest edition first, in it the largest move first.
        page: The page shown, from 1.
        pages: Pages there are, at least 1.
        page_too_far: The link asked for a page beyond the last.
        told_since: Day of the first change told at all, for any filter; nothing where none is.
    """

    nights: tuple[Night, ...]
    changes: tuple[Change, ...]
    page: int
    pages: int
    page_too_far: bool
    told_since: str | None

    @property
    def listed(self) -> int:
        """Return how many changes there are on all pages."""
        return sum(night.records for night in self.nights)

    @property
    def moved(self) -> dict[str, Decimal]:
        """Return the tenge by which the total moved in all, by level."""
        levels = sorted({level for night in self.nights for level in night.moved}, reverse=True)
        return {level: sum((one.moved.get(level, NOTHING) for one in self.nights), NOTHING) for level in levels}


def build(store: Store, filters: Filters) -> ChangesView:
    """Answer what changed for a link, `ROWS` changes a page."""
    told = nights(store, filters)
    listed = sum(night.records for night in told)
    pages = max(1, -(-listed // ROWS))
    page = min(filters.page, pages)
    first = store.one("SELECT min(day) AS day FROM events")["day"]
    changes = changes_of(store, filters, limit=ROWS, offset=(page - 1) * ROWS)
    return ChangesView(told, changes, page, pages, filters.page > pages, first)


@dataclass(frozen=True)
class FeedView:
    """What a feed of a filter tells: all nights, the newest changes one by one, and where records can be looked up."""

    nights: tuple[Night, ...]
    changes: tuple[Change, ...]
    sources: Mapping[str, str]


def build_feed(store: Store, filters: Filters) -> FeedView:
    """Answer what a feed tells, at most `ENTRIES` changes one by one."""
    told = changes_of(store, filters, limit=ENTRIES)
    return FeedView(nights(store, filters), told, sources_of(store, [one.record_id for one in told]))


def changes_of(store: Store, filters: Filters, *, limit: int, offset: int = 0) -> tuple[Change, ...]:
    """Return changes of a filter, the newest edition first, in it the largest move first."""
    sql, params = _seen(filters)
    rows = store.rows(
        f"{sql} SELECT * FROM seen ORDER BY made_at DESC, snapshot_id, "  # noqa: S608 — the condition holds marks only
        "abs(after_kzt - before_kzt) DESC, record_id LIMIT ? OFFSET ?",
        (*params, limit, offset),
    )
    disputed = disputed_among(store, [row["record_id"] for row in rows])
    return tuple(_change(row, disputed=row["record_id"] in disputed) for row in rows)


def nights(store: Store, filters: Filters) -> tuple[Night, ...]:
    """Return the editions that changed something for a filter, the newest first."""
    sql, params = _seen(filters)
    rows = store.rows(
        f"{sql} SELECT snapshot_id, day, made_at, r.level AS level, how, count(*) AS records, "  # noqa: S608 — as above
        "sum(after_kzt - before_kzt) AS moved_kzt FROM seen GROUP BY ALL ORDER BY made_at DESC, snapshot_id",
        params,
    )
    before = _editions_before(store)
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["snapshot_id"], []).append(row)
    return tuple(_night(several, before.get(one)) for one, several in found.items())


def sources_of(store: Store, record_ids: Iterable[str]) -> dict[str, str]:
    """Return the addresses where records can be looked up at their source, by record, as far as they are known."""
    rows = store.rows(
        "SELECT record_id, url FROM records JOIN sources USING (source_id) "
        "WHERE url IS NOT NULL AND record_id IN (SELECT unnest(?::VARCHAR[]))",
        (sorted(set(record_ids)),),
    )
    return {row["record_id"]: row["url"] for row in rows}


def _seen(filters: Filters) -> tuple[str, tuple[object, ...]]:
    """Write the changes as a filter sees them: a record that only one side of the filter holds came or left."""
    condition = where(filters, over="records")
    row = ", ".join(f"'{name}': {name}" for name in _TOLD)
    sql = f"""
        WITH sides AS (
            SELECT snapshot_id, day, made_at, record_id, any_value(change) AS change, any_value(fields) AS fields,
                   bool_or(side = 'before') AS was, bool_or(side = 'after') AS stands, min_by({{{row}}}, side) AS r,
                   coalesce(sum(counted_before_kzt), 0) AS before_kzt, coalesce(sum(counted_after_kzt), 0) AS after_kzt
            FROM events WHERE {condition.sql} GROUP BY snapshot_id, day, made_at, record_id
        ), seen AS (
            SELECT *, CASE WHEN change <> 'changed' THEN change WHEN was AND stands THEN 'changed'
                           WHEN stands THEN 'came' ELSE 'left' END AS how
            FROM sides
        )
    """  # noqa: S608 — the condition holds marks only
    return sql, condition.params


def _change(row: Row, *, disputed: bool) -> Change:
    return Change(
        snapshot_id=row["snapshot_id"],
        day=row["day"],
        made_at=row["made_at"],
        record_id=row["record_id"],
        how=row["how"],
        before=row["before_kzt"],
        after=row["after_kzt"],
        fields=tuple(row["fields"]),
        row=row["r"],
        disputed=disputed,
    )


def _night(rows: list[Row], before_id: str | None) -> Night:
    def count(*hows: str) -> int:
        return sum(row["records"] for row in rows if row["how"] in hows)

    moved: dict[str, Decimal] = {}
    for row in rows:
        moved[row["level"]] = moved.get(row["level"], NOTHING) + row["moved_kzt"]
    one = rows[0]
    return Night(
        snapshot_id=one["snapshot_id"],
        day=one["day"],
        made_at=one["made_at"],
        before_id=before_id,
        came=count("added", "came"),
        changed=count("changed"),
        went=count("gone", "left"),
        moved=moved,
    )


def _editions_before(store: Store) -> dict[str, str]:
    """Return the edition before each, as the diary of runs tells it."""
    rows = store.rows(
        "SELECT snapshot_id, lag(snapshot_id) OVER (ORDER BY run_id) AS before FROM runs WHERE result = 'published'"
    )
    return {row["snapshot_id"]: row["before"] for row in reversed(rows) if row["snapshot_id"] and row["before"]}
