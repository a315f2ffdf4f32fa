"""Writes one stretch of an export as JSON: what it is, totals, columns, rows, and the link to the next rows."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import orjson

from dashboard.exports.about import About
from dashboard.exports.dataset import Chunk, Dataset

MEDIA_TYPE: Final = "application/json"


def write(dataset: Dataset, about: About, chunk: Chunk, following: str | None) -> bytes:
    """Write some rows. Tenge are texts, so that no reader turns them into floats; missing values are null.

    Args:
        dataset: The table.
        about: What it says of itself.
        chunk: The rows.
        following: Link to the next rows; nothing at the end.
    """
    tr = dataset.page.tr
    fields = [
        {"name": one.name, "type": one.kind, "unit": one.unit, "description": tr(one.about)} for one in dataset.fields
    ]
    told = {
        "meta": about.told() | {"rows": dataset.rows},
        "totals": dataset.totals,
        "fields": fields,
        "rows": chunk.frame.to_dicts(),
        "next": following,
    }
    return orjson.dumps(told, default=_plain)


def _plain(value: Any) -> Any:  # noqa: ANN401 — whatever orjson does not know
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "items"):
        return dict(value)
    raise TypeError(f"an export holds a {type(value).__name__}, which JSON has no form for")
