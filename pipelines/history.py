"""What changed against the snapshot before, and since when each record is known."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.schemas import Changes, Seen
from pipelines.transform.frames import columns, frame


def read_table(snapshot: Path | None, name: str, place: str = "tables") -> pl.DataFrame | None:
    """Return a table of a snapshot, or nothing where there is none yet."""
    path = snapshot / place / f"{name}.parquet" if snapshot else None
    return pl.read_parquet(path) if path and path.exists() else None


def changes(before: pl.DataFrame | None, after: pl.DataFrame) -> pl.DataFrame:
    """Compare two tables of records.

    Args:
        before: Records of the snapshot before; nothing for the first snapshot.
        after: Records now.

    Returns:
        One row per record that came, went or changed, with counted tenge before and after and the fields that changed.
    """
    if before is None:
        before = after.clear()
    old = {row["record_id"]: row for row in before.iter_rows(named=True)}
    new = {row["record_id"]: row for row in after.iter_rows(named=True)}
    rows = [_change(record_id, old.get(record_id), new.get(record_id)) for record_id in sorted(old.keys() | new.keys())]
    return frame((row for row in rows if row), Changes)


def _change(record_id: str, old: dict[str, object] | None, new: dict[str, object] | None) -> dict[str, object] | None:
    if old == new:
        return None
    fields: Sequence[str] = []
    if old and new:
        fields = [name for name in new if new[name] != old.get(name)]
    return {
        "record_id": record_id,
        "change": "added" if old is None else "gone" if new is None else "changed",
        "counted_before_kzt": old["counted_kzt"] if old else None,
        "counted_after_kzt": new["counted_kzt"] if new else None,
        "fields": list(fields),
    }


def seen(before: pl.DataFrame | None, records: pl.DataFrame, day: str) -> pl.DataFrame:
    """Carry on the table of first and last days.

    Args:
        before: The table so far; nothing for the first snapshot.
        records: Records now.
        day: The day of this run, YYYY-MM-DD.

    Returns:
        One row per record ever published.
    """
    now = records.select("record_id", first_seen=pl.lit(day), last_seen=pl.lit(day))
    if before is None:
        return now
    return (
        pl.concat([before, now])
        .group_by("record_id")
        .agg(pl.col("first_seen").min(), pl.col("last_seen").max())
        .select(columns(Seen).names())
        .sort("record_id")
    )
