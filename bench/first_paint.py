"""How soon a reader sees the first number of a page at 10 Mbit/s with 60 ms of latency: `python -m bench.first_paint`.

A fresh browser without any cache opens each page of a running app (`--origin`, by default of one started here). Printed
in milliseconds: when the first lines were painted, the title's number among them; and when the app had drawn its own.
The aim for the first is 800.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
BYTES_PER_SECOND = 10_000_000 / 8
LATENCY = 60
PATHS = ("/?lang=kk", "/region?id=zhambyl&lang=kk", "/records?lang=ru", "/years?lang=en", "/method?lang=kk")
PAINTED = """() => new Promise((resolve) => {
  const told = () => performance.getEntriesByName("first-contentful-paint")[0];
  const wait = () => (told() ? resolve(told().startTime) : requestAnimationFrame(wait));
  wait();
})"""
TITLE = "() => document.querySelector('#aq-first h1, #root h1')?.textContent ?? ''"
DRAWN = "() => document.querySelector('#root .aq-heading') && performance.now()"


@contextmanager
def started() -> Iterator[str]:
    """Start the app on a free port and end it afterwards."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait()


def wait_for(origin: str) -> str:
    """Wait until an app is ready, and its static files are pressed."""
    for _ in range(300):
        try:
            with urlopen(f"{origin}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    time.sleep(6)
                    return origin
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(origin)


def one_visit(browser: Browser, address: str) -> tuple[float, float, str]:
    """Return milliseconds to the first paint and to the app's own page, and the title that was painted first."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    speed: dict[str, bool | int | float] = {"offline": False, "latency": LATENCY}
    speed |= {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", speed)
    page.goto(address, wait_until="commit")
    painted, title = page.evaluate(PAINTED), page.evaluate(TITLE)
    drawn = page.wait_for_function(DRAWN, timeout=60_000).json_value()
    context.close()
    return painted, drawn, title


def main() -> None:
    """Print one line per page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--origin", default="", help="an app that runs already")
    origin = parser.parse_args().origin
    if origin:
        measure(origin)
        return
    with started() as own:
        measure(own)


def measure(origin: str) -> None:
    """Visit each page several times; the first visit makes the answer and is told apart."""
    print(f"{'page':<32}{'first visit':>12}{'later':>8}{'app drawn':>11}  first title")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        for path in PATHS:
            visits = [one_visit(browser, origin + path) for _ in range(ROUNDS)]
            later = statistics.median(painted for painted, _, _ in visits[1:])
            drawn = statistics.median(when for _, when, _ in visits)
            print(f"{path:<32}{visits[0][0]:>12.0f}{later:>8.0f}{drawn:>11.0f}  {visits[0][2][:60]}")
        browser.close()


if __name__ == "__main__":
    main()
