"""One page as asked for: the reader's language, the understood link, the snapshot, and links onward."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from dashboard.answers import Asked, Build, Site
from dashboard.filters import Filters, frozen_link
from dashboard.names import Names, choices, find_names
from dashboard.paths import OF_CHAPTERS
from dashboard.words import Words, best_language, words

View = TypeVar("View")


@dataclass(frozen=True)
class Page:
    """What a face needs to show one page.

    Attributes:
        key: Short name of the page, as in `dashboard.paths`.
        tr: The reader's words.
        asked: The link, understood against a snapshot.
        site: Where answers come from.
        root: What stands before the path of every link to a page: "" for the pages, "/light" for the light ones.
        origin: Scheme and host under which the reader reaches the site, "https://example.org"; empty where not known.
    """

    key: str
    tr: Words
    asked: Asked
    site: Site
    root: str = ""
    origin: str = ""

    @property
    def filters(self) -> Filters:
        """Return what the link asks for."""
        return self.asked.filters

    @property
    def path(self) -> str:
        """Return the page's own path from the root."""
        return "/" if self.key == "overview" else f"/{self.key}"

    @cached_property
    def names(self) -> Names:
        """Return the names that the link's filters need."""
        names: Names = self.view(find_names)
        return names

    @cached_property
    def choices(self) -> dict[str, list[Any]]:
        """Return what the filter bar and «my town» offer; the same for all links of a snapshot."""
        offered: dict[str, list[Any]] = self.site.view(replace(self.asked, filters=Filters()), choices)
        return offered

    def names_of(
        self, *, places: Iterable[str] = (), parties: Iterable[str] = (), systems: Iterable[str] = ()
    ) -> Names:
        """Return the names that the link and a view's rows need."""
        return find_names(self.asked.store, self.filters, places=places, parties=parties, systems=systems)

    def view(self, build: Build) -> Any:  # noqa: ANN401 — a view of the kind that build makes
        """Return a view of this link, from the cache where it was asked before.

        Which chapters a reader takes and on what face they stand changes no answer: moving one works nothing out again.
        """
        plain = replace(self.filters, part=(), mode="") if self.key in OF_CHAPTERS else self.filters
        return self.site.view(replace(self.asked, filters=plain), build)

    def link(self, path: str | None = None, **changes: Any) -> str:  # noqa: ANN401 — fields of Filters
        """Return a link to a page that keeps this view's filters and language.

        Args:
            path: Path of the page, such as "/region"; this page where none is given.
            changes: Fields of Filters to set; for another page, id, sort, page, part and mode are left behind first.
        """
        kept = self.filters if path in (None, self.path) else self.filters.shared()
        return self.written(path or self.path, kept.with_(**({"lang": self.tr.language} | changes)))

    def plain_link(self, path: str, **fields: Any) -> str:  # noqa: ANN401 — fields of Filters
        """Return a link to a page with these fields alone, in this language and snapshot."""
        return self.written(path, Filters(**({"lang": self.tr.language, "asof": self.filters.asof} | fields)))

    def written(self, path: str, filters: Filters) -> str:
        """Return the link of a page, in this page's kind of face; the overview's light twin has a name of its own."""
        query = filters.to_query()
        return f"{self._rooted(path)}?{query}" if query else self._rooted(path)

    def frozen(self, years: tuple[int, int] | None = None) -> str:
        """Return this view's written-out link that will show the same in years: path and query."""
        path, edition = self._rooted(self.path), self.asked.snapshot.id
        return frozen_link(path, self.filters, lang=self.tr.language, asof=edition, years=years)

    def _rooted(self, path: str) -> str:
        return f"{self.root}{'/overview' if self.root and path == '/' else path}"


def asked_language(query: object, accept_language: str) -> str:
    """Choose a page's language: the link's `lang` where it names one of ours, else the browser's wish."""
    return Filters.parse(query).lang or best_language(accept_language)


def open_page(site: Site, key: str, query: object, accept_language: str) -> Page | None:
    """Understand a link for one page.

    Args:
        site: Where answers come from.
        key: Short name of the page.
        query: Query string, mapping or pairs.
        accept_language: What the reader's browser asks for, used where the link names no language.

    Returns:
        Nothing where no snapshot was published yet.
    """
    asked = site.ask(query)
    if asked is None:
        return None
    return Page(key=key, tr=words(asked_language(query, accept_language)), asked=asked, site=site)
