"""Draws horizontal bars, committed solid and planned hatched, labelled at their ends; the twin of `charts.base`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from dashboard.charts.base import BarRow, Palette
from dashboard.html.inputs import Bar
from dashboard.pictures import svg
from dashboard.pictures.lettering import TEXT, at_most, width_of, wrapped
from dashboard.pictures.svg import Drawing

SIZE: Final = 16
THICK: Final = 20
BETWEEN: Final = 12
ABOVE: Final = 4
LEADING: Final = 1.2
BESIDE_SHARE: Final = 0.4
LEAST_BAR_ROOM: Final = 150
LABEL_LINES: Final = 3
GAP: Final = 12
LEAST_BAR: Final = 1.0


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    solid: float
    hatched: float
    text: str
    color: str
    outlined: bool = False


def horizontal_bars(rows: Sequence[BarRow], palette: Palette, color: str, width: float) -> Drawing:
    """Draw bars, the first row on top; names stand beside them, above them where the drawing is narrow.

    Args:
        rows: In the order of reading.
        palette: Colours.
        color: Hue of the bars.
        width: Of the drawing, pixels.
    """
    taken = [_Row(row.label, float(row.committed), float(row.planned), row.text, color) for row in rows]
    longest = max((row.solid + row.hatched for row in taken), default=0.0) or 1.0
    return _drawn(taken, longest, palette, width)


def suppliers(rows: Sequence[BarRow], palette: Palette, width: float) -> Drawing:
    """Draw what the largest suppliers were paid."""
    return horizontal_bars(rows, palette, palette.accent, width)


def taxes(rows: Sequence[BarRow], palette: Palette, width: float) -> Drawing:
    """Draw taxes paid, a bar a year."""
    return horizontal_bars(rows, palette, palette.cameras, width)


def ready_bars(rows: Sequence[Bar], palette: Palette, width: float) -> Drawing:
    """Draw the bars of a page's own list, whose shares are of the longest bar's room."""
    hues: Mapping[str, str] = {
        "": palette.accent,
        "media": palette.media,
        "software": palette.software,
        "devices": palette.cameras,
        "needs": palette.needs,
    }
    taken = [_Row(one.label, one.share, one.planned_share, one.value_text, hues[one.hue], one.outlined) for one in rows]
    return _drawn(taken, max((row.solid + row.hatched for row in taken), default=0.0) or 1.0, palette, width)


def _drawn(rows: Sequence[_Row], longest: float, palette: Palette, width: float) -> Drawing:
    label_room = min(max((width_of(row.label, TEXT, SIZE) for row in rows), default=0.0), width * BESIDE_SHARE)
    value_room = _widest(row for row in rows if row.solid or row.hatched) + GAP
    room = width - label_room - GAP - value_room
    if room < max(LEAST_BAR_ROOM, _widest(rows) - value_room):
        label_room, room = 0.0, max(width - value_room, 0.0)
    drawn = [_labelled(row, _bar(row, palette, room / longest), palette, label_room, width) for row in rows]
    whole = svg.stacked(drawn, BETWEEN)
    return Drawing(width, whole.height, whole.marks)


def _widest(rows: Iterable[_Row]) -> float:
    """Return the room that values need; what is told without a bar stands in the room of bars."""
    return max((width_of(row.text, TEXT, SIZE) for row in rows), default=0.0)


def _bar(row: _Row, palette: Palette, scale: float) -> Drawing:
    marks, end = Markup(""), 0.0
    if row.solid > 0:
        end = max(row.solid * scale, LEAST_BAR)
        marks += svg.outline(0, 0, end, THICK, row.color) if row.outlined else svg.bar(0, 0, end, THICK, row.color)
    if row.hatched > 0:
        more = max(row.hatched * scale, LEAST_BAR)
        marks += svg.bar(end, 0.5, more, THICK - 1, svg.hatching(row.color, palette.page), row.color)
        end += more
    start = end + (GAP * 0.6 if end else 0)
    return Drawing(end, THICK, marks + svg.words(start, THICK / 2 + SIZE * 0.34, row.text, TEXT, SIZE, palette.text))


def _labelled(row: _Row, bar: Drawing, palette: Palette, label_room: float, width: float) -> Drawing:
    """Put a bar's name beside it, or above it where no room is left for names."""
    room = label_room or width
    lines = at_most(wrapped(row.label, TEXT, SIZE, room), LABEL_LINES, TEXT, SIZE, room)
    name = svg.paragraph(lines, TEXT, SIZE, palette.text, LEADING)
    if not label_room:
        return Drawing(width, name.height + ABOVE + THICK, name.marks + svg.placed(bar, 0, name.height + ABOVE))
    tall = max(name.height, THICK)
    beside = svg.placed(bar, label_room + GAP, (tall - THICK) / 2)
    return Drawing(width, tall, svg.placed(name, 0, (tall - name.height) / 2) + beside)
