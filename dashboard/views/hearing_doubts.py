"""What a hearing may ask about the records of a link: three gaps or doubts, picked by one rule; no words.

What was bought is taken by system, a record without one by itself; money in the totals first, the largest first. Each
thing gets one question before any gets a second, and a thing's questions come in the order of `ORDER`. The three then
stand by the sum they are about, the largest first. Where fewer gaps are known, general questions fill up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from dashboard.filters import Filters
from dashboard.store import Row, Store
from dashboard.views import question, system
from dashboard.views.hearing import condition
from dashboard.views.money import records_in_years
from dashboard.views.promise_money import alternatives
from dashboard.views.promise_price import UNLIKE
from dashboard.views.said import by_id
from dashboard.views.system import Claim

MOST_RECORDS: Final = 24
"""Records looked at, the largest of the link."""
QUESTIONS: Final = 3
ORDER: Final = (
    "dispute",
    "range",
    "undone",
    "budget",
    "plan",
    "promise",
    "parts",
    "amount",
    "claim",
    "acceptance",
    "paid",
    "unit_price",
    "supplier",
    "inexact",
    "year",
    "split",
    "number",
    "bin",
    "another_promise",
    "became",
    "told",
    "coming",
)
"""Kinds of questions about one thing, in the order in which it gets them; the last three are general."""
GENERAL: Final = ORDER[-3:]
ASKABLE: Final = frozenset({"cancelled", "refused", "not_concluded", "no_amount", "nature_aggregate", "alternative"})
"""Why a record may be outside the totals and still be asked about; others are only where the link finds nothing else.
"""
SPENDING: Final = ("purchase", "aggregate", "unit_price")
"""Natures of records that tell of spending; of losses, findings and needs nobody is asked what became of the money."""
TOLD: Final = ("title_original", "title_en", "title_ru", "title_kk", "kind", "amount_kzt", "year_from", "year_to")
"""What a question tells of a record."""
NOTHING: Final = Decimal(0)


@dataclass(frozen=True)
class Doubt:
    """One question's ground.

    Attributes:
        kind: One of ORDER.
        subject: Row of the system or, without one, of the record that it is about.
        records: Its records in the link that the question is about, with `in_years_kzt`.
        promise: Row of `promises`, where it asks what became of one.
        sums: Least and greatest sum that sources give, where they differ.
        claim: How other systems of its kind stand, where that can be told.
    """

    kind: str
    subject: Row
    records: Sequence[Row]
    promise: Row | None = None
    sums: tuple[Decimal, Decimal] | None = None
    claim: Claim | None = None

    @property
    def kzt(self) -> Decimal:
        """Return the tenge that it is about: what is in the totals, else the sums as printed."""
        counted = sum((row["in_years_kzt"] for row in self.records if row["counted"]), NOTHING)
        return counted or sum((row["amount_kzt"] or NOTHING for row in self.records), NOTHING)


@dataclass(frozen=True)
class DoubtsView:
    """What may be asked.

    Attributes:
        doubts: Exactly QUESTIONS of them, the largest sum first; none where the link finds no spending to ask about.
        region: What a letter to the akimat of the first region named would ask, where there is no spending at all.
    """

    doubts: Sequence[Doubt]
    region: question.QuestionView


def build(store: Store, filters: Filters) -> DoubtsView:
    """Answer what may be asked about the records of a link."""
    found: list[list[Doubt]] = []
    first: Doubt | None = None
    for subject, rows in _subjects(store, filters):
        first = first or Doubt("", subject, rows)
        if known := sorted(_doubts(store, subject, rows), key=lambda one: ORDER.index(one.kind)):
            found.append(known)
        if len(found) == QUESTIONS:
            break
    years = replace(Filters(), year_from=filters.year_from, year_to=filters.year_to, region=filters.region[:1])
    if first is None:
        return DoubtsView((), question.build(store, years))
    general = [replace(first, kind=kind) for kind in GENERAL]
    picked = [*_in_turn(found), *general][:QUESTIONS]
    ordered = sorted(picked, key=lambda one: (-one.kzt, ORDER.index(one.kind)))
    return DoubtsView(ordered, question.QuestionView())


def _in_turn(found: Sequence[Sequence[Doubt]]) -> Iterator[Doubt]:
    """Yield the first question of each thing, then the second of each, and so on."""
    for place in range(max(map(len, found), default=0)):
        yield from (several[place] for several in found if len(several) > place)


def _subjects(store: Store, filters: Filters) -> list[tuple[Row, list[Row]]]:
    """Return what was bought, each with its records of the link, the largest counted sum first."""
    rows = _records(store, filters)
    systems = by_id(store, "systems", "system_id", [row["system_id"] for row in rows])
    groups: dict[object, tuple[Row, list[Row]]] = {}
    for row in rows:
        subject = systems.get(row["system_id"], row)
        if subject is not row:
            groups.setdefault(row["system_id"], (subject, []))[1].append(row)
        else:  # of purchases that a reader could not tell apart the first stands for all
            groups.setdefault(tuple(row[name] for name in TOLD), (row, [row]))
    return sorted(groups.values(), key=lambda group: _rank(group[1]))


def _rank(rows: Sequence[Row]) -> tuple[Decimal, Decimal, str]:
    counted = sum((row["in_years_kzt"] for row in rows), NOTHING)
    printed = sum((row["amount_kzt"] or NOTHING for row in rows), NOTHING)
    return -counted, -printed, rows[0]["record_id"]


def _records(store: Store, filters: Filters) -> list[Row]:
    """Return the largest records of a link, those in the totals first; of several sums for one thing the greatest."""
    table, asked = records_in_years(filters), condition(filters)
    lists = "list_contains(?::VARCHAR[], not_counted_why[1]) OR list_contains(?::VARCHAR[], state)"
    askable = f"coalesce(counted OR {lists}, false)"  # a record may have neither a state nor a reason
    rows = store.rows(
        f"SELECT *, {askable} AS askable FROM {table.sql} WHERE {asked.sql} AND nature IN {SPENDING} "  # noqa: S608
        "ORDER BY askable DESC, if(counted, in_years_kzt, 0) DESC, amount_kzt DESC NULLS LAST, record_id LIMIT ?",
        (sorted(ASKABLE), sorted(question.UNDONE), *table.params, *asked.params, MOST_RECORDS),
    )
    kept: dict[str, Row] = {}
    for row in rows:
        rivals = row["counted_with"] if "alternative" in row["not_counted_why"] else ()
        if row["askable"] >= rows[0]["askable"] and not kept.keys() & set(rivals):
            kept[row["record_id"]] = row
    return list(kept.values())


def _doubts(store: Store, subject: Row, rows: Sequence[Row]) -> Iterator[Doubt]:
    """Yield everything that may be asked about one thing, in no order."""
    kind = "system" if "kind" in subject and "record_ids" in subject else "record"
    asked = Filters(system=(subject["system_id"],)) if kind == "system" else Filters(record=(subject["record_id"],))
    known = question.build(store, asked)
    yield from _gaps(subject, rows, known)
    yield from _promises(subject, rows, known)
    yield from _sums(store, subject, rows)
    disputed = [row for row in rows if row["disputed"]]
    if disputed:
        yield Doubt("dispute", subject, disputed)
    if kind == "system" and (told := _claim(store, subject["system_id"])):
        yield Doubt("claim", subject, _counted(rows), claim=told)


def _gaps(subject: Row, rows: Sequence[Row], known: question.QuestionView) -> Iterator[Doubt]:
    missing = {row["record_id"]: gaps for row, gaps in zip(known.records, known.gaps, strict=True)}
    with_gap: dict[str, list[Row]] = {}
    for row in rows:
        for gap in missing.get(row["record_id"], ()):
            name = "budget" if gap == "plan" and row["kind"] == "budget" else gap
            with_gap.setdefault(name, []).append(row)
    return (Doubt(name, subject, several) for name, several in with_gap.items())


def _promises(subject: Row, rows: Sequence[Row], known: question.QuestionView) -> Iterator[Doubt]:
    """Yield what was promised, the first of it before other gaps, the rest last.

    Promises for money in the totals come first, and of these what can be counted or has a date.
    """
    of_record: Mapping[str, Row] = {row["record_id"]: row for row in rows}
    told = [
        Doubt("", subject, [of_record[one["about_id"]]] if one["about_id"] in of_record else _counted(rows), one)
        for one in known.promised
        if one["about_kind"] == "system" or one["about_id"] in of_record
    ]
    told.sort(key=lambda one: (not any(row["counted"] for row in one.records), _unit(one) in UNLIKE))
    for place, one in enumerate(told):
        yield replace(one, kind="another_promise" if place else "promise")


def _unit(doubt: Doubt) -> str:
    return str((doubt.promise or {}).get("unit"))


def _counted(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the records in the totals; all where none is."""
    return [row for row in rows if row["counted"]] or rows


def _sums(store: Store, subject: Row, rows: Sequence[Row]) -> Iterator[Doubt]:
    others = alternatives(store)
    for row in rows:
        told = [row["amount_kzt"], *others.get(row["record_id"], ())]
        if len(told) > 1:
            yield Doubt("range", subject, [row], sums=(min(told), max(told)))
        elif row["amount_kzt"] is not None and row["amount_precision"] != "exact":
            yield Doubt("inexact", subject, [row])


def _claim(store: Store, system_id: str) -> Claim | None:
    """Return how the whole sum stands among systems of its kind, where enough prices are known."""
    told = system.build(store, Filters(id=system_id)).claims
    return next((one for one in told if one.measure == "nominal" and one.tested), None)
