"""The page about the site: corrections reach someone, the citation names the edition, nothing is drawn unescaped."""

import re

import pytest
from pydantic import ValidationError

from dashboard.html import reading
from dashboard.settings import Settings
from dashboard.stories import about as story

LANGUAGES = ("kk", "ru", "en")


def _html(page, contact="", origin="https://site.test"):
    return "".join(reading.chapter(page.tr, one) for one in story.chapters(page, contact=contact, origin=origin))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_chapters_are_told_in_every_language(ask_page, lang):
    page = ask_page("about", lang=lang)

    chapters = story.chapters(page, contact="", origin="")

    anchors = [one.anchor for one in chapters]
    assert len(set(anchors)) == len(anchors)
    assert {"corrections", "licence", "privacy", "citation", "neutrality"} <= {*anchors}
    assert all(re.fullmatch("[a-z-]+", anchor) for anchor in anchors)
    assert story.title(page)
    assert "%(" not in _html(page)


@pytest.mark.parametrize(
    ("contact", "shown", "repository"),
    [
        pytest.param("", "the repository of the code: open an issue", True, id="none set: the repository"),
        pytest.param("fix@site.test", "Send it to: fix@site.test", False, id="mail address"),
        pytest.param("https://site.test/form", 'href="https://site.test/form"', False, id="form"),
    ],
)
def test_corrections_name_a_way_that_exists(ask_page, contact, shown, repository):
    html = _html(ask_page("about"), contact=contact)

    assert shown in html
    assert ("names no address of its own" in html) == repository


def test_citation_names_the_edition_and_leads_to_it(ask_page):
    page = ask_page("about")

    chapter = story.citation(page, "https://site.test")

    assert page.asked.snapshot.id in chapter.code
    assert f"https://site.test/?asof={page.asked.snapshot.id}&lang=en" in chapter.code
    assert "CC BY 4.0" in chapter.code


def test_contact_is_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("AQSHA_CONTACT", " fix@site.test ")
    assert Settings().contact == "fix@site.test"

    monkeypatch.delenv("AQSHA_CONTACT")
    assert Settings().contact == ""


@pytest.mark.parametrize("value", ["javascript:alert(1)", "http://site.test", "fix@", "two@a.b words", "<b>@a.b"])
def test_contact_that_is_no_address_is_refused(monkeypatch, value):
    monkeypatch.setenv("AQSHA_CONTACT", value)

    with pytest.raises(ValidationError, match="contact"):
        Settings()


def test_chapters_are_escaped(ask_page):
    page = ask_page("about")

    html = reading.chapter(page.tr, reading.Chapter("a", "A", ["<b>"], ["<i>"], "<u>", ["<s>"]))

    assert not re.search("<[bius]>", html)
