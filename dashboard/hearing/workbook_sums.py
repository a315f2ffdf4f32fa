"""Owns sums over the sheet of records: the formula of each, and its value, reckoned here from the same rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dashboard.hearing.pack import Among
from dashboard.hearing.workbook_cells import Formula
from dashboard.hearing.workbook_records import DIVIDED, Listed
from dashboard.store import Row

NOTHING: Final = Decimal(0)


@dataclass(frozen=True)
class Sums:
    """Sums over the records.

    Attributes:
        listed: The records.
        shares: Column of the years of divided records → its address; empty where there are none.
    """

    listed: Listed
    shares: Mapping[str, str]

    def text(self, *criteria: tuple[str, str], summed: str = "in_years_kzt") -> str:
        """Write a sum, to the tiyn.

        Args:
            criteria: Columns with the criterion each, as formulas write them: a cell, a number or a text in quotes.
            summed: The column that is added up.

        Returns:
            The formula. One that goes by years takes divided records by their own years.
        """
        column = self.listed.column
        told = _one_sum(column(summed), ((column(name), value) for name, value in criteria))
        if self._by_years(name for name, _ in criteria):
            told += "+" + _one_sum(self.shares[summed], ((self.shares[name], value) for name, value in criteria))
        return f"=ROUND({told},2)"

    def formula(self, value: Decimal | None, of: Sequence[Among], summed: str) -> Formula | Decimal | None:
        """Write a number as a sum over the records, if it is one; else the number itself.

        Args:
            value: The number.
            of: Which records it is the sum of; none where it is no such sum.
            summed: The column that is added up.
        """
        if value is None or not of or _added(self._rows(of), of, summed) != value:
            return value
        criteria = ((among.column, told) for among in of for told in _criteria(among))
        return Formula(self.text(*criteria, summed=summed), value)

    def _rows(self, of: Sequence[Among]) -> Iterable[Row]:
        """Return the rows that such a sum is of: divided records by their years where it goes by years."""
        if not self._by_years(among.column for among in of):
            return self.listed.rows
        return [*(row for row in self.listed.rows if row["period"] != DIVIDED), *self.listed.shares]

    def _by_years(self, columns: Iterable[str]) -> bool:
        asked = set(columns)
        return "period" in asked and asked <= set(self.shares)


def _one_sum(summed: str, criteria: Iterable[tuple[str, str]]) -> str:
    return f"SUMIFS({summed},{','.join(f'{where},{value}' for where, value in criteria)})"


def _added(rows: Iterable[Row], of: Sequence[Among], summed: str) -> Decimal:
    held = (row[summed] for row in rows if all(_holds(row, among) for among in of))
    return sum((kzt for kzt in held if kzt is not None), NOTHING)


def _holds(row: Row, among: Among) -> bool:
    value = row.get(among.column)
    if among.others:
        return value is not None and value not in among.values
    return value in among.values


def _criteria(among: Among) -> list[str]:
    """Write a criterion as a formula does; what is none of several values is first of all not empty."""
    if among.others:
        return ['"<>"', *(f'"<>{one}"' for one in among.values)]
    (value,) = among.values
    return [f'"{value}"' if isinstance(value, str) else str(value)]
