"""Owns which reports and contracts are compared at all: one region, a common year, a sum inside a window."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl

from pipelines.transform.match_evidence import SUM_RANKS, MatchRules, windows

KZT = pl.Decimal(18, 2)
TIYN = Decimal("0.01")
WINDOWS = pl.Schema(
    {
        "record_id": pl.String(),
        "sum_word": pl.String(),
        "rank": pl.Int8(),
        "low": KZT,
        "high": KZT,
        "first_year": pl.Int16(),
        "last_year": pl.Int16(),
    }
)


def _window_frame(reports: pl.DataFrame, rules: MatchRules) -> pl.DataFrame:
    """Return one row per report and window: record_id, sum_word, rank, low, high (tenge), first_year, last_year."""
    rows = [
        (
            report["record_id"],
            one.word,
            SUM_RANKS[one.word],
            _tiyn(one.low),
            _tiyn(one.high),
            one.first_year,
            one.last_year,
        )
        for report in reports.iter_rows(named=True)
        for one in windows(report, rules)
    ]
    return pl.DataFrame(rows, schema=WINDOWS, orient="row")


def _tiyn(value: Decimal) -> Decimal:
    return value.quantize(TIYN, ROUND_HALF_UP)


def blocked(reports: pl.DataFrame, contracts: pl.DataFrame, rules: MatchRules) -> pl.DataFrame:
    """Join on region and year, then keep sums inside a window: names are compared only for what is left.

    Returns:
        One row per pair with the window that fits best: record_id, contract_id, sum_word, contract_kzt.
    """
    wanted = _window_frame(reports, rules)
    bounds = wanted.group_by("record_id").agg(least=pl.min("low"), most=pl.max("high"))
    offered = _offered(contracts)
    asked = (
        reports.lazy()
        .select("record_id", "region", "kind", year=_years_or(offered["year"].min(), offered["year"].max()))
        .join(bounds.lazy(), on="record_id")
        .explode("year")
    )
    fits = pl.col("contract_kzt").is_between("least", "most") & (~pl.col("is_paid") | (pl.col("kind") == "spent"))
    near = asked.join(offered.lazy(), on=["region", "year"]).filter(fits).join(wanted.lazy(), on="record_id")
    in_window = pl.col("contract_kzt").is_between("low", "high") & pl.col("year").is_between("first_year", "last_year")
    best = near.filter(in_window).sort("record_id", "contract_id", "rank", "contract_kzt")
    found = best.unique(["record_id", "contract_id"], keep="first", maintain_order=True)
    return found.select("record_id", "contract_id", "sum_word", "contract_kzt").collect()


def _years_or(first: Any, last: Any) -> pl.Expr:  # noqa: ANN401 — what polars calls a value of a column
    """Return all years of a span; where it is not known, all years that contracts have."""
    start = pl.coalesce("year_from", pl.lit(first, pl.Int16))
    return pl.int_ranges(start, pl.coalesce("year_to", pl.lit(last, pl.Int16)) + 1, dtype=pl.Int16)


def _offered(contracts: pl.DataFrame) -> pl.DataFrame:
    """Return one row per contract, year and sum under which a report may name it."""
    sums = [("amount_kzt", False), ("signed_kzt", False), ("paid_kzt", True)]
    shared = contracts.filter(pl.col("year_from").is_not_null()).select(
        "region", *(name for name, _ in sums), contract_id="record_id", year=_years_or(None, None)
    )
    return (
        pl.concat(
            shared.select("contract_id", "region", "year", contract_kzt=pl.col(name).cast(KZT), is_paid=pl.lit(is_paid))
            for name, is_paid in sums
        )
        .filter(pl.col("contract_kzt") > 0)
        .explode("year")
    )


def together(reports: pl.DataFrame, contracts: pl.DataFrame, rules: MatchRules) -> pl.DataFrame:
    """Find reported sums that several contracts make together: never joined, only shown.

    Contracts of one supplier, or of one buyer in one category, that lie inside the reported years.
    """
    facts = contracts.select(
        "region", "contractor_id", "customer_id", "category", contract_id="record_id", contract_kzt="amount_kzt",
        first="year_from", last="year_to",
    )  # fmt: skip
    wanted = _window_frame(reports, rules).filter(pl.col("sum_word") != "equal_with_vat")
    bounds = wanted.group_by("record_id").agg(low=pl.min("low"), most=pl.max("high"))
    asked = reports.join(bounds, on="record_id").filter(pl.col("year_from").is_not_null())
    found = []
    for keys in (["region", "contractor_id"], ["region", "customer_id", "category"]):
        lone = asked if "contractor_id" in keys else asked.filter(pl.col("contractor_id").is_null())
        near = (
            lone.select("record_id", *keys, "year_from", "year_to", "low", "most", report_kzt="amount_kzt")
            .join(facts.select("contract_id", "contract_kzt", "first", "last", *keys), on=keys)
            .filter((pl.col("first") >= pl.col("year_from")) & (pl.col("last") <= pl.col("year_to")))
        )
        total, count = pl.sum("contract_kzt").over("record_id"), pl.len().over("record_id")
        fits = total.is_between(pl.col("low"), pl.col("most")) & count.is_between(2, rules.together)
        found.append(near.filter(fits).select("record_id", "contract_id", "report_kzt", "contract_kzt"))
    return pl.concat(found).unique()
