"""Draws the map of the 20 regions and cities with its list beside it; the twin of `charts.region_map`."""

import re
from collections.abc import Sequence
from functools import cache
from math import cos, radians, sin, sqrt
from typing import Final

from markupsafe import Markup

from dashboard.charts.base import Palette
from dashboard.charts.boundaries import borders, middle, rings
from dashboard.charts.region_map import MapUnit, step_colors
from dashboard.pictures import svg
from dashboard.pictures.lettering import STRONG, TEXT, cut, width_of
from dashboard.pictures.svg import Drawing

SIZE: Final = 14
ROW: Final = 22
SWATCH: Final = 16
GAP: Final = 24
MARK: Final = 13
WIDE: Final = 900
LIST_SHARE: Final = 0.36
# The projection of the map on the page: equal areas on a cone.
MERIDIAN: Final = 67.0
PARALLELS: Final = (42.0, 54.0)
EDGE: Final = 1.5

Place = tuple[float, float]


def region_map(
    units: Sequence[MapUnit], legend: Sequence[str], nothing: str, palette: Palette, width: float
) -> Drawing:
    """Draw the map, its legend under it, and the regions with what a pointer would tell, as a list.

    Args:
        units: The 20 units.
        legend: What each colour step means, the lowest first; empty where there is no money at all.
        nothing: What the hatched paper means.
        palette: Colours.
        width: Of the drawing, pixels.
    """
    room = width * (1 - LIST_SHARE) - GAP if width >= WIDE else width
    shown = svg.stacked([_map(units, palette, room), _legend(legend, nothing, palette, room)], 16)
    if width < WIDE:
        return svg.stacked([shown, _list(units, palette, width)], GAP)
    listed = _list(units, palette, width * LIST_SHARE)
    marks = shown.marks + svg.placed(listed, room + GAP, 0)
    return Drawing(width, max(shown.height, listed.height), marks)


def _project(longitude: float, latitude: float) -> Place:
    """Return a place on the map's plane, radii of the Earth, down positive."""
    first, last = (sin(radians(one)) for one in PARALLELS)
    bend = (first + last) / 2
    constant = cos(radians(PARALLELS[0])) ** 2 + 2 * bend * first
    away = sqrt(constant - 2 * bend * sin(radians(latitude))) / bend
    turn = bend * radians(longitude - MERIDIAN)
    return away * sin(turn), away * cos(turn)


@cache
def _frame() -> tuple[float, float, float, float]:
    """Return left, top, width and height of the country on the plane."""
    slugs = [feature["properties"]["slug"] for feature in borders()["features"]]
    places = [place for slug in slugs for ring in _rings(slug) for place in ring]
    left, top = min(x for x, _ in places), min(y for _, y in places)
    return left, top, max(x for x, _ in places) - left, max(y for _, y in places) - top


@cache
def _rings(slug: str) -> tuple[tuple[Place, ...], ...]:
    return tuple(tuple(_project(x, y) for x, y in ring) for ring in rings(slug))


def _place(point: Place, scale: float) -> Place:
    left, top, _, _ = _frame()
    return (point[0] - left) * scale + EDGE, (point[1] - top) * scale + EDGE


def _path(slug: str, scale: float) -> str:
    drawn = []
    for ring in _rings(slug):
        places = dict.fromkeys(f"{x:.1f} {y:.1f}" for x, y in (_place(point, scale) for point in ring))
        drawn.append(f"M{'L'.join(places)}Z")
    return "".join(drawn)


def _map(units: Sequence[MapUnit], palette: Palette, width: float) -> Drawing:
    _, _, wide, tall = _frame()
    scale = (width - 2 * EDGE) / wide
    shapes = [svg.shape(_path(unit.slug, scale), _fill(unit, palette), palette.quiet, 0.8) for unit in units]
    marks = [_mark(unit, palette, scale) for unit in units if unit.mark]
    return Drawing(width, tall * scale + SIZE, Markup("").join([*shapes, *marks]))


def _fill(unit: MapUnit, palette: Palette) -> str:
    if not unit.asked:
        return palette.page
    return svg.sparse(palette.quiet, palette.raised) if unit.step is None else step_colors(palette)[unit.step]


def _mark(unit: MapUnit, palette: Palette, scale: float) -> Markup:
    x, y = _place(_project(*middle(unit.slug)), scale)
    box = svg.bar(x - MARK / 2, y - MARK / 2, MARK, MARK, _fill(unit, palette), palette.text)
    name = svg.words(x, y + MARK + SIZE * 0.55, unit.mark, STRONG, SIZE, palette.text, "middle", halo=palette.page)
    return box + name


def _legend(legend: Sequence[str], nothing: str, palette: Palette, width: float) -> Drawing:
    fills = [svg.sparse(palette.quiet, palette.raised), *step_colors(palette)]
    place, top, marks = 0.0, 0.0, []
    for text, fill in zip([nothing, *legend], fills, strict=False):
        wide = SWATCH + 8 + width_of(text, TEXT, SIZE)
        if place and place + wide > width:
            place, top = 0.0, top + ROW
        swatch = svg.bar(0, 0, SWATCH, SWATCH, fill, palette.quiet)
        told = svg.words(SWATCH + 8, SWATCH / 2 + SIZE * 0.34, text, TEXT, SIZE, palette.quiet)
        marks.append(svg.placed(Drawing(wide, SWATCH, swatch + told), place, top))
        place += wide + GAP
    return Drawing(width, top + SWATCH, Markup("").join(marks))


def _list(units: Sequence[MapUnit], palette: Palette, width: float) -> Drawing:
    """List the regions asked for: the name, and the first thing a pointer would tell, under it where both are long."""
    told = [(unit, *_told(unit)) for unit in units if unit.asked]
    left = SIZE + 8
    widest = max((width_of(name, TEXT, SIZE) + width_of(said, TEXT, SIZE) for _, name, said in told), default=0.0)
    beside = left + widest + GAP <= width
    step = ROW if beside else ROW * 1.8
    marks = []
    for number, (unit, name, said) in enumerate(told):
        base = number * step + SIZE
        marks += [
            svg.bar(0, base - SIZE * 0.8, SIZE * 0.9, SIZE * 0.9, _fill(unit, palette), palette.quiet),
            svg.words(left, base, cut(name, TEXT, SIZE, width - left), TEXT, SIZE, palette.text),
        ]
        under = cut(said, TEXT, SIZE, width - left)
        marks.append(
            svg.words(width, base, said, TEXT, SIZE, palette.text, "end")
            if beside
            else svg.words(left, base + SIZE * 1.2, under, TEXT, SIZE, palette.quiet)
        )
    return Drawing(width, len(told) * step, Markup("").join(marks))


def _told(unit: MapUnit) -> tuple[str, str]:
    name, _, rest = re.sub("</?b>", "", unit.hover).partition("<br>")
    return name, rest.partition("<br>")[0]
