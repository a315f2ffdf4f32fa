"""Answers `/hearing?mode=screen` with slides in place of the app's page: a document that asks for nothing once open."""

import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import snapshots
from dashboard.answers import Site
from dashboard.document import MissingPage
from dashboard.filters import Link, read_link
from dashboard.hearing.made import pack
from dashboard.hearing.pack import Pack
from dashboard.hearing.slides import slides
from dashboard.page import open_page
from dashboard.pauses import pause_mark
from dashboard.words import LANGUAGES, Words, best_language, words
from web.documents import asked_query, render_missing, request_origin
from web.freshness import weak_etag
from web.gate import Crowded, Gate
from web.made import Answers, Made, made, respond
from web.scripts import SCREEN_SCRIPT, versioned

LOG = logging.getLogger("aqsha.screen")
KEY: Final = "hearing"
PATH: Final = "/hearing"
MODE: Final = "screen"
KEPT: Final = 40
"""Screens kept: some half a megabyte each, and their pressed copies."""
AT_ONCE: Final = 2
WAITING: Final = 6


@dataclass(frozen=True, slots=True)
class Question:
    """One request for a screen: what its link asks for, the language shown first, scheme and host of the site."""

    link: Link
    language: str
    origin: str


class Screens:
    """A layer before the app's pages: GET and HEAD of a hearing's screen are answered here, all else goes on."""

    def __init__(self, app: ASGIApp, *, site: Callable[[], Site], base_url: str) -> None:
        self._app, self._site, self._base_url = app, site, base_url
        self._answers, self._gate = Answers(KEPT), Gate(AT_ONCE, WAITING)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the slides, or pass the request on."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        link = read_link(asked_query(scope))
        if link.filters.mode != MODE:
            await self._app(scope, receive, send)
            return
        response = await self._answer(link, scope)
        await response(scope, receive, send)

    async def _answer(self, link: Link, scope: Scope) -> Response:
        wished = Headers(scope=scope).get("accept-language", "")
        language = link.filters.lang or best_language(wished)
        question = Question(link, language, request_origin(scope, self._base_url))
        newest = snapshots.newest(self._site().root)
        key = (question, self._site().root, newest.id if newest else "", pause_mark())
        held = self._answers.held(key)
        if held is None:
            held = await run_in_threadpool(self._made, key, question)
        mark = weak_etag("screen", link, language, question.origin, key[2], versioned(SCREEN_SCRIPT))
        return respond(held, scope, named_language=link.filters.lang is not None, mark=mark)

    def _made(self, key: Hashable, question: Question) -> Made:
        tr = words(question.language)

        def make() -> Made:
            # Those who ask for the same screen wait for one of them, outside of the gate.
            with self._gate.passed():
                return screen(self._site(), question)

        try:
            return self._answers.get(key, make)
        except Crowded:
            return _told(tr, tr("The screen can't be made just now"), tr("Please ask again in a moment."), 503)
        except Exception:
            LOG.exception("the screen %s failed", question.link.filters.to_query())
            text = tr("The fault is ours and was written down. Other pages and other filters still work.")
            return _told(tr, tr("This page could not be drawn"), text, 500)


def screen(site: Site, question: Question) -> Made:
    """Make the slides of a link in all languages, the reader's first."""
    languages = (question.language, *(code for code in LANGUAGES if code != question.language))
    packs = {code: found for code in languages if (found := _pack(site, question, code))}
    if not packs:
        tr = words(question.language)
        text = tr("No data edition has been published on this server. Run «make nightly» and open the page again.")
        return _told(tr, tr("There is no data yet"), text, 503)
    return made(slides(packs, versioned(SCREEN_SCRIPT)))


def _pack(site: Site, question: Question, language: str) -> Pack | None:
    link = question.link
    page = open_page(site, KEY, link.filters.with_(lang=language, mode="").to_params(), "")
    if page is None:
        return None
    asked = replace(page.asked, dropped=(*link.dropped, *page.asked.dropped))
    return pack(replace(page, origin=question.origin, asked=asked), question.origin)


def _told(tr: Words, title: str, text: str, status: int) -> Made:
    page = MissingPage(
        title=title,
        text=text,
        home=tr("Go to the overview"),
        home_link=f"/light/overview?lang={tr.language}",
        language=tr.language,
    )
    return made(render_missing(page), status=status)
