"""Answers hearing packs over HTTP as files: /brief.pdf, /brief.xlsx and /brief.html, of any link, once for all who ask.

A link that names its language asks for that one; without it a pack is in Kazakh and Russian side by side.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.answers import Site, site_of
from dashboard.cache import Cache
from dashboard.exports.as_xlsx import MEDIA_TYPE
from dashboard.filters import Link, read_link
from dashboard.hearing.made import pack
from dashboard.hearing.pack import Pack
from dashboard.hearing.paper import paper
from dashboard.hearing.single import single
from dashboard.hearing.workbook import workbook
from dashboard.page import Page, open_page
from dashboard.pictures.shelf import Shelf
from dashboard.settings import Settings
from dashboard.words import Words, best_language, words
from web.documents import asked_query, request_origin
from web.freshness import is_held, kept_for, weak_etag
from web.gate import Crowded, Gate

LOG = logging.getLogger("aqsha.brief")
KEY: Final = "hearing"
SIDE_BY_SIDE: Final = ("kk", "ru")
AT_ONCE: Final = 2
WAITING: Final = 6
KEPT: Final = 8
"""Packs kept in memory, each of less than two megabytes; all others are on disk."""
RETRY: Final = "5"
"""Seconds until one who found a crowd may ask again."""
SUBJECTS: Final = ("id", "system", "contractor", "customer", "record", "place", "region", "category")
"""What a file is named after, the first that the link names."""
_NAME_LENGTH: Final = 80

Packs = Sequence[Pack]


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file: its media type, whether browsers show it or keep it, and what writes it."""

    media_type: str
    kept: bool
    write: Callable[[Packs, str], bytes]


def _pdf(packs: Packs, _origin: str) -> bytes:
    return paper(packs)


def _html(packs: Packs, _origin: str) -> bytes:
    return single(packs).encode()


FORMS: Final[Mapping[str, Form]] = {
    "pdf": Form("application/pdf", kept=False, write=_pdf),
    "html": Form("text/html; charset=utf-8", kept=True, write=_html),
    "xlsx": Form(MEDIA_TYPE, kept=True, write=workbook),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for a pack: its page in each language, its form, the site's address."""

    pages: tuple[Page, ...]
    form: str
    origin: str

    @property
    def mark(self) -> str:
        """Return its ETag: all that decides what it says."""
        first = self.pages[0]
        link = first.filters.with_(asof=None, lang=None).to_query()
        return weak_etag(
            "brief", self.form, first.asked.snapshot.id, link, first.asked.dropped, self._languages, self.origin
        )

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers of its answer."""
        first = self.pages[0]
        pinned = first.filters.asof == first.asked.snapshot.id
        shown = "attachment" if FORMS[self.form].kept else "inline"
        return {
            "cache-control": kept_for(KEY, pinned=pinned),
            "etag": self.mark,
            "content-disposition": f'{shown}; filename="{self.file_name}"',
        }

    @property
    def file_name(self) -> str:
        """Return a name that still speaks in a folder among others: subject, languages, data edition; ASCII."""
        filters = self.pages[0].filters
        asked = [value for key, value in filters.to_params() if key == self._subject]
        stem = "-".join(("aqsha-qaida-brief", *asked))[:_NAME_LENGTH].rstrip("-._")
        return f"{stem}-{self._languages}-{self.pages[0].asked.snapshot.id}.{self.form}"

    @property
    def _subject(self) -> str:
        named = dict(self.pages[0].filters.to_params())
        return next((key for key in SUBJECTS if key in named), "")

    @property
    def _languages(self) -> str:
        return "-".join(page.tr.language for page in self.pages)


class Briefs:
    """Makes what is asked for, a few at once, and keeps it."""

    def __init__(self, settings: Settings) -> None:
        self._root, self._base_url = settings.snapshots.resolve(), settings.base_url
        self._shelf, self._gate = Shelf(settings.cache_dir / "briefs"), Gate(AT_ONCE, WAITING)
        self._last = Cache(KEPT)

    def answer(self, request: Request) -> Response:
        """Answer one request; runs in a thread."""
        form = request.url.path.rpartition(".")[2]
        link, origin = read_link(asked_query(request.scope)), request_origin(request.scope, self._base_url)
        tr = words(link.filters.lang or best_language(request.headers.get("accept-language", "")))
        try:
            pages = _pages(site_of(self._root), link, origin)
            return self._file(request, Asked(pages, form, origin)) if pages else _no_data(tr)
        except Crowded:
            return _crowded(tr)
        except Exception:
            LOG.exception("the pack %s of %s failed", form, link.filters.to_query())
            return _failed(tr)

    def _file(self, request: Request, asked: Asked) -> Response:
        if is_held(request.headers, asked.mark):
            return Response(status_code=304, headers=asked.headers)
        return Response(self._made(asked), headers=asked.headers, media_type=FORMS[asked.form].media_type)

    def _made(self, asked: Asked) -> bytes:
        name = f"{hashlib.sha256(asked.mark.encode()).hexdigest()}.{asked.form}"
        held = self._shelf.held(name)
        if held is not None:
            return held

        def make() -> bytes:
            # A whole room opens one link at once: they wait for one of them, outside of the gate.
            with self._gate.passed():
                return self._shelf.get(name, lambda: _written(asked))

        made: bytes = self._last.get(name, make)
        return made


def _pages(site: Site, link: Link, origin: str) -> tuple[Page, ...]:
    """Open a link's page in each language of its pack; nothing where there is no data yet."""
    chosen = link.filters.lang
    opened = [_page(site, link, language, origin) for language in ((chosen,) if chosen else SIDE_BY_SIDE)]
    return tuple(page for page in opened if page)


def _page(site: Site, link: Link, language: str, origin: str) -> Page | None:
    filters = link.filters.with_(lang=language, mode="", sort="")
    page = open_page(site, KEY, filters.to_params(), "")
    if page is None:
        return None
    asked = replace(page.asked, dropped=(*link.dropped, *page.asked.dropped))
    return replace(page, origin=origin, asked=asked)


def _written(asked: Asked) -> bytes:
    packs = [pack(page, asked.origin) for page in asked.pages]
    return FORMS[asked.form].write(packs, asked.origin)


def _no_data(tr: Words) -> Response:
    text = tr("No data edition has been published on this server. Run «make nightly» and open the page again.")
    return _told(text, 503)


def _crowded(tr: Words) -> Response:
    return _told(tr("The file can't be made just now. Please ask again in a moment."), 503, {"retry-after": RETRY})


def _failed(tr: Words) -> Response:
    return _told(tr("The fault is ours and was written down. Other pages and other filters still work."), 500)


def _told(text: str, status: int, more: Mapping[str, str] = MappingProxyType({})) -> Response:
    """Say in words why there is no file now."""
    headers = {"cache-control": "no-store", "vary": "Accept-Language", **more}
    return PlainTextResponse(text, status_code=status, headers=headers)


def brief_routes(settings: Settings) -> list[Route]:
    """Make the routes of hearing packs.

    Args:
        settings: Where the snapshots are, where finished packs may be kept, the site's address.
    """
    briefs = Briefs(settings)
    return [Route(f"/brief.{form}", briefs.answer) for form in FORMS]
