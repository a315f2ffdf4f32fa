"""The tables as a client pages through them: rows by falling id, cut by filters, with totals."""

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from tests.register import layout as at
from tests.register.contract_rows import contract_row
from tests.register.filters import Conditions, satisfies, window
from tests.register.lookup import Lookup
from tests.register.purchase_rows import announcement_at, lot_at, plan_at
from tests.register.register import Register
from tests.register.rows import Row
from tests.register.subject_rows import body_at, subject_row


@dataclass(frozen=True)
class Table:
    """A table of the API: `row` makes the row at a position; `first` and `stride` make ids of positions."""

    name: str
    key: str
    first: int
    stride: int
    lookup: Lookup
    row: Callable[[int], Row]

    @property
    def count(self) -> int:
        """Rows today."""
        return self.lookup.count(self.name)

    def falling(self, conditions: Conditions, after: int | None) -> Iterator[tuple[int, Row]]:
        """(position, row) by falling id, below `after`, of the rows that satisfy the conditions."""
        below = -(-(after - self.first) // self.stride) if after else self.count
        end = max(0, min(self.count, below))
        parts = (reversed(part[: bisect_left(part, end)]) for part in self.lookup.find(self.name, conditions))
        last = -1
        for position in heapq.merge(*parts, reverse=True):
            if position != last:
                last = position
                row = self.row(position)
                if satisfies(row, conditions):
                    yield position, row


class Tables:
    """All tables of a register, with the totals that were asked for lately."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.lookup = Lookup(register)
        self._total = lru_cache(maxsize=512)(self._counted)
        made = (
            Table("Contract", "id", at.CONTRACT, at.STRIDE, self.lookup, partial(contract_row, register)),
            Table("Subjects", "pid", at.SUBJECT, 1, self.lookup, self._subject),
            Table("Lots", "id", at.LOT, 3, self.lookup, partial(lot_at, register)),
            Table("TrdBuy", "id", at.ANNOUNCEMENT, 3, self.lookup, partial(announcement_at, register)),
            Table("Plans", "id", at.PLAN, 3, self.lookup, partial(plan_at, register)),
        )
        self.by_name = {table.name: table for table in made}

    def _subject(self, position: int) -> Row:
        return subject_row(body_at(self.register, position), position)

    def total(self, name: str, conditions: Conditions) -> int:
        """How many rows satisfy the conditions."""
        return self._total(name, conditions, self.register.version)

    def _counted(self, name: str, conditions: Conditions, _version: int) -> int:
        table = self.by_name[name]
        if not conditions:
            return table.count
        first, *others = conditions
        if name == "Contract" and first.name in {"indexDate", "lastUpdateDate"} and not others:
            return self.lookup.exactly(first.name, window(first.value))
        return sum(1 for _ in table.falling(conditions, None))
