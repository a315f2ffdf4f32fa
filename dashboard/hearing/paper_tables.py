"""Sets tables on paper: each column as wide as it needs; rows are small cards where a table has no room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.hearing.paper_letters import line_width, longest_word
from dashboard.hearing.paper_measure import Measure, Part, Run
from dashboard.html.inputs import Cell, Column, Table
from dashboard.pictures.lettering import STRONG, TEXT
from dashboard.words import DASH

INSET: Final = 3.0
"""Room at the left and right of each cell, points."""
MOST_OF_A_WORD: Final = 0.45
"""A word wider than this share of the table is broken, so that one link never takes the whole of it."""
MOST_WHOLE: Final = 500
"""A row with a value of more signs than this may be broken over two pages."""
MOST_COLUMNS: Final = {True: 8, False: 4}


@dataclass(frozen=True, slots=True)
class Need:
    """What a column needs: the width of its widest word, and that of its widest line."""

    least: float
    most: float


def table(data: Table, measure: Measure) -> list[Part]:
    """Return a table as parts: its caption, then the table, or a card for each row, or what stands for no rows."""
    caption = [] if data.caption_unseen or not data.caption else [_caption(data.caption, measure)]
    if not data.rows:
        said = data.empty or measure.tr("Nothing found yet.")
        return [*caption, {"do": "par", "text": measure.text(said)}]
    widths = column_widths(data, measure)
    if not widths:
        return [*caption, *(_card(data, row, measure) for row in data.rows)]
    return [*caption, _grid(data, widths, measure)]


def column_widths(data: Table, measure: Measure) -> list[float]:
    """Return how wide each column's texts are, points; nothing where the columns can't stand beside each other."""
    count = len(data.columns)
    room = measure.width - 2 * INSET * count
    if count > MOST_COLUMNS[measure.alone]:
        return []
    needs = [_need(data, column, measure, room * MOST_OF_A_WORD) for column in data.columns]
    least, most = sum(need.least for need in needs), sum(need.most for need in needs)
    if least > room:
        return []
    share = 1.0 if most <= room else (room - least) / (most - least)
    return [need.least + (need.most - need.least) * share for need in needs]


def _need(data: Table, column: Column, measure: Measure, cap: float) -> Need:
    texts = [(column.label, measure.small, STRONG)]
    for cell in (row.get(column.key, Cell("")) for row in data.rows):
        texts += [(_shown(cell, measure), measure.size, TEXT)]
        texts += [(text, measure.small, TEXT) for text in (cell.note, *(line.text for line in cell.lines))]
    least = min(max(longest_word(*one) for one in texts), cap)
    return Need(least, max(least, *(line_width(*one) for one in texts)))


def _shown(cell: Cell, measure: Measure) -> str:
    return cell.text or (DASH if cell.note else f"{DASH} {measure.tr('not known')}")


def _caption(text: str, measure: Measure) -> Part:
    return {"do": "caption", "text": measure.strong(text), "leads": True}


def _grid(data: Table, widths: Sequence[float], measure: Measure) -> Part:
    columns = list(zip(data.columns, widths, strict=True))
    return {
        "do": "table",
        "widths": [width + 2 * INSET for width in widths],
        "right": [column.side == "right" for column in data.columns],
        "head": [measure.text(column.label, small=True, room=width, font=STRONG) for column, width in columns],
        "rows": [_row(row, columns, measure) for row in data.rows],
    }


def _row(row: Mapping[str, Cell], columns: Sequence[tuple[Column, float]], measure: Measure) -> Part:
    """Return a row; it stays on one page unless it may be longer than that."""
    cells = [_lines(row.get(column.key, Cell("")), measure, width) for column, width in columns]
    return {"cells": cells, "whole": max(sum(len(run["text"]) for run in cell) for cell in cells) < MOST_WHOLE}


def _lines(cell: Cell, measure: Measure, room: float) -> list[Run]:
    """Return the lines of one cell: the value, then small its note and what else stands under it."""
    value = measure.run(cell, room=room)
    return [value, *(measure.run(one, small=True, room=room) for one in _under(cell))]


def _under(cell: Cell) -> list[Cell]:
    return [*([Cell(cell.note)] if cell.note else []), *cell.lines]


def _card(data: Table, row: Mapping[str, Cell], measure: Measure) -> Part:
    """Return one row as a card: its name, and under it each further value behind the name of its column."""
    main = row.get(data.main_key, Cell(""))
    notes = [measure.told(_under(main))]
    for column in data.columns:
        if column.key != data.main_key:
            cell = row.get(column.key, Cell(""))
            named = Cell(f"{column.label}: {_shown(cell, measure)}", cell.href)
            notes.append(measure.told([named, *_under(cell)]))
    title = measure.run(main, font=STRONG)
    return {"do": "entry", "title": title, "amount": "", "notes": [one for one in notes if one]}
