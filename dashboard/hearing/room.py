"""Owns how high things stand on a slide, so that what has no room goes to the next one.

All lengths are CSS pixels of a screen of 1024 by 768, the smallest that a projector shows; on others all grows alike.
"""

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import Final

from dashboard.hearing.pack import Entry
from dashboard.html.inputs import Cell, CostLine, Evidence, Key, NeedLine, Said, Table
from dashboard.pictures.lettering import STRONG, TEXT, TITLE, Font, width_of
from dashboard.pictures.svg import Drawing

WIDE: Final = 940.0
TALL: Final = 625.0
"""Of a slide, between its margins and its foot."""
SIZE: Final = 28.0
TITLE_SIZE: Final = 45.0
"""Of a slide's title."""
FINDING_SIZE: Final = 56.0
"""Of the finding on the first slide."""
_SUM: Final = 1.9
"""How much larger the sum of the finding is written."""
_FIGURES: Final = 78.0
"""Of a key number."""
_SAID: Final = 0.93
"""How much smaller the sides' words are, two columns of them beside each other."""
LINE: Final = 1.3
GAP: Final = 14.0
PARAGRAPH: Final = 850.0
"""Of running text: longer lines are hard to follow."""
HALF: Final = (WIDE - 40) / 2
"""One of two columns."""
SIDE: Final = HALF - 20
"""One of the two sides', behind its line."""
_SPARE: Final = 1.02
"""Browsers draw letters a little wider than they are measured."""
_COLUMN_GAP: Final = 20.0
_NARROWEST: Final = 110.0
MOST_COLUMNS: Final = 5
"""A table of more has no room side by side: its rows are written one under another."""
_RANGE: Final = 42.0
_FIGURE_TALL: Final = 470.0
FIGURE_WIDE: Final = 560.0
"""A width at which a figure has the parts that it has at all others."""
_FIGURE_WIDTHS: Final = (440.0, 500.0, 560.0, 620.0, 680.0)
_READABLE: Final = 1.6
"""How much larger than on a page a figure is drawn so that its letters are read in a room."""


def text(words: str, wide: float = WIDE, size: float = SIZE, font: Font = TEXT, line: float = LINE) -> float:
    """Return the height of a paragraph; an empty one has none."""
    return _lines(words, font, wide / (size * _SPARE)) * size * line


def _lines(words: str, font: Font, wide: float) -> int:
    """Count the lines of a text; widths are multiples of its size, measured by the word: words come again and again."""
    space = width_of(" ", font, 1)
    lines, used = 0, wide
    for word in words.split():
        long = width_of(word, font, 1)
        if used + space + long <= wide:
            used += space + long
        else:
            more = max(ceil(long / wide), 1)
            lines, used = lines + more, long - (more - 1) * wide
    return lines


def title(words: str, sentence: str = "") -> float:
    """Return the height of a slide's title and of the sentence under it."""
    under = text(sentence, PARAGRAPH) + GAP if sentence else 0.0
    return text(words, WIDE, TITLE_SIZE, TITLE, line=1.12) + GAP + under


def fits_first(finding: Sequence[str], lead: str, about: str) -> bool:
    """Tell whether the finding has room for its second sentence and its subject.

    Args:
        finding: What stands before its sum, the sum on a line of its own, what follows.
        lead: The second sentence.
        about: The subject.
    """
    sizes = [FINDING_SIZE * (_SUM if number == 1 else 1.0) for number in range(len(finding))]
    high = sum(text(part, size=size, font=TITLE, line=1.12) for part, size in zip(finding, sizes, strict=True))
    return high + text(lead, size=SIZE * 1.2) + text(about, PARAGRAPH) + 3 * GAP <= TALL - SIZE * LINE


def cell(one: Cell) -> str:
    """Return a cell's texts as they follow one another."""
    return " ".join((one.text or "—", one.note, *(line.text for line in one.lines))).strip()


def entry(one: Entry) -> float:
    """Return the height of one line of a list, with its amount at the right and its notes below."""
    amount = width_of(one.amount, STRONG, SIZE * _SPARE) + _COLUMN_GAP if one.amount else 0.0
    notes = " · ".join(cell(note) for note in one.notes)
    return text(cell(one.title), WIDE - amount, font=STRONG) + text(notes) + GAP


def key(one: Key) -> float:
    """Return the height of a key number in one of two columns, with its name above and its note below."""
    more = text(one.link_text, HALF) if one.href else 0.0
    return text(one.label, HALF) + _FIGURES * 1.1 + text(one.note, HALF) + more + 2 * GAP


def said(one: Said, wide: float) -> float:
    """Return the height of what one side said; its source follows in the same paragraph."""
    head = " · ".join(part for part in (one.who, one.stance, one.when) if part)
    size = SIZE * _SAID
    return text(head, wide, size) + text(f"{one.text} {cell(one.source)}", wide, size) + GAP


def cost(one: CostLine) -> float:
    """Return the height of one known price."""
    told = " · ".join(part for part in (one.when, cell(one.source), one.note) if part)
    return text(f"{one.amount} {one.text} {told}", WIDE - SIZE) + GAP / 2


def evidence(one: Evidence) -> float:
    """Return the height of one sign of lack."""
    return text(f"{one.text} {one.when} · {cell(one.source)}", WIDE - SIZE) + GAP / 2


def need_head(one: NeedLine) -> float:
    """Return the height of what stands over a need's prices."""
    ranged = _RANGE if one.low is not None and one.high is not None else 0.0
    return text(one.sentence, size=32) + ranged + text(one.note) + GAP


def table_heights(table: Table) -> tuple[float, list[float]]:
    """Return the heights of a table's caption with its head, and of its rows."""
    caption = text("" if table.caption_unseen else table.caption)
    labels = [column.label for column in table.columns]
    rows = [[_at(row, column.key) for column in table.columns] for row in table.rows]
    if len(labels) > MOST_COLUMNS:
        told = (
            " · ".join(f"{label}: {' '.join(lines)}" for label, lines in zip(labels, cells, strict=True))
            for cells in rows
        )
        return caption, [text(words) + GAP for words in told]
    head = [(label,) for label in labels]
    wides = [share * WIDE - _COLUMN_GAP for share in _shares([head, *rows])]
    return caption + _cells(head, wides), [_cells(cells, wides) for cells in rows]


def _shares(rows: Sequence[Sequence[Sequence[str]]]) -> list[float]:
    """Return how wide the columns of a table are, as shares of 1: by their lines, none very narrow."""
    longest = [
        max(width_of(line, TEXT, SIZE) for lines in column for line in lines) for column in zip(*rows, strict=True)
    ]
    # A long text is broken into lines, so it asks for room by less than its length.
    asked = [max(min(wide, WIDE / 2) + _COLUMN_GAP, _NARROWEST) for wide in longest]
    return [wide / sum(asked) for wide in asked]


def _cells(cells: Sequence[Sequence[str]], wides: Sequence[float]) -> float:
    """Return the height of a row: each line of a cell begins anew."""
    highs = (sum(text(line, wide) for line in lines) for lines, wide in zip(cells, wides, strict=True))
    return max(highs, default=0.0) + GAP


def _at(row: Mapping[str, Cell], key: str) -> tuple[str, ...]:
    if key not in row:
        return ("—",)
    one = row[key]
    return (one.text or "—", *(line for line in (one.note, *(each.text for each in one.lines)) if line))


def figure_width(vector: Callable[[float], Drawing]) -> float:
    """Return the width to draw a figure at so that its letters are the largest once it fills a slide."""
    return max(_FIGURE_WIDTHS, key=lambda width: _scale(vector(width)))


def has_small_letters(vector: Callable[[float], Drawing]) -> bool:
    """Tell whether a figure is so high that its letters on a slide are too small for a room."""
    return _scale(vector(figure_width(vector))) < _READABLE


def figure_part(vector: Callable[[float], Drawing], number: int) -> Callable[[float], Drawing]:
    """Return what draws one part of a figure, as high as the highest, so that all are drawn on one scale."""

    def part(width: float) -> Drawing:
        parts = vector(width).parts
        return Drawing(width, max(one.height for one in parts), parts[number].marks)

    return part


def _scale(drawing: Drawing) -> float:
    return min(WIDE / drawing.width, _FIGURE_TALL / max(drawing.height, 1))
