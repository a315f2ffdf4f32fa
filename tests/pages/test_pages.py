"""Every page in every language on real facts, on an empty snapshot and on none: its own heading, a known number."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.paths import PAGES
from dashboard.words import LANGUAGES, words
from tests.pages.conftest import heading, texts

TARAZ = {"place": "taraz", "system": ["open-akimat", "taraz-media-centre"]}

# page → (link, tenge that must stand on it in full)
EXACT = {
    "overview": ({}, "93250000000"),
    "regions": ({}, "742000000"),
    "region": ({"id": "zhambyl"}, "144000000"),
    "contractors": ({}, "144000000"),
    "contractor": ({"id": "benedixsimus"}, "2158962.54"),
    "years": ({}, "787000000"),
    "records": ({}, "93250000000"),
    "record": ({"id": "it-taraz-open-akimat-2020"}, "79000000"),
    "needs": (TARAZ, "93000000"),
    "data": ({}, "219308154916.43"),
    "method": ({}, "219348004916.44"),
}

NEVER_SHOWN = ("nan", "None", "NaT", "not_counted", "{", "}")


def test_every_page_but_about_has_a_number_to_check() -> None:
    assert {page.key for page in PAGES} - EXACT.keys() == {"about"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_a_page_shows_its_heading_and_its_number(key: str, lang: str, run_page: Callable[..., AppTest]) -> None:
    query, tenge = EXACT.get(key, ({}, None))

    app = run_page(key, lang=lang, **query)

    assert not app.exception
    assert len(heading(app)) > 3
    if tenge:
        assert words(lang).money(Decimal(tenge)) in texts(app)


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_a_page_shows_no_machine_words(key: str, run_page: Callable[..., AppTest]) -> None:
    query, _ = EXACT.get(key, ({}, None))

    shown = texts(run_page(key, lang="ru", **query)).split()

    assert len(shown) > 50
    assert not {word for word in shown if word.strip(".,;:()«»") in NEVER_SHOWN}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_a_page_of_an_empty_snapshot_answers_in_words(
    key: str, lang: str, empty_snapshots: Path, run_page: Callable[..., AppTest]
) -> None:
    app = run_page(key, snapshots=empty_snapshots, lang=lang)

    assert not app.exception
    assert len(heading(app)) > 3


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_a_page_without_any_snapshot_says_so(
    key: str, lang: str, tmp_path: Path, run_page: Callable[..., AppTest]
) -> None:
    app = run_page(key, snapshots=tmp_path / "nothing", lang=lang)

    assert not app.exception
    assert heading(app) == words(lang)("There is no data yet")


@pytest.mark.parametrize(
    ("key", "leads_to"),
    [("region", "/region?id=zhambyl"), ("contractor", "/contractors"), ("record", "/records")],
)
@pytest.mark.parametrize("subject", [None, "no-such-thing"])
def test_a_profile_of_nothing_known_leads_on(
    key: str, leads_to: str, subject: str | None, run_page: Callable[..., AppTest]
) -> None:
    app = run_page(key, lang="en", **({"id": subject} if subject else {}))

    assert not app.exception
    assert f'href="{leads_to}' in texts(app)


def test_what_a_link_holds_in_vain_is_named(run_page: Callable[..., AppTest]) -> None:
    shown = texts(run_page("records", lang="en", region=["zhambyl", "atlantis"], colour="red"))

    assert "atlantis" in shown
    assert "colour" in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_filter_changes_the_number_in_the_title(lang: str, run_page: Callable[..., AppTest]) -> None:
    everywhere = heading(run_page("overview", lang=lang))

    here = heading(run_page("overview", lang=lang, region="zhambyl"))

    assert words(lang).money_short(Decimal(742_000_000)) in here
    assert here != everywhere


def test_a_language_asked_for_by_the_link_wins(run_page: Callable[..., AppTest]) -> None:
    titles = {heading(run_page("years", lang=lang)) for lang in LANGUAGES}

    assert len(titles) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fault_of_ours_is_answered_in_words_with_a_way_on(
    lang: str, run_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("dashboard.views.method.build", fails)
    with pytest.raises(AssertionError, match="the page raised"):
        run_page("method", lang=lang, q=f"fault{lang}")
