"""Lays rows out in the columns of a published table."""

from collections.abc import Iterable, Mapping
from typing import Any

import dataframely as dy
import polars as pl


def columns(schema: type[dy.Schema]) -> pl.Schema:
    """Return a table's columns and types."""
    return schema.create_empty().schema


def frame(rows: Iterable[Mapping[str, Any]], schema: type[dy.Schema]) -> pl.DataFrame:
    """Lay rows out in a table's columns; a column that a row lacks is missing there, others are left out."""
    layout = columns(schema)
    return pl.DataFrame([{name: row.get(name) for name in layout} for row in rows], schema=layout)
