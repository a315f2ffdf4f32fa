"""Opens a snapshot's DuckDB file read-only and locked down; the only place of the read side that runs SQL."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import polars as pl

from dashboard.cache import Cache

Answer = TypeVar("Answer")

Row = dict[str, Any]
ANSWERS_KEPT = 64

LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}


class Store:
    """One open snapshot. Safe to share between threads: every question gets a cursor of its own."""

    def __init__(self, folder: Path, path: Path | None = None) -> None:
        """Open the serving file of a snapshot.

        Args:
            folder: The snapshot.
            path: Its serving file, where that lies elsewhere.

        Raises:
            FileNotFoundError: The snapshot has no serving file.
            OSError: The file can't be read.
        """
        path = path or folder / "serve.duckdb"
        if not path.is_file():
            raise FileNotFoundError(f"{path} is missing; publish the snapshot again with: python -m pipelines nightly")
        self.folder = folder
        self._kept = Cache(ANSWERS_KEPT)
        try:
            self._connection = duckdb.connect(str(path), read_only=True, config=LOCKED)
        except duckdb.Error as error:
            raise OSError(f"{path} can't be opened: {error}") from error

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[Row]:
        """Return the answer as one dict per row; money as Decimal."""
        cursor = self._connection.cursor()
        answer = cursor.execute(sql, list(params))
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def one(self, sql: str, params: Sequence[object] = ()) -> Row:
        """Return the only row of an answer.

        Raises:
            LookupError: The answer has no row or several.
        """
        rows = self.rows(sql, params)
        if len(rows) != 1:
            raise LookupError(f"one row was expected, {len(rows)} came from: {sql}")
        return rows[0]

    def frame(self, sql: str, params: Sequence[object] = ()) -> pl.DataFrame:
        """Return the whole answer as a frame, with the types that the tables have; for answers of a bounded size."""
        with self._connection.cursor() as cursor:
            found = pl.from_arrow(cursor.sql(sql, params=list(params)).to_arrow_table())
        return found if isinstance(found, pl.DataFrame) else found.to_frame()

    def once(self, ask: "Callable[[Store, str], Answer]", what: str) -> Answer:
        """Return an answer that no link changes, worked out when it is first asked for.

        Args:
            ask: What works it out; a function of a module, its name is the key.
            what: What it is asked for.
        """
        found: Answer = self._kept.get((ask.__module__, ask.__qualname__, what), lambda: ask(self, what))
        return found
