"""The first page against the curated facts and the published expectation, and its words for awkward links."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.filters import GROUPS, Filters
from dashboard.stories import overview as story
from dashboard.views import needs, overview, years
from dashboard.views.years import added

TESTS = Path(__file__).parents[1]
EXPECTED = json.loads((TESTS / "pipelines" / "counting-expected.json").read_text(encoding="utf-8"))
CURATED = TESTS.parent / "data" / "curated" / "spending.jsonl"
REGISTER = Decimal("39850000.01")  # register-record-9523423: local, Astana, 2020, media.info_order, contract
AWKWARD = [
    pytest.param("", id="no filter"),
    pytest.param("level=central", id="central"),
    pytest.param("level=central&region=zhambyl", id="central in one region"),
    pytest.param("level=all", id="both levels"),
    pytest.param("from=1999&to=2000", id="nothing"),
    pytest.param("region=ulytau", id="a region with nothing"),
    pytest.param("record=it-aktobe-cameras-5500mln", id="one record"),
    pytest.param("record=almaty-souvenirs-20m", id="one record of unknown year"),
    pytest.param("measure=real", id="real"),
    pytest.param("measure=per_resident", id="per resident, many regions"),
    pytest.param("measure=per_resident&place=taraz", id="per resident, not known at all"),
    pytest.param("counted=all&kind=plan&q=camera", id="several filters"),
]


def test_the_total_is_the_expected_one_and_central_money_stands_apart(store):
    view = overview.build(store, Filters())

    assert view.total.total == Decimal(EXPECTED["totals"]["local"]["tenge"]) + REGISTER
    assert view.apart.total == Decimal(EXPECTED["totals"]["central"]["tenge"])
    assert (view.total.records, view.apart.records) == (87, 42)


def test_sums_of_regions_are_as_expected(store):
    view = overview.build(store, Filters())

    expected = {region: Decimal(one["tenge"]) for region, one in EXPECTED["by"]["local"]["region"].items()}
    expected["astana"] += REGISTER

    assert {region: one.total for region, one in view.regions} == expected
    assert view.nothing == ("ulytau",)


def test_every_record_read_is_counted_or_left_out_with_a_reason(store):
    view = overview.build(store, Filters())

    with CURATED.open(encoding="utf-8") as lines:
        local = sum(json.loads(line)["level"] == "local" for line in lines)

    assert view.read.records == local + 1  # and the register's record
    assert view.read.counted == EXPECTED["totals"]["local"]["records"] + 1
    assert sum(count for _, count in view.read.why_not) == view.read.left_out
    assert "other" not in dict(view.read.why_not)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    level=st.sampled_from(["local", "central", "all"]),
    measure=st.sampled_from(["nominal", "real", "per_resident"]),
    region=st.lists(st.sampled_from(["astana", "almaty", "zhambyl", "national", "ulytau"]), max_size=2),
    category=st.lists(st.sampled_from(["media", "it", "it.hardware", "media.smm"]), max_size=2),
)
def test_groups_years_and_regions_each_add_up_to_the_total(store, **asked):
    view = overview.build(store, Filters(**asked))

    for parts in (
        [one for _, one in view.groups],
        [line.money for line in view.by_group],
        [one for _, one in view.regions],
    ):
        assert added(parts) == view.total


def test_both_levels_asked_for_are_never_one_sum(store):
    assert overview.build(store, Filters(level="all")).total == overview.build(store, Filters()).total


def test_the_first_page_and_the_page_of_years_say_the_same(store):
    asked = Filters(region=("almaty",), measure="per_resident")

    assert overview.build(store, asked).total == years.build(store, asked).totals["local"]


def test_the_newest_records_begin_last_and_the_biggest_have_most_in_the_totals(store):
    view = overview.build(store, Filters())

    newest, biggest = [row["year_from"] for row in view.newest], [row["counted_kzt"] for row in view.biggest]
    every = store.rows("SELECT year_from, counted_kzt FROM records WHERE counted AND level = 'local'")

    assert newest == sorted((row["year_from"] for row in every if row["year_from"]), reverse=True)[:5]
    assert biggest == sorted((row["counted_kzt"] for row in every), reverse=True)[:5]
    assert view.newest[0]["record_id"] == "it-astana-smart-city-video-93bn"  # its source is the latest of that year


def test_the_case_is_told_as_the_page_of_needs_tells_it(store):
    view = overview.build(store, Filters())

    assert view.case == needs.build(store, overview.CASE)
    assert view.case.money.total == Decimal(93_000_000)
    assert len(view.case_needs) == 3
    assert all(answer.need["may_show_range"] for answer in view.case_needs)


def test_a_narrowed_page_is_about_what_was_chosen_and_shows_no_case(store):
    view = overview.build(store, Filters(region=("zhambyl",)))

    assert view.case is None
    assert [region for region, _ in view.regions] == ["zhambyl"]
    assert view.nothing == ()


@pytest.mark.parametrize(
    ("asked", "country_wide", "nothing"),
    [
        pytest.param({}, True, ("ulytau",), id="all"),
        pytest.param({"region": ("astana", "ulytau")}, False, ("ulytau",), id="two regions"),
        pytest.param({"place": ("taraz",)}, False, (), id="a town"),
        pytest.param({"q": "sergek"}, False, (), id="a search"),
    ],
)
def test_regions_without_finds_are_named_only_where_the_link_is_about_them(store, asked, country_wide, nothing):
    view = overview.build(store, Filters(**asked))

    assert (view.country_wide, view.nothing) == (country_wide, nothing)


# ── the words ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("query", AWKWARD)
def test_words_are_said_for_awkward_links(ask_page, query, lang):
    page = ask_page("overview", query, lang)
    view = page.view(overview.build)

    said = [story.title(page, view), story.lead(page, view), story.note(page, view), story.apart_sentence(page, view)]
    said += [story.region_title(page, view), story.region_sentence(page, view), story.case_sentence(page, view)]
    said += [f"{key.label} {key.value} {key.note}" for key in story.keys(page, view)]
    said += [f"{bar.label} {bar.value_text} {bar.note}" for bars in story.region_bars(page, view) for bar in bars]
    for table in (story.year_table, story.biggest_table, story.newest_table):
        said += [f"{cell.text} {cell.note}" for row in table(page, view).rows for cell in row.values()]

    assert said[0]
    assert not [text for text in said if re.search(r"\bNone\b|\bnan\b|%\(|Decimal", text)]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        pytest.param("", "Found so far: 219 billion ₸ of local money on media and IT", id="no filter"),
        pytest.param(
            "region=zhambyl",
            "Found so far in Zhambyl Region: 742 million ₸ of local money on media and IT",
            id="region",
        ),
        pytest.param("category=media", "Found so far: 25.9 billion ₸ of local money on media", id="branch"),
        pytest.param("kind=plan", "Found so far for what you chose: 24.9 billion ₸ of local money", id="kind"),
        pytest.param("level=central", "Found so far: 600 billion ₸ of central money on media and IT", id="central"),
        pytest.param(
            "level=all",
            "Found so far: 219 billion ₸ of local money and, apart, 600 billion ₸ of central money",
            id="both",
        ),
        pytest.param("place=taraz", "Found so far in Taraz: 125 million ₸ of local money on media and IT", id="town"),
        pytest.param(
            "place=taraz&measure=per_resident",
            "4 records found so far; their sum cannot be told in this measure",
            id="per resident of a town",
        ),
        pytest.param("region=ulytau", "Nothing found yet for what you chose", id="nothing"),
    ],
)
def test_the_title_says_what_was_asked_for(ask_page, query, title):
    page = ask_page("overview", query)

    assert story.title(page, page.view(overview.build)).replace("\u00a0", " ") == title


def test_keys_lead_to_records_that_make_up_their_number(ask_page, store):
    page = ask_page("overview")
    view = page.view(overview.build)

    for (group, expected), key in zip(view.groups, story.keys(page, view), strict=False):
        asked = Filters.parse(key.href.partition("?")[2])
        assert overview.build(store, asked).total == expected, group


def test_the_table_under_the_figure_ends_with_the_titles_number(ask_page):
    page = ask_page("overview")
    view = page.view(overview.build)

    rows = story.year_table(page, view).rows

    assert rows[-1]["committed"].text == page.tr.money(view.total.committed)
    assert rows[-1]["planned"].text == page.tr.money(view.total.planned)
    assert len(rows) == len(view.by_group) + 1


def test_groups_stand_in_their_fixed_order(ask_page):
    view = ask_page("overview").view(overview.build)

    assert [block.codes for block in story.group_blocks(view)] == [(group,) for group in GROUPS]


def test_at_most_seven_regions_stand_open_and_none_is_lost(ask_page):
    page = ask_page("overview")
    view = page.view(overview.build)

    first, rest = story.region_bars(page, view)

    assert len(first) == 7
    assert len(first) + len(rest) == len(view.regions)


def test_the_lead_names_what_was_left_out(ask_page):
    page = ask_page("overview")

    lead = story.lead(page, page.view(overview.build)).replace("\u00a0", " ")

    assert "157 billion ₸ is contracted or paid, 62 billion ₸ is planned or budgeted" in lead
    assert "Of 130 records read, 87 are counted and 43 are not" in lead


def test_the_link_of_the_case_asks_for_the_two_founding_systems(ask_page):
    href = story.case_href(ask_page("overview", lang="ru"))

    assert href == "/needs?place=taraz&system=open-akimat&system=taraz-media-centre&lang=ru"


def test_each_need_of_the_case_leads_to_its_place_on_the_page_of_needs(ask_page):
    page = ask_page("overview", lang="ru")

    hrefs = [line.href for line in story.case_needs(page, page.view(overview.build))]

    assert len(hrefs) == 3
    assert all(href.startswith("/needs?place=taraz") and "need=" in href for href in hrefs)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_both_levels_where_only_central_money_is_found_says_both(ask_page, lang):
    page = ask_page("overview", "level=all&from=2012&to=2013", lang)
    view = page.view(overview.build)

    assert not view.total.records
    assert page.tr.money_short(view.apart.total) in story.title(page, view)


def test_the_written_out_link_shows_the_same_page(ask_page):
    plain = ask_page("overview")
    view = plain.view(overview.build)

    written = ask_page("overview", plain.frozen().partition("?")[2])

    assert written.filters.active() == []
    assert written.view(overview.build) == view
    assert view.case is not None
