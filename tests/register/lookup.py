"""Which positions can satisfy a filter: found by arithmetic from ids, buyers and dates, never by reading a table."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from tests.register import layout as at
from tests.register import purchase_rows
from tests.register.days import within
from tests.register.filters import TEXTS, Conditions, Window, matches, window
from tests.register.layout import SLOTS
from tests.register.register import Register
from tests.register.subject_rows import body_at

Positions = Sequence[int]
_SLACK = 6 * 86_400
"""`crdate` and `signDate` lie at most so many seconds from the last change of a row of day 0."""
_BUYER_FILTERS = {"Contract": "customerBin", "Lots": "customerBin", "Plans": "subjectBiin", "TrdBuy": "orgBin"}


class Lookup:
    """Growing sequences of positions that hold every row that satisfies some conditions, and maybe others."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._of_buyer = lru_cache(maxsize=64)(self._rows_of_buyer)
        self._named = lru_cache(maxsize=8)(self._subjects_named)
        self._since = lru_cache(maxsize=64)(self._touched_in)

    def find(self, root: str, conditions: Conditions) -> tuple[Positions, ...]:
        """The candidates of a table."""
        given = {condition.name: condition.value for condition in conditions}
        if root == "Subjects":
            return self._subjects(given)
        if "id" in given:
            return (_exact(given["id"], *self._ids(root)),)
        if root in {"Contract", "Lots"} and "trdBuyId" in given:
            return (self._of_announcements(root, given["trdBuyId"]),)
        buyer = given.get(_BUYER_FILTERS[root])
        if buyer is not None and root != "TrdBuy":
            return (self._of_buyer(root, str(buyer), self.register.version),)
        return self._dated(root, given)

    def count(self, root: str) -> int:
        """Rows of a table today."""
        if root == "Contract":
            return self.register.contracts
        if root == "Subjects":
            return self.register.layout.customers + self.register.layout.suppliers
        return purchase_rows.sizes(self.register)[root]

    def exactly(self, name: str, dates: Window) -> int:
        """How many contracts lie in a window by `indexDate` or `lastUpdateDate`, without reading them."""
        dated, said = {
            "indexDate": (self.register.layout.indexed, self.register.indexed),
            "lastUpdateDate": (self.register.layout.moment, self.register.changed),
        }[name]
        part, here = self._window(dates, dated)
        elsewhere = within(self.register.touched, part[0], part[-1] + 1) if part else []
        again = [place for place in here if _lies(said(self.register.chains.version(place)[1]), *dates)]
        return len(part) - len(elsewhere) + len(again)

    def _ids(self, root: str) -> tuple[int, int, int]:
        firsts = {"Contract": at.CONTRACT, "Lots": at.LOT, "TrdBuy": at.ANNOUNCEMENT, "Plans": at.PLAN}
        return firsts[root], at.STRIDE if root == "Contract" else 3, self.count(root)

    def _subjects(self, given: dict[str, Any]) -> tuple[Positions, ...]:
        if "pid" in given:
            return (_exact(given["pid"], at.SUBJECT, 1, self.count("Subjects")),)
        for name in ("bin", "iin"):
            if name in given:
                return (self._numbered(str(given[name])),)
        named = next((name for name in given if name in TEXTS), None)
        return (self._named(named, str(given[named])) if named else range(self.count("Subjects")),)

    def _subjects_named(self, name: str, pattern: str) -> tuple[int, ...]:
        """Positions of participants whose name may fit, found once for all pages."""
        fields = {"nameRu": "name_ru", "nameKz": "name_kk", "fullNameRu": "full_ru"}
        wanted = [fields[part] for part in TEXTS[name]]
        bodies = ((place, body_at(self.register, place)) for place in range(self.count("Subjects")))
        return tuple(place for place, body in bodies if any(matches(getattr(body, part), pattern) for part in wanted))

    def _numbered(self, number: str) -> tuple[int, ...]:
        """Positions of participants whose BIN or IIN may be this one: a number ends with its index."""
        if len(number) != 12 or not number.isdigit():
            return ()
        index, buyers = int(number[6:]), self.register.layout.customers
        if number.startswith("99"):
            return (index,) if index < buyers else ()
        return (buyers + index,) if index < self.register.layout.suppliers else ()

    def _rows_of_buyer(self, root: str, number: str, _version: int) -> tuple[int, ...]:
        found = [index for index in self._numbered(number) if index < self.register.layout.customers]
        return tuple(sorted(position for index in found for position in self._buyers_rows(root, index)))

    def _buyers_rows(self, root: str, index: int) -> Iterable[int]:
        chains = self.register.chains.of_customer(index)
        if root == "Contract":
            return self.register.chains.positions_of(chains)
        layout = self.register.layout
        waiting = range(index, layout.open_purchases * (1 if root == "Lots" else 2), layout.customers)
        stored = range(chains.start + -(-max(0, -chains.start) // chains.step) * chains.step, chains.stop, chains.step)
        own = (position for chain in stored for position in self._places(root, *divmod(chain, SLOTS)))
        first = self.count(root) - layout.open_purchases * (1 if root == "Lots" else 2)
        return [*own, *(first + waits for waits in waiting)]

    def _places(self, root: str, cycle: int, slot: int) -> Iterable[int]:
        """Positions of a chain's lot or plan points."""
        layout = self.register.layout
        if root == "Lots":
            lots = layout.lots
            place = bisect_left(lots, slot)
            return [cycle * len(lots) + place] if place < len(lots) and lots[place] == slot else []
        first, last = (bisect_left(layout.plans, (edge, 0, False)) for edge in (slot, slot + 1))
        return range(cycle * len(layout.plans) + first, cycle * len(layout.plans) + last)

    def _of_announcements(self, root: str, numbers: Any) -> tuple[int, ...]:
        found: set[int] = set()
        layout, count = self.register.layout, self.count("TrdBuy")
        for position in _exact(numbers, at.ANNOUNCEMENT, 3, count):
            waits = position - (count - layout.open_purchases)
            if waits >= 0:
                found |= {self.count("Lots") - layout.open_purchases + waits} if root == "Lots" else set()
                continue
            cycle, place = divmod(position, len(layout.announcements))
            owner = layout.announcements[place]
            for slot in (slot for slot, one in enumerate(layout.slots) if one.announced_by == owner):
                chain = cycle * SLOTS + slot
                found |= set(
                    self.register.chains.positions_of([chain])
                    if root == "Contract"
                    else self._places("Lots", cycle, slot)
                )
        return tuple(sorted(found))

    def _dated(self, root: str, given: dict[str, Any]) -> tuple[Positions, ...]:
        layout, everything = self.register.layout, range(self.count(root))
        if root == "Contract":
            for name, dated in (("indexDate", layout.indexed), ("lastUpdateDate", layout.moment)):
                if name in given:
                    return self._window(window(given[name]), dated)
            for name in ("crdate", "signDate"):
                if name in given:
                    low, high = window(given[name])
                    wide = (at.shifted(low, -_SLACK) if low else "", at.shifted(high, _SLACK) if high else "")
                    return _cut(wide, range(layout.rows), layout.moment), self.register.touched
        moment = {"Lots": purchase_rows.lot_moment, "TrdBuy": purchase_rows.announcement_moment}.get(root)
        for name in ("indexDate", "lastUpdateDate"):
            if name in given and moment is not None:
                return (_cut(window(given[name]), everything, lambda place: moment(self.register, place)),)
        return (everything,)

    def _window(self, dates: Window, dated: Callable[[int], str]) -> tuple[range, list[int]]:
        """Rows of day 0 in a window, and all rows that lie in it since a later day."""
        return _cut(dates, range(self.register.layout.rows), dated), self._since(dates, self.register.version)

    def _touched_in(self, dates: Window, _version: int) -> list[int]:
        found = ((place, self.register.chains.version(place)[1]) for place in self.register.touched)
        both = ((place, (self.register.indexed(row), self.register.changed(row))) for place, row in found)
        return [place for place, days in both if any(_lies(day, *dates) for day in days)]


def _lies(date: str, low: str, high: str) -> bool:
    return low <= date and (not high or date <= high)


def _cut(dates: Window, positions: range, dated: Callable[[int], str]) -> range:
    low, high = dates
    first = bisect_left(positions, low, key=dated) if low else 0
    last = bisect_right(positions, high, key=dated) if high else len(positions)
    return positions[first : max(first, last)]


def _exact(value: Any, first: int, stride: int, count: int) -> tuple[int, ...]:
    numbers = value if isinstance(value, tuple) else (value,)
    exact = {divmod(number - first, stride) for number in numbers if isinstance(number, int)}
    return tuple(sorted(position for position, rest in exact if not rest and 0 <= position < count))
