"""Makes the files of standards of an edition once, and keeps them where other things that can be made again lie."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock, get_ident
from typing import Any, Final

import orjson

from dashboard.standards import ocds
from dashboard.standards.about import Publication
from dashboard.standards.catalog import GZIP, catalog
from dashboard.standards.datapackage import data_package
from dashboard.standards.policy import policy

FOLDER: Final = "standards"
EDITIONS_KEPT: Final = 5
"""Of so many editions the files are kept, those made last; others are made again when they are asked for."""

_ROOT: Final = Path(__file__).resolve().parent.parent.parent
_MADE_BY: Final = (
    "dashboard/**/*.py", "dashboard/html/**/*.html", "dashboard/html/*.css", "pipelines/schemas/*.py",
    "web/light/*.py", "web/bundle.py", "locale/**/*.mo",
)  # fmt: skip

Make = Callable[[Publication, Path, Path], object]
"""Writes a file of an edition: the edition, the folder of copies, where to write."""


def _json(told: dict[str, Any], path: Path) -> None:
    path.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")


MAKERS: Final[Mapping[str, Make]] = {
    "datapackage.json": lambda published, cache_dir, path: _json(data_package(published, cache_dir), path),
    "catalog.jsonld": lambda published, _cache_dir, path: _json(catalog(published), path),
    ocds.RELEASES: lambda published, _cache_dir, path: ocds.write_releases(published, path),
    ocds.RECORDS: lambda published, _cache_dir, path: ocds.write_records(published, path),
    ocds.POLICY: lambda published, _cache_dir, path: path.write_text(policy(published), encoding="utf-8"),
}
MEDIA_TYPES: Final[Mapping[str, str]] = {
    "datapackage.json": "application/json",
    "catalog.jsonld": "application/ld+json",
    ocds.RELEASES: GZIP,
    ocds.RECORDS: GZIP,
    ocds.POLICY: "text/plain; charset=utf-8",
}


@lru_cache(maxsize=1)
def made_by() -> str:
    """Return a mark of the code and the words that files are made by: after an update they are made anew."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _MADE_BY for path in _ROOT.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def tag(published: Publication, name: str) -> str:
    """Return what tells a file from every other: of another edition, of other names or made by other code."""
    named = "\n".join((made_by(), published.base_url, published.ocds_prefix))
    return f"{published.snapshot.id}-{hashlib.sha256(named.encode()).hexdigest()[:12]}-{name}"


def kept_file(published: Publication, name: str, cache_dir: Path) -> Path:
    """Return where a file of an edition is kept once it is made."""
    return cache_dir / FOLDER / published.snapshot.id / tag(published, name)


def made_file(published: Publication, name: str, cache_dir: Path) -> Path:
    """Return a file of an edition, made now if it was not made before.

    Raises:
        NothingToTell: The edition holds nothing of what the file is about.
        OSError: It can't be written.
    """
    return make_once(kept_file(published, name, cache_dir), lambda path: MAKERS[name](published, cache_dir, path))


def make_once(kept: Path, make: Callable[[Path], object]) -> Path:
    """Make a file under another name and put it in place; readers who ask meanwhile wait for that one making."""
    with _one_at_a_time(kept):
        if kept.is_file():
            return kept
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = kept.with_name(f".{os.getpid()}-{get_ident()}-{kept.name}")
        try:
            make(unfinished)
            unfinished.replace(kept)
        finally:
            unfinished.unlink(missing_ok=True)
    _forget_old(kept.parent.parent, kept.parent)
    return kept


_guard = Lock()
_making: dict[Path, Lock] = {}


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with _guard:
        lock = _making.setdefault(path, Lock())
    try:
        with lock:
            yield
    finally:
        with _guard:
            _making.pop(path, None)


def _forget_old(folder: Path, newest: Path) -> None:
    """Remove the files of editions of which something was made longest ago; other processes may do so meanwhile."""
    made_at: dict[Path, float] = {}
    for one in folder.iterdir():
        with suppress(FileNotFoundError):
            if one.is_dir() and one != newest:
                made_at[one] = one.stat().st_mtime
    for old in sorted(made_at, key=made_at.__getitem__, reverse=True)[EDITIONS_KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)
