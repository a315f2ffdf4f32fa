"""Tells residents' accounts from those of state bodies, media, companies and public pages, by an editable list."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from pipelines.folding import fold
from pipelines.transform.mentions.method import REASONS, AccountLists, Marks

RESIDENT: Final = ""
"""What stands where an account is not left out."""
_PARTS: Final = re.compile(r"[^\W\d_]+|\d+")
_CAPITAL_INSIDE: Final = re.compile(r"(?<=[a-zа-яәғқңөұүһі])(?=[A-ZА-ЯӘҒҚҢӨҰҮҺІ])")
_folded = lru_cache(maxsize=200_000)(fold)

Ranks = dict[str, int]
"""Folded mark → place of its reason among REASONS."""


@dataclass(slots=True)
class Judge:
    """Decides about accounts.

    Attributes:
        kinds: Kind of an account as told, folded → why it is left out, RESIDENT for residents.
        kept: Handles that stay, in one piece.
        handles, words, stems, ends, inside, phrases, forms: The marks of accounts.toml.
    """

    kinds: dict[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    handles: Ranks = field(default_factory=dict)
    words: Ranks = field(default_factory=dict)
    stems: Ranks = field(default_factory=dict)
    ends: Ranks = field(default_factory=dict)
    inside: Ranks = field(default_factory=dict)
    phrases: Ranks = field(default_factory=dict)
    forms: Ranks = field(default_factory=dict)

    def knows(self, kind: str) -> bool:
        """Tell whether the file of accounts has this kind."""
        return fold(kind) in self.kinds

    def reason(self, handle: str, name: str, kind: str) -> str:
        """Tell why an account is left out: one of REASONS, or RESIDENT.

        Args:
            handle: Its handle or number, "@" or not.
            name: Its shown name, empty if not known.
            kind: Its kind as whoever gathered the posts told it, empty if not known.
        """
        parts = words_of(handle)
        whole = "".join(parts)
        if whole in self.kept:
            return RESIDENT
        told = self.kinds.get(_folded(kind), RESIDENT) if kind else RESIDENT
        if told:
            return told
        first = min(self._marks(whole, parts, words_of(name)), default=None)
        return RESIDENT if first is None else REASONS[first]

    def _marks(self, whole: str, parts: list[str], name: list[str]) -> Iterator[int]:
        """Give the reasons of all marks that fit."""
        yield from _found(self.handles, (whole,))
        yield from (rank for mark, rank in self.inside.items() if mark in whole)
        yield from _found(self.forms, (*name[:1], *name[-1:]))
        yield from _found(self.phrases, _neighbours(name))
        yield from _found(self.phrases, _neighbours(parts))
        for word in (*parts, *name):
            yield from _found(self.words, (word,))
            yield from _found(self.stems, (word[:length] for length in range(2, len(word) + 1)))
            yield from _found(self.ends, (word[start:] for start in range(len(word) - 1)))


def _found(ranks: Ranks, marks: Iterable[str]) -> Iterator[int]:
    return (ranks[mark] for mark in marks if mark in ranks)


def _neighbours(words: list[str]) -> list[str]:
    """Return pairs and triples of neighbouring words."""
    pairs = [" ".join(pair) for pair in pairwise(words)]
    return [*pairs, *(f"{pair} {word}" for pair, word in zip(pairs, words[2:], strict=False))]


def words_of(text: str) -> list[str]:
    """Return the folded words of a handle or name: parted by signs, by digits and by capitals inside."""
    return [part for word in _PARTS.findall(_CAPITAL_INSIDE.sub(" ", text)) if (part := _folded(word))]


def judge(lists: AccountLists) -> Judge:
    """Fold the lists once."""
    kinds = {fold(kind): reason for reason in REASONS for kind in _of(lists, reason).kinds}
    kinds |= dict.fromkeys(map(fold, lists.kept.kinds), RESIDENT)
    made = Judge(kinds, frozenset("".join(words_of(handle)) for handle in lists.kept.handles))
    for rank, reason in enumerate(REASONS):
        _enter(made, rank, _of(lists, reason))
    return made


def _of(lists: AccountLists, reason: str) -> Marks:
    marks: Marks = getattr(lists, reason)
    return marks


def _enter(made: Judge, rank: int, marks: Marks) -> None:
    """Enter the marks of one sort; one that stands under two sorts stays with the first."""
    in_one_piece = ((made.handles, marks.handles), (made.inside, marks.inside))
    by_word = ((made.words, marks.words), (made.stems, marks.stems), (made.ends, marks.ends), (made.forms, marks.forms))
    for ranks, entries in in_one_piece:
        for entry in entries:
            ranks.setdefault("".join(words_of(entry)), rank)
    for ranks, entries in (*by_word, (made.phrases, marks.phrases)):
        for entry in entries:
            words = words_of(entry)
            # An entry that is written with a hyphen or a space is neighbouring words wherever it stands.
            (made.phrases if len(words) > 1 else ranks).setdefault(" ".join(words), rank)
