"""Tells of a chapter what stands in it: its first lines, and how much more there is; words alone, for a quick look."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from dashboard.hearing.pack import (
    Block,
    Chapter,
    Entry,
    Listed,
    Needed,
    Numbered,
    Numbers,
    Pictured,
    Sides,
    Tabled,
    Terms,
    Told,
)
from dashboard.html.inputs import Key, Said
from dashboard.words import Words

MOST_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """What a chapter begins with: its first lines, and how many further ones the pack has."""

    lines: tuple[str, ...]
    more: int


def preview(tr: Words, chapter: Chapter) -> Preview:
    """Return the first lines of a chapter; its sentence is not among them."""
    lines = [line for block in chapter.blocks for line in _lines(tr, block) if line]
    return Preview(tuple(islice(lines, MOST_LINES)), max(len(lines) - MOST_LINES, 0))


def _lines(tr: Words, block: Block) -> Iterable[str]:
    return _BY_KIND[type(block)](tr, block)


def _told(_: Words, block: Told) -> Sequence[str]:
    return block.paragraphs


def _numbers(tr: Words, block: Numbers) -> Iterable[str]:
    return (_key(tr, one) for one in block.items)


def _key(tr: Words, one: Key) -> str:
    if not one.note:
        return tr("%(label)s: %(value)s", label=one.label, value=one.value)
    return tr("%(label)s: %(value)s (%(note)s)", label=one.label, value=one.value, note=one.note)


def _pictured(_: Words, block: Pictured) -> Sequence[str]:
    return (block.figure.title,)


def _listed(tr: Words, block: Listed) -> Iterable[str]:
    return (_entry(tr, one) for one in block.rows)


def _entry(tr: Words, one: Entry) -> str:
    name = one.title.text
    return tr("%(label)s: %(value)s", label=name, value=one.amount) if name and one.amount else name or one.amount


def _tabled(_: Words, block: Tabled) -> Sequence[str]:
    return (block.table.caption,)


def _sides(tr: Words, block: Sides) -> Iterable[str]:
    paid, asking = block.titles
    told: Sequence[tuple[str, Sequence[Said]]] = (
        (paid, block.paid),
        (asking, block.asking),
        (block.outcome_title, block.outcomes),
    )
    for title, several in told:
        if title:
            count = tr.plural("%(count)s statement", "%(count)s statements", len(several))
            yield tr("%(label)s: %(value)s", label=title, value=count)


def _needed(tr: Words, block: Needed) -> Iterable[str]:
    return (tr("%(label)s: %(value)s", label=one.name, value=one.sentence) for one in block.rows)


def _numbered(_: Words, block: Numbered) -> Sequence[str]:
    return (*block.items, *block.fields)


def _terms(_: Words, block: Terms) -> Iterable[str]:
    return (term for term, _meaning in block.items)


_BY_KIND: Final[Mapping[type[Any], Callable[[Words, Any], Iterable[str]]]] = {
    Told: _told,
    Numbers: _numbers,
    Pictured: _pictured,
    Listed: _listed,
    Tabled: _tabled,
    Sides: _sides,
    Needed: _needed,
    Numbered: _numbered,
    Terms: _terms,
}
