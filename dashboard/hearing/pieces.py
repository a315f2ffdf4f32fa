"""Cuts a block, given in each language, into pieces that have room on a slide, at the same places in each of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import ceil
from typing import Final, TypeVar

from dashboard.hearing import room
from dashboard.hearing.pack import (
    Block,
    Listed,
    Needed,
    Numbered,
    Numbers,
    Pictured,
    Sides,
    Tabled,
    Terms,
    Told,
)
from dashboard.html.inputs import NeedLine, Said

MOST_ROWS: Final = 5
MOST_TABLE_ROWS: Final = 9
_MANY: Final = 99
_TABLE_SLIDES: Final = 2
_SIDE: Final = (room.WIDE - 40) / 2 - 20
_HEADING: Final = 48.0
_RULE: Final = 44.0
_LINE: Final = room.SIZE * room.LINE
_ENDS: Final = (".", "!", "?", "…", ";")

Item = TypeVar("Item")
Tall = Callable[[int], float]
"""Room for a block's n-th slide, from 0."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a block that has room on a slide.

    Attributes:
        block: The part.
        start: Number of its first line.
        title: Its own title, "" where the chapter's stands above it.
    """

    block: Block
    start: int = 1
    title: str = ""


Cut = list[tuple[Piece, ...]]
"""Pieces in order, each in every language."""


def pieces(blocks: Sequence[Block], tall: Tall) -> Cut:
    """Cut a block.

    Args:
        blocks: The same block in each language.
        tall: Room of a slide under the chapter's title.

    Raises:
        ValueError: The languages differ in how many lines it has.
    """
    by_kind = _BY_KIND[type(blocks[0])]
    return by_kind(blocks, tall)


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
    """Divide a text into so many parts of about one length, at the ends of sentences where one is near."""
    words = text.split(" ")
    ends = [len(" ".join(words[: number + 1])) for number in range(len(words))]
    cuts = [0]
    for part in range(1, parts):
        aim, near = len(text) * part / parts, len(text) / parts / 4
        whole = [n for n, end in enumerate(ends) if words[n].endswith(_ENDS) and abs(end - aim) <= near]
        best = min(whole or range(len(words)), key=lambda n: abs(ends[n] - aim))
        cuts.append(max(best + 1, cuts[-1]))
    return [" ".join(words[first:last]) for first, last in zip(cuts, [*cuts[1:], len(words)], strict=True)]


def _worst(several: Sequence[Sequence[float]]) -> list[float]:
    """Return for each line the room that the language with most to say needs."""
    return [max(line) for line in zip(*several, strict=True)]


def _evened(
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


def _told(blocks: Sequence[Told], tall: Tall) -> Cut:
    several = _evened([one.paragraphs for one in blocks], room.text, divided, tall(0) - room.GAP)
    heights = _worst([[room.text(text) + room.GAP for text in texts] for texts in several])
    return [tuple(Piece(Told(tuple(texts[span]))) for texts in several) for span in spans(heights, tall)]


def _numbers(blocks: Sequence[Numbers], _: Tall) -> Cut:
    lines = zip(*(one.items for one in blocks), strict=True)
    return [tuple(Piece(Numbers((key,)), title=key.label) for key in line) for line in lines]


def _pictured(blocks: Sequence[Pictured], tall: Tall) -> Cut:
    """Give a figure a slide of its own; a table stands for one without drawing, follows one of small letters."""
    alone: Cut = [tuple(Piece(one, title=one.figure.title) for one in blocks)]
    tables = [one.figure.table for one in blocks if one.figure.table]
    if len(tables) < len(blocks):
        return alone
    table = [
        tuple(replace(piece, title=one.figure.title) for piece, one in zip(row, blocks, strict=True))
        for row in _tabled([Tabled(one) for one in tables], tall)
    ]
    vectors = [one.figure.vector for one in blocks if one.figure.vector]
    if len(vectors) < len(blocks):
        return table
    small = any(room.has_small_letters(one) for one in vectors)
    return [*alone, *table] if small and len(table) <= _TABLE_SLIDES else alone


def _listed(blocks: Sequence[Listed], tall: Tall) -> Cut:
    heights = _worst([_entries(one) for one in blocks])
    shares = spans(heights, tall, MOST_ROWS)
    if heights and tall(0) < heights[0] <= tall(1):
        # The first line has no room beside the chapter's sentence, which then has a slide to itself.
        shares = [slice(0, 0), *spans(heights, lambda number: tall(number + 1), MOST_ROWS)]

    def piece(one: Listed, span: slice) -> Piece:
        left_out = one.left_out if span is shares[-1] else None
        return Piece(Listed(one.rows[span], left_out), span.start + 1)

    return [tuple(piece(one, span) for one in blocks) for span in shares]


def _entries(block: Listed) -> list[float]:
    """Return the heights of a list's lines; what was left out stands below the last."""
    heights = [room.entry(row) for row in block.rows]
    if heights and block.left_out:
        heights[-1] += room.text(room.cell(block.left_out))
    return heights


def _tabled(blocks: Sequence[Tabled], tall: Tall) -> Cut:
    measured = [room.table_heights(one.table) for one in blocks]
    heights, head = _worst([rows for _, rows in measured]), max(head for head, _ in measured)
    shares = spans(heights, lambda number: tall(number) - head, MOST_TABLE_ROWS)
    return [
        tuple(Piece(Tabled(replace(one.table, rows=one.table.rows[span], pager=None))) for one in blocks)
        for span in shares
    ]


def _sides(blocks: Sequence[Sides], tall: Tall) -> Cut:
    return [*_both(blocks, tall), *_outcomes(blocks, tall)]


def _both(blocks: Sequence[Sides], tall: Tall) -> Cut:
    """Cut what the two sides said: their columns have equal room, each is filled from the top of a slide."""
    head = max(room.text(title, _SIDE) for one in blocks for title in one.titles) + room.GAP
    less = lambda number: tall(number) - head  # noqa: E731 — the room of both columns
    paid, paid_shares = _side([one.paid for one in blocks], less)
    asking, asking_shares = _side([one.asking for one in blocks], less)
    return [
        tuple(
            Piece(Sides(one.titles, left[first], right[second]), number)
            for one, left, right in zip(blocks, paid, asking, strict=True)
        )
        for number, (first, second) in enumerate(zip_longest(paid_shares, asking_shares, fillvalue=slice(0, 0)), 1)
    ]


def _side(several: Sequence[Sequence[Said]], tall: Tall) -> tuple[list[list[Said]], list[slice]]:
    evened = _evened(several, _side_height, _said_parts, tall(0) - room.GAP)
    return evened, spans(_worst([[_side_height(one) for one in side] for side in evened]), tall)


def _outcomes(blocks: Sequence[Sides], tall: Tall) -> Cut:
    if not blocks[0].outcomes:
        return []
    several = _evened([one.outcomes for one in blocks], _said_height, _said_parts, tall(0) - _HEADING)
    heights = _worst([[_said_height(one) for one in said] for said in several])
    head = max(room.text(one.outcome_title) for one in blocks) + room.GAP
    return [
        tuple(
            Piece(Sides(one.titles, (), (), one.outcome_title, said[span]))
            for one, said in zip(blocks, several, strict=True)
        )
        for span in spans(heights, lambda number: tall(number) - head)
    ]


def _side_height(one: Said) -> float:
    return room.said(one, _SIDE)


def _said_height(one: Said) -> float:
    return room.said(one, room.WIDE)


def _said_parts(one: Said, parts: int) -> list[Said]:
    return [replace(one, text=text) for text in divided(one.text, parts)]


def _needed(blocks: Sequence[Needed], _: Tall) -> Cut:
    found: Cut = []
    for line in zip(*(one.rows for one in blocks), strict=True):
        found += _need(line)
    return found


def _need(rows: Sequence[NeedLine]) -> Cut:
    """Cut one need: its range stands with the first prices, further ones on slides after it."""
    heights = _worst([_need_lines(row) for row in rows])
    name = max(room.title(row.name) for row in rows) + _LINE + _HEADING
    head = max(room.need_head(row) for row in rows)
    tall = room.TALL - name
    alone = [slice(0, 0)] if heights and heights[0] > tall - head else []
    shares = [*alone, *spans(heights, lambda number: tall - (0 if alone or number else head))]
    return [
        tuple(Piece(Needed((_need_part(row, span, leads=not number),)), title=row.name) for row in rows)
        for number, span in enumerate(shares)
    ]


def _need_lines(row: NeedLine) -> list[float]:
    signs = [room.evidence(one) + _HEADING * (number == 0) for number, one in enumerate(row.evidence)]
    return [*map(room.cost, row.costs), *signs]


def _need_part(row: NeedLine, span: slice, *, leads: bool) -> NeedLine:
    many = len(row.costs)
    costs, signs = row.costs[span], row.evidence[max(span.start - many, 0) : max(span.stop - many, 0)]
    if leads:
        return replace(row, costs=costs, evidence=signs)
    return NeedLine(row.name, "", costs=costs, evidence=signs, href=row.href)


def _numbered(blocks: Sequence[Numbered], tall: Tall) -> Cut:
    """Cut numbered sentences: questions stand one a slide, a blank's lines and fields as many as there is room for."""
    if not blocks[0].lines and not blocks[0].fields:
        lines = zip(*(one.items for one in blocks), strict=True)
        return [tuple(Piece(Numbered((text,)), number) for text in line) for number, line in enumerate(lines, 1)]
    heights = _worst([_written(one) for one in blocks])
    return [tuple(_numbered_part(one, span) for one in blocks) for span in spans(heights, tall)]


def _written(block: Numbered) -> list[float]:
    items = [room.text(text) + room.GAP + _RULE * bool(block.lines) for text in block.items]
    return [*items, *(room.text(label) + _RULE + room.GAP for label in block.fields)]


def _numbered_part(block: Numbered, span: slice) -> Piece:
    """Return some of a blank's lines; a screen is not written on, so one rule stands for all of a line's."""
    many = len(block.items)
    fields = block.fields[max(span.start - many, 0) : max(span.stop - many, 0)]
    return Piece(Numbered(block.items[span], min(block.lines, 1), fields), span.start + 1)


def _terms(blocks: Sequence[Terms], tall: Tall) -> Cut:
    heights = _worst([[room.text(f"{term} — {meaning}") + room.GAP for term, meaning in one.items] for one in blocks])
    return [tuple(Piece(Terms(one.items[span])) for one in blocks) for span in spans(heights, tall)]


_BY_KIND: Final[dict[type, Callable[..., Cut]]] = {
    Told: _told,
    Numbers: _numbers,
    Pictured: _pictured,
    Listed: _listed,
    Tabled: _tabled,
    Sides: _sides,
    Needed: _needed,
    Numbered: _numbered,
    Terms: _terms,
}
