"""Borders of the 20 regions and cities, read once: shapes for the map, middles for marks, hatching for no data."""

import itertools
import json
from functools import cache
from pathlib import Path
from typing import Any

BORDERS_FILE = Path(__file__).resolve().parents[2] / "data" / "geo" / "regions_2022.geojson"
HATCH_STEP = 0.45
LONGITUDE_SCALE = 0.67  # a degree of longitude is that much of a degree of latitude in the middle of the country

Point = tuple[float, float]
Line = tuple[list[float | None], list[float | None]]


@cache
def borders() -> dict[str, Any]:
    """Return the borders as GeoJSON; `properties.slug` is the region's slug, `id` its KATO code."""
    shapes: dict[str, Any] = json.loads(BORDERS_FILE.read_text(encoding="utf-8"))
    return shapes


@cache
def rings(slug: str) -> tuple[tuple[Point, ...], ...]:
    """Return all rings of a region, holes included, as (longitude, latitude).

    Raises:
        KeyError: There is no such region on the map.
    """
    for feature in borders()["features"]:
        if feature["properties"]["slug"] == slug:
            geometry = feature["geometry"]
            polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
            return tuple(tuple((x, y) for x, y in ring) for polygon in polygons for ring in polygon)
    raise KeyError(f"the map has no region {slug!r}")


@cache
def middle(slug: str) -> Point:
    """Return the middle of a region's largest ring's frame; good enough for a mark on a small unit."""
    largest = max(rings(slug), key=len)
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


@cache
def hatching(slug: str) -> Line:
    """Return slanting lines inside a region's borders: longitudes and latitudes, None between two lines."""
    edges = [edge for ring in rings(slug) for edge in _slanted(ring)]
    first, last = min(edge[0][0] for edge in edges), max(edge[0][0] for edge in edges)
    longitudes: list[float | None] = []
    latitudes: list[float | None] = []
    for number in range(int(first / HATCH_STEP), int(last / HATCH_STEP) + 1):
        level = number * HATCH_STEP + HATCH_STEP / 2
        crossings = sorted(point for edge in edges for point in _crossing(edge, level))
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            longitudes += [(level + start) / 2 / LONGITUDE_SCALE, (level + end) / 2 / LONGITUDE_SCALE, None]
            latitudes += [(start - level) / 2, (end - level) / 2, None]
    return longitudes, latitudes


def _slanted(ring: tuple[Point, ...]) -> list[tuple[Point, Point]]:
    """Return a ring's edges in axes turned by 45°, so that hatching runs along one of them."""
    turned = [(x * LONGITUDE_SCALE - y, x * LONGITUDE_SCALE + y) for x, y in ring]
    return list(itertools.pairwise(turned))


def _crossing(edge: tuple[Point, Point], level: float) -> list[float]:
    """Return where an edge crosses a line of the hatching; each crossing belongs to one edge only."""
    (x1, y1), (x2, y2) = edge
    if (x1 <= level) == (x2 <= level):
        return []
    return [y1 + (y2 - y1) * (level - x1) / (x2 - x1)]
