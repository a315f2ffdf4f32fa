"""A few contracts of akimat bodies read in the procurement register and written down by hand."""

from typing import Literal, Self

from pydantic import Field, model_validator

from pipelines.marks import N_
from pipelines.sources.source import PartialDate, Row, Slug, Source, Tenge, Year
from pipelines.sources.spending import Category


class RegisterRow(Row):
    """One contract root of the register, in its latest version known to us."""

    id: Slug
    contract_id: int
    root_id: int
    contract_number: str = Field(pattern=r"^[0-9]{12}/[0-9A-Z]{6}/[0-9]{2}$")
    announcement_id: int
    status_id: int
    customer_bin: str = Field(pattern=r"^[0-9]{12}$")
    supplier_bin: str | None = Field(pattern=r"^[0-9]{12}$")
    region: Slug
    place: str
    category: Category
    title_en: str
    title_ru: str
    title_kk: str
    title_original: str
    contract_sum_kzt: Tenge
    paid_kzt: Tenge
    signed_on: PartialDate
    year_from: Year
    year_to: Year
    method_id: int
    read_on: PartialDate
    part_of: list[Slug]
    part_of_why: str | None
    url: str = Field(pattern=r"^https://goszakup\.gov\.kz/")
    why_akimat: str
    state: Literal["in_force", "done"] | None = None

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.year_from > self.year_to:
            raise ValueError("year_from is not later than year_to")
        if not self.contract_number.startswith(self.customer_bin):
            raise ValueError("contract_number starts with the customer's BIN")
        return self


SOURCE = Source(
    name="register_facts",
    about=N_("Contracts of akimat bodies read in the procurement register and written down by hand"),
    licence="CC BY 4.0",
    cadence=N_("when a fact is found"),
    home="https://goszakup.gov.kz",
    folder="curated",
    files={"register.jsonl": RegisterRow},
    keys={"register.jsonl": "id"},
)
