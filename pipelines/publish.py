"""Publishes a snapshot in one step: temporary folder, fsync, rename, pointer.

A published snapshot is a folder `<id>/` with `tables/` (content), `history/`, `manifest.json` and `serve.duckdb`, which
is derived and can be made again. The file `latest` beside the folders names the newest one. Whatever moment the run is
killed at, readers see the old snapshot or the new one, never a mix.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.errors import CheckFailed, PipelineError
from pipelines.schemas import CONTENT

POINTER = "latest"
ROWS_PER_GROUP = 65_536


@contextmanager
def only_one_run(snapshots: Path) -> Iterator[None]:
    """Hold the lock of the snapshots folder.

    Raises:
        PipelineError: Another run holds it.
    """
    snapshots.mkdir(parents=True, exist_ok=True)
    with (snapshots / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PipelineError(f"Another nightly run is working on {snapshots}; wait for it to end.") from None
        yield


def latest_id(snapshots: Path) -> str | None:
    """Return the id of the newest snapshot, or nothing where none was published yet."""
    pointer = snapshots / POINTER
    return pointer.read_text().strip() if pointer.exists() else None


def read_manifest(snapshots: Path, snapshot_id: str) -> dict[str, Any]:
    """Return a snapshot's manifest.

    Raises:
        CheckFailed: There is no such snapshot, with the ids that exist, or its manifest can't be read.
    """
    path = snapshots / snapshot_id / "manifest.json"
    if not path.exists():
        known = sorted(one.parent.name for one in snapshots.glob("*/manifest.json"))
        raise CheckFailed(f"There is no snapshot {snapshot_id}; there are: {', '.join(known) or 'none'}.")
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CheckFailed(f"{path} is not JSON ({error}); copy the snapshot again or remove it.") from None
    return manifest


def write_tables(
    folder: Path, tables: Mapping[str, pl.DataFrame], before: Path | None = None
) -> dict[str, dict[str, Any]]:
    """Write tables as Parquet whose bytes depend on their rows alone.

    Args:
        folder: The folder to make.
        tables: Name → table.
        before: The same folder of the snapshot before: a file that holds the same bytes there is stored once.

    Returns:
        Rows, bytes and SHA-256 of each.
    """
    folder.mkdir(parents=True)
    described = {}
    for name, table in sorted(tables.items()):
        path = folder / f"{name}.parquet"
        table.write_parquet(path, compression="zstd", row_group_size=ROWS_PER_GROUP, statistics=True)
        sha256 = file_sha256(path)
        described[name] = {"rows": table.height, "bytes": path.stat().st_size, "sha256": sha256}
        if before is not None:
            _store_once(path, before / path.name, sha256)
    return described


def _store_once(path: Path, other: Path, sha256: str) -> None:
    """Make a file a second name of another one that holds the same bytes, where the file system allows it."""
    if not other.is_file() or other.stat().st_size != path.stat().st_size or file_sha256(other) != sha256:
        return
    linked = path.with_suffix(".link")
    try:
        linked.hardlink_to(other)
    except OSError:  # no hard links here, or too many: the file that was written stays
        return
    os.replace(linked, path)  # noqa: PTH105 — tests of the pointer count calls of Path.replace


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_sha256(described: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the hash that names a snapshot, over the hashes of its content tables."""
    lines = [f"{name} {described[name]['sha256']}\n" for name in sorted(described) if name in CONTENT]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def counted_kzt(records: pl.DataFrame) -> dict[str, dict[str, str]]:
    """Return counted tenge by level and headline group, as text, so that no reader makes floats of them."""
    totals = records.group_by("level", "headline_group").agg(pl.col("counted_kzt").sum())
    counted: dict[str, dict[str, str]] = {}
    for level, group, tenge in totals.sort("level", "headline_group").iter_rows():
        counted.setdefault(level, {})[group] = str(tenge)
    return counted


def temporary_folder(snapshots: Path) -> Path:
    """Return an empty folder to build in, and clear away what a killed run left."""
    for left in snapshots.glob(".building-*"):
        shutil.rmtree(left)
    folder = snapshots / f".building-{os.getpid()}"
    folder.mkdir(parents=True)
    return folder


def put_in_place(snapshots: Path, folder: Path, snapshot_id: str) -> Path:
    """Make a built folder the newest snapshot.

    The order matters: bytes on disk first, then the folder's name, then the pointer that readers follow.
    """
    final = snapshots / snapshot_id
    if final.exists():  # the same content was published earlier the same day
        shutil.rmtree(folder)
    else:
        for path in sorted(folder.rglob("*")):
            _fsync(path)
        _fsync(folder)
        folder.rename(final)
        _fsync(snapshots)
    point_to(snapshots, snapshot_id)
    return final


def point_to(snapshots: Path, snapshot_id: str) -> None:
    """Let readers see a snapshot as the newest, in one step."""
    temporary = snapshots / f".{POINTER}.tmp"
    temporary.write_text(snapshot_id + "\n")
    _fsync(temporary)
    temporary.replace(snapshots / POINTER)
    _fsync(snapshots)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
