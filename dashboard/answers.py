"""Bounded cache of views by (snapshot, view, canonical filters): one computation per key, shared by all faces."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from dashboard import snapshots
from dashboard.filters import Dropped, Filters, read_link
from dashboard.settings import settings
from dashboard.snapshots import Snapshot
from dashboard.store import Store
from dashboard.vocabulary import known, vocabulary

Build = Callable[[Store, Filters], Any]

STORES_OPEN = 4
VIEWS_KEPT = 2_000


class Cache:
    """Keeps the last answers; a question asked by many at once is worked out by one of them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._working: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, compute: Callable[[], Any]) -> Any:  # noqa: ANN401 — holds views of every kind
        """Return the answer of a key, working it out if it is not kept."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
            working = self._working.setdefault(key, Lock())
        with working:
            with self._lock:
                if key in self._answers:
                    return self._answers[key]
            answer = compute()
            with self._lock:
                self._answers[key] = answer
                self._working.pop(key, None)
                while len(self._answers) > self._size:
                    self._answers.popitem(last=False)
            return answer


@dataclass(frozen=True)
class Asked:
    """A link understood against a snapshot.

    Attributes:
        filters: What it asks for; values that the snapshot does not know are left out.
        dropped: What was left out, and why.
        snapshot: The snapshot that answers.
        store: The same, open.
    """

    filters: Filters
    dropped: tuple[Dropped, ...]
    snapshot: Snapshot
    store: Store


class Site:
    """What one process serves: the snapshots of a folder, the open ones, and the answers kept."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._stores = Cache(STORES_OPEN)
        self._views = Cache(VIEWS_KEPT)

    def is_open(self) -> bool:
        """Tell whether there is a snapshot to answer from."""
        newest = snapshots.newest(self.root)
        return newest is not None and self.store(newest) is not None

    def store(self, snapshot: Snapshot) -> Store:
        """Open a snapshot, or return it if it is open."""
        store: Store = self._stores.get(snapshot.folder, lambda: Store(snapshot.folder))
        return store

    def ask(self, query: object) -> Asked | None:
        """Understand a link: which snapshot, which filters, what can't be read.

        Returns:
            Nothing where no snapshot was published yet.
        """
        link = read_link(query)
        newest = snapshots.newest(self.root)
        if newest is None:
            return None
        pinned = snapshots.shown(self.root, link.filters.asof) if link.filters.asof else newest
        dropped = link.dropped
        filters = link.filters
        if pinned is None:
            dropped = (*dropped, Dropped("asof", filters.asof or "", "unknown_snapshot"))
            filters, pinned = replace(filters, asof=None), newest
        store = self.store(pinned)
        checked = known(filters, vocabulary(store, filters))
        return Asked(checked.filters, (*dropped, *checked.dropped), pinned, store)

    def view(self, asked: Asked, build: Build) -> Any:  # noqa: ANN401 — a view of the kind that build makes
        """Return the view of a link, from the cache where it was asked before.

        The language plays no part in a view, so all languages share one.
        """
        filters = replace(asked.filters, lang=None, asof=None)
        key = (asked.snapshot.id, asked.snapshot.folder, build.__module__, build.__qualname__, filters)
        return self._views.get(key, lambda: build(asked.store, filters))


@lru_cache(maxsize=8)
def site_of(root: Path) -> Site:
    """Return the one site of a snapshots folder in this process."""
    return Site(root)


def site() -> Site:
    """Return the site that the settings name."""
    return site_of(settings().snapshots.resolve())
