"""A second snapshot for tests of pages: the real facts with a made-up register beside them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard.answers import Site, site_of
from dashboard.page import Page, open_page
from dashboard.snapshots import newest
from dashboard.store import Store
from tests.dashboard.register_store import publish_with_register


def _site(snapshots: Path, root: Path, *, loaded: bool) -> Site:
    real = newest(snapshots)
    assert real is not None
    publish_with_register(real.folder, root, loaded=loaded)
    return site_of(root)


def _asking(site: Site) -> Callable[..., Page]:
    def ask(key: str, query: str = "", lang: str = "en") -> Page:
        page = open_page(site, key, f"lang={lang}&{query}", "")
        assert page is not None
        return page

    return ask


@pytest.fixture(scope="session")
def register_site(snapshots: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return _site(snapshots, tmp_path_factory.mktemp("register"), loaded=False)


@pytest.fixture(scope="session")
def register_store(register_site: Site) -> Store:
    asked = register_site.ask("")
    assert asked is not None
    return asked.store


@pytest.fixture(scope="session")
def ask_register(register_site: Site) -> Callable[..., Page]:
    """Ask for a page of the snapshot with a made-up register."""
    return _asking(register_site)


@pytest.fixture(scope="session")
def ask_loaded(snapshots: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Page]:
    """Ask for a page of a snapshot whose register was read for every region and year."""
    return _asking(_site(snapshots, tmp_path_factory.mktemp("loaded"), loaded=True))


@pytest.fixture
def changed(store: Store, tmp_path: Path) -> Callable[..., Store]:
    """Return a maker of stores that hold the real facts and what some SQL did to them."""

    def make(*statements: str) -> Store:
        path = tmp_path / "serve.duckdb"
        shutil.copy(store.folder / "serve.duckdb", path)
        path.chmod(0o644)
        with duckdb.connect(str(path)) as connection:
            for sql in statements:
                connection.execute(sql)
        return Store(store.folder, path)

    return make
