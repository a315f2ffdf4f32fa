"""Puts chapters of running text into pieces, for the pages that are read rather than looked at."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dashboard.body import Piece, Rows, Section
from dashboard.html import reading
from dashboard.html.reading import Chapter
from dashboard.words import Words


def chapter(tr: Words, item: Chapter) -> Iterator[Piece]:
    """Yield a chapter: its title, its text, its tables, the links onward."""
    yield Section(item.title, anchor=item.anchor)
    yield reading.chapter(tr, replace(item, tables=(), links=()))
    yield from (Rows(table) for table in item.tables)
    if item.links:
        yield reading.chapter(tr, Chapter(item.anchor, item.title, links=item.links))


def chapters(tr: Words, items: Iterable[Chapter]) -> tuple[Piece, ...]:
    """Return chapters one after the other."""
    return tuple(piece for item in items for piece in chapter(tr, item))
