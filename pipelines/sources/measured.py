"""What was measured of the rules that read texts; written by commands of bench/, never by hand."""

from typing import Annotated

from pydantic import Field

from pipelines.marks import N_
from pipelines.sources.source import Count, Day, Number, Row, Slug, hand_kept

Share = Annotated[Number, Field(ge=0, le=1, decimal_places=4)]


class MeasuredRow(Row):
    """How well rules answered on one set of texts that people had read."""

    id: Slug
    what: Slug
    part: Slug
    texts: Count
    correct: Count
    told: Count
    expected: Count
    precision: Share
    precision_low: Share
    precision_high: Share
    recall: Share
    recall_low: Share
    recall_high: Share
    measured_on: Day
    command: str


SOURCE = hand_kept(
    "measured",
    N_("How well our rules read titles and specifications, as measured by a command"),
    {"measured.jsonl": (MeasuredRow, "id")},
)
