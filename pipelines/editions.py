"""Keeps the index of editions beside the snapshots, and removes what is no longer kept.

`editions.jsonl` gets a line for each edition when it was published and one more before it is removed; of several lines
about one the last holds. What is on the disk decides what can be opened: the index only tells "was removed" from
"never was". So a run that is killed anywhere in here leaves nothing that the next one does not put right.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from pipelines import publish, serving
from pipelines.errors import CheckFailed

FILE: Final = "editions.jsonl"
REMOVED: Final = ".removed-"

Counted = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept: all editions of the last `days` days, serving files of the newest `served` editions."""

    days: int
    served: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: id, moment of publishing, counted tenge as in its manifest, and when it was removed, if it was."""

    id: str
    made_at: datetime
    counted_kzt: Counted
    dropped_at: datetime | None = None


def keep(snapshots: Path, now: datetime, kept: Kept) -> list[str]:
    """Put all editions into the index and remove those that are no longer kept; call it while the lock is held.

    Args:
        snapshots: The folder.
        now: The moment of the run, UTC.
        kept: What is kept.

    Returns:
        Ids of the editions removed.
    """
    newest = publish.latest_id(snapshots)
    there = on_disk(snapshots)
    dropped = to_drop(there, now, kept.days, newest)
    _write_down(snapshots, there, {one.id for one in dropped}, now)
    for edition in dropped:
        # Under another name first: no reader ever finds half of an edition.
        (snapshots / edition.id).rename(snapshots / f"{REMOVED}{edition.id}")
    for left in snapshots.glob(f"{REMOVED}*"):
        shutil.rmtree(left)
    _remove_serving_files(snapshots, [one for one in there if one not in dropped], kept.served, newest)
    return [one.id for one in dropped]


def to_drop(editions: Iterable[Edition], now: datetime, days: int, newest: str | None) -> list[Edition]:
    """Choose what is no longer kept, the oldest first.

    The newest one, all of the last `days` days and the last one of each month (UTC) stay.
    """
    oldest_first = sorted(editions, key=lambda one: (one.made_at, one.id))
    last_of_month = {f"{one.made_at:%Y-%m}": one.id for one in oldest_first}
    staying = {newest, *last_of_month.values()}
    since = now - timedelta(days=days)
    return [one for one in oldest_first if one.made_at < since and one.id not in staying]


def on_disk(snapshots: Path) -> list[Edition]:
    """Return the editions whose folders are there, the oldest first; a folder that tells of none is left alone."""
    found = (_of_manifest(path) for path in snapshots.glob("[0-9]*/manifest.json"))
    return sorted((one for one in found if one), key=lambda one: (one.made_at, one.id))


def index(snapshots: Path) -> dict[str, Edition]:
    """Return what the index says, by id; a torn line is passed over."""
    return {one.id: one for one in _read(snapshots / FILE)}


def _of_manifest(path: Path) -> Edition | None:
    """Read a manifest; nothing for a damaged one, and for a copy that people keep under another name."""
    try:
        told = publish.read_manifest(path.parent.parent, path.parent.name)
        found = Edition(told["id"], datetime.fromisoformat(told["made_at"]), told["counted_kzt"])
    except (CheckFailed, KeyError, TypeError, ValueError):
        return None
    return found if found.id == path.parent.name else None


def _write_down(snapshots: Path, there: Iterable[Edition], dropped: set[str], now: datetime) -> None:
    """Add the lines that the index lacks; they are on the disk when this returns."""
    known = index(snapshots)
    lines = []
    for one in there:
        state = known.get(one.id)
        # Counted tenge and moment never change; whether it is kept may, when the settings do.
        if state is None or (state.dropped_at is None) == (one.id in dropped):
            lines.append(_line(one, now if one.id in dropped else None))
    if lines:
        _append(snapshots / FILE, lines)


def _line(one: Edition, dropped_at: datetime | None) -> str:
    told = {
        "id": one.id,
        "made_at": one.made_at.isoformat(),
        "dropped_at": None if dropped_at is None else dropped_at.isoformat(timespec="seconds"),
        "counted_kzt": one.counted_kzt,
    }
    return json.dumps(told, ensure_ascii=False) + "\n"


def _append(path: Path, lines: Iterable[str]) -> None:
    with path.open("a+b") as file:
        file.seek(0)
        whole = file.read()
        file.truncate(whole.rfind(b"\n") + 1)  # what a killed writer left of a line
        file.write("".join(lines).encode())
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> Iterator[Edition]:
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            yield _edition(json.loads(line))
        except (ValueError, TypeError, KeyError):
            continue


def _edition(told: Mapping[str, Any]) -> Edition:
    dropped = told["dropped_at"]
    return Edition(
        told["id"],
        datetime.fromisoformat(told["made_at"]),
        told["counted_kzt"],
        None if dropped is None else datetime.fromisoformat(dropped),
    )


def _remove_serving_files(snapshots: Path, kept: list[Edition], served: int, newest: str | None) -> None:
    """Remove what readers can make again, of all but the newest editions; the one that serves always keeps its own."""
    for edition in kept[: max(0, len(kept) - served)]:
        if edition.id != newest:
            (snapshots / edition.id / serving.FILE).unlink(missing_ok=True)
