"""Packs a region to be carried away: its light pages in three languages and its tables, with no need of a network."""

import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import polars as pl

from dashboard.answers import Site
from dashboard.bodies.every import BODIES
from dashboard.body import Beside, Body, FilterBar, Piece
from dashboard.document import SITE_NAME
from dashboard.filters import Filters, read_link
from dashboard.html.masthead import LANGUAGE_NAMES
from dashboard.page import open_page
from dashboard.snapshots import Snapshot
from dashboard.standards.about import Publication
from dashboard.standards.region_tables import write_region
from dashboard.table_files import find_table
from dashboard.words import LANGUAGES, Words, words
from web.light.page import light_page

FOR_REGION: Final = ("records", "years", "contractors", "needs", "open")
"""Pages that come along as the region's filter shows them."""
PLAIN: Final = ("method", "about")
RECORD_PAGES: Final = 100
"""So many records come with a page of their own, those with the greatest counted sums; all are in the tables."""
LIST_PAGES: Final = 20
"""So many sheets of a list come along."""
MOST_PAGES: Final = 1_000

_LINK: Final = re.compile(r'<a\b([^>]*?)\shref="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_ROOT: Final = "/light"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the bundle, the same in all languages: its key, and what its link asks for beside language."""

    key: str
    filters: Filters

    @property
    def name(self) -> str:
        """Return the name of its file in each language's folder."""
        asked = self.filters.with_(lang=None, asof=None, region=())
        marks = [re.sub(r"[^\w.-]+", "-", f"{name}-{value}") for name, value in asked.to_params() if name != "id"]
        subject = [asked.id] if asked.id and self.key != "region" else []
        return "_".join((self.key, *subject, *marks)) + ".html"


def write_bundle(site: Site, published: Publication, region: str, path: Path) -> None:
    """Write the archive of a region.

    Args:
        site: Where pages are answered from.
        published: The edition and its names; links to what does not come along lead to its address, where it is set.
        region: Slug of a region that exists.
        path: Where to write.
    """
    day = published.snapshot.made_at.timetuple()[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, content: bytes) -> None:
            # The edition's own moment, so that the same edition gives the same bytes.
            told = zipfile.ZipInfo(f"{region}/{name}", day)
            told.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(told, content)

        pages = _Pages(site, published, region)
        for name, html in pages.every():
            put(name, html.encode())
        put("index.html", _index(pages.titles).encode())
        put("readme.txt", _readme(published, pages.titles).encode("utf-8-sig"))
        _put_tables(published, region, put)


def _put_tables(published: Publication, region: str, put: Callable[[str, bytes], None]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="aqsha-bundle-"))
    try:
        for name in write_region(published, region, folder):
            put(name.as_posix(), (folder / name).read_bytes())
    finally:
        shutil.rmtree(folder)


class _Pages:
    """The pages of a region; `titles` are those of its own page, known once all were made."""

    def __init__(self, site: Site, published: Publication, region: str) -> None:
        self._site, self._published, self._region = site, published, region
        self._records = _greatest(published.snapshot, region)
        self._first = [
            Leaf("region", Filters(id=region)),
            *(Leaf(key, Filters(region=(region,))) for key in FOR_REGION),
            *(Leaf(key, Filters()) for key in PLAIN),
            *(Leaf("record", Filters(id=one)) for one in self._records),
        ]
        self.titles: dict[str, str] = {}

    def every(self) -> Iterator[tuple[str, str]]:
        """Return all files with their names; sheets of a long page are found by the links to them."""
        # Pressed: links are led on once all pages are known, and a region has hundreds of pages of up to 60 KB.
        drawn: dict[tuple[Leaf, str], bytes] = {}
        known, waiting = set(self._first), list(self._first)
        while waiting:
            leaf = waiting.pop(0)
            for language in LANGUAGES:
                html = self._html(leaf, language)
                drawn[leaf, language] = zlib.compress(html.encode(), 1)
                for found in self._sheets(html):
                    if found not in known and len(known) < MOST_PAGES:
                        known.add(found)
                        waiting.append(found)
        names = {leaf: leaf.name for leaf in known}
        for (leaf, language), pressed in drawn.items():
            yield f"{language}/{leaf.name}", self._carried(zlib.decompress(pressed).decode(), names)

    def _html(self, leaf: Leaf, language: str) -> str:
        asked = leaf.filters.with_(lang=language, asof=self._published.snapshot.id)
        page = open_page(self._site, leaf.key, asked.to_params(), "")
        if page is None:
            raise LookupError("no data edition is open")
        body = _without_forms(BODIES[leaf.key](replace(page, root=_ROOT)))
        if leaf == self._first[0]:
            self.titles[language] = body.heading.title
        return light_page(body, "")

    def _sheets(self, html: str) -> Iterator[Leaf]:
        """Return the further sheets and list pages of the pages that come along."""
        for found in _LINK.finditer(html):
            leaf = _leaf(unescape(found[2]))
            if leaf and leaf.filters.page <= LIST_PAGES:
                first = Leaf(leaf.key, leaf.filters.with_(page=1, part=()))
                if first in self._first and leaf != first:
                    yield leaf

    def _carried(self, html: str, names: dict[Leaf, str]) -> str:
        """Make links lead within the archive where they can, else to the site, else nowhere."""

        def lead(found: re.Match[str]) -> str:
            before, href, after, text = found.groups()
            target = self._target(unescape(href), names)
            return f'<a{before} href="{escape(target)}"{after}>{text}</a>' if target else f"<span>{text}</span>"

        return _LINK.sub(lead, html)

    def _target(self, href: str, names: dict[Leaf, str]) -> str:
        if not href.startswith("/"):
            return href
        leaf, parts = _leaf(href), urlsplit(href)
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        if leaf in names:
            language = read_link(parts.query).filters.lang
            return f"../{language}/{names[leaf]}{anchor}" if language else f"{names[leaf]}{anchor}"
        if parts.path == f"{_ROOT}/overview":
            return "../index.html"
        return self._published.base_url and self._published.base_url + href


@lru_cache(maxsize=4_096)
def _leaf(href: str) -> Leaf | None:
    """Read a link to a light page."""
    parts = urlsplit(href)
    key = parts.path.removeprefix(f"{_ROOT}/")
    if key not in BODIES:
        return None
    asked = read_link(parts.query).filters.with_(lang=None, asof=None)
    return Leaf(key, asked.with_(region=()) if key == "record" else asked)


def _without_forms(body: Body) -> Body:
    """Leave out what can't be sent anywhere."""

    def kept(several: tuple[Piece, ...]) -> Iterator[Piece]:
        for piece in several:
            if isinstance(piece, Beside):
                yield replace(piece, left=tuple(kept(piece.left)), right=tuple(kept(piece.right)))
            elif not isinstance(piece, FilterBar):
                yield piece

    return replace(body, pieces=tuple(kept(body.pieces)))


def _greatest(snapshot: Snapshot, region: str) -> list[str]:
    table = find_table(snapshot, "records")
    if table is None:
        return []
    rows = pl.scan_parquet(table.path).filter(pl.col("region") == region)
    first = rows.sort("counted_kzt", "record_id", descending=[True, False]).head(RECORD_PAGES)
    return first.select("record_id").collect()["record_id"].to_list()


def _index(titles: dict[str, str]) -> str:
    """Return the page that opens first: the region in each language."""
    ways = "\n".join(
        f'<p><a href="{code}/region.html" lang="{code}">{LANGUAGE_NAMES[code]}: {escape(titles[code])}</a></p>'
        for code in LANGUAGES
    )
    return (
        '<!DOCTYPE html>\n<html lang="kk">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{SITE_NAME}</title>\n<link rel="icon" href="data:,">\n'
        "<style>body { margin: 0 auto; max-width: 70ch; padding: 24px; font: 18px/1.5 sans-serif; "
        "color-scheme: light dark; }</style>\n"
        f"</head>\n<body>\n<h1>{SITE_NAME}</h1>\n{ways}\n"
        '<p><a href="readme.txt">readme.txt</a> · <a href="datapackage.json">datapackage.json</a></p>\n'
        "</body>\n</html>\n"
    )


def _readme(published: Publication, titles: dict[str, str]) -> str:
    return "\r\n\r\n* * *\r\n\r\n".join(_told(words(code), published, titles[code]) for code in LANGUAGES) + "\r\n"


def _told(tr: Words, published: Publication, title: str) -> str:
    lines = [
        f"{SITE_NAME} — {title}",
        tr("Data edition %(id)s, %(date)s", id=published.snapshot.id, date=tr.date(published.snapshot.day)),
        tr("Open index.html in any browser. No network and no scripts are needed."),
        tr(
            "The folder tables holds the rows of this region as CSV and as Parquet; datapackage.json says what each "
            "column means. Texts that a spreadsheet would run as a formula begin with an apostrophe in CSV."
        ),
        tr(
            "The %(count)s records with the greatest counted sums have pages of their own here; all records are in the "
            "tables.",
            count=tr.number(RECORD_PAGES),
        ),
        tr("Facts: CC BY 4.0. Name this site and the data edition."),
    ]
    return "\r\n".join(lines + [published.base_url] * bool(published.base_url))
