"""Published ratings as tables; a poll that is not about work stays out of them."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import polars as pl

from pipelines.schemas import AkimRatings, Ratings
from pipelines.sources.ratings import AkimRatingRow, RatingRow
from pipelines.sources.source import citation_id
from pipelines.transform.frames import frame

PLACE_BY: Final[Mapping[str, str]] = {
    "overall place": "overall",
    "table 1: number of mentions": "mentions",
    "table 1 of “Voice of the people”: mentions": "mentions",
    "table 2: positive statements": "positive",
}
"""How the editors' note on a place begins → what the place is by, for ratings of several tables."""
YEAR_INFERRED: Final = re.compile(r"\byear( \d{4})? (inferred|taken)\b", re.IGNORECASE)


def ratings(rows: Iterable[RatingRow]) -> pl.DataFrame:
    """Return one row per rating, the ones that are not serious included and marked."""
    return frame(
        (
            row.model_dump() | {"who_en": row.who, "method_en": row.method, "not_known_en": row.not_known}
            for row in rows
        ),
        Ratings,
    )


def akim_ratings(rows: Iterable[AkimRatingRow]) -> pl.DataFrame:
    """Return one row per place in a serious rating."""
    return frame(
        (
            row.model_dump()
            | {
                "akim_rating_id": row.id,
                "source_id": citation_id(row.citation()),
                "place_by": next((by for begins, by in PLACE_BY.items() if row.indicators.startswith(begins)), None),
                "year_inferred": bool(YEAR_INFERRED.search(row.note or "")),
            }
            for row in rows
            if row.serious
        ),
        AkimRatings,
    )
