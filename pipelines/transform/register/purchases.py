"""Turns live rows of the register into purchases of our topics: titles and promises read, nothing personal kept."""

from collections.abc import Callable

import polars as pl

from pipelines.folding import fold
from pipelines.transform.register.promised import PROMISED, promised
from pipelines.transform.register.wording import titles

KZT = pl.Decimal(18, 2)
PURCHASES: dict[str, pl.DataType] = {
    "chain": pl.Int64(),
    "id": pl.Int64(),
    "number": pl.String(),
    "announcement_id": pl.Int64(),
    "status_id": pl.Int16(),
    "customer_bin": pl.String(),
    "supplier": pl.String(),
    "supplier_is_person": pl.Boolean(),
    "category": pl.String(),
    "score": pl.Decimal(3, 2),
    "words": pl.List(pl.String()),
    "decided_by": pl.List(pl.String()),
    "title_ru": pl.String(),
    "title_kk": pl.String(),
    "title_original": pl.String(),
    "search": pl.String(),
    "method_id": pl.Int16(),
    "sum_vat_kzt": KZT,
    "paid_vat_kzt": KZT,
    "years": pl.List(pl.Struct({"year": pl.Int16(), "sum_kzt": KZT, "paid_kzt": KZT})),
    "year_from": pl.Int16(),
    "year_to": pl.Int16(),
    "signed": pl.String(),
    "valid_until": pl.String(),
    "ended": pl.String(),
    "changed": pl.String(),
    "plan_ids": pl.List(pl.Int64()),
    "lot_ids": pl.List(pl.Int64()),
    "promises": PROMISED,
}
TELLING = ("description_ru", "description_kk", "announcement_ru", "announcement_kk")


def both(*columns: str) -> pl.Expr:
    """Return a text in two languages as one text of two lines, missing where both are: a title is one, not two."""
    joined = pl.concat_str(*columns, separator="\n", ignore_nulls=True)
    return pl.when(joined != "").then(joined)


def purchases_of(rows: pl.DataFrame, classify: Callable[[pl.DataFrame], pl.DataFrame]) -> pl.DataFrame:
    """Find the purchases of our topics among live rows.

    Args:
        rows: Live rows of contracts (columns of the parts), with chain, span_from and span_to.
        classify: Adds category, score, words and decided_by to a frame with texts and codes.

    Returns:
        One row per contract of our topics, in the columns of PURCHASES; persons are a flag, never a number.
    """
    asked = rows.with_columns(
        texts=pl.concat_list(both("description_ru", "description_kk"), both("announcement_ru", "announcement_kk"))
        .list.concat("unit_texts")
        .list.drop_nulls(),
        codes=pl.col("unit_codes"),
    )
    found = classify(asked).filter(pl.col("category").is_not_null())
    chosen = [titles((*typed, *units)) for *typed, units in found.select(*TELLING, "unit_texts").iter_rows()]
    title_columns: dict[str, list[str | None]] = {
        "title_ru": [one.ru for one in chosen],
        "title_kk": [one.kk for one in chosen],
        "title_original": [one.original for one in chosen],
        "search": [fold(" ".join(text for text in dict.fromkeys(one.all) if text)) for one in chosen],
    }
    told = [promised((*typed, *units)) for *typed, units in found.select(*TELLING, "unit_texts").iter_rows()]
    return (
        found.with_columns(pl.Series("promises", told, dtype=PROMISED))
        .with_columns(pl.Series(name, values, dtype=pl.String) for name, values in title_columns.items())
        .with_columns(
            year_from="span_from",
            year_to="span_to",
            supplier=pl.when(~pl.col("supplier_is_person")).then("supplier"),
        )
        .select(pl.col(name).cast(kind) for name, kind in PURCHASES.items())
    )
