"""Owns the spread of counted tenge over budget years: a span is divided only where the contract itself divides it."""

import polars as pl

SHARES = {"record_id": pl.String(), "year": pl.Int16(), "share_kzt": pl.Decimal(18, 2)}


def divided(records: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
    """Mark the records whose money is divided between years: those that count with exactly what their shares make.

    Args:
        records: One row per record: record_id, counted_kzt (tenge), split.
        shares: One row per record and year: record_id, year, share_kzt (tenge).
    """
    sums = shares.group_by("record_id").agg(pl.col("share_kzt").sum().alias("shares_kzt"))
    told = records.join(sums, on="record_id", how="left", maintain_order="left")
    return told.with_columns(split=(pl.col("shares_kzt") == pl.col("counted_kzt")).fill_null(value=False)).drop(
        "shares_kzt"
    )


def spend(records: pl.DataFrame, shares: pl.DataFrame | None = None) -> pl.DataFrame:
    """Give every counted record its lines in the years.

    Args:
        records: One row per record: record_id, counted_kzt (tenge), year_from, year_to (budget years), split.
        shares: Shares of the records that are split: record_id, year, share_kzt (tenge).

    Returns:
        Rows of records with counted_kzt > 0, sorted by record_id and part: record_id, part (the year of a divided
        contract, else 0), year (null for a span or where a year is not known), year_from, year_to, year_kind ("one",
        "several", "unknown"), counted_kzt. One row per record, or one per year where the money is divided. Every total
        is a sum over it.
    """
    counted = records.filter(pl.col("counted_kzt") > 0)
    if shares is None or shares.is_empty():
        return _whole(counted).sort("record_id", "part")
    parts = (
        shares.join(counted.filter("split").select("record_id"), on="record_id", how="semi")
        .with_columns(pl.col("year").cast(pl.Int16))
        .select(
            "record_id",
            "year",
            part="year",
            year_from="year",
            year_to="year",
            year_kind=pl.lit("one"),
            counted_kzt="share_kzt",
        )
    )
    whole = _whole(counted.filter(~pl.col("split")))
    return pl.concat([whole, parts.select(whole.columns)]).sort("record_id", "part")


def _whole(counted: pl.DataFrame) -> pl.DataFrame:
    start, end = pl.col("year_from").cast(pl.Int16), pl.col("year_to").cast(pl.Int16)
    return counted.select(
        "record_id",
        part=pl.lit(0, pl.Int16),
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
