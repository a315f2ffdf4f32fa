"""What must hold before anything is published: schemas, references between tables, no sudden loss."""

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from pipelines.errors import CheckFailed
from pipelines.schemas import CONTENT
from pipelines.schemas.references import REFERENCES
from pipelines.transform.register.records import SOURCE_PREFIX
from pipelines.transform.tables import Tables

LARGEST_LOSS = Decimal("0.2")


def check_tables(tables: Tables) -> None:
    """Hold every table to its schema and its references, and the spend to the records.

    Raises:
        CheckFailed: The first thing that does not hold, with table, rule, how many rows and one of them.
    """
    if missing := CONTENT.keys() - tables.keys():
        raise CheckFailed(f"Tables are missing: {', '.join(sorted(missing))}. Nothing was published.")
    for name, table in tables.items():
        _check_schema(name, table)
    for (left, column), (right, key) in REFERENCES.items():
        _check_reference(tables, left, column, right, key)
    _check_spend(tables)
    _check_bridge(tables)


def _check_schema(name: str, table: pl.DataFrame) -> None:
    _, failure = CONTENT[name].filter(table)
    if len(failure):
        first = failure.invalid().row(0, named=True)
        key = {column: first[column] for column in CONTENT[name].primary_key()}
        raise CheckFailed(
            f"{name}: {len(failure)} rows break {', '.join(sorted(failure.counts()))}; the first is {key}. "
            "Nothing was published."
        )


def _check_reference(tables: Tables, table: str, column: str, other: str, key: str) -> None:
    values, known = tables[table][column].drop_nulls(), tables[other][key]
    lost = values.filter(~values.is_in(known.implode()))
    if lost.len():
        raise CheckFailed(
            f"{table}.{column}: {lost[0]!r} is no {other}.{key} ({lost.len()} rows). Nothing was published."
        )


def _check_spend(tables: Tables) -> None:
    spent, counted = tables["spend"]["counted_kzt"].sum(), tables["records"]["counted_kzt"].sum()
    if spent != counted:
        raise CheckFailed(f"spend adds up to {spent} tenge, records to {counted}. Nothing was published.")


def _check_bridge(tables: Tables) -> None:
    """Hold the last step of the bridge to the register's records: same rows, same stated sums, level by level."""
    ours = tables["bridge"].filter(pl.col("step") == "ours")
    stated = pl.coalesce("signed_kzt", "amount_kzt").sum()
    told = tables["records"].filter(pl.col("source_id").str.starts_with(SOURCE_PREFIX))
    names = ("level", "region", "year_from", "year_to")
    left = ours.group_by(names).agg(rows=pl.col("rows").sum(), tenge=pl.col("sum_kzt").sum())
    right = told.group_by(names).agg(rows=pl.len().cast(pl.Int64), tenge=stated)
    lost = left.join(right, on=[*names, "rows", "tenge"], how="anti", nulls_equal=True)
    if lost.height or left.height != right.height:
        raise CheckFailed(
            f"The bridge and the register's records do not agree in {max(lost.height, 1)} places, first "
            f"{lost.row(0, named=True) if lost.height else 'a place the bridge lacks'}. Nothing was published."
        )


def check_no_sudden_loss(before: Mapping[str, int], tables: Tables) -> None:
    """Stop when far fewer rows would be published than last time: a source may have come in half.

    Args:
        before: Table → rows in the snapshot before.
        tables: What would be published.

    Raises:
        CheckFailed: A table lost more than a fifth of its rows.
    """
    for name in ("records", "parties", "unit_costs", "need_evidence", "appeals"):
        rows, now = before.get(name, 0), tables[name].height
        if now < rows * (1 - LARGEST_LOSS):
            raise CheckFailed(
                f"{name} would shrink from {rows} to {now} rows. If that is right, run again with --allow-loss. "
                "Nothing was published."
            )
