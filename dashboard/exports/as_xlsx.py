"""Writes exports as XLSX: a first sheet that says what it is, then the rows with real numbers and dates."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.about import SITE, About
from dashboard.exports.dataset import Dataset
from dashboard.exports.fields import Field
from dashboard.table_files import FORMULA_SIGNS, LIST_SEPARATOR
from dashboard.words import LANGUAGES, Words

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 100_000
"""Rows beside the heading; a sheet has room for ten times as many, but making them keeps a core busy for minutes."""
CELL_LENGTH: Final = 32_767
# A spreadsheet keeps 15 digits of a number; a longer sum would be rounded silently, so it stays a text.
EXACT_DIGITS: Final = 15
FIRST_YEAR: Final = 1900
"""A sheet knows no days before; they stay texts."""
CHUNK_ROWS: Final = 5_000
"""Few, for cells are Python's own values here."""


class TooManyRows(ValueError):
    """Raised when a table does not fit on a sheet."""


def write(dataset: Dataset, about: About, path: Path) -> None:
    """Write a table to a file, row by row; memory does not grow with it.

    Raises:
        TooManyRows: It has more than MOST_ROWS.
    """
    if dataset.rows > MOST_ROWS:
        raise TooManyRows(f"{dataset.rows} rows, a sheet here holds {MOST_ROWS}")
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options | {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        # The edition's own moment, so that the same link gives the same bytes: a broken download can be gone on with.
        made_at = dataset.page.asked.snapshot.made_at
        book.set_properties({"title": f"{SITE} {about.view}", "comments": about.frozen_link, "created": made_at})
        heading = book.add_format({"bold": True})
        _write_about(book.add_worksheet("About"), dataset, about, heading)
        _write_rows(book.add_worksheet(_sheet_name(dataset)), dataset, heading, _formats(book, dataset.fields))


def _sheet_name(dataset: Dataset) -> str:
    return dataset.table[:31]


def _formats(book: xlsxwriter.Workbook, fields: Sequence[Field]) -> list[Format | None]:
    digits = {one: book.add_format({"num_format": "#,##0." + "0" * one}) for one in {one.digits for one in fields}}
    return [digits[one.digits] if one.kind == "decimal" else None for one in fields]


def _write_about(sheet: Worksheet, dataset: Dataset, about: About, heading: Format) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    for row, (name, value) in enumerate(_about_rows(dataset.page.tr, dataset, about)):
        sheet.write_string(row, 0, name, heading)
        sheet.write_string(row, 1, _short_enough(value))


def _about_rows(tr: Words, dataset: Dataset, about: About) -> Iterator[tuple[str, str]]:
    yield SITE, about.view
    yield tr("Link"), about.link
    yield tr("Link that will always show this"), about.frozen_link
    for language in LANGUAGES:
        yield tr("Filters (%(language)s)", language=language), about.filters[language]
    yield tr("Data edition"), about.edition
    yield tr("Rows"), tr.number(dataset.rows)
    yield tr("Measure"), about.measure if about.price_year is None else f"{about.measure} ({about.price_year})"
    for level, told in dataset.totals.items():
        for name, value in told.items():
            yield f"{level}.{name}", format(value, "f") if isinstance(value, Decimal) else str(value)
    for one in about.dropped:
        yield tr("Left out of the link"), one["detail"]
    yield tr("Source"), tr("Each row names its own source; the data edition lists all of them.")
    yield tr("Licence"), f"{about.licence} {about.licence_link}"
    yield tr("Dictionary"), about.dictionary
    for field in dataset.fields:
        yield field.name, tr(field.about) + (f" ({field.unit})" if field.unit else "")


def _write_rows(sheet: Worksheet, dataset: Dataset, heading: Format, formats: Sequence[Format | None]) -> None:
    sheet.freeze_panes(1, 1)
    for column, field in enumerate(dataset.fields):
        sheet.write_string(0, column, field.name, heading)
    row = 0
    for frame in dataset.chunks(CHUNK_ROWS):
        for values in _cells(frame):
            row += 1
            for column, value in enumerate(values):
                if value is not None:
                    _write_cell(sheet, row, column, value, dataset.fields[column], formats[column])


def _cells(frame: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    lists = [pl.col(name).list.join(LIST_SEPARATOR) for name, kind in frame.schema.items() if kind == pl.List]
    return frame.with_columns(lists).iter_rows()


def _write_cell(
    sheet: Worksheet,
    row: int,
    column: int,
    value: Any,  # noqa: ANN401
    field: Field,
    form: Format | None,
) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > EXACT_DIGITS:
        sheet.write_string(row, column, format(value, "f"))
    elif isinstance(value, Decimal | int):
        sheet.write_number(row, column, value, form)
    elif (day := _day(value, field)) is not None:
        sheet.write_datetime(row, column, day)
    else:
        sheet.write_string(row, column, _short_enough(guarded(value)))


def _day(value: Any, field: Field) -> date | None:  # noqa: ANN401
    """Return a whole day as a date; a date printed in part stays a text."""
    if isinstance(value, date):
        return value
    if field.kind != "partial_date" or len(value) != len("YYYY-MM-DD"):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year > FIRST_YEAR else None


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run when its cell is edited or saved as CSV."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _short_enough(text: str) -> str:
    return text if len(text) <= CELL_LENGTH else f"{text[: CELL_LENGTH - 1]}…"
