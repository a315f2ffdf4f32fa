"""Light pages, embeds and the first lines against axe's rules: two themes, two widths, filters open."""

import pytest

from tests.browser.test_journeys import ADDRESSES
from tests.prove.test_accessibility import WITHOUT_TEXT, grave_violations

pytestmark = pytest.mark.prove

SMALL = [f"/{face}/{address.strip('/') or 'overview'}" for address in ADDRESSES for face in ("light", "embed")]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1200, 320])
def test_axe_finds_nothing_serious_on_small_pages(origin, open_browser, width, dark):
    reader, found, silent, wide = open_browser(locale="kk-KZ", width=width, dark=dark), {}, {}, {}

    for address in SMALL:
        reader.page.goto(origin + address)
        for summary in reader.page.locator("form summary").all():
            summary.click()
        found[address] = grave_violations(reader)
        silent[address] = reader.page.evaluate(WITHOUT_TEXT)
        wide[address] = reader.page.evaluate("document.documentElement.scrollWidth") > width

    assert {address: lines for address, lines in found.items() if lines} == {}
    assert {address: lines for address, lines in silent.items() if lines} == {}
    assert [address for address, is_wide in wide.items() if is_wide] == []


def test_axe_finds_nothing_serious_in_the_first_lines(origin, open_browser):
    reader = open_browser(locale="kk-KZ")
    reader.page.route("**/_stcore/**", lambda route: route.abort())
    reader.page.goto(origin + "/region?id=zhambyl", wait_until="load")
    reader.page.locator("#aq-first").wait_for()

    assert grave_violations(reader) == []
