"""Reads exports back as a reader would, and brings every form's cells to the texts that CSV holds."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook

from dashboard.exports import as_csv, as_json, as_parquet, as_xlsx
from dashboard.exports.about import about
from dashboard.exports.as_xlsx import guarded
from dashboard.table_files import LIST_SEPARATOR

ORIGIN = "https://site.test"


def cell(value, field):
    """Write a value of any form as the text that CSV has for it."""
    if value is None or value == "":
        return ""
    if field.kind == "decimal":
        return str(Decimal(str(value)).quantize(Decimal(1).scaleb(-field.digits)))
    if field.kind == "integer":
        return str(int(value))
    if field.kind == "yes_no":
        return {"true": "true", "false": "false"}[str(value).lower()]
    if field.kind == "list":
        return guarded(LIST_SEPARATOR.join(value) if isinstance(value, list) else value)
    return value.isoformat() if isinstance(value, date) else value


def from_json(dataset):
    written = orjson.loads(as_json.write(dataset, about(dataset, ORIGIN), dataset.read(None, 10**6), None))
    return [[cell(safe(row[one.name], one), one) for one in dataset.fields] for row in written["rows"]]


def safe(value, field):
    return guarded(value) if isinstance(value, str) and field.kind in ("text", "partial_date") else value


def from_csv(dataset, *, excel=False):
    text = b"".join(as_csv.write(dataset, excel=excel)).decode("utf-8-sig" if excel else "utf-8")
    heading, *rows = csv.reader(io.StringIO(text, newline=""))
    assert heading == [one.name for one in dataset.fields]
    return rows


def parquet(dataset):
    return pq.read_table(io.BytesIO(b"".join(as_parquet.write(dataset, about(dataset, ORIGIN)))))


def from_parquet(dataset):
    rows = parquet(dataset).to_pylist()
    return [[cell(safe(row[one.name], one), one) for one in dataset.fields] for row in rows]


def sheets(dataset):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        as_xlsx.write(dataset, about(dataset, ORIGIN), path)
        book = CalamineWorkbook.from_path(path)
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def from_xlsx(dataset):
    heading, *rows = sheets(dataset)[dataset.table]
    assert heading == [one.name for one in dataset.fields]
    return [[cell(value, one) for value, one in zip(row, dataset.fields, strict=True)] for row in rows]
