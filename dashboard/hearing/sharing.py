"""Owns how lines and long texts are shared out to slides, given how high they are; what they are is known elsewhere."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Final, TypeVar

_MANY: Final = 99
_ENDS: Final = (".", "!", "?", "…", ";")
_PAUSES: Final = (",", ":", "—", ")")

Item = TypeVar("Item")
Tall = Callable[[int], float]
"""Room for a block's n-th slide, from 0."""


def spans(heights: Sequence[float], tall: Tall, most: int = _MANY) -> list[slice]:
    """Share lines out to slides; a slide holds at least one line, there is at least one slide.

    Args:
        heights: Of the lines, pixels.
        tall: Room of the n-th slide, from 0.
        most: Lines on a slide.
    """
    found: list[slice] = []
    start, used = 0, 0.0
    for number, high in enumerate(heights):
        if number > start and (used + high > tall(len(found)) or number - start >= most):
            found.append(slice(start, number))
            start, used = number, 0.0
        used += high
    return [*found, slice(start, len(heights))]


def divided(text: str, parts: int) -> list[str]:
    """Divide a text into so many parts of about one length, at the ends of sentences where one is near.

    Where a part ends within a sentence, "…" stands there and before the next.
    """
    words = text.split(" ")
    ends = [len(" ".join(words[: number + 1])) for number in range(len(words))]
    cuts = [0]
    for part in range(1, parts):
        aim, near = len(text) * part / parts, len(text) / parts / 4
        around = [n for n, end in enumerate(ends) if abs(end - aim) <= near]
        whole = [n for n in around if words[n].endswith(_ENDS)] or [n for n in around if words[n].endswith(_PAUSES)]
        best = min(whole or range(len(words)), key=lambda n: abs(ends[n] - aim))
        cuts.append(max(best + 1, cuts[-1]))
    several = [" ".join(words[first:last]) for first, last in zip(cuts, [*cuts[1:], len(words)], strict=True)]
    return _continued(several)


def _continued(parts: Sequence[str]) -> list[str]:
    """Return parts of a text with "…" wherever one breaks off within a sentence and the next goes on."""
    open_after = [bool(one) and not one.endswith(_ENDS) for one in parts[:-1]]
    going_on = [bool(after) and breaks for breaks, after in zip(open_after, parts[1:], strict=True)]
    return [
        f"{'… ' * before}{one}{' …' * after}"
        for one, before, after in zip(parts, [False, *going_on], [*going_on, False], strict=True)
    ]


def worst(several: Sequence[Sequence[float]]) -> list[float]:
    """Return for each line the room that the language with most to say needs."""
    return [max(line) for line in zip(*several, strict=True)]


def evened(
    several: Sequence[Sequence[Item]],
    height: Callable[[Item], float],
    parts: Callable[[Item, int], list[Item]],
    most: float,
) -> list[list[Item]]:
    """Divide lines higher than a slide has room for, into as many parts in every language."""
    kept: list[list[Item]] = [[] for _ in several]
    for line in zip(*several, strict=True):
        high = max(map(height, line))
        # Parts end where sentences do, so they are not all of one length.
        number = 1 if high <= most else ceil(high / (most * 0.8))
        for one, items in zip(line, kept, strict=True):
            items.extend(parts(one, number))
    return kept
