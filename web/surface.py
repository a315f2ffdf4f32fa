"""Which paths the outside may ask for; all others are 404, where Streamlit would send its page with a 200."""

from collections.abc import Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

STREAM = "/_stcore/stream"

# Of Streamlit's own endpoints those the front end needs; metrics, uploads and the agent interface stay closed.
_STREAMLIT_PATHS = frozenset({"/_stcore/health", "/_stcore/host-config"})
_STREAMLIT_FOLDERS = ("/media/", "/component/", "/_stcore/bidi-components/")


class Surface:
    """The set of paths that answer something other than 404."""

    def __init__(self, pages: Sequence[str], routes: Sequence[BaseRoute], assets: Path) -> None:
        self._pages = frozenset(f"/{page}" for page in pages)
        self._routes = tuple(routes)
        files = (assets / "static").rglob("*")
        self._assets = frozenset(f"/{file.relative_to(assets).as_posix()}" for file in files if file.is_file())

    def is_page(self, path: str) -> bool:
        """Tell whether a path is a page's own, to the letter."""
        return path in self._pages

    def holds(self, scope: Scope) -> bool:
        """Tell whether a request's path leads anywhere. A page's path with a slash at its end does: to the page."""
        path: str = scope["path"]
        if scope["type"] == "websocket":
            return path == STREAM
        return (
            path in _STREAMLIT_PATHS
            or path in self._assets
            or (path.rstrip("/") or "/") in self._pages
            or path.startswith(_STREAMLIT_FOLDERS)
            or any(route.matches(scope)[0] is not Match.NONE for route in self._routes)
        )


class ClosedSurface:
    """Turns away what the surface does not hold; a reader's browser gets a page, a program gets plain text."""

    def __init__(self, app: ASGIApp, *, surface: Surface, missing: ASGIApp) -> None:
        self._app = app
        self._surface = surface
        self._missing = missing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass known paths on, answer 404 to others, refuse other websockets."""
        if scope["type"] == "lifespan" or self._surface.holds(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
        elif "text/html" in Request(scope).headers.get("accept", ""):
            await self._missing(scope, receive, send)
        else:
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)
