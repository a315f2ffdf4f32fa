"""How the register changes from day to day: which chains, what happens to them, which rows come new."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tests.register.layout import SLOTS, Layout

What = Literal["supplement", "paid", "status", "deleted"]
_TURNS: tuple[What, ...] = (
    "supplement", "paid", "status", "paid", "deleted", "supplement", "paid", "status", "supplement", "paid",
)  # fmt: skip
_LATER = 1_000
"""Row numbers in a chain from here on are rows that came on a later day."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to a chain on a day; `position` and `number` are for the row that a supplement adds."""

    day: int
    chain: int
    what: What
    order: int
    position: int
    number: int


class Days:
    """The changes of days 1 … `day`; holds one day's share of chains for each, nothing of the rest.

    Args:
        layout: the register on day 0.
        share: part of all chains that changes on a day.
        day: the last day that has happened.
    """

    def __init__(self, layout: Layout, share: float, day: int = 0) -> None:
        self.layout, self.share, self.day = layout, share, day

    @property
    def _step(self) -> int:
        return max(2, min(round(1 / self.share), self.layout.cycles * SLOTS // 8))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """All changes so far, in order."""
        made: list[Change] = []
        added = 0
        for day in range(1, self.day + 1):
            for order, chain in enumerate(self._chains(day)):
                what = _TURNS[(order + day) % len(_TURNS)]
                made.append(Change(day, chain, what, order, self.layout.rows + added, _LATER + day))
                added += what == "supplement"
        return tuple(made)

    def _chains(self, day: int) -> list[int]:
        everything, step = self.layout.chain_numbers(), self._step
        start = everything.start + (day * 37 + self.layout.seed * 13) % step
        return [chain for chain in range(start, everything.stop, step) if self._stored(chain)]

    def _stored(self, chain: int) -> bool:
        """Whether the register holds a row of the chain to begin with."""
        planned = self.layout.slots[chain % SLOTS].kind.planned
        return any(self.layout.position(chain, number) is not None for number in range(len(planned)))

    @cached_property
    def added(self) -> tuple[tuple[int, int], ...]:
        """(chain, row number) of the rows that came new, by position."""
        return tuple((change.chain, change.number) for change in self.changes if change.what == "supplement")

    @cached_property
    def _by_chain(self) -> dict[int, list[Change]]:
        found: dict[int, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.chain, []).append(change)
        return found

    def of(self, chain: int) -> list[Change]:
        """What has happened to a chain so far."""
        return self._by_chain.get(chain, [])

    @property
    def changed_chains(self) -> list[int]:
        """Chains that something happened to."""
        return sorted(self._by_chain)


def within(positions: list[int], low: int, high: int) -> list[int]:
    """The positions of a sorted list from `low` up to but without `high`."""
    return positions[bisect_left(positions, low) : bisect_left(positions, high)]
