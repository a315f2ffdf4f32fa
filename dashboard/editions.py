"""Reads the index of editions beside the snapshots: which were ever published here, and which were removed since."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

FILE: Final = "editions.jsonl"
_NONE: Final[Mapping[str, "Edition"]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition that was published: its id, its moment, and when it was removed, if it was."""

    id: str
    made_at: datetime
    dropped_at: datetime | None


def editions(root: Path) -> Mapping[str, Edition]:
    """Return the editions that the index names, by id; of several lines about one the last holds."""
    path = root / FILE
    try:
        state = path.stat()
    except OSError:
        return _NONE
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> Mapping[str, Edition]:
    found: dict[str, Edition] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if one := _edition(line):
            found[one.id] = one
    return MappingProxyType(found)


def _edition(line: str) -> Edition | None:
    """Read a line; nothing for one that a killed writer tore."""
    try:
        told: dict[str, Any] = json.loads(line)
        dropped = told["dropped_at"]
        return Edition(
            str(told["id"]),
            datetime.fromisoformat(told["made_at"]),
            None if dropped is None else datetime.fromisoformat(dropped),
        )
    except (ValueError, TypeError, KeyError):
        return None
