"""Keeps the latest row of everything read from the register in one DuckDB file that can be made again from the parts.

Rows come in as Parquet parts, in the order of their names; a later row of the same id replaces an earlier one. A part
is taken in whole or not at all, so a killed run leaves the store as it was. Which chains a change touches is remembered
until it has been worked out.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import duckdb
import polars as pl
import pyarrow.parquet as pq

from pipelines.errors import SourceBroken

ROWS_AT_ONCE = 500_000
KEYS = {
    "contracts": ("id",),
    "subjects": ("bin",),
    "lots": ("id",),
    "plans": ("id",),
    # Every service numbers its objects from 1, so a number alone names several of them.
    "deletions": ("object_id", "service"),
}

# Columns that say where a row was read, or that the register's indexer moves while the row says the same.
UNTOLD = {
    "contracts": "page, filename, file_row_number, indexed",
    "subjects": "page, filename, file_row_number, indexed",
    "lots": "page, filename, file_row_number, indexed",
    "plans": "page, filename, file_row_number, indexed",
    "deletions": "page, filename, file_row_number",
}
# Numbers that later passes read without opening texts and lists.
DERIVED = {
    "contracts": r""",
        nullif(hash(coalesce(regexp_extract(number, '^([0-9]{12}/.+)/[0-9]+$', 1), '')), hash('')) AS number_key,
        coalesce(list_min(plausible_years(years)), plausible_year(fin_year))::SMALLINT AS year_from,
        coalesce(
            list_max(plausible_years(years)),
            CASE WHEN year_type_id = 2 AND plausible_year(fin_year) IS NOT NULL
                 THEN greatest(fin_year, plausible_year(try_cast(left(valid_until, 4) AS SMALLINT))) END,
            plausible_year(fin_year)
        )::SMALLINT AS year_to"""
}

# Not whatever else begins so: acts and units of contracts have numbers of their own.
IS_CONTRACT = "service IN ('contract', 'contracts')"

TABLES = """
CREATE TABLE IF NOT EXISTS taken (part VARCHAR PRIMARY KEY);
CREATE TABLE IF NOT EXISTS notes (name VARCHAR PRIMARY KEY, value VARCHAR);
CREATE TABLE IF NOT EXISTS touched (root_id BIGINT);
CREATE TABLE IF NOT EXISTS aliases (root_id BIGINT, chain BIGINT);
CREATE TABLE IF NOT EXISTS cleaned (typed VARCHAR, shown VARCHAR);
CREATE TABLE IF NOT EXISTS folds (name VARCHAR, search VARCHAR);
CREATE TABLE IF NOT EXISTS readings (bin VARCHAR, since SMALLINT);
-- Years typed wrongly (0, 0202, 9999) are no years; the bounds are those of the published tables.
CREATE TEMP MACRO IF NOT EXISTS plausible_year(year) AS CASE WHEN year BETWEEN 1990 AND 2100 THEN year END;
CREATE TEMP MACRO IF NOT EXISTS plausible_years(years) AS
    list_transform(list_filter(years, lambda one: one.year BETWEEN 1990 AND 2100), lambda one: one.year);
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows of a resource came in with new parts, and how many of them said something new."""

    rows: int = 0
    changed: int = 0


class Store:
    """The working store; one process writes it at a time."""

    def __init__(self, path: Path, memory: str = "2GB", threads: int = 2) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory,
            "threads": threads,
            "preserve_insertion_order": False,
        }
        try:
            self.connection = duckdb.connect(path, config=settings)
        except duckdb.Error as error:
            raise SourceBroken(
                f"{path} can't be opened ({error}); remove it, the next run makes it again from the parts."
            ) from error
        self.run(f"SET temp_directory = '{path}.tmp'")
        self.run(TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def run(self, sql: str, *values: object) -> None:
        """Carry out a statement to its end."""
        self.connection.execute(sql, values).fetchall()

    def note(self, name: str) -> str | None:
        """Return a note left for later runs."""
        found = self.connection.execute("SELECT value FROM notes WHERE name = ?", [name]).fetchall()
        return str(found[0][0]) if found else None

    def leave_note(self, name: str, value: str) -> None:
        """Leave a note for later runs."""
        self.run("INSERT OR REPLACE INTO notes VALUES (?, ?)", name, value)

    def frame(self, sql: str, *values: object) -> pl.DataFrame:
        """Return the rows of a query."""
        found = pl.from_arrow(self.connection.sql(sql, params=values).to_arrow_table())
        return found if isinstance(found, pl.DataFrame) else found.to_frame()

    def batches(self, sql: str, rows: int) -> Iterator[pl.DataFrame]:
        """Return the rows of a query in batches, so that memory grows with the batch."""
        reader = self.connection.cursor().sql(sql).to_arrow_reader(rows)
        for batch in reader:
            if batch.num_rows:
                found = pl.from_arrow(batch)
                if isinstance(found, pl.DataFrame):
                    yield found

    def has(self, table: str) -> bool:
        """Tell whether a table was made already."""
        sql = "SELECT table_name FROM duckdb_tables() WHERE table_name = ?"
        return bool(self.connection.execute(sql, [table]).fetchall())

    def insert(self, table: str, rows: pl.DataFrame) -> None:
        """Add rows to a table, which is made from the first of them."""
        verb = f"INSERT INTO {table} BY NAME" if self.has(table) else f"CREATE TABLE {table} AS"
        self.connection.register("added", rows.to_arrow())
        try:
            self.run(f"{verb} FROM added")
        finally:
            self.connection.unregister("added")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of it or nothing."""
        self.run("BEGIN")
        try:
            yield
        except BaseException:
            self.run("ROLLBACK")
            raise
        self.run("COMMIT")

    def take_in(self, resource: str, parts: Sequence[Path]) -> Taken:
        """Take in the parts of a resource that were not taken yet, in the order given; names of files grow with it.

        Raises:
            SourceBroken: A part can't be read.
        """
        known = set(self.frame("SELECT part FROM taken")["part"])
        new = [path for path in parts if f"{resource}/{path.name}" not in known]
        total = Taken()
        for group in _groups(new):
            with self.transaction():
                taken = self._take_group(resource, group)
                self.insert("taken", pl.DataFrame({"part": [f"{resource}/{path.name}" for path in group]}))
            total = Taken(total.rows + taken.rows, total.changed + taken.changed)
        return total

    def _take_group(self, resource: str, parts: Sequence[Path]) -> Taken:
        """Replace the rows that say something new; rows read again unchanged cost nothing later."""
        run = self.run
        same = " AND ".join(f"i.{column} = r.{column}" for column in KEYS[resource])
        try:
            self._read(resource, [str(path) for path in parts])
        except (duckdb.IOException, duckdb.DataError, duckdb.ProgrammingError) as error:
            names = ", ".join(path.name for path in parts)
            raise SourceBroken(
                f"{parts[0].parent}: {names} can't be read ({error}); remove what is damaged, the next run reads it "
                "again."
            ) from error
        rows = self.count("incoming")
        if self.has(resource):
            run(f"DELETE FROM incoming i USING {resource} r WHERE {same} AND i.row_hash = r.row_hash")
        else:
            run(f"CREATE TABLE {resource} AS FROM incoming LIMIT 0")
        self._touch(resource)
        run(f"DELETE FROM {resource} r USING incoming i WHERE {same}")
        run(f"INSERT INTO {resource} BY NAME FROM incoming")
        return Taken(rows, self.count("incoming"))

    def _read(self, resource: str, files: Sequence[str]) -> None:
        """Put the latest row of each key into `incoming`: of the latest part, and there of the page read last."""
        key = ", ".join(KEYS[resource])
        # Most groups hold every key once; looking for the latest of each would cost more than all the rest.
        ids, distinct = self.connection.execute(
            f"SELECT count(*), count(DISTINCT ({key})) FROM read_parquet(?)", [files]
        ).fetchall()[0]
        latest = f"row_number() OVER (PARTITION BY {key} ORDER BY filename DESC, file_row_number DESC) = 1"
        self.run(
            f"""
            CREATE OR REPLACE TEMP TABLE incoming AS
            WITH latest AS (
                    FROM read_parquet(?, filename = true, file_row_number = true, union_by_name = true)
                    {"" if ids == distinct else f"QUALIFY {latest}"}),
                 content AS (SELECT * EXCLUDE ({UNTOLD[resource]}) FROM latest)
            SELECT content.*, hash(content) AS row_hash{DERIVED.get(resource, "")} FROM content
            """,
            files,
        )

    def _touch(self, resource: str) -> None:
        """Remember the chains that the incoming rows belong to, or belonged to before."""
        run = self.run
        if resource == "contracts":
            run("INSERT INTO touched SELECT root_id FROM incoming")
            run("INSERT INTO touched SELECT c.root_id FROM contracts c JOIN incoming USING (id)")
        elif resource == "deletions" and self.has("contracts"):
            run(
                "INSERT INTO touched SELECT c.root_id FROM contracts c "
                f"JOIN incoming i ON c.id = try_cast(i.object_id AS BIGINT) WHERE {IS_CONTRACT}"
            )

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def _groups(parts: Sequence[Path]) -> Iterator[list[Path]]:
    """Put small parts together, so that the store is searched once for many of them."""
    group: list[Path] = []
    rows = 0
    for part in parts:
        try:
            rows += pq.ParquetFile(part).metadata.num_rows
        except (OSError, ValueError) as error:
            raise SourceBroken(f"{part} can't be read ({error}); remove it, the next run reads it again.") from error
        group.append(part)
        if rows >= ROWS_AT_ONCE:
            yield group
            group, rows = [], 0
    if group:
        yield group
