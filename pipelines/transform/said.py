"""Promises, statements, observations, hearings and systems as published tables."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

import polars as pl

from pipelines.schemas import Hearings, Observations, Promises, Statements, Systems
from pipelines.sources.said import HearingRow, ObservationRow, PromiseRow, StatementRow
from pipelines.sources.source import citation_id
from pipelines.sources.systems import SystemRow
from pipelines.transform.frames import frame
from pipelines.transform.places import Gazetteer

RANGE: Final = re.compile(r"([0-9]+(?:\.[0-9]{1,2})?)[-–]([0-9]+(?:\.[0-9]{1,2})?)")
DATE: Final = "date"


def promises(rows: Iterable[PromiseRow]) -> pl.DataFrame:
    """Return one row per promise; numbers and other values stand in columns of their own."""
    return frame(
        (
            row.model_dump()
            | {
                "promise_id": row.id,
                "about_kind": row.about.kind,
                "about_id": row.about.id,
                "value": row.value if isinstance(row.value, Decimal) else None,
                "value_text": row.value if isinstance(row.value, str) else None,
                **_ends(row),
                "networks": row.networks or [],
                "origin": "hand",
                "source_id": citation_id(row.source.model_dump()),
            }
            for row in rows
        ),
        Promises,
    )


def _ends(row: PromiseRow) -> dict[str, Decimal]:
    """Return the two ends of a value told as a range, such as 3-7; a date has none."""
    found = RANGE.fullmatch(row.value) if isinstance(row.value, str) and row.unit != DATE else None
    return {"value_low": Decimal(found[1]), "value_high": Decimal(found[2])} if found else {}


def statements(rows: Iterable[StatementRow]) -> pl.DataFrame:
    """Return one row per statement."""
    return frame(
        (
            row.model_dump()
            | {
                "statement_id": row.id,
                "about_kind": row.about.kind,
                "about_id": row.about.id,
                "source_id": citation_id(row.source.model_dump()),
            }
            for row in rows
        ),
        Statements,
    )


def observations(rows: Iterable[ObservationRow]) -> pl.DataFrame:
    """Return one row per counted fact."""
    return frame(
        (
            row.model_dump()
            | {
                "observation_id": row.id,
                "about_kind": row.about.kind,
                "about_id": row.about.id,
                "source_id": citation_id(row.source.model_dump()),
            }
            for row in rows
        ),
        Observations,
    )


def hearings(rows: Iterable[HearingRow]) -> pl.DataFrame:
    """Return one row per hearing."""
    return frame(
        (
            row.model_dump()
            | {
                "hearing_id": row.id,
                "system_ids": row.about_systems,
                "host_en": row.host,
                "source_id": citation_id(row.source.model_dump()),
            }
            for row in rows
        ),
        Hearings,
    )


def systems(rows: Iterable[SystemRow], places: Gazetteer) -> pl.DataFrame:
    """Return one row per system."""
    return frame(
        (
            row.model_dump()
            | {
                "system_id": row.slug,
                "place": places.place(row.region, row.place),
                "reported_en": row.reported_delivered.en if row.reported_delivered else None,
                "reported_ru": row.reported_delivered.ru if row.reported_delivered else None,
                "reported_kk": row.reported_delivered.kk if row.reported_delivered else None,
            }
            for row in rows
        ),
        Systems,
    )
