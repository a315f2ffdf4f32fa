"""Snapshots for the tests of the write side: published once, copied for each test that breaks something."""

import shutil

import pytest

from pipelines import publish
from pipelines.settings import PipelineSettings
from tests.pipelines.running import own_facts, run


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> PipelineSettings:
    """Own facts with one snapshot; never to be changed."""
    settings = own_facts(tmp_path_factory.mktemp("pipelines"))
    run(settings)
    return settings


@pytest.fixture
def yesterday(published: PipelineSettings, tmp_path) -> PipelineSettings:
    """A copy of it that a test may break."""
    home = tmp_path / "home"
    shutil.copytree(published.data.parent, home)
    return PipelineSettings(data=home / "data", raw=home / "raw", snapshots=home / "snapshots")


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for a busy disk proves nothing here; the order of writing has a test of its own."""
    monkeypatch.setattr(publish, "_fsync", lambda _: None)
