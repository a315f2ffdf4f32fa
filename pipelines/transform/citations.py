"""Every citation once: the table of sources."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from pipelines.schemas import Sources
from pipelines.sources.source import citation_id
from pipelines.transform.frames import frame

FIELDS = ("url", "publisher", "title", "date", "lang")


def sources(citations: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Gather citations into one row each.

    Args:
        citations: Citations as sources write them: url, publisher, title, date, lang, address_known.

    Returns:
        One row per distinct address, publisher, title and date, with the id that other tables carry.
    """
    rows = {
        citation_id(one): {field: one.get(field) for field in FIELDS} | {"address_known": bool(one.get("url"))}
        for one in citations
    }
    return frame(({"source_id": source_id, **row} for source_id, row in rows.items()), Sources)
