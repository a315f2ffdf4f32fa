"""Makes `serve.duckdb` of a snapshot's tables: what the site answers from. Derived: any reader can make it again.

A night changes few rows, so the file of the edition before is copied and only the rows that differ are replaced. When
too many were replaced since a file was last made whole, it is made whole: readers want its rows in their order.
"""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import get_ident
from typing import Any

import duckdb
import polars as pl

from pipelines.schemas import CONTENT, HISTORY
from pipelines.schemas.older import Default, Lack, lacked

FILE = "serve.duckdb"
FORM = f"1 duckdb {duckdb.__version__}"
"""Raised when a serving file is made in another way; files of another form are not built upon."""
MADE_WHOLE_BELOW = 20_000
"""Tables of so few rows are made anew: looking for what differs would cost as much."""
BESIDE_READERS = "512MB"
"""Memory for a file that the site makes while it serves readers."""
MOST_REPLACED = 0.1
"""A file of which a larger share of records was replaced is made whole."""

FACTS_QUERY = """
SELECT s.record_id, s.year, s.year_from, s.year_to, s.year_kind, s.counted_kzt, s.real_kzt, s.per_resident_kzt,
       r.level, r.region, r.place, r.category, r.headline_group, r.stage, r.kind, r.tier, r.method, r.customer_id,
       r.contractor_id, r.system_id, r.amount_kzt, r.amount_precision, r.counted, r.search
FROM spend s JOIN records r USING (record_id)
ORDER BY r.region, s.year, s.record_id
"""
FACT_TABLES = frozenset(("records", "spend"))
"""The tables that FACTS_QUERY reads."""


def build_serving_file(folder: Path, before: Path | None = None) -> None:
    """Make `serve.duckdb` in a snapshot's folder.

    Args:
        folder: The snapshot, its tables and manifest written.
        before: The snapshot before it, whose file is built upon where it has one of the same form.
    """
    path = folder / FILE
    path.unlink(missing_ok=True)
    if before and (before / FILE).is_file():
        shutil.copyfile(before / path.name, path)
        # A damaged file is no reason to publish nothing: what can't be read is made whole.
        with suppress(duckdb.Error), duckdb.connect(path) as connection:
            if _is_brought_up_to_date(connection, folder, before):
                return
        path.unlink()
    with duckdb.connect(path) as connection:
        for name in (*CONTENT, *HISTORY):
            _make(connection, folder, name)
        connection.execute(f"CREATE TABLE facts AS {FACTS_QUERY}")
        _close(connection, replaced=0)


def build_again(folder: Path, path: Path) -> None:
    """Make the serving file of a kept snapshot at another place, in today's form, whatever form the snapshot has.

    Args:
        folder: The snapshot; nothing in it is touched.
        path: The file to make; readers find it whole or not at all.

    Raises:
        KeyError: The snapshot's form is not known.
        ValueError: A table lacks a column that its form should have.
        OSError: A table can't be read or the file can't be written.
    """
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    lack = lacked(manifest["schema_version"])
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(f".{os.getpid()}-{get_ident()}")
    try:
        with duckdb.connect(unfinished, config={"memory_limit": BESIDE_READERS}) as connection:
            for name in (*CONTENT, *HISTORY):
                connection.execute(f"CREATE TABLE {name} AS {_in_todays_form(connection, folder, name, lack)}")
            connection.execute(f"CREATE TABLE facts AS {FACTS_QUERY}")
            _close(connection, replaced=0)
        unfinished.replace(path)
    except duckdb.Error as error:
        raise OSError(f"{path} can't be made of {folder}: {error}") from error
    finally:
        for left in (unfinished, Path(f"{unfinished}.wal")):
            left.unlink(missing_ok=True)


def _in_todays_form(connection: duckdb.DuckDBPyConnection, folder: Path, name: str, lack: Lack) -> str:
    """Write the query that gives a table of a snapshot in today's columns and types."""
    types = {column: _sql_type(one.dtype) for column, one in (CONTENT | HISTORY)[name].columns().items()}
    if name in lack.tables and not _path(folder, name).is_file():
        return f"SELECT {', '.join(f'NULL::{kind} AS {_named(column)}' for column, kind in types.items())} WHERE FALSE"
    held = {row[0] for row in connection.execute(f"DESCRIBE FROM {_parquet(folder, name)}").fetchall()}
    missing = types.keys() - held - lack.of(name)
    if missing:
        raise ValueError(f"{_path(folder, name)} lacks {', '.join(sorted(missing))}")
    columns = (
        f"{_named(column) if column in held else _literal(lack.columns[name, column])}::{kind} AS {_named(column)}"
        for column, kind in types.items()
    )
    return f"SELECT {', '.join(columns)} FROM {_parquet(folder, name)}"


def _named(column: str) -> str:
    """Write the name of a column; `right` and the like are words of SQL as well."""
    return f'"{column}"'


_SQL_TYPES: Mapping[str, str] = {
    "String": "VARCHAR",
    "Boolean": "BOOLEAN",
    "Int8": "TINYINT",
    "Int16": "SMALLINT",
    "Int32": "INTEGER",
    "Int64": "BIGINT",
}


def _sql_type(kind: pl.DataType) -> str:
    if isinstance(kind, pl.Decimal):
        return f"DECIMAL({kind.precision}, {kind.scale})"
    if isinstance(kind, pl.List):
        return f"{_SQL_TYPES[str(kind.inner)]}[]"
    return _SQL_TYPES[str(kind)]


def _literal(value: Default) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'{}'".format(value.replace("'", "''"))
    return "[]" if value == () else str(value).upper()


def _is_brought_up_to_date(connection: duckdb.DuckDBPyConnection, folder: Path, before: Path) -> bool:
    """Make a copied file that of another snapshot; tell whether it could be."""
    replaced = _replaced_before(connection)
    if replaced is None or not _has_same_columns(connection, folder):
        return False
    hashes, old_hashes = _hashes(folder), _hashes(before)
    differ = {name for name, mark in hashes.items() if mark != old_hashes.get(name)}
    small = {name for name in differ if _rows(connection, name) < MADE_WHOLE_BELOW}
    if small & FACT_TABLES:
        return False
    touched: set[str] = set()
    for name in sorted(differ - small):
        touched |= _replace(connection, folder, name)
    for name in sorted(small):
        connection.execute(f"DROP TABLE {name}")
        _make(connection, folder, name)
    _replace_facts(connection, touched)
    replaced += len(touched)
    if replaced > MOST_REPLACED * _rows(connection, "records"):
        return False
    _close(connection, replaced)
    return True


def _make(connection: duckdb.DuckDBPyConnection, folder: Path, name: str) -> None:
    connection.execute(f"CREATE TABLE {name} AS FROM {_parquet(folder, name)}")


def _replace(connection: duckdb.DuckDBPyConnection, folder: Path, name: str) -> set[str]:
    """Replace the rows of a table that differ from the Parquet file; return the records whose facts they decide.

    Rows are told apart by marks of 64 bits over their keys and over their values.
    """
    keys = ", ".join((CONTENT | HISTORY)[name].primary_key())
    whose = "record_id" if name in FACT_TABLES else "NULL"
    marks = f"SELECT hash({keys}) AS key, hash(t) AS mark, {whose} AS whose FROM"
    for side, rows in (("held", name), ("now", _parquet(folder, name))):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {side} AS {marks} {rows} t")
    connection.execute("CREATE OR REPLACE TEMP TABLE gone AS FROM held ANTI JOIN now USING (key, mark)")
    connection.execute("CREATE OR REPLACE TEMP TABLE came AS FROM now ANTI JOIN held USING (key, mark)")
    connection.execute(f"DELETE FROM {name} WHERE hash({keys}) IN (SELECT key FROM gone)")
    connection.execute(f"INSERT INTO {name} FROM {_parquet(folder, name)} WHERE hash({keys}) IN (SELECT key FROM came)")
    found = connection.execute("SELECT whose FROM gone UNION SELECT whose FROM came").fetchall()
    return {record_id for (record_id,) in found if record_id}


def _replace_facts(connection: duckdb.DuckDBPyConnection, touched: set[str]) -> None:
    chosen = "(SELECT unnest(?::VARCHAR[]))"
    connection.execute(f"DELETE FROM facts WHERE record_id IN {chosen}", [sorted(touched)])
    query = FACTS_QUERY.replace("ORDER BY", f"WHERE s.record_id IN {chosen} ORDER BY")
    connection.execute(f"INSERT INTO facts {query}", [sorted(touched)])


def _path(folder: Path, name: str) -> Path:
    return folder / ("tables" if name in CONTENT else "history") / f"{name}.parquet"


def _parquet(folder: Path, name: str) -> str:
    return "read_parquet('{}')".format(str(_path(folder, name)).replace("'", "''"))


def _hashes(folder: Path) -> dict[str, str]:
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {name: one["sha256"] for name, one in (manifest["tables"] | manifest["history"]).items()}


def _has_same_columns(connection: duckdb.DuckDBPyConnection, folder: Path) -> bool:
    """Tell whether every table of the file has the columns that it would have if it were made now."""
    columns = "SELECT column_name, column_type FROM (DESCRIBE FROM {})"
    return all(
        _exists(connection, name)
        and connection.execute(columns.format(name)).fetchall()
        == connection.execute(columns.format(_parquet(folder, name))).fetchall()
        for name in (*CONTENT, *HISTORY)
    )


def _exists(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    sql = "SELECT table_name FROM duckdb_tables() WHERE table_name = ?"
    return bool(connection.execute(sql, [name]).fetchall())


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    (count,) = connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0]
    return int(count)


def _close(connection: duckdb.DuckDBPyConnection, replaced: int) -> None:
    """Write down how the file was made, for the one that will be built upon it, and all of it to disk."""
    connection.execute("CREATE OR REPLACE TABLE serving AS SELECT ? AS form, ? AS replaced", [FORM, replaced])
    connection.execute("CHECKPOINT")


def _replaced_before(connection: duckdb.DuckDBPyConnection) -> int | None:
    """Return how many records were replaced since the file was made whole; nothing for a file of another form."""
    if not _exists(connection, "serving"):
        return None
    form, replaced = connection.execute("SELECT form, replaced FROM serving").fetchall()[0]
    return int(replaced) if form == FORM else None
