"""Draws those compared side by side on one scale; the twin of `charts.compare`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from dashboard.charts.base import BarRow, Palette
from dashboard.charts.compare import BarGroup, FunnelPlot, Interval, hue_of
from dashboard.pictures import svg
from dashboard.pictures.lettering import STRONG, TEXT, Font, cut, width_of, wrapped
from dashboard.pictures.svg import Drawing

SIZE: Final = 15
TITLE: Final = 16
SMALL: Final = 14
THICK: Final = 18
GAP: Final = 8
BETWEEN: Final = 12
LEAST_OF_BARS: Final = 0.4
"""Share of the width below which bars are no longer worth looking at."""
RADIUS: Final = 5
LEAST_BAR: Final = 1.0
PLOT_HEIGHT: Final = 320
CURVES: Final[Mapping[str, int]] = {"centre": 1, "low": 3, "high": 3, "lowest": 2, "highest": 2}


def grouped_bars(groups: Sequence[BarGroup], palette: Palette, width: float) -> Drawing:
    """Draw bars under the titles of their groups, all on one scale, committed solid and planned hatched.

    Names stand beside the bars, above them where that would leave the bars too little room.
    """
    rows = [row for group in groups for row in group.rows]
    longest = max((row.committed + row.planned for row in rows), default=Decimal(0))
    names = max((width_of(row.label, TEXT, SIZE) for row in rows), default=0.0) + GAP
    beside = names if float(longest) * _scale(rows, width - names) >= width * LEAST_OF_BARS else 0.0
    scale = _scale(rows, width - beside)
    drawn = []
    for group in groups:
        title = _lines(group.title, STRONG, TITLE, palette.text, width)
        hue = hue_of(group.hue, palette)
        bars = [_named(row, _bar(row, scale, hue, palette), beside, palette, width) for row in group.rows]
        drawn.append(svg.stacked([title, *bars], BETWEEN))
    whole = svg.stacked(drawn, BETWEEN * 2)
    return Drawing(width, whole.height, whole.marks, parts=tuple(drawn))


def _scale(rows: Sequence[BarRow], room: float) -> float:
    """Return how long a tenge is drawn, pixels, so that each bar and its value fit the room; 0 where none can."""
    if any(width_of(row.text, TEXT, SIZE) > room for row in rows):
        return 0.0
    lengths = [(float(row.committed + row.planned), width_of(row.text, TEXT, SIZE) + GAP) for row in rows]
    return max(min(((room - value) / length for length, value in lengths if length), default=0.0), 0.0)


def _named(row: BarRow, bar: Drawing, beside: float, palette: Palette, width: float) -> Drawing:
    """Put a bar's name beside it, or above it where no room is left for names."""
    name = _lines(row.label, TEXT, SIZE, palette.text, beside or width)
    if not beside:
        return svg.stacked([name, bar], 2)
    tall = max(name.height, bar.height)
    marks = svg.placed(name, 0, (tall - name.height) / 2) + svg.placed(bar, beside, (tall - bar.height) / 2)
    return Drawing(width, tall, marks)


def _lines(text: str, font: Font, size: float, color: str, width: float) -> Drawing:
    return svg.paragraph(wrapped(text, font, size, width), font, size, color, leading=1.25)


def _bar(row: BarRow, scale: float, color: str, palette: Palette) -> Drawing:
    solid, planned = float(row.committed) * scale, float(row.planned) * scale
    marks, end = Markup(""), 0.0
    if solid > 0:
        end = max(solid, LEAST_BAR)
        marks += svg.bar(0, 0, end, THICK, color)
    if planned > 0:
        more = max(planned, LEAST_BAR)
        marks += svg.bar(end, 0.5, more, THICK - 1, svg.hatching(color, palette.page), color)
        end += more
    place = end + (GAP if end else 0)
    marks += svg.words(place, THICK / 2 + SIZE * 0.34, row.text, TEXT, SIZE, palette.text)
    return Drawing(place + width_of(row.text, TEXT, SIZE), THICK, marks)


def intervals(rows: Sequence[Interval], palette: Palette, width: float) -> Drawing:
    """Draw rates as dots on the lines between their limits, all on one scale that begins at 0."""
    highest = max((float(row.high) for row in rows), default=0.0) or 1.0
    room = width - max((width_of(row.text, TEXT, SIZE) for row in rows), default=0.0) - GAP * 2 - RADIUS * 2
    scale = max(room, 1.0) / highest
    drawn = [
        svg.stacked(
            [
                _lines(row.label, STRONG if row.is_side else TEXT, SIZE, palette.text, width),
                _interval(row, scale, palette),
            ],
            2,
        )
        for row in rows
    ]
    whole = svg.stacked(drawn, BETWEEN)
    return Drawing(width, whole.height, whole.marks)


def _interval(row: Interval, scale: float, palette: Palette) -> Drawing:
    color = palette.accent if row.is_side else palette.quiet
    low, value, high = (RADIUS + float(one) * scale for one in (row.low, row.value, row.high))
    middle = THICK / 2
    marks = svg.line(low, middle, high, middle, color, 2)
    marks += _dot(value, middle, color if row.is_side else palette.page, color)
    place = high + RADIUS + GAP
    marks += svg.words(place, middle + SIZE * 0.34, row.text, TEXT, SIZE, palette.text)
    return Drawing(place + width_of(row.text, TEXT, SIZE), THICK, marks)


def _dot(x: float, y: float, fill: str, edge: str) -> Markup:
    half = f"a {RADIUS} {RADIUS} 0 1 0 {{}} 0"
    path = f"M {x - RADIUS:.2f} {y:.2f} {half.format(RADIUS * 2)} {half.format(-RADIUS * 2)} Z"
    return svg.shape(path, fill, edge, 2)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a funnel's residents and tenge stand in the drawing, in pixels."""

    plot: FunnelPlot
    left: float
    right: float

    def at(self, residents: float, tenge: float) -> tuple[float, float]:
        """Return the place of a number of residents and a figure; what is above the frame stands at its top."""
        across, up = residents / self.plot.widest, min(tenge / self.plot.highest, 1.0)
        return self.left + across * (self.right - self.left), PLOT_HEIGHT * (1 - up)


def funnel(plot: FunnelPlot, palette: Palette, width: float) -> Drawing:
    """Draw regions by residents and money per resident between the limits of chance."""
    left = max((width_of(text, TEXT, SMALL) for _, text in plot.y_ticks), default=0.0) + GAP
    right = width - max((width_of(text, TEXT, SMALL) / 2 for _, text in plot.x_ticks), default=0.0)
    frame = _Frame(plot, left, right)
    marks = [_axes(frame, palette), *(_curve(frame, name, every, palette) for name, every in CURVES.items())]
    drawn = Markup("").join([*marks, _points(frame, palette), _names(frame, palette)])
    head = _lines(plot.y_title, TEXT, SMALL, palette.quiet, width)
    foot = _lines(plot.x_title, TEXT, SMALL, palette.quiet, width)
    whole = svg.stacked([head, Drawing(width, PLOT_HEIGHT + SMALL * 1.6, drawn), foot], GAP)
    return Drawing(width, whole.height, whole.marks)


def _axes(frame: _Frame, palette: Palette) -> Markup:
    marks = [svg.line(frame.left, PLOT_HEIGHT, frame.right, PLOT_HEIGHT, palette.hairline)]
    for place, text in frame.plot.x_ticks:
        x, _ = frame.at(place, 0)
        marks.append(svg.words(x, PLOT_HEIGHT + SMALL * 1.3, text, TEXT, SMALL, palette.quiet, "middle"))
    for tenge, text in frame.plot.y_ticks:
        _, y = frame.at(0, float(tenge))
        base = max(y + SMALL * 0.34, SMALL)
        marks.append(svg.words(frame.left - GAP, base, text, TEXT, SMALL, palette.quiet, "end"))
    return Markup("").join(marks)


def _curve(frame: _Frame, name: str, every: int, palette: Palette) -> Markup:
    """Draw one limit or the median as a line; of a broken one every second or third stretch is left out."""
    plot = frame.plot
    places = [frame.at(one.residents, float(getattr(one, name, plot.centre))) for one in plot.limits]
    pairs = [pair for number, pair in enumerate(pairwise(places)) if every == 1 or number % every]
    return Markup("").join(svg.line(*one, *other, palette.quiet, 1.5) for one, other in pairs)


def _points(frame: _Frame, palette: Palette) -> Markup:
    marks = []
    for one in sorted(frame.plot.points, key=lambda point: point.is_side):
        x, y = frame.at(one.residents, float(one.figure))
        fill, edge = (palette.accent, palette.accent) if one.is_side else (palette.page, palette.quiet)
        marks.append(_dot(x, y, fill, edge))
        if one.is_side:
            half = width_of(one.label, TEXT, SIZE) / 2
            middle = min(max(x, half), frame.right - half)
            base = y - RADIUS - 4 if y > SIZE * 2 else y + RADIUS + SIZE
            marks.append(svg.words(middle, base, one.label, TEXT, SIZE, palette.text, "middle", palette.page))
    return Markup("").join(marks)


def _names(frame: _Frame, palette: Palette) -> Markup:
    plot = frame.plot
    told = [(plot.inner, plot.limits[-1].high), (plot.outer, plot.limits[-1].highest)] if plot.limits else []
    marks = []
    for text, tenge in told:
        x, y = frame.at(plot.limits[-1].residents, float(tenge))
        shown = cut(text, TEXT, SMALL, x)
        marks.append(svg.words(x, y + SMALL, shown, TEXT, SMALL, palette.quiet, "end", palette.page))
    return Markup("").join(marks)
