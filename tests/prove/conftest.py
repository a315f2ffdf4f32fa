"""The browser and the app of the journeys, for the proofs that need them."""

from tests.browser.conftest import browser, open_browser, origin, start_app

__all__ = ["browser", "open_browser", "origin", "start_app"]
