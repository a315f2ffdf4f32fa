"""Lays rows out in the columns of a published table."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import dataframely as dy
import polars as pl

from pipelines.errors import CheckFailed


@cache
def columns(schema: type[dy.Schema]) -> pl.Schema:
    """Return a table's columns and types."""
    return schema.create_empty().schema


def frame(rows: Iterable[Mapping[str, Any]], schema: type[dy.Schema]) -> pl.DataFrame:
    """Lay rows out in a table's columns; a column that a row lacks is missing there, others are left out.

    Raises:
        CheckFailed: A decimal has more digits than its column, which Polars would cut off without a word.
    """
    layout = columns(schema)
    laid = [{name: row.get(name) for name in layout} for row in rows]
    for name, kind in layout.items():
        if isinstance(kind, pl.Decimal):
            _demand_room(name, kind, (row[name] for row in laid))
    return pl.DataFrame(laid, schema=layout)


def _demand_room(name: str, kind: pl.Decimal, values: Iterable[Any]) -> None:
    for value in values:
        if isinstance(value, Decimal) and (
            value != round(value, kind.scale) or abs(value) >= 10 ** ((kind.precision or 38) - kind.scale)
        ):
            raise CheckFailed(f"{name}: {value} does not fit {kind}; round it where the rule says how.")
