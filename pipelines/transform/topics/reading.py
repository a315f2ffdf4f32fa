"""Owns how a text is read: words become signs, a text becomes a shape, and phrases are found in the shape.

A word matters only by the stems it has. Words with the same stems share one sign, a text is the string of its signs
(its shape), and two texts of one shape («Ноутбук для школы №5», «Ноутбук для лицея №8») mean the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipelines.transform.topics.phrases import NEAR, SKIPPED, Link, Phrase, Stem, Term, Terms, stem_length
from pipelines.transform.topics.spelling import plain, skeleton, words

REMEMBERED_WORDS = 200_000
"""Words whose signs are kept; then the memory starts anew."""
BREAK = "\n"
BETWEEN_LINES = BREAK * (NEAR + 1)
"""Signs between two lines, so that no phrase spans both."""
FIRST_SIGN = 0x100
"""Code of the first sign; far from those of line breaks."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Kind:
    """What words of one sign have in common: their stems, and whether they are a number or a single letter."""

    stems: tuple[Stem, ...]
    empty: bool


class Lexicon(dict[str, str]):
    """The sign of each lower-case word, found at the first asking; no sign for small words, which are not there."""

    def __init__(self, stems: Iterable[Stem]) -> None:
        super().__init__()
        self.kinds: dict[str, Kind] = {}
        self._signs: dict[Kind, str] = {}
        self._stems = frozenset(stems)
        self._lengths: dict[str, list[int]] = {}
        for first, length in sorted({(stem[0], stem_length(stem)) for stem in self._stems if stem.endswith("*")}):
            self._lengths.setdefault(first, []).append(length)

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED_WORDS:
            self.clear()
        text = skeleton(word)
        sign = "" if text in SKIPPED else self._sign(Kind(self._look_up(text), word.isdecimal() or len(word) == 1))
        self[word] = sign
        return sign

    def _look_up(self, text: str) -> tuple[Stem, ...]:
        begun = [text[:length] + "*" for length in self._lengths.get(text[0], ()) if length <= len(text)]
        return tuple([stem for stem in (text, *begun) if stem in self._stems])

    def _sign(self, kind: Kind) -> str:
        sign = self._signs.get(kind)
        if sign is None:
            sign = self._signs[kind] = chr(FIRST_SIGN + len(self._signs))
            self.kinds[sign] = kind
        return sign

    def blotted(self, shape: str, gone: set[int]) -> str:
        """Return a shape without the words at some places, as if words without a meaning stood there."""
        signs = [sign if place not in gone else self._gone(sign) for place, sign in enumerate(shape)]
        return "".join(signs)

    def _gone(self, sign: str) -> str:
        return self._sign(Kind((), self.kinds[sign].empty))

    def shape(self, lines: list[list[str]]) -> str:
        """Return the signs of the words of a text."""
        return BETWEEN_LINES.join(["".join(map(self.__getitem__, line)) for line in lines])

    def written(self, lines: list[list[str]]) -> list[str]:
        """Return the words of a text, each at the place its sign has in the shape."""
        found: list[str] = []
        for line in lines:
            found += [word for word in line if self[word]]
            found += BETWEEN_LINES
        return found


def lines_of(text: str) -> list[list[str]]:
    """Return the words of a text, line by line; its lines are texts of their own."""
    return [words(line) for line in plain(text).splitlines()]


class Reading:
    """A shape, and where each stem stands in it."""

    __slots__ = ("_kinds", "places", "shape", "spans")

    def __init__(self, shape: str, kinds: Mapping[str, Kind]) -> None:
        self.shape = shape
        self.spans: dict[Terms, list[Span]] = {}
        self.places: dict[Stem, list[int]] = {}
        self._kinds = kinds

    def look(self) -> None:
        """Fill `places`; put off until a phrase is looked for, which most texts never come to."""
        for place, sign in enumerate(self.shape):
            if sign != BREAK:
                for stem in self._kinds[sign].stems:
                    self.places.setdefault(stem, []).append(place)


def find(phrase: Phrase, reading: Reading) -> tuple[Span, ...] | None:
    """Return the places of a phrase in a text, or None."""
    found: list[Span] = []
    for chain in phrase.chains:
        spans = _chained(chain, reading, ())
        if spans is None:
            return None
        found += spans
    return tuple(found)


def _chained(chain: tuple[Link, ...], reading: Reading, before: tuple[Span, ...]) -> tuple[Span, ...] | None:
    link = chain[len(before)]
    for span in spans_of(link.of, reading):
        if before and not _fits(link, before[-1], span):
            continue
        if len(before) + 1 == len(chain):
            return (*before, span)
        if found := _chained(chain, reading, (*before, span)):
            return found
    return None


def _fits(link: Link, before: Span, span: Span) -> bool:
    if not link.near:
        return span[0] == before[1]
    return 0 <= span[0] - before[1] <= NEAR or 0 <= before[0] - span[1] <= NEAR


def spans_of(terms: Terms, reading: Reading) -> list[Span]:
    """Return every place in a text where one of some terms stands, in their order."""
    known = reading.spans.get(terms)
    if known is None:
        if not reading.places:
            reading.look()
        known = reading.spans[terms] = sorted(_spans(terms, reading.places))
    return known


def _spans(terms: Terms, places: Mapping[Stem, list[int]]) -> set[Span]:
    found: set[Span] = set()
    for stem in places.keys() & terms.by_first.keys():
        for term in terms.by_first[stem]:
            size = len(term)
            if size == 1:
                found.update([(place, place + 1) for place in places[stem]])
            elif term[1] in places:
                found.update([(place, place + size) for place in places[stem] if _stands(term, place, places)])
    return found


def _stands(term: Term, start: int, places: Mapping[Stem, list[int]]) -> bool:
    return all(start + step in places.get(stem, ()) for step, stem in enumerate(term))
