"""Shared by all tests: one snapshot of the real facts, its store, and pages asked for as a reader would."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from dashboard.answers import Site, site_of
from dashboard.page import Page, open_page
from dashboard.store import Store
from pipelines import nightly
from pipelines.settings import PipelineSettings
from tests.nights import first_night, three_more_nights

ROOT = Path(__file__).resolve().parent.parent
# A slow machine is no fault of the code; the gate tries the same examples each time, a person's machine new ones.
hypothesis_settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis_settings.load_profile("house")
DAY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
LONGEST_FIRST = (
    "browser/test_journeys.py",
    "pipelines/nightly_register/test_killed_nights.py",
    "pipelines/test_serving.py",
    "web/faces/test_html_faces.py",
    "pipelines/test_publish.py",
    "dashboard/test_customer.py",
    "web/faces/test_data_faces.py",
    "pipelines/nightly_register/test_nights.py",
    "dashboard/test_pages_agree.py",
    "pipelines/goszakup/test_killed.py",
    "pipelines/nightly_register/test_troubled_nights.py",
)
"""Files that take half a minute or more; a file is run by one worker."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files: begun last, they would leave the other worker with nothing to do."""
    places = {ROOT / "tests" / name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture(scope="session")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one snapshot, published from the facts in the repository."""
    home = tmp_path_factory.mktemp("published")
    settings = PipelineSettings(data=ROOT / "data", raw=home / "raw", snapshots=home / "snapshots")
    outcome = nightly.run(settings, DAY)
    assert outcome.result == "published"
    return settings.snapshots


@pytest.fixture(scope="session")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A folder with the editions of four nights, and their ids; never to be changed."""
    settings, first = first_night(tmp_path_factory.mktemp("nights"))
    return settings.snapshots, [first, *three_more_nights(settings)]


@pytest.fixture(scope="session")
def site(snapshots: Path) -> Site:
    return site_of(snapshots)


@pytest.fixture(scope="session")
def store(site: Site) -> Store:
    asked = site.ask("")
    assert asked is not None
    return asked.store


@pytest.fixture(scope="session")
def ask_page(site: Site) -> Callable[..., Page]:
    """Ask for a page by its key and link, in a language."""

    def ask(key: str, query: str = "", lang: str = "en") -> Page:
        page = open_page(site, key, f"lang={lang}&{query}", "")
        assert page is not None
        return page

    return ask
