"""The published tables in words: what each is, its columns, units, and where to take it from."""

from collections.abc import Mapping, Sequence
from typing import Final

import dataframely as dy

from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page
from dashboard.views.data import DataView, TableFacts
from dashboard.words import Words
from pipelines.marks import N_
from pipelines.schemas import ABOUT, CONTENT, HISTORY

FORMS: Final = ("parquet", "csv")
MAIN_TABLES: Final = frozenset({"records", "spend", "parties", "systems", "needs", "unit_costs", "sources"})
_TYPES: Final[Mapping[str, str]] = {
    "String": N_("text"),
    "Bool": N_("yes or no"),
    "Int8": N_("whole number"),
    "Int16": N_("whole number"),
    "Int32": N_("whole number"),
    "Int64": N_("whole number"),
    "Decimal": N_("exact decimal number"),
    "List": N_("list of texts"),
}
# The end of a column's name says its unit: a rule of the tables (pipelines/schemas).
_UNITS: Final[Mapping[str, str]] = {
    "_kzt": N_("tenge"),
    "_usd": N_("US dollars"),
    "_pct": N_("percent"),
    "seconds": N_("seconds"),
    "kzt_per_usd": N_("tenge for a dollar"),
    "part": N_("year"),
    "year": N_("year"),
    "year_from": N_("year"),
    "year_to": N_("year"),
    "population": N_("residents"),
}


def file_link(snapshot_id: str, table: str, form: str) -> str:
    """Return the address of a table's file; what stands behind it never changes."""
    return f"/files/{snapshot_id}/tables/{table}.{form}"


def main_tables(view: DataView) -> list[TableFacts]:
    """Return the tables that most readers come for."""
    return [one for one in view.tables if one.name in MAIN_TABLES]


def other_tables(view: DataView) -> list[TableFacts]:
    """Return the tables that complete them."""
    return [one for one in view.tables if one.name not in MAIN_TABLES]


def tables_table(page: Page, view: DataView, tables: Sequence[TableFacts]) -> Table:
    """Return published tables: what each is, rows, bytes, and its two downloads."""
    tr = page.tr
    return Table(
        columns=[
            Column("table", tr("Table"), main=True),
            Column("about", tr("What it holds")),
            Column("rows", tr("Rows"), kind="number"),
            Column("bytes", tr("Bytes"), kind="number"),
            Column("parquet", tr("Download as Parquet")),
            Column("csv", tr("Download as CSV")),
        ],
        rows=[_table_row(page, view, one) for one in tables],
        caption=tr("Tables of this data edition; bytes are those of the Parquet file"),
    )


def _table_row(page: Page, view: DataView, one: TableFacts) -> Mapping[str, Cell]:
    tr = page.tr
    links = {form: Cell(f"{one.name}.{form}", href=file_link(view.snapshot_id, one.name, form)) for form in FORMS}
    return {
        "table": Cell(one.name),
        "about": Cell(tr(ABOUT[one.name])),
        "rows": Cell(tr.number(one.rows)),
        "bytes": Cell(tr.number(one.bytes)),
    } | links


def dictionary_table(page: Page, name: str) -> Table:
    """Return a table's dictionary: each column, its type, meaning, unit, and whether it may be empty."""
    tr = page.tr
    return Table(
        columns=[
            Column("column", tr("Column"), main=True),
            Column("meaning", tr("Meaning")),
            Column("type", tr("Type and unit")),
            Column("missing", tr("May be empty")),
        ],
        rows=[_column_row(tr, column, rule) for column, rule in schema_of(name).columns().items()],
        caption=tr("Columns of the table «%(table)s»", table=name),
    )


def schema_of(name: str) -> type[dy.Schema]:
    """Return the schema of a published table."""
    return {**CONTENT, **HISTORY}[name]


def _column_row(tr: Words, name: str, rule: dy.Column) -> Mapping[str, Cell]:
    return {
        "column": Cell(name, note=tr("part of the key") if rule.primary_key else ""),
        "meaning": Cell(tr(rule.description or "")),
        "type": Cell(tr(_TYPES[type(rule).__name__]), note=unit(tr, name)),
        "missing": Cell(tr("yes") if rule.nullable else tr("no")),
    }


def unit(tr: Words, column: str) -> str:
    """Return the unit that a column's name says; nothing for columns without one."""
    found = _UNITS.get(column) or next((_UNITS[end] for end in ("_kzt", "_usd", "_pct") if column.endswith(end)), "")
    return tr(found) if found else ""


def dictionary_title(page: Page, name: str) -> str:
    """Name the disclosure that holds a table's dictionary."""
    tr, count = page.tr, len(schema_of(name).columns())
    return tr.plural("%(table)s: %(count)s column", "%(table)s: %(count)s columns", count, table=name)
