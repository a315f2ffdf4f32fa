"""Keeps other sites' pages off the app's socket, and Streamlit from asking a foreign host about them."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose


class OwnOrigin:
    """Settles the question of a request's Origin before Streamlit sees it.

    For an Origin it does not know Streamlit asks a public service for the machine's own address, and every visitor
    waits for the answer. So a socket opened from another site is refused here, and no Origin is passed on.
    """

    def __init__(self, app: ASGIApp, *, base_url: str) -> None:
        self._app = app
        self._base_url = base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a foreign socket, pass all else on without its Origin."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket" and not self._is_own(Headers(scope=scope)):
            await WebSocketClose()(scope, receive, send)
        else:
            kept = [(name, value) for name, value in scope["headers"] if name.lower() != b"origin"]
            await self._app({**scope, "headers": kept}, receive, send)

    def _is_own(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        return origin is None or origin == self._base_url or urlsplit(origin).netloc == headers.get("host")
