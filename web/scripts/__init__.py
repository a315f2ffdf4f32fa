"""Our own scripts, each a file of its own: what readers get without them stays whole."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FIRST_SCRIPT: Final = "/first.js"
EMBED_SCRIPT: Final = "/embed.js"
RESIZE_SCRIPT: Final = "/embed/resize.js"
SHARE_SCRIPT: Final = "/share.js"
SCREEN_SCRIPT: Final = "/screen.js"

_FILES: Final = {
    FIRST_SCRIPT: "first.js",
    EMBED_SCRIPT: "embed.js",
    RESIZE_SCRIPT: "resize.js",
    SHARE_SCRIPT: "share.js",
    SCREEN_SCRIPT: "screen.js",
}
_FOLDER: Final = Path(__file__).resolve().parent


@cache
def versioned(address: str) -> str:
    """Return a script's address with a mark of what it says: a page never runs an older one that a browser kept."""
    code = (_FOLDER / _FILES[address]).read_bytes()
    return f"{address}?v={hashlib.sha256(code).hexdigest()[:12]}"


def script_routes() -> list[Route]:
    """Make the routes of the scripts; each is read once, when the app starts.

    Raises:
        FileNotFoundError: A script is missing from the work tree.
    """
    return [_route(address, (_FOLDER / name).read_bytes()) for address, name in _FILES.items()]


def _route(address: str, code: bytes) -> Route:
    # Sites that embed us load one of these from elsewhere.
    headers = {"cache-control": "public, max-age=86400", "cross-origin-resource-policy": "cross-origin"}

    async def script(_: Request) -> Response:
        return Response(code, media_type="text/javascript; charset=utf-8", headers=headers)

    return Route(address, script)
