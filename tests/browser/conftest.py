"""A real app in a process of its own and a real Chromium; nothing but this machine is reached."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SLOWEST_START = 60


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_until_ready(origin: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SLOWEST_START
    while time.monotonic() < deadline:
        assert process.poll() is None, "the app ended while starting"
        try:
            with urlopen(f"{origin}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            # Wait a moment, and no longer once the app has ended.
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.2)
    raise AssertionError(f"the app was not ready after {SLOWEST_START} s")


@pytest.fixture(scope="session")
def start_app(snapshots: Path) -> Iterator[Callable[[], str]]:
    """Start a fresh process of the app; return its origin."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> str:
        port = free_port()
        environment = os.environ | {"AQSHA_SNAPSHOTS": str(snapshots), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        with (snapshots.parent / f"app-{port}.log").open("wb") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        started.append(process)
        origin = f"http://127.0.0.1:{port}"
        wait_until_ready(origin, process)
        return origin

    yield start
    for process in started:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def origin(start_app: Callable[[], str]) -> str:
    """The origin of an app that all journeys share."""
    return start_app()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM_FLAGS))
        yield one
        one.close()


@pytest.fixture
def open_browser(browser: Browser) -> Iterator[Callable[..., "Reader"]]:
    """Open a browser of a reader: language, width, theme."""
    contexts: list[BrowserContext] = []

    def open_one(locale: str = "kk-KZ", width: int = 1200, dark: bool = False) -> Reader:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale=locale,
            color_scheme="dark" if dark else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        return Reader(context.new_page())

    yield open_one
    for context in contexts:
        context.close()


class Reader:
    """One reader's tab, with what it asked of which host and what went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hosts: set[str] = set()
        self.errors: list[str] = []
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def go(self, address: str) -> "Reader":
        """Open an address and wait until the page has been drawn whole: its footer stands last."""
        self.page.goto(address)
        return self.drawn()

    def drawn(self) -> "Reader":
        """Wait until the running script has ended and the footer is there."""
        self.page.locator(".aq-footer").wait_for(timeout=30_000)
        self.page.wait_for_function("() => !document.querySelector('[data-testid=\"stStatusWidget\"]')", timeout=30_000)
        return self

    def title(self) -> str:
        """Return the page's title sentence."""
        return self.page.locator("h1").first.inner_text()
