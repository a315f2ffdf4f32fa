"""Cuts texts of posts into words of one spelling, in flat arrays that many posts are worked on at once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.folding import fold

Numbers = npt.NDArray[Any]

# Addresses, names of accounts and the mark of a repost are no words of the author.
_NOT_SAID: Final = r"(?i)https?://\S+|www\.\S+|@[\w.]+|^\s*rt\b:?"
_STOPS: Final = ".,!?;:…()\n—–|•"
_PIECES: Final = rf"[\p{{L}}\p{{N}}]+|\p{{Extended_Pictographic}}|[{_STOPS.replace('|', chr(92) + '|')}]|\s-+\s"
STOP: Final = 0
"""Number of a stop: a sign that parts what is said."""


@dataclass(slots=True)
class Vocabulary:
    """Numbers of words: every word keeps the number that it got first, 0 is a stop.

    Attributes:
        numbers: Word as written in lower case → number of its folded form.
        folded: Folded forms by number.
        marks: A mark of 64 bits for each folded form, the same on every machine and in every run.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    folded: list[str] = field(default_factory=lambda: [""])
    marks: list[int] = field(default_factory=lambda: [0])
    _by_fold: dict[str, int] = field(default_factory=dict)

    def number(self, word: str) -> int:
        """Return the number of a word, a new one for a new word."""
        known = self.numbers.get(word)
        if known is None:
            known = self.numbers[word] = self._new(word)
        return known

    def _new(self, word: str) -> int:
        if not word.strip(_STOPS + "- \t\r\v\f"):
            return STOP
        # A sign such as 👍 has no folded form: it stands for itself.
        form = fold(word) or word
        if form not in self._by_fold:
            self._by_fold[form] = len(self.folded)
            self.folded.append(form)
            self.marks.append(mark_of(form))
        return self._by_fold[form]


def mark_of(text: str) -> int:
    """Return a mark of 64 bits of a text."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of many posts.

    Attributes:
        numbers: Numbers of the words of all posts, one after the other; STOP for a stop.
        ends: Where each post ends among them, one more than there are posts; the first is 0.
        lengths: Words of each post, stops left out.
    """

    numbers: Numbers
    ends: Numbers
    lengths: Numbers

    @property
    def post(self) -> Numbers:
        """Return the place of the post that each word belongs to."""
        return np.repeat(np.arange(len(self.ends) - 1), np.diff(self.ends))


def cut(texts: pl.Series, vocabulary: Vocabulary) -> Words:
    """Cut texts into words.

    Args:
        texts: Texts as posted.
        vocabulary: Words seen so far; new ones are added.

    Returns:
        The words of each text in its order.
    """
    lower = texts.str.normalize("NFKC").str.to_lowercase().str.replace_all(_NOT_SAID, " ")
    lists = lower.str.extract_all(_PIECES)
    # A text without a word becomes one empty word when it is taken apart: it is left out.
    flat = lists.explode(empty_as_null=True).drop_nulls() if lists.len() else lower
    counts = lists.list.len().to_numpy().astype(np.int64)
    different = flat.unique()
    numbers = {word: vocabulary.number(word) for word in different.to_list()}
    return _words(_numbered(flat, numbers), counts)


def _numbered(flat: pl.Series, numbers: Mapping[str, int]) -> Numbers:
    if not numbers:
        return np.zeros(0, dtype=np.int64)
    return flat.replace_strict(numbers, return_dtype=pl.Int64).to_numpy()


def _words(numbers: Numbers, counts: Numbers) -> Words:
    ends = np.concatenate([[0], np.cumsum(counts)])
    post = np.repeat(np.arange(len(counts)), counts)
    lengths = np.bincount(post[numbers != STOP], minlength=len(counts))
    return Words(numbers, ends, lengths)
