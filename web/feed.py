"""Answers the feed of a view, /feed.atom, and tells readers who hold it already that nothing is new."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.answers import Site
from dashboard.feed import Feed, feed_of
from dashboard.page import open_page
from web.documents import asked_query, request_origin
from web.freshness import is_held, kept_for

MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"


def feed_routes(site: Callable[[], Site], base_url: str) -> list[Route]:
    """Make the route of feeds.

    Args:
        site: Gives the place where answers come from.
        base_url: Public address of the site; "" takes it from each request.
    """

    def feed(request: Request) -> Response:
        accepts = request.headers.get("accept-language", "")
        page = open_page(site(), "changes", asked_query(request.scope), accepts)
        if page is None:
            return PlainTextResponse("no snapshot is open", status_code=503, headers={"cache-control": "no-store"})
        made = feed_of(page, request_origin(request.scope, base_url))
        pinned = page.filters.asof is not None and not page.asked.dropped
        return respond(request.headers, made, pinned=pinned, named_language=page.filters.lang is not None)

    return [Route("/feed.atom", feed)]


def respond(headers: Headers, feed: Feed, *, pinned: bool, named_language: bool) -> Response:
    """Send a feed, or 304 where the reader holds it: by its bytes, else by the moment of its newest entry."""
    body = feed.written()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    told = {
        "etag": tag,
        "last-modified": format_datetime(feed.updated_at.astimezone(UTC), usegmt=True),
        "cache-control": kept_for(pinned=pinned),
    }
    if not named_language:
        told["vary"] = "Accept-Language"
    if is_held(headers, tag) or ("if-none-match" not in headers and _is_no_newer(headers, feed.updated_at)):
        return Response(status_code=304, headers=told)
    return Response(body, headers=told, media_type=MEDIA_TYPE)


def _is_no_newer(headers: Headers, moment: datetime) -> bool:
    """Tell whether the reader has read since the newest entry came; what is no date says nothing."""
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except (ValueError, OverflowError):
        return False
    return since.tzinfo is not None and moment.replace(microsecond=0) <= since
