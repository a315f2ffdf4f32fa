"""Streamlit's static files sent as Brotli copies, which Streamlit itself sends uncompressed."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Quality 9 makes all copies in about 4 s; 11 takes 13 s for the largest file alone and saves a tenth of it.
BROTLI_QUALITY = 9
COMPRESSIBLE: Mapping[str, str] = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".svg": "image/svg+xml",
    }
)
# The names of these files hold a hash of their content, so a copy never grows old.
HASHED_PREFIX = "/static/"
_FOR_A_YEAR = "public, immutable, max-age=31536000"


def accepts_brotli(headers: Headers) -> bool:
    """Tell whether a request takes Brotli."""
    return accepts(headers, "br")


def accepts(headers: Headers, wanted: str) -> bool:
    """Tell whether a request's Accept-Encoding names a coding and does not refuse it with `q=0`."""
    for offer in headers.get("accept-encoding", "").split(","):
        coding, _, weight = offer.partition(";")
        if coding.strip().lower() == wanted:
            return weight.replace(" ", "").rstrip("0").rstrip(".") not in {"q=", "q=0"}
    return False


class BrotliCopies:
    """The compressed copies of a folder's files: made once, kept on disk, served from memory.

    Until `prepare` has reached a file there is no copy of it, and the file is sent as it is.
    """

    def __init__(self, assets: Path, cache_dir: Path) -> None:
        self._assets = assets
        self._cache = cache_dir / f"brotli-{BROTLI_QUALITY}"
        self._ready: dict[str, tuple[bytes, str]] = {}

    def get(self, path: str) -> tuple[bytes, str] | None:
        """Return the compressed bytes and the content type of the file at a URL path, or None when there is none."""
        return self._ready.get(path)

    def prepare(self) -> None:
        """Make or read back the copy of every compressible file; for a thread of its own at start."""
        files = (file for file in self._assets.rglob("*") if file.suffix in COMPRESSIBLE)
        for file in sorted(files, key=_weight, reverse=True):
            path = f"/{file.relative_to(self._assets).as_posix()}"
            if path.startswith(HASHED_PREFIX):
                self._ready[path] = (self._copy(file.read_bytes()), COMPRESSIBLE[file.suffix])

    def _copy(self, plain: bytes) -> bytes:
        kept = self._cache / f"{hashlib.sha256(plain).hexdigest()}.br"
        found = _read_copy(kept, plain)
        if found is not None:
            return found
        compressed: bytes = brotli.compress(plain, quality=BROTLI_QUALITY)
        _keep(kept, compressed)
        return compressed


def _weight(file: Path) -> int:
    return file.stat().st_size


def _read_copy(kept: Path, plain: bytes) -> bytes | None:
    """Read a copy back only if it unpacks to the very file: a cache folder may be cut short or written by others."""
    try:
        compressed = kept.read_bytes()
        return compressed if brotli.decompress(compressed) == plain else None
    except (OSError, brotli.error):
        return None


def _keep(kept: Path, compressed: bytes) -> None:
    """Write a copy whole or not at all; a folder that can't be written only costs the next start its time."""
    unfinished = kept.with_suffix(f".{os.getpid()}")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished.write_bytes(compressed)
        unfinished.replace(kept)
    except OSError:
        return


class BrotliStatic:
    """Answers requests for static files with their Brotli copies where the browser takes them."""

    def __init__(self, app: ASGIApp, *, copies: BrotliCopies) -> None:
        self._app = app
        self._copies = copies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the copy, or pass the request on and mark the plain answer as one of two."""
        copy = self._copies.get(scope["path"]) if scope["type"] == "http" else None
        if copy is None:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] in {"GET", "HEAD"} and accepts_brotli(headers) and "range" not in headers:
            await _brotli_response(*copy, method=scope["method"])(scope, receive, send)
            return

        async def send_varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
            await send(message)

        await self._app(scope, receive, send_varying)


def _brotli_response(body: bytes, media_type: str, *, method: str) -> Response:
    headers = {
        "content-encoding": "br",
        "content-length": str(len(body)),
        "cache-control": _FOR_A_YEAR,
        "vary": "Accept-Encoding",
    }
    return Response(b"" if method == "HEAD" else body, headers=headers, media_type=media_type)
