"""Opens any kept edition: from its own serving file, else from one made again in the cache folder, in today's form."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from dashboard.settings import settings
from dashboard.snapshots import Snapshot
from dashboard.store import Store
from pipelines.schemas import CONTENT_VERSION
from pipelines.serving import FORM, build_again

MADE_AGAIN_KEPT: Final = 8
"""So many serving files made again are kept; the one that was opened longest ago goes first."""
FOLDER: Final = "editions"


class EditionUnreadable(Exception):
    """A kept edition can't be opened: its files are damaged, or there is no room for its serving file."""


def open_store(snapshot: Snapshot) -> Store:
    """Open a snapshot, making its serving file again where it has none of today's form.

    Raises:
        EditionUnreadable: It can't be opened.
    """
    path = snapshot.serving_file
    if path is not None:
        try:
            return Store(snapshot.folder)
        except OSError as error:
            if path.is_file():  # else a nightly run has just removed it
                raise EditionUnreadable(str(error)) from error
    try:
        return _open_made_again(snapshot, settings().cache_dir / FOLDER)
    except (OSError, KeyError, ValueError) as error:
        raise EditionUnreadable(f"{snapshot.folder} can't be opened in today's form: {error}") from error


def _open_made_again(snapshot: Snapshot, cache: Path) -> Store:
    """Open the copy in the cache; one that is damaged or that another process has just removed is made once more."""
    path = made_again(snapshot, cache)
    try:
        return Store(snapshot.folder, path)
    except OSError:
        path.unlink(missing_ok=True)
        return Store(snapshot.folder, made_again(snapshot, cache))


def made_again(snapshot: Snapshot, cache: Path) -> Path:
    """Return the snapshot's serving file in a cache folder, made now if it was not made before."""
    manifest = (snapshot.folder / "manifest.json").read_bytes()
    mark = hashlib.sha256(manifest + f"{FORM} {CONTENT_VERSION}".encode()).hexdigest()[:16]
    path = cache / f"{snapshot.id}-{mark}.duckdb"
    if not path.is_file():
        build_again(snapshot.folder, path)
    with suppress(FileNotFoundError):  # another process has just removed it: an empty file must not take its place
        os.utime(path)
    _make_room(path)
    return path


def _make_room(newest: Path) -> None:
    made = sorted(newest.parent.glob("*.duckdb"), key=_opened_at)
    for path in made[:-MADE_AGAIN_KEPT]:
        if path != newest:
            path.unlink(missing_ok=True)


def _opened_at(path: Path) -> float:
    """Return when a file was opened last; one that another process has just removed counts as the oldest."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
