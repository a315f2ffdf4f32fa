"""What a page says about itself before any script runs: title, description, language, the links to its other faces."""

import logging
from dataclasses import dataclass
from typing import Final

from dashboard import snapshots
from dashboard.alternates import Alternate, card_link, languages, light, others
from dashboard.answers import site
from dashboard.bodies.every import BODIES
from dashboard.body import Body
from dashboard.cache import Cache
from dashboard.filters import read_link
from dashboard.html.first_paint import first_paint
from dashboard.page import asked_language, open_page
from dashboard.page_names import page_name
from dashboard.paths import PAGES
from dashboard.pauses import pause_mark
from dashboard.settings import settings
from dashboard.standards.dataset import dataset_jsonld
from dashboard.words import words

SITE_NAME: Final = "Ақша қайда?"
LOG = logging.getLogger("aqsha.document")

_LONGEST_DESCRIPTION: Final = 320
_DOCUMENTS: Final = Cache(500)


@dataclass(frozen=True)
class Document:
    """The head of one page's HTML, and what stands in it until the app has drawn its own.

    Attributes:
        title: The view's title sentence.
        description: Its second sentence and its key numbers.
        language: The code that goes into `<html lang>`.
        canonical: The page's own link from the site's root ("/region?id=zhambyl"), or "" for none.
        languages: The same view in each language.
        others: The same view as data and as a feed.
        card: Link to its preview picture, or "" for none.
        light: Link to its light page, or "" for none.
        light_text: What that link is called.
        dataset: The data described for search engines, JSON that ends no script element; on the data page alone.
        first: Finished HTML to be seen first; all else is plain text, which the web side escapes.
    """

    title: str
    description: str
    language: str
    canonical: str
    languages: tuple[Alternate, ...] = ()
    others: tuple[Alternate, ...] = ()
    card: str = ""
    light: str = ""
    light_text: str = ""
    dataset: str = ""
    first: str = ""


@dataclass(frozen=True)
class MissingPage:
    """What a reader is told on a path that does not exist, and the one link that leads home."""

    title: str
    text: str
    home: str
    home_link: str
    language: str


def describe(path: str, query: str, accept_language: str) -> Document:
    """Describe a page for readers without scripts, search engines and previews of shared links; never raises."""
    key = next((page.key for page in PAGES if page.path == path.strip("/")), "overview")
    try:
        return _kept(key, query, accept_language) or plain_document(key, path, query, accept_language)
    except Exception:
        LOG.exception("the head of /%s failed", path)
        return plain_document(key, path, query, accept_language)


def _kept(key: str, query: str, accept_language: str) -> Document | None:
    """Return a page's description, from those kept where it was asked before; nothing where there is no data yet."""
    open_site, language = site(), asked_language(query, accept_language)
    newest = snapshots.newest(open_site.root)
    if newest is None:
        return None
    link = read_link(query)

    def describe_page() -> Document | None:
        page = open_page(open_site, key, query, accept_language)
        return described(BODIES[key](page)) if page else None

    asked = (open_site.root, newest.id, key, link, language, pause_mark())
    kept: Document | None = _DOCUMENTS.get(asked, describe_page)
    return kept


def described(body: Body) -> Document:
    """Describe a page by its own numbers."""
    page, head = body.page, body.heading
    return Document(
        title=head.title,
        description=description(body),
        language=page.tr.language,
        canonical=page.link(),
        languages=languages(page),
        others=others(page, head),
        card=card_link(page),
        light=light(page).link(),
        light_text=page.tr("Light version, without scripts"),
        dataset=dataset_jsonld(page, settings().base_url) if page.key == "data" else "",
        first=first_paint(body),
    )


def description(body: Body) -> str:
    """Return what a preview says under the title: the second sentence, then key numbers as far as there is room."""
    said = [body.heading.lead] if body.heading.lead else []
    room = _LONGEST_DESCRIPTION - sum(map(len, said))
    for key in body.bare_keys:
        told = f"{key.label}: {key.value}"
        room -= len(told) + 3
        if room < 0:
            break
        said.append(told)
    return " · ".join(said) or body.page.tr.as_of(body.page.asked.snapshot.day)


def plain_document(key: str, path: str, query: str, accept_language: str) -> Document:
    """Describe a page by its name alone, where there are no numbers to tell."""
    tr = words(asked_language(query, accept_language))
    canonical = read_link(query).filters.with_(lang=tr.language).to_query()
    return Document(
        title=page_name(tr, key),
        description=tr("What akimats spend on media image and on IT, beside what residents need."),
        language=tr.language,
        canonical=f"/{path.strip('/')}?{canonical}",
    )


def describe_missing(path: str, query: str, accept_language: str) -> MissingPage:  # noqa: ARG001 - as above
    """Tell a reader that a path leads nowhere, and where home is."""
    tr = words(asked_language(query, accept_language))
    return MissingPage(
        title=tr("There is no such page"),
        text=tr("The link may have been cut short or mistyped. All figures can be reached from the overview."),
        home=tr("Go to the overview"),
        home_link=f"/?lang={tr.language}",
        language=tr.language,
    )
