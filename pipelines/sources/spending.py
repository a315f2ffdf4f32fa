"""Cited reports of spending, kept by hand, and how their money is connected."""

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, model_validator

from pipelines.marks import N_
from pipelines.schemas import CATEGORIES
from pipelines.sources.source import Citation, PartialDate, Row, Slug, Tenge, Year, hand_kept

Level = Literal["local", "central"]


def _known_category(value: str) -> str:
    if value not in CATEGORIES:
        raise ValueError(f"one of {', '.join(CATEGORIES)}")
    return value


Category = Annotated[str, AfterValidator(_known_category)]


class SpendingRow(Row):
    """One report of spending, plan, price or loss."""

    id: Slug
    level: Level
    region: Slug
    place: str
    customer: str
    customer_type: Literal["akimat", "department", "ministry", "state_company", "other"]
    contractor: str | None
    contractor_id: Slug | None
    category: Category
    category_note: str | None
    system: Slug | None
    title_en: str
    title_ru: str | None = None
    title_kk: str | None = None
    title_original: str | None
    amount_kzt: Tenge | None
    amount_usd: Tenge | None
    amount_precision: Literal["exact", "about", "more_than", "almost", "range"] | None
    amount_low: Tenge | None
    amount_high: Tenge | None
    paid_to_date_kzt: Tenge | None
    kind: Literal["contract", "spent", "annual_cost", "budget", "plan", "lot_estimate"]
    nature: Literal[
        "purchase", "aggregate", "unit_price", "loss_or_finding", "stated_need", "residents_money", "private_outlay"
    ]
    state: Literal["announced", "in_force", "done", "cancelled", "refused", "unknown"]
    adjacent: bool
    year_from: Year | None
    year_to: Year | None
    year_inferred: bool
    period_start: PartialDate | None
    period_end: PartialDate | None
    procurement_method: str | None
    deliverables: dict[str, Any] | None
    citizen_alternative: str | None
    citizen_alternative_ru: str | None = None
    citizen_alternative_kk: str | None = None
    outcome: str | None
    outcome_ru: str | None = None
    outcome_kk: str | None = None
    tier: Literal["register", "official", "audit", "press"]
    source: Citation
    evidence: str | None
    evidence_ru: str | None = None
    evidence_kk: str | None = None
    confidence: Literal["high", "medium", "low"]
    notes: str | None
    formerly: list[Slug]

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if (self.year_from is None) != (self.year_to is None):
            raise ValueError("year_from and year_to are both known or both null")
        if self.year_from and self.year_to and self.year_from > self.year_to:
            raise ValueError("year_from is not later than year_to")
        if self.amount_kzt is None and self.amount_usd is None and self.amount_precision not in (None, "range"):
            raise ValueError("amount_precision is null where there is no sum")
        return self

    @model_validator(mode="after")
    def _has_a_sound_range(self) -> Self:
        if self.amount_precision == "range" and (self.amount_low is None or self.amount_high is None):
            raise ValueError("a range has amount_low and amount_high")
        if self.amount_low is not None and self.amount_high is not None and self.amount_low > self.amount_high:
            raise ValueError("amount_low is not above amount_high")
        if self.amount_kzt is not None and not self._in_range(self.amount_kzt):
            raise ValueError("amount_kzt lies between amount_low and amount_high")
        return self

    def _in_range(self, amount: Decimal) -> bool:
        not_below = self.amount_low is None or self.amount_low <= amount
        return not_below and (self.amount_high is None or amount <= self.amount_high)


class RelationRow(Row):
    """Two records that report the same or connected money."""

    from_: Slug
    to: Slug
    relation: Literal["same_as", "part_of", "stage_of", "alternative"]
    why: str

    @model_validator(mode="before")
    @classmethod
    def _rename(cls, value: Any) -> Any:  # noqa: ANN401 — what the file holds
        return {("from_" if k == "from" else k): v for k, v in value.items()} if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _joins_two_records(self) -> Self:
        if self.from_ == self.to:
            raise ValueError("from and to are two records")
        return self

    @property
    def key(self) -> str:
        """Return the relation as one word, for finding repeated lines."""
        return f"{self.from_} {self.relation} {self.to}"


SOURCE = hand_kept(
    "spending",
    N_("Reports of spending, plans and prices, read in publications and kept by hand with their sources"),
    {"spending.jsonl": (SpendingRow, "id"), "relations.jsonl": (RelationRow, "key")},
)
