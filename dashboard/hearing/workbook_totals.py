"""The sheet of totals: sums by level, year, category and buyer as formulas over the records, each with a check."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from dashboard import labels
from dashboard.hearing.workbook_cells import Book, Formula, Head, Said, Sheet, Value, letter_of
from dashboard.hearing.workbook_records import DIVIDED, NO_BUYER, UNKNOWN, Listed
from dashboard.hearing.workbook_sums import NOTHING, Sums
from dashboard.hearing.workbook_texts import prices
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.words import Words

STAGES: Final = ("committed", "planned")
WIDTHS: Final = (10, 24, 24, 44, 20, 20, 20, 20, 20)
"""Of all tables of the sheet: level, level in words, what is divided by, the same in words, sums, checks."""
Key = str | int
"""A value of a column that money is divided by."""
Names = Callable[[Words, Key], str]
Parts = Mapping[tuple[str, Key, str], Decimal]
"""Level, value of the column, stage → tenge."""


@dataclass(frozen=True)
class _Split:
    """One way to divide the money: its heading, the column it goes by, how its keys are called."""

    said: Said
    column: str
    name: Names


def write(book: Book, page: Page, listed: Listed) -> Sums:
    """Write the sheet.

    Args:
        book: The workbook.
        page: The page of the first pack.
        listed: The records, already written.

    Returns:
        What writes further sums over the same records.
    """
    sheet = book.sheet(lambda tr: tr("Totals"))
    over = Sums(listed, _write_shares(book, listed))
    sheet.widths(*WIDTHS)
    if page.filters.measure != "nominal":
        for tr in book.several:
            sheet.line(prices(tr, page.filters.measure), wrap=False)
        sheet.skip()
    site = _by_level(book, sheet, over)
    for split in _splits(page, listed):
        sheet.skip()
        _Table(book, sheet, over, site, split).write()
    return over


# ── by level ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _by_level(book: Book, sheet: Sheet, over: Sums) -> Mapping[str, tuple[str, Decimal]]:
    """Write the sums of each level beside the site's own; return where the latter stand, and what they are."""
    heads = (*_heads(_EMPTY), *_CHECKS)
    sheet.heading(book.said(lambda tr: tr("Sums by level; the two are never added up")))
    sheet.heads(heads)
    site, sums = {}, _sums(over.listed.rows, "level")
    for level, told in over.listed.told.totals.items():
        number = sheet.row + 1
        parts = {stage: sums.get((level, level, stage), NOTHING) for stage in STAGES}
        whole = parts["committed"] + parts["planned"]
        of_site = told["counted_kzt"]
        row: dict[str, Value] = {"level": level, "level_name": book.said(partial(_named, labels.level, level))}
        for stage in STAGES:
            row[stage] = Formula(over.text(_in_words("stage", stage), ("level", f"$A{number}")), parts[stage])
        row["together"] = _added(heads, number, whole)
        row["site"] = of_site
        site[level] = (f"${letter_of(heads, 'site')}${number}", of_site)
        row["check"] = _less(f"{letter_of(heads, 'together')}{number}", site[level], whole)
        sheet.values(heads, row)
    return site


_CHECKS: Final = (
    Head("site", lambda tr: tr("The site's total, tenge"), "money"),
    Head("check", lambda tr: tr("Check: the sum less the site's total; 0 if all is here"), "money"),
)


_EMPTY: Final = (Head("", lambda _: ""), Head("", lambda _: ""))
"""Stand where the other tables say what they divide by, so that the same sums are in the same columns."""


def _heads(by: tuple[Head, Head]) -> tuple[Head, ...]:
    return (
        Head("level", lambda tr: tr("Level")),
        Head("level_name", lambda tr: tr("Level, in words")),
        *by,
        *(Head(stage, partial(_named, labels.stage, stage), "money") for stage in STAGES),
        Head("together", lambda tr: tr("Together"), "money"),
    )


def _named(name: Callable[[Words, str], str], code: str, tr: Words) -> str:
    return name(tr, code)


# ── by year, category, buyer ──────────────────────────────────────────────────────────────────────────────────────


def _splits(page: Page, listed: Listed) -> tuple[_Split, ...]:
    buyers = page.names_of(parties={row["customer_id"] for row in listed.rows if row["customer_id"]}).parties

    def buyer(tr: Words, key: Key) -> str:
        return tr("not stated") if key == NO_BUYER else name_of(tr, buyers, str(key))

    return (
        _Split(lambda tr: tr("By budget year"), "period", _year),
        _Split(lambda tr: tr("By category"), "category", lambda tr, key: labels.category(tr, str(key))),
        _Split(lambda tr: tr("By buyer"), "buyer", buyer),
    )


def _year(tr: Words, key: Key) -> str:
    if key == UNKNOWN:
        return tr("year not known")
    return str(key) if isinstance(key, int) else tr("several years, not divided by any source")


@dataclass(frozen=True)
class _Table:
    """One table of sums by one column, level by level."""

    book: Book
    sheet: Sheet
    over: Sums
    site: Mapping[str, tuple[str, Decimal]]
    split: _Split

    def write(self) -> None:
        by = Head(self.split.column, self.split.said)
        heads = _heads((by, Head(f"{by.name}_name", lambda tr: tr("In words"))))
        self.sheet.heading(self.book.said(self.split.said))
        self.sheet.heads(heads)
        first, sums = self.sheet.row + 1, _sums(self._money(), self.split.column)
        for level in self.site:
            for key in _keys(sums, level, self.split.column):
                self.sheet.values(heads, self._line(heads, sums, (level, key)))
        last = self.sheet.row
        for level in self.site:
            value = sum((kzt for (one, _, _), kzt in sums.items() if one == level), NOTHING)
            self.sheet.values(heads, self._check(heads, (level, value), first, last))

    def _line(self, heads: Sequence[Head], sums: Parts, of: tuple[str, Key]) -> Mapping[str, Value]:
        level, key = of
        number, column = self.sheet.row + 1, self.split.column
        criteria = (("level", f"$A{number}"), (column, f"${letter_of(heads, column)}{number}"))
        row: dict[str, Value] = {
            "level": level,
            "level_name": self.book.said(partial(_named, labels.level, level)),
            column: key,
            f"{column}_name": self.book.said(lambda tr: self.split.name(tr, key)),
        }
        parts = {stage: sums.get((level, key, stage), NOTHING) for stage in STAGES}
        for stage in STAGES:
            row[stage] = Formula(self.over.text(_in_words("stage", stage), *criteria), parts[stage])
        return row | {"together": _added(heads, number, parts["committed"] + parts["planned"])}

    def _money(self) -> Sequence[Row]:
        """Return the rows that the sums are of: divided records by their years where years are asked for."""
        if self.split.column != "period":
            return self.over.listed.rows
        return [*(row for row in self.over.listed.rows if row["period"] != DIVIDED), *self.over.listed.shares]

    def _check(self, heads: Sequence[Head], of: tuple[str, Decimal], first: int, last: int) -> Mapping[str, Value]:
        """Return the line under the sums of a level that shows 0 where they are the site's total."""
        level, value = of
        letter = letter_of(heads, "together")
        several = f"SUMIFS({letter}{first}:{letter}{last},A{first}:A{last},A{self.sheet.row + 1})"
        if last < first:  # no line at all: a range would take this cell into itself
            several = "0"
        name = self.book.said(lambda tr: tr("Check: the sum less the site's total; 0 if all is here"))
        told = {"level": level, f"{self.split.column}_name": name}
        return told | {"together": _less(several, self.site[level], value)}


def _sums(rows: Iterable[Row], column: str) -> Parts:
    """Add up the money by level, value of a column and stage, once for all lines of a table."""
    made: dict[tuple[str, Key, str], Decimal] = {}
    for row in rows:
        if row["in_years_kzt"]:
            of = (row["level"], row[column], row["stage"])
            made[of] = made.get(of, NOTHING) + row["in_years_kzt"]
    return made


def _keys(sums: Parts, level: str, column: str) -> list[Key]:
    """Return the values of a column that hold money of a level: years in order, others with the most money first."""
    whole: dict[Key, Decimal] = {}
    for (one, key, _), kzt in sums.items():
        if one == level:
            whole[key] = whole.get(key, NOTHING) + kzt
    if column == "period":
        return sorted(whole, key=lambda key: (isinstance(key, str), key == UNKNOWN, str(key)))
    return sorted(whole, key=lambda key: (-whole[key], str(key)))


# ── formulas ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_words(column: str, code: str) -> tuple[str, str]:
    return column, f'"{code}"'


def _added(heads: Sequence[Head], number: int, value: Decimal) -> Formula:
    committed, planned = (letter_of(heads, stage) for stage in STAGES)
    return Formula(f"=ROUND({committed}{number}+{planned}{number},2)", value)


def _less(summed: str, site: tuple[str, Decimal], value: Decimal) -> Formula:
    cell, total = site
    return Formula(f"=ROUND({summed}-{cell},2)", value - total)


# ── divided records ───────────────────────────────────────────────────────────────────────────────────────────────


def _write_shares(book: Book, listed: Listed) -> Mapping[str, str]:
    """Write the years of divided records on a sheet, where there are any; return the addresses of its columns."""
    if not listed.shares:
        return {}
    sheet, heads = book.sheet(lambda tr: tr("Divided years")), tuple(_share_heads())
    sheet.heads(heads, fixed=True)
    first = sheet.row
    for row in listed.shares:
        sheet.values(heads, {head.name: row[head.name] for head in heads})
    return {head.name: sheet.column(heads, head.name, first, len(listed.shares)) for head in heads}


def _share_heads() -> Iterator[Head]:
    yield Head("record_id", lambda tr: tr("Id"))
    yield Head("level", lambda tr: tr("Level"))
    yield Head("stage", lambda tr: tr("Contracted or planned"))
    yield Head("group", lambda tr: tr("What for"), width=12)
    yield Head("period", lambda tr: tr("Budget year"), "number")
    yield Head("in_years_kzt", lambda tr: tr("Tenge of it in the totals of that year"), "money")
