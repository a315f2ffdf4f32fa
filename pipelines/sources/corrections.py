"""Corrections and replies that somebody asked for: when, by which office, and what was decided."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pipelines.marks import N_
from pipelines.schemas.corrections import DECIDED_STATES
from pipelines.sources.said import About, about_one_of
from pipelines.sources.source import Citation, Day, Row, Slug, Tenge, hand_kept
from pipelines.transform.register.wording import without_persons

_ASKED = ("asked_en", "asked_ru", "asked_kk")
_DECISION = ("decided_on", "decided_en", "decided_ru", "decided_kk")


class CorrectionRow(Row):
    """One request to put something right, or to print a reply."""

    id: Slug
    kind: Literal["correction", "reply"]
    about: Annotated[About, about_one_of("record", "system", "party")]
    asked_on: Day
    asked_by: Literal["customer", "contractor", "state_body", "resident", "journalist", "other"]
    asked_office: str | None = Field(default=None, max_length=200)
    asked_en: str
    asked_ru: str
    asked_kk: str
    state: Literal["received", "checking", "changed", "kept"]
    decided_on: Day | None = None
    decided_en: str | None = None
    decided_ru: str | None = None
    decided_kk: str | None = None
    before_kzt: Tenge | None = None
    after_kzt: Tenge | None = None
    source: Citation | None = None

    @model_validator(mode="after")
    def _is_decided_or_open(self) -> Self:
        told = [name for name in _DECISION if getattr(self, name) is not None]
        if self.state in DECIDED_STATES and len(told) < len(_DECISION):
            lacking = ", ".join(name for name in _DECISION if name not in told)
            raise ValueError(f"state {self.state} is a decision: {lacking} must say when and what was decided")
        if self.state not in DECIDED_STATES and told:
            raise ValueError(f"state {self.state} is open, so {', '.join(told)} can't be told yet")
        return self

    @model_validator(mode="after")
    def _is_decided_after_it_came(self) -> Self:
        if self.decided_on is not None and self.decided_on < self.asked_on:
            raise ValueError("decided_on is not before asked_on")
        return self

    @model_validator(mode="after")
    def _effect_is_whole(self) -> Self:
        before, after = self.before_kzt, self.after_kzt
        if before is None and after is None:
            return self
        if before is None or after is None:
            raise ValueError("before_kzt and after_kzt stand together: counted tenge before and after the change")
        if self.kind != "correction" or self.state != "changed" or before == after:
            raise ValueError("before_kzt and after_kzt differ, and only a changed correction moves counted money")
        return self

    @model_validator(mode="after")
    def _names_no_private_person(self) -> Self:
        if self.asked_by == "resident" and self.asked_office is not None:
            raise ValueError("asked_office is null for a resident: private people are never named")
        for name in ("asked_office", *_ASKED, *_DECISION[1:]):
            text = getattr(self, name)
            if text and without_persons(text) != text:
                raise ValueError(f"{name} names a person, or tells how to reach one: say it without")
        if self.kind == "reply" and (self.asked_by not in {"customer", "contractor"} or self.asked_office is None):
            raise ValueError("a reply is of the customer or the contractor: asked_by and asked_office name which")
        return self


SOURCE = hand_kept(
    "corrections",
    N_("Corrections and replies that were asked for, and what was decided"),
    {"corrections.jsonl": (CorrectionRow, "id")},
    may_be_missing=True,
)
