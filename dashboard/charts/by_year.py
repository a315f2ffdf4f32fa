"""Draws money by year as small panels one under another, each to a scale of its own, so that no group hides another.

Single years stand on one time line that all panels share. To their right, behind a gap, stand "several years" and
"year unknown": sums that no source places in one year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.base import SANS, Palette, hatched, layout, outlined

LINE_HEIGHT: Final = 21
TITLE_ROOM: Final = 10
TITLE_SIGNS: Final = 40
SCALE_SIGNS: Final = 52
PLOT_HEIGHT: Final = 88
TICKS_HEIGHT: Final = 44
BAR_WIDTH: Final = 0.66
SEVERAL_AT: Final = 1.3
UNKNOWN_AT: Final = 4.1
MOST_TICKS: Final = 7
EMPTY_HEIGHT: Final = 10
CLOSE: Final = 0.2


Trace = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """Money of one panel in one period.

    Attributes:
        committed: Drawn solid, exact.
        planned: Drawn hatched on top of it, exact.
        text: What stands over the column, short; not drawn where a neighbour's text leaves no room.
        hover: What a pointer or a tap tells, in whole words.
        key: What a click means.
    """

    committed: Decimal
    planned: Decimal
    text: str
    hover: str
    key: str = ""

    @property
    def total(self) -> Decimal:
        """Return the height of the column."""
        return self.committed + self.planned


@dataclass(frozen=True)
class Panel:
    """One panel: a title, a second quiet line that says the scale, and its columns.

    `hue` is a group or "other"; `top` is the end of a scale that several panels share, 0 for a scale of its own.
    """

    title: str
    scale: str
    hue: str
    years: Mapping[int, Column] = field(default_factory=dict)
    several: Column | None = None
    unknown: Column | None = None
    top: Decimal = Decimal(0)

    @property
    def highest(self) -> float:
        """Return the height of the highest column, or of the scale that panels share; 1 where there is none."""
        columns = [*self.years.values(), *(one for one in (self.several, self.unknown) if one)]
        return float(max((one.total for one in columns), default=Decimal(0)).max(self.top)) or 1.0


@dataclass(frozen=True)
class Ends:
    """What the two places at the right are called; "<br>" may break a line."""

    several: str
    unknown: str


def panels_by_year(panels: Sequence[Panel], ends: Ends, palette: Palette) -> go.Figure:
    """Draw panels one under another on one time line.

    Args:
        panels: In the order of reading.
        ends: Names of the places for several and for unknown years; drawn where any panel has such money.
        palette: Colours of the reader's theme.
    """
    first, count = _time_line(panels)
    heads = [_head(panel, palette) for panel in panels]
    head = TITLE_ROOM + LINE_HEIGHT * max((text.count("<br>") + 1 for text in heads), default=0)
    each = head + PLOT_HEIGHT + TICKS_HEIGHT
    height = len(panels) * each
    axes: dict[str, Any] = {}
    traces: list[dict[str, Any]] = []
    titles: list[dict[str, Any]] = []
    for number, panel in enumerate(panels):
        name = str(number + 1) if number else ""
        axes[f"xaxis{name}"] = _time_axis(panels, ends, palette, first, count) | {"anchor": f"y{name}"}
        axes[f"yaxis{name}"] = _money_axis(panel, palette) | {
            "domain": [1 - (number * each + head + PLOT_HEIGHT) / height, 1 - (number * each + head) / height]
        }
        traces += _traces(panel, palette, name, first, count)
        titles.append(_title(heads[number], 1 - number * each / height))
    drawn = layout(palette, height=max(height, EMPTY_HEIGHT), barmode="stack", annotations=titles, **axes)
    # Handed over whole: adding traces and layout one by one costs ten times as much.
    return go.Figure({"data": traces, "layout": drawn | {"margin": {"l": 0, "r": 0, "t": 0, "b": 0}}})


def _time_line(panels: Sequence[Panel]) -> tuple[int, int]:
    """Return the first year and how many years the panels span, years without money included."""
    years = [year for panel in panels for year in panel.years]
    return (min(years), max(years) - min(years) + 1) if years else (0, 0)


def _places(panel: Panel, first: int, count: int) -> list[tuple[float, Column]]:
    places: list[tuple[float, Column]] = [(year - first, panel.years[year]) for year in sorted(panel.years)]
    places += [(count + SEVERAL_AT, panel.several)] if panel.several else []
    return places + ([(count + UNKNOWN_AT, panel.unknown)] if panel.unknown else [])


def _traces(panel: Panel, palette: Palette, name: str, first: int, count: int) -> list[Trace]:
    color = palette.accent if panel.hue == "other" else palette.group(panel.hue)
    places = _places(panel, first, count)
    known = [place for place in places if place[1] is not panel.unknown]
    unknown = [place for place in places if place[1] is panel.unknown]
    axes = {"xaxis": f"x{name}", "yaxis": f"y{name}", "hoverinfo": "text", "width": BAR_WIDTH}
    solid = {"color": color, "line": {"color": color, "width": 1}}
    drawn = []
    for part, mark in ((known, solid), (unknown, outlined(color))):
        drawn.append(_bars([(place, one, one.committed) for place, one in part], mark, axes))
        drawn.append(_bars([(place, one, one.planned) for place, one in part], hatched(color, palette), axes))
    return [*drawn, _numbers(_with_room(places, panel.highest), palette, name)]


def _numbers(told: Sequence[tuple[float, Column]], palette: Palette, name: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [place for place, _ in told],
        "y": [float(one.total) for _, one in told],
        "text": [one.text for _, one in told],
        "mode": "text",
        "textposition": "top center",
        "textfont": {"size": 14, "color": palette.text, "shadow": ", ".join([f"0 0 3px {palette.page}"] * 3)},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "xaxis": f"x{name}",
        "yaxis": f"y{name}",
    }


def _bars(
    places: Sequence[tuple[float, Column, Decimal]], mark: dict[str, Any], axes: dict[str, Any]
) -> dict[str, Any]:
    """Return the bars of one mark; a column without such money has none, so that its outline is no false trace."""
    drawn = [place for place in places if place[2]]
    return {
        "type": "bar",
        "x": [place for place, _, _ in drawn],
        "y": [float(height) for _, _, height in drawn],
        "marker": mark,
        "hovertext": [one.hover for _, one, _ in drawn],
        "customdata": [one.key for _, one, _ in drawn],
        **axes,
    }


def _with_room(places: Sequence[tuple[float, Column]], highest: float) -> list[tuple[float, Column]]:
    """Return the columns whose text can be drawn: the higher one goes first where two neighbours are alike."""
    told: list[tuple[float, Column]] = []
    for place, column in sorted(places, key=lambda one: -one[1].total):
        crowded = any(
            abs(place - other) < 1.5 and abs(float(column.total - higher.total)) / highest < CLOSE
            for other, higher in told
        )
        if column.text and not crowded:
            told.append((place, column))
    return told


def _time_axis(panels: Sequence[Panel], ends: Ends, palette: Palette, first: int, count: int) -> dict[str, Any]:
    step = -(-count // MOST_TICKS) or 1
    # A last year that stands close to the ends would touch their names on a phone.
    until = count - 1 if step > 1 and any(panel.several for panel in panels) else count
    ticks: list[tuple[float, str]] = [(place, str(first + place)) for place in range(0, until, step)]
    ticks += [(count + SEVERAL_AT, ends.several)] if any(panel.several for panel in panels) else []
    ticks += [(count + UNKNOWN_AT, ends.unknown)] if any(panel.unknown for panel in panels) else []
    last = max((place for place, _ in ticks), default=0.0)
    return {
        "tickvals": [place for place, _ in ticks],
        "ticktext": [text for _, text in ticks],
        "range": [-0.9, max(last + 1.3, count - 0.1)],
        "ticklabeloverflow": "allow",
        "tickfont": {"size": 14, "color": palette.quiet, "family": SANS},
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "ticks": "",
    }


def _money_axis(panel: Panel, palette: Palette) -> dict[str, Any]:
    return {
        "showticklabels": False,
        "showgrid": False,
        "zeroline": True,
        "zerolinecolor": palette.hairline,
        "range": [0, panel.highest * 1.24],
        "fixedrange": True,
    }


def _head(panel: Panel, palette: Palette) -> str:
    """Return a panel's title and scale, broken into lines that a phone can hold: a figure's text never wraps itself."""
    title = "<br>".join(f"<b>{line}</b>" for line in wrap(panel.title, TITLE_SIGNS))
    style = f"font-size:14px;color:{palette.quiet}"
    scale = "<br>".join(f'<span style="{style}">{line}</span>' for line in wrap(panel.scale, SCALE_SIGNS))
    return "<br>".join(text for text in (title, scale) if text)


def _title(text: str, top: float) -> dict[str, Any]:
    place = {"x": 0, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top", "align": "left"}
    return {"text": text, "showarrow": False, "font": {"size": 16, "family": SANS}, **place}
