"""What stands round every page: the filter sentence, chips, notices, the field «my town», tab titles."""

from decimal import Decimal

import pytest

from dashboard.document import describe, describe_missing
from dashboard.filters import REASONS, Dropped, Filters
from dashboard.html.masthead import widget_words
from dashboard.paths import PAGES
from dashboard.sentences import _dropped, chips, filter_sentence, footer_texts, notices, reaching_further
from dashboard.towns import towns
from dashboard.views.money import overlapping, record_rows
from dashboard.words import LANGUAGES, words

FULL = (
    "region=zhambyl&place=taraz&level=all&from=2019&to=2021&category=it&customer=akimat-taraz&contractor=benedixsimus"
    "&record=it-taraz-open-akimat-2020&system=open-akimat&need=street_lamp&kind=contract&tier=press&method=open_tender"
    "&min=1000&max=90000000&q=open&counted=all"
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_narrowing_filter_has_a_chip_that_takes_off_only_itself(ask_page, lang):
    page = ask_page("records", FULL, lang)
    active = page.filters.active()

    drawn = chips(page)

    assert len(drawn) == len(active) == 18
    for chip, (key, value) in zip(drawn, active, strict=True):
        path, _, query = chip.remove_href.partition("?")
        assert path == "/records"
        assert Filters.parse(query).active() == [pair for pair in active if pair != (key, value)]
        assert chip.label.strip()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_names_every_filter_in_the_readers_language(ask_page, lang):
    page = ask_page("records", FULL, lang)

    sentence = filter_sentence(page)

    for row in (page.names.regions["zhambyl"], page.names.places["taraz"], page.names.systems["open-akimat"]):
        assert page.tr.pick(row, "name") in sentence
    assert page.tr.years(2019, 2021) in sentence
    assert "open" in sentence
    assert "zhambyl" not in sentence


EDITIONS = {"unknown_snapshot", "dropped_snapshot", "unreadable_snapshot"}
"""Reasons to show another data edition than the one asked for; each names the day of the one shown."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("why", sorted(REASONS | EDITIONS))
def test_every_reason_to_leave_something_out_is_told_with_what_was_left_out(why, lang):
    text = _dropped(words(lang), Dropped("region", "atlantis", why), "1 May")

    assert "atlantis" in text or "region" in text
    assert ("1 May" in text) == (why in EDITIONS)
    assert "%(" not in text


def test_a_link_without_faults_has_no_notices(ask_page):
    assert notices(ask_page("records", "region=zhambyl")) == []


@pytest.mark.parametrize(
    ("typed", "region", "place"),
    [
        ("Тараз", "zhambyl", "taraz"),
        ("taraz", "zhambyl", "taraz"),
        ("Қонаев", "almaty-region", "konaev"),
        ("Qonaev", "almaty-region", "konaev"),
        ("Усть-Каменогорск", "east-kazakhstan", "oskemen"),
        ("Өскемен", "east-kazakhstan", "oskemen"),
        ("Нур-Султан", "astana", None),
        ("Жамбыл облысы", "zhambyl", None),
    ],
)
def test_a_town_is_found_in_any_spelling(ask_page, typed, region, place):
    town = towns(ask_page("overview", lang="kk")).find(typed)

    assert (town.region, town.place) == (region, place)


@pytest.mark.parametrize("typed", ["", "  ", "Atlantis", "<script>", "%"])
def test_a_town_that_does_not_exist_is_not_guessed(ask_page, typed):
    assert towns(ask_page("overview")).find(typed) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_places_and_regions_are_offered_in_the_readers_alphabet(ask_page, lang):
    page = ask_page("overview", lang=lang)

    labels = list(towns(page).labels.values())

    assert len(labels) == len(page.choices["places"]) + 20
    assert labels == sorted(labels, key=page.tr.sort_key)


def test_the_footer_names_the_edition_and_the_attributions(ask_page):
    page = ask_page("years", "region=zhambyl")

    told = footer_texts(page)

    assert page.asked.snapshot.id in told.snapshot_line
    assert any("OpenStreetMap" in one.text for one in told.attributions)
    assert any(f"asof={page.asked.snapshot.id}" in one.href for one in told.links)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_document_has_a_title_a_language_and_its_canonical_link(page, lang):
    document = describe(f"/{page.path}", f"from=2020&utm_source=x&lang={lang}", "en")

    assert document.language == lang
    assert len(document.title) > 3
    assert document.canonical == f"/{page.path}?from=2020&lang={lang}"


def test_a_missing_page_leads_home_in_the_readers_language():
    missing = describe_missing("/no-such-page", "", "ru-RU,ru;q=0.9")

    assert missing.language == "ru"
    assert missing.home_link == "/?lang=ru"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_fields_stand_quoted_in_one_style_element(lang):
    style = str(widget_words(words(lang)))

    assert style.startswith("<style>:root{--aq-word-typed:")
    assert style.count("<") == 2
    assert [quoted for quoted in style.split('"')[1::2] if quoted] == style.split('"')[1::2]
    assert style.count('"') == 6


@pytest.mark.parametrize("lang", LANGUAGES)
def test_records_that_reach_beyond_the_years_asked_for_are_named(ask_page, lang):
    page = ask_page("years", "from=2019&to=2019", lang)

    told = reaching_further(page)

    assert len(told) == 1
    assert page.tr.money_short(Decimal(125_000_000)) in told[0].text
    assert page.tr.years(2019, 2020) in told[0].text


@pytest.mark.parametrize("query", ["", "from=2014&to=2030", "region=abai&from=2021&to=2021"])
def test_nothing_is_named_where_no_record_reaches_further(ask_page, query):
    assert reaching_further(ask_page("years", query)) == []


def test_what_is_named_and_what_is_shown_never_overlap(store):
    for first, last in ((2019, 2019), (2020, 2022), (None, 2019), (2020, None)):
        filters = Filters(level="all", year_from=first, year_to=last)

        beyond = {row["record_id"] for row in overlapping(store, filters)}
        inside = {row["record_id"] for row in record_rows(store, filters, limit=1000)}

        assert beyond
        assert inside
        assert not beyond & inside


def test_the_same_notice_stands_once(ask_page):
    page = ask_page("records", "&".join(f"region=nowhere-{number}" for number in range(80)))

    texts = [one.text for one in notices(page)]

    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("typed", "found"), [("or", False), ("' OR 1=1 --", False), ("тв", True), ("open akimat", True)]
)
def test_short_words_are_sought_only_where_a_word_begins(store, typed, found):
    query = Filters.parse([("q", typed), ("level", "all")])

    assert bool(record_rows(store, query)) is found
