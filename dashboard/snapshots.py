"""Finds, verifies and pins published snapshots."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from pipelines.schemas import CONTENT_VERSION

SNAPSHOT_ID: Final = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{8}")


@dataclass(frozen=True)
class Snapshot:
    """One published snapshot; its files never change.

    Attributes:
        id: Day of publishing and the start of the hash over its content.
        made_at: Moment of publishing, UTC.
        folder: Folder with `tables/`, `history/`, `manifest.json` and `serve.duckdb`.
    """

    id: str
    made_at: datetime
    folder: Path

    @property
    def manifest(self) -> dict[str, Any]:
        """Return the manifest; tenge in it are texts."""
        return _manifest(self.folder)

    @property
    def in_todays_form(self) -> bool:
        """Tell whether its tables have the columns that pages ask for; an older edition can still be downloaded."""
        return bool(self.manifest["schema_version"] == CONTENT_VERSION)

    @property
    def day(self) -> str:
        """Return the day of publishing, YYYY-MM-DD."""
        return self.id[:10]

    def counted(self, level: str) -> Decimal:
        """Return the counted tenge of a level, all groups, as the nightly run wrote it down."""
        return sum((Decimal(one) for one in self.manifest["counted_kzt"].get(level, {}).values()), Decimal(0))


@lru_cache(maxsize=64)
def _manifest(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def newest(root: Path) -> Snapshot | None:
    """Return the snapshot that readers see without asking for another; nothing where none was published.

    After an update of the code that changes tables, an edition of the old form is not shown until the next run.
    """
    try:
        named = (root / "latest").read_text().strip()
    except OSError:
        return None
    return shown(root, named)


def shown(root: Path, snapshot_id: str) -> Snapshot | None:
    """Return the snapshot of an id that pages can be drawn from; nothing where there is none."""
    snapshot = find(root, snapshot_id)
    return snapshot if snapshot and snapshot.in_todays_form else None


def find(root: Path, snapshot_id: str) -> Snapshot | None:
    """Return the snapshot of an id, or nothing where it is not kept or not whole."""
    folder = root / snapshot_id
    if not SNAPSHOT_ID.fullmatch(snapshot_id) or not (folder / "manifest.json").is_file():
        return None
    if not (folder / "serve.duckdb").is_file():
        return None
    made_at = datetime.fromisoformat(_manifest(folder)["made_at"])
    return Snapshot(id=snapshot_id, made_at=made_at, folder=folder)


def kept(root: Path) -> list[str]:
    """Return the ids of all snapshots that can be opened, the newest first."""
    return sorted(
        (path.parent.name for path in root.glob("*/manifest.json") if find(root, path.parent.name)), reverse=True
    )
