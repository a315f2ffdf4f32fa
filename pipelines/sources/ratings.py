"""Published ratings of akims, as cited facts."""

from typing import Annotated, Literal

from pydantic import Field

from pipelines.marks import N_
from pipelines.sources.needs import Cited
from pipelines.sources.source import Count, Number, PartialDate, Row, Slug, hand_kept

MethodKind = Literal["mentions", "experts", "votes", "response", "other"]


class RatingRow(Row):
    """One rating: who made it, how, and what is not known of it."""

    rating_id: Slug
    name_en: str
    name_ru: str
    name_kk: str
    names_translated: list[str]
    who: str | None
    who_ru: str | None = None
    who_kk: str | None = None
    rates: str
    method_kind: MethodKind
    serious: bool
    method_known: Literal["yes", "partly", "no"]
    method: str
    method_ru: str | None = None
    method_kk: str | None = None
    indicators_named: list[str]
    indicators_total: int | None
    not_known: str
    not_known_ru: str | None = None
    not_known_kk: str | None = None
    rows: int
    rows_with_place: int
    source_urls: list[str]
    address_known: bool
    read_in: list[str]


class AkimRatingRow(Cited):
    """One place in a rating."""

    id: Slug
    rating_id: Slug
    method_kind: MethodKind
    serious: bool
    rating_as_recorded: str
    period_start: PartialDate | None
    period_end: PartialDate | None
    period_kind: str
    period_label: str | None
    akim: str | None
    region: Slug | None
    region_kato: str | None
    rank: Count | None
    score: Annotated[Number, Field(max_digits=18, decimal_places=4)] | None
    indicators: str
    evidence: str
    confidence: Literal["high", "medium", "low"]
    note: str | None


SOURCE = hand_kept(
    "ratings",
    N_("Published ratings of akims and akimats, cited with what is known of their method"),
    {"ratings.jsonl": (RatingRow, "rating_id"), "akim-ratings.jsonl": (AkimRatingRow, "id")},
)
