"""Owns how the chapters of a pack are taken in, left out and moved: orders in, orders out."""

from typing import Final

from dashboard.hearing.contents import CHAPTERS

Order = tuple[str, ...]
"""Keys of the chapters of a pack, in order; a pack has at least one."""

_PLACES: Final = {key: place for place, key in enumerate(CHAPTERS)}


def left_out(order: Order, key: str) -> Order:
    """Return the order without a chapter; the last one stays, for a pack without chapters says nothing."""
    kept = tuple(one for one in order if one != key)
    return kept or order


def taken_in(order: Order, key: str) -> Order:
    """Return the order with a chapter, behind the nearest of those that usually stand before it."""
    if key in order:
        return order
    before = [one for one in order if _PLACES[one] < _PLACES[key]]
    place = order.index(max(before, key=_PLACES.__getitem__)) + 1 if before else 0
    return (*order[:place], key, *order[place:])


def moved(order: Order, key: str, by: int) -> Order:
    """Return the order with a chapter so many places further down, up where negative; the ends stop it.

    Raises:
        ValueError: The pack has no such chapter.
    """
    place = order.index(key)
    kept = [one for one in order if one != key]
    kept.insert(min(max(place + by, 0), len(kept)), key)
    return tuple(kept)
