"""Draws those compared side by side on one scale: bars in groups, rates with their limits, a funnel of regions.

Whatever is compared stands on one scale within a figure. A rate is a dot on the line between its limits; a funnel shows
how far a place of so many residents may lie from the others' median by chance.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.base import LABEL_ROOM, SANS, BarRow, Palette, hatched, layout

LINE_HEIGHT: Final = 20
LABEL_SIGNS: Final = 42
BAR_THICK: Final = 18
GROUP_ROOM: Final = 28
BELOW_NAME: Final = 5
AFTER_BAR: Final = 12
FUNNEL_HEIGHT: Final = 420
DOT: Final = 11
NAMED_MARGIN: Final = 1.25
WIDE_MARGIN: Final = 1.05

Trace = dict[str, Any]


@dataclass(frozen=True)
class BarGroup:
    """Bars under one title; `hue` is a headline group or "other"."""

    title: str
    hue: str
    rows: Sequence[BarRow]


@dataclass(frozen=True)
class Interval:
    """A rate with its limits: floats only where it is drawn.

    Attributes:
        label: Name over the line.
        low: Lower limit.
        value: The rate.
        high: Upper limit.
        text: What stands beside it, the rate and its limits in words.
        hover: What a pointer or a tap tells.
        is_side: One of those compared; else one of those they are set against.
    """

    label: str
    low: Decimal
    value: Decimal
    high: Decimal
    text: str
    hover: str
    is_side: bool


@dataclass(frozen=True)
class FunnelPoint:
    """One region: residents, tenge per resident, its name, and whether it is one of those compared."""

    residents: int
    figure: Decimal
    label: str
    hover: str
    is_side: bool


@dataclass(frozen=True)
class FunnelLimit:
    """Limits at one number of residents: those at 95 and those at 99.8 per cent."""

    residents: int
    low: Decimal
    high: Decimal
    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True)
class FunnelPlot:
    """Everything a funnel shows; texts are ready.

    Attributes:
        points: Regions.
        limits: By growing number of residents.
        centre: Median of the others.
        x_title: What is told to the right.
        y_title: What is told upwards.
        inner: Name of the inner limits.
        outer: Name of the outer limits.
        x_ticks: Places to the right and their names.
        y_ticks: Places upwards and their names.
    """

    points: Sequence[FunnelPoint]
    limits: Sequence[FunnelLimit]
    centre: Decimal
    x_title: str
    y_title: str
    inner: str
    outer: str
    x_ticks: Sequence[tuple[int, str]]
    y_ticks: Sequence[tuple[Decimal, str]]

    @property
    def widest(self) -> float:
        """Return the end of the scale to the right."""
        return float(max((one.residents for one in self.limits), default=1)) * WIDE_MARGIN

    @property
    def highest(self) -> float:
        """Return the end of the scale upwards."""
        figures = [float(one.figure) for one in self.points]
        return max([*figures, *(float(one.highest) for one in self.limits[-1:])], default=1.0) * NAMED_MARGIN or 1.0


def hue_of(name: str, palette: Palette) -> str:
    """Return the colour of a group of bars."""
    return palette.accent if name == "other" else palette.group(name)


def grouped_bars(groups: Sequence[BarGroup], palette: Palette) -> go.Figure:
    """Draw bars under the titles of their groups, all on one scale, committed solid and planned hatched."""
    top, traces, notes = 0.0, list[Trace](), list[Trace]()
    for group in groups:
        notes.append(_note(f"<b>{group.title}</b>", top, 16))
        top += GROUP_ROOM
        for row in group.rows:
            label, lines = _wrapped(row.label)
            notes.append(_note(label, top, 15))
            top += LINE_HEIGHT * lines + BELOW_NAME
            traces += _bar(row, top + BAR_THICK / 2, hue_of(group.hue, palette), palette)
            top += BAR_THICK + AFTER_BAR
        top += AFTER_BAR
    longest = max((float(row.committed + row.planned) for group in groups for row in group.rows), default=0.0) or 1.0
    return _listed(traces, notes, top, [0, longest * LABEL_ROOM], palette)


def _wrapped(text: str) -> tuple[str, int]:
    lines = wrap(text, LABEL_SIGNS) or [""]
    return "<br>".join(lines), len(lines)


def _bar(row: BarRow, middle: float, color: str, palette: Palette) -> list[Trace]:
    shared = {"type": "bar", "y": [middle], "width": BAR_THICK, "orientation": "h", "hovertext": [row.hover]}
    shared |= {"hoverinfo": "text", "customdata": [row.key]}
    ends = float(row.committed + row.planned)
    return [
        {**shared, "x": [float(row.committed)], "marker": {"color": color}},
        {**shared, "x": [float(row.planned)], "marker": hatched(color, palette)} if row.planned else {},
        _text(ends, middle, f" {row.text}", palette),
    ]


def _text(x: float, y: float, text: str, palette: Palette) -> Trace:
    return {
        "type": "scatter",
        "x": [x],
        "y": [y],
        "mode": "text",
        "text": [text],
        "textposition": "middle right",
        "textfont": {"size": 15, "color": palette.text},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _note(text: str, top: float, size: int) -> Trace:
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": top, "yref": "y", "yanchor": "top", "align": "left"}
    return {"text": text, "showarrow": False, "font": {"size": size, "family": SANS}, **place}


def _listed(
    traces: Iterable[Trace], notes: Sequence[Trace], height: float, span: Sequence[float], palette: Palette
) -> go.Figure:
    """Put marks and their names down a page whose upright axis is in pixels."""
    drawn = layout(palette, height=max(int(height), 10), barmode="stack", annotations=list(notes))
    axes = {
        "xaxis": {"visible": False, "range": list(span), "fixedrange": True},
        "yaxis": {"visible": False, "range": [height, 0], "fixedrange": True},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
    }
    return go.Figure({"data": [one for one in traces if one], "layout": drawn | axes})


def intervals(rows: Sequence[Interval], palette: Palette) -> go.Figure:
    """Draw rates as dots on the lines between their limits, all on one scale that begins at 0."""
    top, traces, notes = 0.0, list[Trace](), list[Trace]()
    for row in rows:
        label, lines = _wrapped(row.label)
        notes.append(_note(f"<b>{label}</b>" if row.is_side else label, top, 15))
        top += LINE_HEIGHT * lines + BELOW_NAME
        traces += _interval(row, top + BAR_THICK / 2, palette)
        top += BAR_THICK + AFTER_BAR
    highest = max((float(row.high) for row in rows), default=0.0) or 1.0
    return _listed(traces, notes, top, [-highest * 0.02, highest * LABEL_ROOM], palette)


def _interval(row: Interval, middle: float, palette: Palette) -> list[Trace]:
    color = palette.accent if row.is_side else palette.quiet
    line = {"color": color, "width": 2}
    limits = {"type": "scatter", "mode": "lines", "x": [float(row.low), float(row.high)], "y": [middle] * 2}
    dot = {"size": DOT, "color": color if row.is_side else palette.page, "line": line}
    return [
        {**limits, "line": line, "hoverinfo": "skip"},
        {
            "type": "scatter",
            "mode": "markers",
            "x": [float(row.value)],
            "y": [middle],
            "marker": dot,
            "hovertext": [row.hover],
            "hoverinfo": "text",
            "cliponaxis": False,
        },
        _text(float(row.high), middle, f"  {row.text}", palette),
    ]


def funnel(plot: FunnelPlot, palette: Palette) -> go.Figure:
    """Draw regions by residents and money per resident between the limits of chance."""
    sizes = [one.residents for one in plot.limits]
    curves = [
        _curve(sizes, [float(getattr(one, name)) for one in plot.limits], dash, palette)
        for name, dash in (("low", "dash"), ("high", "dash"), ("lowest", "dot"), ("highest", "dot"))
    ]
    middle = _curve(sizes, [float(plot.centre)] * len(sizes), "solid", palette)
    drawn = layout(palette, FUNNEL_HEIGHT, annotations=[_named(text, at, palette) for text, at in _names(plot)])
    axes = {
        "xaxis": _axis(plot.x_title, plot.widest, plot.x_ticks, palette),
        "yaxis": _axis(plot.y_title, plot.highest, plot.y_ticks, palette),
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    }
    return go.Figure({"data": [middle, *curves, *_points(plot.points, palette)], "layout": drawn | axes})


def _curve(x: Sequence[int], y: Sequence[float], dash: str, palette: Palette) -> Trace:
    line = {"color": palette.quiet, "width": 1.5, "dash": dash}
    return {"type": "scatter", "mode": "lines", "x": list(x), "y": list(y), "line": line, "hoverinfo": "skip"}


def _points(points: Sequence[FunnelPoint], palette: Palette) -> list[Trace]:
    return [
        {
            "type": "scatter",
            "mode": "markers+text" if is_side else "markers",
            "x": [one.residents for one in some],
            "y": [float(one.figure) for one in some],
            "text": [one.label for one in some],
            "textposition": "top center",
            "textfont": {"size": 15, "color": palette.text},
            "hovertext": [one.hover for one in some],
            "hoverinfo": "text",
            "cliponaxis": False,
            "marker": {
                "size": DOT,
                "color": palette.accent if is_side else palette.page,
                "line": {"color": palette.accent if is_side else palette.quiet, "width": 2},
            },
        }
        for is_side in (False, True)
        if (some := [one for one in points if one.is_side == is_side])
    ]


def _names(plot: FunnelPlot) -> list[tuple[str, tuple[int, Decimal]]]:
    if not plot.limits:
        return []
    last = plot.limits[-1]
    return [(plot.inner, (last.residents, last.high)), (plot.outer, (last.residents, last.highest))]


def _named(text: str, at: tuple[int, Decimal], palette: Palette) -> Trace:
    place = {"x": at[0], "y": float(at[1]), "xanchor": "right", "yanchor": "top"}
    return {"text": text, "showarrow": False, "font": {"size": 14, "color": palette.quiet, "family": SANS}, **place}


def _axis(
    title: str, end: float, ticks: Sequence[tuple[int, str]] | Sequence[tuple[Decimal, str]], palette: Palette
) -> dict[str, Any]:
    return {
        "title": {"text": title, "font": {"size": 14, "color": palette.quiet}},
        "range": [0, end],
        "showgrid": False,
        "zeroline": True,
        "zerolinecolor": palette.hairline,
        "tickvals": [float(place) for place, _ in ticks],
        "ticktext": [text for _, text in ticks],
        "tickfont": {"size": 14, "color": palette.quiet, "family": SANS},
        "automargin": True,
        "fixedrange": True,
    }
