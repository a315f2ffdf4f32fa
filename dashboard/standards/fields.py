"""Describes columns of published tables as Table Schema fields, and the keys between tables."""

import re
from collections.abc import Mapping
from typing import Any, Final

import dataframely as dy
import polars as pl

from dashboard.standards.about import in_each_language
from dashboard.stories.dictionary import schema_of, unit
from dashboard.table_files import LIST_SEPARATOR, TableFile
from dashboard.words import words
from pipelines.schemas.references import REFERENCES

_YEARS: Final = frozenset(("year", "year_from", "year_to", "price_year"))
_ONE_OF: Final = re.compile(r"\^\(((?:[\w.]+\|)*[\w.]+)\)\$")


def table_schema(table: TableFile) -> dict[str, Any]:
    """Return the Table Schema of a table's CSV file: fields, keys, how missing values are written."""
    columns = pl.read_parquet_schema(table.path)
    rules = schema_of(table.name)
    fields = [_field(name, kind, rules.columns().get(name)) for name, kind in columns.items()]
    keys = [name for name in rules.primary_key() if name in columns]
    described: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if keys:
        described["primaryKey"] = keys
    if foreign := _foreign_keys(table.name, columns):
        described["foreignKeys"] = foreign
    return described


def _field(name: str, kind: pl.DataType, rule: dy.Column | None) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": _type(name, kind)}
    about = rule.description if rule else ""
    if about:
        field |= in_each_language("description", lambda tr: tr(about))
    if isinstance(kind, pl.List):
        field["separator"] = LIST_SEPARATOR
    if measured := unit(words("en"), name):
        field["unit"] = measured
    if constraints := _constraints(kind, rule):
        field["constraints"] = constraints
    return field


def _type(name: str, kind: pl.DataType) -> str:
    if kind.is_integer():
        return "year" if name in _YEARS else "integer"
    if kind.is_decimal():
        return "number"
    return "boolean" if kind == pl.Boolean else "string"


def _constraints(kind: pl.DataType, rule: dy.Column | None) -> dict[str, Any]:
    """Return what every value holds to; an empty list is written like a missing text, so lists may be missing."""
    if rule is None:
        return {}
    held: dict[str, Any] = {}
    if not isinstance(kind, pl.List) and (rule.primary_key or not rule.nullable):
        held["required"] = True
    if pattern := getattr(rule, "regex", None):
        chosen = _ONE_OF.fullmatch(pattern)
        held |= {"enum": chosen[1].split("|")} if chosen else {"pattern": pattern}
    return held


def _foreign_keys(table: str, columns: Mapping[str, pl.DataType]) -> list[dict[str, Any]]:
    return [
        {"fields": [column], "reference": {"resource": other, "fields": [key]}}
        for (left, column), (other, key) in REFERENCES.items()
        if left == table and column in columns
    ]
