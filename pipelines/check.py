"""Proves a published snapshot again: hashes, schemas, references, sums, and the serving file against the tables."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines import publish, serving
from pipelines.checks import check_tables
from pipelines.errors import CheckFailed
from pipelines.schemas import CONTENT, CONTENT_VERSION, HISTORY


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
    _check_id(snapshot_id, manifest)
    is_todays = manifest.get("schema_version") == CONTENT_VERSION
    for place, names in (("tables", CONTENT), ("history", HISTORY)):
        for name in names if is_todays else manifest[place]:
            _check_file(folder / place / f"{name}.parquet", manifest[place].get(name, {}))
    if is_todays:
        _check_content(folder, manifest, serving_file=snapshot_id == publish.latest_id(snapshots))
    return snapshot_id


def _check_content(folder: Path, manifest: Mapping[str, Any], *, serving_file: bool) -> None:
    """Check tables and serving file of an edition of today's form; an older one may have no serving file."""
    tables = {name: pl.read_parquet(folder / "tables" / f"{name}.parquet") for name in CONTENT}
    check_tables(tables)
    if manifest["counted_kzt"] != publish.counted_kzt(tables["records"]):
        raise CheckFailed(f"{folder.name}: counted_kzt in the manifest is not what its records add up to.")
    if serving_file or (folder / serving.FILE).exists():
        _check_serving_file(folder)


def _check_id(snapshot_id: str, manifest: Mapping[str, Any]) -> None:
    lacking = [name for name in ("id", "content_sha256", "counted_kzt", "tables", "history") if name not in manifest]
    if lacking:
        raise CheckFailed(f"{snapshot_id}: the manifest lacks {', '.join(lacking)}; copy the snapshot again.")
    if manifest["id"] != snapshot_id:
        raise CheckFailed(f"{snapshot_id}: the manifest names another id, {manifest['id']}.")
    if publish.content_sha256(manifest["tables"]) != manifest["content_sha256"]:
        raise CheckFailed(f"{snapshot_id}: the manifest's hashes do not make its content_sha256.")
    if not snapshot_id.endswith(manifest["content_sha256"][:8]):
        raise CheckFailed(f"{snapshot_id}: the id does not end in the start of content_sha256.")


def _check_file(path: Path, described: Mapping[str, Any]) -> None:
    if not path.exists():
        raise CheckFailed(f"{path} is missing; copy the snapshot again or run nightly.")
    if publish.file_sha256(path) != described.get("sha256"):
        raise CheckFailed(f"{path} has other bytes than the manifest says; copy the snapshot again.")
    rows = pl.scan_parquet(path).select(pl.len()).collect().item()
    if (rows, path.stat().st_size) != (described.get("rows"), described.get("bytes")):
        raise CheckFailed(f"{path} holds {rows} rows, but the manifest says {described.get('rows')}.")


def _check_serving_file(folder: Path) -> None:
    path = folder / serving.FILE
    if not path.exists():
        raise CheckFailed(f"{path} is missing; run nightly again or copy the snapshot again.")
    try:
        with duckdb.connect(path, read_only=True) as connection:
            stale = list(_stale_tables(connection, folder))
    except duckdb.Error as error:
        raise CheckFailed(f"{path} can't be read ({error}); remove the snapshot and run nightly again.") from error
    if stale:
        raise CheckFailed(f"{path} holds other rows than the tables in {', '.join(stale)}; copy the snapshot again.")


def _stale_tables(connection: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[str]:
    for place, names in (("tables", CONTENT), ("history", HISTORY)):
        for name in names:
            file = str(folder / place / f"{name}.parquet").replace("'", "''")
            if _differ(connection, f"FROM {name}", f"FROM read_parquet('{file}')"):
                yield name
    if _differ(connection, "FROM facts", serving.FACTS_QUERY):
        yield "facts"


def _differ(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> bool:
    """Tell whether two queries give other rows, or the same rows another number of times."""
    both_ways = f"SELECT EXISTS(({one}) EXCEPT ALL ({other})) OR EXISTS(({other}) EXCEPT ALL ({one}))"
    answer = connection.execute(both_ways).fetchone()
    return answer is None or bool(answer[0])
