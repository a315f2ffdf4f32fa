"""Owns the chain of a contract: which of its rows speaks for the money, and what became of every other row.

A contract and its supplements share a root; each supplement restates the whole sum, so one row of a chain counts. The
live row is the one with the highest version, then the greatest id, among rows that are not deleted and whose status
does not say that they were never concluded or were replaced. A chain whose root was not read counts by its live row
all the same: that row restates the whole.
"""

from collections.abc import Iterable

import polars as pl

from pipelines.transform.register.standing import ENDED_EARLY, KNOWN, NEVER_CONCLUDED, REPLACED

LIVE, SUPERSEDED, DELETED, NOT_CONCLUDED, HELD_BACK = "live", "superseded", "deleted", "not_concluded", "held_back"
STEPS = (SUPERSEDED, DELETED, NOT_CONCLUDED, HELD_BACK, LIVE)

TENGE = "KZT"
ID_ROOM = 10**12  # ids are far smaller, so that version × room + id orders by version, then id
BASE_OF_NUMBER = r"^([0-9]{12}/.+)/[0-9]+$"
VERSION_OF_NUMBER = r"/([0-9]{1,6})$"


def number_base() -> pl.Expr:
    """Return a system number without its version: `<BIN>/<YYNNNN>`; missing where the number has another form."""
    return pl.col("number").str.extract(BASE_OF_NUMBER, 1)


def aliases(roots: pl.DataFrame) -> pl.DataFrame:
    """Join roots that share a number: one contract kept under two ids.

    Args:
        roots: Pairs of root_id and number base, at least those of which one base stands under several roots.

    Returns:
        One row per root that belongs to another chain: root_id, chain (the least root of those joined).
    """
    pairs = roots.drop_nulls().unique()
    shared = pairs.filter(pl.col("base").is_duplicated()).group_by("base").agg(pl.col("root_id").sort())
    chain_of = _least_of_groups(shared["root_id"].to_list())
    moved = sorted((root, chain) for root, chain in chain_of.items() if root != chain)
    return pl.DataFrame(moved, schema={"root_id": pl.Int64, "chain": pl.Int64}, orient="row")


def _least_of_groups(groups: Iterable[list[int]]) -> dict[int, int]:
    parent: dict[int, int] = {}

    def top(root: int) -> int:
        while parent.setdefault(root, root) != root:
            parent[root] = parent[parent[root]]
            root = parent[root]
        return root

    for first, *others in groups:
        for other in others:
            low, high = sorted((top(first), top(other)))
            parent[high] = low
    return {root: top(root) for root in parent}


def decide(rows: pl.DataFrame) -> pl.DataFrame:
    """Say of every row of whole chains what became of it.

    Args:
        rows: One row per contract id: id, root_id, number, status_id, deleted, currency, sum_vat_kzt, paid_vat_kzt
            (tenge), and chain where it is known already (else it is worked out from these rows alone).

    Returns:
        The rows with chain, version, step (one of STEPS) and why (a code, for rows held back: unknown_status,
        foreign_currency, no_sum). Of each chain at most one row is live or held back; it is the one the money stands
        in. When that row can't be used, no older one counts in its place.
    """
    judged = _with_chain(rows).with_columns(version=_version(), why=_fault(), step=_closed())
    latest = pl.col("version") * ID_ROOM + pl.col("id")
    stands = pl.col("step").is_null() & (latest == latest.filter(pl.col("step").is_null()).max().over("chain"))
    return judged.with_columns(
        step=pl.when(stands & pl.col("why").is_null())
        .then(pl.lit(LIVE))
        .when(stands)
        .then(pl.lit(HELD_BACK))
        .otherwise(pl.col("step").fill_null(SUPERSEDED)),
        why=pl.when(stands).then("why"),
    )


def _with_chain(rows: pl.DataFrame) -> pl.DataFrame:
    if "chain" in rows.columns:
        return rows
    moved = aliases(rows.select("root_id", base=number_base()))
    return rows.join(moved, on="root_id", how="left").with_columns(pl.coalesce("chain", "root_id"))


def _version() -> pl.Expr:
    return pl.col("number").str.extract(VERSION_OF_NUMBER, 1).cast(pl.Int64).fill_null(0)


def _closed() -> pl.Expr:
    """Name the rows that can never speak for the money."""
    return (
        pl.when(pl.col("deleted"))
        .then(pl.lit(DELETED))
        .when(pl.col("status_id").is_in(REPLACED))
        .then(pl.lit(SUPERSEDED))
        .when(pl.col("status_id").is_in(NEVER_CONCLUDED))
        .then(pl.lit(NOT_CONCLUDED))
    )


def _fault() -> pl.Expr:
    early = pl.col("status_id").is_in(ENDED_EARLY)
    counts_with = pl.when(early).then("paid_vat_kzt").otherwise("sum_vat_kzt")
    return (
        pl.when(~pl.col("status_id").is_in(KNOWN).fill_null(value=False))
        .then(pl.lit("unknown_status"))
        .when(pl.col("currency").fill_null(TENGE) != TENGE)
        .then(pl.lit("foreign_currency"))
        .when(counts_with.is_null() | pl.col("sum_vat_kzt").is_null())
        .then(pl.lit("no_sum"))
    )
