"""What can be told in order of time of a system, record or party: money, statements, counts, hearings, deadlines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.filters import Filters
from dashboard.store import Row, Store
from dashboard.views.said import by_id, observations, promises, sources, statements

RECORDS = 20
"""Records of one party at most, the largest; the rest stand in its list of records."""

SPOKEN_OF = (
    "record_id IN (SELECT about_id FROM statements UNION SELECT about_id FROM promises "
    "UNION SELECT about_id FROM corrections)"
)
"""Picks the records that somebody spoke of: few, however many a party has."""


@dataclass(frozen=True)
class Told:
    """Everything about one subject that may have a date, in no order yet.

    Attributes:
        subject: Its id.
        records: Its records, all columns.
        left: Records for which there was no room.
        statements: What sides said of it, its records and systems.
        promises: What was promised.
        observations: What was counted.
        hearings: Public hearings.
        corrections: Corrections asked for and replies sent.
        about: Rows of the records and systems that these are about, by id.
        sources: Citations by id.
    """

    subject: str
    records: Sequence[Row] = ()
    left: int = 0
    statements: Sequence[Row] = ()
    promises: Sequence[Row] = ()
    observations: Sequence[Row] = ()
    hearings: Sequence[Row] = ()
    corrections: Sequence[Row] = ()
    about: Mapping[str, Row] = field(default_factory=dict)
    sources: Mapping[str, Row] = field(default_factory=dict)


def of_system(store: Store, filters: Filters) -> Told:
    """Return what can be told of the system that the link's `id` names."""
    subject = filters.id or ""
    rows = store.rows("SELECT * FROM records WHERE system_id = ? ORDER BY record_id", (subject,))
    return _told(store, subject, rows, {"system": [subject], "record": [row["record_id"] for row in rows]})


def of_record(store: Store, filters: Filters) -> Told:
    """Return what can be told of the record that the link's `id` names, and of its system."""
    subject = filters.id or ""
    rows = store.rows("SELECT * FROM records WHERE record_id = ?", (subject,))
    systems = [row["system_id"] for row in rows if row["system_id"]]
    return _told(store, subject, rows, {"record": [subject], "system": systems})


def of_contractor(store: Store, filters: Filters) -> Told:
    """Return what can be told of the supplier that the link's `id` names, of its records and their systems."""
    return _of_party(store, filters.id or "", "contractor_id")


def of_customer(store: Store, filters: Filters) -> Told:
    """Return what can be told of the buyer that the link's `id` names, of its records and their systems."""
    return _of_party(store, filters.id or "", "customer_id")


def _of_party(store: Store, subject: str, column: str) -> Told:
    listed = store.one(f"SELECT count(*) AS records FROM records WHERE {column} = ?", (subject,))["records"]  # noqa: S608 — ours
    rows = store.rows(
        f"SELECT * FROM records WHERE {column} = ? "  # noqa: S608 — the column is ours
        "ORDER BY amount_kzt DESC NULLS LAST, record_id LIMIT ?",
        (subject, RECORDS),
    )
    about = {
        "party": [subject],
        "system": _distinct(store, f"SELECT DISTINCT system_id AS id FROM records WHERE {column} = ?", subject),  # noqa: S608 — ours
        "record": _distinct(store, f"SELECT record_id AS id FROM records WHERE {column} = ? AND {SPOKEN_OF}", subject),  # noqa: S608 — ours
        "body": [subject],
    }
    return _told(store, subject, rows, about, left=listed - len(rows))


def _distinct(store: Store, sql: str, subject: str) -> list[str]:
    return sorted(row["id"] for row in store.rows(sql, (subject,)) if row["id"])


def _told(store: Store, subject: str, rows: list[Row], about: Mapping[str, Sequence[str]], left: int = 0) -> Told:
    said, promised, counted = statements(store, about), promises(store, about), observations(store, about)
    heard, asked = _hearings(store, about["system"]), _corrections(store, about)
    named = [row["about_id"] for row in (*said, *promised, *counted, *asked)]
    cited = [row["source_id"] for row in (*rows, *said, *promised, *counted, *heard, *asked)]
    return Told(
        subject=subject,
        records=rows,
        left=left,
        statements=said,
        promises=promised,
        observations=counted,
        hearings=heard,
        corrections=asked,
        about=by_id(store, "records", "record_id", named) | by_id(store, "systems", "system_id", named),
        sources=sources(store, cited),
    )


def _hearings(store: Store, systems: Sequence[str]) -> list[Row]:
    sql = "SELECT * FROM hearings WHERE list_has_any(system_ids, ?::VARCHAR[]) ORDER BY date, hearing_id"
    return store.rows(sql, (list(systems),)) if systems else []


def _corrections(store: Store, about: Mapping[str, Sequence[str]]) -> list[Row]:
    found: list[Row] = []
    for kind, ids in about.items():
        sql = (
            "SELECT * FROM corrections WHERE about_kind = ? AND list_contains(?::VARCHAR[], about_id) ORDER BY asked_on"
        )
        found += store.rows(sql, (kind, list(ids)))
    return found
