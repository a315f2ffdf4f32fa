"""What was measured of the rules that read texts, as a published table."""

from collections.abc import Iterable

import polars as pl

from pipelines.schemas import Measured
from pipelines.sources.measured import MeasuredRow
from pipelines.transform.frames import frame


def measured(rows: Iterable[MeasuredRow]) -> pl.DataFrame:
    """Return one row per kind of rules and set of texts."""
    return frame((row.model_dump() for row in rows), Measured)
