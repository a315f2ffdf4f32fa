"""The sheet of records: all that the link asks for, counted or not, the same rows and numbers as the open data."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any, Final

from dashboard import labels
from dashboard.exports.dataset import Dataset
from dashboard.exports.export import dataset
from dashboard.exports.records import RECORDS
from dashboard.filters import Filters, group_of, where
from dashboard.hearing.workbook_cells import Book, Head, Kind, Sheet, Value
from dashboard.hearing.workbook_values import exact, whole_day
from dashboard.page import Page
from dashboard.store import Row, Store
from dashboard.table_files import LIST_SEPARATOR
from dashboard.words import LANGUAGES, Words
from pipelines.marks import N_

MOST_ROWS: Final = 2_000
"""Records that a workbook for a hearing holds, so that it is made in three seconds; of more it says where all are."""
NO_BUYER: Final = "_none"
"""Stands where a record names no buyer, so that sums by buyer find it; no id looks so."""
UNKNOWN, DIVIDED = "unknown", "divided"
"""What the column `period` says where a record has no year of its own."""
LABELS: Final[Mapping[str, str]] = {
    "record_id": N_("Id"),
    "title": N_("Title"),
    "title_original": N_("Title as published"),
    "level": N_("Level"),
    "region": N_("Region"),
    "place": N_("Place"),
    "category": N_("Category"),
    "kind": N_("What the amount is"),
    "stage": N_("Contracted or planned"),
    "state": N_("How far it has come"),
    "customer_id": N_("Buyer, id"),
    "customer": N_("Buyer"),
    "customer_as_written": N_("Buyer as written in the source"),
    "contractor_id": N_("Supplier, id"),
    "contractor": N_("Supplier"),
    "contractor_as_written": N_("Supplier as written in the source"),
    "system_id": N_("System, id"),
    "year_from": N_("First budget year"),
    "year_to": N_("Last budget year"),
    "amount_kzt": N_("Amount, tenge"),
    "amount_precision": N_("How exact the amount is"),
    "amount_low": N_("Amount, lower end"),
    "amount_high": N_("Amount, upper end"),
    "counted": N_("In the totals"),
    "counted_kzt": N_("Counted, tenge"),
    "in_years_kzt": N_("Counted in the years of the link, tenge"),
    "not_counted_why": N_("Why not in the totals, codes"),
    "source_publisher": N_("Publisher"),
    "source_title": N_("Title of the source"),
    "source_date": N_("Date of the source"),
    "source_url": N_("Address of the source"),
    "disputed": N_("Disputed: a correction is being checked"),
}
"""Column of the open data, or what the columns of its names begin with → its head."""
WIDTHS: Final[Mapping[str, int]] = {
    "title": 50,
    "title_original": 50,
    "source_title": 40,
    "source_url": 44,
    "record_id": 44,
    "source_publisher": 32,
}
"""The same → its width in letters, where texts are long."""
LEADS: Final[Mapping[str, str]] = {"record_id": "record_link", "source_publisher": "source_url"}
"""Column → that of the address which it leads to."""
KINDS: Final[Mapping[str, Kind]] = {"source_date": "date"}
_KINDS: Final[Mapping[str, Kind]] = {"decimal": "money", "integer": "number"}


@dataclass(frozen=True)
class Listed:
    """The records of a workbook and where they stand.

    Attributes:
        told: The open data that they come from.
        rows: As many of them as a workbook holds, with `period`, `buyer` and `group`.
        shares: Of records whose contract divides its sum, one row per year: record_id, level, stage, group, period and
            tenge.
        sheet: The sheet of records.
        heads: Its columns.
        first: Its first row of values, from 0.
    """

    told: Dataset
    rows: Sequence[Row]
    shares: Sequence[Row]
    sheet: Sheet
    heads: Sequence[Head]
    first: int

    @property
    def left_out(self) -> int:
        """Return how many records there was no room for."""
        return self.told.rows - len(self.rows)

    def column(self, name: str) -> str:
        """Return the address of one of its columns."""
        return self.sheet.column(self.heads, name, self.first, len(self.rows))


def asked(page: Page) -> Dataset:
    """Return the open data of a pack's link: all its records, those that totals leave out among them."""
    filters = page.filters.shared().with_(counted="all")
    listed = replace(page, key="records", asked=replace(page.asked, filters=filters))
    return dataset(RECORDS, listed, RECORDS.tables[0])


def write(book: Book, page: Page, told: Dataset, origin: str) -> Listed:
    """Write the sheet of records.

    Args:
        book: The workbook.
        page: The page of the first pack.
        told: The records, as `asked` returns them.
        origin: Scheme and host of the site.
    """
    rows = [_row(row) for row in islice(_every(told), MOST_ROWS)]
    shares = _shares(page.asked.store, page.filters, {row["record_id"] for row in rows if row["split"]})
    sheet, heads = book.sheet(lambda tr: tr("Records")), _heads(book)
    sheet.heads(heads, fixed=True)
    listed = Listed(told, rows, shares, sheet, heads, sheet.row)
    for row in rows:
        sheet.values(heads, _cells(book, row, origin))
    if not rows:
        sheet.line(book.said(lambda tr: tr("No record was found")), wrap=False)
    return listed


def is_exact(listed: Listed) -> bool:
    """Tell whether a sheet keeps every digit of the money of these records."""
    columns = ("amount_kzt", "counted_kzt", "in_years_kzt")
    return all(exact(row[name]) for row in listed.rows for name in columns if row[name] is not None)


def _every(told: Dataset) -> Any:  # noqa: ANN401 — rows of the open data
    for frame in told.chunks():
        yield from frame.iter_rows(named=True)


def _row(row: Mapping[str, Any]) -> Row:
    return dict(row) | {
        "period": period(row),
        "buyer": row["customer_id"] or NO_BUYER,
        "group": group_of(row["category"]),
    }


def period(row: Mapping[str, Any]) -> int | str:
    """Return the budget year of a record, its span, or why it has none."""
    if row["split"]:
        return DIVIDED
    if row["year_from"] is None:
        return UNKNOWN
    first, last = row["year_from"], row["year_to"]
    return int(first) if first == last else f"{first}–{last}"


def _shares(store: Store, filters: Filters, divided: Collection[str]) -> list[Row]:
    """Return the years of divided records that are listed, as totals by year count them."""
    if not divided:
        return []
    condition = where(filters.with_(counted=""))
    rows = store.rows(
        'SELECT record_id, level, stage, headline_group AS "group", year AS period, counted_kzt AS in_years_kzt '  # noqa: S608
        "FROM facts "
        f"WHERE {condition.sql} AND record_id IN (SELECT record_id FROM records WHERE split) ORDER BY ALL",
        condition.params,
    )
    return [row for row in rows if row["record_id"] in divided]


def _heads(book: Book) -> tuple[Head, ...]:
    """Return the columns: those of the open data in the languages of the workbook, and our own at the end."""
    languages = {tr.language for tr in book.several}
    made: list[Head] = []
    for field in RECORDS.tables[0].fields:
        stem, _, language = field.name.rpartition("_")
        if language in LANGUAGES and stem in LABELS and language in languages:
            width = WIDTHS.get(stem, 30)
            made.append(Head(field.name, _said(LABELS[stem]), language=language, width=width))
        elif field.name in LABELS:
            kind = KINDS.get(field.name) or _KINDS.get(field.kind, "text")
            width, leads = WIDTHS.get(field.name, 0), LEADS.get(field.name, "")
            made.append(Head(field.name, _said(LABELS[field.name]), kind, width=width, leads=leads))
            if field.name == "not_counted_why":
                made += [
                    Head(f"why_{tr.language}", _said(N_("Why not in the totals")), language=tr.language, width=40)
                    for tr in book.several
                ]
    return (
        *made,
        Head("period", lambda tr: tr("Year or span, for the sums"), width=14),
        Head("buyer", lambda tr: tr("Buyer, for the sums")),
        Head("group", lambda tr: tr("What for"), width=12),
        Head("record_link", lambda tr: tr("Page of the record"), width=40),
    )


def _said(text: str) -> Any:  # noqa: ANN401 — a Said
    return partial(_translated, text)


def _translated(text: str, tr: Words) -> str:
    return tr(text)


def _cells(book: Book, row: Row, origin: str) -> Mapping[str, Value]:
    cells: dict[str, Value] = {name: _value(value) for name, value in row.items()}
    cells["source_date"] = whole_day(row["source_date"])
    cells["record_link"] = f"{origin}/record?id={row['record_id']}"
    for tr in book.several:
        cells[f"why_{tr.language}"] = "" if row["counted"] else _why(tr, row)
    return cells


def _why(tr: Words, row: Row) -> str:
    """Say every reason why a record is not in the totals, as its own page does."""
    unpaid = "ended_early" if row["state"] == "ended_early" else None
    return " ".join(labels.not_counted(tr, one) for one in (row["not_counted_why"] or [unpaid]))


def _value(value: Any) -> Value:  # noqa: ANN401 — whatever a column holds
    if isinstance(value, list):
        return LIST_SEPARATOR.join(value)
    told: str | bool | int | Decimal | None = value
    return told
