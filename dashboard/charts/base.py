"""The look of every figure: colours of both themes, type, and the marks for committed, planned and unknown money.

Committed money is a solid bar, planned the same hue hatched, an unknown year outlined: marks that survive a
black-and-white copier. Floats appear only here, on axes; labels are made from exact Decimals by the caller.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go

from dashboard.pictures.lettering import TEXT, width_of, wrapped

SANS = '"Source Sans", "Source Sans Pro", "Source Sans 3", sans-serif'
LABEL_ROOM = 1.7
BAR_HEIGHT = 34
LINE_HEIGHT = 14
FONT_SIZE = 15
"""Pixels: of a bar with its gap, of one more line of its texts, of letters."""
PHONE_WIDTH = 358
NAME_WIDTH = 150
VALUE_SHARE = 0.65
"""Pixels of a figure on a small phone and of a line of a name; what of the room beside names a value may take."""
BESIDE_NAME = 12
LEAST_ROOM = 40
MOST_ROOM = 3.0


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
    names = [wrapped(label, TEXT, FONT_SIZE, NAME_WIDTH) for label in labels]
    plot = PHONE_WIDTH - BESIDE_NAME - max((_width(name) for name in names), default=0.0)
    texts = [_value_lines(row, plot * VALUE_SHARE) for row in rows]
    lines = max((len(text) for text in (*names, *texts)), default=1)
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
                text=["<br>".join(f" {line}" for line in text) for text in texts],
                textposition="middle right",
                hoverinfo="skip",
                cliponaxis=False,
            ),
        ]
    )
    figure.update_layout(
        layout(
            palette,
            height=(BAR_HEIGHT + LINE_HEIGHT * (lines - 1)) * max(len(rows), 1) + 24,
            barmode="stack",
            xaxis={
                "visible": False,
                "range": [0, max(totals, default=1.0) * _room(totals, texts, plot) or 1],
                "fixedrange": True,
            },
            yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True, "ticks": "", "showgrid": False},
        )
    )
    if any(len(name) > 1 for name in names):
        figure.update_yaxes(tickmode="array", tickvals=labels, ticktext=["<br>".join(name) for name in names])
    return figure


def _value_lines(row: BarRow, width: float) -> list[str]:
    """Break a long text after a bar; beside an empty bar it has the whole width."""
    if not row.committed + row.planned:
        return [row.text]
    return wrapped(row.text, TEXT, FONT_SIZE, width) or [""]


def _room(totals: Sequence[float], texts: Sequence[Sequence[str]], plot: float) -> float:
    """Return how many times the longest bar the axis must be for the texts at the ends of bars to fit on a phone."""
    longest = max(totals, default=0.0) or 1.0
    needed = [
        total / longest * plot / max(plot - BESIDE_NAME - _width(text), LEAST_ROOM)
        for total, text in zip(totals, texts, strict=True)
    ]
    return min(max(LABEL_ROOM, *needed), MOST_ROOM) if needed else LABEL_ROOM


def _width(lines: Sequence[str]) -> float:
    return max((width_of(line, TEXT, FONT_SIZE) for line in lines), default=0.0)
