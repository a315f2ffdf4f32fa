"""Owns the arithmetic from money to numbers of things: exact fractions, whole units, no database and no words.

Money and a price are put together only where they lie at most `NEAR_YEARS` apart. Money of one year meets a price of
year p when p is at most five years before or after it; money of a span of years meets it only when both ends of the
span do; money of an unknown year meets none. Money of many years is taken apart: the part that lies near a price is
converted, and how much that is stands beside the result.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement
from math import prod

NEAR_YEARS = 5
RANGE_COSTS, RANGE_SOURCES = 3, 2


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit cost somewhere.

    Attributes:
        cost_id: Row of unit_costs.
        kzt: Tenge for one unit.
        year: Year of the price.
        source: Host of the publisher; two pages of one host are one source.
    """

    cost_id: str
    kzt: Fraction
    year: int
    source: str


@dataclass(frozen=True, slots=True)
class Span:
    """Tenge of one span of budget years; both ends are missing where the year is not known."""

    first: int | None
    last: int | None
    kzt: Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """Comparable prices, the cheapest first, and the money that lies near all of them.

    Low, median and high are prices in tenge: at the low price the money makes the most units.
    """

    prices: tuple[Price, ...]
    money: Decimal

    @property
    def low(self) -> Fraction:
        """Return the least price."""
        return self.prices[0].kzt

    @property
    def high(self) -> Fraction:
        """Return the greatest price."""
        return self.prices[-1].kzt

    @property
    def median(self) -> Fraction:
        """Return the middle price; of an even number, the mean of the middle two."""
        count = len(self.prices)
        return (self.prices[(count - 1) // 2].kzt + self.prices[count // 2].kzt) / 2

    @property
    def units_at_low(self) -> int:
        """Return the whole units at the least price: the most that the money makes."""
        return units(self.money, self.low)

    @property
    def units_at_median(self) -> int:
        """Return the whole units at the median price."""
        return units(self.money, self.median)

    @property
    def units_at_high(self) -> int:
        """Return the whole units at the greatest price: the fewest."""
        return units(self.money, self.high)

    @property
    def sources(self) -> int:
        """Return how many publishers stand behind the prices."""
        return len({price.source for price in self.prices})

    @property
    def years(self) -> tuple[int, int]:
        """Return the first and the last year of the prices."""
        years = [price.year for price in self.prices]
        return min(years), max(years)


def units(money: Decimal, price: Fraction) -> int:
    """Return how many whole units the money makes: units × price ≤ money < (units + 1) × price.

    Raises:
        ValueError: The price is not above zero, or the money is below zero.
    """
    if price <= 0 or money < 0:
        raise ValueError(f"{money} tenge cannot be turned into things at {price} tenge each")
    return int(Fraction(money) // price)


def price_factor(inflation: Mapping[int, Fraction], year: int, to_year: int) -> Fraction | None:
    """Return what a price of `year` is multiplied by to be in tenge of `to_year`.

    Args:
        inflation: Average yearly inflation of each year, percent.
        year: Year of the price.
        to_year: Year whose tenge are wanted.

    Returns:
        Exactly 1 for the same year; nothing where the inflation of a year in between is not known.
    """
    between = range(min(year, to_year) + 1, max(year, to_year) + 1)
    if any(one not in inflation for one in between):
        return None
    growth = prod((1 + inflation[one] / 100 for one in between), start=Fraction(1))
    return growth if year <= to_year else 1 / growth


def moved(price: Price, inflation: Mapping[int, Fraction], to_year: int) -> Price | None:
    """Return a price in tenge of another year, or nothing where it cannot be moved there."""
    factor = price_factor(inflation, price.year, to_year)
    return None if factor is None else Price(price.cost_id, price.kzt * factor, price.year, price.source)


def near_money(spans: Iterable[Span], first_price_year: int, last_price_year: int) -> Decimal:
    """Return the tenge of the spans that lie near every price year between the two."""
    return sum(
        (
            span.kzt
            for span in spans
            if span.first is not None
            and span.last is not None
            and last_price_year - span.first <= NEAR_YEARS
            and span.last - first_price_year <= NEAR_YEARS
        ),
        start=Decimal(0),
    )


def wide_enough(prices: Sequence[Price]) -> bool:
    """Tell whether prices may be shown as low, median and high."""
    return len(prices) >= RANGE_COSTS and len({price.source for price in prices}) >= RANGE_SOURCES


def best_range(prices: Iterable[Price], spans: Sequence[Span]) -> Range | None:
    """Return the range that says something about the most of the money.

    Prices of one size class may be many years apart, and money of many years is near to some of them only. So every
    stretch of price years that is wide enough is tried: the one with the most money near all its prices is taken,
    then the one with the most prices, then the later one.

    Args:
        prices: Prices of one size class.
        spans: The money by its years.

    Returns:
        Nothing where no three prices of two sources have money near them.
    """
    ranked = sorted(prices, key=lambda price: (price.kzt, price.cost_id))
    found = []
    for first, last in combinations_with_replacement(sorted({price.year for price in ranked}), 2):
        within = tuple(price for price in ranked if first <= price.year <= last)
        money = near_money(spans, first, last)
        if wide_enough(within) and money > 0:
            found.append((money, len(within), last, within))
    return Range(found_best[3], found_best[0]) if (found_best := max(found, key=_rank, default=None)) else None


def _rank(candidate: tuple[Decimal, int, int, tuple[Price, ...]]) -> tuple[Decimal, int, int]:
    return candidate[:3]
