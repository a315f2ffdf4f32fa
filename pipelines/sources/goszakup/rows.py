"""The columns of the raw parts: what is kept of each row of the register, under our names."""

from collections.abc import Mapping

import polars as pl

Kind = pl.DataType | type[pl.DataType]
KZT: pl.DataType = pl.Decimal(18, 2)
RATE: pl.DataType = pl.Decimal(18, 6)
TEXTS: pl.DataType = pl.List(pl.String)
IDS: pl.DataType = pl.List(pl.Int64)
YEARS: pl.DataType = pl.List(pl.Struct({"year": pl.Int16, "sum_kzt": KZT, "paid_kzt": KZT}))


def _schema(columns: Mapping[str, Kind]) -> pl.Schema:
    return pl.Schema(columns)


CONTRACTS = _schema(
    {
        "id": pl.Int64,
        "parent_id": pl.Int64,
        "root_id": pl.Int64,
        "number": pl.String,
        "announcement_id": pl.Int64,
        "announcement_ru": pl.String,
        "announcement_kk": pl.String,
        "status_id": pl.Int16,
        "type_id": pl.Int8,
        "deleted": pl.Boolean,
        "created": pl.String,
        "changed": pl.String,
        "indexed": pl.String,
        "customer_bin": pl.String,
        "supplier": pl.String,
        "supplier_is_person": pl.Boolean,
        "subject_type_id": pl.Int8,
        "is_state_institution": pl.Boolean,
        "fin_year": pl.Int16,
        "year_type_id": pl.Int8,
        "currency": pl.String,
        "exchange_rate": RATE,
        "sum_kzt": KZT,
        "sum_vat_kzt": KZT,
        "paid_vat_kzt": KZT,
        "signed": pl.String,
        "valid_until": pl.String,
        "planned_done": pl.String,
        "ended": pl.String,
        "cancel_id": pl.Int16,
        "method_id": pl.Int16,
        "reason_ru": pl.String,
        "description_ru": pl.String,
        "description_kk": pl.String,
        "unit_codes": TEXTS,
        "unit_texts": TEXTS,
        "plan_ids": IDS,
        "lot_ids": IDS,
        "years": YEARS,
        "page": pl.String,
    }
)
SUBJECTS = _schema(
    {
        "pid": pl.Int64,
        "bin": pl.String,
        "name_ru": pl.String,
        "name_kk": pl.String,
        "full_ru": pl.String,
        "full_kk": pl.String,
        "kato": pl.String,
        "is_customer": pl.Boolean,
        "is_supplier": pl.Boolean,
        "legal_form": pl.String,
        "type_supplier": pl.Int8,
        "registered": pl.String,
        "indexed": pl.String,
        "page": pl.String,
    }
)
LOTS = _schema(
    {
        "id": pl.Int64,
        "lot_number": pl.String,
        "announcement_id": pl.Int64,
        "announcement_number": pl.String,
        "announcement_ru": pl.String,
        "announcement_kk": pl.String,
        "announcement_status_id": pl.Int16,
        "published": pl.String,
        "bids_from": pl.String,
        "bids_until": pl.String,
        "repeat_from": pl.String,
        "repeat_until": pl.String,
        "discussion_from": pl.String,
        "discussion_until": pl.String,
        "organiser_bin": pl.String,
        "customer_bin": pl.String,
        "name_ru": pl.String,
        "name_kk": pl.String,
        "description_ru": pl.String,
        "description_kk": pl.String,
        "amount_kzt": KZT,
        "status_id": pl.Int16,
        "method_id": pl.Int16,
        "plan_ids": IDS,
        "kato": TEXTS,
        "changed": pl.String,
        "indexed": pl.String,
        "deleted": pl.Boolean,
        "page": pl.String,
    }
)
PLANS = _schema(
    {
        "id": pl.Int64,
        "root_id": pl.Int64,
        "customer_bin": pl.String,
        "name_ru": pl.String,
        "name_kk": pl.String,
        "desc_ru": pl.String,
        "desc_kk": pl.String,
        "extra_ru": pl.String,
        "extra_kk": pl.String,
        "enstru": pl.String,
        "method_id": pl.Int16,
        "amount_kzt": KZT,
        "year": pl.Int16,
        "month_id": pl.Int16,
        "status_id": pl.Int16,
        "finsource_id": pl.Int16,
        "indexed": pl.String,
        "deleted": pl.Boolean,
        "is_active": pl.Boolean,
        "page": pl.String,
    }
)
DELETIONS = _schema({"object_id": pl.String, "service": pl.String, "date": pl.String, "page": pl.String})
SCHEMAS = {"contracts": CONTRACTS, "subjects": SUBJECTS, "lots": LOTS, "plans": PLANS, "deletions": DELETIONS}
KEYS = {"contracts": "id", "subjects": "bin", "lots": "id", "plans": "id", "deletions": "object_id"}
