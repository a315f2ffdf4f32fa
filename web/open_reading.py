"""Lets pages of other sites read the data: the API and the files, and nothing else."""

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDERS = ("/api/", "/files/")
_METHODS = "GET, HEAD, OPTIONS"
_HEADERS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Content-Disposition, Content-Length, Content-Range, ETag, Link",
}
_PREFLIGHT = {
    "access-control-allow-methods": _METHODS,
    "access-control-allow-headers": "If-None-Match, If-Range, Range, Accept, Accept-Language",
    "access-control-max-age": "86400",
    "allow": _METHODS,
}


class OpenReading:
    """Answers the question of a browser whether it may read, and marks the answers as readable from anywhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS of the data's paths; add the headers to their other answers; pass all else on."""
        if scope["type"] != "http" or not scope["path"].startswith(FOLDERS):
            await self._app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={**_HEADERS, **_PREFLIGHT})(scope, receive, send)
            return

        async def send_readable(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_readable)
