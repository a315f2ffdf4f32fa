"""Records as tables: the list of all that a link asks for, of any size, and everything known of one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from dashboard.exports.dataset import BadPosition, Chunk, NoSubject, Position, Read, money_row
from dashboard.exports.export import Export, Seen, Table
from dashboard.exports.fields import LANGUAGES, Field, of_table
from dashboard.exports.frames import shaped
from dashboard.filters import Dropped
from dashboard.page import Page
from dashboard.store import Row
from dashboard.views import record, record_list, records
from dashboard.views.record import RecordView
from dashboard.views.records import RecordsView
from pipelines.marks import N_

SOURCE: Final = (
    Field("source_url", "text", N_("Address; empty where it is not known")),
    Field("source_publisher", "text", N_("Publisher")),
    Field("source_title", "text", N_("Title as published")),
    Field("source_date", "partial_date", N_("Date, as far as printed")),
    Field("source_lang", "text", N_("Language")),
)
"""The columns of a citation, beside `source_id`."""
FIELDS: Final = (
    *of_table("records", *record_list.COLUMNS),
    *SOURCE,
    Field("in_years_kzt", "decimal", N_("Tenge of it that are in the totals of the years asked for")),
    Field("has_reply", "yes_no", N_("A reply or objection of a side to it is published here")),
    Field("reply_kk", "text", N_("The newest reply of the buyer or supplier, Kazakh")),
    Field("reply_ru", "text", N_("The newest reply of the buyer or supplier, Russian")),
    Field("reply_en", "text", N_("The newest reply of the buyer or supplier, English")),
    Field("reply_side", "text", N_("Whose reply it is: customer or contractor")),
    Field("reply_date", "partial_date", N_("Date of the reply, as far as printed")),
    Field("reply_source_url", "text", N_("Where the reply was read; empty where the address is not known")),
)
"""The columns of a record, in the list and alone."""
MOST_MONEY: Final = 10**16
"""No column that records are sorted by holds so much: money has sixteen digits before the point, years have four."""


def _list_seen(page: Page) -> Seen:
    view: RecordsView = page.view(records.build)
    if view.sort_unknown:
        unknown = Dropped("sort", page.filters.sort, "unknown_value")
        page = replace(page, asked=replace(page.asked, dropped=(*page.asked.dropped, unknown)))
    level = "central" if page.filters.level == "central" else "local"
    totals = {level: money_row(view.money, "nominal")}
    if view.apart is not None:
        totals["central"] = money_row(view.apart, "nominal")
    return Seen(page, view, totals)


def _listed(seen: Seen) -> tuple[int, Read]:
    view: RecordsView = seen.view
    store, filters = seen.page.asked.store, seen.page.filters

    def read(after: Position | None, rows: int) -> Chunk:
        place = _place(view.sort, after)
        found = record_list.read(store, filters, view.sort, after=place, rows=rows + 1)
        kept = found.head(rows)
        left = _left_at(kept.row(-1, named=True)) if found.height > rows else None
        return Chunk(shaped(store, kept, FIELDS), left)

    return view.listed, read


def _place(sort: str, after: Position | None) -> record_list.Place | None:
    if after is None:
        return None
    if not isinstance(after, list) or len(after) != 2:
        raise BadPosition(f"a value and an id were expected, not {after!r}")
    try:
        place = record_list.read_place(sort, *after)
    except ValueError as error:
        raise BadPosition(str(error)) from error
    value = Decimal(place[0] or 0)
    if not value.is_finite() or abs(value) >= MOST_MONEY:
        raise BadPosition(f"no record is sorted by {value}")
    return place


def _left_at(row: Mapping[str, Any]) -> list[str | None]:
    value = row["sort_value"]
    return [None if value is None else str(value), row["record_id"]]


RECORDS: Final = Export(
    key="records",
    look=_list_seen,
    tables=(
        Table("records", N_("One record; also one in no total, where the link asks for those"), FIELDS, listed=_listed),
    ),
)

STATEMENTS: Final = (
    *of_table("statements", "statement_id", "about_kind", "about_id", "side", "stance", "date"),
    *of_table("statements", "text_kk", "text_ru", "text_en", "source_id"),
    *SOURCE,
)
RELATIONS: Final = (
    *of_table("relations", "from_id", "to_id", "relation", "why"),
    Field("other_id", "text", N_("The other record")),
    *of_table("records", "title_kk", "title_ru", "title_en", "title_original", "kind", "amount_kzt", "counted_kzt"),
)
PROMISES: Final = (
    *of_table("promises", "promise_id", "about_kind", "about_id", "what_kk", "what_ru", "what_en"),
    *of_table("promises", "value", "value_text", "unit", "per", "bound", "origin", "quote", "source_id"),
    *SOURCE,
)
SHARES: Final = (
    Field("year", "integer", N_("Budget year")),
    Field("counted_kzt", "decimal", N_("Tenge of it in the totals of that year")),
)


def _one_seen(page: Page) -> Seen:
    view: RecordView = page.view(record.build)
    if view.record is None:
        raise NoSubject(page.filters.id or "")
    counted = view.record["counted_kzt"]
    committed = counted if view.record["stage"] == "committed" else Decimal(0)
    totals = {
        view.record["level"]: {
            "counted_kzt": counted,
            "committed_kzt": committed,
            "planned_kzt": counted - committed,
            "records": int(view.record["counted"]),
            "measure": "nominal",
        }
    }
    return Seen(page, view, totals)


def _one(seen: Seen) -> Iterator[Row]:
    view: RecordView = seen.view
    found = view.record or {}
    replies = [row for row in view.statements if row["about_id"] == found["record_id"]]
    has_reply = any(row["about_kind"] == "record" and row["stance"] in ("reply", "objection") for row in replies)
    reply = next((row for row in view.statements if row["statement_id"] == found["reply_id"]), None)
    yield found | reply_columns(reply, view.sources) | {"in_years_kzt": found["counted_kzt"], "has_reply": has_reply}


def reply_columns(reply: Row | None, sources: Mapping[str, Row]) -> Row:
    """Return the columns of the reply that goes with a record; none where nobody answered.

    Args:
        reply: Row of `statements`.
        sources: Citations by id.
    """
    if reply is None:
        return {}
    texts = {f"reply_{language}": reply[f"text_{language}"] for language in LANGUAGES}
    url = sources.get(reply["source_id"], {}).get("url")
    return texts | {"reply_side": reply["side"], "reply_date": reply["date"], "reply_source_url": url}


def _relations(seen: Seen) -> Iterator[Row]:
    view: RecordView = seen.view
    asked = (view.record or {}).get("record_id")
    for one in view.relations:
        ends = (asked, one.other_id) if one.outward else (one.other_id, asked)
        tie = {"from_id": ends[0], "to_id": ends[1], "relation": one.word, "why": one.why, "other_id": one.other_id}
        yield view.others.get(one.other_id, {}) | tie


def _shares(seen: Seen) -> Iterable[Row]:
    return ({"year": year, "counted_kzt": kzt} for year, kzt in seen.view.shares)


def _title(page: Page, seen: Seen) -> str:
    return page.tr.pick(seen.view.record, "title")


RECORD: Final = Export(
    key="record",
    look=_one_seen,
    tables=(
        Table("record", N_("The record"), FIELDS, _one),
        Table("relations", N_("One tie to another record"), RELATIONS, _relations),
        Table("shares", N_("One year of a record whose sum its contract divides"), SHARES, _shares),
        Table("promises", N_("One thing promised"), PROMISES, lambda seen: seen.view.promises),
        Table("statements", N_("One thing that a side said"), STATEMENTS, lambda seen: seen.view.statements),
    ),
    sentence=_title,
    needs_id=True,
)
