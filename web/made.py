"""Answers of HTML that are made once for a link and an edition, kept pressed, and told apart by their ETag."""

import gzip
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Final

import brotli
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from dashboard.cache import Cache
from web.freshness import REVALIDATED, is_held
from web.static import accepts

KEPT: Final = 600
"""Answers kept: at most 60 KB each and their pressed copies, some 50 MB."""


@dataclass(frozen=True, slots=True)
class Made:
    """One finished answer: its bytes plain and pressed, its status, its headers."""

    plain: bytes
    brotli: bytes
    gzip: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


def made(html: str, headers: Mapping[str, str] | None = None, *, status: int = 200) -> Made:
    """Press a page once for all who ask."""
    plain = html.encode()
    pressed = brotli.compress(plain, quality=5), gzip.compress(plain, 6, mtime=0)
    return Made(plain, *pressed, headers or {}, status)


class Answers:
    """Keeps the last answers made; one that many ask for at once is made by one of them."""

    def __init__(self, size: int = KEPT) -> None:
        self._kept = Cache(size)

    def held(self, key: Hashable) -> Made | None:
        """Return the answer of a key if it is kept; does not wait."""
        answer: Made | None = self._kept.held(key)
        return answer

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return the answer of a key, making it if it is not kept."""
        answer: Made = self._kept.get(key, make)
        return answer


def respond(answer: Made, scope: Scope, *, named_language: bool, mark: str) -> Response:
    """Send an answer in the coding the reader takes, or 304 where they hold it.

    Args:
        answer: The answer.
        scope: The request.
        named_language: The link names its language, so the browser's wish plays no part.
        mark: The answer's ETag.
    """
    asked = Headers(scope=scope)
    headers = {
        **answer.headers,
        # Even on a page of a pinned edition stands what has changed since: it is asked about each time.
        "cache-control": REVALIDATED,
        "vary": "Accept-Encoding" if named_language else "Accept-Encoding, Accept-Language",
    }
    if answer.status == 200:
        headers["etag"] = mark
        if is_held(asked, mark):
            return Response(status_code=304, headers=headers)
    body, coding = _coded(answer, asked)
    if coding:
        headers["content-encoding"] = coding
    headers["content-length"] = str(len(body))
    shown = b"" if scope["method"] == "HEAD" else body
    return Response(shown, status_code=answer.status, headers=headers, media_type="text/html; charset=utf-8")


def _coded(answer: Made, asked: Headers) -> tuple[bytes, str]:
    if accepts(asked, "br"):
        return answer.brotli, "br"
    return (answer.gzip, "gzip") if accepts(asked, "gzip") else (answer.plain, "")
