"""Owns the cheap look over whole columns that leaves out rows without a single word or code of ours."""

import re
from collections.abc import Iterable

import polars as pl

from pipelines.transform.topics.phrases import SKIPPED, Stem
from pipelines.transform.topics.spelling import has_rare_entities, has_software_in_capitals, skeleton_of_column
from pipelines.transform.topics.vocabulary import Vocabulary

BETWEEN = "[^а-яa-z0-9]"
"""What may part words in a skeleton; rare letters count as such too, which only lets more rows pass."""
NEXT = rf"{BETWEEN}+(?:(?:{'|'.join(sorted(SKIPPED))}){BETWEEN}+)*"
"""What may stand between two words that follow each other: small words are not there."""

NEVER = r"[^\s\S]"


class Prefilter:
    """Never leaves out a row the rules would name; lets some pass that they will not.

    A row passes with the rarest stem of some member of a phrase. A member of common stems alone (the vocabulary says
    which those are) must be there with two of them, one after the other: half of all titles hold «услуги» or «сатып».
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        sought = {phrase.anchor() for rule in vocabulary.rules for phrase in rule.phrases}
        rare = {_pattern(stem) for terms in sought for stem in terms.rare_anchors}
        self._words = _begun_by((*rare, rf"1{BETWEEN}+с"))
        self._pairs = _begun_by(
            {_beginning(pair[0]) + NEXT + _pattern(pair[1]) for t in sought for pair in t.common_pairs}
        )
        self._codes = "^(?:" + "|".join(sorted({rule.prefix for rule in vocabulary.codes})) + ")"

    def likely(self) -> pl.Expr:
        """Return the condition on columns `texts` and `codes` (List(String))."""
        text = pl.col("texts").list.join("\n", ignore_nulls=True)
        skeletons = skeleton_of_column(text)
        # two searches: in one, words and pairs together take twice the time of both
        of_words = skeletons.str.contains(self._words) | skeletons.str.contains(self._pairs)
        of_words |= has_rare_entities(text) | has_software_in_capitals(text)
        codes = pl.col("codes").list.eval(pl.element().str.replace_all(".", "", literal=True).str.contains(self._codes))
        return (of_words.fill_null(value=False) | codes.list.any().fill_null(value=False)).alias("likely")


def _begun_by(patterns: Iterable[str]) -> str:
    """Return a pattern of words that begin with one of some; of none, a pattern that is never met."""
    return rf"(?:^|{BETWEEN})(?:{'|'.join(sorted(patterns)) or NEVER})"


def _pattern(stem: Stem) -> str:
    return re.escape(stem[:-1]) if stem.endswith("*") else rf"{re.escape(stem)}(?:$|{BETWEEN})"


def _beginning(stem: Stem) -> str:
    return re.escape(stem[:-1]) + r"[^ \n]*" if stem.endswith("*") else re.escape(stem)
