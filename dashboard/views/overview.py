"""Answers the first page: what was found so far, by group, year and region, and what was left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.filters import GROUPS, Filters, where
from dashboard.store import Row, Store
from dashboard.views.coverage import coverage_by_region
from dashboard.views.money import RECORD_COLUMNS, WHY, Money, money, money_by, record_rows, records_in_years
from dashboard.views.needs import NeedAnswer, NeedsView
from dashboard.views.needs import build as build_needs
from dashboard.views.replies import with_replies
from dashboard.views.years import Line, lines, price_year, told_measure

SHOWN_RECORDS = 5
CASE = Filters(place=("taraz",), system=("open-akimat", "taraz-media-centre"))
CASE_NEEDS = 3

REASONS: Mapping[str, str] = {
    "adjacent": "adjacent",
    "cancelled": "undone",
    "refused": "undone",
    "ended_early": "undone",
    "not_concluded": "undone",
    "same_money": "same_money",
    "covered_by_parts": "same_money",
    "alternative": "alternative",
    "nature_aggregate": "aggregate",
    "nature_unit_price": "unit_price",
    "nature_loss_or_finding": "no_purchase",
    "nature_stated_need": "no_purchase",
    "nature_residents_money": "not_the_budget",
    "nature_private_outlay": "not_the_budget",
    "no_amount": "no_amount",
}
"""Code of `not_counted_why` → the short reason that the lead sentence gives."""


@dataclass(frozen=True)
class Read:
    """Records read for a link, whether or not totals count them.

    Attributes:
        records: All of them.
        counted: Those in the totals.
        why_not: Records outside the totals by reason (values of REASONS), each once, the most frequent first.
    """

    records: int
    counted: int
    why_not: tuple[tuple[str, int], ...]

    @property
    def left_out(self) -> int:
        """Return how many are outside the totals."""
        return self.records - self.counted


@dataclass(frozen=True)
class OverviewView:
    """What the first page says. All of it is of one level; the other level's money stands apart.

    Attributes:
        level: Whose money it is: local, or central where the link asks for that.
        measure: The measure of the figures; per resident is told for one region only.
        price_year: Year whose prices the measure "real" uses.
        total: All counted money.
        groups: Money by headline group, in the order of GROUPS, groups without any left out.
        by_group: Lines by headline group and period.
        regions: Money by region, the largest first; "national" is money that no source divides by region.
        country_wide: Whether the link is about all regions, not about some of them, one body, one record or one thing.
        nothing: Regions that the link is about and where nothing was found.
        loaded: Region-years whose procurement register was read in full, of all regions.
        read_in_full: Whether it was read for every region in every year that the link asks for.
        read: Records read.
        biggest: Counted records with most money in the totals.
        newest: Counted records whose money begins last; of one year, those with the latest source first.
        apart: The other level's money for the same link.
        case: What the money of one founding case could have bought (its link is CASE); only where nothing is filtered.
    """

    level: str
    measure: str
    price_year: int | None
    total: Money
    groups: tuple[tuple[str, Money], ...]
    by_group: tuple[Line, ...]
    regions: tuple[tuple[str, Money], ...]
    country_wide: bool
    nothing: tuple[str, ...]
    loaded: int
    read_in_full: bool
    read: Read
    biggest: tuple[Row, ...]
    newest: tuple[Row, ...]
    apart: Money
    case: NeedsView | None

    @property
    def case_needs(self) -> tuple[NeedAnswer, ...]:
        """Return the needs of the case that have a range, those of the founding cases first."""
        return self.case.of_kind("range")[:CASE_NEEDS] if self.case else ()


def build(store: Store, filters: Filters) -> OverviewView:
    """Work out the first page of a link; where both levels are asked for, it is about the local one."""
    level = "central" if filters.level == "central" else "local"
    told = filters.with_(level=level, counted="")
    told = told.with_(measure=told_measure(store, told))
    by_group = {row["headline_group"]: one for row, one in money_by(store, told, "headline_group")}
    regions = tuple((row["region"], one) for row, one in money_by(store, told, "region"))
    return OverviewView(
        level=level,
        measure=told.measure,
        price_year=price_year(store),
        total=money(store, told),
        groups=tuple((group, by_group[group]) for group in GROUPS if group in by_group),
        by_group=lines(store, told, "headline_group"),
        regions=regions,
        country_wide=not (filters.region or _about_some(filters)),
        nothing=_nothing(store, filters, {region for region, _ in regions}),
        loaded=store.one("SELECT count(*) AS n FROM region_years WHERE coverage = 'loaded'")["n"],
        read_in_full=_read_in_full(store, told),
        read=_read(store, told),
        biggest=tuple(record_rows(store, told, sort="counted", limit=SHOWN_RECORDS)),
        newest=_newest(store, told),
        apart=money(store, told, level="local" if level == "central" else "central"),
        case=None if filters.active() else build_needs(store, CASE),
    )


def _read_in_full(store: Store, filters: Filters) -> bool:
    known = coverage_by_region(store, filters)
    return bool(known) and all(one.complete for one in known.values())


def _about_some(filters: Filters) -> bool:
    """Tell whether a link names bodies, records or things, so that most regions could not have been found at all."""
    return bool(
        filters.place or filters.customer or filters.contractor or filters.record or filters.system or filters.q
    )


def _nothing(store: Store, filters: Filters, found: set[str]) -> tuple[str, ...]:
    if _about_some(filters):
        return ()
    rows = store.rows("SELECT region FROM regions WHERE valid_to IS NULL AND region <> 'national' ORDER BY region")
    present = [row["region"] for row in rows]
    return tuple(one for one in present if one not in found and (not filters.region or one in filters.region))


def _read(store: Store, filters: Filters) -> Read:
    condition = where(filters, counted_only=False, over="records")
    rows = store.rows(
        f"SELECT counted, {WHY} AS why, count(*) AS records FROM records "  # noqa: S608 — bound values only
        f"WHERE {condition.sql} GROUP BY ALL",
        condition.params,
    )
    why_not: dict[str, int] = {}
    for row in rows:
        if not row["counted"]:
            reason = REASONS.get(row["why"], "other")
            why_not[reason] = why_not.get(reason, 0) + row["records"]
    return Read(
        records=sum(row["records"] for row in rows),
        counted=sum(row["records"] for row in rows if row["counted"]),
        why_not=tuple(sorted(why_not.items(), key=lambda item: (-item[1], item[0]))),
    )


def _newest(store: Store, filters: Filters) -> tuple[Row, ...]:
    table, condition = records_in_years(filters), where(filters, over="records")
    rows = store.rows(
        f"SELECT {RECORD_COLUMNS} FROM {table.sql} WHERE {condition.sql} AND year_from IS NOT NULL "  # noqa: S608 — bound values only
        "ORDER BY year_from DESC, (SELECT s.date FROM sources s WHERE s.source_id = records.source_id) DESC "
        "NULLS LAST, record_id LIMIT ?",
        (*table.params, *condition.params, SHOWN_RECORDS),
    )
    return tuple(with_replies(store, rows))
