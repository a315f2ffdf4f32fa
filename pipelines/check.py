"""Proves a published snapshot again: hashes, schemas, references, sums, and the serving file against the tables."""

from pathlib import Path

import duckdb
import polars as pl

from pipelines import publish
from pipelines.checks import check_tables
from pipelines.errors import CheckFailed
from pipelines.schemas import CONTENT


def check_snapshot(snapshots: Path, snapshot_id: str | None) -> str:
    """Check one snapshot, the newest by default.

    Returns:
        The id that was checked.

    Raises:
        CheckFailed: The first thing that does not hold.
    """
    snapshot_id = snapshot_id or publish.latest_id(snapshots)
    if snapshot_id is None:
        raise CheckFailed(f"No snapshot was published in {snapshots} yet; run: python -m pipelines nightly")
    folder, manifest = snapshots / snapshot_id, publish.read_manifest(snapshots, snapshot_id)
    for place, described in (("tables", manifest["tables"]), ("history", manifest["history"])):
        for name, one in described.items():
            _check_file(folder / place / f"{name}.parquet", one["sha256"])
    if publish.content_sha256(manifest["tables"]) != manifest["content_sha256"]:
        raise CheckFailed(f"{snapshot_id}: the manifest's hashes do not make its content_sha256.")
    if not snapshot_id.endswith(manifest["content_sha256"][:8]):
        raise CheckFailed(f"{snapshot_id}: the id does not end in the start of content_sha256.")
    tables = {name: pl.read_parquet(folder / "tables" / f"{name}.parquet") for name in CONTENT}
    check_tables(tables)
    _check_serving_file(folder, tables)
    return snapshot_id


def _check_file(path: Path, sha256: str) -> None:
    if not path.exists():
        raise CheckFailed(f"{path} is missing; copy the snapshot again or run nightly.")
    if publish.file_sha256(path) != sha256:
        raise CheckFailed(f"{path} has other bytes than the manifest says; copy the snapshot again.")


def _check_serving_file(folder: Path, tables: dict[str, pl.DataFrame]) -> None:
    with duckdb.connect(folder / "serve.duckdb", read_only=True) as connection:
        answer = connection.execute("SELECT count(*), coalesce(sum(counted_kzt), 0) FROM facts").fetchone()
    expected = (tables["spend"].height, tables["spend"]["counted_kzt"].sum())
    if answer is None or (answer[0], answer[1]) != expected:
        raise CheckFailed(f"{folder / 'serve.duckdb'} holds {answer}, the tables {expected}; run nightly again.")
