"""Contracts as the pipeline holds them: the facts of real rows, and rows made by hand for odd chains."""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.sources.goszakup.rows import CONTRACTS

REAL_ROWS = Path(__file__).with_name("real_rows.csv")
# What neither the fixture nor a row made by hand says is missing, not invented.
NOT_SAID = {name: [] if isinstance(kind, pl.List) else None for name, kind in CONTRACTS.items()}
TENGE = {"currency": "KZT", "exchange_rate": Decimal(1)}


def contract_frame(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as the pipeline holds them; what a row does not say is missing."""
    return pl.DataFrame([NOT_SAID | dict(row) for row in rows], schema=CONTRACTS, orient="row")


def real_rows() -> pl.DataFrame:
    """The facts of real_rows.csv, one row per contract id."""
    with REAL_ROWS.open(encoding="utf-8", newline="") as lines:
        return contract_frame(_real_row(line) for line in csv.DictReader(lines))


def _real_row(line: dict[str, str]) -> dict[str, Any]:
    kind = {"organisation": False, "person": True}[line.pop("supplier_kind")]
    said = {name: _value(CONTRACTS[name], text) for name, text in line.items()}
    return said | TENGE | {"supplier_is_person": kind, "page": REAL_ROWS.name}


def _value(kind: pl.DataType, text: str) -> Any:
    if text == "":
        return None
    if kind.is_integer():
        return int(text)
    if kind.is_decimal():
        return Decimal(text)
    return {"0": False, "1": True}[text] if kind == pl.Boolean else text


def contract(
    id: int,  # noqa: A002 - named as its column is
    status: int | None,
    total: str | None = "100.00",
    *,
    version: str = "00",
    root: int = 1,
    base: str = "000140000001/200001",
    paid: str | None = "0.00",
    deleted: bool = False,
    currency: str | None = "KZT",
) -> dict[str, Any]:
    """A row made by hand: `total` and `paid` are tenge with VAT; version 00 is a base, any other a supplement."""
    return {
        "id": id,
        "parent_id": None if version == "00" else root,
        "root_id": root,
        "number": f"{base}/{version}",
        "type_id": 1 if version == "00" else 2,
        "status_id": status,
        "deleted": deleted,
        "currency": currency,
        "supplier_is_person": False,
        "sum_vat_kzt": None if total is None else Decimal(total),
        "paid_vat_kzt": None if paid is None else Decimal(paid),
        "page": "made by hand",
    }
