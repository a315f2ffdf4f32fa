"""Answers pictures over HTTP: cards, figures as PNG and SVG, a figure's zip, and the short links printed on them."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from dashboard.answers import site_of
from dashboard.bodies.every import BODIES
from dashboard.body import Body, Figure
from dashboard.document import describe_missing
from dashboard.link_pairs import read_pairs
from dashboard.page import Page, asked_language, open_page
from dashboard.pictures import raster
from dashboard.pictures.bundle import bundle
from dashboard.pictures.card import SHAPES, card
from dashboard.pictures.picture import WIDTHS, Framed, picture
from dashboard.pictures.shelf import Shelf
from dashboard.settings import Settings
from dashboard.short_links import opened, short_link
from web.documents import asked_query, missing_page, request_origin
from web.freshness import is_held, kept_for, weak_etag
from web.gate import Crowded, Gate

AT_ONCE: Final = 1
WAITING: Final = 8
RETRY_SECONDS: Final = 3
DOTS: Final = 2
FACE_KEYS: Final = frozenset({"view", "size"})
_TYPES: Final = {"png": "image/png", "svg": "image/svg+xml", "zip": "application/zip"}
# A name goes into the headers of the answer, also of one without a body.
_FIGURE: Final = re.compile(r"[a-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for a picture: the page it shows, its kind, its size, the site's address."""

    page: Page
    kind: str
    size: str
    origin: str
    form: str
    named_language: bool

    @property
    def mark(self) -> str:
        """Return its ETag: what decides every dot of it."""
        page = self.page
        link = page.filters.with_(asof=None, lang=page.tr.language, page=page.filters.page).to_query()
        edition = page.asked.snapshot.id
        return weak_etag("picture", edition, page.key, link, self.kind, self.size, self.form, self.origin)

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers of its answer."""
        pinned = self.page.filters.asof == self.page.asked.snapshot.id
        name = f"aqsha-qaida-{self.page.key}-{self.kind}-{self.page.asked.snapshot.id}.{self.form}"
        return {
            "cache-control": kept_for(self.page.key, pinned=pinned),
            "etag": self.mark,
            "content-disposition": f'{"attachment" if self.form == "zip" else "inline"}; filename="{name}"',
            **({} if self.named_language else {"vary": "Accept-Language"}),
        }


class Pictures:
    """Draws what is asked for, once for all who ask."""

    def __init__(self, settings: Settings) -> None:
        self._root, self._base_url = settings.snapshots.resolve(), settings.base_url
        self._shelf, self._gate = Shelf(settings.cache_dir / "pictures"), Gate(AT_ONCE, WAITING)

    def card(self, request: Request) -> Response | ASGIApp:
        """Answer the card of a view."""
        key, size = request.query_params.get("view", "overview"), request.query_params.get("size", "wide")
        asked = self._asked(request, key, "card", size, "png") if size in SHAPES else None
        if asked is None:
            return _missing()

        def draw() -> bytes:
            body = BODIES[key](asked.page)
            return raster.png(card(body, size, asked.origin + short_link(body.page)))

        return self._answer(request, asked, draw)

    def figure(self, request: Request) -> Response | ASGIApp:
        """Answer one figure of a view as PNG, SVG or zip."""
        key, (name, _, form) = request.path_params["key"], request.path_params["file"].partition(".")
        size = request.query_params.get("size", "wide")
        known = size in WIDTHS and form in _TYPES and _FIGURE.fullmatch(name)
        asked = self._asked(request, key, name, size, form) if known else None
        if asked is None:
            return _missing()
        try:
            return self._zip(request, asked) if form == "zip" else self._answer(request, asked, lambda: _drawn(asked))
        except NoPicture:
            return _missing()

    def short(self, request: Request) -> Response | ASGIApp:
        """Send a reader from a short link to the full frozen one."""
        signs, key, query = request.path_params["signs"], request.path_params["key"], asked_query(request.scope)
        language = asked_language(query, request.headers.get("accept-language", ""))
        target = opened(self._root, signs, key, query, language)
        return RedirectResponse(target, status_code=307) if target else _missing()

    def _asked(self, request: Request, key: str, kind: str, size: str, form: str) -> Asked | None:
        if key not in BODIES:
            return None
        pairs = [pair for pair in read_pairs(asked_query(request.scope), []) if pair[0] not in FACE_KEYS]
        page = open_page(site_of(self._root), key, pairs, request.headers.get("accept-language", ""))
        origin = request_origin(request.scope, self._base_url)
        named = page is not None and page.filters.lang is not None
        return Asked(page, kind, size, origin, form, named) if page else None

    def _answer(self, request: Request, asked: Asked, draw: Callable[[], bytes]) -> Response:
        if is_held(request.headers, asked.mark):
            return Response(status_code=304, headers=asked.headers)
        name = _file_name(asked)
        try:
            content = self._shelf.held(name) or self._in_turn(name, draw)
        except Crowded:
            return _crowded()
        return Response(content, headers=asked.headers, media_type=_TYPES[asked.form])

    def _in_turn(self, name: str, draw: Callable[[], bytes]) -> bytes:
        with self._gate.passed():
            # One who stood before us may have asked for the very same: it is on the shelf before the next one's turn.
            return self._shelf.get(name, draw)

    def _zip(self, request: Request, asked: Asked) -> Response:
        if is_held(request.headers, asked.mark):
            return Response(status_code=304, headers=asked.headers)
        try:
            with self._gate.passed():
                body, figure, framed = _framed(asked)
                png = raster.png(framed.drawing, DOTS)
        except Crowded:
            return _crowded()
        pieces = bundle(body, figure, asked.origin, png, framed.svg)
        return StreamingResponse(pieces, headers=asked.headers, media_type=_TYPES["zip"])


class NoPicture(LookupError):
    """Raised when a page has no such figure, or none that can be drawn as a vector."""


def _framed(asked: Asked) -> tuple[Body, Figure, Framed]:
    body = BODIES[asked.page.key](asked.page)
    figure = body.figure(asked.kind)
    link = asked.origin + short_link(body.page)
    framed = picture(body, figure, link, WIDTHS[asked.size]) if figure else None
    if figure is None or framed is None:
        raise NoPicture(asked.kind)
    return body, figure, framed


def _drawn(asked: Asked) -> bytes:
    _, _, framed = _framed(asked)
    return framed.svg.encode() if asked.form == "svg" else raster.png(framed.drawing, DOTS)


def _file_name(asked: Asked) -> str:
    return f"{hashlib.sha256(asked.mark.encode()).hexdigest()}.{asked.form}"


def _crowded() -> Response:
    return PlainTextResponse(
        "Too many pictures are being drawn; ask again in a moment.",
        status_code=503,
        headers={"retry-after": str(RETRY_SECONDS), "cache-control": "no-store"},
    )


def _missing() -> ASGIApp:
    return missing_page(describe_missing)


def picture_routes(settings: Settings) -> list[Route]:
    """Make the routes of cards, figures and short links.

    Args:
        settings: Where the snapshots are, where finished pictures may be kept, the site's address.
    """
    pictures = Pictures(settings)
    return [
        Route("/card.png", pictures.card),
        Route("/picture/{key}/{file}", pictures.figure),
        Route("/s/{signs}/{key}", pictures.short),
    ]
