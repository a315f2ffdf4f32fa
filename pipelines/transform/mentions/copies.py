"""Finds copies and forced reposts: posts that say what an earlier post about the same office said."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import polars as pl
import rensa  # type: ignore[import-untyped]

from pipelines.transform.mentions.method import Method
from pipelines.transform.mentions.pieces import as_lists, mixed
from pipelines.transform.mentions.words import Numbers, mark_of

HASHES: Final = 96
BANDS: Final = 32
"""Three hashes a band: two texts alike by 0.6 meet in one band with a chance of 0.9996, by 0.2 with 0.23."""
SEED: Final = 42
EARLIEST: Final = 20
"""A text is compared with so many of the earliest texts that it shares a band with, in each band."""
PORTION: Final = 50_000
MOST_PAIRS: Final = 500_000


def with_copies(posts: pl.DataFrame, method: Method) -> pl.DataFrame:
    """Mark the posts that are copies of an earlier post about the same office.

    Args:
        posts: One row per post: office, at, key, account, text, words, pieces.
        method: Limits of likeness and length.

    Returns:
        The posts in the order of their time, without `pieces`, with `copy`. Which post is the copy depends on time and
        content alone: order of rows and later posts change nothing.
    """
    short = pl.col("words") < method.limit("copy_own_words")
    whose = pl.when(short).then("account").otherwise(0).alias("whose")
    ordered = posts.sort("at", "key").with_columns(whose)
    same = ("office", "text", "whose")
    ordered = ordered.with_columns(first=pl.struct(same).is_first_distinct())
    firsts = ordered.filter(pl.col("first") & (pl.col("words") >= method.limit("copy_words")))
    near = firsts.select(*same, near=pl.Series(near_copies(firsts, method.limit("copy_share")), dtype=pl.Boolean))
    told = ordered.drop("pieces").join(near, on=same, how="left", maintain_order="left")
    return told.with_columns(copy=~pl.col("first") | pl.col("near").fill_null(value=False)).drop(
        "whose", "first", "near"
    )


def near_copies(texts: pl.DataFrame, share: int) -> Numbers:
    """Tell which texts are near copies of an earlier one about the same office.

    Args:
        texts: Different texts in the order of their time: office, pieces.
        share: Percent of common pieces from which on a text is a copy.

    Returns:
        True for a copy. MinHash finds the candidates, the pieces themselves decide.
    """
    if texts.is_empty():
        return np.zeros(0, bool)
    lists = _by_office(texts)
    alike = _Alike(lists, share)
    met = np.flatnonzero(_met(lists))
    digests = _digests(lists, met)
    copy = np.zeros(len(lists), bool)
    for band in range(BANDS):
        for later, earlier in _candidates(digests, band, met, copy):
            copy[later[alike.pairs(later, earlier)]] = True
    return copy


def _by_office(texts: pl.DataFrame) -> pl.Series:
    """Return the pieces mixed with the office, so that texts about two offices have nothing in common."""
    offices = {office: mark_of(office) for office in texts["office"].unique()}
    marks = texts["office"].replace_strict(offices, return_dtype=pl.UInt64).to_numpy()
    lengths = texts["pieces"].list.len().to_numpy().astype(np.int64)
    flat = texts["pieces"].explode(empty_as_null=False).to_numpy()
    return as_lists(mixed(flat ^ np.repeat(marks, lengths)), lengths)


def _met(lists: pl.Series) -> Numbers:
    """Tell which texts share a band with another one."""
    index = rensa.RMinHashLSH(0.6, HASHES, BANDS)
    return np.array(index.query_duplicate_flags_matrix_one_shot(_matrix(lists)), bool)


def _matrix(lists: pl.Series) -> rensa.RMinHashDigestMatrix:
    ends = np.concatenate([[0], np.cumsum(lists.list.len().to_numpy())]).astype(np.uint64)
    flat = lists.explode(empty_as_null=False).to_numpy()
    return rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, ends, HASHES, SEED)


def _digests(lists: pl.Series, places: Numbers) -> Numbers:
    """Return the MinHash digests of some texts, in portions: the library gives them as Python numbers."""
    portions = [places[start : start + PORTION] for start in range(0, len(places), PORTION)]
    rows = [np.array(_matrix(lists.gather(one)).to_rows(), np.uint32) for one in portions]
    return np.concatenate(rows) if rows else np.zeros((0, HASHES), np.uint32)


def _candidates(digests: Numbers, band: int, places: Numbers, copy: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Give pairs of texts that share a band: a later one, not yet a copy, and one of the earliest there.

    Args:
        digests: One row per text that shares a band with another.
        band: Which band.
        places: Where these texts stand among all, in the order of time.
        copy: What is known so far; looked at anew after each pair that was given.
    """
    rows = HASHES // BANDS
    keys = digests[:, band * rows : (band + 1) * rows].astype(np.uint64)
    key = mixed(mixed(mixed(keys[:, 0]) + keys[:, 1]) + keys[:, 2])
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.concatenate([[True], key[order][1:] != key[order][:-1]])) if len(order) else order
    begin = np.repeat(starts, np.diff(np.append(starts, len(order))))
    rank = np.arange(len(order)) - begin
    for nth in range(min(EARLIEST, int(rank.max(initial=0)))):
        waiting = np.flatnonzero(rank > nth)
        waiting = waiting[~copy[places[order[waiting]]]]
        if len(waiting):
            yield places[order[waiting]], places[order[begin[waiting] + nth]]


class _Alike:
    """Compares texts by their pieces."""

    def __init__(self, lists: pl.Series, share: int) -> None:
        self.lists = lists
        self.lengths = lists.list.len().to_numpy().astype(np.int64)
        self.share = share

    def pairs(self, left: Numbers, right: Numbers) -> Numbers:
        """Tell for each pair whether at least the share of their pieces is common: |A ∩ B| / |A ∪ B|."""
        starts = range(0, len(left), MOST_PAIRS)
        cut = [self._some(left[at : at + MOST_PAIRS], right[at : at + MOST_PAIRS]) for at in starts]
        return np.concatenate(cut)

    def _some(self, left: Numbers, right: Numbers) -> Numbers:
        sizes, others = self.lengths[left], self.lengths[right]
        # Texts of too different lengths can't have so much in common: no need to look.
        found = 100 * np.minimum(sizes, others) >= self.share * np.maximum(sizes, others)
        asked = np.flatnonzero(found)
        both = pl.DataFrame({"left": self.lists.gather(left[asked]), "right": self.lists.gather(right[asked])})
        common = both.select(pl.col("left").list.set_intersection("right").list.len()).to_series().to_numpy()
        common = common.astype(np.int64)
        found[asked] = 100 * common >= self.share * (sizes[asked] + others[asked] - common)
        return found
