"""The profile of a region or town: whose money, what was said there, and what is not known."""

import re
from decimal import Decimal

import pytest

from dashboard.filters import Filters
from dashboard.stories import region as story
from dashboard.stories import region_missing, region_unknown, region_voices
from dashboard.stories.coverage import border_sentences, spans
from dashboard.views import region
from dashboard.views.region import NoRegion, RegionView
from dashboard.views.region_voices import usable
from dashboard.views.years import added

CODE = re.compile(r"\b(?:None|nan|Decimal)\b")
PROFILES = (
    "id=zhambyl",
    "id=zhambyl&place=taraz",
    "id=astana&level=all",
    "id=pavlodar&measure=real",
    "id=west-kazakhstan&measure=per_resident",
    "id=ulytau",
    "id=kyzylorda",
    "id=kyzylorda&level=central",
    "id=shymkent&category=media",
    "id=abai&from=2030",
    "id=zhambyl&place=taraz&place=korday-district&measure=per_resident",
)


def view_of(store, query):
    view = region.build(store, Filters.parse(query))
    assert isinstance(view, RegionView)
    return view


def test_taraz_has_the_founding_cases_and_nothing_of_its_region(store):
    """Counted by hand: 112 million in 2020 and 13 million in 2021."""
    view = view_of(store, "id=zhambyl&place=taraz")

    assert view.place["place"] == "taraz"
    assert view.money.total == Decimal(125_000_000)
    assert {row["place"] for row in view.records} == {"taraz"}
    assert view.coverage.known == (2020, 2021)
    assert view.population is None


def test_central_money_is_apart(store):
    view = view_of(store, "id=zhambyl")

    assert view.money.total == Decimal(742_000_000)
    assert view.central.total == Decimal(139_752_077)


@pytest.mark.parametrize("query", PROFILES)
def test_every_split_adds_up_to_the_whole(store, query):
    view = view_of(store, query)

    assert added(money for _, money in view.categories) == view.money
    assert added(money for _, money in view.customers) == view.money
    assert added(money for _, money in view.places) == view.money
    assert added(line.money for line in view.by_group) == view.money
    assert sum(money.committed for _, money in view.contractors) == view.money.committed


@pytest.mark.parametrize(
    ("query", "place"),
    [
        pytest.param("", None, id="no id"),
        pytest.param("id=nowhere", None, id="unknown"),
        pytest.param("id=national", None, id="the country"),
        pytest.param("id=south-kazakhstan", None, id="retired"),
        pytest.param("id=taraz", "taraz", id="a town"),
    ],
)
def test_a_link_without_a_present_region_is_answered_with_the_twenty(ask_page, query, place):
    page = ask_page("region", query)
    view = page.view(region.build)

    title, sentence, links = region_missing.answer(page, view)

    assert isinstance(view, NoRegion)
    assert title
    assert sentence
    assert len(links) == 20 + bool(place)
    assert all(one.href.startswith("/region?id=") for one in links)


def test_a_retired_region_names_its_heirs(ask_page):
    page = ask_page("region", "id=south-kazakhstan")

    _, sentence, _ = region_missing.answer(page, page.view(region.build))

    assert "Turkistan Region" in sentence
    assert "Shymkent City" in sentence


def test_a_town_of_another_region_and_other_regions_are_taken_off_and_named(ask_page):
    page = story.without_other_places(ask_page("region", "id=zhambyl&place=oral&region=astana"))

    assert (page.filters.region, page.filters.place) == ((), ())
    assert {(one.key, one.value) for one in page.asked.dropped} == {("region", "astana"), ("place", "oral")}


def test_a_town_of_another_region_does_not_change_the_profile(store):
    view = view_of(store, "id=zhambyl&place=oral")

    assert view.place is None
    assert view.money == view_of(store, "id=zhambyl").money


def test_statements_of_the_town_stand_first(store):
    voices = view_of(store, "id=zhambyl&place=taraz").voices

    places = [row["place"] for row in voices.evidence]
    assert voices.evidence_here == 8
    assert places[:8] == ["taraz"] * 8
    assert "taraz" not in places[8:]


def appeal(**changes):
    row = {"appeal_id": "a", "use": "total", "part_of": None, "place": None, "body_en": "akimat", "channel": "109"}
    return row | {"year": 2024, "period_start": None, "period_end": None, "period_text": "year"} | changes


@pytest.mark.parametrize(
    ("rows", "place", "kept"),
    [
        pytest.param([appeal()], None, ["a"], id="a total alone"),
        pytest.param(
            [appeal(), appeal(appeal_id="b", use="category", part_of="a")],
            None,
            ["b"],
            id="categories, not their total",
        ),
        pytest.param(
            [appeal(), appeal(appeal_id="b", use="category", part_of="a", period_text="winter")],
            None,
            ["b"],
            id="the total is the categories' own, though dated otherwise",
        ),
        pytest.param([appeal(), appeal(appeal_id="b", use="category")], None, ["b"], id="same body, channel, period"),
        pytest.param(
            [appeal(), appeal(appeal_id="b", use="category", channel="blog")], None, ["a", "b"], id="another channel"
        ),
        pytest.param([appeal(use="subset", part_of="z")], None, [], id="a town's part in its region"),
        pytest.param([appeal(use="subset", part_of="z")], "aksu", ["a"], id="a town's part in its own profile"),
        pytest.param(
            [appeal(), appeal(appeal_id="b", use="subset", part_of="a")], "oral", ["a"], id="part beside its whole"
        ),
        pytest.param([appeal(use="rate"), appeal(use="overlap")], None, [], id="rates and overlaps"),
    ],
)
def test_appeals_are_told_whole_or_in_parts_never_both(rows, place, kept):
    assert [row["appeal_id"] for row in usable(rows, own_place=place)] == kept


def test_appeals_that_are_no_needs_are_left_out(store):
    for slug in ("akmola", "almaty", "astana"):
        assert all(row["is_need"] for row in view_of(store, f"id={slug}").voices.appeals)


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("abai", ["East Kazakhstan Region"]),
        ("karaganda", ["Ulytau Region"]),
        ("turkistan", ["South Kazakhstan Region"]),
        ("zhambyl", []),
    ],
)
def test_borders_before_the_reforms_are_said(store, ask_page, slug, told):
    sentences = border_sentences(ask_page("region").tr, view_of(store, f"id={slug}").regions, slug)

    assert len(sentences) == len(told)
    assert all(name in sentence for name, sentence in zip(told, sentences, strict=True))


@pytest.mark.parametrize(
    ("years", "text"),
    [((), ""), ((2020,), "2020"), ((2012, 2010, 2011, 2015), "2010–2012, 2015")],
)
def test_runs_of_years_are_drawn_together(years, text):
    assert spans(years) == text


def test_what_is_not_known_is_counted(store):
    """Astana by hand: 12 records, 11 contracts and payments, two without a supplier, five over several years."""
    unknown = view_of(store, "id=astana").unknown

    assert (unknown.contracts, unknown.no_contractor, unknown.several_years, unknown.unknown_year) == (11, 2, 5, 0)
    assert (unknown.buyers, unknown.buyers_without_bin) == (5, 4)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("query", PROFILES)
def test_every_text_of_a_profile_can_be_written(ask_page, query, lang):
    page = story.without_other_places(ask_page("region", query, lang))
    view = page.view(region.build)

    texts = [story.title(page, view), story.lead(page, view), story.nothing(page), story.records_sentence(page, view)]
    texts += [region_voices.evidence_sentence(page, view), region_voices.sides_sentence(page, view)]
    texts += [story.foot(page, view), *region_unknown.sentences(page, view)]
    tables = [story.year_table, story.customer_table, story.contractor_table, story.record_table]
    cells = [cell for make in tables for row in make(page, view).rows for cell in row.values()]
    voiced = [region_voices.evidence_table(page, view), region_voices.appeals_table(page, view)]
    cells += [cell for table in voiced for row in table.rows for cell in row.values()]

    assert all(texts)
    assert not [text for text in texts if CODE.search(text)]
    assert not any("None" in cell.text or cell.text == "0 ₸" for cell in cells)
    assert len(story.keys(page, view)) == 4
    assert region_unknown.facts(page, view)


def test_the_title_tells_committed_and_planned_apart(ask_page):
    page = ask_page("region", "id=zhambyl")

    title = story.title(page, page.view(region.build))

    assert title.replace("\u00a0", " ") == (
        "Zhambyl Region: 742 million ₸ found so far, 144 million ₸ of it in contracts and payments, "
        "598 million ₸ in plans and budgets"
    )


def test_links_lead_to_the_records_of_the_place(ask_page):
    page = ask_page("region", "id=zhambyl&place=taraz&from=2020")
    view = page.view(region.build)

    assert story.records_link(page, view) == "/records?region=zhambyl&place=taraz&from=2020&lang=en"
