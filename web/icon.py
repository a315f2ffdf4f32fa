"""The icon of the browser tab, at the address where Streamlit would show its own."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

ICON = Path(__file__).resolve().parent / "favicon.png"


def icon_routes() -> list[Route]:
    """Make the route of the icon; it is read once, when the app starts.

    Raises:
        FileNotFoundError: The icon is missing from the work tree.
    """
    drawing = ICON.read_bytes()

    async def icon(_: Request) -> Response:
        return Response(drawing, media_type="image/png", headers={"cache-control": "public, max-age=86400"})

    return [Route("/favicon.png", icon)]
