"""The few journeys that matter, in a real Chromium against the real app."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.paths import PAGES
from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser

Open = Callable[..., Reader]

TARAZ = "/needs?place=taraz&system=open-akimat&system=taraz-media-centre"
SUBJECTS = {
    "region": "?id=zhambyl",
    "contractor": "?id=benedixsimus",
    "record": "?id=it-taraz-open-akimat-2020",
    "system": "?id=open-akimat",
}
ADDRESSES = [f"/{page.path}{SUBJECTS.get(page.key, '')}" for page in PAGES]


def query(reader: Reader) -> dict[str, list[str]]:
    return parse_qs(urlsplit(reader.page.url).query)


def test_a_first_visit_shows_the_number_and_the_figures(origin: str, open_browser: Open) -> None:
    reader = open_browser(locale="kk-KZ").go(origin)

    assert "219 млрд ₸" in reader.title().replace("\xa0", " ")
    assert reader.page.locator(".js-plotly-plot .main-svg").count() > 0
    assert reader.page.locator("html").get_attribute("lang") == "kk"
    assert reader.errors == []


@pytest.mark.parametrize("width", [1200, 390])
def test_no_page_asks_another_host_or_runs_over_the_edge(origin: str, open_browser: Open, width: int) -> None:
    reader = open_browser(locale="ru-RU", width=width)
    too_wide = []

    for address in ADDRESSES:
        reader.go(origin + address)
        edge = reader.page.evaluate(
            "() => { const main = document.querySelector('[data-testid=\"stMain\"]');"
            " return [main.scrollWidth, main.clientWidth] }"
        )
        if edge[0] > edge[1]:
            too_wide.append((address, edge))

    assert too_wide == []
    assert reader.hosts == {urlsplit(origin).netloc}
    assert reader.errors == []


def test_a_deep_link_on_a_fresh_process_has_frame_and_page(start_app: Callable[[], str], open_browser: Open) -> None:
    reader = open_browser(locale="ru-RU").go(start_app() + TARAZ)

    shown = reader.page.locator("body").inner_text().replace("\xa0", " ")

    assert "93 000 000 ₸" in shown
    assert "7 188" in shown
    assert reader.page.locator(".aq-brand").is_visible()
    # The front end fetches the code of its page links last, so they may come after the page itself.
    reader.page.locator(".st-key-aq_nav a").nth(7).wait_for()


def test_a_copied_link_shows_another_reader_the_same(origin: str, open_browser: Open) -> None:
    mine = open_browser(locale="kk-KZ").go(f"{origin}/records?region=zhambyl&lang=kk")
    mine.page.locator(".st-key-records_share button").first.click()
    copied = mine.page.locator("[data-testid='stCode']").first.inner_text().strip()

    theirs = open_browser(locale="en-US").go(copied)

    asked = parse_qs(urlsplit(copied).query)
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{8}", asked["asof"][0])
    assert asked["level"] == ["local"]
    assert asked["region"] == ["zhambyl"]
    assert theirs.title() == mine.title()
    assert any(character.isdigit() for character in theirs.title())


def test_switching_the_language_keeps_the_view(origin: str, open_browser: Open) -> None:
    reader = open_browser(locale="kk-KZ").go(f"{origin}/records?region=zhambyl&sort=amount")
    in_kazakh = reader.title()

    reader.page.get_by_role("link", name="рус", exact=True).click()
    reader.page.wait_for_url("**lang=ru**")
    reader.drawn()

    assert reader.title() != in_kazakh
    assert query(reader)["region"] == ["zhambyl"]
    assert reader.page.locator("html").get_attribute("lang") == "ru"


def test_a_filter_writes_the_link_and_the_back_button_takes_it_off(origin: str, open_browser: Open) -> None:
    reader = open_browser(locale="en-US").go(f"{origin}/records?lang=en")
    everything = reader.title()

    reader.page.locator(".st-key-records_filters button").first.click()
    regions = reader.page.locator(".st-key-records_region input").first
    regions.click()
    regions.type("Zhambyl")
    reader.page.get_by_role("option", name="Zhambyl Region").click()
    reader.page.wait_for_url("**region=zhambyl**")
    reader.page.locator(".aq-chip", has_text="Zhambyl Region").wait_for()
    filtered = reader.title()
    reader.page.go_back()
    reader.page.wait_for_url(lambda address: "region" not in address)
    reader.page.locator(".aq-chip").wait_for(state="detached")

    assert filtered != everything
    assert reader.title() == everything


def test_the_menu_keeps_the_filters(origin: str, open_browser: Open) -> None:
    reader = open_browser(locale="en-US").go(f"{origin}/records?region=zhambyl&lang=en")

    reader.page.locator(".st-key-aq_nav").get_by_role("link", name="Years").click()
    reader.page.wait_for_url("**/years**")
    reader.page.locator(".aq-chip", has_text="Zhambyl Region").wait_for()

    assert query(reader)["region"] == ["zhambyl"]


def test_my_town_is_found_in_another_spelling(origin: str, open_browser: Open) -> None:
    reader = open_browser(locale="kk-KZ").go(origin)

    field = reader.page.locator("[class*='st-key-aq_town'] input").first
    field.click()
    field.type("Qonaev")
    field.press("Enter")
    reader.page.wait_for_url("**/region**")
    reader.drawn()

    assert query(reader)["id"] == ["almaty-region"]
    assert query(reader)["place"] == ["konaev"]


def test_on_a_phone_a_table_becomes_cards_and_filters_stand_behind_a_button(origin: str, open_browser: Open) -> None:
    reader = open_browser(locale="ru-RU", width=390).go(f"{origin}/records?lang=ru")

    row = reader.page.locator("table tbody tr").first
    amount, title = row.locator(".aq-amount").first, row.locator("th, [scope=row]").first

    assert row.evaluate("one => getComputedStyle(one).display") != "table-row"
    assert amount.bounding_box()["y"] <= title.bounding_box()["y"]  # type: ignore[index]
    assert reader.page.locator(".st-key-records_filters button").first.is_visible()
