"""Tells for what period, or for each of what, a quantity holds, by where the words stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipelines.transform.promises.parts import ALONE, Item, Sentence
from pipelines.transform.promises.quantities import Quantity
from pipelines.transform.promises.vocabulary import Words

SHIFT: Final = "shift"
AGAIN: Final = "all"
PERIODS: Final = ("period", "span")
AND: Final = ("и", "жане", "ал", "также", "мен", "а")
APART: Final = (",", ";", "\n", "|")


@dataclass(slots=True)
class _Held:
    """A quantity while its period is looked for.

    Attributes:
        quantity: The quantity.
        each: What it holds for each of.
        period: What period it holds for.
        again: Its thing is done again and again.
        leading: The period stood before it.
        used: Places of what was taken for it.
    """

    quantity: Quantity
    each: str | None = None
    period: str | None = None
    again: bool = False
    leading: bool = False
    used: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Placed:
    """Quantities with what they hold for, and the places of the periods that were used for them."""

    quantities: tuple[Quantity, ...]
    used: frozenset[int]


def with_periods(sentence: Sentence, found: Sequence[Quantity], words: Words) -> Placed:
    """Give each quantity its period.

    A period right after a thing is its own; one before it, too, and holds for those that follow in the same list; one
    at the end of a list holds for those before it. What stands once, as staff or cameras do, takes no period.
    """
    held = [_Held(one, one.per, again=words.units[one.unit].takes == AGAIN) for one in found]
    claimed: set[int] = set()
    for kinds in (("each",), PERIODS):
        for number, one in enumerate(held):
            _take_own(sentence.items, held, number, kinds, words, claimed)
            claimed.update(one.used)
    _inherit(held)
    told = tuple(replace(one.quantity, per=_per(one, held[:number])) for number, one in enumerate(held))
    return Placed(told, frozenset(claimed))


def _per(one: _Held, before: Sequence[_Held]) -> str | None:
    if one.each == ALONE:
        return before[-1].quantity.unit if before else None
    return one.each or one.period


def _take_own(
    items: Sequence[Item], held: Sequence[_Held], number: int, kinds: tuple[str, ...], words: Words, claimed: set[int]
) -> None:
    """Give a quantity the period that stands in it, right after it, or before it."""
    one = held[number]
    for place, leading in _places(items, held, number, kinds):
        item = items[place]
        if place in claimed or not _takes(one, item, words):
            continue
        if item.kind == "each":
            one.each = item.labels[0]
        elif one.period is None and not (item.kind == "span" and one.each):
            one.period = item.labels[0]
        else:
            continue
        one.leading = leading
        one.used.append(place)
        return


def _takes(one: _Held, item: Item, words: Words) -> bool:
    takes = words.units[one.quantity.unit].takes
    if item.kind == "each":
        return one.each is None and one.quantity.per is None and one.quantity.unit not in item.labels
    return takes != "each" or item.says(SHIFT)


def _places(
    items: Sequence[Item], held: Sequence[_Held], number: int, kinds: tuple[str, ...]
) -> Iterator[tuple[int, bool]]:
    """Yield places of periods that may be a quantity's own, the nearest claim first, and whether they lead it."""
    one, again = held[number].quantity, held[number].again
    first = held[number - 1].quantity.last + 1 if number else 0
    last = held[number + 1].quantity.first if number + 1 < len(held) else len(items)
    inside = range(one.first, one.last + 1)
    yield from ((place, items[place].start < one.number.start) for place in inside if items[place].kind in kinds)
    apart: list[int] = []
    for place in range(one.last + 1, last):
        if items[place].text in APART or items[place].text in AND:
            break
        if items[place].kind in kinds:
            yield place, False
    for place in range(one.first - 1, first - 1, -1):
        if items[place].text == ";" or (not again and items[place].text == ","):
            break
        if items[place].kind in kinds:
            yield place, True
    if number + 1 == len(held):
        apart = [place for place in range(one.last + 1, last) if items[place].kind in kinds]
    yield from ((place, False) for place in apart)


def _inherit(held: Sequence[_Held]) -> None:
    """Let a period hold for the rest of its list."""
    for number, one in enumerate(held):
        before = held[number - 1] if number else one
        if before.leading and _may_inherit(one, before):
            one.each, one.period, one.leading = one.each or before.each, before.period, True
    for number in range(len(held) - 2, -1, -1):
        one, after = held[number], held[number + 1]
        if _is_free(one) and after.period and not after.leading and after.again:
            one.period = after.period


def _may_inherit(one: _Held, before: _Held) -> bool:
    """Tell whether a list goes on: of things done again and again, or of those who work in a shift."""
    same_shift = before.period == SHIFT and one.period is None and one.quantity.unit == before.quantity.unit
    return _is_free(one) or same_shift


def _is_free(one: _Held) -> bool:
    return one.each is None and one.period is None and one.again
