"""Akims: ratings as cited facts, methods apart, no sum under a person's name, the pause, and our own open method."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from dashboard.bodies.every import BODIES
from dashboard.body import Facts, Figure, FilterBar, Rows, Section
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.filters import Filters
from dashboard.html import pieces
from dashboard.pauses import akims_pause, pause_mark
from dashboard.settings import Settings
from dashboard.stories import akims as story
from dashboard.stories import mentions as own
from dashboard.views import akims
from dashboard.views.akims import METHOD_KINDS, years_of
from dashboard.views.mentions import mentions
from dashboard.views.money import money
from tests.curated_rows import curated
from tests.web.asking import small_pages
from web.freshness import kept_for, strong_etag

LANGUAGES = ("kk", "ru", "en")
NAME = "Amandyk Batalov"
PAUSED = "AQSHA_AKIMS_PAUSED"
AWKWARD = ("", "region=zhambyl", "region=ulytau", "from=2019&to=2019", "from=1999&to=1999", "region=south-kazakhstan")


def told(page):
    """Return all that stands on the page, its filters aside."""
    body = BODIES["akims"](page)
    drawn = [pieces.still(page.tr, one) for one in body.every() if not isinstance(one, Figure | FilterBar)]
    return "\n".join([body.heading.title, body.heading.lead, *map(str, drawn)]).replace("\u00a0", " ")


def rows_of(page, table):
    export = EXPORTS["akims"]
    return [one for frame in dataset(export, page, export.table(table)).chunks() for one in frame.to_dicts()]


@pytest.fixture(scope="module")
def everything(store):
    return akims.build(store, Filters())


# ── ratings ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_place_of_a_serious_rating_is_cited_and_no_other(everything):
    expected = {row["id"] for row in curated("akim-ratings") if row["serious"] and row["region"]}
    shown = [row["akim_rating_id"] for one in everything.ratings for _, rows in one.places for row in rows]

    assert sorted(shown) == sorted(expected)
    assert "nurkz-most-handsome" not in {one.row["rating_id"] for one in everything.ratings}
    assert len(everything.ratings) == sum(row["serious"] for row in curated("ratings"))


def test_the_half_year_of_case_d_is_the_first_table(ask_page):
    body = BODIES["akims"](ask_page("akims"))

    first = next(one for one in body.every() if isinstance(one, Rows)).table

    assert [(row["place"].text, row["akim"].text, row["period"].text) for row in first.rows] == [
        ("1", NAME, "first half of 2019"),
        ("2", "Danial Akhmetov", "first half of 2019"),
        ("3", "Umirzak Shukeev", "first half of 2019"),
    ]


def test_five_of_seven_indicators_are_said_to_be_unknown(ask_page, everything):
    (rating,) = [one for one in everything.ratings if one.row["rating_id"] == "akims-in-social-networks"]
    tr = ask_page("akims").tr

    said = story.indicators(tr, rating.row)

    assert said.startswith("2 of 7 are named: number of mentions; positive statements.")
    assert "The other 5 are not known" in said


def test_each_rating_says_what_is_not_known_of_its_method(ask_page, everything):
    page = ask_page("akims")
    body = BODIES["akims"](page)

    facts = [
        [fact.value.text if fact.value else fact.note for fact in one.items]
        for one in body.every()
        if isinstance(one, Facts)
    ]

    assert len(facts) == len(everything.ratings)
    for rating, said in zip(everything.ratings, facts, strict=True):
        assert rating.row["not_known_en"] in said
        assert page.tr(story.KNOWN[rating.row["method_known"]]) in said


def test_every_indicator_of_the_files_has_a_translatable_name():
    named = {one for row in curated("ratings") if row["serious"] for one in row["indicators_named"]}

    assert named <= story.INDICATORS.keys()


def test_ratings_of_different_methods_share_no_table(everything):
    kinds = {row["rating_id"]: row["method_kind"] for row in curated("ratings")}

    for one in everything.ratings:
        for by, rows in one.places:
            assert {row["rating_id"] for row in rows} == {one.row["rating_id"]}
            assert {row["place_by"] for row in rows} == {by}
    order = [METHOD_KINDS.index(kinds[one.row["rating_id"]]) for one in everything.ratings]
    assert order == sorted(order)


def test_places_by_mentions_and_by_positive_statements_stand_apart(everything):
    (rating,) = [one for one in everything.ratings if one.row["rating_id"] == "akims-in-social-networks"]

    assert [by for by, _ in rating.places] == [None, "overall", "mentions", "positive"]
    assert {row["akim_rating_id"] for by, rows in rating.places if by == "positive" for row in rows} == {"ak-0058"}


@pytest.mark.parametrize(
    ("start", "end", "label", "expected"),
    [
        pytest.param("2019-01-01", "2019-06-30", None, (2019, 2019), id="days"),
        pytest.param("2019-12-01", "2020-02-01", None, (2019, 2020), id="over new year"),
        pytest.param(None, None, "week 44 of monitoring, 2019", (2019, 2019), id="year in words"),
        pytest.param(None, None, "week 3 of the akimats monitoring", None, id="no year in words"),
        pytest.param(None, "2018-12-14", None, None, id="only when it was published"),
        pytest.param(None, None, None, None, id="nothing"),
    ],
)
def test_budget_years_of_a_period(start, end, label, expected):
    assert years_of({"period_start": start, "period_end": end, "period_label": label}) == expected


def test_years_that_we_inferred_are_marked(everything):
    marked = {
        row["akim_rating_id"]
        for one in everything.ratings
        for _, rows in one.places
        for row in rows
        if row["year_inferred"]
    }
    expected = {
        row["id"] for row in curated("akim-ratings") if "inferred" in (row["note"] or "") and row["period_start"]
    }

    assert marked == expected | {"ak-0022"}


# ── money ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_money_is_the_counted_media_money_of_the_region_in_those_years(store, everything):
    compared = 0
    for one in (one for rating in everything.ratings for one in rating.spending if one.years):
        first, last = one.years
        asked = Filters(region=(one.region,), category=("media",), year_from=first, year_to=last)
        found = money(store, asked)
        assert (one.money.committed, one.money.planned) == (found.committed, found.planned)
        compared += bool(found.total)

    assert compared >= 2


def test_a_rating_of_an_unknown_period_stands_beside_no_money(ask_page, everything):
    for one in (one for rating in everything.ratings for one in rating.spending if one.years is None):
        assert one.money is None
    (response,) = [one for one in everything.ratings if one.row["rating_id"] == "ranking-open-dialogue"]
    assert not response.dated
    assert "does not tell the period" in story.no_years(ask_page("akims"), response)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sum_ever_stands_in_a_table_with_a_name(ask_page, lang):
    names = {row["akim"] for row in curated("akim-ratings") if row["akim"]}
    body = BODIES["akims"](ask_page("akims", "", lang))
    tables = [one.table for one in body.every() if isinstance(one, Rows)]

    for table in tables:
        cells = [cell.text + cell.note for row in table.rows for cell in row.values()]
        named, money_told = any(name in cell for name in names for cell in cells), any("₸" in cell for cell in cells)
        assert not (named and money_told), table.caption
    assert any("₸" in cell.text for table in tables for row in table.rows for cell in row.values())
    heading = body.heading.title + body.heading.lead + "".join(key.label + key.value for key in body.keys)
    assert not any(name in heading for name in names)


def test_no_export_row_holds_a_name_and_a_sum(ask_page):
    for table in EXPORTS["akims"].tables:
        fields = {field.name for field in table.fields}
        assert not ("akim" in fields and any(name.endswith("_kzt") for name in fields)), table.name
    assert "akim" in {field.name for field in EXPORTS["akims"].table("places").fields}
    assert any(row["committed_kzt"] or row["planned_kzt"] for row in rows_of(ask_page("akims"), "spending"))


# ── the link ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("query", "regions", "years"),
    [
        pytest.param("region=zhambyl", {"zhambyl"}, None, id="a region"),
        pytest.param("region=zhambyl&region=astana&from=2017&to=2017", {"zhambyl", "astana"}, 2017, id="and a year"),
        pytest.param("from=2019&to=2019", None, 2019, id="a year alone"),
    ],
)
def test_a_link_picks_regions_and_years(store, query, regions, years):
    view = akims.build(store, Filters.parse(query))
    rows = [row for one in view.ratings for _, several in one.places for row in several]

    assert rows
    assert all(one.count for one in view.ratings)
    assert regions is None or {row["region"] for row in rows} <= regions
    assert years is None or {years_of(row) for row in rows} == {(years, years)}
    assert (view.undated > 0) == ((years is not None and regions is None) or "astana" in (regions or ()))


def test_what_plays_no_part_is_taken_off_and_named(ask_page):
    body = BODIES["akims"](ask_page("akims", "category=it&level=central&customer=akimat-taraz&region=astana"))

    assert {one.key for one in body.page.asked.dropped} == {"category", "level", "customer"}
    assert body.page.filters.active() == [("region", "astana")]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", AWKWARD)
def test_the_page_is_told_for_any_link(ask_page, query, lang):
    shown = told(ask_page("akims", query, lang))

    assert "None" not in shown
    assert "{" not in shown
    assert len(shown) > 500


def test_files_hold_the_places_of_the_page(ask_page, everything):
    rows = rows_of(ask_page("akims"), "places")

    assert len(rows) == everything.places
    assert {row["akim"] for row in rows if row["akim_rating_id"] == "ak-0001"} == {NAME}
    assert len(rows_of(ask_page("akims"), "ratings")) == len(everything.ratings)


# ── the pause ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "moment", "paused", "until"),
    [
        pytest.param("", "2027-03-01T00:00", False, None, id="not set"),
        pytest.param("on", "2027-03-01T00:00", True, None, id="until further notice"),
        pytest.param("2027-03-21", "2027-03-20T12:00", True, date(2027, 3, 21), id="before its last day"),
        pytest.param("2027-03-21", "2027-03-21T18:59", True, date(2027, 3, 21), id="the last minute in Astana"),
        pytest.param("2027-03-21", "2027-03-21T19:00", False, None, id="the next day in Astana"),
    ],
)
def test_the_setting_pauses_up_to_a_day(monkeypatch, value, moment, paused, until):
    monkeypatch.setenv(PAUSED, value)

    pause = akims_pause(datetime.fromisoformat(moment).replace(tzinfo=UTC))

    assert (pause is not None) == paused
    assert pause is None or pause.until == until


@pytest.mark.parametrize("value", ["off", "tomorrow", "2027-3-1", "2027-02-30", "20270301"])
def test_a_pause_that_cannot_be_read_is_refused(monkeypatch, value):
    monkeypatch.setenv(PAUSED, value)

    with pytest.raises(ValidationError, match="akims_paused"):
        Settings()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("value", ["on", "9999-12-31"])
def test_a_paused_page_says_so_and_shows_no_rating(ask_page, monkeypatch, lang, value):
    monkeypatch.setenv(PAUSED, value)
    page = ask_page("akims", "region=almaty-region", lang)
    body, shown = BODIES["akims"](page), told(page)

    assert not any(isinstance(one, Rows | Figure | Section) for one in body.every())
    assert NAME not in shown
    assert page.tr("Ratings of akims are not shown during an election campaign") == body.heading.title
    assert story.paused_sentence(page, akims_pause()).replace("\u00a0", " ") in shown
    assert (page.tr.date("9999-12-31").replace("\u00a0", " ") in shown) == (value != "on")


def test_a_paused_page_gives_no_rows_in_any_file(ask_page, monkeypatch):
    monkeypatch.setenv(PAUSED, "2999-01-31")
    page, export = ask_page("akims"), EXPORTS["akims"]

    for table in export.tables:
        answer = dataset(export, page, table)
        assert answer.rows == 0
        assert answer.totals == {"paused": {"until": "2999-01-31"}}
        assert "31 January 2999" in answer.sentence(page)


def test_a_light_page_kept_before_the_pause_is_not_shown_in_it(site, monkeypatch):
    ask = small_pages(site)
    before = ask("/light/akims?lang=en")

    monkeypatch.setenv(PAUSED, "on")
    paused = ask("/light/akims?lang=en", if_none_match=before.headers["etag"])

    assert NAME.encode() in before.raw
    assert paused.status_code == 200
    assert NAME.encode() not in paused.raw
    assert b"election campaign" in paused.raw
    monkeypatch.delenv(PAUSED)
    assert ask("/light/akims?lang=en", if_none_match=before.headers["etag"]).status_code == 304


def test_nothing_of_the_page_is_kept_for_ever(monkeypatch):
    tag = strong_etag("akims")

    assert "no-cache" in kept_for("akims", pinned=True)
    assert "immutable" in kept_for("records", pinned=True)
    monkeypatch.setenv(PAUSED, "on")
    assert pause_mark()
    assert strong_etag("akims") != tag


# ── our own method ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_open_method_is_told_and_no_table_is_made_up(ask_page, lang):
    page = ask_page("akims", "", lang)
    body, held = BODIES["akims"](page), page.view(akims.build).mentions

    assert any(isinstance(one, Section) and one.anchor == "method" for one in body.every())
    assert not held.held
    assert page.tr(
        "No posts are held here, so there is no table. We don't make up what was not counted."
    ) in own.what_it_is(page, held)
    captions = {one.table.caption for one in body.every() if isinstance(one, Rows)}
    assert page.tr("Half-years by the open method") not in captions


COUNTED = """
    INSERT INTO mention_periods BY NAME SELECT '{region}' AS region, '{since}' AS in_office_since,
    '{kind}' AS period_kind, '{start}' AS period_start, '{end}' AS period_end, true AS placed,
    71.25 AS volume_score, 2 AS volume_rank,
    'few_posts' AS tone_not_placed_why, 2 AS offices_placed, 0 AS offices_placed_tone, 120 AS mentions, 33 AS copies,
    87 AS unique_mentions, 80 AS authors, 90 AS authors_with_copies, 11 AS positive, 7 AS negative, 69 AS neutral,
    41 AS positive_with_copies, 9 AS negative_with_copies, 1 AS weeks, 1 AS weeks_placed, 0 AS weeks_placed_tone
"""


def test_counts_of_the_open_method_are_shown_by_office_and_term_with_copies_and_without(changed, ask_page):
    half = {"region": "zhambyl", "kind": "half", "start": "2026-01-01", "end": "2026-06-30"}
    week = {"region": "zhambyl", "since": "2025-03-01", "kind": "week"}
    store = changed(
        COUNTED.format(since="2024-02-01", **half),
        COUNTED.format(since="2025-03-01", **half),
        COUNTED.format(start="2026-06-15", end="2026-06-21", **week),
        COUNTED.format(start="2026-06-22", end="2026-06-28", **week),
    )
    page, found = ask_page("akims"), mentions(store, Filters(region=("zhambyl",)))

    table = own.period_table(page, found.halves)
    shown = [{key: (cell.text, cell.note) for key, cell in row.items()} for row in table.rows]

    assert len(found.halves) == 2, "predecessor and successor stand apart"
    assert [row["period_start"] for row in found.last_week] == ["2026-06-22"]
    assert shown[0]["mentions"][0] == "120"
    assert shown[0]["unique"][0] == "87"
    assert shown[0]["positive"] == ("11", "41 with copies")
    assert shown[0]["volume"][0] == "2; 71.25 points"
    assert shown[0]["tone"] == ("", "too few posts to tell their tone")
    assert {row["office"][0] for row in shown} == {"Akim of Zhambyl Region"}
    assert {row["office"][1] for row in shown} == {"in office since 1 February 2024", "in office since 1 March 2025"}


@pytest.mark.parametrize(
    ("query", "rows"),
    [("region=zhambyl", 1), ("region=astana", 0), ("from=2026&to=2026", 1), ("from=2027", 0), ("", 1)],
)
def test_counts_are_those_of_the_regions_and_years_of_the_link(changed, query, rows):
    store = changed(COUNTED.format(region="zhambyl", since="", kind="half", start="2026-01-01", end="2026-06-30"))

    found = mentions(store, Filters.parse(query))

    assert len(found.periods) == rows
    assert found.held


def test_indicators_and_rules_of_the_open_method_are_listed(changed, ask_page):
    store = changed(
        "INSERT INTO mention_method BY NAME SELECT 'mentions' AS item, 'indicator' AS item_kind, 1 AS position, "
        "'volume' AS side, 40 AS weight_pct, 'more' AS better, 'posts' AS unit, 'Mentions' AS name_en, 'a' AS about_en",
        "INSERT INTO mention_method BY NAME SELECT 'tenure' AS item, 'rule' AS item_kind, 2 AS position, "
        "'days' AS unit, 90 AS value, 'Days in office' AS name_en, 'b' AS about_en",
    )
    table = own.method_table(ask_page("akims"), mentions(store, Filters()))

    listed = {row["name"].text: row["weight"].text for row in table.rows}
    assert {"Mentions", "Days in office"} <= listed.keys()
    assert listed["Mentions"] == "40%"
    assert listed["Days in office"] == "90 days"
