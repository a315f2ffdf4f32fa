"""Decisions kept by hand: which report describes which contract of the procurement register."""

from typing import Literal, Self

from pydantic import Field, model_validator

from pipelines.marks import N_
from pipelines.sources.source import Day, Row, Slug, hand_kept


class LinkRow(Row):
    """One decision about a report and a contract; it outweighs whatever the matching finds."""

    record_id: Slug
    root_id: int | None = Field(default=None, ge=1)
    contract_number: str | None = Field(default=None, pattern=r"^[0-9]{12}/[0-9A-Z]{6}(/[0-9]{2})?$")
    decision: Literal["same", "part_of", "different"]
    why: str
    decided_on: Day

    @model_validator(mode="after")
    def _names_a_contract(self) -> Self:
        if (self.root_id is None) == (self.contract_number is None):
            raise ValueError("either root_id or contract_number names the contract")
        return self

    @property
    def key(self) -> str:
        """Return the pair as one word, for finding repeated lines."""
        return f"{self.record_id} {self.root_id or self.contract_number}"


SOURCE = hand_kept(
    "links",
    N_("Decisions which report describes which contract of the procurement register"),
    {"links.jsonl": (LinkRow, "key")},
)
