"""Buyers and suppliers: one party a body, found by the exact names that sources use, never by likeness."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from pipelines.folding import fold
from pipelines.schemas import Parties, PartyCases, PartyYears
from pipelines.sources.parties import ContractorRow, CustomerRow, UnnamedRow
from pipelines.sources.source import citation_id
from pipelines.transform.frames import columns, frame

ROLES = ("is_customer", "is_contractor")
"""Columns of the table of parties that the records decide."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Exact names → party ids, and the names of private persons that are never shown."""

    by_name: dict[str, str]
    by_bin: dict[str, str]
    unnamed: frozenset[str]

    def party_id(self, name: str | None, given: str | None = None) -> str | None:
        """Return the permanent id of a party.

        Args:
            name: The name as the source writes it.
            given: The id a person gave it by hand, which wins.

        Returns:
            The id; nothing for a private person or where no name is given. A name that nobody has put together with
            another yet is a party of its own, known by this name alone.
        """
        if given:
            return given
        if not name or self.is_private(name):
            return None
        return self.by_name.get(_exact(name)) or name_id(name)

    def is_private(self, name: str) -> bool:
        """Tell whether the name is a private person's."""
        return _exact(name) in self.unnamed


def _exact(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def name_id(name: str) -> str:
    """Return an id made from a name alone: readable words and a short hash, so that no two names share it."""
    words = "-".join(fold(name).split())[:60].strip("-") or "party"
    return f"{words}-{hashlib.sha256(_exact(name).encode()).hexdigest()[:6]}"


def registry(
    contractors: Iterable[ContractorRow], customers: Iterable[CustomerRow], unnamed: Iterable[UnnamedRow]
) -> Registry:
    """Build the table of exact names from the hand-kept files."""
    bodies: list[ContractorRow | CustomerRow] = [*contractors, *customers]
    return Registry(
        by_name={_exact(name): row.id for row in bodies for name in (row.name_ru, *row.variants)},
        by_bin={row.bin: row.id for row in bodies if row.bin},
        unnamed=frozenset(_exact(row.variant) for row in unnamed),
    )


def party_table(
    records: pl.DataFrame,
    contractors: Iterable[ContractorRow],
    customers: Iterable[CustomerRow],
    registered: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Gather every party that is kept by hand or that a record names.

    Args:
        records: One row per record with customer_id, contractor_id and the names as written.
        contractors: Companies kept by hand.
        customers: Bodies kept by hand.
        registered: Rows without roles of bodies and companies that the register knows by BIN; a row by hand wins.

    Returns:
        One row per party, with the roles it has in the records.
    """
    rows = [_from_contractor(row) for row in contractors] + [_from_customer(row) for row in customers]
    known = frame({row["party_id"]: row for row in rows}.values(), Parties).drop(ROLES)
    if registered is not None:
        known = pl.concat([known, registered.join(known, on="party_id", how="anti")])
    written = pl.concat(
        records.select(party_id=f"{role}_id", name=f"{role}_as_written").drop_nulls()
        for role in ("customer", "contractor")
    )
    named = written.join(known, on="party_id", how="anti").unique("party_id", keep="first", maintain_order=True)
    by_name = frame((_by_name(*one) for one in named.iter_rows()), Parties).drop(ROLES)
    buys, is_paid = (records[f"{role}_id"].drop_nulls().unique().implode() for role in ("customer", "contractor"))
    return (
        pl.concat([known, by_name])
        .with_columns(is_customer=pl.col("party_id").is_in(buys), is_contractor=pl.col("party_id").is_in(is_paid))
        .select(columns(Parties).names())
        .sort("party_id")
    )


def _from_contractor(row: ContractorRow) -> dict[str, object]:
    name_en = row.name_en or row.name_latin or row.name_ru
    return {
        "party_id": row.id,
        "name_en": name_en,
        "name_ru": row.name_ru,
        "name_kk": row.name_kk or row.name_ru,
        "short_en": row.short_en or name_en,
        "short_ru": row.short_ru or row.name_ru,
        "short_kk": row.short_kk or row.name_kk or row.name_ru,
        "party_type": "company",
        "bin": row.bin,
        "legal_form": row.legal_form,
        "known_by": "bin" if row.bin else "curated",
        "variants": row.variants,
        "notes": row.notes,
        "source_ids": sorted({citation_id(one.model_dump()) for one in row.sources}),
    }


def _from_customer(row: CustomerRow) -> dict[str, object]:
    return {
        **row.model_dump(include={"name_en", "name_ru", "name_kk", "level", "region", "place", "bin", "variants"}),
        "party_id": row.id,
        "short_en": row.short_en or row.name_en,
        "short_ru": row.short_ru or row.name_ru,
        "short_kk": row.short_kk or row.name_kk,
        "party_type": row.type,
        "known_by": "bin" if row.bin else "curated",
        "notes": row.notes,
        "source_ids": [],
    }


def _by_name(party_id: str, name: str) -> dict[str, object]:
    names = {f"{form}_{language}": name for form in ("name", "short") for language in ("en", "ru", "kk")}
    return {"party_id": party_id, **names, "known_by": "name", "variants": [name], "source_ids": []}


def party_years(contractors: Iterable[ContractorRow]) -> pl.DataFrame:
    """Return taxes paid and tax debt, one row per company and year, as told by the company's first source."""
    rows: dict[tuple[str, int], dict[str, object]] = {}
    for company in contractors:
        source = citation_id(company.sources[0].model_dump()) if company.sources else None
        for year, paid in company.taxes_paid_kzt.items():
            rows[company.id, int(year)] = {"taxes_paid_kzt": paid, "source_id": source}
        if company.tax_debt:
            debt = {"tax_debt_kzt": company.tax_debt.amount_kzt, "as_of": company.tax_debt.as_of, "source_id": source}
            rows.setdefault((company.id, int(company.tax_debt.as_of[:4])), {}).update(debt)
    return frame(({"party_id": party_id, "year": year, **row} for (party_id, year), row in rows.items()), PartyYears)


def party_cases(contractors: Iterable[ContractorRow]) -> pl.DataFrame:
    """Return court cases, one row each, numbered within the company."""
    return frame(
        (
            {
                "party_id": company.id,
                "number": number,
                "year": case.year,
                "role": case.role,
                "case_en": case.case,
                "case_ru": case.case_ru,
                "case_kk": case.case_kk,
            }
            for company in contractors
            for number, case in enumerate(company.court_cases, start=1)
        ),
        PartyCases,
    )
