"""Changes night by night, as a filter sees them: sums by hand, what left and came into a view, words, pages."""

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard.answers import Site
from dashboard.bodies.changes import body
from dashboard.body import Rows
from dashboard.filters import Filters
from dashboard.page import Page, open_page
from dashboard.views import changes
from dashboard.views.money import money
from tests.nights import CAME, CAME_KZT, CHANGED_KZT, GONE, GONE_KZT
from tests.pipelines.running import OPEN_AKIMAT

WAS, IS = 79_000_000, 81_000_000


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AQSHA_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def ask(nights: tuple[Path, list[str]]) -> Callable[..., Page]:
    site = Site(nights[0])

    def asking(query: str = "", lang: str = "en") -> Page:
        page = open_page(site, "changes", f"lang={lang}&{query}", "")
        assert page is not None
        return page

    return asking


def told(page: Page) -> list[tuple[str, str, int]]:
    view = page.view(changes.build)
    return [(one.record_id, one.how, int(one.moved)) for one in view.changes]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            "",
            [(GONE, "gone", -GONE_KZT), (CAME, "added", CAME_KZT), (OPEN_AKIMAT, "changed", CHANGED_KZT)],
            id="everything, the newest first",
        ),
        pytest.param("region=abai", [(GONE, "gone", -GONE_KZT)], id="what went is found where it was"),
        pytest.param("region=zhambyl&q=made", [(CAME, "added", CAME_KZT)], id="words"),
        pytest.param("category=media", [(GONE, "gone", -GONE_KZT)], id="category"),
        pytest.param("min=80000000", [(OPEN_AKIMAT, "came", IS)], id="a change led it into the view"),
        pytest.param("max=80000000&category=it&min=50000000", [(OPEN_AKIMAT, "left", -WAS)], id="and out of it"),
        pytest.param("from=2021&to=2021", [(GONE, "gone", -GONE_KZT)], id="years"),
        pytest.param(f"record={CAME}", [(CAME, "added", CAME_KZT)], id="one record"),
        pytest.param("level=central", [], id="nothing"),
    ],
)
def test_a_filter_finds_its_own_changes(query, expected, ask):
    assert told(ask(query)) == expected


FILTERS = ["", "region=zhambyl", "category=it", "min=80000000", "max=80000000", "kind=contract", "tier=press", "q=open"]


@pytest.mark.parametrize("query", FILTERS)
def test_what_nights_moved_is_the_difference_of_the_totals(query, nights, ask):
    root, made = nights
    site = Site(root)
    before, after = (site.ask(f"{query}&asof={one}") for one in (made[0], made[-1]))
    expected = money(after.store, after.filters).total - money(before.store, before.filters).total

    assert sum(ask(query).view(changes.build).moved.values()) == expected


def test_a_night_names_its_edition_and_the_one_before(nights, ask):
    found = ask().view(changes.build).nights

    assert [(one.snapshot_id, one.before_id) for one in found] == list(
        zip(nights[1][:0:-1], nights[1][-2::-1], strict=True)
    )
    assert [(one.came, one.changed, one.went) for one in found] == [(0, 0, 1), (1, 0, 0), (0, 1, 0)]


def test_an_older_edition_tells_the_changes_up_to_it(nights, ask):
    assert told(ask(f"asof={nights[1][1]}")) == [(OPEN_AKIMAT, "changed", CHANGED_KZT)]


def test_the_first_edition_tells_none_and_says_why(nights, ask):
    page = ask(f"asof={nights[1][0]}")

    assert page.view(changes.build).told_since is None
    assert "This edition is the first of which changes are told" in str(body(page).pieces)


def test_pages_of_the_list_hold_every_change_once(ask, monkeypatch):
    monkeypatch.setattr(changes, "ROWS", 2)
    first = changes.build(ask().asked.store, Filters())
    second = changes.build(ask().asked.store, Filters(page=2))
    beyond = changes.build(ask().asked.store, Filters(page=9))

    assert (first.pages, len(first.changes), len(second.changes)) == (2, 2, 1)
    assert {one.record_id for one in (*first.changes, *second.changes)} == {GONE, CAME, OPEN_AKIMAT}
    assert (beyond.page, beyond.page_too_far) == (2, True)


def test_sums_of_levels_are_never_added_up(nights, tmp_path):
    root = shutil.copytree(nights[0], tmp_path / "snapshots")
    with duckdb.connect(root / nights[1][-1] / "serve.duckdb") as connection:
        connection.execute(f"UPDATE events SET level = 'central' WHERE record_id = '{CAME}'")

    view = changes.build(Site(root).ask("").store, Filters(level="all"))

    assert view.moved == {"local": Decimal(CHANGED_KZT - GONE_KZT), "central": Decimal(CAME_KZT)}


def test_of_one_night_the_largest_move_stands_first(nights, tmp_path):
    root = shutil.copytree(nights[0], tmp_path / "snapshots")
    with duckdb.connect(root / nights[1][-1] / "serve.duckdb") as connection:
        connection.execute("UPDATE events SET snapshot_id = 'one', made_at = 'one', day = '2026-11-25'")

    view = changes.build(Site(root).ask("").store, Filters())

    assert [one.record_id for one in view.changes] == [GONE, CAME, OPEN_AKIMAT]
    assert sorted([GONE, CAME, OPEN_AKIMAT]) != [GONE, CAME, OPEN_AKIMAT]
    assert [one.records for one in view.nights] == [3]


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_the_page_leads_from_changes_to_records_that_are_still_there(lang, ask):
    page = ask(lang=lang)
    tables = [piece.table for piece in body(page).every() if isinstance(piece, Rows)]

    links = [row["title"].href for row in tables[1].rows]

    assert links == [None, *(page.plain_link("/record", id=one) for one in (CAME, OPEN_AKIMAT))]


def test_the_title_tells_how_many_and_how_much(ask):
    assert body(ask()).heading.title.replace("\u00a0", " ") == (
        "3 changes since 23 November 2026 moved the total by −29.5 million ₸"
    )
    assert body(ask("level=central")).heading.title == "No change was found for this view"
