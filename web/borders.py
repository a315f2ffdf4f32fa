"""The borders of regions as a file of their own, so that the map's figure need not carry them on every run."""

from functools import cache
from pathlib import Path

import brotli
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.charts.boundaries import BORDERS_FILE
from dashboard.paths import BORDERS_URL
from web.static import accepts_brotli


@cache
def _pressed(file: Path) -> bytes:
    pressed: bytes = brotli.compress(file.read_bytes(), mode=brotli.MODE_TEXT, quality=9)
    return pressed


async def _borders(request: Request) -> Response:
    headers = {"cache-control": "public, max-age=86400", "vary": "accept-encoding"}
    if accepts_brotli(request.headers):
        body, headers["content-encoding"] = _pressed(BORDERS_FILE), "br"
    else:
        body = BORDERS_FILE.read_bytes()
    return Response(body, media_type="application/geo+json", headers=headers)


def border_routes() -> list[Route]:
    """Make the route that answers the borders of today's 20 units."""
    return [Route(BORDERS_URL, _borders)]
