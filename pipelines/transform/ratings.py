"""Published ratings as tables; a poll that is not about work stays out of them."""

from collections.abc import Iterable

import polars as pl

from pipelines.schemas import AkimRatings, Ratings
from pipelines.sources.ratings import AkimRatingRow, RatingRow
from pipelines.sources.source import citation_id
from pipelines.transform.frames import frame


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
            row.model_dump() | {"akim_rating_id": row.id, "source_id": citation_id(row.citation())}
            for row in rows
            if row.serious
        ),
        AkimRatings,
    )
