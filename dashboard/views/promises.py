"""What was promised: quotas of records and systems, what one unit cost at most, peers, and what was reported."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dashboard.filters import Filters, where
from dashboard.store import Row, Store
from dashboard.views.promise_money import RECORD_COLUMNS, alternatives, main_record, purse_of
from dashboard.views.promise_peers import Comparison, compare
from dashboard.views.promise_price import WHOLE, Price, Purse, price
from dashboard.views.promise_reports import Reported, reported
from dashboard.views.said import by_id, sources, statements

ROWS: Final = 50
DROPPED_STATES: Final = ("refused", "cancelled", "ended_early", "not_concluded")
UNUSED: Final = ("measure", "counted", "need", "flag", "sort")
"""Keys of a link that play no part here."""
UNITS: Final = (
    "comment",
    "post",
    "publication",
    "digest",
    "programme",
    "minute",
    "hour",
    "network",
    "outlet",
    "source",
    "person",
    "appeal",
    "camera",
    "complex",
)
"""The order in which units stand; dates stand last."""
Subject = tuple[str, str]
"""record or system, and its id."""


@dataclass(frozen=True)
class Promise:
    """One promise beside its money.

    Attributes:
        row: Row of `promises`.
        about: Row of its record or system.
        level: Who pays, local or central.
        category: Category of its money.
        purse: The counted money it was made for.
        price: What one unit cost at most, or why that is not known.
        ended: How matters ended, as sides say it: rows of `statements`.
        dropped: Records of it that were refused, cancelled, ended early or not concluded.
        disputed: A correction about its record, or one of its system's, is still open.
    """

    row: Row
    about: Row
    level: str
    category: str
    purse: Purse
    price: Price
    ended: Sequence[Row]
    dropped: Sequence[Row]
    disputed: bool

    @property
    def subject(self) -> Subject:
        """Return what it belongs to."""
        return self.row["about_kind"], self.row["about_id"]


@dataclass(frozen=True)
class PromisesView:
    """Promises of a link.

    Attributes:
        promises: All of them; alike units stand together.
        compared: Categories and units of those that have a price, with all peers of the same level.
        reported: Systems of the link whose deliveries a source reports, beside what was promised.
        sources: Citations by id.
        elsewhere: Promises that the same link finds at the other level; 0 where it asks for both.
        page: The page of rows shown, from 1.
    """

    promises: Sequence[Promise]
    compared: Sequence[Comparison]
    reported: Sequence[Reported]
    sources: Mapping[str, Row]
    elsewhere: int
    page: int

    @property
    def subjects(self) -> int:
        """Return how many records and systems made them."""
        return len({one.subject for one in self.promises})

    @property
    def priced(self) -> int:
        """Return how many have a price, as a bound."""
        return sum(bool(one.price.bounds) for one in self.promises)

    @property
    def read(self) -> int:
        """Return how many were read out of specifications by rules."""
        return sum(one.row["origin"] == "read" for one in self.promises)

    @property
    def pages(self) -> int:
        """Return how many pages the rows fill; at least 1."""
        return max(1, -(-len(self.promises) // ROWS))

    @property
    def rows(self) -> Sequence[Promise]:
        """Return the promises of the page shown."""
        return self.promises[(self.page - 1) * ROWS : self.page * ROWS]


def build(store: Store, filters: Filters) -> PromisesView:
    """Answer what was promised in the records of a link and in the systems they belong to."""
    levels = ("local", "central") if filters.level == "all" else (filters.level,)
    # A price does not depend on the link, so what the link asks for is taken out of all.
    everyone = {level: store.once(_promises, level) for level in levels}
    known = {one.row["promise_id"]: one for several in everyone.values() for one in several}
    found = [known[row["promise_id"]] for row in sorted(_rows(store, filters), key=_order)]
    told = reported(store, _systems(store, filters), found)
    cited = [*(one.row["source_id"] for one in found), *(row["source_id"] for one in found for row in one.ended)]
    cited += [row["source_id"] for one in told for row in one.counted]
    other = "central" if filters.level == "local" else "local"
    return PromisesView(
        promises=found,
        compared=compare(found, everyone),
        reported=told,
        sources=sources(store, cited),
        elsewhere=0 if filters.level == "all" else len(_rows(store, filters.with_(level=other))),
        page=min(filters.page, max(1, -(-len(found) // ROWS))),
    )


def _chosen(filters: Filters) -> tuple[str, tuple[object, ...]]:
    """Return the question for the records of a link, those that totals leave out among them."""
    condition = where(filters, counted_only=False, over="records")
    return f"SELECT record_id, system_id FROM records WHERE {condition.sql}", condition.params  # noqa: S608


def _rows(store: Store, filters: Filters) -> list[Row]:
    chosen, params = _chosen(filters)
    return store.rows(
        f"""
        WITH chosen AS ({chosen})
        SELECT * FROM promises
        WHERE if(about_kind = 'record', about_id IN (SELECT record_id FROM chosen),
                 about_id IN (SELECT system_id FROM chosen WHERE system_id IS NOT NULL))
        ORDER BY unit NULLS LAST, about_kind DESC, about_id, promise_id
        """,  # noqa: S608 — the condition holds marks only
        params,
    )


def _systems(store: Store, filters: Filters) -> list[str]:
    """Return the systems that records of a link belong to."""
    chosen, params = _chosen(filters)
    sql = f"SELECT DISTINCT system_id FROM ({chosen}) WHERE system_id IS NOT NULL ORDER BY 1"  # noqa: S608
    return [row["system_id"] for row in store.rows(sql, params)]


def _promises(store: Store, level: str) -> list[Promise]:
    """Return all promises of a level, priced."""
    rows = _rows(store, Filters(level=level))
    records = _records(store, rows)
    systems = by_id(store, "systems", "system_id", [row["about_id"] for row in rows if row["about_kind"] == "system"])
    ended = _ended(store, records)
    things = _things(rows)
    others = alternatives(store)
    asked = {(row["about_kind"], row["about_id"]) for row in rows}
    told = {subject: _Money(records[subject], others) for subject in asked}
    return [
        _promise(row, systems, told[subject], ended, things[subject])
        for row, subject in ((row, (row["about_kind"], row["about_id"])) for row in sorted(rows, key=_order))
    ]


def _order(row: Row) -> tuple[int, str]:
    """Put alike units together, in the order of `UNITS`; the rest after them by name."""
    unit = row["unit"] or ""
    return (UNITS.index(unit) if unit in UNITS else len(UNITS) + (unit == "date"), unit)


class _Money:
    """The records of one subject and what they say of its money."""

    def __init__(self, records: Sequence[Row], others: Mapping[str, Sequence[Decimal]]) -> None:
        self.records = records
        self.purse = purse_of(records, others)
        self.first = main_record(records)


def _records(store: Store, rows: Iterable[Row]) -> dict[Subject, list[Row]]:
    """Return the records of each subject: itself, or those of the system."""
    ids: dict[str, list[str]] = {"record": [], "system": []}
    for row in rows:
        ids[row["about_kind"]].append(row["about_id"])
    found = store.rows(
        f"SELECT {RECORD_COLUMNS} FROM records WHERE record_id IN (SELECT unnest(?::VARCHAR[])) "  # noqa: S608
        "OR system_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY year_from NULLS LAST, record_id",
        (sorted(set(ids["record"])), sorted(set(ids["system"]))),
    )
    records: dict[Subject, list[Row]] = defaultdict(list)
    for row in found:
        records["record", row["record_id"]].append(row)
        if row["system_id"]:
            records["system", row["system_id"]].append(row)
    return records


def _things(rows: Iterable[Row]) -> dict[Subject, dict[str, list[Decimal]]]:
    """Return by subject and unit the numbers that promises of a whole name."""
    things: dict[Subject, dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["per"] in WHOLE and row["bound"] != "maximum" and (row["value"] or 0) > 0:
            things[row["about_kind"], row["about_id"]][row["unit"]].append(row["value"])
    return things


def _ended(store: Store, records: Mapping[Subject, Sequence[Row]]) -> dict[Subject, list[Row]]:
    """Return how matters ended, by whom it is said of."""
    about: dict[str, list[str]] = {"record": [], "system": []}
    for kind, one in records:
        about[kind].append(one)
    ended: dict[Subject, list[Row]] = defaultdict(list)
    for row in statements(store, about):
        if row["stance"] == "outcome":
            ended[row["about_kind"], row["about_id"]].append(row)
    return ended


def _promise(
    row: Row,
    systems: Mapping[str, Row],
    money: _Money,
    ended: Mapping[Subject, list[Row]],
    things: Mapping[str, Sequence[Decimal]],
) -> Promise:
    subject = row["about_kind"], row["about_id"]
    about = systems[row["about_id"]] if row["about_kind"] == "system" else money.records[0]
    tied = [subject, *(("record", one["record_id"]) for one in money.records if row["about_kind"] == "system")]
    return Promise(
        row=row,
        about=about,
        level=money.first["level"],
        category=money.first["category"],
        purse=money.purse,
        price=price(row, money.purse, things),
        ended=[one for key in tied for one in ended.get(key, [])],
        dropped=[one for one in money.records if one["state"] in DROPPED_STATES],
        disputed=any(one["disputed"] for one in money.records),
    )
