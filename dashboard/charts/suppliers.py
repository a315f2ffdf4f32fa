"""Figures of suppliers: the largest sums found, and the taxes of one company by year."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.base import BarRow, Palette, horizontal_bars


def suppliers(rows: Sequence[BarRow], palette: Palette) -> go.Figure:
    """Draw what the largest suppliers were paid, committed solid and planned hatched."""
    return _apart(horizontal_bars(rows, palette, palette.accent))


def taxes(rows: Sequence[BarRow], palette: Palette) -> go.Figure:
    """Draw taxes paid, a bar a year in the order of years; years are names here, not places on a scale."""
    figure = _apart(horizontal_bars(rows, palette, palette.cameras))
    figure.update_yaxes(type="category")
    return figure


def _apart(figure: go.Figure) -> go.Figure:
    """Keep names a little off their bars."""
    figure.update_yaxes(ticklabelstandoff=8)
    return figure
