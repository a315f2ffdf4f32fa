"""The HTML a page's address answers with: Streamlit's own page, its head written for that very address."""

import re
from collections.abc import Callable
from html import escape
from typing import Final
from urllib.parse import quote

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.alternates import LOCALES
from dashboard.document import SITE_NAME, Document, MissingPage
from web.scripts import FIRST_SCRIPT, SHARE_SCRIPT
from web.static import accepts_brotli
from web.surface import Surface

CARD_SIZE: Final = (1200, 630)
OEMBED_TYPE: Final = "application/json+oembed"

# Both get the path without its slash, the query as it came ("lang=kk&region=astana") and the Accept-Language header,
# run in a thread and must not raise: what they can't read they leave out.
Describe = Callable[[str, str, str], Document]
DescribeMissing = Callable[[str, str, str], MissingPage]

# A document is made for each request, so it is pressed lightly: about a millisecond, in a thread.
_BROTLI_QUALITY = 5
_HOST = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")

_LANGUAGE, _HEAD, _BODY, _FIRST = "{{language}}", "{{head}}", "{{body}}", "{{first}}"
_SLOT = re.compile("|".join(map(re.escape, (_LANGUAGE, _HEAD, _BODY, _FIRST))))
# On a deep link the front end looks for its server under the page's own path first, and finds it a round trip later;
# told where it is, it asks once.
_SERVER = "window.__streamlit = { BACKEND_BASE_URL: window.location.origin }"
_SHARE = f'<script src="{SHARE_SCRIPT}" defer></script>'
_ROOT = '<div id="root"></div>'
_STYLES = re.compile(r'<link rel="stylesheet"[^>]*>')
# What is replaced in Streamlit's page. The last two drop its pointer to an interface that is closed here.
_CUTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r'(?<=<html lang=")en(?=")'), _LANGUAGE),
    (re.compile(r"<title>Streamlit</title>"), _HEAD),
    (re.compile(r"(?<=<noscript>).*?(?=</noscript>)", re.DOTALL), _BODY),
    (re.compile(r'<div id="root"></div>'), f'{_FIRST}\n    <div id="root"></div>\n    {_SHARE}'),
    (re.compile(r"window\.prerenderReady = false"), f"window.prerenderReady = false\n      {_SERVER}"),
    (re.compile(r"<!--(?:(?!-->).)*RFC 8631.*?-->\s*", re.DOTALL), ""),
    (re.compile(r'<link rel="service-desc"[^>]*>\s*'), ""),
)


def document_template(index_html: str) -> str:
    """Cut slots for language, head and fallback text into Streamlit's page.

    Raises:
        ValueError: The page is not the one we know, as after an upgrade of Streamlit.
    """
    template = _styles_after_first(index_html)
    for pattern, slot in _CUTS:
        template, found = pattern.subn(slot, template)
        if found != 1:
            raise ValueError(
                f"Streamlit's index.html should hold {pattern.pattern!r} once, found {found} times: "
                "compare it with web/documents.py after the upgrade"
            )
    return template


def _styles_after_first(index_html: str) -> str:
    """Move the front end's style sheet behind the first paint: in the head it holds the first lines back."""
    sheets = _STYLES.findall(index_html)
    return _STYLES.sub("", index_html).replace(_ROOT, "\n    ".join((_ROOT, *sheets)), 1)


def render_document(template: str, document: Document, origin: str) -> str:
    """Fill a template's slots; every text is escaped.

    Args:
        template: Made by `document_template`.
        document: What the page says about itself.
        origin: Scheme and host in front of the canonical link; "" leaves the link out.
    """
    slots = {
        _LANGUAGE: escape(document.language),
        _HEAD: _head(document, origin),
        _BODY: _fallback(document),
        _FIRST: _first(document),
    }
    # One pass, so that a title that spells a slot's name stays a title.
    return _SLOT.sub(lambda slot: slots[slot.group()], template)


def _head(document: Document, origin: str) -> str:
    title = f"{document.title} · {SITE_NAME}"
    tags = [
        f"<title>{escape(title)}</title>",
        _meta("name", "description", document.description),
        *_previews(document, origin),
        *(_links(document, origin) if origin and document.canonical.startswith("/") else ()),
        f'<script type="application/ld+json">{document.dataset}</script>' if document.dataset else "",
    ]
    return "\n    ".join(tag for tag in tags if tag)


def _previews(document: Document, origin: str) -> list[str]:
    """Write what chats and networks show of a link: title, sentence, card."""
    others = [locale for code, locale in LOCALES.items() if code != document.language]
    tags = [
        _meta("property", "og:type", "website"),
        _meta("property", "og:site_name", SITE_NAME),
        _meta("property", "og:title", document.title),
        _meta("property", "og:description", document.description),
        _meta("property", "og:locale", LOCALES.get(document.language, "")),
        *(_meta("property", "og:locale:alternate", locale) for locale in others),
        _meta("name", "twitter:card", "summary_large_image" if document.card else "summary"),
        _meta("name", "twitter:title", document.title),
        _meta("name", "twitter:description", document.description),
    ]
    return [*tags, *(_card(document, origin) if origin and document.card else ())]


def _card(document: Document, origin: str) -> list[str]:
    link, words = origin + document.card, document.title
    return [
        _meta("property", "og:image", link),
        _meta("property", "og:image:type", "image/png"),
        _meta("property", "og:image:width", str(CARD_SIZE[0])),
        _meta("property", "og:image:height", str(CARD_SIZE[1])),
        _meta("property", "og:image:alt", words),
        _meta("name", "twitter:image", link),
        _meta("name", "twitter:image:alt", words),
    ]


def _links(document: Document, origin: str) -> list[str]:
    """Write the links to the view's own address and to its other faces."""
    own = origin + document.canonical
    tags = [_meta("property", "og:url", own), _link("canonical", own)]
    tags += [_link("alternate", origin + one.href, hreflang=one.language) for one in document.languages]
    if document.light:
        tags.append(_link("alternate", origin + document.light, type="text/html", title=document.light_text))
    tags += [_link("alternate", origin + one.href, type=one.kind) for one in document.others]
    if document.card:
        tags.append(_link("alternate", oembed_link(origin, document.canonical), type=OEMBED_TYPE, title=document.title))
    return tags


def _link(relation: str, href: str, **attributes: str) -> str:
    said = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value)
    return f'<link rel="{relation}"{said} href="{escape(href)}" />'


def oembed_link(origin: str, link: str) -> str:
    """Write the address at which a page's embed code is told, for a page's link from the site's root."""
    return f"{origin}/oembed?format=json&url={quote(origin + link, safe='')}"


def _meta(kind: str, name: str, text: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(text)}" />' if text else ""


def _fallback(document: Document) -> str:
    """Write what a browser without scripts adds to the first paint: the way to the light page."""
    if document.light:
        return f'<p><a href="{escape(document.light)}">{escape(document.light_text)}</a></p>'
    return f"<h1>{escape(document.title)}</h1><p>{escape(document.description)}</p>"


def _first(document: Document) -> str:
    """Write what is seen until the app has drawn its own heading; the script beside it then takes it away."""
    if not document.first:
        return ""
    return (
        f'<div id="aq-first" class="aq-light">{document.first}</div>\n    <script src="{FIRST_SCRIPT}" defer></script>'
    )


def request_origin(scope: Scope, base_url: str) -> str:
    """Name the site's address: the one that was set, else the request's own, or "" when that is no host name."""
    host = Headers(scope=scope).get("host", "")
    if base_url or not _HOST.fullmatch(host):
        return base_url
    return f"{scope.get('scheme', 'http')}://{host}"


def asked_query(scope: Scope) -> str:
    """Return a request's query as text; bytes that are no UTF-8, which no browser sends, are shown as such."""
    return bytes(scope["query_string"]).decode(errors="replace")


class Documents:
    """Answers GET and HEAD of page paths; all else goes on to Streamlit."""

    def __init__(self, app: ASGIApp, *, template: str, surface: Surface, describe: Describe, base_url: str) -> None:
        self._app = app
        self._template = template
        self._surface = surface
        self._describe = describe
        self._base_url = base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the page's document, or pass the request on."""
        if scope["type"] != "http" or not self._asks_for_page(scope):
            await self._app(scope, receive, send)
            return
        response = await run_in_threadpool(self._response, scope)
        await response(scope, receive, send)

    def _response(self, scope: Scope) -> Response:
        document = self._describe(*_question(scope))
        return _html_response(render_document(self._template, document, request_origin(scope, self._base_url)), scope)

    def _asks_for_page(self, scope: Scope) -> bool:
        return scope["method"] in {"GET", "HEAD"} and self._surface.is_page(scope["path"])


def missing_page(describe: DescribeMissing) -> ASGIApp:
    """Make the answer to a path that leads nowhere: a small page that stands alone, without scripts."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        page = await run_in_threadpool(describe, *_question(scope))
        await _html_response(render_missing(page), scope, status=404)(scope, receive, send)

    return answer


def render_missing(page: MissingPage) -> str:
    """Write the page for a path that leads nowhere; every text is escaped."""
    texts = {name: escape(value) for name, value in vars(page).items()}
    return _MISSING % {"site": SITE_NAME, **texts}


def _question(scope: Scope) -> tuple[str, str, str]:
    return scope["path"].strip("/"), asked_query(scope), Headers(scope=scope).get("accept-language", "")


def _html_response(html: str, scope: Scope, status: int = 200) -> Response:
    headers = {"cache-control": "no-cache", "vary": "Accept-Encoding, Accept-Language"}
    body = html.encode()
    if accepts_brotli(Headers(scope=scope)):
        body = brotli.compress(body, quality=_BROTLI_QUALITY)
        headers["content-encoding"] = "br"
    headers["content-length"] = str(len(body))
    return HTMLResponse(b"" if scope["method"] == "HEAD" else body, status_code=status, headers=headers)


_MISSING = """<!DOCTYPE html>
<html lang="%(language)s">
  <head>
    <meta charset="UTF-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>%(title)s · %(site)s</title>
    <style>
      :root { color-scheme: light dark; --page: #FBFAF7; --text: #1E2328; --quiet: #5A636D; --line: #DEDACF;
        --accent: #0B5C7A; }
      @media (prefers-color-scheme: dark) { :root { --page: #15181C; --text: #ECEAE4; --quiet: #A4ADB7;
        --line: #2D343C; --accent: #6CB8D6; } }
      body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 "Source Sans 3", sans-serif; }
      header, main { max-width: 70ch; margin: 0 auto; padding: 16px 24px; }
      header { color: var(--quiet); }
      main { border-top: 1px solid var(--line); padding-top: 48px; }
      h1 { font: 600 34px/1.2 "Source Serif 4", "Noto Serif", "PT Serif", "DejaVu Serif", serif; margin: 0 0 16px; }
      a { color: var(--accent); }
      a:focus-visible { outline: 2px solid var(--accent); outline-offset: 4px; border-radius: 6px; }
    </style>
  </head>
  <body>
    <header>%(site)s</header>
    <main>
      <h1>%(title)s</h1>
      <p>%(text)s</p>
      <p><a href="%(home_link)s">%(home)s</a></p>
    </main>
  </body>
</html>
"""
