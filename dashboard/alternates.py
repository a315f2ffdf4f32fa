"""Owns the other faces of a view, as links: languages, light page, card, data, feed."""

from dataclasses import dataclass, replace
from typing import Final

from dashboard.body import Heading
from dashboard.exports.every import EXPORTS
from dashboard.page import Page
from dashboard.paths import OF_CHAPTERS
from dashboard.since import is_about_records, subject_of
from dashboard.words import LANGUAGES

DATA_TYPES: Final = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FEED_TYPE: Final = "application/atom+xml"
LOCALES: Final = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Alternate:
    """One other face: its link from the site's root, its media type, the language it is in."""

    href: str
    kind: str = ""
    language: str = ""


def full(page: Page) -> Page:
    """Return the same page with links to the full pages, which are never cut into sheets."""
    if not page.root:
        return page
    part = page.filters.part if page.key in OF_CHAPTERS else ()
    return replace(page, root="", asked=replace(page.asked, filters=replace(page.filters, part=part)))


def light(page: Page) -> Page:
    """Return the same page with links to the light pages."""
    return replace(page, root="/light")


def languages(page: Page) -> tuple[Alternate, ...]:
    """Return the same view in each language, and the one that asks the browser which."""
    said = tuple(Alternate(page.link(lang=code), language=code) for code in LANGUAGES)
    return (*said, Alternate(page.link(lang=None), language="x-default"))


def data_link(page: Page, form: str) -> str:
    """Return the link to a view's numbers as a file: csv, json or xlsx."""
    return f"/api/v1/{page.key}.{form}{_query(full(page))}"


def card_link(page: Page) -> str:
    """Return the link to a view's preview picture, 1200 by 630."""
    return f"/card.png?view={page.key}{_query(page).replace('?', '&', 1)}"


def embed_link(page: Page) -> str:
    """Return the link to a view's frame for other sites."""
    return f"/embed/{page.key}{_query(page)}"


def feed_link(page: Page) -> str:
    """Return the link to the feed of the records behind a view."""
    asked = subject_of(page).shared().with_(lang=page.tr.language, asof=None)
    return f"/feed.atom?{asked.to_query()}"


def others(page: Page, head: Heading) -> tuple[Alternate, ...]:
    """Return the faces that are no page: data as files, and the feed where records are shown."""
    forms = ("json", "csv") if page.key in EXPORTS else ()
    files = tuple(Alternate(data_link(page, form), DATA_TYPES[form]) for form in forms)
    return (*files, Alternate(feed_link(page), FEED_TYPE)) if is_about_records(page, head) else files


def _query(page: Page) -> str:
    query = page.filters.with_(lang=page.tr.language).to_query()
    return f"?{query}" if query else ""
