"""Owns which phrases a text can hold at all, told from its stems alone, so that few are looked for."""

from collections.abc import Collection, Iterable, Iterator
from itertools import product
from typing import Generic, TypeVar

from pipelines.transform.topics.phrases import Phrase, Stem, Terms

T = TypeVar("T")


class Needs:
    """Gives each word and group of phrases a bit, so that what a phrase needs and what a text has are one number each.

    A text has the bit of a group when it has a member of one stem, or two neighbours that begin a longer member.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._bits: dict[Terms, int] = {}
        self._alone: dict[Stem, int] = {}
        self._pairs: dict[tuple[Stem, Stem], int] = {}
        for phrase in phrases:
            for terms in _members(phrase):
                if terms not in self._bits:
                    self._number(terms)

    def _number(self, terms: Terms) -> None:
        bit = self._bits[terms] = 1 << len(self._bits)
        for term in terms.terms:
            if len(term) == 1:
                self._alone[term[0]] = self._alone.get(term[0], 0) | bit
            else:
                pair = term[0], term[1]
                self._pairs[pair] = self._pairs.get(pair, 0) | bit

    def of(self, phrase: Phrase) -> int:
        """Return what a phrase needs."""
        return union([self._bits[terms] for terms in _members(phrase)])

    def met_by(self, stems: Collection[Stem]) -> int:
        """Return what a word with these stems meets."""
        return union([self._alone.get(stem, 0) for stem in stems])

    def met_by_neighbours(self, first: Collection[Stem], second: Collection[Stem]) -> int:
        """Return what two words that follow each other may meet together."""
        return union([self._pairs.get(pair, 0) for pair in product(first, second)])


class Due(Generic[T]):
    """Phrases, each with what it stands for, known by their numbers in the order they came."""

    def __init__(self, pairs: Iterable[tuple[Phrase, T]], needs: Needs) -> None:
        self._pairs = list(pairs)
        self._needs = [needs.of(phrase) for phrase, _ in self._pairs]
        self._by_anchor: dict[Stem, list[int]] = {}
        for number, (phrase, _) in enumerate(self._pairs):
            for stem in phrase.anchors():
                self._by_anchor.setdefault(stem, []).append(number)

    def numbers(self, stems: Iterable[Stem]) -> tuple[int, ...]:
        """Return the numbers of the phrases looked for by one of these stems."""
        return tuple(dict.fromkeys(number for stem in stems for number in self._by_anchor.get(stem, ())))

    def chosen(self, numbers: Iterable[int], met: int) -> list[tuple[Phrase, T]]:
        """Return those of numbered phrases whose needs are met."""
        pairs, needs, missing = self._pairs, self._needs, ~met
        return [pairs[number] for number in numbers if not needs[number] & missing]


def union(bits: Iterable[int]) -> int:
    """Return all bits of some numbers."""
    together = 0
    for one in bits:
        together |= one
    return together


def _members(phrase: Phrase) -> Iterator[Terms]:
    return (link.of for chain in phrase.chains for link in chain)
