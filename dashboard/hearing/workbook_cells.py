"""Owns how cells of a hearing workbook are written: heads in readers' languages, real numbers, inert texts, formulas.

A formula carries its value, reckoned exactly here, so that a reader who does not recalculate sees the same number.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Final, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.as_xlsx import CELL_LENGTH, EXACT_DIGITS, FIRST_YEAR, guarded
from dashboard.words import Words

Kind = Literal["text", "money", "number", "date"]
SHEET_NAME_LENGTH: Final = 31
_FORBIDDEN: Final = str.maketrans("", "", "[]:*?/\\'")
_WIDTHS: Final[Mapping[Kind, int]] = {"text": 24, "money": 21, "number": 10, "date": 12}
_FORMATS: Final[Mapping[Kind, str]] = {"money": "#,##0.00", "date": "yyyy-mm-dd"}
_WRAPPED: Final = 60
_LINE, _TALLEST, _SPARE = 15, 400, 1.2
"""Points of a line and of the tallest row a sheet knows, nearly; how much more room letters take than is counted."""
A4: Final = 9
"""What a workbook calls this paper."""
_CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and its value: tenge, or a whole number."""

    text: str
    value: Decimal | int


Value = str | bool | int | Decimal | date | Formula | None
Said = Callable[[Words], str]
"""Writes one text in any language."""


@dataclass(frozen=True, slots=True)
class Head:
    """One column of a table.

    Attributes:
        name: Its machine name, the same as in the open data where it is there.
        said: What readers call it.
        kind: What its values are.
        language: The only language of its head and texts; nothing for a column that all readers share.
        width: Width in letters; the kind decides where none is given.
    """

    name: str
    said: Said
    kind: Kind = "text"
    language: str | None = None
    width: int = 0

    @property
    def wraps(self) -> bool:
        """Tell whether its texts are long enough to be read in several lines."""
        return self.width >= _WRAPPED


def per_language(several: Sequence[Words], name: str, said: Said, width: int = 40) -> tuple[Head, ...]:
    """Return a column of texts in each language of the workbook."""
    return tuple(Head(f"{name}_{tr.language}", said, language=tr.language, width=width) for tr in several)


def together(several: Sequence[Words], said: Said) -> str:
    """Write a text in each language of the workbook, once where they agree."""
    return " / ".join(dict.fromkeys(filter(None, (said(tr) for tr in several))))


def exact(value: Decimal | int) -> bool:
    """Tell whether a spreadsheet keeps all digits of a number."""
    return len(Decimal(value).normalize().as_tuple().digits) <= EXACT_DIGITS


def whole_day(text: str | None) -> date | str | None:
    """Return a whole day as a date; one printed in part, or too old for a sheet, stays a text."""
    if text is None or len(text) != len("YYYY-MM-DD"):
        return text
    day = date.fromisoformat(text)
    return day if day.year > FIRST_YEAR else text


class Sheet:
    """One sheet that is written from the top downwards."""

    def __init__(self, book: "Book", sheet: Worksheet) -> None:
        self._book, self._sheet, self.row = book, sheet, 0
        self._widths: dict[int, int] = {}

    @property
    def name(self) -> str:
        """Return the name that formulas call it by."""
        return f"'{self._sheet.get_name()}'"

    def widths(self, *letters: int) -> None:
        """Set the widths of the first columns; printed, the sheet is as wide as its paper."""
        self._sheet.fit_to_pages(1, 0)
        for column, width in enumerate(letters):
            self._wide(column, width)

    def _wide(self, column: int, width: int) -> None:
        self._widths[column] = width
        self._sheet.set_column(column, column, width)

    def _tall(self, texts: Mapping[int, str]) -> None:
        """Make the row as tall as its longest text needs in its column: not every program does so by itself."""
        lines = max((ceil(len(text) * _SPARE / self._widths.get(at, 10)) for at, text in texts.items()), default=1)
        if lines > 1:
            self._sheet.set_row(self.row, min(lines * _LINE, _TALLEST))

    def heading(self, text: str) -> None:
        """Write a heading on a line of its own."""
        self._sheet.write_string(self.row, 0, guarded(text), self._book.strong)
        self.row += 1

    def line(self, *texts: str, wrap: bool = True) -> None:
        """Write a line of texts from the left."""
        for column, text in enumerate(texts):
            self._sheet.write_string(self.row, column, _short(guarded(text)), self._book.wrapped if wrap else None)
        if wrap:
            self._tall(dict(enumerate(texts)))
        self.row += 1

    def skip(self) -> None:
        """Leave a line empty."""
        self.row += 1

    def heads(self, heads: Sequence[Head], *, fixed: bool = False) -> None:
        """Write the two lines of a table's head: in words, and machine names under them; fixed ones stay in sight."""
        told = {}
        for column, head in enumerate(heads):
            several = [tr for tr in self._book.several if head.language in (None, tr.language)]
            told[column] = guarded(together(several, head.said))
            self._sheet.write_string(self.row, column, told[column], self._book.head)
            self._sheet.write_string(self.row + 1, column, guarded(head.name), self._book.small)
            if fixed:
                self._wide(column, head.width or _WIDTHS[head.kind])
        self._tall(told)
        self.row += 2
        if fixed:
            self._sheet.freeze_panes(self.row, 1)

    def values(self, heads: Sequence[Head], row: Mapping[str, Value]) -> None:
        """Write one row of a table; what it lacks stays empty."""
        for column, head in enumerate(heads):
            if (value := row.get(head.name)) is not None:
                self._cell(column, head, value)
        wrapped = {column: str(row.get(head.name) or "") for column, head in enumerate(heads) if head.wraps}
        self._tall(wrapped)
        self.row += 1

    def _cell(self, column: int, head: Head, value: Value) -> None:
        form = self._book.forms.get(head.kind)
        if isinstance(value, Formula):
            told = value.value if isinstance(value.value, int) else value.value.quantize(_CENT)
            self._sheet.write_formula(self.row, column, value.text, form, told)
        elif isinstance(value, bool):
            self._sheet.write_boolean(self.row, column, value)
        elif isinstance(value, Decimal | int):
            self._number(column, value, form)
        elif isinstance(value, date):
            self._sheet.write_datetime(self.row, column, value, self._book.forms["date"])
        elif value:
            self._sheet.write_string(
                self.row, column, _short(guarded(value)), self._book.wrapped if head.wraps else None
            )

    def _number(self, column: int, value: Decimal | int, form: Format | None) -> None:
        if exact(value):
            self._sheet.write_number(self.row, column, value, form)
        else:
            self._sheet.write_string(self.row, column, format(Decimal(value), "f"))

    def column(self, heads: Sequence[Head], name: str, first: int, rows: int) -> str:
        """Return the address of a column of a table for formulas, in full; at least one cell.

        Args:
            heads: Columns of the table.
            name: The column's machine name.
            first: First row of values, from 0.
            rows: How many there are.
        """
        letter = letter_of(heads, name)
        return f"{self.name}!${letter}${first + 1}:${letter}${first + max(1, rows)}"


def letter_of(heads: Sequence[Head], name: str) -> str:
    """Return the letter of a column by its machine name."""
    return str(xl_col_to_name([head.name for head in heads].index(name)))


class Book:
    """A workbook being written, in one or several languages."""

    def __init__(self, book: xlsxwriter.Workbook, several: Sequence[Words]) -> None:
        self._book, self.several = book, tuple(several)
        self.strong = book.add_format({"bold": True, "font_size": 13})
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.small = book.add_format({"font_size": 8, "font_color": "#595959"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.forms = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}

    def sheet(self, said: Said) -> Sheet:
        """Add a sheet; its number keeps its name apart from others in every language."""
        number = len(self._book.worksheets()) + 1
        name = f"{number} {said(self.several[0])}".translate(_FORBIDDEN)[:SHEET_NAME_LENGTH].rstrip()
        made = self._book.add_worksheet(name)
        made.set_paper(A4)
        made.set_landscape()
        return Sheet(self, made)

    def said(self, said: Said) -> str:
        """Write a text in each language, once where they agree."""
        return together(self.several, said)


def _short(text: str) -> str:
    return text if len(text) <= CELL_LENGTH else f"{text[: CELL_LENGTH - 1]}…"
