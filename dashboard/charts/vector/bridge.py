"""Draws the way from many rows to one total as falling bars, the words above each; the twin of `charts.bridge`."""

from collections.abc import Sequence
from typing import Final

from dashboard.charts.base import Palette
from dashboard.charts.bridge import Fall
from dashboard.pictures import svg
from dashboard.pictures.lettering import STRONG, TEXT, wrapped
from dashboard.pictures.svg import Drawing

SIZE: Final = 15
THICK: Final = 18
BETWEEN: Final = 14
LEAST: Final = 1.5


def waterfall(falls: Sequence[Fall], palette: Palette, width: float) -> Drawing:
    """Draw the steps one under another: sums solid, what is taken off grey, what is added outlined.

    Args:
        falls: The steps, in order.
        palette: Colours.
        width: Of the drawing, pixels.
    """
    widest = max((float(max(one.before, one.after)) for one in falls), default=0.0) or 1.0
    whole = svg.stacked([_step(one, palette, width, width / widest) for one in falls], BETWEEN)
    return Drawing(width, whole.height, whole.marks)


def _step(one: Fall, palette: Palette, width: float, scale: float) -> Drawing:
    font = STRONG if one.is_milestone else TEXT
    label = svg.paragraph(wrapped(one.label, font, SIZE, width), font, SIZE, palette.text, 1.25)
    start, end = float(min(one.before, one.after)) * scale, float(max(one.before, one.after)) * scale
    wide = max(end - start, LEAST)
    start = min(start, width - wide)
    if one.is_milestone:
        bar = svg.bar(start, 0, wide, THICK, palette.accent)
    elif one.adds:
        bar = svg.outline(start, 0, wide, THICK, palette.accent)
    else:
        bar = svg.bar(start, 0, wide, THICK, palette.cameras)
    drawn = svg.stacked([label, Drawing(width, THICK, bar)], 4)
    return Drawing(width, drawn.height, drawn.marks)
