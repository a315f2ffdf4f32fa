"""The empty base map that Plotly asks for before it draws regions, so that it asks no other host for a real one."""

import json
import re

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.paths import TOPOLOGY_URL

_NAME = re.compile(r"[a-z]+(-[a-z]+)?_(110|50)m\.json")
_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
_EMPTY = json.dumps(
    {
        "type": "Topology",
        "arcs": [],
        "objects": {layer: {"type": "GeometryCollection", "geometries": []} for layer in _LAYERS},
    }
).encode()


async def _topology(request: Request) -> Response:
    if not _NAME.fullmatch(request.path_params["name"]):
        return PlainTextResponse("Not Found", status_code=404)
    return Response(_EMPTY, media_type="application/json", headers={"cache-control": "public, max-age=86400"})


def topology_routes() -> list[Route]:
    """Make the route that answers every map name Plotly knows (`world_110m.json`, `asia_50m.json` …)."""
    return [Route(f"{TOPOLOGY_URL}{{name}}", _topology)]
