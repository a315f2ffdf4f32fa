"""Puts purchases of the register into the form of records, under parties and places found by BIN and KATO."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import polars as pl

from pipelines.folding import fold
from pipelines.schemas import GROUP_OF, Records
from pipelines.sources.register_facts import RegisterRow
from pipelines.transform.frames import columns
from pipelines.transform.register.standing import METHODS, standings

PUBLISHER = "Портал государственных закупок"
SOURCE_PREFIX = "goszakup-"
"""How the source ids of contracts read in the register begin; those of publications begin otherwise."""
CONTRACT_PAGE = "https://goszakup.gov.kz/ru/egzcontract/cpublic/show/{}"
COUNTING_FILLS = ("counted", "counted_kzt", "not_counted_kzt", "not_counted_why", "counted_with")
SURE, LIKELY = 0.9, 0.75
NOTHING_FOLDED: Mapping[str, str] = MappingProxyType({})


def register_records(
    purchases: pl.DataFrame, buyers: pl.DataFrame, suppliers: pl.DataFrame, folded: Mapping[str, str] = NOTHING_FOLDED
) -> pl.DataFrame:
    """Put purchases into the form of records.

    Args:
        purchases: One row per contract of our topics (PURCHASES).
        buyers: One row per buyer: bin, party_id, name, level, region, place. Purchases of others are left out: whose
            money it is, or where, can't be told.
        suppliers: One row per supplier: bin, party_id, name.
        folded: Names as search reads them, as far as they are known already.

    Returns:
        One row per contract, sorted by id; all columns of `schemas.Records` except those that counting fills.
    """
    known = buyers.drop_nulls(["level", "region"]).rename({"bin": "customer_bin"})
    paid = suppliers.select(supplier="bin", contractor_id="party_id", contractor_as_written="name")
    told = standings(purchases).join(known, on="customer_bin").join(paid, on="supplier", how="left")
    told = told.with_columns(_told()).with_columns(search=_search(told, folded))
    missing = {name: kind for name, kind in columns(Records).items() if name not in told.columns}
    return (
        told.with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in missing.items())
        .select(pl.col(name).cast(kind) for name, kind in columns(Records).items() if name not in COUNTING_FILLS)
        .sort("record_id")
    )


def _told() -> list[pl.Expr]:
    """Return the columns that follow from a purchase and its buyer."""
    early = pl.col("state") == "ended_early"
    one_year = pl.col("year_from") == pl.col("year_to")
    return [
        pl.format("register-{}", "chain").alias("record_id"),
        pl.lit("register").alias("tier"),
        pl.lit("committed").alias("stage"),
        pl.lit("purchase").alias("nature"),
        pl.col("status_id").cast(pl.String).alias("status"),
        pl.lit(value=False).alias("adjacent"),
        pl.lit(value=False).alias("split"),
        # Without lines by year, the end of a contract of several years is the year until which it is valid.
        ((pl.col("years").list.len() == 0) & (pl.col("year_from") != pl.col("year_to")))
        .fill_null(value=False)
        .alias("year_inferred"),
        pl.col("party_id").alias("customer_id"),
        pl.col("name").alias("customer_as_written"),
        pl.col("supplier_is_person").alias("contractor_private"),
        pl.concat_list("words", "decided_by").alias("category_evidence"),
        pl.col("category").replace_strict(GROUP_OF, return_dtype=pl.String).alias("headline_group"),
        pl.lit("exact").alias("amount_precision"),
        pl.when(early).then("signed_kzt").alias("signed_kzt"),
        pl.col("paid_vat_kzt").alias("paid_kzt"),
        pl.when(one_year).then(pl.lit("one")).when(~one_year).then(pl.lit("several")).otherwise(pl.lit("unknown"))
        .alias("year_kind"),
        pl.col("signed").str.head(10).alias("period_start"),
        pl.coalesce("ended", "valid_until").str.head(10).alias("period_end"),
        pl.col("method_id").replace_strict(METHODS, default="other", return_dtype=pl.String).alias("method"),
        pl.when(pl.col("score") >= SURE).then(pl.lit("high")).when(pl.col("score") >= LIKELY).then(pl.lit("medium"))
        .otherwise(pl.lit("low")).alias("confidence"),
        pl.format(SOURCE_PREFIX + "{}", "id").alias("source_id"),
    ]  # fmt: skip


def _search(told: pl.DataFrame, known: Mapping[str, str]) -> pl.Expr:
    """Add the folded names of buyer and supplier to the folded title; each name is folded once."""
    names = pl.concat([told["name"], told["contractor_as_written"]]).drop_nulls().unique()
    folded = {name: known.get(name) or fold(name) for name in names}
    return pl.concat_str(
        "search",
        pl.col("name").replace_strict(folded, default=None, return_dtype=pl.String),
        pl.col("contractor_as_written").replace_strict(folded, default=None, return_dtype=pl.String),
        separator=" ",
        ignore_nulls=True,
    )


def by_hand(records: pl.DataFrame, kept: Iterable[RegisterRow]) -> pl.DataFrame:
    """Let stand what a person wrote of a contract: category and titles in our words; the money is the register's.

    Args:
        records: Records of the register.
        kept: Contracts written down by hand; those of the same root.
    """
    kept = list(kept)
    written = pl.DataFrame(
        [
            {name: getattr(row, name) for name in ("category", "title_en", "title_ru", "title_kk", "title_original")}
            | {"record_id": f"register-{row.root_id}", "notes": row.why_akimat}
            for row in kept
        ],
        schema=dict.fromkeys(
            ("category", "title_en", "title_ru", "title_kk", "title_original", "record_id", "notes"), pl.String
        ),
    )
    words = {
        f"register-{row.root_id}": fold(f"{row.title_kk} {row.title_ru} {row.title_en} {row.title_original}")
        for row in kept
    }
    ours = pl.col("record_id").replace_strict(words, default=None, return_dtype=pl.String)
    return records.update(written, on="record_id", how="left").with_columns(
        headline_group=pl.col("category").replace_strict(GROUP_OF, return_dtype=pl.String),
        search=pl.concat_str("search", ours, separator=" ", ignore_nulls=True),
    )


def citations(purchases: pl.DataFrame) -> pl.DataFrame:
    """Return one citation per contract: its page on the portal, as of the register's last change of it."""
    return purchases.select(
        source_id=pl.format(SOURCE_PREFIX + "{}", "id"),
        url=pl.format(CONTRACT_PAGE, "id"),
        publisher=pl.lit(PUBLISHER),
        title="number",
        date=pl.col("changed").str.head(10),
        lang=pl.lit("ru"),
        address_known=pl.lit(value=True),
    )


def shares(purchases: pl.DataFrame) -> pl.DataFrame:
    """Return the division of contracts over budget years, where the contract's own lines add up to its sum.

    Returns:
        One row per contract and year: record_id, year, share_kzt (tenge; of what the contract counts with). A contract
        whose lines do not add up, or lie in one year, has no rows: its span is not divided.
    """
    by_year = (
        standings(purchases)
        .filter(pl.col("year_from") != pl.col("year_to"))
        .select("chain", "state", "amount_kzt", "years")
        .explode("years")
        .unnest("years")
        .with_columns(
            share_kzt=pl.when(pl.col("state") == "ended_early").then("paid_kzt").otherwise("sum_kzt").fill_null(0)
        )
    )
    adds_up = pl.col("share_kzt").sum().over("chain") == pl.col("amount_kzt")
    return by_year.filter(adds_up & (pl.col("share_kzt") > 0)).select(
        pl.format("register-{}", "chain").alias("record_id"), "year", "share_kzt"
    )
