"""From texts of posts to what is counted of them: tone, marks for copies; then each post once, residents' alone."""

from collections.abc import Iterable
from typing import Any, Final

import polars as pl

from pipelines.transform.mentions.method import Method
from pipelines.transform.mentions.pieces import text_marks
from pipelines.transform.mentions.tone import Lexicon
from pipelines.transform.mentions.words import Vocabulary, cut

FEATURES: Final[dict[str, Any]] = {
    "office": pl.String,
    "key": pl.UInt64,
    "account": pl.UInt64,
    "turn": pl.UInt16,
    "at": pl.Datetime("us"),
    "reactions": pl.Int64,
    "reposts": pl.Int64,
    "tone": pl.Int8,
    "words": pl.Int64,
    "text": pl.UInt64,
    "pieces": pl.List(pl.UInt64),
}
"""What is kept of a post: `text` and `pieces` are marks that can't be read back as words."""


class Reader:
    """Turns texts into what is counted, portion by portion; words seen once are known from then on."""

    def __init__(self, method: Method) -> None:
        self.shortest = method.limit("copy_words")
        self.vocabulary = Vocabulary()
        self.lexicon = Lexicon(method.tone, method.limit("negation_reach"), self.vocabulary)

    def features(self, posts: pl.DataFrame) -> pl.DataFrame:
        """Return what is counted of some posts.

        Args:
            posts: office, key, account, turn, at, text, reactions, reposts.

        Returns:
            One row per post in the columns of FEATURES.
        """
        words = cut(posts["text"], self.vocabulary)
        text, pieces = text_marks(words, self.vocabulary)
        told = posts.with_columns(
            text,
            pieces,
            tone=pl.Series(self.lexicon.tones(words), dtype=pl.Int8),
            words=pl.Series(words.lengths, dtype=pl.Int64),
        )
        # Short texts are never compared piece by piece.
        compared = pl.when(pl.col("words") >= self.shortest).then("pieces").otherwise(pl.lit([], pl.List(pl.UInt64)))
        typed = (pl.col(name).cast(kind) for name, kind in FEATURES.items())
        return told.with_columns(pieces=compared).select(typed)


def once(portions: Iterable[pl.DataFrame], left_out: Iterable[int]) -> pl.DataFrame:
    """Return each post about each office once, without those of accounts that are left out.

    Args:
        portions: Features of posts.
        left_out: Marks of accounts: one line about an account that tells it apart is enough for all its posts.

    Returns:
        One row per post and office. Of several readings of a post the one with the most reactions is taken.
    """
    posts = pl.concat([pl.DataFrame(schema=FEATURES), *portions])
    out = pl.DataFrame({"account": pl.Series(list(left_out), dtype=pl.UInt64)}).unique()
    # The mark of an account is another at each reading, so it decides last and hardly ever.
    by_reading = ["key", "office", "reactions", "reposts", "at", "text", "turn", "account"]
    newest_first = [name in ("reactions", "reposts") for name in by_reading]
    ordered = posts.join(out, on="account", how="anti").sort(by_reading, descending=newest_first, nulls_last=True)
    return ordered.unique(["key", "office"], keep="first", maintain_order=True)
