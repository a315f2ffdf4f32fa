"""Tells which need a resident's text speaks of, by the words of data/curated/appeal_words.toml.

A clear phrase outweighs hints. Where several needs are spoken of equally the answer is `unclear`, never a choice by
chance; where nothing fits it is `none`. The order of the file and of the text's words plays no part.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pipelines.transform.appeals.words import AppealWords
from pipelines.transform.topics.phrases import Phrase, Stem
from pipelines.transform.topics.reading import Lexicon, Reading, find, lines_of

UNCLEAR: Final = "unclear"
NONE: Final = "none"
CLEAR, HINT, NEVER = 2, 1, 0


class Meaning:
    """Reads texts with one vocabulary."""

    def __init__(self, words: AppealWords) -> None:
        self._lexicon = Lexicon(words.stems())
        self._blots = list(words.blots)
        self._by_anchor: defaultdict[Stem, list[tuple[str, int, Phrase]]] = defaultdict(list)
        for one in words.needs:
            for weight, phrases in ((CLEAR, one.clear), (HINT, one.hint), (NEVER, one.unless)):
                for phrase in phrases:
                    for stem in phrase.anchors():
                        self._by_anchor[stem].append((one.need, weight, phrase))

    def need(self, text: str) -> str:
        """Return the slug of the need that a text speaks of, `unclear` where several fit equally, or `none`."""
        weights = self.weights(text)
        most = max(weights.values(), default=NEVER)
        if most == NEVER:
            return NONE
        first = [need for need, weight in weights.items() if weight == most]
        return first[0] if len(first) == 1 else UNCLEAR

    def weights(self, text: str) -> dict[str, int]:
        """Return how strongly a text speaks of each need it speaks of; one that is ruled out has no weight."""
        reading = self._read(text)
        weights: dict[str, int] = {}
        never = set()
        for need, weight, phrase in self._due(reading.places):
            if find(phrase, reading):
                weights[need] = max(weight, weights.get(need, NEVER))
                if weight == NEVER:
                    never.add(need)
        return {need: weight for need, weight in weights.items() if need not in never}

    def _read(self, text: str) -> Reading:
        """Read a text; sentences are texts of their own, so that no phrase spans two of them."""
        shape = self._lexicon.shape([line for part in _sentences(text) for line in lines_of(part)])
        reading = Reading(shape, self._lexicon.kinds)
        reading.look()
        gone = {place for phrase in self._blots for place in _places(phrase, reading)}
        if gone:
            reading = Reading(self._lexicon.blotted(shape, gone), self._lexicon.kinds)
            reading.look()
        return reading

    def _due(self, stems: Iterable[Stem]) -> Iterator[tuple[str, int, Phrase]]:
        return (one for stem in stems for one in self._by_anchor.get(stem, ()))


def _sentences(text: str) -> list[str]:
    for sign in ".!?;…":
        text = text.replace(sign, "\n")
    return text.split("\n")


def _places(phrase: Phrase, reading: Reading) -> Iterator[int]:
    for start, end in find(phrase, reading) or ():
        yield from range(start, end)
