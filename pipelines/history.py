"""What changed against the snapshot before and over the last 400 days, and since when each record is known."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import polars as pl

from pipelines.schemas import Changes, Events, Seen
from pipelines.transform.frames import columns, frame

DAYS_TOLD: Final = 400
"""For so long a change stays among the events."""
UNTOLD: Final = frozenset({"search"})
"""Columns made by us to find records: where only these changed, nothing happened."""


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
    came, went = after.join(before, on="record_id", how="anti"), before.join(after, on="record_id", how="anti")
    told = [
        _one_sided(came, "added", "counted_after_kzt"),
        _one_sided(went, "gone", "counted_before_kzt"),
        frame(_differing(before, after), Changes),
    ]
    return pl.concat(told, how="diagonal").select(columns(Changes).names()).sort("record_id")


def _one_sided(records: pl.DataFrame, change: str, counted: str) -> pl.DataFrame:
    """Lay out records that stand on one side only."""
    return records.select(
        "record_id",
        pl.lit(change).alias("change"),
        pl.col("counted_kzt").alias(counted),
        pl.lit([], pl.List(pl.String)).alias("fields"),
    )


def _differing(before: pl.DataFrame, after: pl.DataFrame) -> Iterator[dict[str, object]]:
    """Tell records that stand on both sides and differ in a column that both have.

    Most do not, so only those with another mark are opened.
    """
    names = sorted(set(before.columns) & set(after.columns))
    old, new = _marked(before.select(names)), _marked(after.select(names))
    other = new.join(old, on="record_id").filter(pl.col("mark") != pl.col("mark_right"))["record_id"].implode()
    was = {row["record_id"]: row for row in before.filter(pl.col("record_id").is_in(other)).iter_rows(named=True)}
    for now in after.filter(pl.col("record_id").is_in(other)).iter_rows(named=True):
        then = was[now["record_id"]]
        # A column kept in another type since gives another mark to the same value.
        if fields := [name for name in after.columns if name in then and now[name] != then[name]]:
            yield {
                "record_id": now["record_id"],
                "change": "changed",
                "counted_before_kzt": then["counted_kzt"],
                "counted_after_kzt": now["counted_kzt"],
                "fields": fields,
            }


def _marked(records: pl.DataFrame) -> pl.DataFrame:
    """Return record_id and a mark made of all its values."""
    lists = [name for name, kind in records.schema.items() if isinstance(kind, pl.List)]
    # With its length, for a list of one empty text is not an empty list.
    flat = records.with_columns(
        pl.format("{}\x1f{}", pl.col(name).list.len(), pl.col(name).cast(pl.List(pl.String)).list.join("\x1f")).alias(
            name
        )
        for name in lists
    )
    return records.select("record_id", mark=flat.hash_rows(seed=1))


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


def events(
    snapshot: Path | None,
    changed: pl.DataFrame,
    before: pl.DataFrame | None,
    after: pl.DataFrame,
    snapshot_id: str,
    now: datetime,
) -> pl.DataFrame:
    """Carry on the table of events by what changed tonight.

    Args:
        snapshot: Folder of the snapshot before; nothing for the first one, which is where telling begins.
        changed: The table of changes against it.
        before: Its records.
        after: Records now.
        snapshot_id: The edition that is being made.
        now: The moment of the run, UTC.

    Returns:
        Two rows per change, the record as it was and as it is; one where it came or went. Events of more than
        DAYS_TOLD days ago are left out.
    """
    layout = columns(Events)
    so_far = read_table(snapshot, "events", "history")
    if so_far is None:
        so_far = pl.DataFrame(schema=layout)
    so_far = so_far.filter(pl.col("day") >= f"{now - timedelta(days=DAYS_TOLD):%Y-%m-%d}")
    if before is None:
        return so_far
    told = changed.filter(
        (pl.col("change") != "changed") | pl.col("fields").list.set_difference(list(UNTOLD)).list.len().gt(0)
    )
    tonight = {"snapshot_id": snapshot_id, "day": f"{now:%Y-%m-%d}", "made_at": now.isoformat(timespec="seconds")}
    sides = [
        _side(told, before, "before", "counted_after_kzt", tonight, layout),
        _side(told, after, "after", "counted_before_kzt", tonight, layout),
    ]
    return pl.concat([so_far, pl.concat(sides).sort("record_id", "side")])


def _side(
    told: pl.DataFrame, records: pl.DataFrame, side: str, other: str, tonight: dict[str, str], layout: pl.Schema
) -> pl.DataFrame:
    """Tell the changed records as they stand on one side; the sum of the other side is told in the other row."""
    needed = records.select(name for name in records.columns if name in layout)
    rows = told.with_columns(pl.lit(None).alias(other)).join(needed, on="record_id", how="inner")
    lacking = {"split": pl.lit(value=False)}  # what records of an older edition lack, and what was true of them
    rows = rows.with_columns(value.alias(name) for name, value in lacking.items() if name not in rows.columns)
    rows = rows.with_columns(pl.lit(side).alias("side"), *(pl.lit(one).alias(name) for name, one in tonight.items()))
    return rows.select(pl.col(name).cast(kind) for name, kind in layout.items())
