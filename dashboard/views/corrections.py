"""Corrections and replies: what was asked, what became of it, how long that took, and what a form is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Final, Literal

from dashboard.filters import DEFAULTS, Filters
from dashboard.store import Row, Store
from dashboard.views.said import by_id, sources
from pipelines.schemas.corrections import OPEN_STATES

Kind = Literal["record", "system", "customer", "contractor"]

TABLES: Final[Mapping[Kind, tuple[str, str]]] = {
    "record": ("records", "record_id"),
    "system": ("systems", "system_id"),
    "customer": ("parties", "party_id"),
    "contractor": ("parties", "party_id"),
}
"""What a form may be about, as keys of links → the table that knows it, and its key."""
ABOUT: Final[Mapping[str, Kind]] = {"record": "record", "system": "system", "party": "customer"}
"""`about_kind` of a correction → a key of TABLES."""
UNUSED: Final = tuple(name for name in DEFAULTS if name not in {*TABLES, "asof", "lang", "part", "mode"})
"""Fields of a link that play no part on the page."""
NOTHING: Final = Decimal(0)


@dataclass(frozen=True)
class Subject:
    """What a form is about: a key of links, its id, its row."""

    kind: Kind
    id: str
    row: Row


@dataclass(frozen=True)
class CorrectionsView:
    """The log of corrections, and what the link's form is about.

    Attributes:
        log: All requests, the newest first.
        own: Those of them about the subjects, or about the system, buyer or supplier of a record among them.
        about: What requests are about, by `about_kind` and id; missing where this edition no longer has it.
        sources: What decisions rest on, by id.
        subjects: What the link's form is about.
        effect: Tenge by which changes moved counted money; nothing where none did.
        days: Median days from request to decision; nothing where nothing was decided.
        unused: Fields of the link that play no part.
    """

    log: Sequence[Row]
    own: Sequence[Row]
    about: Mapping[tuple[str, str], Row]
    sources: Mapping[str, Row]
    subjects: Sequence[Subject]
    effect: Decimal | None
    days: Decimal | None
    unused: Sequence[str]

    def count(self, *states: str) -> int:
        """Return how many requests stand in one of these states."""
        return sum(row["state"] in states for row in self.log)

    @property
    def open(self) -> int:
        """Return how many requests are not decided yet."""
        return self.count(*OPEN_STATES)


def build(store: Store, filters: Filters) -> CorrectionsView:
    """Answer the log of all requests, and what is known of the subjects that a link names."""
    log = store.rows("SELECT * FROM corrections ORDER BY asked_on DESC, correction_id")
    subjects = _subjects(store, filters)
    pairs = about_pairs(subjects)
    return CorrectionsView(
        log=log,
        own=[row for row in log if (row["about_kind"], row["about_id"]) in pairs],
        about=_about(store, log),
        sources=sources(store, [row["source_id"] for row in log]),
        subjects=subjects,
        effect=_effect(log),
        days=median_days(log),
        unused=tuple(name for name in UNUSED if getattr(filters, name) != DEFAULTS[name]),
    )


def _subjects(store: Store, filters: Filters) -> tuple[Subject, ...]:
    found = ((kind, by_id(store, *TABLES[kind], getattr(filters, kind))) for kind in TABLES)
    return tuple(Subject(kind, one, row) for kind, rows in found for one, row in sorted(rows.items()))


def about_pairs(subjects: Iterable[Subject]) -> frozenset[tuple[str, str]]:
    """Return kind and id of what requests about some subjects may name; those of a record name its parties too."""
    pairs = set[tuple[str, str | None]]()
    for one in subjects:
        pairs.add((one.kind if one.kind in ("record", "system") else "party", one.id))
        if one.kind == "record":
            pairs.add(("system", one.row["system_id"]))
            pairs |= {("party", one.row["customer_id"]), ("party", one.row["contractor_id"])}
    return frozenset((kind, about) for kind, about in pairs if about)


def open_about(store: Store, kind: Kind, row: Row) -> list[Row]:
    """Return the corrections about one subject that are not decided, the oldest first; replies dispute nothing."""
    pairs = about_pairs([Subject(kind, row[TABLES[kind][1]], row)])
    rows = store.rows(
        "SELECT * FROM corrections WHERE kind = 'correction' AND list_contains(?::VARCHAR[], state) "
        "ORDER BY asked_on, correction_id",
        (OPEN_STATES,),
    )
    return [row for row in rows if (row["about_kind"], row["about_id"]) in pairs]


def _about(store: Store, log: Sequence[Row]) -> dict[tuple[str, str], Row]:
    found: dict[tuple[str, str], Row] = {}
    for about_kind, kind in ABOUT.items():
        rows = by_id(store, *TABLES[kind], [row["about_id"] for row in log if row["about_kind"] == about_kind])
        found |= {(about_kind, one): row for one, row in rows.items()}
    return found


def _effect(log: Iterable[Row]) -> Decimal | None:
    moved = [row["after_kzt"] - row["before_kzt"] for row in log if row["after_kzt"] is not None]
    return sum(moved, NOTHING) if moved else None


def days_taken(row: Row) -> int | None:
    """Return the days from request to decision; nothing while it is open."""
    if row["decided_on"] is None:
        return None
    return (date.fromisoformat(row["decided_on"]) - date.fromisoformat(row["asked_on"])).days


def median_days(log: Iterable[Row]) -> Decimal | None:
    """Return the median of the days that decisions took; nothing where nothing was decided."""
    taken = [Decimal(days) for row in log if (days := days_taken(row)) is not None]
    return median(taken) if taken else None
