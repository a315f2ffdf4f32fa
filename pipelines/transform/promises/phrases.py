"""Owns phrases of the promises' vocabulary: words that follow each other, each whole or only its beginning."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pipelines.transform.topics.spelling import skeleton

LABEL = TypeVar("LABEL")
REST = "*"
FIRST = 3
"""So many letters tell phrases apart for the search; no stem may be shorter."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One word of a phrase, or the beginning of one."""

    letters: str
    is_stem: bool

    def fits(self, word: str) -> bool:
        """Tell whether a word (a skeleton) is meant."""
        return word.startswith(self.letters) if self.is_stem else word == self.letters


def patterns(phrase: str) -> tuple[Pattern, ...]:
    """Read a phrase of the vocabulary.

    Raises:
        ValueError: It is empty, or a stem in it is shorter than three letters.
    """
    told = tuple(Pattern(skeleton(word.removesuffix(REST).lower()), word.endswith(REST)) for word in phrase.split())
    if not told or any(one.is_stem and len(one.letters) < FIRST for one in told):
        raise ValueError(f"{phrase!r}: a word is expected, or at least {FIRST} letters of one before *")
    return told


@dataclass(frozen=True, slots=True)
class Found(Generic[LABEL]):
    """A phrase found: what it stands for, all of it, and how many words it takes."""

    labels: tuple[LABEL, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Phrases(Generic[LABEL]):
    """Phrases by their first letters, so that few are tried at each word; the longest that fits is meant."""

    by_letters: Mapping[str, Sequence[tuple[tuple[Pattern, ...], tuple[LABEL, ...]]]] = field(default_factory=dict)

    def at(self, words: Sequence[str], place: int) -> Found[LABEL] | None:
        """Return the longest phrase that begins at a place; equal ones speak together.

        Args:
            words: Skeletons; what is no word is an empty text.
            place: Where the phrase begins.
        """
        best: Found[LABEL] | None = None
        for pattern, labels in self.by_letters.get(words[place][:FIRST], ()):
            if best and len(pattern) < best.length:
                break
            if _fits(pattern, words, place):
                best = Found((*(best.labels if best else ()), *labels), len(pattern))
        return best

    def all_in(self, words: Sequence[str]) -> set[LABEL]:
        """Return what all phrases in a row of words stand for, also of those that lie over each other."""
        return {
            label
            for place, word in enumerate(words)
            for pattern, labels in self.by_letters.get(word[:FIRST], ())
            if _fits(pattern, words, place)
            for label in labels
        }


def _fits(pattern: Sequence[Pattern], words: Sequence[str], place: int) -> bool:
    return place + len(pattern) <= len(words) and all(
        one.fits(word) for one, word in zip(pattern, words[place : place + len(pattern)], strict=True)
    )


def phrases_of(meanings: Iterable[tuple[LABEL, Iterable[str]]]) -> Phrases[LABEL]:
    """Put phrases under what they stand for into one search.

    Args:
        meanings: What phrases stand for, with the phrases.
    """
    labels: dict[tuple[Pattern, ...], list[LABEL]] = {}
    for label, phrases in meanings:
        for phrase in phrases:
            labels.setdefault(patterns(phrase), []).append(label)
    by_letters: dict[str, list[tuple[tuple[Pattern, ...], tuple[LABEL, ...]]]] = {}
    for pattern in sorted(labels, key=len, reverse=True):
        by_letters.setdefault(pattern[0].letters[:FIRST], []).append((pattern, tuple(labels[pattern])))
    return Phrases(by_letters)
