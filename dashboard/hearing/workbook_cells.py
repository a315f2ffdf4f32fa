"""Owns how cells of a hearing workbook are written: heads in readers' languages, real numbers, inert texts, formulas.

A formula carries its value, reckoned exactly here, so that a reader who does not recalculate sees the same number.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Final, Literal

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.as_xlsx import CELL_LENGTH, guarded
from dashboard.hearing.workbook_values import exact
from dashboard.words import Words

Kind = Literal["text", "money", "number", "date"]
SHEET_NAME_LENGTH: Final = 31
_FORBIDDEN: Final = str.maketrans("", "", "[]:*?/\\'")
_WIDTHS: Final[Mapping[Kind, int]] = {"text": 24, "money": 21, "number": 10, "date": 12}
_TOP: Final = {"valign": "top"}
_READ: Final = {**_TOP, "text_wrap": True, "align": "left", "indent": 1}
_FORMATS: Final[Mapping[Kind, Mapping[str, object]]] = {
    "text": _READ,
    "money": {**_TOP, "num_format": "#,##0.00"},
    "number": _TOP,
    "date": {**_TOP, "align": "left", "indent": 1, "num_format": "yyyy-mm-dd"},
}
_TITLE, _TEXT = 13, 11
_LINE, _TALLEST, _SPARE = 15, 400, 1.2
"""Points of a line and of the tallest row a sheet knows, nearly; how much more room letters take than is counted."""
A4: Final = 9
"""What a workbook calls this paper."""
PAPER_LETTERS: Final = 190
"""Letters that stand beside each other on a sheet of paper and can still be read; a wider table takes several."""
LINK_LENGTH: Final = 2_000
LINKS: Final = 60_000
"""A spreadsheet knows no longer links, nor more of them on one sheet, by far; further ones are texts."""
_POINTS: Final = 0.75
"""Of a pixel."""
PAPER_HIGH: Final = 600
"""Pixels of a sheet of paper on its side that rows have room on, between its margins."""
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
        leads: Machine name of the column that holds the address which its texts lead to.
    """

    name: str
    said: Said
    kind: Kind = "text"
    language: str | None = None
    width: int = 0
    leads: str = ""

    @property
    def letters(self) -> int:
        """Return its width in letters."""
        return self.width or _WIDTHS[self.kind]


def per_language(several: Sequence[Words], name: str, said: Said, width: int = 40, leads: str = "") -> tuple[Head, ...]:
    """Return a column of texts in each language of the workbook."""
    return tuple(Head(f"{name}_{tr.language}", said, language=tr.language, width=width, leads=leads) for tr in several)


def joined(texts: Iterable[str]) -> str:
    """Write texts of several languages in one cell, each once."""
    return " / ".join(dict.fromkeys(filter(None, texts)))


def together(several: Sequence[Words], said: Said) -> str:
    """Write a text in each language of the workbook, once where they agree."""
    return joined(said(tr) for tr in several)


class Sheet:
    """One sheet that is written from the top downwards."""

    def __init__(self, book: "Book", sheet: Worksheet) -> None:
        self.book, self._sheet, self.row = book, sheet, 0
        self._widths: dict[int, int] = {}
        self._heights: dict[int, float] = {}
        self._links = 0
        self._breaks: list[int] = []

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

    def _tall(self, texts: Mapping[int, str], scale: float = 1) -> None:
        """Make the row as tall as its longest text needs in its column: not every program does so by itself."""
        needs = (ceil(len(text) * _SPARE * scale / self._widths.get(at, 10)) for at, text in texts.items())
        lines = max(needs, default=1)
        if lines > 1:
            self.tall(min(lines * _LINE * scale, _TALLEST))

    def tall(self, points: float) -> None:
        """Make the row so tall."""
        self._heights[self.row] = points
        self._sheet.set_row(self.row, points)

    def high(self, first: int) -> float:
        """Return how high the rows are from one on down to the present one, in points."""
        return sum(self._heights.get(row, _LINE) for row in range(first, self.row))

    def title(self, *texts: str) -> None:
        """Write the line that says what all of it is."""
        for column, text in enumerate(texts):
            self._sheet.write_string(self.row, column, _short(guarded(text)), self.book.title)
        self._tall(dict(enumerate(texts)), _TITLE / _TEXT)
        self.row += 1

    def heading(self, text: str) -> None:
        """Write a heading on a line of its own."""
        self._sheet.write_string(self.row, 0, guarded(text), self.book.strong)
        self.row += 1

    def line(self, *texts: str, wrap: bool = True) -> None:
        """Write a line of texts from the left; the first leads to the address beside it, if there is one."""
        form = self.book.forms["text"] if wrap else None
        for column, text in enumerate(texts):
            self._text(column, text, texts[1] if column == 0 and len(texts) > 1 else "", form)
        if wrap:
            self._tall(dict(enumerate(texts)))
        self.row += 1

    def across(self, text: str, columns: int, form: Format | None = None) -> None:
        """Write a text over several columns from the left, as many lines as it needs."""
        letters = sum(self._widths.get(column, 10) for column in range(columns))
        self._sheet.merge_range(self.row, 0, self.row, columns - 1, "", form or self.book.forms["text"])
        self._sheet.write_string(self.row, 0, _short(guarded(text)), form or self.book.forms["text"])
        scale = _TITLE / _TEXT if form is self.book.title else 1
        self.tall(min(ceil(len(text) * _SPARE * scale / letters) * _LINE * scale, _TALLEST))
        self.row += 1

    def blank(self, columns: Sequence[int], points: float) -> None:
        """Leave ruled cells to write into by hand, so tall."""
        for column in columns:
            self._sheet.write_blank(self.row, column, None, self.book.ruled)
        self.tall(points)

    def put(self, chart: Chart, tall: int) -> None:
        """Put a chart under the last row, and leave so many pixels to it."""
        self._sheet.insert_chart(self.row, 0, chart, {"x_offset": 8, "y_offset": 4, "object_position": 3})
        self.row += ceil((tall + 8) * _POINTS / _LINE)

    def break_here(self, scale: int) -> None:
        """Begin a sheet of paper at this row; what fits to its paper knows no such breaks, so a scale takes its place.

        Args:
            scale: Percent of the sheet's own size, the same for all of it.
        """
        self._breaks += [self.row] if self.row else []
        self._sheet.set_print_scale(scale)
        self._sheet.set_h_pagebreaks(self._breaks)

    def room(self, scale: int) -> float:
        """Return how many pixels are left on the present sheet of paper, at such a scale."""
        first = self._breaks[-1] if self._breaks else 0
        return PAPER_HIGH * 100 / scale - self.high(first) / _POINTS

    def skip(self) -> None:
        """Leave a line empty."""
        self.row += 1

    def heads(self, heads: Sequence[Head], *, fixed: bool = False) -> None:
        """Write the two lines of a table's head: in words, and machine names under them.

        Args:
            heads: Columns of the table; one without a name stays empty.
            fixed: The sheet is this table: its head stays in sight, and stands on every sheet of paper.
        """
        told = {}
        for column, head in enumerate(heads):
            several = [tr for tr in self.book.several if head.language in (None, tr.language)]
            told[column] = guarded(together(several, head.said))
            form = self.book.head_right if head.kind in ("money", "number") else self.book.head
            self._sheet.write_string(self.row, column, told[column], form)
            self._sheet.write_string(self.row + 1, column, guarded(head.name), self.book.small)
            if fixed:
                self._wide(column, head.letters)
        self._tall(told)
        self.row += 2
        if fixed:
            self._fixed(heads)

    def _fixed(self, heads: Sequence[Head]) -> None:
        """Keep the head and the first column in sight on the screen and on paper, where sheets follow to the right."""
        self._sheet.freeze_panes(self.row, 1)
        self._sheet.repeat_rows(self.row - 2, self.row - 1)
        across = ceil(sum(head.letters for head in heads) / PAPER_LETTERS)
        self._sheet.fit_to_pages(across, 0)
        if across > 1:
            self._sheet.repeat_columns(0)
            self._sheet.print_across()

    def values(self, heads: Sequence[Head], row: Mapping[str, Value]) -> None:
        """Write one row of a table; what it lacks stays empty."""
        for column, head in enumerate(heads):
            value = row.get(head.name)
            if isinstance(value, str):
                self._text(column, value, str(row.get(head.leads) or ""), self.book.forms["text"])
            elif value is not None:
                self._cell(column, head, value)
        self._tall({column: str(row.get(head.name) or "") for column, head in enumerate(heads) if head.kind == "text"})
        self.row += 1

    def _cell(self, column: int, head: Head, value: bool | int | Decimal | date | Formula) -> None:
        form = self.book.forms[head.kind]
        if isinstance(value, Formula):
            told = value.value if isinstance(value.value, int) else value.value.quantize(_CENT)
            form = self.book.forms["number"] if isinstance(told, int) else form
            self._sheet.write_formula(self.row, column, value.text, form, told)
        elif isinstance(value, bool):
            self._sheet.write_boolean(self.row, column, value, form)
        elif isinstance(value, Decimal | int):
            self._number(column, value, form)
        else:
            self._sheet.write_datetime(self.row, column, value, self.book.forms["date"])

    def _text(self, column: int, text: str, address: str, form: Format | None) -> None:
        """Write a text; one with an address of the web leads there.

        Some programs show no more than one line of what leads somewhere: a longer text stays plain, so that nothing is
        cut, and the address stands in a column of its own anyway.
        """
        followed = address.startswith(("https://", "http://")) and len(address) <= LINK_LENGTH
        fits = len(text) * _SPARE <= self._widths.get(column, 10)
        told = _short(guarded(text))
        if text and followed and fits and self._links < LINKS:
            self._links += 1
            self._sheet.write_url(self.row, column, address, self.book.link, told)
        elif text:
            self._sheet.write_string(self.row, column, told, form)

    def _number(self, column: int, value: Decimal | int, form: Format) -> None:
        if exact(value):
            self._sheet.write_number(self.row, column, value, form)
        else:
            self._sheet.write_string(self.row, column, format(Decimal(value), "f"), form)

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
    """A workbook being written, in one or several languages.

    Args:
        book: What writes it.
        several: Words of its languages, the first on the left.
        mark: What stands on every sheet of paper, beside the name of the sheet and the number of the page.
    """

    def __init__(self, book: xlsxwriter.Workbook, several: Sequence[Words], mark: str = "") -> None:
        self._book, self.several = book, tuple(several)
        self._footer = f"&L{mark.replace('&', '&&')}&C&A&R&P / &N"
        self.title = book.add_format({**_READ, "bold": True, "font_size": _TITLE})
        self.link = book.add_format({**_READ, "font_color": "#0B5C7A", "underline": 1})
        self.strong_wrapped = book.add_format({**_READ, "bold": True})
        self.strong = book.add_format({"bold": True, "font_size": 13})
        self.head = book.add_format({**_READ, "bold": True, "bottom": 1})
        self.head_right = book.add_format({**_TOP, "text_wrap": True, "align": "right", "bold": True, "bottom": 1})
        self.small = book.add_format({"font_size": 8, "font_color": "#595959", "align": "left", "indent": 1})
        self.ruled = book.add_format({**_READ, "bottom": 1, "bottom_color": "#808080"})
        self.forms = {kind: book.add_format(dict(form)) for kind, form in _FORMATS.items()}

    def sheet(self, said: Said) -> Sheet:
        """Add a sheet; its number keeps its name apart from others in every language."""
        number = len(self._book.worksheets()) + 1
        name = f"{number} {said(self.several[0])}".translate(_FORBIDDEN)[:SHEET_NAME_LENGTH].rstrip()
        made = self._book.add_worksheet(name)
        made.set_paper(A4)
        made.set_landscape()
        made.set_footer(self._footer)
        return Sheet(self, made)

    def bars(self) -> Chart:
        """Return a chart of lying bars, the parts of each after one another."""
        return self._book.add_chart({"type": "bar", "subtype": "stacked"})

    def said(self, said: Said) -> str:
        """Write a text in each language, once where they agree."""
        return together(self.several, said)


def _short(text: str) -> str:
    return text if len(text) <= CELL_LENGTH else f"{text[: CELL_LENGTH - 1]}…"
