"""Marks of texts for finding copies: one for the whole text, and one for each pair of neighbouring words."""

import numpy as np
import polars as pl
import pyarrow as pa

from pipelines.transform.mentions.words import STOP, Numbers, Vocabulary, Words

_FIRST, _SECOND, _MIX = (np.uint64(one) for one in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93))
_HALF = np.uint64(32)


def mixed(marks: Numbers) -> Numbers:
    """Spread marks over all 64 bits, so that near ones have nothing in common."""
    marks = (marks ^ (marks >> _HALF)) * _MIX
    return np.asarray((marks ^ (marks >> _HALF)) * _MIX)


def text_marks(words: Words, vocabulary: Vocabulary) -> tuple[pl.Series, pl.Series]:
    """Return a mark of each text and the marks of its pairs of neighbouring words, each pair once.

    Signs, capitals, addresses and the mark of a repost play no part: the words in their order do.
    """
    said = words.numbers != STOP
    post = words.post[said]
    marks = np.array(vocabulary.marks, np.uint64)[words.numbers[said]]
    begins = np.concatenate([[0], np.cumsum(words.lengths)])
    place = (np.arange(len(marks)) - begins[post]).astype(np.uint64) if len(marks) else marks
    whole = np.zeros(len(words.lengths), np.uint64)
    np.add.at(whole, post, mixed(marks * (place * _SECOND | np.uint64(1)) + place))
    pairs = mixed(marks[:-1] * _FIRST + marks[1:] * _SECOND)[post[:-1] == post[1:]]
    counts = np.maximum(words.lengths - 1, 0)
    return pl.Series("text", whole), as_lists(pairs, counts).list.unique().alias("pieces")


def as_lists(values: Numbers, counts: Numbers) -> pl.Series:
    """Lay flat numbers out in lists of the given lengths."""
    ends = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    lists = pa.LargeListArray.from_arrays(pa.array(ends), pa.array(values.astype(np.uint64)))
    return pl.Series(values=lists)
