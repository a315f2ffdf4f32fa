"""Cuts a block, given in each language, into pieces that have room on a slide, at the same places in each of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Final

from dashboard.hearing import room
from dashboard.hearing.pack import (
    Block,
    Entry,
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
from dashboard.hearing.sharing import Tall, divided, evened, spans, worst
from dashboard.html.inputs import Cell, NeedLine, Said

MOST_ROWS: Final = 5
MOST_TABLE_ROWS: Final = 9
MANY_NEEDS: Final = 3
"""So many needs are listed on a slide, and what each is reckoned from stands aside."""
_LONG_FOOT: Final = 240
"""A line under a figure of more signs than this takes the room that its letters need."""
_BESIDE: Final = 2
"""Key numbers beside one another."""
_HEADING: Final = 48.0
_RULE: Final = 44.0
_LINE: Final = room.SIZE * room.LINE


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a block that has room on a slide.

    Attributes:
        block: The part.
        start: Number of its first line.
        title: Its own title, "" where the chapter's stands above it.
        high: Its height under the title; endless where nothing more has room on its slide.
        aside: Whether it is a detail, passed over unless asked for.
    """

    block: Block
    start: int = 1
    title: str = ""
    high: float = inf
    aside: bool = False


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


def _told(blocks: Sequence[Told], tall: Tall) -> Cut:
    several = evened([one.paragraphs for one in blocks], _paragraph, divided, tall(0) - room.GAP)
    heights = worst([[_paragraph(text) + room.GAP for text in texts] for texts in several])
    return [
        tuple(Piece(Told(tuple(texts[span])), high=sum(heights[span])) for texts in several)
        for span in spans(heights, tall)
    ]


def _paragraph(text: str) -> float:
    return room.text(text, room.PARAGRAPH)


def _numbers(blocks: Sequence[Numbers], tall: Tall) -> Cut:
    """Cut key numbers: two stand beside each other, with as many such lines on a slide as there is room for."""
    firsts = range(0, len(blocks[0].items), _BESIDE)
    heights = worst([[max(map(room.key, one.items[n : n + _BESIDE])) for n in firsts] for one in blocks])
    return [
        tuple(
            Piece(Numbers(one.items[span.start * _BESIDE : span.stop * _BESIDE]), high=sum(heights[span]))
            for one in blocks
        )
        for span in spans(heights, tall)
    ]


def _pictured(blocks: Sequence[Pictured], _: Tall) -> Cut:
    """Give a figure a slide of its own; a table stands for one without drawing.

    One of letters too small for a room has a slide for each of its parts, and its table aside.
    """
    alone: Cut = [tuple(Piece(one, title=one.figure.title) for one in blocks)]
    tables = [one.figure.table for one in blocks if one.figure.table]
    if len(tables) < len(blocks):
        return alone
    head = max(room.title(one.figure.title) for one in blocks) + _LINE
    table = _titled(_tabled([Tabled(one) for one in tables], lambda _: room.TALL - head), blocks)
    vectors = [one.figure.vector for one in blocks if one.figure.vector]
    if len(vectors) < len(blocks):
        return table
    if not any(room.has_small_letters(one) for one in vectors):
        return alone
    parts = {len(one(room.FIGURE_WIDE).parts) for one in vectors}
    each = _figure_parts(blocks, min(parts), room.TALL - head) if len(parts) == 1 else []
    return [*(each or alone), *map(_aside, table)]


def _titled(cut: Cut, blocks: Sequence[Pictured]) -> Cut:
    return [
        tuple(replace(piece, title=one.figure.title) for piece, one in zip(row, blocks, strict=True)) for row in cut
    ]


def _figure_parts(blocks: Sequence[Pictured], many: int, tall: float) -> Cut:
    """Give each part of a figure a slide; a long line under it is told once, on a slide before them."""
    told: Cut = []
    if max(len(one.foot) for one in blocks) > _LONG_FOOT:
        told = _titled(_told([Told((one.foot,)) for one in blocks], lambda _: tall), blocks)
        blocks = [replace(one, foot="") for one in blocks]
    return told + [
        tuple(
            Piece(
                replace(one, figure=replace(one.figure, vector=room.figure_part(one.figure.vector, number))),
                title=one.figure.title,
            )
            for one in blocks
            if one.figure.vector
        )
        for number in range(many)
    ]


def _listed(blocks: Sequence[Listed], tall: Tall) -> Cut:
    heights = worst([_entries(one) for one in blocks])
    shares = spans(heights, tall, MOST_ROWS)
    if heights and tall(0) < heights[0] <= tall(1):
        # The first line has no room beside the chapter's sentence, which then has a slide to itself.
        shares = [slice(0, 0), *spans(heights, lambda number: tall(number + 1), MOST_ROWS)]

    def piece(one: Listed, span: slice) -> Piece:
        left_out = one.left_out if span is shares[-1] else None
        return Piece(Listed(one.rows[span], left_out), span.start + 1, high=sum(heights[span]))

    return [tuple(piece(one, span) for one in blocks) for span in shares]


def _entries(block: Listed) -> list[float]:
    """Return the heights of a list's lines; what was left out stands below the last."""
    heights = [room.entry(row) for row in block.rows]
    if heights and block.left_out:
        heights[-1] += room.text(room.cell(block.left_out))
    return heights


def _tabled(blocks: Sequence[Tabled], tall: Tall) -> Cut:
    measured = [room.table_heights(one.table) for one in blocks]
    heights, head = worst([rows for _, rows in measured]), max(head for head, _ in measured)
    shares = spans(heights, lambda number: tall(number) - head, MOST_TABLE_ROWS)
    return [
        tuple(
            Piece(Tabled(replace(one.table, rows=one.table.rows[span], pager=None)), high=head + sum(heights[span]))
            for one in blocks
        )
        for span in shares
    ]


def _sides(blocks: Sequence[Sides], tall: Tall) -> Cut:
    return [*_both(blocks, tall), *_outcomes(blocks, tall)]


@dataclass(frozen=True, slots=True)
class _Column:
    """What one side said, in each language, and which of it stands on each slide with its height."""

    said: list[list[Said]]
    shares: list[tuple[slice, float]]

    def after(self, done: int) -> int:
        """Return how many of its statements stand on so many slides."""
        span, _ = self.shares[min(done, len(self.shares)) - 1]
        return int(span.stop)


def _both(blocks: Sequence[Sides], tall: Tall) -> Cut:
    """Cut what the two sides said: their columns have equal room, each is filled from the top of a slide."""
    head = max(room.text(title, room.SIDE) for one in blocks for title in one.titles) + room.GAP
    less = lambda number: tall(number) - head  # noqa: E731 — the room of both columns
    paid, asking = _side([one.paid for one in blocks], less), _side([one.asking for one in blocks], less)
    beside: Cut = [
        tuple(
            Piece(Sides(one.titles, left[first], right[second]), number, high=head + max(high, other))
            for one, left, right in zip(blocks, paid.said, asking.said, strict=True)
        )
        for number, ((first, high), (second, other)) in enumerate(zip(paid.shares, asking.shares, strict=False), 1)
    ]
    return [*beside, *_going_on(blocks, (paid, asking), len(beside), tall)]


def _going_on(blocks: Sequence[Sides], columns: tuple[_Column, _Column], done: int, tall: Tall) -> Cut:
    """Cut what one side says after the other has said all: it has the whole width."""
    paid, asking = ([said[one.after(done) :] for said in one.said] for one in columns)
    several = paid if paid[0] else asking
    if not several[0]:
        return []
    heights = worst([[_said_height(one) for one in said] for said in several])
    # Both titles stand above, with a line on where the words of the other are.
    head = sum(max(room.text(one.titles[n]) for one in blocks) + room.GAP for n in (0, 1)) + _LINE * 2
    found: Cut = []
    for number, span in enumerate(spans(heights, lambda number: tall(done + number) - head), done + 1):
        row = zip(blocks, paid, asking, strict=True)
        found.append(tuple(Piece(Sides(one.titles, left[span], right[span]), number) for one, left, right in row))
    return found


def _side(several: Sequence[Sequence[Said]], tall: Tall) -> _Column:
    said = evened(several, _side_height, _said_parts, tall(0) - room.GAP)
    heights = worst([[_side_height(one) for one in side] for side in said])
    return _Column(said, [(span, sum(heights[span])) for span in spans(heights, tall)])


def _outcomes(blocks: Sequence[Sides], tall: Tall) -> Cut:
    if not blocks[0].outcomes:
        return []
    several = evened([one.outcomes for one in blocks], _said_height, _said_parts, tall(0) - _HEADING)
    heights = worst([[_said_height(one) for one in said] for said in several])
    head = max(room.text(one.outcome_title) for one in blocks) + room.GAP
    return [
        tuple(
            Piece(Sides(one.titles, (), (), one.outcome_title, said[span]), high=head + sum(heights[span]))
            for one, said in zip(blocks, several, strict=True)
        )
        for span in spans(heights, lambda number: tall(number) - head)
    ]


def _side_height(one: Said) -> float:
    return room.said(one, room.SIDE)


def _said_height(one: Said) -> float:
    return room.said(one, room.WIDE)


def _said_parts(one: Said, parts: int) -> list[Said]:
    return [replace(one, text=text) for text in divided(one.text, parts)]


def _needed(blocks: Sequence[Needed], tall: Tall) -> Cut:
    """Cut needs: where there are many, a room sees all of them in a list; prices, sources and signs stand aside."""
    several = [_need(line) for line in zip(*(one.rows for one in blocks), strict=True)]
    if not has_many(blocks[0]):
        return [_aside(row) if number else row for need in several for number, row in enumerate(need)]
    names = [Listed(tuple(Entry(Cell(row.name), notes=(Cell(row.sentence),)) for row in one.rows)) for one in blocks]
    return [*_listed(names, lambda number: tall(number) - _LINE), *(_aside(row) for need in several for row in need)]


def has_many(block: Needed) -> bool:
    """Tell whether so many needs are told that they begin with a list of them."""
    return len(block.rows) >= MANY_NEEDS


def _aside(row: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple(replace(one, aside=True) for one in row)


def _need(rows: Sequence[NeedLine]) -> Cut:
    """Cut one need: its range stands with the first prices, further ones on slides after it."""
    heights = worst([_need_lines(row) for row in rows])
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
    heights = worst([_written(one) for one in blocks])
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
    heights = worst([[room.text(f"{term} — {meaning}") + room.GAP for term, meaning in one.items] for one in blocks])
    return [
        tuple(Piece(Terms(one.items[span]), high=sum(heights[span])) for one in blocks) for span in spans(heights, tall)
    ]


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
