"""What is silent: days since the last known record, plans without a contract, contracts without an act of acceptance.

All of it is of local bodies and is told as of the edition's own day. What is not known is missing, never zero.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dashboard.filters import Filters, Where
from dashboard.store import Row, Store
from pipelines.schemas import TIERS

ROWS: Final = 50
BASIS: Final[Mapping[str, str]] = {tier: "signed" if tier == "register" else "published" for tier in TIERS}
"""Tier → what the date of its records is: of a contract in the register its day of signing, else its source's date."""
REFUSED: Final = "('cancelled', 'refused', 'not_concluded')"

# A date after the edition's own day cannot be the date of a known record: it says nothing. The register's contracts
# are not joined to their citations, which are as many as they.
LAST_SQL: Final = """
    SELECT region, tier, max(day) AS day, count(*) AS records
    FROM (SELECT region, tier, if(printed <= left(?, length(printed)), printed, NULL) AS day FROM (
        SELECT region, tier, period_start AS printed FROM records
        WHERE level = 'local' AND tier = 'register' AND {where}
        UNION ALL
        SELECT r.region, r.tier, s.date AS printed FROM records r LEFT JOIN sources s USING (source_id)
        WHERE r.level = 'local' AND r.tier <> 'register' AND {where}
    ))
    GROUP BY region, tier, length(day)
"""
# From a plan to what is the same thing, another stage or another telling of it, and down to its parts; then up to the
# wholes that it is a part of, but not down again to their other parts.
SETTLED: Final = """
    WITH RECURSIVE tie AS (
        SELECT from_id AS one, to_id AS other FROM relations WHERE relation <> 'part_of'
        UNION SELECT to_id, from_id FROM relations
    ),
    reached AS (
        SELECT record_id AS plan_id, record_id AS other FROM records
        WHERE stage = 'planned' AND record_id IN (SELECT from_id FROM relations UNION SELECT to_id FROM relations)
        UNION SELECT r.plan_id, t.other FROM reached r JOIN tie t ON t.one = r.other
    ),
    above AS (
        SELECT * FROM reached
        UNION SELECT a.plan_id, w.to_id FROM above a JOIN relations w ON w.from_id = a.other AND w.relation = 'part_of'
    )
    SELECT a.plan_id FROM above a JOIN records c ON c.record_id = a.other
    WHERE c.stage = 'committed' AND c.nature IN ('purchase', 'aggregate')
"""
UNSETTLED: Final = f"""
    FROM records
    WHERE level = 'local' AND stage = 'planned' AND nature = 'purchase' AND NOT adjacent
          AND state NOT IN {REFUSED} AND record_id NOT IN ({SETTLED}) AND {{where}}
"""
PLANS_SQL: Final = f"SELECT * {UNSETTLED} AND year_to < ? ORDER BY year_to, amount_kzt DESC NULLS LAST, record_id"
PLANS_BY_REGION: Final = f"""
    SELECT region, count(*) FILTER (year_to < ?) AS past, count(*) FILTER (year_to IS NULL) AS undated
    {UNSETTLED} GROUP BY region
"""
ITEMS_SQL: Final = """
    SELECT item_id, region, place, customer_id, customer_as_written, title_ru, title_kk, title_original, category,
           amount_kzt, year, stage, url
    FROM open_items WHERE level = 'local' AND year < ? AND {where}
    ORDER BY year, amount_kzt DESC NULLS LAST, item_id
"""
PRESENT: Final = "SELECT region FROM regions WHERE valid_to IS NULL ORDER BY region"
CONTRACTS: Final = "level = 'local' AND tier = 'register' AND stage = 'committed' AND nature = 'purchase'"
ACTS_SQL: Final = f"""
    SELECT region, count(*) AS contracts, count(*) FILTER (with_act) AS with_act,
           count(*) FILTER (read AND NOT with_act) AS without_act
    FROM (
        SELECT region, record_id IN (SELECT record_id FROM acts WHERE revoked_on IS NULL) AS with_act,
               record_id IN (SELECT record_id FROM acts UNION ALL SELECT record_id FROM payments) AS read
        FROM records WHERE {CONTRACTS} AND {{where}}
    )
    GROUP BY region
"""  # noqa: S608 — the words are ours
WITHOUT_ACT_SQL: Final = f"""
    SELECT r.*, p.last_paid_on, p.paid_in_register_kzt
    FROM records r JOIN (
        SELECT record_id, max(paid_on) AS last_paid_on, sum(amount_kzt) AS paid_in_register_kzt
        FROM payments GROUP BY record_id
    ) p USING (record_id)
    WHERE {CONTRACTS} AND {{where}} AND record_id NOT IN (SELECT record_id FROM acts WHERE revoked_on IS NULL)
    ORDER BY period_start, record_id
"""  # noqa: S608 — the words are ours


@dataclass(frozen=True)
class Last:
    """The last known record of some source.

    Attributes:
        records: Local records.
        undated: Of them, those without a date, or dated after the edition.
        first: First day on which the last of them can be dated: sources print some dates as a month or a year.
        last: Last day on which it can be dated.
    """

    records: int = 0
    undated: int = 0
    first: date | None = None
    last: date | None = None

    def days(self, day: date) -> tuple[int, int] | None:
        """Return how many days lie between it and a day, at least and at most; nothing where no date is known."""
        return None if self.first is None or self.last is None else ((day - self.last).days, (day - self.first).days)


@dataclass(frozen=True)
class Accepted:
    """Contracts of the register and their acts of acceptance.

    Attributes:
        contracts: Local contracts in our records.
        with_act: Of them, with an approved act.
        without_act: Payments for them were read in the register, but no act.
    """

    contracts: int = 0
    with_act: int = 0
    without_act: int = 0

    @property
    def unread(self) -> int:
        """Return the contracts of which neither acts nor payments were read: nothing can be told of them."""
        return self.contracts - self.with_act - self.without_act


@dataclass(frozen=True)
class RegionSilence:
    """What is silent in one region.

    Attributes:
        region: Its slug, or national for what belongs to no one region.
        tiers: The last known record by tier.
        years_read: Years for which the procurement register was read for its buyers.
        plans: Past plans without a contract, those of the register among them.
        accepted: Contracts and their acts.
    """

    region: str
    tiers: Mapping[str, Last]
    years_read: tuple[int, ...] = ()
    plans: int = 0
    accepted: Accepted = field(default_factory=Accepted)

    @property
    def every(self) -> Last:
        """Return the last known record of any source."""
        return together(self.tiers.values())


@dataclass(frozen=True)
class SilenceView:
    """What is silent in all regions or in one place.

    Attributes:
        day: The edition's day.
        regions: Each region, by slug; the one of the place alone, where one is asked for.
        plans: Records of plans whose year has passed and that no contract of ours is related to, the oldest first, at
            most ROWS.
        plans_listed: All of them.
        undated_plans: Plans without a contract whose year is not known: whether it has passed cannot be told.
        items: Purchases of the register's plans and announcements of past years without a contract, at most ROWS.
        items_listed: All of them.
        without_act: Contracts for which payments were read but no act, the oldest first, at most ROWS.
        asked: The condition on records and purchases by which the place is picked.
    """

    day: date
    regions: Sequence[RegionSilence]
    plans: Sequence[Row]
    plans_listed: int
    undated_plans: int
    items: Sequence[Row]
    items_listed: int
    without_act: Sequence[Row]
    asked: Where

    @property
    def tiers(self) -> Mapping[str, Last]:
        """Return the last known record by tier, of all regions together."""
        return {tier: together(one.tiers[tier] for one in self.regions) for tier in TIERS}

    @property
    def accepted(self) -> Accepted:
        """Return contracts and acts of all regions together."""
        told = [one.accepted for one in self.regions]
        return Accepted(
            sum(one.contracts for one in told), sum(one.with_act for one in told), sum(one.without_act for one in told)
        )


def everywhere(store: Store, _: Filters) -> SilenceView:
    """Answer what is silent in each region; the link's filters play no part."""
    return _silence(store, Where("TRUE", ()), None)


def of_place(store: Store, filters: Filters) -> SilenceView:
    """Answer what is silent in the region that `id` names, or in its towns and districts that `place` names."""
    places = list(filters.place)
    condition = Where("region = ? AND (? OR list_contains(?::VARCHAR[], place))", (filters.id, not places, places))
    return _silence(store, condition, filters.id)


def plans_of_past_years(store: Store, view: SilenceView) -> list[Row]:
    """Return all records of past plans without a contract, however many, of the places that a view is of."""
    return store.rows(PLANS_SQL.format(where=view.asked.sql), (*view.asked.params, view.day.year))


def items_of_past_years(store: Store, view: SilenceView) -> list[Row]:
    """Return all purchases of past years without a contract, however many, of the places that a view is of."""
    return store.rows(ITEMS_SQL.format(where=view.asked.sql), (view.day.year, *view.asked.params))


def _silence(store: Store, asked: Where, region: str | None) -> SilenceView:
    day = date.fromisoformat(store.folder.name[:10])
    plans, items = _plans(store, asked, day), _items(store, asked, day)
    return SilenceView(
        day=day,
        regions=_regions(store, asked, region, day, _added(plans, items)),
        plans=store.rows(f"{PLANS_SQL.format(where=asked.sql)} LIMIT ?", (*asked.params, day.year, ROWS)),
        plans_listed=sum(row["past"] for row in plans),
        undated_plans=sum(row["undated"] for row in plans),
        items=store.rows(f"{ITEMS_SQL.format(where=asked.sql)} LIMIT ?", (day.year, *asked.params, ROWS)),
        items_listed=sum(row["past"] for row in items),
        without_act=store.rows(f"{WITHOUT_ACT_SQL.format(where=asked.sql)} LIMIT ?", (*asked.params, ROWS)),
        asked=asked,
    )


def _plans(store: Store, asked: Where, day: date) -> list[Row]:
    return store.rows(PLANS_BY_REGION.format(where=asked.sql), (day.year, *asked.params))


def _items(store: Store, asked: Where, day: date) -> list[Row]:
    every = ITEMS_SQL.format(where=asked.sql)
    sql = f"SELECT region, count(*) AS past FROM ({every}) GROUP BY region"  # noqa: S608 — the words are ours
    return store.rows(sql, (day.year, *asked.params))


def _added(*several: Sequence[Row]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for row in (row for rows in several for row in rows):
        found[row["region"]] = found.get(row["region"], 0) + row["past"]
    return found


def _regions(
    store: Store, asked: Where, region: str | None, day: date, plans: Mapping[str, int]
) -> list[RegionSilence]:
    last, read = _last(store, asked, day), _years_read(store)
    acts = {row.pop("region"): Accepted(**row) for row in store.rows(ACTS_SQL.format(where=asked.sql), asked.params)}
    slugs = [region] if region else [row["region"] for row in store.rows(PRESENT)]
    return [
        RegionSilence(
            region=slug,
            tiers={tier: last.get((slug, tier), Last()) for tier in TIERS},
            years_read=read.get(slug, ()),
            plans=plans.get(slug, 0),
            accepted=acts.get(slug, Accepted()),
        )
        for slug in slugs
    ]


def _years_read(store: Store) -> dict[str, tuple[int, ...]]:
    rows = store.rows(
        "SELECT region, list(year ORDER BY year) AS years FROM region_years WHERE coverage = 'loaded' GROUP BY region"
    )
    return {row["region"]: tuple(row["years"]) for row in rows}


def _last(store: Store, asked: Where, day: date) -> dict[tuple[str, str], Last]:
    rows = store.rows(LAST_SQL.format(where=asked.sql), (day.isoformat(), *asked.params, *asked.params))
    found: dict[tuple[str, str], list[Last]] = {}
    for row in rows:
        first, last = between(row["day"], day) if row["day"] else (None, None)
        one = Last(row["records"], 0 if row["day"] else row["records"], first, last)
        found.setdefault((row["region"], row["tier"]), []).append(one)
    return {key: together(parts) for key, parts in found.items()}


def between(printed: str, day: date) -> tuple[date, date]:
    """Return the first and last day that a date may mean: YYYY, YYYY-MM or YYYY-MM-DD; none after `day`."""
    year, *rest = (int(one) for one in printed.split("-"))
    if not rest:
        return date(year, 1, 1), min(date(year, 12, 31), day)
    if len(rest) == 1:
        return date(year, rest[0], 1), min(date(year, rest[0], monthrange(year, rest[0])[1]), day)
    return date(year, *rest), date(year, *rest)


def together(parts: Iterable[Last]) -> Last:
    """Return the last of several known records: it can't be older than any of them at its oldest."""
    listed = list(parts)
    return Last(
        records=sum(one.records for one in listed),
        undated=sum(one.undated for one in listed),
        first=max((one.first for one in listed if one.first), default=None),
        last=max((one.last for one in listed if one.last), default=None),
    )
