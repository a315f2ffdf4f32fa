"""How far small numbers may move by chance: limits of a count and of a rate, and the funnel of money per resident.

Counts: Byar's approximation to the exact Poisson limits. Against the exact limits it is off by less than 0.03 of one
record or appeal at 95 per cent, for any count (tests/dashboard/test_chance.py holds that against exact sums).

Money per resident: purchases are taken to come independently of one another, at one rate for every resident of the
peers, each with a size drawn from the peers' own purchases. Such a sum (a compound Poisson one) varies by
median × typical size / residents, where the typical size is Σx² / Σx over the purchases: a place with few residents has
few purchases, so one large contract moves its figure far. See docs/decisions/0018-chance-and-small-places.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

Z_95: Final = Decimal("1.959964")
Z_998: Final = Decimal("3.090232")
LEAST_PEERS: Final = 5
NOTHING: Final = Decimal(0)
ONE: Final = Decimal(1)

Limits = tuple[Decimal, Decimal]


def count_limits(count: int, z: Decimal = Z_95) -> Limits:
    """Return the limits between which the true mean of a count lies, at the level of z (95 per cent by default).

    Source: N. E. Breslow, N. E. Day, Statistical Methods in Cancer Research, volume II, 1987, page 69 (Byar).
    """
    return _lower(Decimal(count), z), _upper(Decimal(count + 1), z)


def _lower(count: Decimal, z: Decimal) -> Decimal:
    if not count:
        return NOTHING
    root = ONE - ONE / (9 * count) - z / (3 * count.sqrt())
    return max(count * root**3, NOTHING)


def _upper(count: Decimal, z: Decimal) -> Decimal:
    root = ONE - ONE / (9 * count) + z / (3 * count.sqrt())
    return Decimal(count * root**3)


@dataclass(frozen=True)
class Rate:
    """A count beside those it is of, told per `per` of them.

    Attributes:
        count: How many there are.
        residents: Residents they are of.
        per: The rate is of so many residents.
    """

    count: int
    residents: int
    per: int = 10_000

    @property
    def value(self) -> Decimal:
        """Return the rate."""
        return self._of(Decimal(self.count))

    @property
    def limits(self) -> Limits:
        """Return the limits of the rate at 95 per cent."""
        low, high = count_limits(self.count)
        return self._of(low), self._of(high)

    def _of(self, count: Decimal) -> Decimal:
        return count * self.per / self.residents


@dataclass(frozen=True)
class Funnel:
    """Between which limits money per resident may lie by chance, by the number of residents.

    Attributes:
        centre: Median of the peers, tenge per resident.
        size: Typical size of a purchase of the peers, Σx² / Σx, tenge.
    """

    centre: Decimal
    size: Decimal

    def limits(self, residents: int, z: Decimal = Z_95) -> Limits:
        """Return the limits for a place of so many residents, tenge per resident; the lower is never below 0."""
        half = z * (self.centre * self.size / residents).sqrt()
        return max(self.centre - half, NOTHING), self.centre + half


def funnel(figures: Sequence[Decimal], squares: Decimal, total: Decimal) -> Funnel | None:
    """Return the funnel around the peers' median.

    Nothing where fewer than `LEAST_PEERS` figures are known, and where their median is 0: nothing varies around that.

    Args:
        figures: Money per resident of the peers with a known figure, tenge.
        squares: Sum of the squares of their purchases, tenge².
        total: Sum of their purchases, tenge.
    """
    if len(figures) < LEAST_PEERS or not median(figures):
        return None
    return Funnel(median(figures), squares / total)
