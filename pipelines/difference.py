"""Says in words what two snapshots differ in."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import polars as pl

from pipelines import history, publish
from pipelines.schemas import CONTENT


def difference(snapshots: Path, first: str, second: str) -> Iterator[str]:
    """Yield one line per table and per record that differs.

    Raises:
        CheckFailed: One of the snapshots does not exist.
    """
    old, new = publish.read_manifest(snapshots, first), publish.read_manifest(snapshots, second)
    none: dict[str, object] = {"rows": 0, "sha256": None}
    was, now = ({name: one["tables"].get(name, none) for name in CONTENT} for one in (old, new))
    changed = [name for name in CONTENT if was[name]["sha256"] != now[name]["sha256"]]
    if not changed:
        yield f"{first} and {second} hold the same content."
        return
    for name in changed:
        yield f"{name}: {was[name]['rows']} → {now[name]['rows']} rows"
    before, after = (pl.read_parquet(snapshots / one / "tables" / "records.parquet") for one in (first, second))
    yield from _records(before, after)


def _records(before: pl.DataFrame, after: pl.DataFrame) -> Iterator[str]:
    old, new = ({row["record_id"]: row for row in one.iter_rows(named=True)} for one in (before, after))
    for row in history.changes(before, after).iter_rows(named=True):
        record_id = row["record_id"]
        was, now = (row["counted_before_kzt"] or Decimal(0)), (row["counted_after_kzt"] or Decimal(0))
        yield f"{record_id}: {row['change']}, counted {was} → {now} tenge ({now - was:+})"
        for field in row["fields"]:
            yield f"    {field}: {old[record_id][field]} → {new[record_id][field]}"
