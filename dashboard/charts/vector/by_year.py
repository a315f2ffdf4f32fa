"""Draws money by year as small panels one under another, each to a scale of its own; the twin of `charts.by_year`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from dashboard.charts.base import Palette
from dashboard.charts.by_year import Column, Ends, Panel
from dashboard.pictures import svg
from dashboard.pictures.lettering import STRONG, TEXT, width_of, wrapped
from dashboard.pictures.svg import Drawing

TITLE_SIZE: Final = 16
SMALL: Final = 14
PLOT_HEIGHT: Final = 104
HEADROOM: Final = 22
WIDEST_STEP: Final = 150
WIDEST_COLUMN: Final = 64
COLUMN_SHARE: Final = 0.66
BETWEEN: Final = 28
END_ROOM: Final = 24
APART: Final = 2
"""Room at either side of a number: two of them never read as one."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Line:
    """Where the years stand on the time line that all panels share, in pixels."""

    first: int
    count: int
    step: float
    several_at: float
    unknown_at: float
    width: float

    def year(self, year: int) -> float:
        """Return the middle of a year's column."""
        return (year - self.first + 0.5) * self.step

    @property
    def column(self) -> float:
        """Return the width of a column."""
        return min(self.step * COLUMN_SHARE, WIDEST_COLUMN)


def panels_by_year(panels: Sequence[Panel], ends: Ends, palette: Palette, width: float) -> Drawing:
    """Draw panels one under another on one time line.

    Args:
        panels: In the order of reading.
        ends: Names of the places for several and for unknown years; "<br>" breaks a line.
        palette: Colours.
        width: Of the drawing, pixels.
    """
    line = _time_line(panels, ends, width)
    several = [_panel(panel, ends, palette, line) for panel in panels]
    drawn = svg.stacked(several, BETWEEN)
    return Drawing(width, drawn.height, drawn.marks, parts=tuple(several))


def _time_line(panels: Sequence[Panel], ends: Ends, width: float) -> _Line:
    years = [year for panel in panels for year in panel.years]
    first, count = (min(years), max(years) - min(years) + 1) if years else (0, 0)
    several = _end_width(ends.several, width) if any(panel.several for panel in panels) else 0.0
    unknown = _end_width(ends.unknown, width) if any(panel.unknown for panel in panels) else 0.0
    step = min((width - several - unknown) / count, WIDEST_STEP) if count else 0.0
    after = step * count
    return _Line(first, count, step, after + several / 2, after + several + unknown / 2, width)


def _end_width(name: str, width: float) -> float:
    """Return the room of a place at the right: for its name, and for a column, which grows with the drawing."""
    named = max(width_of(text, TEXT, SMALL) for text in name.split("<br>"))
    return max(named, min(WIDEST_COLUMN, width / 10)) + END_ROOM


def _panel(panel: Panel, ends: Ends, palette: Palette, line: _Line) -> Drawing:
    head = svg.stacked(
        [
            svg.paragraph(
                wrapped(panel.title, STRONG, TITLE_SIZE, line.width), STRONG, TITLE_SIZE, palette.text, leading=1.25
            ),
            svg.paragraph(wrapped(panel.scale, TEXT, SMALL, line.width), TEXT, SMALL, palette.quiet, leading=1.25),
        ],
        0,
    )
    return svg.stacked([head, _plot(panel, palette, line), _ticks(panel, ends, palette, line)], 4)


def _places(panel: Panel, line: _Line) -> list[tuple[float, Column]]:
    places = [(line.year(year), panel.years[year]) for year in sorted(panel.years)]
    places += [(line.several_at, panel.several)] if panel.several else []
    return places + ([(line.unknown_at, panel.unknown)] if panel.unknown else [])


def _plot(panel: Panel, palette: Palette, line: _Line) -> Drawing:
    color = palette.accent if panel.hue == "other" else palette.group(panel.hue)
    base = PLOT_HEIGHT + HEADROOM
    places = _places(panel, line)
    marks = [svg.line(0, base, line.width, base, palette.hairline)]
    tops: dict[float, float] = {}
    for place, column in places:
        solid, hatched = (float(part) / panel.highest * PLOT_HEIGHT for part in (column.committed, column.planned))
        tops[place] = base - solid - hatched
        left, mark = place - line.column / 2, svg.outline if column is panel.unknown else svg.bar
        if solid:
            marks.append(mark(left, base - solid, line.column, solid, color))
        if hatched:
            fill = svg.hatching(color, palette.page)
            marks.append(svg.bar(left + 0.5, tops[place], line.column - 1, hatched, fill, color))
    return Drawing(line.width, base, Markup("").join([*marks, *_numbers(places, tops, palette, line)]))


def _numbers(
    places: Sequence[tuple[float, Column]], tops: dict[float, float], palette: Palette, line: _Line
) -> list[Markup]:
    """Write the numbers over the columns, the highest first; one without room of its own is left out."""
    base = PLOT_HEIGHT + HEADROOM
    taken: list[Box] = [(place - line.column / 2, tops[place], place + line.column / 2, base) for place, _ in places]
    marks = []
    for place, column in sorted(places, key=lambda one: tops[one[0]]):
        half, middle = width_of(column.text, TEXT, SMALL) / 2, _kept_in(place, column.text, line)
        box = (middle - half - APART, tops[place] - 5 - SMALL * 0.8, middle + half + APART, tops[place] - 4)
        if column.text and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            marks.append(svg.words(middle, tops[place] - 5, column.text, TEXT, SMALL, palette.text, "middle"))
    return marks


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _ticks(panel: Panel, ends: Ends, palette: Palette, line: _Line) -> Drawing:
    named = [(line.year(line.first + place), [str(line.first + place)]) for place in range(0, line.count, _every(line))]
    named += [(line.several_at, ends.several.split("<br>"))] if panel.several else []
    named += [(line.unknown_at, ends.unknown.split("<br>"))] if panel.unknown else []
    marks = [
        svg.words(_kept_in(place, text, line), SMALL * (1 + 1.2 * number), text, TEXT, SMALL, palette.quiet, "middle")
        for place, lines in named
        for number, text in enumerate(lines)
    ]
    deepest = max((len(lines) for _, lines in named), default=0)
    return Drawing(line.width, (0.3 + deepest * 1.2) * SMALL if deepest else 0, Markup("").join(marks))


def _kept_in(place: float, text: str, line: _Line) -> float:
    """Return where the middle of a text stands: over its place, or as near as the edge lets it."""
    half = width_of(text, TEXT, SMALL) / 2
    return max(min(place, line.width - half), half)


def _every(line: _Line) -> int:
    """Return how many years one year's name stands for, so that names never touch."""
    room = width_of("2026", TEXT, SMALL) + 10
    return max(int(-(-room // line.step)), 1) if line.step else 1
