"""What a page says about itself before any script runs: title, description, language, canonical link."""

from dataclasses import dataclass
from typing import Final

from dashboard.filters import read_link
from dashboard.page import asked_language
from dashboard.page_names import page_name
from dashboard.paths import PAGES
from dashboard.words import words

SITE_NAME: Final = "Ақша қайда?"


@dataclass(frozen=True)
class Document:
    """The head of one page's HTML.

    `canonical` is the page's own link from the site's root ("/region?id=zhambyl"), or "" for none. `language` is
    the code that goes into `<html lang>`. All texts are plain text: the web side escapes them.
    """

    title: str
    description: str
    language: str
    canonical: str


@dataclass(frozen=True)
class MissingPage:
    """What a reader is told on a path that does not exist, and the one link that leads home."""

    title: str
    text: str
    home: str
    home_link: str
    language: str


def describe(path: str, query: str, accept_language: str) -> Document:
    """Describe a page for readers without scripts, search engines and previews of shared links."""
    tr = words(asked_language(query, accept_language))
    key = next((page.key for page in PAGES if page.path == path.strip("/")), "overview")
    description = tr("What akimats spend on media image and on IT, beside what residents need.")
    canonical = read_link(query).filters.with_(lang=tr.language).to_query()
    return Document(
        title=f"{page_name(tr, key)} · {SITE_NAME}",
        description=description,
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
