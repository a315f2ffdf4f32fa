"""What is about to be bought: purchases of our topics that were planned or announced and have no contract yet.

All sums are planned, without tax, and are in no total of spending.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dashboard.filters import Filters, Where, where
from dashboard.store import Row, Store

GROUPS: Final = ("now", "planned", "closed")
ROWS: Final = 60
UNUSED: Final = (
    "contractor",
    "record",
    "system",
    "need",
    "flag",
    "kind",
    "tier",
    "counted",
    "measure",
    "year_from",
    "year_to",
)
"""Fields of a link that say nothing of what has no contract yet; announcements do not say their budget year."""

COLUMNS: Final = """
    item_id, stage, level, customer_id, customer_as_written, region, place, category, category_evidence,
    headline_group, title_ru, title_kk, title_original, amount_kzt, method, year, month, announcement, published_on,
    remarks_until, bids_until, url
"""

# A deadline on the snapshot's own day counts as open: at what hour the reader comes is not known.
GROUP_OF: Final = """
    CASE WHEN stage = 'planned' THEN 'planned'
         WHEN greatest(left(bids_until, 10), left(remarks_until, 10)) >= ? THEN 'now'
         ELSE 'closed' END
"""
ORDERS: Final = {
    "now": "next_deadline, amount_kzt DESC NULLS LAST, item_id",
    "planned": "year NULLS LAST, month NULLS LAST, amount_kzt DESC NULLS LAST, item_id",
    "closed": "coalesce(bids_until, remarks_until, published_on) DESC NULLS LAST, item_id",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """Purchases of one group, level and headline group: how many, their planned tenge, how many name no sum."""

    group: str
    level: str
    headline_group: str
    items: int
    planned_kzt: Decimal
    without_sum: int


@dataclass(frozen=True, slots=True)
class OpenView:
    """What is about to be bought.

    Attributes:
        day: The snapshot's day, by which deadlines are told: YYYY-MM-DD.
        loaded: Whether the data edition holds any such purchase at all.
        sums: By group, level and headline group; levels are never added up.
        now: Announced, with a day for bids or remarks that has not passed; the nearest first. `next_deadline` is it.
        planned: In a yearly plan, not yet announced; by month.
        closed: Announced, no such day ahead, no contract known.
        unused: Fields of the link that play no part here.
        elsewhere: Purchases that the same link finds at the other level.
        paged: The group whose rows the link asks for page by page (`part`); "" for none. Others show their first page.
        page: The page of it that is shown, the last one where the link asks for a later one.
    """

    day: str
    loaded: bool
    sums: Sequence[Planned]
    now: Sequence[Row]
    planned: Sequence[Row]
    closed: Sequence[Row]
    unused: Sequence[str]
    elsewhere: int
    paged: str = ""
    page: int = 1

    @property
    def items(self) -> int:
        """Return how many purchases the link finds."""
        return sum(one.items for one in self.sums)

    def count(self, group: str) -> int:
        """Return how many purchases a group has, those beyond the rows shown included."""
        return _count(self.sums, group)

    def pages(self, group: str) -> int:
        """Return how many pages a group's rows fill; at least 1."""
        return _pages(self.sums, group)

    def page_of(self, group: str) -> int:
        """Return the page that is shown of a group."""
        return self.page if group == self.paged else 1


def _count(sums: Sequence[Planned], group: str) -> int:
    return sum(one.items for one in sums if one.group == group)


def _pages(sums: Sequence[Planned], group: str) -> int:
    return max(1, -(-_count(sums, group) // ROWS))


def build(store: Store, filters: Filters) -> OpenView:
    """Answer what is planned or announced for a link, by the snapshot's own day."""
    day = store.folder.name[:10]
    other = "central" if filters.level == "local" else "local"
    sums = _sums(store, filters, day)
    paged = next((group for group in GROUPS if filters.part == (group,)), "")
    page = min(filters.page, _pages(sums, paged)) if paged else 1
    rows = {group: _rows(store, filters, day, group, page if group == paged else 1) for group in GROUPS}
    return OpenView(
        day=day,
        loaded=bool(store.one("SELECT count(*) AS items FROM open_items")["items"]),
        sums=sums,
        **rows,
        unused=tuple(name for name in UNUSED if getattr(filters, name) != getattr(Filters(), name)),
        elsewhere=0
        if filters.level == "all"
        else sum(one.items for one in _sums(store, filters.with_(level=other), day)),
        paged=paged,
        page=page,
    )


def _condition(filters: Filters) -> Where:
    known = Filters(
        region=filters.region,
        place=filters.place,
        level=filters.level,
        category=filters.category,
        customer=filters.customer,
        method=filters.method,
        minimum=filters.minimum,
        maximum=filters.maximum,
        q=filters.q,
    )
    return where(known, counted_only=False)


def _rows(store: Store, filters: Filters, day: str, group: str, page: int) -> list[Row]:
    asked = _condition(filters)
    return store.rows(
        f"""
        SELECT {COLUMNS}, least(if(left(bids_until, 10) >= ?, bids_until, NULL),
                                if(left(remarks_until, 10) >= ?, remarks_until, NULL)) AS next_deadline
        FROM open_items WHERE {asked.sql} AND {GROUP_OF} = ? ORDER BY {ORDERS[group]} LIMIT ? OFFSET ?
        """,  # noqa: S608 — columns are ours, the condition holds marks only
        (day, day, *asked.params, day, group, ROWS, (page - 1) * ROWS),
    )


def listing(filters: Filters, day: str) -> Where:
    """Return the question for every purchase of a link: open now, planned, closed; in each the nearest first.

    Returns:
        SQL whose rows have COLUMNS, `next_deadline` and `open_group`, one of GROUPS.
    """
    asked = _condition(filters)
    sql = f"""
        SELECT {COLUMNS}, {GROUP_OF} AS open_group,
               least(if(left(bids_until, 10) >= ?, bids_until, NULL),
                     if(left(remarks_until, 10) >= ?, remarks_until, NULL)) AS next_deadline
        FROM open_items WHERE {asked.sql}
        ORDER BY list_position(['now', 'planned', 'closed'], open_group), next_deadline, year NULLS LAST,
                 month NULLS LAST, amount_kzt DESC NULLS LAST, item_id
    """  # noqa: S608 — columns are ours, the condition holds marks only
    return Where(sql, (day, day, day, *asked.params))


def _sums(store: Store, filters: Filters, day: str) -> tuple[Planned, ...]:
    asked = _condition(filters)
    rows = store.rows(
        f"""
        SELECT {GROUP_OF} AS "group", level, headline_group, count(*) AS items,
               coalesce(sum(amount_kzt), 0) AS planned_kzt, count(*) FILTER (WHERE amount_kzt IS NULL) AS without_sum
        FROM open_items WHERE {asked.sql} GROUP BY ALL ORDER BY level DESC, headline_group, "group"
        """,  # noqa: S608 — columns are ours, the condition holds marks only
        (day, *asked.params),
    )
    return tuple(Planned(**row) for row in rows)
