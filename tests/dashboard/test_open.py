"""What is about to be bought: in which group a purchase stands, what its sums are not, what is said of nothing."""

from decimal import Decimal

import polars as pl
import pytest

from dashboard.bodies.open import body as open_body
from dashboard.body import Rows
from dashboard.filters import Filters
from dashboard.html import parts
from dashboard.stories import open as story
from dashboard.views import open as upcoming
from dashboard.views.money import money

LANGUAGES = ("kk", "ru", "en")
DAY = "2026-11-22"


@pytest.fixture(scope="module")
def items(register_store):
    return pl.read_parquet(register_store.folder / "tables" / "open_items.parquet").to_dicts()


def group_by_hand(item):
    if item["stage"] == "planned":
        return "planned"
    days = [item[column][:10] for column in ("bids_until", "remarks_until") if item[column]]
    return "now" if days and max(days) >= DAY else "closed"


@pytest.mark.parametrize("level", ["local", "central", "all"])
def test_every_purchase_stands_in_one_group(register_store, items, level):
    view = upcoming.build(register_store, Filters(level=level))

    for group in upcoming.GROUPS:
        expected = {one["item_id"] for one in items if level in ("all", one["level"]) and group_by_hand(one) == group}
        assert {row["item_id"] for row in getattr(view, group)} == expected
        assert view.count(group) == len(expected)
    assert view.items == sum(len(getattr(view, group)) for group in upcoming.GROUPS)


def test_sums_are_those_of_the_purchases_by_level_and_group(register_store, items):
    for one in upcoming.build(register_store, Filters(level="all")).sums:
        mine = [
            item
            for item in items
            if (group_by_hand(item), item["level"], item["headline_group"])
            == (one.group, one.level, one.headline_group)
        ]
        assert one.items == len(mine)
        assert one.planned_kzt == sum((item["amount_kzt"] or Decimal(0) for item in mine), Decimal(0))
        assert one.without_sum == sum(item["amount_kzt"] is None for item in mine)


def test_the_nearest_deadline_stands_first_and_has_not_passed(register_store):
    deadlines = [row["next_deadline"] for row in upcoming.build(register_store, Filters()).now]

    assert deadlines == sorted(deadlines)
    assert all(one[:10] >= DAY for one in deadlines)
    assert len(deadlines) > 3


@pytest.mark.parametrize(
    ("query", "column", "value"),
    [
        ("region=zhambyl", "region", {"zhambyl"}),
        ("place=taraz", "place", {"taraz"}),
        ("category=media.smm", "category", {"media.smm"}),
        ("customer=made-up-buyer-local-abai-region", "customer_id", {"made-up-buyer-local-abai-region"}),
        ("q=SMM", "category", {"media.smm"}),
        ("method=single_source", "method", {"single_source"}),
    ],
)
def test_filters_narrow_to_what_they_name(register_store, query, column, value):
    view = upcoming.build(register_store, Filters.parse(query))
    rows = [row for group in upcoming.GROUPS for row in getattr(view, group)]

    assert {row[column] for row in rows} == value
    assert len(rows) < upcoming.build(register_store, Filters()).items


def test_sums_asked_for_are_planned_sums(register_store):
    view = upcoming.build(register_store, Filters(minimum=Decimal(1_000_000), maximum=Decimal(5_000_000)))

    amounts = [row["amount_kzt"] for group in upcoming.GROUPS for row in getattr(view, group)]
    assert amounts
    assert all(1_000_000 <= amount <= 5_000_000 for amount in amounts)


def test_what_cannot_be_asked_of_a_plan_is_named_and_changes_nothing(ask_register):
    page = ask_register("open", "kind=plan&tier=press&from=2024&to=2026&contractor=made-up-supplier-1")
    view = page.view(upcoming.build)

    (text,) = story.notices(page, view)

    assert view.items == ask_register("open").view(upcoming.build).items
    assert set(view.unused) == {"kind", "tier", "year_from", "year_to", "contractor"}
    assert text.count("the years") == 1


def test_planned_purchases_are_in_no_total(register_store, store):
    with_register = money(register_store, Filters(tier=("press", "official", "audit")))

    assert with_register == money(store, Filters(tier=("press", "official", "audit")))


def test_levels_are_never_one_sum(ask_register):
    page = ask_register("open", "level=all")
    view = page.view(upcoming.build)
    together = sum((one.planned_kzt for one in view.sums if one.group == "now"), Decimal(0))

    shown = parts.keys(page.tr, story.keys(page, view)) + parts.table(page.tr, story.sums_table(page, view))

    assert page.tr.money(together) not in shown
    assert page.tr.money_short(together) not in shown + story.title(page, view)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", ["", "level=all", "level=central", "region=ulytau", "q=zzzz", "place=taraz"])
def test_texts_build_for_awkward_links(ask_register, query, lang):
    page = ask_register("open", query, lang)
    view = page.view(upcoming.build)

    html = parts.keys(page.tr, story.keys(page, view)) + parts.table(page.tr, story.sums_table(page, view))
    for group in upcoming.GROUPS:
        html += parts.table(page.tr, story.items_table(page, view, group))
    heading, sentence, links = story.empty(page, view)

    assert "None" not in html
    assert story.title(page, view)
    assert story.lead(page, view)
    assert heading
    assert sentence
    assert len(links) >= 2


def test_an_item_shows_its_weekday_its_portal_page_and_the_words_that_decided(ask_register):
    page = ask_register("open")
    view = page.view(upcoming.build)

    row = story.items_table(page, view, "now").rows[0]

    assert row["when"].text.startswith(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    assert row["portal"].href == view.now[0]["url"]
    assert all(f"«{word}»" in row["title"].note for word in view.now[0]["category_evidence"])


@pytest.fixture
def few_rows(monkeypatch):
    monkeypatch.setattr(upcoming, "ROWS", 3)
    monkeypatch.setattr(story, "ROWS", 3)


@pytest.mark.parametrize("group", upcoming.GROUPS)
def test_pages_of_a_group_show_each_purchase_once(register_store, group, few_rows):
    first = upcoming.build(register_store, Filters(part=(group,)))
    pages = [upcoming.build(register_store, Filters(part=(group,), page=n)) for n in range(1, first.pages(group) + 1)]

    shown = [row["item_id"] for view in pages for row in story.rows_of(view, group)]

    assert len(pages) > 1
    assert len(shown) == len(set(shown)) == first.count(group)
    others = [one for one in upcoming.GROUPS if one != group]
    assert all(story.rows_of(view, one) == story.rows_of(first, one) for view in pages for one in others)


def test_a_long_group_leads_to_its_next_rows_and_keeps_the_filters(ask_register, register_store, few_rows):
    page = ask_register("open", "category=media&part=planned&page=2")
    view = upcoming.build(register_store, page.filters)

    pager = story.items_table(page, view, "planned").pager

    assert (pager.first, pager.last, pager.total) == (4, min(6, view.count("planned")), view.count("planned"))
    assert pager.previous_href == "/open?category=media&lang=en&part=planned#planned"
    assert pager.next_href is None or "page=3&part=planned#planned" in pager.next_href
    assert story.items_table(page, view, "now").pager.first == 1


def test_a_page_that_is_not_there_is_named_and_the_last_one_shown(ask_register, register_store, few_rows):
    page = ask_register("open", "part=now&page=99")
    view = upcoming.build(register_store, page.filters)

    assert view.page == view.pages("now") < 99
    assert view.now
    assert any("99" in one for one in story.notices(page, view))


def test_ten_purchases_of_a_group_stand_open_and_all_of_one_that_is_paged(ask_register):
    groups = {
        asked: {one.table.caption: one.shown for one in open_body(ask_register("open", asked)).every() if is_group(one)}
        for asked in ("", "part=planned")
    }

    planned = story.GROUP_NAMES["planned"]
    assert set(groups[""].values()) == {10}
    assert groups["part=planned"] == groups[""] | {planned: 0}


def is_group(piece):
    return isinstance(piece, Rows) and piece.table.caption in story.GROUP_NAMES.values()


def test_a_month_that_has_passed_says_so(ask_register):
    page = ask_register("open")
    view = page.view(upcoming.build)

    for row, cells in zip(view.planned, story.items_table(page, view, "planned").rows, strict=True):
        passed = row["month"] is not None and (row["year"], row["month"]) < (2026, 11)
        assert ("passed" in cells["when"].note) == passed


def test_without_a_register_the_page_says_where_to_look(ask_page):
    page = ask_page("open")
    view = page.view(upcoming.build)

    heading, sentence, links = story.empty(page, view)

    assert not view.loaded
    assert heading == "The register has not been read yet"
    assert "have not been read yet" in sentence
    assert story.PORTAL in [link.href for link in links]


def test_nothing_for_a_link_leads_to_the_other_level_and_back(ask_register):
    page = ask_register("open", "q=zzzz&region=zhambyl")

    heading, _, links = story.empty(page, page.view(upcoming.build))

    assert heading == "Nothing found so far"
    assert any(link.href == "/open?lang=en" for link in links)
