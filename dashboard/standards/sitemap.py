"""Lists the pages of an edition for search engines: every page and every profile, in each language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

import polars as pl

from dashboard.filters import Filters
from dashboard.paths import PAGES
from dashboard.snapshots import Snapshot
from dashboard.standards.about import Publication
from dashboard.standards.region_tables import present_regions
from dashboard.table_files import find_table
from dashboard.words import LANGUAGES

MOST_LINKS: Final = 50_000
"""The protocol's limit for one file; more pages than that are listed by an index."""
SUBJECTS_IN_FILE: Final = 10_000
"""Pages in each file of an index; each stands there once for a language, so that a file stays under 50 MB."""

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_INDEX_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)
_SUBJECT: Final = "subject"
# Pages about one subject; a letter or a pack is made for one reader.
_PROFILES: Final = frozenset(("region", "customer", "contractor", "system", "record", "question", "hearing"))

Page = tuple[str, str, str]
"""Path of a page from the root, id of its subject ("" for none), day of its last change."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Pages of one kind: how many, and how to read some of them."""

    count: int
    read: Callable[[int, int], list[Page]]


def is_index(published: Publication) -> bool:
    """Tell whether the edition has too many pages for one file."""
    return _count(published.snapshot) * len(LANGUAGES) > MOST_LINKS


def sitemap(published: Publication) -> Iterator[bytes]:
    """Return `/sitemap.xml`: the links themselves, or the index of the files that hold them."""
    if not is_index(published):
        yield from _urlset(published, 0, _count(published.snapshot))
        return
    yield _INDEX_HEAD.encode()
    for number in range(1, files(published) + 1):
        link = escape(published.address(f"/sitemap/{number}.xml"))
        yield f"<sitemap><loc>{link}</loc><lastmod>{published.snapshot.day}</lastmod></sitemap>\n".encode()
    yield b"</sitemapindex>\n"


def files(published: Publication) -> int:
    """Return how many files the index lists."""
    return -(-_count(published.snapshot) // SUBJECTS_IN_FILE)


def page_of_links(published: Publication, number: int) -> Iterator[bytes]:
    """Return one file of the index, from 1."""
    return _urlset(published, (number - 1) * SUBJECTS_IN_FILE, SUBJECTS_IN_FILE)


def _urlset(published: Publication, start: int, count: int) -> Iterator[bytes]:
    yield _HEAD.encode()
    for page in _pages(published.snapshot, start, count):
        yield _entries(published, page).encode()
    yield b"</urlset>\n"


def _entries(published: Publication, page: Page) -> str:
    """Return a page once in each language, each naming all of them: search engines want the links to be mutual."""
    path, subject, day = page
    links = {code: escape(published.address(_link(path, subject, code))) for code in LANGUAGES}
    twins = links | {"x-default": escape(published.address(_link(path, subject, None)))}
    same = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{link}"/>' for code, link in twins.items())
    return "".join(f"<url><loc>{link}</loc><lastmod>{day}</lastmod>{same}</url>\n" for link in links.values())


def _link(path: str, subject: str, language: str | None) -> str:
    query = _QUERIES[bool(subject), language].replace(_SUBJECT, quote(subject, safe=""))
    return f"{path}?{query}" if query else path


# The grammar of links is asked once for each shape: a million of them would take minutes.
_QUERIES: Final = {
    (has_subject, language): Filters(id=_SUBJECT if has_subject else None, lang=language).to_query()
    for has_subject in (True, False)
    for language in (*LANGUAGES, None)
}


def _pages(snapshot: Snapshot, start: int, count: int) -> Iterator[Page]:
    for kind in _kinds(snapshot):
        if start < kind.count and count > 0:
            read = kind.read(start, min(count, kind.count - start))
            yield from read
            count -= len(read)
        start = max(0, start - kind.count)


def _count(snapshot: Snapshot) -> int:
    return sum(kind.count for kind in _kinds(snapshot))


def _kinds(snapshot: Snapshot) -> list[_Kind]:
    day = snapshot.day
    plain = [(f"/{page.path}", "", day) for page in PAGES if page.key not in _PROFILES]
    regions = [("/region", one, day) for one in sorted(present_regions(snapshot))]
    bodies = pl.col("is_customer") | pl.col("level").is_not_null()
    customers = [("/customer", one, day) for one in _ids(snapshot, "parties", "party_id", bodies)]
    contractors = [("/contractor", one, day) for one in _ids(snapshot, "parties", "party_id", pl.col("is_contractor"))]
    systems = [("/system", one, day) for one in _ids(snapshot, "systems", "system_id", pl.lit(value=True))]
    return [*map(_listed, (plain, regions, customers, contractors, systems)), _records(snapshot)]


def _listed(pages: list[Page]) -> _Kind:
    return _Kind(len(pages), lambda start, count: pages[start : start + count])


def _ids(snapshot: Snapshot, name: str, key: str, chosen: pl.Expr) -> list[str]:
    table = find_table(snapshot, name)
    return pl.scan_parquet(table.path).filter(chosen).select(key).collect()[key].to_list() if table else []


def _records(snapshot: Snapshot) -> _Kind:
    table = find_table(snapshot, "records")
    if table is None:
        return _Kind(0, lambda *_: [])
    records = pl.scan_parquet(table.path).select("record_id")

    def read(start: int, count: int) -> list[Page]:
        dated = _dated(snapshot, records.slice(start, count))
        return [("/record", record_id, day) for record_id, day in dated.iter_rows()]

    return _Kind(int(records.select(pl.len()).collect().item()), read)


def _dated(snapshot: Snapshot, records: pl.LazyFrame) -> pl.DataFrame:
    """Return records with the day on which each changed last, as far as the history goes back, else came."""
    asked = records
    for name, column in (("seen", "first_seen"), ("events", "day")):
        if table := find_table(snapshot, name):
            last = pl.scan_parquet(table.path).group_by("record_id").agg(pl.col(column).max())
            asked = asked.join(last, on="record_id", how="left", maintain_order="left")
    days = [name for name in ("day", "first_seen") if name in asked.collect_schema()]
    return asked.select("record_id", pl.coalesce(*days, pl.lit(snapshot.day))).collect()
