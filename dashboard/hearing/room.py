"""Owns how high things stand on a slide, so that what has no room goes to the next one.

All lengths are CSS pixels of a screen of 1024 by 768, the smallest that a projector shows; on others all grows alike.
"""

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import Final

from dashboard.hearing.pack import Entry
from dashboard.html.inputs import Cell, CostLine, Evidence, NeedLine, Said, Table
from dashboard.pictures.lettering import STRONG, TEXT, TITLE, Font, width_of
from dashboard.pictures.svg import Drawing

WIDE: Final = 940.0
TALL: Final = 625.0
"""Of a slide, between its margins and its foot."""
SIZE: Final = 28.0
TITLE_SIZE: Final = 56.0
LINE: Final = 1.3
GAP: Final = 14.0
_SPARE: Final = 1.02
"""Browsers draw letters a little wider than they are measured."""
_COLUMN_GAP: Final = 20.0
_NARROWEST: Final = 110.0
MOST_COLUMNS: Final = 5
"""A table of more has no room side by side: its rows are written one under another."""
_RANGE: Final = 42.0
_FIGURE_TALL: Final = 470.0
_FIGURE_WIDTHS: Final = (440.0, 560.0)
_READABLE: Final = 1.5
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
    under = text(sentence) + GAP if sentence else 0.0
    return text(words, WIDE, TITLE_SIZE, TITLE, line=1.12) + GAP + under


def fits_first(finding: str, lead: str, about: str) -> bool:
    """Tell whether the finding, its sum written twice as large, has room for its second sentence and its subject."""
    high = text(finding, size=TITLE_SIZE, font=TITLE, line=1.12) + 2 * TITLE_SIZE + GAP
    return high + text(lead, size=SIZE * 1.2) + text(about) + 2 * GAP <= TALL - SIZE * LINE


def cell(one: Cell) -> str:
    """Return a cell's texts as they follow one another."""
    return " ".join((one.text or "—", one.note, *(line.text for line in one.lines))).strip()


def entry(one: Entry) -> float:
    """Return the height of one line of a list, with its amount at the right and its notes below."""
    amount = width_of(one.amount, STRONG, SIZE * _SPARE) + _COLUMN_GAP if one.amount else 0.0
    notes = " · ".join(cell(note) for note in one.notes)
    return text(cell(one.title), WIDE - amount, font=STRONG) + text(notes) + GAP


def said(one: Said, wide: float) -> float:
    """Return the height of what one side said."""
    head = " · ".join(part for part in (one.who, one.stance, one.when) if part)
    return text(head, wide) + text(one.text, wide) + text(cell(one.source), wide) + GAP


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
        told = (" · ".join(map(": ".join, zip(labels, texts, strict=True))) for texts in rows)
        return caption, [text(words) + GAP for words in told]
    wides = [share * WIDE - _COLUMN_GAP for share in _shares(labels, rows)]
    return caption + _cells(labels, wides), [_cells(texts, wides) for texts in rows]


def _shares(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Return how wide the columns of a table are, as shares of 1: by their texts, none very narrow."""
    longest = [max(width_of(words, TEXT, SIZE) for words in texts) for texts in zip(labels, *rows, strict=True)]
    # A long text is broken into lines, so it asks for room by less than its length.
    asked = [max(min(wide, WIDE / 2) + _COLUMN_GAP, _NARROWEST) for wide in longest]
    return [wide / sum(asked) for wide in asked]


def _cells(texts: Sequence[str], wides: Sequence[float]) -> float:
    return max((text(words, wide) for words, wide in zip(texts, wides, strict=True)), default=0.0) + GAP


def _at(row: Mapping[str, Cell], key: str) -> str:
    return cell(row[key]) if key in row else "—"


def figure_width(vector: Callable[[float], Drawing]) -> float:
    """Return the width to draw a figure at so that its letters are the largest once it fills a slide."""
    return max(_FIGURE_WIDTHS, key=lambda width: _scale(vector(width)))


def has_small_letters(vector: Callable[[float], Drawing]) -> bool:
    """Tell whether a figure is so high that its letters on a slide are too small for a room."""
    return _scale(vector(_FIGURE_WIDTHS[1])) < _READABLE


def _scale(drawing: Drawing) -> float:
    return min(WIDE / drawing.width, _FIGURE_TALL / max(drawing.height, 1))
