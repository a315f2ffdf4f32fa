"""What was promised, said, counted and decided: promises, statements, observations, hearings."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from pipelines.marks import N_
from pipelines.sources.source import Citation, Count, PartialDate, Row, Slug, hand_kept


class About(Row):
    """What a fact is about: exactly one of record, system, party or body."""

    record: Slug | None = None
    system: Slug | None = None
    party: Slug | None = None
    body: Slug | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> "About":
        if len(self.pairs()) != 1:
            raise ValueError("exactly one of record, system, party, body is named")
        return self

    def pairs(self) -> list[tuple[str, str]]:
        """Return the kinds and ids named."""
        return [(k, v) for k, v in self.model_dump().items() if v is not None]

    @property
    def kind(self) -> str:
        """Return record, system, party or body."""
        return self.pairs()[0][0]

    @property
    def id(self) -> str:
        """Return the id that is named."""
        return self.pairs()[0][1]


def about_one_of(*kinds: str) -> AfterValidator:
    """Return the check that a fact is about one of these kinds."""

    def check(value: About) -> About:
        if value.kind not in kinds:
            raise ValueError(f"is about {' or '.join(kinds)}")
        return value

    return AfterValidator(check)


def _number_or_text(value: object) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and round(Decimal(value), 2) == value:
        return Decimal(value)
    raise ValueError("a number with at most 2 decimals, or text such as a date")


class PromiseRow(Row):
    """One quota, date or quantity promised."""

    id: Slug
    about: Annotated[About, about_one_of("record", "system")]
    what_en: str
    what_ru: str | None = None
    what_kk: str | None = None
    value: Annotated[Decimal | str, BeforeValidator(_number_or_text)]
    unit: str
    per: str | None
    bound: Literal["minimum", "exact"]
    networks: list[str] | None
    source: Citation


class StatementRow(Row):
    """What one side said, in our words."""

    id: Slug
    about: Annotated[About, about_one_of("record", "system", "party")]
    side: Literal["customer", "contractor", "citizens", "journalist", "auditor", "court"]
    stance: Literal["reply", "objection", "finding", "outcome"]
    text_en: str
    text_ru: str
    text_kk: str
    date: PartialDate | None
    source: Citation


class ObservationRow(Row):
    """One counted fact about a body or a system."""

    id: Slug
    about: Annotated[About, about_one_of("system", "body")]
    what: str
    value: Count
    unit: str
    as_of: PartialDate | None = None
    period: PartialDate | None = None
    precision: Literal["exact", "about"]
    source: Citation

    @model_validator(mode="after")
    def _says_when(self) -> "ObservationRow":
        if self.as_of is None and self.period is None:
            raise ValueError("as_of or period says when it was counted")
        return self


class HearingRow(Row):
    """One public hearing."""

    id: Slug
    date: PartialDate
    place: Slug
    region: Slug
    host: str
    host_ru: str | None = None
    host_kk: str | None = None
    present: list[str]
    present_ru: list[str] = Field(default_factory=list)
    present_kk: list[str] = Field(default_factory=list)
    about_systems: list[Slug]
    decided_en: str
    decided_ru: str
    decided_kk: str
    open_questions_en: list[str]
    open_questions_ru: list[str] = Field(default_factory=list)
    open_questions_kk: list[str] = Field(default_factory=list)
    source: Citation

    @model_validator(mode="after")
    def _says_the_same_in_each_language(self) -> "HearingRow":
        for name, own in (("present", self.present), ("open_questions", self.open_questions_en)):
            for translated in (f"{name}_ru", f"{name}_kk"):
                if getattr(self, translated) and len(getattr(self, translated)) != len(own):
                    raise ValueError(f"{translated} has as many lines as the English list has: {len(own)}")
        return self


PROMISES = hand_kept(
    "promises", N_("Quotas, dates and quantities promised in contracts"), {"promises.jsonl": (PromiseRow, "id")}
)
STATEMENTS = hand_kept(
    "statements", N_("What each side said, in our words"), {"statements.jsonl": (StatementRow, "id")}
)
OBSERVATIONS = hand_kept(
    "observations", N_("Counted facts about a body or a system"), {"observations.jsonl": (ObservationRow, "id")}
)
HEARINGS = hand_kept("hearings", N_("Public hearings and what they decided"), {"hearings.jsonl": (HearingRow, "id")})
