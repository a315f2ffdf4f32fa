"""Sets the price of one promised unit beside its peers, where at least five are known; no words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dashboard.views.promises import Promise

LEAST_PEERS: Final = 5
"""From this many records and systems on their prices are set beside each other."""


@dataclass(frozen=True)
class Comparison:
    """Prices of one unit in one category, at one level.

    Attributes:
        level: Who pays.
        category: Category of the money.
        unit: What is priced.
        peers: One promise of each record or system whose price is known, with its greatest bound; the lowest first.
    """

    level: str
    category: str
    unit: str
    peers: "Sequence[Promise]"

    @property
    def enough(self) -> bool:
        """Tell whether there are peers enough to be compared."""
        return len(self.peers) >= LEAST_PEERS

    @property
    def bounds(self) -> Sequence[Decimal]:
        """Return the bounds, the lowest first."""
        return [one.price.weakest.kzt for one in self.peers if one.price.weakest]

    @property
    def median(self) -> Fraction:
        """Return the middle bound; of an even number, the mean of the middle two."""
        told, count = self.bounds, len(self.bounds)
        return (Fraction(told[(count - 1) // 2]) + Fraction(told[count // 2])) / 2


def compare(found: "Iterable[Promise]", everyone: "Mapping[str, Iterable[Promise]]") -> list[Comparison]:
    """Return the comparisons of what was found, each with all its peers.

    Args:
        found: Promises of the link.
        everyone: All promises, by level.
    """
    asked = {_alike(one) for one in found if one.price.bounds}
    groups: dict[tuple[str, str, str], dict[tuple[str, str], Promise]] = defaultdict(dict)
    for one in (one for several in everyone.values() for one in several):
        if one.price.bounds and _alike(one) in asked:
            held = groups[_alike(one)].setdefault(one.subject, one)
            if _greatest(one) > _greatest(held):
                groups[_alike(one)][one.subject] = one
    told = [Comparison(*key, sorted(group.values(), key=_order)) for key, group in groups.items()]
    return sorted(told, key=lambda one: (not one.enough, one.level != "local", one.unit, one.category))


def _alike(one: "Promise") -> tuple[str, str, str]:
    return one.level, one.category, one.row["unit"] or ""


def _greatest(one: "Promise") -> Decimal:
    return one.price.weakest.kzt if one.price.weakest else Decimal(0)


def _order(one: "Promise") -> tuple[Decimal, str]:
    return _greatest(one), one.row["promise_id"]
