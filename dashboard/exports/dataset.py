"""Owns what an export is made of: the totals that the page shows, its columns, and its rows read a chunk at a time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

import polars as pl

from dashboard.exports.fields import MONEY_DIGITS, PER_RESIDENT_DIGITS, Field
from dashboard.page import Page
from dashboard.views.money import Money

CHUNK_ROWS: Final = 20_000
"""Rows held in memory at once by a file of any size."""
MOST_ROWS: Final = 2**31
"""No list is so long."""

Position = Any
"""Where a chunk begins: a number of rows, or the sort value and id of the row before; it fits into JSON."""
Totals = Mapping[str, Mapping[str, Any]]
"""Level (or part of it) → sums and counts."""


class NoSubject(LookupError):
    """Raised when the link's `id` names nothing that this edition knows; the argument is what it names."""


class BadPosition(ValueError):
    """Raised when a position is none that this list gave."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows, and where the next ones begin; `after` is nothing at the end."""

    frame: pl.DataFrame
    after: Position | None


Read = Callable[[Position | None, int], Chunk]


@dataclass(frozen=True)
class Dataset:
    """One table of a view, ready to be written.

    Attributes:
        page: The page it belongs to; the link as far as it plays a part.
        table: Name of the table.
        measure: What the sums are told in.
        price_year: Year in whose prices real money is told; nothing for other measures.
        totals: What the page shows, by level.
        fields: The columns.
        rows: How many rows there are.
        read: Reads some rows from a position on.
        sentence: What is shown, in the words of a page in some language.
    """

    page: Page
    table: str
    measure: str
    price_year: int | None
    totals: Totals
    fields: tuple[Field, ...]
    rows: int
    read: Read
    sentence: Callable[[Page], str]

    @property
    def key(self) -> str:
        """Return the key of the view."""
        return self.page.key

    def chunks(self, rows: int = CHUNK_ROWS) -> Iterator[pl.DataFrame]:
        """Read all rows, some at a time; an empty table gives one empty chunk.

        Args:
            rows: Most rows of a chunk.
        """
        after: Position | None = None
        while True:
            chunk = self.read(after, rows)
            yield chunk.frame
            after = chunk.after
            if after is None:
                return


def money_row(money: Money, measure: str) -> dict[str, Any]:
    """Return counted money as the columns `fields.MONEY`."""
    told = {field.name: getattr(money, field.name) for field in fields(Money)}
    committed, planned = told.pop("committed"), told.pop("planned")
    sums = {"counted_kzt": money.total, "committed_kzt": committed, "planned_kzt": planned}
    return {**sums, **told, "measure": measure}


def digits_of(measure: str) -> int:
    """Return how many digits after the point sums have in a measure."""
    return PER_RESIDENT_DIGITS if measure == "per_resident" else MONEY_DIGITS


def from_frame(frame: pl.DataFrame) -> Read:
    """Return the reader of a table that is held whole."""

    def read(after: Position | None, rows: int) -> Chunk:
        start = offset_of(after)
        if start > frame.height:
            raise BadPosition(f"row {start} of {frame.height}")
        end = start + rows
        return Chunk(frame.slice(start, rows), end if end < frame.height else None)

    return read


def offset_of(after: Position | None) -> int:
    """Read a position that is a number of rows.

    Raises:
        BadPosition: It is none.
    """
    if after is None:
        return 0
    if isinstance(after, bool) or not isinstance(after, int) or not 0 <= after < MOST_ROWS:
        raise BadPosition(f"a number of rows was expected, not {after!r}")
    return after
