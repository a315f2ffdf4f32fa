"""Small frames for the tests of counting: records and relations written in one line each."""

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

CURATED = Path(__file__).parents[2] / "data" / "curated"

RECORD_SCHEMA = {
    "record_id": pl.String,
    "level": pl.String,
    "kind": pl.String,
    "nature": pl.String,
    "state": pl.String,
    "adjacent": pl.Boolean,
    "amount_kzt": pl.Decimal(18, 2),
    "amount_precision": pl.String,
    "tier": pl.String,
    "confidence": pl.String,
    "category": pl.String,
    "region": pl.String,
    "place": pl.String,
    "year_from": pl.Int16,
    "year_to": pl.Int16,
}
RELATION_SCHEMA = {"from_id": pl.String, "to_id": pl.String, "relation": pl.String, "why": pl.String}
PLAIN = {
    "level": "local",
    "kind": "contract",
    "nature": "purchase",
    "state": "unknown",
    "adjacent": False,
    "amount_precision": "exact",
    "tier": "press",
    "confidence": "high",
    "category": "it.other",
    "region": "zhambyl",
    "place": "Taraz",
    "year_from": 2020,
    "year_to": 2020,
}


def record(record_id: str, amount: int | str | None, **fields: Any) -> dict[str, Any]:
    return {**PLAIN, "record_id": record_id, "amount_kzt": None if amount is None else Decimal(amount), **fields}


def records_frame(rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=RECORD_SCHEMA)


def relations_frame(lines: Iterable[str]) -> pl.DataFrame:
    """Read lines of the form "a part_of b"."""
    rows = [(start, end, word, "because") for start, word, end in map(str.split, lines)]
    return pl.DataFrame(rows, schema=RELATION_SCHEMA, orient="row")


def curated_records() -> pl.DataFrame:
    rows = [json.loads(line, parse_float=Decimal) for line in _lines("spending.jsonl")]
    amounts = [None if row["amount_kzt"] is None else Decimal(row["amount_kzt"]) for row in rows]
    plain = [name for name in RECORD_SCHEMA if name not in ("record_id", "amount_kzt")]
    columns = {name: [row[name] for row in rows] for name in plain}
    return pl.DataFrame(
        {"record_id": [row["id"] for row in rows], "amount_kzt": amounts, **columns}, schema_overrides=RECORD_SCHEMA
    )


def curated_relations() -> pl.DataFrame:
    rows = [json.loads(line) for line in _lines("relations.jsonl")]
    return pl.DataFrame(
        [(row["from"], row["to"], row["relation"], row["why"]) for row in rows], schema=RELATION_SCHEMA, orient="row"
    )


def _lines(name: str) -> list[str]:
    return (CURATED / name).read_text(encoding="utf-8").splitlines()
