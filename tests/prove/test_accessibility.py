"""Every page against axe's rules and from the keyboard alone: two themes, two widths, in Kazakh."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Reader
from tests.browser.test_journeys import ADDRESSES

pytestmark = pytest.mark.prove

Open = Callable[..., Reader]

GRAVE = {"serious", "critical"}
STOPS = {
    "brand": ".aq-brand",
    "languages": ".aq-languages a",
    "town": "[class*='st-key-aq_town'] input",
    "menu": ".st-key-aq_nav a",
    "filters": ".st-key-records_filters button",
    "first link of the table": "table tbody a",
}
MOST_TABS = 60
ALL_FIGURES_DRAWN = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
    .every(figure => figure.querySelector('.main-svg'))"""
HEADINGS = "() => [...document.querySelectorAll('h1')].filter(one => one.checkVisibility()).length"
WITHOUT_TEXT = """() => [...document.querySelectorAll('img, [role="img"], [data-testid="stPlotlyChart"], svg[role]')]
    .filter(one => one.checkVisibility() && !one.closest('[aria-hidden="true"]'))
    .filter(one => !(one.getAttribute('aria-label') || one.getAttribute('alt') || one.querySelector('title')
        || one.getAttribute('aria-labelledby') || one.getAttribute('alt') === ''))
    .map(one => one.outerHTML.slice(0, 200))"""


def shown(reader: Reader, address: str) -> Reader:
    """Open a page and wait until its figures are drawn too."""
    reader.go(address)
    reader.page.wait_for_function(ALL_FIGURES_DRAWN, timeout=30_000)
    return reader


def grave_violations(reader: Reader) -> list[str]:
    """Return what axe holds to be serious or critical on the page shown, one line for each element."""
    found = Axe().run(reader.page).response
    assert any(rule["id"] == "color-contrast" for rule in [*found["passes"], *found["violations"]])
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]}"
        for rule in found["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1200, 390])
def test_axe_finds_nothing_serious(origin: str, open_browser: Open, width: int, dark: bool) -> None:
    reader = open_browser(locale="kk-KZ", width=width, dark=dark)

    found = {address: grave_violations(shown(reader, origin + address)) for address in ADDRESSES}

    assert {address: lines for address, lines in found.items() if lines} == {}


def test_axe_finds_nothing_serious_among_the_open_filters(origin: str, open_browser: Open) -> None:
    reader = shown(open_browser(locale="kk-KZ"), f"{origin}/records")
    reader.page.locator(STOPS["filters"]).first.click()
    reader.page.locator(".st-key-records_region input").first.wait_for()

    assert grave_violations(reader) == []


def test_every_page_has_one_main_heading_and_no_figure_without_words(origin: str, open_browser: Open) -> None:
    reader = open_browser(locale="kk-KZ")
    headings, silent = {}, {}

    for address in ADDRESSES:
        shown(reader, origin + address)
        headings[address] = reader.page.evaluate(HEADINGS)
        silent[address] = reader.page.evaluate(WITHOUT_TEXT)

    assert headings == dict.fromkeys(ADDRESSES, 1)
    assert {address: found for address, found in silent.items() if found} == {}


def looks_focused(reader: Reader) -> bool:
    """Tell whether focus can be seen: the page round the focused element looks otherwise once focus has left it."""
    focused = reader.page.evaluate_handle("() => document.activeElement").as_element()
    assert focused is not None
    box = focused.bounding_box()
    assert box is not None
    left, top = max(box["x"] - 8, 0), max(box["y"] - 8, 0)
    clip = {"x": left, "y": top, "width": box["width"] + 16, "height": box["height"] + 16}
    with_focus = reader.page.screenshot(clip=clip, animations="disabled")  # type: ignore[arg-type]
    focused.evaluate("one => one.blur()")
    return with_focus != reader.page.screenshot(clip=clip, animations="disabled")  # type: ignore[arg-type]


def test_the_tab_key_reaches_everything_in_order_and_shows_where_it_is(origin: str, open_browser: Open) -> None:
    reader = shown(open_browser(locale="kk-KZ"), f"{origin}/records")
    reached: list[str] = []
    unseen: list[str] = []

    for _ in range(MOST_TABS):
        reader.page.keyboard.press("Tab")
        stop = next((name for name, where in STOPS.items() if stands_on(reader, where)), None)
        if stop and stop not in reached:
            reached.append(stop)
            unseen += [] if looks_focused(reader) else [stop]

    assert reached == list(STOPS)
    assert unseen == []


def stands_on(reader: Reader, selector: str) -> bool:
    return bool(reader.page.evaluate("where => document.activeElement.matches(where)", selector))
