"""Decisions kept by hand: which party known by name alone is the holder of which BIN."""

from pydantic import Field

from pipelines.marks import N_
from pipelines.sources.source import Day, Row, Slug, hand_kept


class PartyMergeRow(Row):
    """One party without BIN that a person has recognised as the holder of a BIN."""

    party_id: Slug
    bin: str = Field(pattern=r"^[0-9]{12}$")
    why: str
    decided_on: Day


SOURCE = hand_kept(
    "party_merges",
    N_("Decisions which buyer or supplier known by name holds which business identification number"),
    {"party_merges.jsonl": (PartyMergeRow, "party_id")},
    may_be_missing=True,
)
