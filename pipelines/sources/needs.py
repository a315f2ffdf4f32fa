"""What residents lack, what a unit of it costs, and what they ask for."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from pipelines.marks import N_
from pipelines.sources.source import Count, CsvRow, Number, PartialDate, Row, Slug, Tenge, Year, hand_kept

Quantity = Annotated[Number, Field(ge=0, max_digits=18, decimal_places=4)]
Quantity2 = Annotated[Number, Field(ge=0, max_digits=18, decimal_places=2)]
Percent = Annotated[Number, Field(ge=0, max_digits=7, decimal_places=2)]


class NeedRow(Row):
    """One need with its names; what may be shown is worked out again by the pipeline and compared."""

    slug: Slug
    name_en: str
    name_ru: str
    name_kk: str
    name_short_en: str | None = None
    name_short_ru: str | None = None
    name_short_kk: str | None = None
    founding: bool
    price_kind: Literal["price", "tariff", "pay"]
    unit: str
    unit_en: dict[str, str]
    unit_ru: dict[str, str]
    unit_kk: dict[str, str]
    other_units: list[str]
    costs: int
    usable_costs: int
    undated_costs: int
    may_show_range: bool
    shown_group: str | None
    shown_scope_en: str | None
    shown_scope_ru: str | None
    shown_scope_kk: str | None
    shown_n: int
    shown_sources: int
    why_not: str | None
    groups: list[dict[str, Any]]
    appeal_categories: list[dict[str, Any]]
    evidence: int


class Cited(Row):
    """The flat citation that needs files carry."""

    source_url: str | None = Field(pattern=r"^https?://\S+$")
    address_known: bool
    source_publisher: str
    source_title: str | None
    title_origin: str | None
    source_date: PartialDate | None
    source_lang: str

    @model_validator(mode="after")
    def _is_found_or_says_not(self) -> Self:
        if self.source_url is None and self.address_known:
            raise ValueError("source_url is an address, or address_known is false")
        return self

    def citation(self) -> dict[str, Any]:
        """Return the citation in the form all tables share."""
        return {
            "url": self.source_url,
            "publisher": self.source_publisher,
            "title": self.source_title,
            "date": self.source_date,
            "lang": self.source_lang,
            "address_known": self.address_known,
        }


class UnitCostRow(Cited):
    """One sourced cost of one unit."""

    id: Slug
    need: Slug
    unit: str
    scope: str | None
    scope_ru: str | None = None
    scope_kk: str | None = None
    comparable: str | None
    usable: bool
    unusable_reason: Literal["undated", "counts_something_else", "repeats"] | None
    unusable_note: str | None
    unit_cost_kzt: Tenge
    price_year: Year | None
    price_year_from_source_date: Year | None
    price_year_basis: Literal["given", "inferred"] | None
    region: Slug
    region_kato: str | None
    place: Slug | None
    place_text: str | None
    quantity: Quantity | None
    total_kzt: Tenge | None
    derivation: str
    same_money_as: Slug | None
    evidence: str
    evidence_ru: str | None = None
    evidence_kk: str | None = None
    confidence: Literal["high", "medium", "low"]
    note: str | None


class EvidenceRow(Cited):
    """One statement of a lack in a place."""

    id: Slug
    need: Slug
    need_fit: Literal["stated", "nearest", "background"]
    need_fit_note: str | None
    region: Slug
    region_kato: str | None
    place: Slug | None
    place_text: str | None
    statement: str
    statement_ru: str | None = None
    statement_kk: str | None = None
    quantity: Quantity2 | None
    quantity_unit: str | None
    estimated_cost_kzt: Tenge | None
    year: Year | None
    period_start: PartialDate | None
    period_end: PartialDate | None
    period_kind: str
    confidence: Literal["high", "medium", "low"]
    note: str | None


class AppealRow(Cited):
    """One count or share of citizens' appeals."""

    id: Slug
    region: Slug
    region_kato: str | None
    place: Slug | None
    place_text: str | None
    body: str
    body_ru: str | None = None
    body_kk: str | None = None
    channel: str
    category: Slug
    is_total: bool
    is_need: bool
    not_need_reason: str | None
    use: Literal["category", "total", "not_need", "subset", "rate", "overlap"]
    part_of: Slug | None
    year: Year | None
    period_start: PartialDate | None
    period_end: PartialDate | None
    period_kind: str
    period_text: str
    count: Count | None
    share_pct: Percent | None
    evidence: str
    evidence_ru: str | None = None
    evidence_kk: str | None = None
    confidence: Literal["high", "medium", "low"]
    note: str | None


class AppealCategoryRow(Row):
    """The name of one category of appeals."""

    category: Slug
    name_en: str
    name_ru: str
    name_kk: str


class AppealChannelRow(Row):
    """The name of one channel of appeals."""

    channel: str
    name_en: str
    name_ru: str
    name_kk: str


class AppealNeedRow(CsvRow):
    """Which appeals speak of which need; no need means none of ours."""

    category: Slug
    need: Slug | None
    fit: Literal["same", "broad"] | None
    primary: Literal["yes", "no"] | None
    note: str | None = None

    @property
    def key(self) -> str:
        """Return category and need as one word, for finding repeated lines."""
        return f"{self.category} {self.need}"


NEEDS = hand_kept(
    "needs",
    N_("What residents lack and what one unit of it cost, with sources"),
    {"needs.jsonl": (NeedRow, "slug"), "unit-costs.jsonl": (UnitCostRow, "id")},
)
EVIDENCE = hand_kept(
    "needs_evidence", N_("Statements of what is lacking in a place"), {"needs-evidence.jsonl": (EvidenceRow, "id")}
)
APPEALS = hand_kept(
    "appeals",
    N_("Published counts of citizens' appeals, and which need they speak of"),
    {
        "appeals.jsonl": (AppealRow, "id"),
        "appeal_categories.jsonl": (AppealCategoryRow, "category"),
        "appeal_channels.jsonl": (AppealChannelRow, "channel"),
        "appeal_category_to_need.csv": (AppealNeedRow, "key"),
    },
)
