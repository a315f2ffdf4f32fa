"""Puts rows of a view into typed columns, and names in three languages beside each code and id."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import polars as pl

from dashboard import labels
from dashboard.exports.fields import LANGUAGES, Field, name_stem
from dashboard.store import Store
from dashboard.words import words

SOURCE_COLUMNS: Final = ("url", "publisher", "title", "date", "lang")
LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "category": labels.CATEGORIES,
    "headline_group": labels.GROUPS,
    "kind": labels.KINDS,
    "stage": labels.STAGES,
    "tier": labels.TIERS,
    "level": labels.LEVELS,
    "state": labels.STATES,
    "method": labels.METHODS,
    "nature": labels.NATURES,
    "side": labels.SIDES,
    "stance": labels.STANCES,
    "system_kind": labels.SYSTEM_KINDS,
}
"""Columns of codes → what the site calls each code."""
TABLES: Final[Mapping[str, tuple[str, str]]] = {
    "region": ("regions", "region"),
    "place": ("places", "place"),
    "customer_id": ("parties", "party_id"),
    "contractor_id": ("parties", "party_id"),
    "system_id": ("systems", "system_id"),
    "need_id": ("needs", "need_id"),
}
"""Columns of ids → the table that names them, and its key."""


def framed(store: Store, rows: Iterable[Mapping[str, Any]], fields: Sequence[Field]) -> pl.DataFrame:
    """Put rows into the columns of an export; what a row lacks is missing.

    Args:
        store: Where ids get their names from.
        rows: One mapping a row; codes and ids without their names.
        fields: The columns.
    """
    schema = {field.name: field.dtype for field in fields}
    held = [{name: row.get(name) for name in schema} for row in rows]
    return shaped(store, pl.DataFrame(held, schema=schema, orient="row"), fields)


def shaped(store: Store, frame: pl.DataFrame, fields: Sequence[Field]) -> pl.DataFrame:
    """Add names to a frame of codes and ids, and bring it into the columns of an export."""
    asked = {field.name for field in fields}
    for column in [name for name in frame.columns if f"{name_stem(name)}_kk" in asked]:
        frame = _labelled(frame, column) if column in LABELS else _named(store, frame, column)
    if "source_url" in asked:
        frame = _sourced(store, frame)
    return frame.select(pl.col(field.name).cast(field.dtype) for field in fields)


@lru_cache
def _translated(column: str, language: str) -> Mapping[str, str]:
    tr = words(language)
    return {code: tr(text) for code, text in LABELS[column].items()}


def _labelled(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    return frame.with_columns(
        pl.col(column)
        .cast(pl.String)
        .replace_strict(_translated(column, language), default=None, return_dtype=pl.String)
        .alias(f"{column}_{language}")
        for language in LANGUAGES
    )


def _named(store: Store, frame: pl.DataFrame, column: str) -> pl.DataFrame:
    table, key = TABLES[column]
    stem = name_stem(column)
    names = {f"name_{language}": f"{stem}_{language}" for language in LANGUAGES}
    return _joined(store, frame, column, table, key, names)


def _sourced(store: Store, frame: pl.DataFrame) -> pl.DataFrame:
    names = {column: f"source_{column}" for column in SOURCE_COLUMNS}
    return _joined(store, frame, "source_id", "sources", "source_id", names)


def _joined(
    store: Store, frame: pl.DataFrame, column: str, table: str, key: str, names: Mapping[str, str]
) -> pl.DataFrame:
    ids = frame[column].cast(pl.String)
    selected = ", ".join(f"{name} AS {new}" for name, new in names.items())
    rows = store.rows(
        f"SELECT {key} AS joined_id, {selected} FROM {table} "  # noqa: S608 — names are ours
        f"WHERE {key} IN (SELECT unnest(?::VARCHAR[]))",
        (ids.drop_nulls().unique().to_list(),),
    )
    looked_up = pl.DataFrame(rows, schema=dict.fromkeys(("joined_id", *names.values()), pl.String), orient="row")
    kept = frame.drop([name for name in names.values() if name in frame.columns]).with_columns(ids.alias(column))
    return kept.join(looked_up, left_on=column, right_on="joined_id", how="left", maintain_order="left")
