"""Owns the spread of counted tenge over budget years: a span of several years is never divided."""

import polars as pl


def spend(records: pl.DataFrame) -> pl.DataFrame:
    """Give every counted record its line in the years.

    Args:
        records: One row per record: record_id, counted_kzt (tenge), year_from, year_to (budget years).

    Returns:
        One row per record with counted_kzt > 0, sorted by record_id: record_id, year (null for a span or
        where a year is not known), year_from, year_to, year_kind ("one", "several", "unknown"), counted_kzt.
        Every total is a sum over it.
    """
    start, end = pl.col("year_from").cast(pl.Int16), pl.col("year_to").cast(pl.Int16)
    return (
        records.filter(pl.col("counted_kzt") > 0)
        .select(
            "record_id",
            year=pl.when(start == end).then(start),
            year_from=start,
            year_to=end,
            # A year with an open end could be one or several: nobody knows.
            year_kind=pl.when(start == end)
            .then(pl.lit("one"))
            .when(start != end)
            .then(pl.lit("several"))
            .otherwise(pl.lit("unknown")),
            counted_kzt="counted_kzt",
        )
        .sort("record_id")
    )
