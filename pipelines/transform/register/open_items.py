"""Puts plan points and lots without a contract into the form of the table of what is about to be bought."""

import polars as pl

from pipelines.folding import fold
from pipelines.schemas import GROUP_OF, OpenItems
from pipelines.transform.frames import columns
from pipelines.transform.register.standing import METHODS


def open_items(candidates: pl.DataFrame, buyers: pl.DataFrame) -> pl.DataFrame:
    """Return the table `open_items`.

    Args:
        candidates: Planned or announced purchases of our topics (facts.CANDIDATES).
        buyers: One row per buyer: bin, party_id, name, level, region, place. Items of buyers whose level or region
            can't be told are left out.
    """
    known = buyers.drop_nulls(["level", "region"]).rename({"bin": "customer_bin"})
    told = candidates.join(known, on="customer_bin")
    texts = told.select("title_kk", "title_ru", "title_original", "name").rows()
    return (
        told.with_columns(
            pl.Series("search", [fold(" ".join(one for one in row if one)) for row in texts], pl.String),
            customer_id="party_id",
            customer_as_written="name",
            category_evidence=pl.concat_list("words", "decided_by"),
            headline_group=pl.col("category").replace_strict(GROUP_OF, return_dtype=pl.String),
            method=pl.col("method_id").replace_strict(METHODS, default="other", return_dtype=pl.String),
            status_id=pl.col("status_id").cast(pl.String),
        )
        .select(pl.col(name).cast(kind) for name, kind in columns(OpenItems).items())
        .sort("item_id")
    )
