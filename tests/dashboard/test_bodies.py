"""Bodies of pages: every figure is named, told in words and given as a table, links stay within a face."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from dashboard.bodies.every import BODIES
from dashboard.body import Beside, Body, Figure, FilterBar, Leads
from dashboard.charts.base import DARK, LIGHT
from dashboard.html import pieces
from dashboard.page import Page
from dashboard.paths import PAGES
from dashboard.stories import contractors as suppliers
from dashboard.stories import parties as lists
from dashboard.stories import years as years_story
from dashboard.views import contractors, years

QUERIES = {
    "region": "id=zhambyl",
    "customer": "id=akimat-taraz",
    "contractor": "id=benedixsimus",
    "record": "id=it-taraz-open-akimat-2020",
    "system": "id=astana-smart-city-video",
    "compare": "region=zhambyl&region=astana",
    "needs": "place=taraz&system=open-akimat&system=taraz-media-centre",
}
FIGURES = {
    "overview": ["by_year"],
    "years": ["by_group", "by_category", "by_kind", "by_span"],
    "regions": ["map"],
    "region": ["by_year"],
    "customers": ["buyers"],
    "customer": ["by_year"],
    "contractors": ["suppliers"],
    "contractor": ["taxes"],
    "records": [],
    "systems": ["kinds"],
    "system": ["stages"],
    "compare": ["by_group", "by_year"],
}
Ask = Callable[..., Page]


def body_of(page: Page) -> Body:
    return BODIES[page.key](page)


def figures(body: Body) -> list[Figure]:
    return [piece for piece in body.every() if isinstance(piece, Figure)]


def figure(body: Body, key: str) -> Figure:
    found = body.figure(key)
    assert found is not None
    return found


def drawn(body: Body) -> str:
    """All HTML of a body: its head, its still pieces and the lines under its figures."""
    still = [piece for piece in body.every() if not isinstance(piece, Figure | FilterBar | Beside)]
    feet = [one.foot for one in figures(body)]
    head = pieces.heading(body.page, body.heading)
    return "".join([head, *(pieces.still(body.page.tr, one) for one in still), *feet])


def page_links(body: Body) -> list[str]:
    """All links to pages of ours; files, slides, the interface and feeds are the same for all faces."""
    links = re.findall(r'href="(/[^"]*)"', drawn(body))
    apart = ("/files/", "/api/", "/feed.atom", "/brief.")
    return [one for one in links if not one.startswith(apart) and "mode=screen" not in one]


def test_every_page_has_a_body() -> None:
    assert BODIES.keys() == {page.key for page in PAGES}


@pytest.mark.parametrize("key", FIGURES)
def test_names_of_figures_which_links_hold_stay(key: str, ask_page: Ask) -> None:
    body = body_of(ask_page(key, QUERIES.get(key, "")))

    assert [one.key for one in figures(body)] == FIGURES[key]


@pytest.mark.parametrize("key", BODIES)
def test_a_figure_has_a_name_of_its_own_words_and_the_same_as_a_table(key: str, ask_page: Ask) -> None:
    shown = figures(body_of(ask_page(key, QUERIES.get(key, ""))))

    assert len({one.key for one in shown}) == len(shown)
    for one in shown:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", one.key)
        assert one.title
        assert len(one.alt) > 20
        assert one.table is not None
        assert one.table.rows
        assert one.draw(LIGHT).data
        assert one.draw(DARK).data


@pytest.mark.parametrize("key", BODIES)
def test_every_page_can_be_shared_once(key: str, ask_page: Ask) -> None:
    body = body_of(ask_page(key, QUERIES.get(key, "")))

    assert sum(isinstance(one, FilterBar) for one in body.every()) == 1


@pytest.mark.parametrize("key", BODIES)
def test_links_of_a_light_page_stay_light(key: str, ask_page: Ask) -> None:
    page = replace(ask_page(key, QUERIES.get(key, "")), root="/light")

    links = page_links(body_of(page))

    assert links
    assert [one for one in links if not one.startswith("/light/")] == []


@pytest.mark.parametrize("key", ["years", "contractors", "records", "overview"])
def test_links_of_an_empty_light_page_stay_light(key: str, ask_page: Ask) -> None:
    page = replace(ask_page(key, "q=zzzqqq&category=media"), root="/light")

    links = page_links(body_of(page))

    assert links
    assert [one for one in links if not one.startswith("/light/")] == []


def test_a_chosen_region_leads_to_its_page_with_the_filters(ask_page: Ask) -> None:
    chosen = figure(body_of(ask_page("regions", "category=media&region=zhambyl")), "map").chosen

    assert chosen is not None
    assert chosen("zhambyl") == Leads("/region?id=zhambyl&category=media&lang=en")


def test_a_chosen_column_leads_to_its_records(ask_page: Ask) -> None:
    chosen = figure(body_of(ask_page("years")), "by_group").chosen

    assert chosen is not None
    assert 'href="/records?' in str(chosen("local.software.2020"))
    assert "from=2020" in str(chosen("local.software.2020"))
    assert chosen("local.software.1850") is None


def test_a_chosen_supplier_leads_to_its_page(ask_page: Ask) -> None:
    chosen = figure(body_of(ask_page("contractors")), "suppliers").chosen

    assert chosen is not None
    assert 'href="/contractor?id=benedixsimus' in str(chosen("benedixsimus"))


def test_the_table_of_the_largest_suppliers_adds_up_to_what_all_named_were_paid(ask_page: Ask) -> None:
    page = ask_page("contractors")
    view = page.view(contractors.build)
    bars, rows = lists.bars(page, suppliers.WORDING, view), lists.largest_table(page, suppliers.WORDING, view).rows

    assert [row["name"].text for row in rows] == [bar.label for bar in bars]
    assert [row["total"].text for row in rows] == [page.tr.money(bar.committed + bar.planned) for bar in bars]
    assert sum(bar.committed + bar.planned for bar in bars) == view.named_money.total


@pytest.mark.parametrize("query", ["", "level=all", "level=central"])
def test_the_table_of_spans_holds_each_bar_exactly(query: str, ask_page: Ask) -> None:
    page = ask_page("years", query)
    view = page.view(years.build)
    bars, rows = years_story.span_bars(page, view), years_story.span_table(page, view).rows

    assert len(bars) == len(rows) > 0
    for bar, row in zip(bars, rows, strict=True):
        assert row["committed"].text == (page.tr.money(bar.committed) if bar.committed else "")
        assert row["planned"].text == (page.tr.money(bar.planned) if bar.planned else "")
