"""The map of the 20 regions and cities: five steps of one hue, hatched paper where there is nothing to tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.base import Palette, layout
from dashboard.charts.boundaries import hatching, middle
from dashboard.paths import BORDERS_URL

HEIGHT = 460
STEP_MIX = (0.2, 0.4, 0.6, 0.8, 1.0)
NOT_ASKED, NOTHING = -2, -1
MAP_ROOM = (0.24, 1.0)
LEGEND_ROOM = (0.0, 0.2)
LEGEND_COLUMNS = 2
SWATCH = 0.07
GEO: dict[str, Any] = {
    "visible": False,
    "bgcolor": "rgba(0,0,0,0)",
    "projection": {"type": "conic equal area", "rotation": {"lon": 67}, "parallels": [42, 54], "scale": 1.12},
    "lonaxis": {"range": [46, 88]},
    "lataxis": {"range": [40.3, 55.7]},
    "domain": {"x": [0, 1], "y": list(MAP_ROOM)},
}


@dataclass(frozen=True)
class MapUnit:
    """One region or city on the map.

    Attributes:
        slug: The region's slug; a click returns it.
        step: Colour step 0 to 4; None where there is no money to tell.
        hover: What a pointer or a tap tells, in whole words.
        asked: False where the link asks about other regions only.
        mark: Name to stand beside a mark, for cities that are too small to be seen or hit; else empty.
    """

    slug: str
    step: int | None
    hover: str
    asked: bool = True
    mark: str = ""


def step_colors(palette: Palette) -> list[str]:
    """Return the five steps of the accent's hue, the lowest nearest to the page."""
    return [_mix(palette.page, palette.accent, share) for share in STEP_MIX]


def region_map(units: Sequence[MapUnit], legend: Sequence[str], nothing: str, palette: Palette) -> go.Figure:
    """Draw the map with its legend under it.

    Args:
        units: The 20 units; `location` of a chosen one is its slug.
        legend: What each colour step means, the lowest first; empty where there is no money at all.
        nothing: What the hatched paper means.
        palette: Colours of the reader's theme.
    """
    traces = [_shapes(units, palette), _hatching(units, palette), *_marks(units, palette)]
    swatches = [(text, color) for text, color in zip(legend, step_colors(palette), strict=False)]
    figure = go.Figure([*traces, *_swatches([(nothing, None), *swatches], palette)])
    rows = -(-(len(swatches) + 1) // LEGEND_COLUMNS)
    figure.update_layout(
        layout(
            palette,
            height=HEIGHT,
            geo=GEO,
            barmode="overlay",
            xaxis={"visible": False, "range": [0, LEGEND_COLUMNS], "fixedrange": True},
            yaxis={
                "visible": False,
                "range": [max(rows, 3) - 0.5, -0.5],
                "domain": list(LEGEND_ROOM),
                "fixedrange": True,
            },
        )
    )
    return figure


def _shapes(units: Sequence[MapUnit], palette: Palette) -> go.Choropleth:
    colors = [palette.page, palette.raised, *step_colors(palette)]
    edges = [number / len(colors) for number in range(len(colors) + 1)]
    scale = [[edges[number + side], color] for number, color in enumerate(colors) for side in (0, 1)]
    return go.Choropleth(
        geojson=BORDERS_URL,
        featureidkey="properties.slug",
        locations=[unit.slug for unit in units],
        z=[_level(unit) for unit in units],
        zmin=NOT_ASKED - 0.5,
        zmax=len(STEP_MIX) - 0.5,
        colorscale=scale,
        showscale=False,
        marker={"line": {"color": palette.quiet, "width": 0.7}},
        hovertext=[unit.hover for unit in units],
        hoverinfo="text",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _level(unit: MapUnit) -> int:
    if not unit.asked:
        return NOT_ASKED
    return NOTHING if unit.step is None else unit.step


def _hatching(units: Sequence[MapUnit], palette: Palette) -> go.Scattergeo:
    longitudes: list[float | None] = []
    latitudes: list[float | None] = []
    for unit in units:
        if _level(unit) == NOTHING:
            along, across = hatching(unit.slug)
            longitudes += along
            latitudes += across
    return go.Scattergeo(
        lon=longitudes, lat=latitudes, mode="lines", line={"color": palette.quiet, "width": 1}, hoverinfo="skip"
    )


def _marks(units: Sequence[MapUnit], palette: Palette) -> list[go.Scattergeo]:
    """Draw a mark in its unit's colour, with its name, for each city that the map shows too small."""
    colors = step_colors(palette)
    return [
        go.Scattergeo(
            lon=[middle(unit.slug)[0]],
            lat=[middle(unit.slug)[1]],
            mode="markers+text",
            marker={
                "symbol": "square",
                "size": 15,
                "opacity": 1,
                "color": palette.page if unit.step is None else colors[unit.step],
                "line": {"color": palette.text, "width": 1.5},
            },
            text=[unit.mark],
            textposition="bottom center",
            textfont={"size": 14, "color": palette.text, "shadow": ", ".join([f"0 0 3px {palette.page}"] * 3)},
            customdata=[unit.slug],
            hovertext=[unit.hover],
            hoverinfo="text",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
        for unit in units
        if unit.mark
    ]


def _swatches(entries: Sequence[tuple[str, str | None]], palette: Palette) -> list[Any]:
    """Draw the legend: one bar a step, hatched for nothing, its words beside it; down first, then across."""
    rows = max(-(-len(entries) // LEGEND_COLUMNS), 1)
    paper = {"shape": "/", "fgcolor": palette.quiet, "bgcolor": palette.raised, "size": 5, "solidity": 0.25}
    drawn: list[Any] = []
    for number, (text, color) in enumerate(entries):
        column, row = divmod(number, rows)
        mark = {"color": color or palette.raised, "line": {"color": palette.quiet, "width": 0.7}}
        if color is None:
            mark["pattern"] = paper
        shared = {"y": [row], "hoverinfo": "skip"}
        drawn.append(go.Bar(x=[SWATCH], base=[column], width=0.62, orientation="h", marker=mark, **shared))
        drawn.append(
            go.Scatter(
                x=[column + SWATCH * 1.3],
                mode="text",
                text=[text],
                textposition="middle right",
                textfont={"size": 14, "color": palette.text},
                cliponaxis=False,
                **shared,
            )
        )
    return drawn


def _mix(page: str, hue: str, share: float) -> str:
    pairs = zip(_channels(page), _channels(hue), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * share):02X}" for low, high in pairs)


def _channels(color: str) -> list[int]:
    return [int(color[place : place + 2], 16) for place in (1, 3, 5)]
