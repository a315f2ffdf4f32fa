"""Owns how answers are kept by readers: what marks a version, who holds it already, for how long it holds."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers

from dashboard.pauses import PAUSABLE, pause_mark

FOR_EVER: Final = "public, immutable, max-age=31536000"
REVALIDATED: Final = "no-cache"

_ROOT: Final = Path(__file__).resolve().parent.parent
_CODE: Final = (
    "dashboard/**/*.py",
    "dashboard/**/*.html",
    "dashboard/**/*.typ",
    "dashboard/**/*.css",
    "web/**/*.py",
    "locale/**/*.mo",
)


@cache
def code_version() -> str:
    """Return a mark of the code, templates, styles and words that this process runs: an update changes it."""
    files = sorted(file for pattern in _CODE for file in _ROOT.glob(pattern))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def strong_etag(*parts: object) -> str:
    """Return the entity tag of an answer whose bytes never differ; parts are all that it is made of beside the code."""
    return f'"{_mark(parts)}"'


def weak_etag(*parts: object) -> str:
    """Return the entity tag of an answer that stays the same in substance, as where its pressed copies share it."""
    return f'W/"{_mark(parts)}"'


def _mark(parts: tuple[object, ...]) -> str:
    said = "\n".join((code_version(), pause_mark(), *map(str, parts)))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def is_held(headers: Headers, tag: str) -> bool:
    """Tell whether the reader says they hold this version; strong and weak tags are compared by their marks."""
    offered = headers.get("if-none-match", "")
    held = [one.strip().removeprefix("W/") for one in offered.split(",")]
    return offered.strip() == "*" or tag.removeprefix("W/") in held


def kept_for(key: str = "", *, pinned: bool) -> str:
    """Return Cache-Control: for ever where the link names its data edition, else asked about each time.

    Args:
        key: The view, where it is one; a view that may be paused is asked about each time.
        pinned: The link names its data edition.
    """
    return FOR_EVER if pinned and key not in PAUSABLE else REVALIDATED
