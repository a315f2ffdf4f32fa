"""Figures of suppliers: the largest sums found, and the taxes of one company by year."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.base import BarRow, Palette, horizontal_bars

LABEL_ROOM = 1.7


def suppliers(rows: Sequence[BarRow], palette: Palette) -> go.Figure:
    """Draw what the largest suppliers were paid, committed solid and planned hatched."""
    return _with_room(horizontal_bars(rows, palette, palette.accent))


def taxes(rows: Sequence[BarRow], palette: Palette) -> go.Figure:
    """Draw taxes paid, a bar a year in the order of years; years are names here, not places on a scale."""
    figure = _with_room(horizontal_bars(rows, palette, palette.cameras))
    figure.update_yaxes(type="category")
    return figure


def _with_room(figure: go.Figure) -> go.Figure:
    """Keep names a little off their bars, and room for the longest label on a phone."""
    longest = max((float(end) for end in figure.data[2].x), default=1.0)
    figure.update_xaxes(range=[0, longest * LABEL_ROOM or 1])
    figure.update_yaxes(ticklabelstandoff=8)
    return figure
