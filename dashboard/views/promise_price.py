"""Owns the arithmetic from money to the price of one promised unit: exact bounds with what each assumes, no words.

The rule is docs/decisions/0016-price-of-a-promised-unit.md. A bound is "at most": the money may have bought other
things too, and more units than the promise names. So it is rounded up to the tiyn, and times its units it is never
below the money.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Final, Literal

from dashboard.store import Row

PERIODS: Final[Mapping[str, int]] = {"year": 1, "half-year": 2, "quarter": 4, "month": 12, "week": 52, "day": 365}
"""Period of a promise → how many whole ones a year holds at least."""
SPAN: Final = re.compile(r"(\d+) (day|week|month|quarter|year)s?")
"""A period of several: «2 weeks», «12 months»."""
WHOLE: Final = (None, "contract")
"""What a promise of the whole is told per."""
UNLIKE: Final = frozenset({"component", "module"})
"""Units that are unlike each other, so that one of them has no price."""
MEASURES: Final = frozenset({"percent", "second", "day", "megapixel", "mbit"})
"""Units of how good or how quick a thing is."""
MOMENTS: Final = re.compile(r"hour|reaction|\d+ (?:second|minute|hour)s?")
"""What a time to answer in is told per."""
TIYN: Final = 100
MONTHS: Final = 12
NOTHING: Final = Decimal(0)

Why = Literal[
    "", "no_money", "more_than", "date", "no_number", "maximum", "measure", "unlike", "moment", "ratio", "no_year"
]
"""Why a promise has no price; "" where it has one."""


@dataclass(frozen=True, slots=True)
class Purse:
    """The counted money that a promise was made for.

    Attributes:
        committed: Contracts, payments, yearly costs, tenge.
        planned: Budgets, plans, lot estimates, tenge.
        low: The whole where sources give alternatives or a range: its lower end.
        high: The upper end; both are the sum where there is one sum.
        first_year: First budget year; missing where the year of any of it is not known.
        last_year: Last budget year.
        months: Months that the work took, where the source prints both its ends to the month.
        about: A sum in it is only about right.
        open_end: A sum in it is told as "more than": no upper bound follows from it.
        why_not: Where nothing of it is in the totals: the code of the reason, as records have it.
    """

    committed: Decimal = NOTHING
    planned: Decimal = NOTHING
    low: Decimal = NOTHING
    high: Decimal = NOTHING
    first_year: int | None = None
    last_year: int | None = None
    months: int | None = None
    about: bool = False
    open_end: bool = False
    why_not: str = ""

    @property
    def total(self) -> Decimal:
        """Return committed and planned together; always shown with the two apart."""
        return self.committed + self.planned

    @property
    def longest(self) -> int | None:
        """Return the months that the money may have lasted: those printed, else all of its budget years."""
        if self.months is not None:
            return self.months
        if self.first_year is None or self.last_year is None:
            return None
        return MONTHS * (self.last_year - self.first_year + 1)


@dataclass(frozen=True, slots=True)
class Bound:
    """One unit cost at most so much, if what is assumed holds.

    Attributes:
        kzt: Tenge for one unit, rounded up to the tiyn.
        units: Units that the promise makes under the assumption.
        periods: Periods (months, weeks …) assumed to have run; nothing for a promise of a whole.
        number: The number assumed to be promised, for a promise told as a range.
    """

    kzt: Decimal
    units: Decimal
    periods: int | None = None
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """The bounds of one promised unit, the lowest first; none with the reason."""

    bounds: tuple[Bound, ...] = ()
    why: Why = ""

    @property
    def weakest(self) -> Bound | None:
        """Return the greatest bound: it holds under each of the assumptions."""
        return self.bounds[-1] if self.bounds else None


def bound(kzt: Decimal, units: Decimal, periods: int | None = None, number: Decimal | None = None) -> Bound:
    """Divide money by units, up to the tiyn.

    Raises:
        ValueError: There is no unit to divide by.
    """
    if units <= 0:
        raise ValueError(f"{units} units have no price")
    each = ceil(Fraction(kzt) * TIYN / Fraction(units))
    return Bound(Decimal(each) / TIYN, units, periods, number)


def price(promise: Row, purse: Purse, things: Mapping[str, Sequence[Decimal]]) -> Price:
    """Return what one unit of a promise cost at most.

    Args:
        promise: Row of `promises`.
        purse: The money it was made for.
        things: Numbers promised with it by their unit, itself among them: for a promise "in each of them", and for one
            thing of which several numbers are promised, where no source says which of them the money was for.
    """
    why = _hindrance(promise, purse)
    if why:
        return Price(why=why)
    per, numbers = promise["per"], _numbers(promise)
    if a_year := _in_a_year(per or ""):
        return _of_periods(numbers[0], a_year, purse)
    if per not in WHOLE:
        return _of_things(numbers[0], things.get(per, ()), purse)
    rivals = [*numbers, *things.get(promise["unit"], ())]
    ends = {min(rivals), max(rivals)}
    told = [bound(purse.high, one, number=one if len(ends) > 1 else None) for one in sorted(ends, reverse=True)]
    return Price(tuple(told))


def _hindrance(promise: Row, purse: Purse) -> Why:
    """Return the first reason why there is no price whatever the promise is per."""
    if promise["unit"] == "date":
        return "date"
    numbers = _numbers(promise)
    hindrances: Mapping[Why, bool] = {
        "no_number": not numbers or min(numbers) <= 0,
        "maximum": promise["bound"] == "maximum",
        "measure": promise["unit"] in MEASURES,
        "unlike": promise["unit"] in UNLIKE,
        "moment": bool(MOMENTS.fullmatch(promise["per"] or "")),
        "no_money": not purse.high,
        "more_than": purse.open_end,
    }
    return next((why for why, holds in hindrances.items() if holds), "")


def _numbers(promise: Row) -> Sequence[Decimal]:
    """Return the number promised, or the two ends of a range; the lesser first."""
    if promise["value"] is not None:
        return (promise["value"],)
    ends = {promise[name] for name in ("value_low", "value_high") if promise[name] is not None}
    return sorted(ends)


def _in_a_year(per: str) -> Fraction | None:
    """Return how many of a period a year holds at least; nothing for what is no period."""
    if per in PERIODS:
        return Fraction(PERIODS[per])
    found = SPAN.fullmatch(per)
    return Fraction(PERIODS[found[2]], int(found[1])) if found and int(found[1]) else None


def _of_periods(number: Decimal, a_year: Fraction, purse: Purse) -> Price:
    """Price a promise for each month, week …: once if it held for all of the time, once if for half of it."""
    months = purse.longest
    if months is None:
        return Price(why="no_year")
    lengths = {a_year * months // MONTHS, a_year * (months // 2) // MONTHS} - {0}
    if not lengths:
        return Price(why="no_year")
    return Price(tuple(bound(purse.high, number * length, periods=length) for length in sorted(lengths, reverse=True)))


def _of_things(number: Decimal, things: Sequence[Decimal], purse: Purse) -> Price:
    """Price a promise for each of several things; of several numbers of them the least gives the bound that holds."""
    return Price((bound(purse.high, number * min(things)),)) if things else Price(why="ratio")
