"""What a letter to a body can ask: what is known of a record, system, buyer or region, and what is missing of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dashboard.filters import DEFAULTS, Filters
from dashboard.store import Row, Store
from dashboard.views.money import NOTHING, Money, money
from dashboard.views.said import by_id, promises, sources

SUBJECTS: Final[Mapping[str, tuple[str, str]]] = {
    "record": ("records", "record_id"),
    "system": ("systems", "system_id"),
    "customer": ("parties", "party_id"),
    "region": ("regions", "region"),
}
"""What a letter may be about, as keys of links → the table that knows it, and its key."""
UNUSED: Final = tuple(
    name for name in DEFAULTS if name not in {*SUBJECTS, "year_from", "year_to", "asof", "lang", "part", "mode"}
)
"""Fields of a link that play no part on the page."""
MOST_RECORDS: Final = 12
MOST_PROMISES: Final = 5
COUNTRY: Final = "national"
NO_MONEY: Final = Money(NOTHING, NOTHING, 0)
UNDONE: Final = frozenset({"cancelled", "refused", "not_concluded"})
GAPS: Final = (
    "plan",
    "undone",
    "parts",
    "amount",
    "year",
    "split",
    "number",
    "supplier",
    "bin",
    "unit_price",
    "paid",
    "acceptance",
)
"""What may be missing of a record, in the order in which a letter asks for it."""


@dataclass(frozen=True)
class QuestionView:
    """What one letter is about.

    Attributes:
        kind: What the subject is; "" where the link names none that a body can be asked about.
        row: The subject's row.
        buyer: The body that is asked; nothing where it is the akimat of the region.
        region: The region, for a letter to its akimat.
        records: Records that the letter lists, the largest sum first, at most MOST_RECORDS.
        listed: How many there are.
        gaps: What is missing of each record of the list (codes of GAPS), in its order.
        promised: What was promised, at most MOST_PROMISES.
        found: Counted money of the region, for a letter about years.
        years: Years of the region of which nothing is known, as spans.
        sources: Citations of the records by id.
        others: Subjects of the link that the letter leaves out.
        unused: Fields of the link that play no part.
    """

    kind: str = ""
    row: Row = field(default_factory=dict)
    buyer: Row | None = None
    region: Row | None = None
    records: Sequence[Row] = ()
    listed: int = 0
    gaps: Sequence[tuple[str, ...]] = ()
    promised: Sequence[Row] = ()
    found: Money = NO_MONEY
    years: Sequence[tuple[int, int]] = ()
    sources: Mapping[str, Row] = field(default_factory=dict)
    others: Sequence[str] = ()
    unused: Sequence[str] = ()

    @property
    def subject_id(self) -> str:
        """Return the subject's id; "" without one."""
        return str(self.row[SUBJECTS[self.kind][1]]) if self.kind in SUBJECTS else ""


def build(store: Store, filters: Filters) -> QuestionView:
    """Answer what can be asked about the first subject that a link names."""
    unused = tuple(name for name in UNUSED if getattr(filters, name) != DEFAULTS[name])
    named = [(kind, one) for kind in SUBJECTS for one in getattr(filters, kind) if one != COUNTRY]
    for kind, one in named[:1]:
        row = by_id(store, *SUBJECTS[kind], [one]).get(one)
        if row is not None:
            told = _of_region(store, filters, row) if kind == "region" else _of_records(store, kind, row)
            return replace(told, others=tuple(other for _, other in named[1:]), unused=unused)
    return QuestionView(unused=unused)


def _of_region(store: Store, filters: Filters, row: Row) -> QuestionView:
    """Return what is known of a region and the past years of which nothing is, within the years of the link.

    An akimat is not asked about years in which its region did not exist.
    """
    asked = Filters(region=(row["region"],), year_from=filters.year_from, year_to=filters.year_to)
    rows = store.rows(
        "SELECT year FROM region_years WHERE region = ? AND coverage = 'nothing' AND year BETWEEN ? AND ? "
        "AND year < (SELECT max(year) FROM region_years) ORDER BY year",
        (row["region"], max(filters.year_from or 0, int((row["valid_from"] or "0")[:4])), filters.year_to or 9999),
    )
    years = spans(one["year"] for one in rows)
    return QuestionView(kind="region", row=row, region=row, found=money(store, asked), years=years)


def spans(years: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Put years in order into spans without a break: 2010, 2011, 2014 → (2010, 2011), (2014, 2014)."""
    found: list[tuple[int, int]] = []
    for year in years:
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return tuple(found)


def _of_records(store: Store, kind: str, row: Row) -> QuestionView:
    column = {"record": "record_id", "system": "system_id", "customer": "customer_id"}[kind]
    subject = row[SUBJECTS[kind][1]]
    rows = store.rows(
        f"SELECT *, count(*) OVER () AS listed FROM records WHERE {column} = ? "  # noqa: S608 — the column is ours
        "ORDER BY amount_kzt DESC NULLS LAST, record_id LIMIT ?",
        (subject, MOST_RECORDS),
    )
    buyer, region = _asked(store, rows, row)
    return QuestionView(
        kind=kind,
        row=row,
        buyer=buyer,
        region=region,
        records=rows,
        listed=rows[0]["listed"] if rows else 0,
        gaps=_gaps(store, rows),
        promised=() if kind == "customer" else promises(store, _about(rows, kind, subject))[:MOST_PROMISES],
        sources=sources(store, [one["source_id"] for one in rows]),
    )


def _about(rows: Sequence[Row], kind: str, subject: str) -> dict[str, list[str]]:
    """Return what promises of a record or system are about: a record's own, else those of its system."""
    if kind == "system":
        return {"system": [subject], "record": [row["record_id"] for row in rows]}
    return {"record": [subject], "system": [row["system_id"] for row in rows if row["system_id"]]}


def _asked(store: Store, rows: Sequence[Row], row: Row) -> tuple[Row | None, Row | None]:
    """Return the buyer that the letter goes to and its region: of several buyers the one with most records."""
    buyers = [one["customer_id"] for one in rows if one["customer_id"]]
    chosen = row.get("party_id") or max(sorted(set(buyers)), key=buyers.count, default=None)
    region = rows[0]["region"] if rows else row.get("region")
    return (
        by_id(store, "parties", "party_id", [chosen]).get(chosen or ""),
        by_id(store, "regions", "region", [region]).get(region or ""),
    )


def _gaps(store: Store, rows: Sequence[Row]) -> list[tuple[str, ...]]:
    ids = [row["record_id"] for row in rows]
    accepted = _among(store, "SELECT record_id FROM acts WHERE revoked_on IS NULL AND record_id IN", ids)
    contracted = _among(store, "SELECT to_id FROM relations WHERE relation = 'stage_of' AND to_id IN", ids)
    contracted |= _among(store, "SELECT from_id FROM relations WHERE relation = 'stage_of' AND from_id IN", ids)
    suppliers = by_id(store, "parties", "party_id", [row["contractor_id"] for row in rows])
    return [
        tuple(gap for gap in GAPS if gap in _missing(row, suppliers.get(row["contractor_id"]), accepted, contracted))
        for row in rows
    ]


def _among(store: Store, sql: str, ids: Sequence[str]) -> set[str]:
    return {value for row in store.rows(f"{sql} (SELECT unnest(?::VARCHAR[]))", (ids,)) for value in row.values()}


def _missing(row: Row, supplier: Row | None, accepted: set[str], contracted: set[str]) -> set[str]:
    """Return what is missing of one record; what follows from another gap is not asked twice."""
    missing = {"amount"} if row["amount_kzt"] is None and row["amount_usd"] is None else set()
    missing |= {"year"} if row["year_kind"] == "unknown" else set()
    missing |= {"split"} if row["year_kind"] == "several" and not row["split"] else set()
    if row["nature"] == "aggregate":
        return missing | {"parts"}
    if row["nature"] != "purchase":
        return missing
    if row["state"] in UNDONE:
        return missing | {"undone"}
    if row["stage"] == "planned":
        return missing | (set() if row["record_id"] in contracted else {"plan"})
    return missing | _of_contract(row, supplier, accepted)


def _of_contract(row: Row, supplier: Row | None, accepted: set[str]) -> set[str]:
    known = {
        "number": row["tier"] == "register",
        "supplier": row["contractor_id"] is not None or row["contractor_private"],
        "bin": supplier is None or supplier["bin"] is not None,
        "unit_price": _has_units(row["deliverables"]) or row["tier"] == "register",
        "paid": row["paid_kzt"] is not None or row["kind"] == "spent",
        "acceptance": row["record_id"] in accepted,
    }
    return {gap for gap, is_known in known.items() if not is_known}


def _has_units(deliverables: str | None) -> bool:
    """Tell whether what was to be delivered is told in numbers at all."""
    told = json.loads(deliverables or "{}")
    return any(isinstance(one, int | float) and not isinstance(one, bool) for one in told.values())
