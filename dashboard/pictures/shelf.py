"""Keeps finished pictures on disk, so that one is drawn once; the folder never grows past its limit."""

import os
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from threading import get_ident
from typing import Final

MOST_BYTES: Final = 64_000_000
TIDY_EVERY: Final = 32


class Shelf:
    """A folder of pictures by name; those looked at longest ago go first."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES, tidy_every: int = TIDY_EVERY) -> None:
        self._folder, self._most, self._every = folder, most_bytes, tidy_every
        self._kept = count(1)

    def get(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return the picture of a name, made now if it is not kept; a folder that can't be written keeps nothing."""
        path = self._folder / name
        found = self.held(name)
        if found is not None:
            return found
        made = make()
        with suppress(OSError):
            self._keep(path, made)
        return made

    def held(self, name: str) -> bytes | None:
        """Return the picture of a name if it is kept."""
        path = self._folder / name
        try:
            found = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return found or None

    def _keep(self, path: Path, made: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = path.with_suffix(f".{os.getpid()}-{get_ident()}")
        unfinished.write_bytes(made)
        unfinished.replace(path)
        if next(self._kept) % self._every == 0:
            self.tidy()

    def tidy(self) -> None:
        """Take away the oldest pictures until the rest fits the limit."""
        files = []
        for path in self._folder.glob("*"):
            with suppress(OSError):
                files.append((path.stat().st_mtime, path.stat().st_size, path))
        left = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if left <= self._most:
                return
            with suppress(OSError):
                path.unlink()
            left -= size
