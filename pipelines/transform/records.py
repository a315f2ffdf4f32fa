"""Turns hand-kept reports and register facts into records, before anything is counted."""

import json
from collections.abc import Iterable

import polars as pl

from pipelines.folding import fold
from pipelines.schemas import COMMITTED_KINDS, Records, group_of
from pipelines.sources.register_facts import RegisterRow
from pipelines.sources.source import citation_id
from pipelines.sources.spending import SpendingRow
from pipelines.transform.frames import frame
from pipelines.transform.parties import Registry
from pipelines.transform.places import Gazetteer
from pipelines.transform.register.records import PUBLISHER
from pipelines.transform.register.standing import METHODS, standing

# The ways of buying that sources tell in words; what is not here but told is "other".
METHOD_WORDS = {
    "PPP": "ppp",
    "tender": "open_tender",
    "competition": "open_tender",
    "open competition": "open_tender",
    "public procurement competition": "open_tender",
    "tender (state social order)": "open_tender",
    "tender (lowest bid, per deputy akim)": "open_tender",
    "price quotations": "price_quotations",
    "single source": "single_source",
    "mostly single source, without tenders": "single_source",
    "almost wholly single source": "single_source",
    "single source after a failed tender": "single_source_after_failure",
    "single source (art. 16 p. 3) after three failed open tenders": "single_source_after_failure",
    "state task": "state_task",
}


def records(
    spending: Iterable[SpendingRow], register: Iterable[RegisterRow], parties: Registry, places: Gazetteer
) -> pl.DataFrame:
    """Put all records into one form.

    Returns:
        One row per record, sorted by id; all columns of `schemas.Records` except those that counting fills.
    """
    rows = [_from_spending(row, parties, places) for row in spending]
    rows += [_from_register(row, parties, places) for row in register]
    return frame(rows, Records).drop(COUNTING_FILLS).sort("record_id")


COUNTING_FILLS = ("counted", "counted_kzt", "not_counted_kzt", "not_counted_why", "counted_with")


def _shared(category: str, kind: str, year_from: int | None, year_to: int | None) -> dict[str, object]:
    year_kind = "unknown" if year_from is None else "one" if year_from == year_to else "several"
    stage = "committed" if kind in COMMITTED_KINDS else "planned"
    return {"headline_group": group_of(category), "stage": stage, "year_kind": year_kind}


def _from_spending(row: SpendingRow, parties: Registry, places: Gazetteer) -> dict[str, object]:
    private = row.contractor is not None and parties.is_private(row.contractor)
    return {
        **row.model_dump(),
        **_shared(row.category, row.kind, row.year_from, row.year_to),
        "record_id": row.id,
        "split": False,
        "category_evidence": [],
        "customer_id": parties.party_id(row.customer),
        "contractor_id": None if private else parties.party_id(row.contractor, row.contractor_id),
        "customer_as_written": row.customer,
        "contractor_as_written": None if private else row.contractor,
        "contractor_private": private,
        "place": places.place(row.region, row.place),
        "place_as_written": row.place,
        "system_id": row.system,
        "paid_kzt": row.paid_to_date_kzt,
        "method": METHOD_WORDS.get(row.procurement_method, "other") if row.procurement_method else None,
        "method_text": row.procurement_method,
        "deliverables": json.dumps(row.deliverables, ensure_ascii=False, default=str) if row.deliverables else None,
        "citizen_alternative_en": row.citizen_alternative,
        "outcome_en": row.outcome,
        "evidence_en": row.evidence,
        "source_id": citation_id(row.source.model_dump()),
        "search": _search(row, None if private else row.contractor),
    }


def _search(row: SpendingRow, contractor: str | None) -> str:
    texts = (row.title_kk, row.title_ru, row.title_en, row.title_original, row.customer, contractor, row.place)
    return fold(" ".join(text for text in (*texts, row.system, row.region) if text))


def register_citation(row: RegisterRow) -> dict[str, object]:
    """Return the citation of a contract in the register."""
    return {
        "url": row.url,
        "publisher": PUBLISHER,
        "title": row.contract_number,
        "date": row.read_on,
        "lang": "ru",
        "address_known": True,
    }


def _from_register(row: RegisterRow, parties: Registry, places: Gazetteer) -> dict[str, object]:
    counts = standing(row.status_id, row.contract_sum_kzt, row.paid_kzt)
    written = f"BIN {row.customer_bin}"
    supplier = f"BIN {row.supplier_bin}" if row.supplier_bin else None
    return {
        **row.model_dump(),
        **_shared(row.category, counts.kind, row.year_from, row.year_to),
        "record_id": row.id,
        "level": "local",
        "tier": "register",
        "kind": counts.kind,
        "nature": "purchase",
        "state": counts.state,
        "status": str(row.status_id),
        "adjacent": False,
        "split": False,
        "category_evidence": [],
        "customer_id": parties.by_bin.get(row.customer_bin) or parties.party_id(written),
        "contractor_id": parties.by_bin.get(row.supplier_bin or "") or parties.party_id(supplier),
        "customer_as_written": written,
        "contractor_as_written": supplier,
        "contractor_private": False,
        "place": places.place(row.region, row.place),
        "place_as_written": row.place,
        "amount_kzt": counts.amount_kzt,
        "amount_precision": "exact",
        "year_inferred": False,
        "period_start": row.signed_on,
        "method": METHODS.get(row.method_id, "other"),
        "method_text": None,
        "confidence": "high",
        "notes": row.why_akimat,
        "source_id": citation_id(register_citation(row)),
        "search": fold(" ".join((row.title_kk, row.title_ru, row.title_en, row.title_original, written, row.place))),
    }


def relations(rows: pl.DataFrame, register: Iterable[RegisterRow]) -> pl.DataFrame:
    """Add the relations that register facts carry to those kept in their own file."""
    added = [
        {"from_id": row.id, "to_id": whole, "relation": "part_of", "why": row.part_of_why}
        for row in register
        for whole in row.part_of
    ]
    return pl.concat([rows, pl.DataFrame(added, schema=rows.schema)]).unique(
        ("from_id", "to_id", "relation"), keep="first", maintain_order=True
    )
