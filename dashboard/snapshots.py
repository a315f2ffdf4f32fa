"""Finds, verifies and pins published snapshots."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dashboard.editions import editions
from pipelines.schemas import CONTENT_VERSION
from pipelines.schemas.older import is_known

SNAPSHOT_ID: Final = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{8}")
SERVING_FILE: Final = "serve.duckdb"


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
    def schema_version(self) -> str:
        """Return the version of its tables' form."""
        return str(self.manifest["schema_version"])

    @property
    def in_todays_form(self) -> bool:
        """Tell whether its tables can be brought into the form that pages ask for; one newer than the code can't."""
        return is_known(self.schema_version)

    @property
    def serving_file(self) -> Path | None:
        """Return the file that pages can be answered from as it is; nothing where it must be made again first."""
        path = self.folder / SERVING_FILE
        return path if self.schema_version == CONTENT_VERSION and path.is_file() else None

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
    """Return the snapshot that readers see without asking for another; nothing where none was published."""
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
    try:
        made_at = datetime.fromisoformat(_manifest(folder)["made_at"])
        is_whole = (folder / SERVING_FILE).is_file() or _has_all_tables(folder)
    except (OSError, KeyError, TypeError, ValueError):  # removed meanwhile, or damaged
        return None
    return Snapshot(id=snapshot_id, made_at=made_at, folder=folder) if is_whole else None


def _has_all_tables(folder: Path) -> bool:
    """Tell whether the serving file can be made again."""
    manifest = _manifest(folder)
    return all(
        (folder / place / f"{name}.parquet").is_file() for place in ("tables", "history") for name in manifest[place]
    )


def kept(root: Path) -> list[str]:
    """Return the ids of all snapshots that can be opened, the newest first."""
    return sorted(
        (path.parent.name for path in root.glob("*/manifest.json") if find(root, path.parent.name)), reverse=True
    )


def was_published(root: Path, snapshot_id: str) -> bool:
    """Tell whether there ever was a snapshot of an id here, as far as the index of editions knows."""
    return snapshot_id in editions(root)


def nearest(root: Path, snapshot_id: str) -> Snapshot | None:
    """Return the snapshot nearest in time to one that is no longer kept, of those that pages can be drawn from.

    Returns:
        Nothing where the index of editions knows of no such snapshot, or nothing else is kept.
    """
    index = editions(root)
    if snapshot_id not in index:
        return None
    wanted = index[snapshot_id].made_at

    def away(one: str) -> tuple[float, str]:
        made_at = index[one].made_at if one in index else datetime.fromisoformat(one[:10]).replace(tzinfo=UTC)
        return abs((made_at - wanted).total_seconds()), one

    others = (path.name for path in root.iterdir() if SNAPSHOT_ID.fullmatch(path.name) and path.name != snapshot_id)
    return next((found for one in sorted(others, key=away) if (found := shown(root, one))), None)
