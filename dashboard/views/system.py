"""One named thing: its records and what of them counts, its life from plan to repurchase, the same kind elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dashboard.filters import Filters
from dashboard.store import Row, Store
from dashboard.views.replies import with_replies
from dashboard.views.said import by_id, hearings, observations, promises, sources, statements
from dashboard.views.systems import STAGES, SystemRow, counted_money, known_of, range_of, system_rows

LEAST_PEERS = 3
"""A claim about prices elsewhere is tested against so many systems with a known price, or not at all."""
EVERYTHING = Filters(level="all", counted="all")
STEPS = ("planned", "contracted", "paid", "support", "again")


@dataclass(frozen=True)
class Each:
    """A cost per resident of the buyer's own territory, or why there is none.

    Attributes:
        kzt: Tenge per resident; None where it can't be told for all records of the stage.
        why: town, several_years, unknown_year, no_population or nothing_counted; "" where it can be told.
    """

    kzt: Decimal | None
    why: str = ""


@dataclass(frozen=True)
class Peer:
    """A system of the same kind and level, the one asked about included.

    Attributes:
        row: The system and its money.
        each: Cost per resident by stage.
        own: It is the one asked about.
    """

    row: SystemRow
    each: Mapping[str, Each]
    own: bool


@dataclass(frozen=True)
class Claim:
    """Whether others pay more: what can be said of one measure of one stage.

    Attributes:
        measure: nominal or per_resident.
        stage: committed or planned; plans are never compared with contracts.
        own: The price of the system asked about; None where it is not known.
        peers: Other systems of its kind, level and stage whose price is known.
        more: Of them, those that cost more.
        less: Of them, those that cost less.
    """

    measure: str
    stage: str
    own: Decimal | None
    peers: int
    more: int = 0
    less: int = 0

    @property
    def tested(self) -> bool:
        """Tell whether enough prices are known."""
        return self.own is not None and self.peers >= LEAST_PEERS


@dataclass(frozen=True)
class SystemView:
    """A named thing and everything known of it.

    Attributes:
        system: Its row of `systems`; None where no system has this id.
        levels: Its money by level, local first; never added up.
        records: All columns of its records, counted or not, in order of time.
        range: Least and greatest sum where sources differ about one thing.
        relations: Ties between its records, and from them to others.
        others: Records that these ties lead to, by id.
        life: Step → its records: planned, contracted, paid, support, again.
        peers: Systems of its kind and level, its own first.
        elsewhere: Systems of its kind of the other level, which are not compared.
        claims: Whether others pay more, as whole sums and per resident.
        promises: What was promised in it or in its records.
        statements: What sides said of it or of its records.
        observations: What was counted of it.
        hearings: Public hearings about it.
        sources: Citations of all these by id.
    """

    system: Row | None
    levels: Sequence[SystemRow] = ()
    records: Sequence[Row] = ()
    range: tuple[Decimal, Decimal] | None = None
    relations: Sequence[Row] = ()
    others: Mapping[str, Row] = field(default_factory=dict)
    life: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    peers: Sequence[Peer] = ()
    elsewhere: int = 0
    claims: Sequence[Claim] = ()
    promises: Sequence[Row] = ()
    statements: Sequence[Row] = ()
    observations: Sequence[Row] = ()
    hearings: Sequence[Row] = ()
    sources: Mapping[str, Row] = field(default_factory=dict)


def build(store: Store, filters: Filters) -> SystemView:
    """Answer what is known of the system that the link's `id` names; nothing else in the link plays a part."""
    subject = filters.id or ""
    system = by_id(store, "systems", "system_id", [subject]).get(subject)
    return SystemView(system=None) if system is None else _of(store, system)


def _of(store: Store, system: Row) -> SystemView:
    subject = system["system_id"]
    records = _records(store, subject)
    ids = [row["record_id"] for row in records]
    about = {"system": [subject], "record": ids}
    promised, said = promises(store, about), statements(store, about)
    counted, heard = observations(store, about), hearings(store, subject)
    relations = _relations(store, ids)
    peers, elsewhere = _peers(store, system, _level(records))
    return SystemView(
        system=system,
        levels=_levels(store, system, records),
        records=records,
        range=range_of(records),
        relations=relations,
        others=by_id(store, "records", "record_id", [row[end] for row in relations for end in ("from_id", "to_id")]),
        life=life(records, relations),
        peers=peers,
        elsewhere=elsewhere,
        claims=[claim(peers, measure) for measure in ("nominal", "per_resident")],
        promises=promised,
        statements=said,
        observations=counted,
        hearings=heard,
        sources=sources(store, [row["source_id"] for row in (*records, *promised, *said, *counted, *heard)]),
    )


def _records(store: Store, system_id: str) -> list[Row]:
    rows = store.rows(
        "SELECT *, counted_kzt AS in_years_kzt FROM records WHERE system_id = ? "
        "ORDER BY coalesce(year_from, year_to) NULLS LAST, stage = 'committed', period_start NULLS FIRST, record_id",
        (system_id,),
    )
    return with_replies(store, rows)


def _level(records: Sequence[Row]) -> str:
    return "local" if any(row["level"] == "local" for row in records) else "central"


def _levels(store: Store, system: Row, records: Sequence[Row]) -> list[SystemRow]:
    known = known_of(store)[system["system_id"]]
    of_level = {level: [row for row in records if row["level"] == level] for level in ("local", "central")}
    return [SystemRow(system, level, rows, counted_money(rows), known) for level, rows in of_level.items() if rows]


def _relations(store: Store, ids: Sequence[str]) -> list[Row]:
    sql = (
        "SELECT from_id, to_id, relation, why FROM relations WHERE list_contains($1::VARCHAR[], from_id) "
        "OR list_contains($1::VARCHAR[], to_id) ORDER BY relation, from_id, to_id"
    )
    return store.rows(sql, (list(ids),))


def life(records: Sequence[Row], relations: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the records of a system by the step of its life that they tell of, each record once.

    Bought again is what begins after an earlier contract or payment has ended and is no stage, part or copy of it.

    Args:
        records: Its records, in order of time.
        relations: Ties between them.
    """
    tied = {frozenset((row["from_id"], row["to_id"])) for row in relations}
    steps: dict[str, list[Row]] = {step: [] for step in STEPS}
    for row in records:
        steps[_step(row, records, tied)].append(row)
    return steps


def _step(row: Row, records: Sequence[Row], tied: set[frozenset[str]]) -> str:
    if row["category"] == "it.support":
        return "support"
    if any(_follows(row, other) and frozenset((row["record_id"], other["record_id"])) not in tied for other in records):
        return "again"
    if row["stage"] == "planned":
        return "planned"
    return "contracted" if row["kind"] == "contract" else "paid"


def _follows(row: Row, other: Row) -> bool:
    """Tell whether a purchase begins after another one ended; of what has no year nothing is told."""
    if other["stage"] != "committed" or other["nature"] != "purchase" or row["nature"] != "purchase":
        return False
    return row["year_from"] is not None and other["year_to"] is not None and row["year_from"] > other["year_to"]


def _peers(store: Store, system: Row, level: str) -> tuple[list[Peer], int]:
    """Return the systems of a kind, the one asked about first, the rest by place; and how many of another level."""
    ids = store.rows("SELECT system_id FROM systems WHERE kind = ?", (system["kind"],))
    known_ids = [row["system_id"] for row in ids]
    rows = [row for row in system_rows(store, EVERYTHING) if row.system_id in known_ids]
    same = [row for row in rows if row.level == level]
    own = system["system_id"]
    each = _each(store, level, [row.system_id for row in same])
    ordered = sorted(same, key=lambda row: (row.system_id != own, row.system["region"], row.system_id))
    peers = [Peer(row, each[row.system_id], row.system_id == own) for row in ordered]
    return peers, len(rows) - len(same)


def _each(store: Store, level: str, ids: Sequence[str]) -> dict[str, dict[str, Each]]:
    """Return the cost per resident of systems by stage; told only where it can be told for all counted money."""
    rows = store.rows(
        "SELECT system_id, stage, sum(per_resident_kzt) AS kzt, bool_and(per_resident_kzt IS NOT NULL) AS whole, "
        "bool_or(place IS NOT NULL) AS town, bool_or(year_kind = 'unknown') AS unknown_year, "
        "bool_or(year IS NULL) AS no_year FROM facts "
        "WHERE level = ? AND list_contains(?::VARCHAR[], system_id) GROUP BY ALL",
        (level, list(ids)),
    )
    found = {(row["system_id"], row["stage"]): _told_each(row) for row in rows}
    nothing = Each(None, "nothing_counted")
    return {one: {stage: found.get((one, stage), nothing) for stage in STAGES} for one in ids}


def _told_each(row: Row) -> Each:
    if row["whole"]:
        return Each(row["kzt"])
    reasons = {"town": row["town"], "unknown_year": row["unknown_year"], "several_years": row["no_year"]}
    return Each(None, next((why for why, holds in reasons.items() if holds), "no_population"))


def claim(peers: Sequence[Peer], measure: str) -> Claim:
    """Test whether others pay more: contracts and payments against the same, plans against plans.

    Args:
        peers: Systems of one kind and level, the one asked about among them.
        measure: nominal or per_resident.
    """
    own = next((one for one in peers if one.own), None)
    stage = "planned" if own and not own.row.money.committed and own.row.money.planned else "committed"
    price = _price(own, stage, measure) if own else None
    others = [kzt for one in peers if not one.own and (kzt := _price(one, stage, measure)) is not None]
    if price is None or len(others) < LEAST_PEERS:
        return Claim(measure, stage, price, len(others))
    return Claim(
        measure, stage, price, len(others), sum(kzt > price for kzt in others), sum(kzt < price for kzt in others)
    )


def _price(one: Peer, stage: str, measure: str) -> Decimal | None:
    if measure == "per_resident":
        return one.each[stage].kzt
    return getattr(one.row.money, stage) or None
