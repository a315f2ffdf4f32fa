"""One made-up register as it stands today: its layout, its day, its moved rows, and which ids belong together."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from tests.register import layout as at
from tests.register.bodies import Body, customer
from tests.register.chains import Chain, Chains, Version
from tests.register.days import Days
from tests.register.layout import SLOTS, Layout

TODAY = date(2026, 11, 20)
"""The last day of a register on its day 0, unless told otherwise."""
_MOST_MOVED = 500


@dataclass(frozen=True, slots=True)
class Size:
    """What a register is made from.

    Attributes:
        rows: contract rows on day 0.
        seed: another seed, other rows.
        share: part of the chains that changes on each later day.
        today: the date of day 0.
    """

    rows: int = 1_000
    seed: int = 1
    share: float = 0.001
    today: date = TODAY


class Register:
    """The register on a day; `go_to` moves it on, all else only reads."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.layout = Layout(size.rows, size.seed, size.today)
        self.moved: dict[int, str] = {}
        self.version = 0
        self.go_to(0)

    def go_to(self, day: int) -> None:
        """Let `day` days pass since day 0; rows that moved while reading are back where they were."""
        self.day = day
        self.days = Days(self.layout, self.size.share, day)
        self.chains = Chains(self.layout, self.days)
        self.moved = {}
        self._touch()

    def move(self, position: int) -> None:
        """Index a row anew, now: it leaves its window while somebody reads it."""
        if len(self.moved) < _MOST_MOVED:
            late = datetime.combine(self.size.today + timedelta(days=self.day), time(23, 0))
            self.moved[position] = (late + timedelta(seconds=len(self.moved))).isoformat(sep=" ")
            self._touch()

    def _touch(self) -> None:
        self.version += 1
        rows = self.layout.rows
        changed = [
            version.position
            for number in self.days.changed_chains
            for version in self.chains.chain(number).versions
            if version.day and version.position < rows
        ]
        self.touched = sorted({*changed, *self.moved, *range(rows, self.contracts)})
        """Positions whose index date is not the one of day 0."""

    @property
    def contracts(self) -> int:
        """Contract rows today."""
        return self.layout.rows + len(self.days.added)

    def day_moment(self, day: int, order: int) -> str:
        """When the change with this order was made on a later day."""
        start = datetime.combine(self.size.today + timedelta(days=day), time(1, 0))
        return (start + timedelta(seconds=order % 70_000)).isoformat(sep=" ")

    def changed(self, version: Version) -> str:
        """`lastUpdateDate` of a contract."""
        if version.day:
            return self.day_moment(version.day, version.order)
        return self.layout.moment(version.position)

    def indexed(self, version: Version) -> str:
        """`indexDate` of a contract."""
        if version.position in self.moved:
            return self.moved[version.position]
        if version.day:
            return self.day_moment(version.day, version.order)
        return self.layout.indexed(version.position)

    def customer(self, index: int) -> Body:
        """The buyer with this index."""
        return customer(index)

    def lot_of(self, chain: int) -> int | None:
        """Id of the lot a purchase comes from; ids below the first one are of lots older than the register."""
        cycle, slot = divmod(chain, SLOTS)
        place = _rank(self.layout.lots, slot)
        return None if place is None else at.LOT + 3 * (cycle * len(self.layout.lots) + place)

    def announcement_of(self, chain: int) -> int | None:
        """Id of the announcement a purchase comes from."""
        cycle, slot = divmod(chain, SLOTS)
        owner = self.layout.slots[slot].announced_by
        if owner is None:
            return None
        owners = self.layout.announcements
        return at.ANNOUNCEMENT + 3 * (cycle * len(owners) + bisect_left(owners, owner))

    def announcing(self, chain: Chain) -> Chain:
        """The purchase that gave the announcement its title: the first of those it was split into."""
        owner = chain.slot.announced_by
        return chain if owner is None else self.chains.chain(chain.number // SLOTS * SLOTS + owner)

    def plan_of(self, chain: int, unit: int) -> int:
        """Id of the newest row of the plan point behind an item."""
        cycle, slot = divmod(chain, SLOTS)
        return at.PLAN + 3 * (cycle * len(self.layout.plans) + self._plan_places[slot, unit])

    @cached_property
    def _plan_places(self) -> dict[tuple[int, int], int]:
        return {(slot, unit): place for place, (slot, unit, newest) in enumerate(self.layout.plans) if newest}


def _rank(places: tuple[int, ...], slot: int) -> int | None:
    place = bisect_left(places, slot)
    return place if place < len(places) and places[place] == slot else None
