"""Tells other sites how to embed a view, in the form of oEmbed 1.0."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.alternates import card_link, embed_link, full
from dashboard.answers import Site
from dashboard.bodies.every import BODIES
from dashboard.body import Body
from dashboard.document import SITE_NAME
from dashboard.page import open_page
from dashboard.paths import PAGES
from web.documents import CARD_SIZE, request_origin

WIDTH: Final = 800
HEIGHT: Final = 560
CACHE_SECONDS: Final = 86_400

# Any site may ask, from its editor's browser too.
_HEADERS: Final = {"cache-control": "public, max-age=3600", "access-control-allow-origin": "*"}
_SMALL_PAGES: Final = ("light", "embed")


@dataclass(frozen=True, slots=True)
class Room:
    """The most that the asking site has room for, in pixels; none where it sets no bound."""

    width: int | None
    height: int | None


def oembed_routes(site: Callable[[], Site], base_url: str) -> list[Route]:
    """Make the route of oEmbed.

    Args:
        site: Gives the place where answers come from.
        base_url: Public address of the site; "" takes it from each request.
    """

    async def oembed(request: Request) -> Response:
        asked = request.query_params
        if asked.get("format", "json") != "json":
            return PlainTextResponse("Only format=json is known here.", 501, _HEADERS)
        origin = request_origin(request.scope, base_url)
        room = Room(_pixels(asked.get("maxwidth")), _pixels(asked.get("maxheight")))
        told = await run_in_threadpool(_told, site(), asked.get("url", ""), origin, room)
        if told is None:
            return PlainTextResponse("The parameter url names no page of this site.", 404, _HEADERS)
        return JSONResponse(told, headers=_HEADERS)

    return [Route("/oembed", oembed)]


def _told(site: Site, url: str, origin: str, room: Room) -> dict[str, object] | None:
    """Answer for one address; nothing where it is no page of ours or there is no data yet."""
    found = _page_of(url, origin)
    page = open_page(site, *found, "") if found else None
    return None if page is None else answer(BODIES[page.key](page), origin, room)


def _page_of(url: str, origin: str) -> tuple[str, str] | None:
    """Return the page's key and the query of an address of ours; its small pages stand for the page itself."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    home = urlsplit(origin)
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != home.netloc.lower():
        return None
    first, _, rest = parts.path.strip("/").partition("/")
    if first in _SMALL_PAGES:
        return (rest, parts.query) if rest in BODIES else None
    key = next((one.key for one in PAGES if one.path == parts.path.strip("/")), None)
    return (key, parts.query) if key in BODIES and key is not None else None


def answer(body: Body, origin: str, room: Room) -> dict[str, object]:
    """Return what oEmbed tells of a view.

    Args:
        body: The view's body.
        origin: Scheme and host of the site.
        room: What the frame must fit in.
    """
    page, title = full(body.page), body.heading.title
    width, height = min(WIDTH, room.width or WIDTH), min(HEIGHT, room.height or HEIGHT)
    told: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": SITE_NAME,
        "provider_url": f"{origin}/",
        "author_name": SITE_NAME,
        "cache_age": CACHE_SECONDS,
        "width": width,
        "height": height,
        "html": frame(origin + embed_link(page), title, width, height),
    }
    if (room.width or CARD_SIZE[0]) >= CARD_SIZE[0] and (room.height or CARD_SIZE[1]) >= CARD_SIZE[1]:
        told["thumbnail_url"] = origin + card_link(page)
        told["thumbnail_width"], told["thumbnail_height"] = CARD_SIZE
    return told


def frame(address: str, title: str, width: int, height: int) -> str:
    """Write the code that a site puts where the view is to stand."""
    return (
        f'<iframe src="{escape(address)}" width="{width}" height="{height}" loading="lazy" '
        f'title="{escape(title)}" style="border:0;max-width:100%"></iframe>'
    )


def _pixels(text: str | None) -> int | None:
    """Read a bound; what is no positive whole number sets none."""
    return int(text) if text and text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) else None
