"""What the proofs share: the browser and the app of the journeys, and a way to tell figures while a proof runs."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import browser, open_browser, origin, start_app

__all__ = ["browser", "open_browser", "origin", "start_app", "tell"]


@pytest.fixture
def tell(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Write lines that are seen although pytest keeps what tests print."""
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    terminal = pytestconfig.pluginmanager.getplugin("terminalreporter")

    def write(text: str) -> None:
        with capture.global_and_fixture_disabled():
            terminal.write(f"\n{text}")

    return write
