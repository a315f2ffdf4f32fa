"""One record: its fields, how it is counted and with which others, what was promised and said, where it was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dashboard.filters import Filters
from dashboard.store import Row, Store
from dashboard.views.said import by_id, hearings, observations, promises, sources, statements

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Relation:
    """One tie to another record: its word, which way it points, the other record, why we hold so."""

    word: str
    outward: bool
    other_id: str
    why: str | None


@dataclass(frozen=True)
class Sum:
    """A whole less what its parts already bring into the totals, in tenge.

    Attributes:
        whole: The record's own sum.
        parts: Counted tenge of each record beneath it.
        left: What of the whole still counts; never below 0.
    """

    whole: Decimal
    parts: Sequence[tuple[str, Decimal]]
    left: Decimal

    @property
    def parts_together(self) -> Decimal:
        """Return what the parts bring into the totals together."""
        return sum((kzt for _, kzt in self.parts), NOTHING)


@dataclass(frozen=True)
class RecordView:
    """One record and everything known of it.

    Attributes:
        record: All its columns; None where no record has this id.
        source: Its citation.
        system: The named thing it belongs to, where there is one.
        others: Related records by id.
        relations: Ties to them, its own first.
        parts: The arithmetic, where it is a whole with counted parts.
        stands_for: Records whose same money is counted here.
        promises: What was promised in it or of its system.
        observations: What was counted of its system.
        hearings: Public hearings about its system.
        statements: What sides said of it or of its system.
        sources: Citations of all these by id.
        shares: Year and counted tenge of each year, where the contract itself divides its sum.
    """

    record: Row | None
    source: Row | None = None
    system: Row | None = None
    others: Mapping[str, Row] = field(default_factory=dict)
    relations: Sequence[Relation] = ()
    parts: Sum | None = None
    stands_for: Sequence[str] = ()
    promises: Sequence[Row] = ()
    observations: Sequence[Row] = ()
    hearings: Sequence[Row] = ()
    statements: Sequence[Row] = ()
    sources: Mapping[str, Row] = field(default_factory=dict)
    shares: Sequence[tuple[int, Decimal]] = ()


def build(store: Store, filters: Filters) -> RecordView:
    """Answer what is known of the record that the link's `id` names; nothing else in the link plays a part."""
    record = by_id(store, "records", "record_id", [filters.id]).get(filters.id or "")
    if record is None:
        return RecordView(record=None)
    relations = _relations(store, record["record_id"])
    stands_for = _stands_for(store, record["record_id"])
    others = by_id(
        store,
        "records",
        "record_id",
        [*(one.other_id for one in relations), *record["counted_with"], *stands_for],
    )
    about = {"record": [record["record_id"]], "system": [one for one in [record["system_id"]] if one]}
    promised, said = promises(store, about), statements(store, about)
    counted, heard = observations(store, about), hearings(store, record["system_id"])
    return RecordView(
        record=record,
        source=sources(store, [record["source_id"]]).get(record["source_id"]),
        system=by_id(store, "systems", "system_id", [record["system_id"]]).get(record["system_id"]),
        others=others,
        relations=relations,
        parts=_sum(record, others),
        stands_for=stands_for,
        promises=promised,
        observations=counted,
        hearings=heard,
        statements=said,
        sources=sources(store, [row["source_id"] for row in [*promised, *counted, *heard, *said]]),
        shares=_shares(store, record["record_id"]),
    )


def _relations(store: Store, record_id: str) -> list[Relation]:
    rows = store.rows(
        "SELECT relation, from_id = $1 AS outward, if(from_id = $1, to_id, from_id) AS other_id, why "
        "FROM relations WHERE $1 IN (from_id, to_id) ORDER BY outward DESC, relation, other_id",
        (record_id,),
    )
    return [Relation(row["relation"], row["outward"], row["other_id"], row["why"]) for row in rows]


def _shares(store: Store, record_id: str) -> list[tuple[int, Decimal]]:
    rows = store.rows(
        "SELECT part, counted_kzt FROM spend WHERE record_id = ? AND part > 0 ORDER BY part", (record_id,)
    )
    return [(row["part"], row["counted_kzt"]) for row in rows]


def _stands_for(store: Store, record_id: str) -> list[str]:
    rows = store.rows(
        "SELECT record_id FROM records WHERE list_contains(not_counted_why, 'same_money') "
        "AND list_contains(counted_with, ?) ORDER BY record_id",
        (record_id,),
    )
    return [row["record_id"] for row in rows]


def _sum(record: Row, others: Mapping[str, Row]) -> Sum | None:
    if "covered_by_parts" not in record["not_counted_why"]:
        return None
    parts = [(one, others[one]["counted_kzt"]) for one in record["counted_with"]]
    return Sum(record["amount_kzt"], parts, record["counted_kzt"])
