"""The look of every figure: colours of both themes, type, and the marks for committed, planned and unknown money.

Committed money is a solid bar, planned the same hue hatched, an unknown year outlined: marks that survive a
black-and-white copier. Floats appear only here, on axes; labels are made from exact Decimals by the caller.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go

SANS = '"Source Sans", "Source Sans Pro", "Source Sans 3", sans-serif'
LABEL_ROOM = 1.7
BAR_HEIGHT = 34


@dataclass(frozen=True)
class Palette:
    """Colours of one theme."""

    page: str
    raised: str
    text: str
    quiet: str
    hairline: str
    accent: str
    media: str
    software: str
    cameras: str
    needs: str

    def group(self, name: str) -> str:
        """Return the colour of a headline group: media, software or cameras."""
        return {"media": self.media, "software": self.software, "cameras": self.cameras}[name]


LIGHT = Palette(
    page="#FBFAF7",
    raised="#F2F0EA",
    text="#1E2328",
    quiet="#5A636D",
    hairline="#DEDACF",
    accent="#0B5C7A",
    media="#D98A00",
    software="#0072B2",
    cameras="#7A828C",
    needs="#008A66",
)
DARK = Palette(
    page="#15181C",
    raised="#1E2328",
    text="#ECEAE4",
    quiet="#A4ADB7",
    hairline="#2D343C",
    accent="#6CB8D6",
    media="#F0B54A",
    software="#5AB0E0",
    cameras="#9BA4AE",
    needs="#4CC3A0",
)


@dataclass(frozen=True)
class BarRow:
    """One bar of a chart.

    Attributes:
        label: Name at the bar's foot.
        committed: Committed money, exact.
        planned: Planned money, exact, drawn hatched after the committed.
        text: What stands at the bar's end, such as "11,9 млн ₸".
        hover: What a pointer or a tap tells, in whole words.
        key: What a click on the bar means, such as a region's slug.
    """

    label: str
    committed: Decimal
    planned: Decimal
    text: str
    hover: str
    key: str = ""


def layout(palette: Palette, height: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 — Plotly's own keys
    """Return the layout that all figures share."""
    return {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": SANS, "size": 15, "color": palette.text},
        "hoverlabel": {
            "bgcolor": palette.raised,
            "bordercolor": palette.hairline,
            "font": {"family": SANS, "size": 14, "color": palette.text},
        },
        "showlegend": False,
        "dragmode": False,
        "bargap": 0.32,
        **more,
    }


def hatched(color: str, palette: Palette) -> dict[str, Any]:
    """Return the mark for planned money: the same hue, hatched."""
    return {
        "color": color,
        "pattern": {"shape": "/", "fgcolor": color, "bgcolor": palette.page, "size": 6, "solidity": 0.45},
        "line": {"color": color, "width": 1},
    }


def outlined(color: str) -> dict[str, Any]:
    """Return the mark for money of an unknown year: an outline."""
    return {"color": "rgba(0,0,0,0)", "line": {"color": color, "width": 1.5}}


def horizontal_bars(rows: Sequence[BarRow], palette: Palette, color: str) -> go.Figure:
    """Draw horizontal bars, the first row on top, committed solid and planned hatched, labelled at their ends.

    Args:
        rows: Bars in the order of reading.
        palette: Colours of the reader's theme.
        color: Hue of the bars.
    """
    labels = [row.label for row in rows]
    shared = {"y": labels, "orientation": "h", "hoverinfo": "text", "cliponaxis": False}
    hover = [row.hover for row in rows]
    keys = [row.key for row in rows]
    totals = [float(row.committed + row.planned) for row in rows]
    figure = go.Figure(
        [
            go.Bar(
                x=[float(row.committed) for row in rows],
                marker={"color": color},
                hovertext=hover,
                customdata=keys,
                **shared,
            ),
            go.Bar(
                x=[float(row.planned) for row in rows],
                marker=hatched(color, palette),
                hovertext=hover,
                customdata=keys,
                **shared,
            ),
            go.Scatter(
                x=totals,
                y=labels,
                mode="text",
                text=[f" {row.text}" for row in rows],
                textposition="middle right",
                hoverinfo="skip",
                cliponaxis=False,
            ),
        ]
    )
    figure.update_layout(
        layout(
            palette,
            height=BAR_HEIGHT * max(len(rows), 1) + 24,
            barmode="stack",
            xaxis={"visible": False, "range": [0, max(totals, default=1.0) * LABEL_ROOM or 1], "fixedrange": True},
            yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True, "ticks": "", "showgrid": False},
        )
    )
    return figure
