"""Where rows lie: 200 chains make a cycle with a fixed pattern of rows, so that any position can be computed."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from tests.register.kinds import KINDS, Kind

SLOTS = 200
FIRST_DAY = date(2016, 1, 4)
BATCH = 6
"""Rows that the portal's indexer writes with one and the same index date."""
CONTRACT, LOT, ANNOUNCEMENT, PLAN, UNIT, SUBJECT, ACT, PAYMENT = (
    1_000_000_000, 1_200_000_000, 1_300_000_000, 1_400_000_000,
    1_600_000_000, 1_900_000_000, 1_950_000_000, 2_000_000_000,
)  # fmt: skip
STRIDE = 7
"""Contract ids grow by seven: real ids have gaps too."""
_METHODS = (3,) * 49 + (6,) * 25 + (23,) * 20 + (2,) * 4 + (8, 123)
_EPOCH = datetime.combine(FIRST_DAY, time())
DIRECT = frozenset({8, 23, 123})


@dataclass(frozen=True, slots=True)
class Slot:
    """What the chains of one slot share: kind, method, number of units, announcement."""

    kind: Kind
    method: int
    units: int
    announced_by: int | None
    """Slot whose announcement the purchase comes from; None: bought directly."""
    edited: bool
    """The plan point was edited once, so it has an older row too."""


def _slots(seed: int) -> tuple[Slot, ...]:
    kinds = [kind for kind in KINDS for _ in range(kind.often)]
    random.Random(seed).shuffle(kinds)
    sharing = next(place for place, kind in enumerate(kinds) if kind.shared_announcement)
    return tuple(_slot(place, kind, sharing) for place, kind in enumerate(kinds))


def _slot(place: int, kind: Kind, sharing: int) -> Slot:
    method = 23 if kind.number == "letters" else 3 if kind.shared_announcement else _METHODS[place * 37 % 100]
    announced = None if method in DIRECT else sharing if kind.shared_announcement else place
    units = (0 if not kind.units else 3 if place % 11 == 5 else 2 if place % 4 == 1 else 1)  # fmt: skip
    return Slot(kind, method, units, announced, place % 3 == 0)


@dataclass(frozen=True)
class Layout:
    """The pattern of a register of `rows` contract rows.

    Attributes:
        rows: contract rows on day 0.
        seed: another seed, other rows.
        today: the last day of the register on day 0.
    """

    rows: int
    seed: int
    today: date

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return _slots(self.seed)

    @cached_property
    def entries(self) -> tuple[tuple[int, int], ...]:
        """The contract rows of a cycle in order of id: (slot, number of the row in its chain)."""
        drawn = random.Random(self.seed + 1)
        keys: list[tuple[float, int, int]] = []
        for place, slot in enumerate(self.slots):
            stored = [number for number, row in enumerate(slot.kind.planned) if row.stored]
            draws = sorted(drawn.random() for _ in stored)
            keys += [(draw, place, number) for draw, number in zip(draws, stored, strict=True)]
        return tuple((place, number) for _, place, number in sorted(keys))

    @cached_property
    def place_of(self) -> dict[tuple[int, int], int]:
        return {entry: place for place, entry in enumerate(self.entries)}

    @cached_property
    def lots(self) -> tuple[int, ...]:
        """Slots whose purchase has a lot."""
        return tuple(place for place, slot in enumerate(self.slots) if slot.announced_by is not None)

    @cached_property
    def announcements(self) -> tuple[int, ...]:
        """Slots that own an announcement."""
        return tuple(place for place, slot in enumerate(self.slots) if slot.announced_by == place)

    @cached_property
    def plans(self) -> tuple[tuple[int, int, bool], ...]:
        """Plan point rows of a cycle: (slot, unit, whether the row is the newest)."""
        return tuple(
            (place, unit, newest)
            for place, slot in enumerate(self.slots)
            for unit in range(max(slot.units, 1))
            for newest in ((False, True) if slot.edited else (True,))
        )

    @cached_property
    def cycles(self) -> int:
        """Cycles begun."""
        return -(-self.rows // len(self.entries))

    @cached_property
    def lag(self) -> int:
        """Cycles between a contract and its next supplement: versions of a chain lie in different windows."""
        return self.rows // len(self.entries) // 60

    @cached_property
    def customers(self) -> int:
        """Number of buyers; shares no factor with a cycle, so each lives through every kind."""
        wanted = min(4001, max(41, self.cycles * SLOTS // 170))
        return wanted + next(step for step in range(10) if (wanted + step) % 2 and (wanted + step) % 5)

    @cached_property
    def suppliers(self) -> int:
        """Number of suppliers."""
        return min(100_000, max(60, self.cycles * SLOTS // 6))

    @cached_property
    def open_purchases(self) -> int:
        """Announced but not contracted."""
        return min(2_000, max(24, self.cycles * 2))

    def locate(self, position: int) -> tuple[int, int]:
        """The chain and the row's number in it at a position below `rows`."""
        cycle, place = divmod(position, len(self.entries))
        slot, number = self.entries[place]
        return (cycle - number * self.lag) * SLOTS + slot, number

    def position(self, chain: int, number: int) -> int | None:
        """The position of a chain's row, None where the register does not hold it."""
        cycle, slot = divmod(chain, SLOTS)
        place = self.place_of.get((slot, number))
        if place is None:
            return None
        found = (cycle + number * self.lag) * len(self.entries) + place
        return found if 0 <= found < self.rows else None

    def chain_numbers(self) -> range:
        """Every chain that may have a row; those before 0 began before the register and have supplements only."""
        longest = max(len(kind.planned) for kind in KINDS) - 1
        return range(-longest * self.lag * SLOTS, self.cycles * SLOTS)

    @cached_property
    def _seconds(self) -> float:
        return ((self.today - FIRST_DAY).days * 86_400 + 72_000) / self.rows

    def moment(self, position: int) -> str:
        """When the row at a position was last changed, `YYYY-MM-DD HH:MM:SS`; grows with the position."""
        return stamp(int(position * self._seconds))

    def indexed(self, position: int) -> str:
        """When the row at a position was indexed: in batches, at or after the change."""
        return self.moment(min((position // BATCH + 1) * BATCH, self.rows))

    def year(self, position: int) -> int:
        """The year of `moment`."""
        return (_EPOCH + timedelta(seconds=int(position * self._seconds))).year


def stamp(seconds: int) -> str:
    """Seconds after the first day as the portal writes a time."""
    return (_EPOCH + timedelta(seconds=seconds)).isoformat(sep=" ")


def shifted(moment: str, seconds: int) -> str:
    """A time moved by seconds, in the portal's writing."""
    return (datetime.fromisoformat(moment) + timedelta(seconds=seconds)).isoformat(sep=" ")
