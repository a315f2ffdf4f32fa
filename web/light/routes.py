"""Answers the light pages and the embeds over HTTP."""

import logging
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, replace
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from dashboard import snapshots
from dashboard.alternates import full, languages, others
from dashboard.answers import Site
from dashboard.bodies.every import BODIES
from dashboard.body import Body
from dashboard.document import MissingPage, describe_missing
from dashboard.filters import Link, read_link
from dashboard.link_pairs import Dropped, read_pairs
from dashboard.page import open_page
from dashboard.pauses import pause_mark
from dashboard.words import best_language, words
from web.documents import asked_query, missing_page, oembed_link, render_missing, request_origin
from web.freshness import weak_etag
from web.light.embed import embed_page
from web.light.form import FORM_MARK
from web.light.page import light_page
from web.link_header import link_header
from web.made import Answers, Made, made, respond

LOG = logging.getLogger("aqsha.light")


@dataclass(frozen=True, slots=True)
class Face:
    """One kind of small page: where it stands, where its links lead, and who writes it."""

    path: str
    root: str
    write: Callable[[Body, str, str], str]


def _write_light(body: Body, origin: str, _figure: str) -> str:
    return light_page(body, origin)


LIGHT: Final = Face("/light", "/light", _write_light)
EMBED: Final = Face("/embed", "", embed_page)


@dataclass(frozen=True, slots=True)
class Question:
    """One request for a small page, understood as far as no data is needed.

    Attributes:
        face: Which kind of page.
        key: Short name of the page.
        link: What its query asks for.
        language: The language to answer in.
        origin: Scheme and host of the site.
        figure: The figure that an embed is to show, "" for the first.
        typed: The query comes from our form.
    """

    face: Face
    key: str
    link: Link
    language: str
    origin: str
    figure: str
    typed: bool

    def mark(self, edition: str) -> str:
        """Return the ETag of its answer while an edition is the newest one."""
        return weak_etag(self.face.path, self.key, self.link, self.language, self.origin, self.figure, edition)


class SmallPages:
    """Answers light pages and embeds: from what is kept, else made in a thread."""

    def __init__(self, site: Callable[[], Site], base_url: str) -> None:
        self._site, self._base_url = site, base_url
        self._answers = Answers()

    async def answer(self, question: Question, request: Request) -> Response:
        """Answer one request: the page, 304, the clean link for what a form sent, or a fault in words."""
        if question.typed and not question.link.dropped:
            return RedirectResponse(_address(question), 303, {"cache-control": "no-cache"})
        root = self._site().root
        newest = snapshots.newest(root)
        edition = newest.id if newest else ""
        key = (question, root, edition, pause_mark())
        held = self._answers.held(key)
        if held is None:
            held = await run_in_threadpool(self._made, key, question)
        named = question.link.filters.lang is not None
        return respond(held, request.scope, named_language=named, mark=question.mark(edition))

    def _made(self, key: Hashable, question: Question) -> Made:
        try:
            return self._answers.get(key, lambda: self._make(question))
        except Exception:
            LOG.exception("the small page %s failed", _address(question))
            return made(render_missing(_fault(question)), status=500)

    def _make(self, question: Question) -> Made:
        link, face = question.link, question.face
        page = open_page(self._site(), question.key, link.filters.with_(lang=question.language).to_params(), "")
        if page is None:
            return made(render_missing(_no_data(question)), status=503)
        asked = replace(page.asked, dropped=(*link.dropped, *page.asked.dropped))
        page = replace(page, root=face.root, origin=question.origin, asked=asked)
        body = BODIES[question.key](page)
        return made(face.write(body, question.origin, question.figure), _headers(body, question.origin))


def light_routes(site: Callable[[], Site], base_url: str) -> list[Route]:
    """Make the routes of light pages and embeds.

    Args:
        site: Gives the place where answers come from.
        base_url: Public address of the site; "" takes it from each request.
    """
    pages, missing = SmallPages(site, base_url), missing_page(describe_missing)

    def of(face: Face) -> Callable[[Request], Awaitable[Response | ASGIApp]]:
        async def endpoint(request: Request) -> Response | ASGIApp:
            if request.path_params["key"] not in BODIES:
                return missing
            return await pages.answer(_understood(face, request, base_url), request)

        return endpoint

    return [
        Route("/light", _to_overview),
        Route("/light/", _to_overview),
        *(Route(f"{face.path}/{{key}}", of(face)) for face in (LIGHT, EMBED)),
    ]


async def _to_overview(request: Request) -> Response:
    query = asked_query(request.scope)
    return RedirectResponse(f"/light/overview?{query}" if query else "/light/overview", 301)


def _understood(face: Face, request: Request, base_url: str) -> Question:
    """Read a request as far as no data is needed; what only this kind of page knows is taken off the query first."""
    lost: list[Dropped] = []
    pairs = list(read_pairs(asked_query(request.scope), lost))
    figure = next((value for name, value in pairs if name == "figure"), "") if face is EMBED else ""
    link = read_link([(name, value) for name, value in pairs if face is not EMBED or name != "figure"])
    return Question(
        face=face,
        key=request.path_params["key"],
        link=replace(link, dropped=(*lost, *link.dropped)),
        language=link.filters.lang or best_language(request.headers.get("accept-language", "")),
        origin=request_origin(request.scope, base_url),
        figure=figure,
        typed=any(name == FORM_MARK for name, _ in pairs),
    )


def _address(question: Question) -> str:
    query = question.link.filters.with_(lang=question.language).to_query()
    return f"{question.face.path}/{question.key}?{query}"


def _headers(body: Body, origin: str) -> dict[str, str]:
    """Write the links to the other faces as a header, for there is no room for all of them at the top of the page."""
    page = full(body.page)
    links = [f'<{origin}{page.link()}>; rel="canonical"']
    links += [f'<{origin}{one.href}>; rel="alternate"; hreflang="{one.language}"' for one in languages(page)]
    faces = others(page, body.heading)
    links += [f'<{origin}{one.href}>; rel="alternate"; type="{one.kind}"' for one in faces]
    links.append(f'<{oembed_link(origin, page.link())}>; rel="alternate"; type="application/json+oembed"')
    said = link_header(links) if origin else ""
    return {"link": said} if said else {}


def _no_data(question: Question) -> MissingPage:
    tr = words(question.language)
    return _told(
        question,
        tr("There is no data yet"),
        tr("No data edition has been published on this server. Run «make nightly» and open the page again."),
    )


def _fault(question: Question) -> MissingPage:
    tr = words(question.language)
    return _told(
        question,
        tr("This page could not be drawn"),
        tr("The fault is ours and was written down. Other pages and other filters still work."),
    )


def _told(question: Question, title: str, text: str) -> MissingPage:
    tr = words(question.language)
    home = f"/light/overview?lang={question.language}"
    return MissingPage(
        title=title, text=text, home=tr("Go to the overview"), home_link=home, language=question.language
    )
