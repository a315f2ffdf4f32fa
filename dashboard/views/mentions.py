"""What the open method counted of residents' posts, by office and term; empty where no mentions are held."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.filters import Filters
from dashboard.store import Row, Store

HALF: Final = "half"
WEEK: Final = "week"


@dataclass(frozen=True)
class Mentions:
    """Counts of residents' posts about akims' offices.

    Attributes:
        method: Rows of `mention_method`: indicators with their weights, and rules.
        periods: Rows of `mention_periods` of the link's regions and years, the newest first.
        held: Whether this edition holds any counts at all.
    """

    method: Sequence[Row]
    periods: Sequence[Row]
    held: bool

    @property
    def halves(self) -> Sequence[Row]:
        """Return the half-years."""
        return [row for row in self.periods if row["period_kind"] == HALF]

    @property
    def last_week(self) -> Sequence[Row]:
        """Return the newest week."""
        weeks = [row for row in self.periods if row["period_kind"] == WEEK]
        newest = max((row["period_start"] for row in weeks), default="")
        return [row for row in weeks if row["period_start"] == newest]


def mentions(store: Store, filters: Filters) -> Mentions:
    """Return what was counted of the regions and years of a link."""
    return Mentions(
        method=store.rows("SELECT * FROM mention_method ORDER BY position, item"),
        periods=store.rows(
            """
            SELECT * FROM mention_periods
            WHERE (len($1::VARCHAR[]) = 0 OR list_contains($1::VARCHAR[], region))
              AND left(period_start, 4)::INTEGER >= $2 AND left(period_end, 4)::INTEGER <= $3
            ORDER BY period_start DESC, period_kind, volume_rank NULLS LAST, region, in_office_since
            """,
            (list(filters.region), filters.year_from or 0, filters.year_to or 9999),
        ),
        held=bool(store.one("SELECT count(*) AS rows FROM mention_periods")["rows"]),
    )
