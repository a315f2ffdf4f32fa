"""Every page in every language on real facts, on an empty snapshot and on none: its own heading, a known number."""

import html
from collections.abc import Callable
from decimal import Decimal
from itertools import cycle
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.paths import PAGES
from dashboard.snapshots import newest
from dashboard.words import LANGUAGES, words
from tests.dashboard.register_store import publish_with_register
from tests.pages.conftest import heading, texts

TARAZ = {"place": "taraz", "system": ["open-akimat", "taraz-media-centre"]}

# page → (link, tenge that must stand on it in full)
EXACT = {
    "overview": ({}, "93250000000"),
    "regions": ({}, "742000000"),
    "region": ({"id": "zhambyl"}, "144000000"),
    "customers": ({}, "118997000000"),
    "customer": ({"id": "akimat-taraz"}, "79000000"),
    "contractors": ({}, "144000000"),
    "contractor": ({"id": "benedixsimus"}, "2158962.54"),
    "years": ({}, "787000000"),
    "systems": ({}, "93250000000"),
    "system": ({"id": "open-akimat"}, "79000000"),
    "promises": ({}, "5208.34"),
    "records": ({}, "93250000000"),
    "record": ({"id": "it-taraz-open-akimat-2020"}, "79000000"),
    "question": ({"system": "open-akimat"}, "79000000"),
    "hearing": ({"system": "open-akimat"}, "79000000"),
    "needs": (TARAZ, "93000000"),
    "akims": ({}, "847000000"),
    "data": ({}, "219308154916.43"),
    "compare": ({"region": ["zhambyl", "abai"]}, "742000000"),
    "method": ({}, "219348004916.44"),
}

IN_TURN = tuple(zip((page.key for page in PAGES), cycle(LANGUAGES), strict=False))
"""Every page once, in the languages by turns: for what does not depend on both together."""
NEVER_SHOWN = ("nan", "None", "NaT", "not_counted", "{", "}")


def test_every_page_with_money_of_its_own_has_a_number_to_check() -> None:
    assert {page.key for page in PAGES} - EXACT.keys() == {"about", "open", "changes", "corrections"}


@pytest.fixture(scope="module")
def with_register(snapshots: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one snapshot of the real facts and a made-up register."""
    root = tmp_path_factory.mktemp("register")
    newest_one = newest(snapshots)
    assert newest_one is not None
    publish_with_register(newest_one.folder, root)
    return root


@pytest.mark.parametrize(("key", "lang"), IN_TURN)
def test_a_page_of_a_snapshot_with_a_register_is_drawn(
    key: str, lang: str, with_register: Path, run_page: Callable[..., AppTest]
) -> None:
    query = {"id": "register-900000007"} if key == "record" else {"region": "zhambyl", "from": "2024", "to": "2025"}

    app = run_page(key, snapshots=with_register, lang=lang, **query)

    assert not app.exception
    assert len(heading(app)) > 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_about_to_be_bought_shows_its_planned_sums(
    lang: str, with_register: Path, run_page: Callable[..., AppTest]
) -> None:
    rows = pl.read_parquet(next(with_register.glob("*/tables/open_items.parquet")))
    local = rows.filter(
        (pl.col("level") == "local") & (pl.col("stage") == "planned") & pl.col("amount_kzt").is_not_null()
    )

    shown = texts(run_page("open", snapshots=with_register, lang=lang))

    assert local.height > 5
    assert all(words(lang).money(kzt) in shown for kzt in local["amount_kzt"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_from_the_register_to_the_total_stands_on_the_data_page(
    lang: str, with_register: Path, run_page: Callable[..., AppTest]
) -> None:
    rows = pl.read_parquet(next(with_register.glob("*/tables/bridge.parquet"))).filter(pl.col("level") == "local")

    shown = texts(run_page("data", snapshots=with_register, lang=lang))

    for step in ("superseded", "deleted", "not_concluded", "held_back", "other_topics"):
        assert words(lang).money(rows.filter(pl.col("step") == step)["sum_kzt"].sum()) in shown
    assert words(lang).money(rows["sum_kzt"].sum()) in shown


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_a_page_shows_its_heading_and_its_number(key: str, lang: str, run_page: Callable[..., AppTest]) -> None:
    query, tenge = EXACT.get(key, ({}, None))

    app = run_page(key, lang=lang, **query)

    assert not app.exception
    assert len(heading(app)) > 3
    assert ('class="aq-part aq-way"' in texts(app)) == (key != "hearing")
    if tenge:
        assert words(lang).money(Decimal(tenge)) in texts(app)


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_a_page_shows_no_machine_words(key: str, run_page: Callable[..., AppTest]) -> None:
    query, _ = EXACT.get(key, ({}, None))

    app = run_page(key, lang="ru", **query)
    shown = texts(app)
    # Texts ready to be pasted stand apart: BibTeX has signs of its own. The longest first, for some hold others.
    for copied in sorted((html.unescape(str(one.value)) for one in app.code), key=len, reverse=True):
        shown = shown.replace(copied, "")
    seen = shown.split()

    assert len(seen) > 50
    assert not {word for word in seen if word.strip(".,;:()«»") in NEVER_SHOWN}


@pytest.mark.parametrize(("key", "lang"), IN_TURN)
def test_a_page_of_an_empty_snapshot_answers_in_words(
    key: str, lang: str, empty_snapshots: Path, run_page: Callable[..., AppTest]
) -> None:
    app = run_page(key, snapshots=empty_snapshots, lang=lang)

    assert not app.exception
    assert len(heading(app)) > 3


@pytest.mark.parametrize(("key", "lang"), IN_TURN)
def test_a_page_without_any_snapshot_says_so(
    key: str, lang: str, tmp_path: Path, run_page: Callable[..., AppTest]
) -> None:
    app = run_page(key, snapshots=tmp_path / "nothing", lang=lang)

    assert not app.exception
    assert heading(app) == words(lang)("There is no data yet")


@pytest.mark.parametrize(
    ("key", "leads_to"),
    [("region", "/region?id=zhambyl"), ("contractor", "/contractors"), ("record", "/records"), ("system", "/systems")],
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
