"""Writes exports as Parquet: typed columns, one row group a chunk, and what they are as key-value metadata."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

import orjson
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.exports.about import About
from dashboard.exports.dataset import Dataset

MEDIA_TYPE: Final = "application/vnd.apache.parquet"


class _Outbox(BytesIO):
    """Takes what a writer writes and hands it over piece by piece; tells positions as a whole file would."""

    def __init__(self) -> None:
        super().__init__()
        self._sent = 0

    def tell(self) -> int:
        return self._sent + super().tell()

    def take(self) -> bytes:
        """Return what was written since the last time, and forget it."""
        written = self.getvalue()
        self._sent += len(written)
        self.seek(0)
        self.truncate()
        return written


def write(dataset: Dataset, about: About) -> Iterator[bytes]:
    """Write a table a row group at a time; money as DECIMAL, days as DATE."""
    schema = _schema(dataset, about)
    outbox = _Outbox()
    with pq.ParquetWriter(pa.PythonFile(outbox, mode="w"), schema, compression="zstd") as writer:
        for frame in dataset.chunks():
            writer.write_table(frame.to_arrow().cast(schema))
            yield outbox.take()
    yield outbox.take()


def _schema(dataset: Dataset, about: About) -> pa.Schema:
    empty = pl.DataFrame(schema={field.name: field.dtype for field in dataset.fields}).to_arrow().schema
    columns = [
        pa.field(field.name, _plain(empty.field(field.name).type), metadata=_described(field.about, field.unit))
        for field in dataset.fields
    ]
    told = {
        name: value if isinstance(value, str) else orjson.dumps(value, default=dict)
        for name, value in about.told().items()
    }
    return pa.schema(columns, metadata=told)


def _plain(kind: pa.DataType) -> pa.DataType:
    """Return the type that all readers know, where polars has one of its own."""
    if pa.types.is_large_list(kind):
        return pa.list_(pa.string())
    return pa.string() if pa.types.is_large_string(kind) else kind


def _described(about: str, unit: str | None) -> dict[str, str]:
    return {"description": about} | ({"unit": unit} if unit else {})
