"""What a hearing is about: the records of a link, counted or not, what sides said of them, and earlier hearings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.filters import Filters, Where, where
from dashboard.store import Row, Store
from dashboard.views.said import by_id, sources

MOST_STATEMENTS: Final = 6
"""Statements of one side at most: both have the same room."""
PAID_SIDES: Final = frozenset({"customer", "contractor"})
UNPAID: Final = """
    counted AND kind = 'contract' AND paid_kzt IS NULL AND record_id NOT IN
    (SELECT unnest(counted_with) FROM records WHERE kind = 'spent' AND counted_with IS NOT NULL)
"""
"""A contract of which neither its own record nor one of the same money tells what was paid."""


@dataclass(frozen=True)
class Chosen:
    """What a pack is about.

    Attributes:
        records: Records of the link, those that totals leave out among them.
        counted: Of them, those in the totals.
        disputed: Of them, those of which a correction is being checked.
        unpaid: Contracts in the totals of which no source tells how much was paid, themselves or by another record.
        tiers: How many of them each kind of source tells of, by tier.
        kinds: What their amounts are: contract, budget and so on.
        systems: Ids of the systems that they belong to.
        first: Date of the oldest source, as far as printed; register contracts are dated by their signing instead.
        last: Date of the newest source.
        hearings: Public hearings recorded about these systems, the newest first.
        sources: Citations of the hearings.
    """

    records: int
    counted: int
    disputed: int
    unpaid: int
    tiers: Mapping[str, int]
    kinds: Sequence[str]
    systems: Sequence[str]
    first: str | None
    last: str | None
    hearings: Sequence[Row]
    sources: Mapping[str, Row]


@dataclass(frozen=True)
class Spoken:
    """What sides said of the records of a link, of their systems and parties.

    Attributes:
        paid: Statements of buyers and suppliers, at most MOST_STATEMENTS.
        asking: Statements of residents, journalists and those who check, as many at most.
        outcomes: How matters ended, as many at most.
        left_out: How many of each of the three there was no room for.
        about: Rows of the records, systems and parties that they are about, by id.
        sources: Their citations.
    """

    paid: Sequence[Row]
    asking: Sequence[Row]
    outcomes: Sequence[Row]
    left_out: tuple[int, int, int]
    about: Mapping[str, Row]
    sources: Mapping[str, Row]


def condition(filters: Filters) -> Where:
    """Return the condition for the records of a link, those that totals leave out among them."""
    return where(filters, counted_only=False, over="records")


def build(store: Store, filters: Filters) -> Chosen:
    """Answer what the records of a link are."""
    asked = condition(filters)
    groups = store.rows(
        "SELECT tier, kind, count(*) AS records, count(*) FILTER (counted) AS counted, "  # noqa: S608
        f"count(*) FILTER (disputed) AS disputed, count(*) FILTER ({UNPAID}) AS unpaid FROM records "
        f"WHERE {asked.sql} GROUP BY ALL ORDER BY ALL",
        asked.params,
    )
    tiers: dict[str, int] = {}
    for row in groups:
        tiers[row["tier"]] = tiers.get(row["tier"], 0) + row["records"]
    systems = _systems(store, asked)
    heard = _hearings(store, systems)
    dated = _dates(store, asked)
    return Chosen(
        records=sum(row["records"] for row in groups),
        counted=sum(row["counted"] for row in groups),
        disputed=sum(row["disputed"] for row in groups),
        unpaid=sum(row["unpaid"] for row in groups),
        tiers=tiers,
        kinds=sorted({row["kind"] for row in groups}),
        systems=systems,
        first=dated["first"],
        last=dated["last"],
        hearings=heard,
        sources=sources(store, [row["source_id"] for row in heard]),
    )


def _systems(store: Store, asked: Where) -> list[str]:
    rows = store.rows(
        f"SELECT DISTINCT system_id FROM records WHERE {asked.sql} AND system_id IS NOT NULL ORDER BY 1",  # noqa: S608
        asked.params,
    )
    return [row["system_id"] for row in rows]


def _hearings(store: Store, systems: Sequence[str]) -> list[Row]:
    sql = "SELECT * FROM hearings WHERE list_has_any(system_ids, ?::VARCHAR[]) ORDER BY date DESC, hearing_id"
    return store.rows(sql, (list(systems),))


def _dates(store: Store, asked: Where) -> Row:
    """Return the oldest and newest date of sources; citations of the register are as many as its contracts."""
    chosen = f"SELECT if(tier = 'register', NULL, source_id) AS source_id, if(tier = 'register', period_start, NULL) AS day FROM records WHERE {asked.sql}"  # noqa: S608, E501
    return store.one(
        f"SELECT min(day) AS first, max(day) AS last FROM (SELECT day FROM ({chosen}) WHERE day IS NOT NULL "  # noqa: S608
        f"UNION ALL SELECT date FROM sources WHERE source_id IN (SELECT source_id FROM ({chosen}))) AS told(day)",
        (*asked.params, *asked.params),
    )


def spoken(store: Store, filters: Filters) -> Spoken:
    """Answer what sides said of the records of a link, of their systems and of their buyers and suppliers."""
    rows = _statements(store, filters)
    about = _about(store, rows)
    ordered = sorted(rows, key=lambda row: row["date"] or "", reverse=True)
    ordered.sort(key=lambda row: not _is_named(filters, about.get(row["about_id"], {})))
    open_ = [row for row in ordered if row["stance"] != "outcome"]
    paid = [row for row in open_ if row["side"] in PAID_SIDES]
    asking = [row for row in open_ if row["side"] not in PAID_SIDES]
    outcomes = [row for row in ordered if row["stance"] == "outcome"]
    shown = [several[:MOST_STATEMENTS] for several in (paid, asking, outcomes)]
    left = [len(several) - len(few) for several, few in zip((paid, asking, outcomes), shown, strict=True)]
    cited = sources(store, [row["source_id"] for several in shown for row in several])
    return Spoken(shown[0], shown[1], shown[2], (left[0], left[1], left[2]), about, cited)


def _statements(store: Store, filters: Filters) -> list[Row]:
    asked = condition(filters)
    return store.rows(
        "WITH chosen AS MATERIALIZED (SELECT record_id, system_id, customer_id, contractor_id FROM records "  # noqa: S608
        f"WHERE {asked.sql}) SELECT * FROM statements "
        "WHERE (about_kind = 'record' AND about_id IN (SELECT record_id FROM chosen)) "
        "OR (about_kind = 'system' AND about_id IN (SELECT system_id FROM chosen WHERE system_id IS NOT NULL)) "
        "OR (about_kind = 'party' AND about_id IN (SELECT customer_id FROM chosen WHERE customer_id IS NOT NULL "
        "UNION ALL SELECT contractor_id FROM chosen WHERE contractor_id IS NOT NULL)) ORDER BY statement_id",
        asked.params,
    )


def _about(store: Store, rows: Sequence[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for kind, table in (("record", "records"), ("system", "systems"), ("party", "parties")):
        ids = [row["about_id"] for row in rows if row["about_kind"] == kind]
        found |= by_id(store, table, f"{kind}_id", ids)
    return found


def _is_named(filters: Filters, about: Row) -> bool:
    """Tell whether the link itself names what a statement is about: a system or its record, a record, a party."""
    named = {*filters.system, *filters.record, *filters.customer, *filters.contractor}
    return any(about.get(key) in named for key in ("system_id", "record_id", "party_id"))
