"""Figures of what one promised unit cost at most."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.base import BarRow, Palette, horizontal_bars


def bounds(rows: Sequence[BarRow], palette: Palette) -> go.Figure:
    """Draw the bound of each peer, by contracts solid and by plans hatched."""
    figure = horizontal_bars(rows, palette, palette.accent)
    figure.update_yaxes(ticklabelstandoff=8)
    return figure
