"""Script time of every page on the newest snapshot: `make bench`.

Each page runs in process, as Streamlit runs it for one reader: first with no answer cached, then again and again.
Printed in milliseconds; the aim is below 300 for the first answer on 2 cores.
"""

import statistics
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.answers import site_of
from dashboard.paths import PAGES

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
SUBJECTS: dict[str, dict[str, str | list[str]]] = {
    "region": {"id": "zhambyl"},
    "record": {"id": "it-taraz-open-akimat-2020"},
    "contractor": {"id": "benedixsimus"},
    "customer": {"id": "akimat-taraz"},
    "system": {"id": "open-akimat"},
    "compare": {"region": ["astana", "zhambyl"]},
    "hearing": {"system": ["open-akimat", "taraz-media-centre"]},
    "needs": {"place": "taraz", "system": ["open-akimat", "taraz-media-centre"]},
}


def one_page(key: str, file: str) -> tuple[float, float]:
    """Return milliseconds of the first answer and the median of later ones."""
    app = AppTest.from_file(str(ROOT / "dashboard" / "frame.py"), default_timeout=60)
    app.query_params["lang"] = "kk"
    for name, value in SUBJECTS.get(key, {}).items():
        app.query_params[name] = value
    app.switch_page(f"../{file}").run()  # imports, fonts of words, opening of the store
    times = []
    for round_number in range(ROUNDS):
        if round_number == 0:
            site_of.cache_clear()
        started = time.perf_counter()
        app.run()
        times.append((time.perf_counter() - started) * 1000)
        assert not app.exception, app.exception
    return times[0], statistics.median(times[1:])


def main() -> None:
    """Print one line per page."""
    print(f"{'page':<14}{'first answer, ms':>18}{'cached, ms':>12}")
    for page in PAGES:
        first, later = one_page(page.key, page.file)
        print(f"{page.key:<14}{first:>18.0f}{later:>12.0f}")


if __name__ == "__main__":
    main()
