"""Makes one Parquet part of the pages of a finished window, piece by piece, so that memory does not grow with it."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.errors import SourceChanged
from pipelines.sources.goszakup.pages import put_in_place, read_page
from pipelines.sources.goszakup.parse import PARSERS
from pipelines.sources.goszakup.rows import SCHEMAS
from pipelines.sources.http import read_exact

PIECE = 10_000


def write_part(path: Path, resource: str, pages: Iterable[tuple[Path, str]]) -> int:
    """Write the part of one window.

    Args:
        path: Where it goes; it is there whole or not at all.
        resource: Name of the resource.
        pages: Page files in order, each with the name that its rows carry.

    Returns:
        Its rows; with none, no file is written.

    Raises:
        SourceChanged: A value is of another kind than it was.
        SourceBroken: A page file is damaged.
    """
    schema = arrow_schema(SCHEMAS[resource])
    temporary = path.with_name(path.name + ".tmp")
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = 0
    with temporary.open("wb") as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for piece in _pieces(_rows(resource, pages)):
                writer.write_table(_table(piece, schema, resource))
                rows += len(piece)
        file.flush()
        os.fsync(file.fileno())
    if rows:
        put_in_place(temporary, path)
    else:
        temporary.unlink()
    return rows


def arrow_schema(schema: pl.Schema) -> pa.Schema:
    """Return the columns as Arrow knows them."""
    return schema.to_frame().to_arrow(compat_level=pl.CompatLevel.oldest()).schema


def items(body: bytes) -> list[dict[str, Any]]:
    """Return the rows of a page body, decimals exact."""
    content = read_exact(body)
    if "items" in content:
        found: list[dict[str, Any]] = content["items"]
        return found
    (rows,) = content["data"].values()
    return rows or []


def _rows(resource: str, pages: Iterable[tuple[Path, str]]) -> Iterator[tuple[Any, ...]]:
    parse: Callable[[dict[str, Any], str], tuple[Any, ...]] = PARSERS[resource]
    for path, name in pages:
        for row in items(read_page(path)[1]):
            yield parse(row, name)


def _pieces(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    piece: list[tuple[Any, ...]] = []
    for row in rows:
        piece.append(row)
        if len(piece) == PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def _table(rows: Sequence[tuple[Any, ...]], schema: pa.Schema, resource: str) -> pa.Table:
    arrays = []
    for field, values in zip(schema, zip(*rows, strict=True), strict=True):
        try:
            arrays.append(pa.array(values, field.type))
        except (pa.ArrowException, OverflowError, TypeError) as error:
            words = " ".join(str(error).split())[:160]
            raise SourceChanged(
                f"The procurement register sends {resource}.{field.name} in another form: {words}."
            ) from error
    return pa.Table.from_arrays(arrays, schema=schema)
