"""Makes slides of a pack's chapters, one idea each, as many in every language.

A language that needs more room than the others decides for all, so that a slide keeps its number when the language
changes in the middle of a hearing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from dashboard.hearing import room
from dashboard.hearing.pack import Block, Chapter, Listed, Needed, Numbered, Pack, Pictured, Sides, Told
from dashboard.hearing.pieces import Cut, Piece, has_many, pieces

_BRIEF: Final = 320
"""Letters of a text that leads what follows it, or stands large by itself."""
_WITHOUT_SENTENCE: Final = (Pictured, Sides)
"""Kinds whose slides have no room for a sentence under the title: it gets a slide of its own."""
_PART_LABEL: Final = " of parts, so many"
"""Stands for "1 of 3" behind a title, wherever it is longest."""


@dataclass(frozen=True, slots=True)
class Board:
    """One slide in one language.

    Attributes:
        title: Its title.
        kicker: The chapter's title above it, where its own is another.
        sentence: What stands under the title.
        block: What it shows.
        start: Number of its first line, where lines are numbered.
        part: Which of the slides of one block it is, from 1.
        parts: How many those are.
        after: Short texts under what it shows.
        opens: Title of the chapter that begins with it.
        aside: Whether it is a detail, passed over unless asked for.
    """

    title: str
    kicker: str = ""
    sentence: str = ""
    block: Block | None = None
    start: int = 1
    part: int = 1
    parts: int = 1
    after: tuple[str, ...] = ()
    opens: str = ""
    aside: bool = False

    @property
    def kind(self) -> str:
        """Return the name of its kind, for styles."""
        if self.block is None:
            return "opening"
        return "brief" if isinstance(self.block, Told) and _is_brief(self.block) else type(self.block).__name__.lower()


Row = tuple[Board, ...]
"""One slide in every language."""


def decks(packs: Sequence[Pack]) -> list[list[Board]]:
    """Make the slides of a pack, without its first and last.

    Args:
        packs: The pack in each language.

    Returns:
        The slides of each language, as many in all.
    """
    if len({_shape(one) for one in packs}) == 1:
        rows = [row for line in zip(*(one.chapters for one in packs), strict=True) for row in boards(line)]
    else:
        # Never expected; then a slide may say something else in another language, but all of them say it all.
        alone = ([row[0] for one in pack.chapters for row in boards((one,))] for pack in packs)
        rows = list(zip_longest(*alone, fillvalue=Board("")))
    return [list(deck) for deck in zip(*rows, strict=True)] if rows else [[] for _ in packs]


def boards(chapters: Sequence[Chapter]) -> list[Row]:
    """Make the slides of one chapter, given in each language.

    Raises:
        ValueError: The languages differ in what it holds.
    """
    made: list[Row] = []
    left = 0.0
    sentences = [one.sentence for one in chapters]
    lines = list(zip(*(one.blocks for one in chapters), strict=True))
    for place, blocks in enumerate(lines):
        follows = lines[place + 1] if place + 1 < len(lines) else ()
        if not any(sentences) and _leads(blocks, follows):
            sentences = [" ".join(one.paragraphs) for one in blocks if isinstance(one, Told)]
            continue
        if not any(sentences) and 0 < _high_under(blocks) <= left:
            last = max(number for number, row in enumerate(made) if not row[0].aside)
            made[last], left = _with_after(made[last], blocks), 0.0
            continue
        if made and _high_under(blocks) and _is_opening(made[0]):
            made[0] = _with_after(made[0], blocks)
            continue
        if any(sentences) and not _has_room(blocks[0]):
            made.append(_opening(chapters, sentences))
            sentences = [""] * len(chapters)
        rows, left = _block(chapters, blocks, sentences)
        made += rows
        sentences = [""] * len(chapters)
    return _opened(chapters, made or [_opening(chapters, sentences)])


def _opened(chapters: Sequence[Chapter], made: Sequence[Row]) -> list[Row]:
    """Return slides of which the first tells that a chapter begins."""
    first = tuple(replace(one, opens=chapter.title) for one, chapter in zip(made[0], chapters, strict=True))
    return [first, *made[1:]]


def _opening(chapters: Sequence[Chapter], sentences: Sequence[str]) -> Row:
    return tuple(Board(one.title, sentence=said) for one, said in zip(chapters, sentences, strict=True))


def _leads(blocks: Sequence[Block], follows: Sequence[Block]) -> bool:
    """Tell whether a text is short and leads a list or table after it: it stands on the same slide."""
    short = all(isinstance(one, Told) and _is_brief(one) for one in blocks)
    return short and bool(follows) and not isinstance(follows[0], Told) and _has_room(follows[0])


def _high_under(blocks: Sequence[Block]) -> float:
    """Return the room that a short text needs under what stands before it; 0 for all that needs its own slide."""
    texts = [_short(one) for one in blocks]
    if not all(texts):
        return 0.0
    return max(sum(room.text(one, room.PARAGRAPH) + room.GAP for one in several) for several in texts) + room.GAP


def _short(block: Block) -> tuple[str, ...]:
    """Return the texts of a block that says little: a brief text, or the one line of a list that leads further."""
    if isinstance(block, Told) and _is_brief(block):
        return block.paragraphs
    if isinstance(block, Listed) and len(block.rows) == 1 and not block.left_out:
        row = block.rows[0]
        return (row.title.text,) if not (row.amount or row.notes or row.title.note) else ()
    return ()


def _is_opening(row: Row) -> bool:
    """Tell whether a slide has a chapter's sentence alone, and so room for one more short text."""
    return all(one.block is None and not one.after for one in row)


def _with_after(row: Row, blocks: Sequence[Block]) -> Row:
    return tuple(replace(one, after=(*one.after, *_short(block))) for one, block in zip(row, blocks, strict=True))


def _has_room(block: Block) -> bool:
    """Tell whether a block's slides have room for a sentence under the title."""
    if isinstance(block, Numbered):
        return bool(block.lines or block.fields)
    if isinstance(block, Needed):
        return has_many(block)
    return not isinstance(block, _WITHOUT_SENTENCE)


def _is_brief(block: Told) -> bool:
    return sum(map(len, block.paragraphs)) <= _BRIEF


def _block(chapters: Sequence[Chapter], blocks: Sequence[Block], sentences: Sequence[str]) -> tuple[list[Row], float]:
    """Make the slides of one block, the sentences on the first; tell how much room is left on the last."""
    heads = max(room.title(one.title + _PART_LABEL) for one in chapters)
    first = max(room.title(one.title + _PART_LABEL, said) for one, said in zip(chapters, sentences, strict=True))

    def tall(number: int) -> float:
        return room.TALL - (heads if number else first)

    several: Cut = pieces(blocks, tall)
    parts = sum(not row[0].aside for row in several)
    made = []
    for number, row in enumerate(several, 1):
        said = sentences if number == 1 else [""] * len(chapters)
        made.append(tuple(_board(*one, (number, parts)) for one in zip(chapters, row, said, strict=True)))
    # A short text is written large by itself: nothing is put under it.
    last = [row[0] for row in several if not row[0].aside][-1]
    left = 0.0 if isinstance(blocks[0], Told) else tall(parts - 1) - last.high
    return made, left


def _board(chapter: Chapter, piece: Piece, sentence: str, place: tuple[int, int]) -> Board:
    if piece.title:
        return Board(piece.title, chapter.title, sentence, piece.block, piece.start, aside=piece.aside)
    return Board(chapter.title, "", sentence, piece.block, piece.start, *place)


def _shape(pack: Pack) -> tuple[object, ...]:
    """Return what must be alike in all languages: chapters, kinds of blocks, numbers of lines."""
    return tuple((one.key, tuple((type(block), *_counts(block)) for block in one.blocks)) for one in pack.chapters)


def _counts(block: Block) -> tuple[int, ...]:
    if isinstance(block, Told):
        return (len(block.paragraphs),)
    fields = (getattr(block, name, None) for name in ("items", "rows", "fields", "paid", "asking", "outcomes"))
    table = getattr(block, "table", None)
    return tuple(len(one) for one in (*fields, table and table.rows) if one is not None)
