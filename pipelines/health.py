"""Writes the health file: how the last run ended and since when there was no good one, for watchers and the site."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from pipelines.diary import Run

FILE: Final = "health.json"


def write_begin(snapshots: Path, run_id: str) -> None:
    """Say that a run is at work since this moment; what was known of the run before stays."""
    write_whole(snapshots / FILE, {**read(snapshots), "running_since": run_id})


def write_end(snapshots: Path, run: Run, serving_id: str | None) -> None:
    """Say how a run ended.

    Args:
        snapshots: Folder of snapshots.
        run: The run.
        serving_id: The snapshot that readers see after it, whether the run made it or not.
    """
    told = {
        "run_id": run.run_id,
        "started_at": run.run_id,
        "finished_at": run.finished_at,
        "result": run.result,
        "exit_code": run.exit_code,
        "sentence": run.sentence,
        "snapshot_id": serving_id,
        "duration_seconds": None if run.seconds is None else str(run.seconds),
        "code_version": run.code_version,
        "sources": [asdict(one) for one in run.sources],
        "last_success_at": run.finished_at if run.good else read(snapshots).get("last_success_at"),
        "running_since": None,
    }
    write_whole(snapshots / FILE, told)


def read(snapshots: Path) -> dict[str, Any]:
    """Return what the health file says; nothing where there is none or it can't be read."""
    return read_json(snapshots / FILE)


def read_json(path: Path) -> dict[str, Any]:
    """Return what a small JSON file holds; nothing where there is none or it can't be read."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def write_whole(path: Path, told: Mapping[str, Any]) -> None:
    """Write a small JSON file in one step: a reader sees the old one or the new one."""
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
