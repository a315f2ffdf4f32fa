"""Lets a few requests do heavy work at once and a few more wait for it, so that a crawl never takes all from readers.

Requests wait in threads, of which the whole site has some forty: whoever finds no room is sent away at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Semaphore


class Crowded(Exception):
    """Raised when too many wait for a turn already."""


class Gate:
    """Counts those who work and those who wait."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._room, self._turn = BoundedSemaphore(at_once + waiting), Semaphore(at_once)

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Wait for a turn.

        Raises:
            Crowded: Too many wait already.
        """
        if not self._room.acquire(blocking=False):
            raise Crowded
        try:
            with self._turn:
                yield
        finally:
            self._room.release()
