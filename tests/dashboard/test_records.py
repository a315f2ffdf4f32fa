"""The list of records: what is found, in which order, on which page, and what is said where nothing is found."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.html import parts
from dashboard.sentences import filter_sentence
from dashboard.stories import records as story
from dashboard.views import records
from dashboard.views.money import money
from dashboard.views.records import ROWS

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("kk", "ru", "en")
EXPECTED = json.loads((ROOT / "tests/pipelines/counting-expected.json").read_text(encoding="utf-8"))


def curated_ids(name="spending"):
    lines = (ROOT / f"data/curated/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines]


def all_pages(store, filters):
    first = records.build(store, filters)
    rest = [records.build(store, filters.with_(page=number)) for number in range(2, first.pages + 1)]
    return [row for view in (first, *rest) for row in view.rows]


def test_every_hand_kept_record_is_in_the_full_list_once(store):
    listed = [row["record_id"] for row in all_pages(store, Filters(level="all", counted="all"))]

    assert sorted(listed) == sorted([*curated_ids(), *curated_ids("register")])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    level=st.sampled_from(["local", "central", "all"]),
    counted=st.sampled_from(["", "all"]),
    category=st.sampled_from([(), ("media",), ("it",), ("it.video_surveillance", "media.smm")]),
    years=st.sampled_from([(None, None), (2020, None), (None, 2016), (2020, 2021)]),
    sort=st.sampled_from(["", "amount", "-amount", "year", "-year", "counted", "-counted"]),
)
def test_paging_covers_every_record_exactly_once(store, level, counted, category, years, sort):
    filters = Filters(level=level, counted=counted, category=category, year_from=years[0], year_to=years[1], sort=sort)

    view = records.build(store, filters)
    listed = [row["record_id"] for row in all_pages(store, filters)]

    assert len(listed) == len(set(listed)) == view.listed
    assert view.pages == max(1, (len(listed) + ROWS - 1) // ROWS)


@pytest.mark.parametrize("level", ["local", "central"])
def test_counted_sum_of_all_pages_is_the_expected_total(store, level):
    view = records.build(store, Filters(level=level))
    rows = all_pages(store, Filters(level=level))
    expected = EXPECTED["totals"][level]
    from_register = [row for row in rows if row["tier"] == "register"]

    told = [row for row in rows if row not in from_register]
    assert sum(row["counted_kzt"] for row in told) == Decimal(expected["tenge"])
    assert len(told) == expected["records"]
    assert view.money.total == sum(row["counted_kzt"] for row in rows)
    assert view.money.records == view.listed == len(rows)


@pytest.mark.parametrize(
    ("sort", "column", "reverse"),
    [
        ("amount", "amount_kzt", True),
        ("-amount", "amount_kzt", False),
        ("year", "year_to", True),
        ("-year", "year_to", False),
        ("counted", "counted_kzt", True),
    ],
)
def test_sorting_puts_known_values_in_order_and_missing_ones_last(store, sort, column, reverse):
    values = [row[column] for row in all_pages(store, Filters(level="all", counted="all", sort=sort))]
    known = [value for value in values if value is not None]

    assert known == sorted(known, reverse=reverse)
    assert values == known + [None] * (len(values) - len(known))


def test_both_levels_are_listed_together_and_summed_apart(store, ask_page):
    page = ask_page("records", "level=all")
    view = page.view(records.build)
    local, central = (money(store, Filters(level=level)) for level in ("local", "central"))

    assert (view.money, view.apart) == (local, central)
    assert view.listed == local.records + central.records
    for level, one in (("local", local), ("central", central)):
        said = page.tr.money_short(one.total)
        key = next(key for key in story.keys(page, view) if key.value == said)
        assert said in story.title(page, view)
        assert Filters.parse(key.href.partition("?")[2]).level == level
    mixed = page.tr.money_short(local.total + central.total)
    assert mixed not in " ".join(
        [story.title(page, view), story.lead(page, view), *(k.value for k in story.keys(page, view))]
    )


def test_each_row_says_its_level_where_both_are_listed(ask_page):
    both, local = ask_page("records", "level=all"), ask_page("records", "")
    view = both.view(records.build)

    notes = [row["kind"].note for row in story.table(both, view).rows]

    assert notes == [f"{row['level'].capitalize()} level" for row in view.rows]
    assert len(set(notes)) == 2
    assert not any(row["kind"].note for row in story.table(local, local.view(records.build)).rows)


@pytest.mark.parametrize("query", ["record=it-taraz-open-akimat-2020", "q=zzzzzz"], ids=["local alone", "nothing"])
def test_both_levels_asked_for_and_one_found_is_told_as_that_one(ask_page, query):
    both, local = (ask_page("records", f"{query}{more}") for more in ("&level=all", ""))

    assert story.title(both, both.view(records.build)) == story.title(local, local.view(records.build))


def test_central_money_alone_is_told_where_both_levels_are_asked_for(store, ask_page):
    sql = "SELECT record_id FROM records WHERE counted AND level = 'central' AND counted_kzt > 0 ORDER BY 1"
    page = ask_page("records", f"level=all&record={store.rows(sql)[0]['record_id']}")
    view = page.view(records.build)

    assert view.money.total == 0
    assert page.tr.money_short(view.apart.total) in story.title(page, view)
    assert story.lead(page, view)
    assert story.keys(page, view)[2].value == "1"


def test_nothing_left_out_leaves_neither_a_switch_nor_a_promise_of_reasons(ask_page):
    page = ask_page("records", "record=it-taraz-open-akimat-2020&counted=all")
    view = page.view(records.build)

    assert view.left_out_records == 0
    assert story.counting_link(page, view) is None
    assert story.keys(page, view)[-1].note == ""


def test_unknown_sort_falls_back_and_is_named(ask_page):
    page = ask_page("records", "sort=beauty")
    view = page.view(records.build)

    assert view.sort == "amount"
    assert any("beauty" in text for text in story.notices(page, view))


def test_page_beyond_the_end_is_the_last_page_and_says_so(ask_page):
    page = ask_page("records", "page=999")
    view = page.view(records.build)

    assert view.page == view.pages > 1
    assert view.rows
    assert any("999" in text for text in story.notices(page, view))


def test_page_links_keep_the_filters(ask_page):
    page = ask_page("records", "category=it&counted=all&sort=-year&page=2")
    view = page.view(records.build)

    pager = story.table(page, view).pager

    assert pager is not None
    assert pager.first == ROWS + 1
    for href, number in ((pager.previous_href, 1), (pager.next_href, 3)):
        assert Filters.parse(href.partition("?")[2]) == page.filters.with_(page=number, lang="en")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("тараз", "it-taraz-open-akimat-2020"),
        ("Taraz", "it-taraz-open-akimat-2020"),
        ("сергек", "it-almaty-sergek-ppp"),
        ("Sergek", "it-almaty-sergek-ppp"),
    ],
)
def test_search_finds_every_spelling(store, typed, found):
    listed = {row["record_id"] for row in all_pages(store, Filters(q=typed))}

    assert found in listed
    assert len(listed) < 87


@pytest.mark.parametrize(
    "pair",
    [("тараз", "Taraz"), ("сергек", "Sergek"), ("видеонаблюдение", "видеонаблюдения"), ("камеры", "камера")],
)
def test_spellings_of_a_word_find_the_same(store, pair):
    one, other = ({row["record_id"] for row in all_pages(store, Filters(q=typed))} for typed in pair)

    assert one == other


def test_hand_picked_set_lists_only_its_records(ask_page):
    page = ask_page("records", "record=it-taraz-open-akimat-2020&record=seed-taraz-media-centre-2020")
    view = page.view(records.build)

    assert view.listed == 2
    assert view.money.total == Decimal(93_000_000)
    assert (view.money.committed, view.money.planned) == (Decimal(79_000_000), Decimal(14_000_000))
    assert story.picked(page, view) is None


def test_hidden_records_of_a_hand_picked_set_are_told(ask_page):
    page = ask_page("records", "record=it-taraz-open-akimat-2020&record=seed-taraz-93m-together")
    view = page.view(records.build)

    hidden = story.picked(page, view)

    assert view.listed == view.picked_hidden == 1
    assert hidden is not None
    shown = ask_page("records", hidden[1].href.partition("?")[2]).view(records.build)
    assert shown.listed == 2


def test_switch_tells_how_many_more_records_it_would_show(ask_page):
    counted = ask_page("records", "").view(records.build)
    every = ask_page("records", "counted=all").view(records.build)

    assert every.listed == counted.listed + counted.left_out_records
    assert counted.left_out_records == sum(number for _, number in counted.left_out) > 0
    assert every.money == counted.money


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_found_names_the_search_and_the_ways_on(ask_page, lang):
    page = ask_page("records", "q=Бенедиксимос&region=zhambyl&from=2020", lang)
    view = page.view(records.build)

    _, sentence, links = story.empty(page, view)

    assert view.listed == 0
    assert sentence
    assert "Бенедиксимос" in filter_sentence(page)
    assert {way.key for way in view.ways} == {"q"}
    suggested = [Filters.parse((link.href or "").partition("?")[2]).q for link in links]
    assert any("benedixsimus" in words.lower() for words in suggested)


def test_every_way_on_finds_as_many_records_as_it_says(store):
    filters = Filters(region=("zhambyl",), category=("media.smm",), year_from=2020)
    view = records.build(store, filters)

    assert view.listed == 0
    assert view.ways
    for way in view.ways:
        assert records.count(store, filters.without(way.key, way.value)) == way.records > 0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "query",
    [
        "",
        "level=central",
        "counted=all&page=3",
        "q=zzzzqqq",
        "record=it-aktobe-rsk-iphones-2021&counted=all",
        "to=1995",
    ],
    ids=["all", "central", "third page", "nothing", "no sum", "no year"],
)
def test_texts_build_for_awkward_links(ask_page, lang, query):
    page = ask_page("records", query, lang)
    view = page.view(records.build)

    html = parts.keys(page.tr, story.keys(page, view)) + parts.table(page.tr, story.table(page, view))
    html += story.counting(page, view) + story.orders(page, view)
    texts = [story.title(page, view), story.lead(page, view), *story.notices(page, view), html]
    texts += [story.empty(page, view)[1], parts.table(page.tr, story.reasons(page, view))]

    assert story.title(page, view)
    for text in texts:
        assert "None" not in text.replace("None of them", "").replace("none", "")
        assert "nan" not in text.split()


def test_other_measure_is_said_not_silently_ignored(ask_page):
    page = ask_page("records", "measure=real")

    assert story.notices(page, page.view(records.build))
