"""What can be set from outside, and how a page's language is chosen from its link."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboard.page import asked_language
from dashboard.settings import Settings, default_cache_dir


def test_settings_are_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("AQSHA_SNAPSHOTS", "/somewhere")
    monkeypatch.setenv("AQSHA_BASE_URL", "https://qaida.example/")

    settings = Settings()

    assert settings.snapshots == Path("/somewhere")
    assert settings.base_url == "https://qaida.example"


@pytest.mark.parametrize("value", ["qaida.example", "ftp://qaida.example", "https://qaida.example/site", "https:///x"])
def test_public_address_with_more_or_less_than_an_origin_is_refused(monkeypatch, value):
    monkeypatch.setenv("AQSHA_BASE_URL", value)

    with pytest.raises(ValidationError, match="base_url"):
        Settings()


def test_settings_do_not_change(monkeypatch):
    monkeypatch.delenv("AQSHA_BASE_URL", raising=False)

    with pytest.raises(ValidationError, match="frozen"):
        Settings().base_url = "https://other.example"


def test_cache_lies_in_the_users_cache_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    assert default_cache_dir() == tmp_path / "cache" / "aqsha-qaida"


def test_cache_without_a_writable_home_lies_in_the_temporary_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("dashboard.settings.os.access", lambda *_: False)
    monkeypatch.setattr("dashboard.settings.tempfile.gettempdir", lambda: "/temporary")

    assert default_cache_dir() == Path("/temporary/aqsha-qaida")


@pytest.mark.parametrize(
    ("query", "accept_language", "expected"),
    [
        pytest.param("lang=ru&region=astana", "en", "ru", id="the link decides"),
        pytest.param("lang=xx", "en-GB,kk;q=0.5", "en", id="unknown language falls to the browser's"),
        pytest.param("", "", "kk", id="Kazakh when nobody asks"),
    ],
)
def test_language_of_a_page(query, accept_language, expected):
    assert asked_language(query, accept_language) == expected
