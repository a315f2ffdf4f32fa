"""Slides and the one file of a pack against axe's rules: two themes, a projector's width and a phone's."""

import pytest

from tests.prove.test_accessibility import WITHOUT_TEXT, grave_violations

pytestmark = pytest.mark.prove

LINK = "system=open-akimat&system=taraz-media-centre"
SLIDES = (1, 3, 6, 7, 13, 19, 24, 31)
"""Of each kind one: the finding, numbers, a figure, records, both sides, needs, a question, words."""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious_on_slides(origin, open_browser, dark):
    reader, found, silent = open_browser(locale="kk-KZ", width=1024, dark=dark), {}, {}
    reader.page.goto(f"{origin}/hearing?mode=screen&{LINK}&lang=kk")

    for number in SLIDES:
        reader.page.evaluate("number => { location.hash = number }", str(number))
        found[number] = grave_violations(reader)
        silent[number] = reader.page.evaluate(WITHOUT_TEXT)

    assert {number: lines for number, lines in found.items() if lines} == {}
    assert {number: lines for number, lines in silent.items() if lines} == {}


@pytest.mark.parametrize("width", [1200, 390])
def test_axe_finds_nothing_serious_in_the_one_file(origin, open_browser, tmp_path, width):
    reader, file = open_browser(locale="kk-KZ", width=width), tmp_path / "brief.html"
    link = f"{origin}/brief.html?{LINK}&part=a-finding&part=b-figures&part=c-sides&part=d-peers"
    file.write_bytes(reader.page.request.get(link).body())
    reader.page.goto(file.as_uri())

    assert reader.page.locator("h2").count() >= 4
    assert grave_violations(reader) == []
    assert reader.page.evaluate(WITHOUT_TEXT) == []
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
