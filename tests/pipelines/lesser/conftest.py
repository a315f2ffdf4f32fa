"""Every setting of the lesser sources comes from the test, none from the machine."""

import os

import pytest


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AQSHA_")]:
        monkeypatch.delenv(name)
