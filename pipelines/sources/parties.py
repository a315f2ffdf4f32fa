"""Bodies that buy and companies that are paid, put together by hand under the names that sources use."""

from typing import Literal

from pydantic import Field

from pipelines.marks import N_
from pipelines.sources.source import Citation, PartialDate, Row, Slug, Tenge, Year, hand_kept


class TaxDebt(Row):
    """A tax debt as told by a source."""

    amount_kzt: Tenge
    as_of: PartialDate
    note: str | None = None


class CourtCase(Row):
    """A court case as told by a source, in our words."""

    year: Year | None
    case: str
    case_ru: str | None = None
    case_kk: str | None = None
    role: str | None = None


class ContractorRow(Row):
    """One company or outlet that is paid."""

    id: Slug
    name_en: str | None = None
    name_ru: str
    name_kk: str | None
    name_latin: str | None
    short_en: str | None = None
    short_ru: str | None = None
    short_kk: str | None = None
    variants: list[str]
    legal_form: str | None
    bin: str | None = Field(pattern=r"^[0-9]{12}$")
    taxes_paid_kzt: dict[str, Tenge]
    tax_debt: TaxDebt | None
    court_cases: list[CourtCase]
    listing: str | None
    state_contracts_text: list[str]
    record_ids: list[Slug]
    sources: list[Citation]
    confidence: Literal["high", "medium", "low"]
    notes: str | None
    why: str | None = None


class CustomerRow(Row):
    """One body that buys."""

    id: Slug
    name_en: str
    name_ru: str
    name_kk: str
    short_en: str | None
    short_ru: str | None
    short_kk: str | None
    type: Literal["akimat", "department", "ministry", "state_company", "other"]
    level: Literal["local", "central"]
    region: Slug
    place: Slug | None
    bin: str | None = Field(pattern=r"^[0-9]{12}$")
    variants: list[str]
    why: str | None
    notes: str | None


class UnnamedRow(Row):
    """A supplier as written who is a private person and is never named."""

    variant: str
    why: str


SOURCE = hand_kept(
    "parties",
    N_("Buyers and suppliers under the names that sources use, put together by hand; taxes, debts and courts"),
    {
        "contractors.jsonl": (ContractorRow, "id"),
        "customers.jsonl": (CustomerRow, "id"),
        "unnamed_contractors.jsonl": (UnnamedRow, "variant"),
    },
)
