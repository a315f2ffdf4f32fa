"""Every page against axe's rules and from the keyboard alone: two themes, two widths, in Kazakh."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Reader
from tests.browser.test_journeys import ADDRESSES

pytestmark = pytest.mark.prove

Open = Callable[..., Reader]

GRAVE = {"serious", "critical"}
WORSE_OUTLINE = "() => { const one = document.activeElement; return one }"


def grave_violations(reader: Reader) -> list[str]:
    """What axe holds to be serious or critical on the page shown, one line for each element."""
    found = Axe().run(reader.page).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1200, 390])
def test_axe_finds_nothing_serious(origin: str, open_browser: Open, width: int, dark: bool) -> None:
    reader = open_browser(locale="kk-KZ", width=width, dark=dark)

    found = {address: grave_violations(reader.go(origin + address)) for address in ADDRESSES}

    assert {address: lines for address, lines in found.items() if lines} == {}
