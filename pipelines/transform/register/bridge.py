"""Accounts for every row of the register on its way to our totals: the table behind the waterfall."""

import polars as pl

from pipelines.schemas import Bridge
from pipelines.transform.frames import columns

UNKNOWN = "unknown"


def span() -> pl.Expr:
    """Return budget years as one word: 2024, 2024-2026 or unknown."""
    return (
        pl.when(pl.col("year_from") == pl.col("year_to"))
        .then(pl.col("year_from").cast(pl.String))
        .when(pl.col("year_from").is_not_null() & pl.col("year_to").is_not_null())
        .then(pl.format("{}-{}", "year_from", "year_to"))
        .otherwise(pl.lit(UNKNOWN))
    )


def bridge(rows: pl.DataFrame, buyers: pl.DataFrame, published: pl.Series) -> pl.DataFrame:
    """Put the rows' whereabouts under the parties and places of the site.

    Args:
        rows: Rows and stated tenge by customer_bin, year_from, year_to and step (BRIDGE_ROWS).
        buyers: One row per buyer: bin, party_id, level, region, place.
        published: Ids of the parties that the site has; other buyers are put together under their level and region.

    Returns:
        The table `bridge`. Contracts of our topics whose buyer's level or region can't be told stand under
        unknown_buyers: they are in no total.
    """
    told = rows.join(buyers, left_on="customer_bin", right_on="bin", how="left")
    lost = pl.col("level").is_null() | pl.col("region").is_null()
    named = pl.col("party_id").is_in(published.implode()) & ~lost
    both_years = pl.col("year_from").is_not_null() & pl.col("year_to").is_not_null()
    return (
        told.with_columns(pl.when(both_years).then(name).alias(name) for name in ("year_from", "year_to"))
        .with_columns(
            customer_id=pl.when(named).then("party_id").otherwise(pl.col("level").fill_null(UNKNOWN)),
            region_key=pl.col("region").fill_null(UNKNOWN),
            place=pl.when(named).then("place"),
            step=pl.when(lost & (pl.col("step") == "ours")).then(pl.lit("unknown_buyers")).otherwise("step"),
            span=span(),
        )
        .group_by("customer_id", "region_key", "span", "step", "level", "region", "place", "year_from", "year_to")
        .agg(pl.col("rows").sum(), pl.col("sum_kzt").sum())
        .select(pl.col(name).cast(kind) for name, kind in columns(Bridge).items())
        .sort("customer_id", "region_key", "span", "step")
    )
