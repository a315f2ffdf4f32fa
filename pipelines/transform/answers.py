"""What was asked and answered about records: the table of corrections, open disputes and the newest reply of a side."""

from collections.abc import Iterable

import polars as pl

from pipelines.schemas import Corrections
from pipelines.schemas.corrections import OPEN_STATES
from pipelines.sources.corrections import CorrectionRow
from pipelines.sources.source import citation_id
from pipelines.transform.frames import frame

ANSWERING = ("customer", "contractor")
"""Sides whose replies travel with a record: those who buy and those who are paid."""


def corrections(rows: Iterable[CorrectionRow]) -> pl.DataFrame:
    """Return one row per request, with what was decided."""
    return frame(
        (
            row.model_dump()
            | {
                "correction_id": row.id,
                "about_kind": row.about.kind,
                "about_id": row.about.id,
                "source_id": citation_id(row.source.model_dump()) if row.source else None,
            }
            for row in rows
        ),
        Corrections,
    )


def answered(records: pl.DataFrame, asked: pl.DataFrame, statements: pl.DataFrame) -> pl.DataFrame:
    """Tell of each record whether it is disputed, and which reply goes with it.

    Args:
        records: One row per record, with record_id, system_id, customer_id, contractor_id.
        asked: The table of corrections.
        statements: The table of statements.

    Returns:
        The records in their order, with `disputed` (a correction about the record, its system or a party of it is
        open) and `reply_id` (the newest reply of buyer or supplier about the record, else about its system).
    """
    open_ones = asked.filter(kind="correction").filter(pl.col("state").is_in(OPEN_STATES))
    replies = _replies(statements)
    return records.with_columns(
        disputed=pl.any_horizontal(
            pl.col(column).is_in(_about(open_ones, kind)).fill_null(value=False)
            for column, kind in (
                ("record_id", "record"),
                ("system_id", "system"),
                ("customer_id", "party"),
                ("contractor_id", "party"),
            )
        ),
        reply_id=pl.coalesce(
            pl.col(column).replace_strict(replies.get(kind, {}), default=None, return_dtype=pl.String)
            for column, kind in (("record_id", "record"), ("system_id", "system"))
        ),
    )


def _about(asked: pl.DataFrame, kind: str) -> list[str]:
    return sorted(set(asked.filter(about_kind=kind)["about_id"]))


def _replies(statements: pl.DataFrame) -> dict[str, dict[str, str]]:
    """Return kind of subject → its id → its newest reply.

    Of replies of one day, and of those without a date, the first by id stands for all: it opens what the side said.
    """
    said = statements.filter(pl.col("stance") == "reply", pl.col("side").is_in(ANSWERING))
    newest = said.sort("date", "statement_id", descending=[True, False], nulls_last=True)
    found: dict[str, dict[str, str]] = {}
    for kind, about, statement in newest.select("about_kind", "about_id", "statement_id").iter_rows():
        found.setdefault(kind, {}).setdefault(about, statement)
    return found
