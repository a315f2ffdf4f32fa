"""Owns the cheap look over whole columns that leaves out rows without a single word or code of ours."""

import re

import polars as pl

from pipelines.transform.topics.phrases import SKIPPED, Stem, Term
from pipelines.transform.topics.spelling import has_rare_entities, has_software_in_capitals, skeleton_of_column
from pipelines.transform.topics.vocabulary import Vocabulary

SMALL_WORDS = "(?: (?:" + "|".join(sorted(SKIPPED)) + "))+ "


class Prefilter:
    """Never leaves out a row the rules would name; lets some pass that they will not.

    A row passes with the rarest stem of some member of a phrase. A member of common stems alone (the vocabulary says
    which those are) must be there with two of them, one after the other: half of all titles hold «услуги» or «сатып».
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        sought = {phrase.anchor() for rule in vocabulary.rules for phrase in rule.phrases}
        self._words = (
            " (?:" + "|".join(sorted({_pattern(stem) for terms in sought for stem in terms.rare_anchors})) + ")"
        )
        pairs = {_pattern_of_pair(pair) for terms in sought for pair in terms.common_pairs}
        self._pairs = " (?:" + "|".join(sorted(pairs)) + ")" if pairs else None
        self._codes = "^(?:" + "|".join(sorted({rule.prefix for rule in vocabulary.codes})) + ")"

    def likely(self) -> pl.Expr:
        """Return the condition on columns `texts` and `codes` (List(String))."""
        text = pl.col("texts").list.join("\n", ignore_nulls=True)
        of_words = self._of_words(text) | has_rare_entities(text) | has_software_in_capitals(text)
        codes = pl.col("codes").list.eval(pl.element().str.replace_all(".", "", literal=True).str.contains(self._codes))
        return (of_words.fill_null(value=False) | codes.list.any().fill_null(value=False)).alias("likely")

    def _of_words(self, text: pl.Expr) -> pl.Expr:
        spaced = skeleton_of_column(text).str.replace_all(r"[^\p{L}\p{N}]+", " ")
        spaced = pl.concat_str(pl.lit(" "), spaced, pl.lit(" "))
        read = spaced.str.replace_all(SMALL_WORDS, " ")
        met = read.str.contains(self._words) | spaced.str.contains(" 1 с", literal=True)
        return met | read.str.contains(self._pairs) if self._pairs else met


def _pattern(stem: Stem) -> str:
    return re.escape(stem[:-1]) if stem.endswith("*") else re.escape(stem) + " "


def _pattern_of_pair(pair: Term) -> str:
    ending = "[^ ]* " if pair[0].endswith("*") else ""
    return _pattern(pair[0]) + ending + _pattern(pair[1])
