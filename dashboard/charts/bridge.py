"""Draws the way from many rows to one total as falling bars, the words above each, so that a phone can hold them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.base import Palette, layout

LINE_HEIGHT: Final = 20
BAR_ROOM: Final = 32
BAR_HEIGHT: Final = 18
LABEL_SIGNS: Final = 44
HEADROOM: Final = 1.02


@dataclass(frozen=True)
class Fall:
    """One bar: it spans what was there before and after a step; a milestone stands on zero.

    Attributes:
        label: The line above the bar: what the step is, and its rows and tenge.
        before: Tenge before the step, exact; 0 for a milestone.
        after: Tenge after it.
        hover: What a pointer or a tap tells, in whole words.
        is_milestone: Whether the bar is a sum.
        adds: Whether the step adds.
    """

    label: str
    before: Decimal
    after: Decimal
    hover: str
    is_milestone: bool = False
    adds: bool = False


def waterfall(falls: Sequence[Fall], palette: Palette) -> go.Figure:
    """Draw the steps one under another: sums solid, what is taken off grey, what is added outlined."""
    widest = max((float(max(one.before, one.after)) for one in falls), default=0.0) or 1.0
    labels = [_lines(one) for one in falls]
    head = LINE_HEIGHT * max((text.count("<br>") + 1 for text in labels), default=1)
    step = head + BAR_ROOM
    drawn = layout(
        palette,
        height=step * len(falls) + 16,
        xaxis={"visible": False, "range": [0, widest * HEADROOM], "fixedrange": True},
        yaxis={"visible": False, "range": [step * len(falls), 0], "fixedrange": True},
    )
    tops = [number * step for number in range(len(falls))]
    bars = _bars(falls, [top + head + BAR_HEIGHT / 2 for top in tops], palette)
    return go.Figure({"data": [bars, _words(labels, [top + head for top in tops], palette)], "layout": drawn})


def _lines(one: Fall) -> str:
    """Break a long label in two, so that a phone can hold it."""
    text = "<br>".join(wrap(one.label, LABEL_SIGNS, break_long_words=False, break_on_hyphens=False))
    return f"<b>{text}</b>" if one.is_milestone else text


def _bars(falls: Sequence[Fall], places: Sequence[float], palette: Palette) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(places),
        "base": [float(min(one.before, one.after)) for one in falls],
        "x": [float(abs(one.after - one.before)) for one in falls],
        "width": BAR_HEIGHT,
        "marker": _marks(falls, palette),
        "hovertext": [one.hover for one in falls],
        "hoverinfo": "text",
    }


def _words(labels: Sequence[str], places: Sequence[float], palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0.0] * len(labels),
        "y": list(places),
        "text": list(labels),
        "textposition": "top right",
        "textfont": {"size": 15, "color": palette.text},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _marks(falls: Sequence[Fall], palette: Palette) -> dict[str, Any]:
    fills = [palette.accent if one.is_milestone else palette.page if one.adds else palette.cameras for one in falls]
    edges = [palette.accent if one.adds else fill for one, fill in zip(falls, fills, strict=True)]
    return {"color": fills, "line": {"color": edges, "width": 1.5}}
