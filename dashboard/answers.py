"""Bounded cache of views by (snapshot, view, canonical filters): one computation per key, shared by all faces."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard import snapshots
from dashboard.cache import Cache
from dashboard.filters import Dropped, Filters, read_link
from dashboard.link_pairs import drop
from dashboard.opening import EditionUnreadable, open_store
from dashboard.settings import settings
from dashboard.snapshots import Snapshot
from dashboard.store import Store
from dashboard.views.since import Since, between, differing
from dashboard.vocabulary import known, vocabulary
from pipelines.schemas.older import lacked

Build = Callable[[Store, Filters], Any]

LOG = logging.getLogger("aqsha.answers")
STORES_OPEN = 4
VIEWS_KEPT = 2_000


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
        """Open a snapshot, or return it if it is open.

        Raises:
            EditionUnreadable: It can't be opened.
        """
        store: Store = self._stores.get(snapshot.folder, lambda: open_store(snapshot))
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
        filters, dropped = link.filters, link.dropped
        pinned, why = self._pinned(filters.asof, newest)
        if why:
            dropped = (*dropped, drop("asof", filters.asof or "", why))
            filters = replace(filters, asof=None if pinned == newest else pinned.id)
        store = self.store(pinned)
        checked = known(filters, vocabulary(store, filters))
        return Asked(checked.filters, (*dropped, *checked.dropped), pinned, store)

    def _pinned(self, asof: str | None, newest: Snapshot) -> tuple[Snapshot, str]:
        """Return the edition that answers a link, and why it is another one than the link asks for, else "".

        For one that was removed this is the nearest one kept; for one that can't be shown at all the newest.
        """
        if asof is None or asof == newest.id:
            return newest, ""
        found = snapshots.find(self.root, asof)
        if found is None:
            if not snapshots.was_published(self.root, asof):
                return newest, "unknown_snapshot"
            near = snapshots.nearest(self.root, asof)
            return near if near and self._opens(near) else newest, "dropped_snapshot"
        return (found, "") if self._opens(found) else (newest, "unreadable_snapshot")

    def _opens(self, snapshot: Snapshot) -> bool:
        """Tell whether pages can be drawn from a kept edition; why not is written to the log."""
        if not snapshot.in_todays_form:
            return False
        try:
            self.store(snapshot)
        except EditionUnreadable:
            LOG.exception("the edition %s can't be opened", snapshot.id)
            return False
        return True

    def view(self, asked: Asked, build: Build) -> Any:  # noqa: ANN401 — a view of the kind that build makes
        """Return the view of a link, from the cache where it was asked before.

        The language plays no part in a view, so all languages share one.
        """
        filters = replace(asked.filters, lang=None, asof=None)
        key = (asked.snapshot.id, asked.snapshot.folder, build.__module__, build.__qualname__, filters)
        return self._views.get(key, lambda: build(asked.store, filters))

    def newer(self, asked: Asked) -> Snapshot | None:
        """Return the newest edition, where a link shows another one."""
        newest = snapshots.newest(self.root)
        return newest if newest and newest.id != asked.snapshot.id else None

    def since(self, asked: Asked, filters: Filters) -> Since | None:
        """Return what has changed for some filters since the edition that a link shows, from the cache where known.

        Returns:
            Nothing where the link shows the newest edition, or one made later than that.
        """
        old, new = asked.snapshot, self.newer(asked)
        if new is None or new.made_at < old.made_at:
            return None
        store, pair = self.store(new), (old.id, old.folder, new.id)
        lacking = frozenset().union(*(lacked(one.schema_version).of("records") for one in (old, new)))
        changed = self._views.get(("differing", *pair), lambda: differing(asked.store, store, lacking))
        plain = replace(filters, id=None, lang=None, asof=None, sort="", page=1, part=(), mode="", measure="nominal")
        found: Since = self._views.get(("since", *pair, plain), lambda: between(asked.store, store, changed, plain))
        return found


@lru_cache(maxsize=8)
def site_of(root: Path) -> Site:
    """Return the one site of a snapshots folder in this process."""
    return Site(root)


def site() -> Site:
    """Return the site that the settings name."""
    return site_of(settings().snapshots.resolve())
