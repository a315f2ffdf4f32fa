"""What happened in order of time: dates as printed, both sides marked in words, what has no date apart."""

import re
from dataclasses import replace

import pytest

from dashboard.bodies.every import BODIES
from dashboard.bodies.in_time import in_time
from dashboard.filters import Filters
from dashboard.html import parts
from dashboard.html.inputs import Cell, Moment
from dashboard.page import Page
from dashboard.stories import timeline as story
from dashboard.tables import said_disputed
from dashboard.views import timeline
from dashboard.views.timeline import Told
from tests.curated_rows import curated

LANGUAGES = ("kk", "ru", "en")


def moments(page: Page, make: object = timeline.of_system) -> list[Moment]:
    return story.moments(page, page.view(make))


def text(moment: Moment) -> str:
    return moment.text.replace("\u00a0", " ")


def test_taraz_is_told_from_the_budget_to_the_promised_day(ask_page):
    told = moments(ask_page("system", "id=open-akimat"))

    assert [one.when for one in told[:1]] == ["2020"]
    assert told[0].kind == "Contract"
    assert "79 000 000 ₸" in text(told[0])
    assert {one.when for one in told[1:-1]} == {"22 December 2020"}
    assert (told[-1].when, told[-1].who) == ("25 December 2020", "Promised date")
    assert "Public hearing" in {one.kind for one in told}
    assert {one.about.text for one in told if one.about} == {"Its record"}


def test_every_statement_about_a_system_stands_in_its_time_once(ask_page):
    for row in curated("systems"):
        told = [text(one) for one in moments(ask_page("system", f"id={row['slug']}"))]
        said = [one["text_en"] for one in curated("statements") if one["about"].get("system") == row["slug"]]

        assert [told.count(one) for one in said] == [1] * len(said), row["slug"]


def test_sides_are_marked_apart_in_words_and_not_in_colour_alone(ask_page):
    page = ask_page("system", "id=open-akimat")
    told = moments(page)
    html = parts.timeline(page.tr, told)

    sides = {(one.side, one.who) for one in told if one.side}

    assert sides == {("paid", "Buyer (customer)"), ("asking", "Residents")}
    assert [one.side for one in told if one.kind == "How it ended"] == [""]
    for _, who in sides:
        assert f'<p class="aq-who">{who}' in html


def test_what_has_no_date_stands_apart_and_says_so(ask_page):
    page = ask_page("system", "id=astana-dasco-monitoring")
    told = moments(page)
    undated = [one for one in told if not one.when]
    html = parts.timeline(page.tr, told)
    before, after = html.split("No source prints a date for these:")

    assert len(undated) == sum(
        one["date"] is None for one in curated("statements") if one["about"].get("system") == "astana-dasco-monitoring"
    )
    assert told[-len(undated) :] == undated
    assert before.count('class="aq-moment ') + before.count('class="aq-moment"') == len(told) - len(undated)
    assert after.count("<li") == len(undated)
    assert "<ol" in before
    assert "<ul" in after


def test_nothing_is_said_of_undated_moments_where_there_are_none(ask_page):
    page = ask_page("system", "id=open-akimat")

    assert "No source prints a date" not in parts.timeline(page.tr, moments(page))


@pytest.mark.parametrize("system_id", [row["slug"] for row in curated("systems")])
def test_moments_stand_in_order(ask_page, system_id):
    page = ask_page("system", f"id={system_id}")
    told: Told = page.view(timeline.of_system)
    orders = [
        *(story.record_date(page.tr, row)[0] for row in told.records),
        *(row["date"] or "" for row in (*told.statements, *told.hearings)),
        *((row["as_of"] or row["period"] or "") for row in told.observations),
    ]

    shown = [one.when for one in story.moments(page, told)]

    assert len(shown) >= len(orders)
    years = [int(found[-1]) for one in shown if one and "–" not in one and (found := re.findall(r"\d{4}", one))]
    assert years == sorted(years)


DATES = [
    pytest.param("contract", "2020", "2020-12-25", 2020, 2020, ("2020", "2020"), id="a contract at its budget year"),
    pytest.param("contract", "2025-11-28", None, 2025, 2025, ("2025-11-28", "28 November 2025"), id="a printed day"),
    pytest.param("spent", "2020", "2022-08", 2020, 2022, ("2022-08", "August 2022"), id="a payment at its end"),
    pytest.param("spent", "2017", "2025", 2017, 2025, ("2025~", "2017–2025"), id="payments of several years"),
    pytest.param("plan", None, None, None, None, ("", ""), id="unknown"),
    pytest.param("plan", "2016", None, None, None, ("2016", "2016"), id="a year of work without a budget year"),
]


@pytest.mark.parametrize(("kind", "start", "end", "year_from", "year_to", "told"), DATES)
def test_money_stands_where_sources_put_it(ask_page, kind, start, end, year_from, year_to, told):
    row = {"kind": kind, "period_start": start, "period_end": end, "year_from": year_from, "year_to": year_to}

    assert story.record_date(ask_page("system").tr, row) == told


def test_what_was_paid_over_a_year_comes_after_all_days_of_it(ask_page):
    tr = ask_page("system").tr
    paid, _ = story.record_date(
        tr, {"kind": "spent", "period_start": None, "period_end": None, "year_from": 2020, "year_to": 2020}
    )

    assert sorted([paid, "2020-12-31", "2021"]) == ["2020-12-31", paid, "2021"]


def test_what_does_not_count_says_so_beside_its_sum(ask_page):
    told = moments(ask_page("system", "id=astana-dasco-monitoring"))

    [refused] = [one for one in told if "67 000 000" in text(one) and one.kind == "Contract"]

    assert "Not in the total: the buyer refused to pay." in refused.text


def test_the_end_of_a_contract_is_told_once(ask_page):
    told = moments(ask_page("system", "id=open-akimat"))

    assert [one.when for one in told].count("25 December 2020") == 1
    assert [one.who for one in moments(ask_page("system", "id=sergek-almaty"))][-1].startswith("End of the work")


def test_counts_and_hearings_stand_between_statements(ask_page):
    told = moments(ask_page("system", "id=taraz-media-centre"))

    counted = {one.who: one.text for one in told if one.kind == "Counted"}

    assert counted == {
        "People on the staff": "13",
        "Of the staff, people who work with residents": "2",
        "Appeals processed since it was set up": "about 500",
    }


CORRECTION = {
    "correction_id": "c-1",
    "kind": "correction",
    "about_kind": "system",
    "about_id": "open-akimat",
    "asked_on": "2026-03-01",
    "asked_by": "customer",
    "asked_office": None,
    "state": "changed",
    "decided_on": "2026-03-05",
    "source_id": None,
} | {f"{step}_{lang}": f"{step} {lang}" for step in ("asked", "decided") for lang in LANGUAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_correction_stands_with_its_question_and_its_decision(ask_page, lang):
    page = ask_page("system", "id=open-akimat", lang)
    told = Told(subject="open-akimat", corrections=[CORRECTION])

    asked, decided = story.moments(page, told)

    assert (asked.text, decided.text) == (f"asked {lang}", f"decided {lang}")
    assert asked.when == page.tr.date("2026-03-01")
    assert decided.when == page.tr.date("2026-03-05")
    assert "/corrections" in (decided.source.href or "")


def test_a_disputed_record_says_so_in_its_time(ask_page, store):
    page, told = ask_page("system", "id=open-akimat"), timeline.of_system(store, Filters(id="open-akimat"))
    disputed = replace(told, records=[row | {"disputed": True} for row in told.records])

    def said(one):
        return [moment for moment in story.moments(page, one) if said_disputed(page.tr) in moment.text]

    assert len(said(disputed)) == len(told.records) > 0
    assert said(told) == []


def test_an_open_correction_has_no_decision_yet(ask_page):
    page = ask_page("system", "id=open-akimat")
    told = Told(subject="open-akimat", corrections=[CORRECTION | {"state": "received", "decided_on": None}])

    assert len(story.moments(page, told)) == 1


def test_a_supplier_is_told_of_through_its_systems_each_named(ask_page):
    page = ask_page("contractor", "id=benedixsimus")

    told = moments(page, timeline.of_contractor)

    about = {one.about.text for one in told if one.about}
    assert {"Open Akimat", "Smart-volunteer"} <= about
    assert all("/system?id=" in (one.about.href or "") for one in told if one.about and one.about.text == "Open Akimat")
    money = [text(one) for one in told if one.kind == "Contract"]
    assert len([one for one in money if "79 000 000 ₸" in one or "65 000 000 ₸" in one]) == 2


def test_a_buyer_is_told_of_with_what_was_counted_of_it(ask_page):
    page = ask_page("customer", "id=president-press-service")

    told = moments(page, timeline.of_customer)

    assert {text(one) for one in told} >= {"977", "44 428", "391 786"}


def test_a_party_with_many_records_shows_the_largest_and_says_how_many(ask_page, store, monkeypatch):
    monkeypatch.setattr(timeline, "RECORDS", 1)
    page = ask_page("contractor", "id=benedixsimus")

    told = timeline.of_contractor(store, page.filters)

    assert ([row["amount_kzt"] for row in told.records], told.left) == ([79_000_000], 1)
    assert "Of its records the 1 largest stand here." in story.sentence(page, told)
    assert "largest" not in story.sentence(page, page.view(timeline.of_contractor))


@pytest.mark.parametrize(
    ("key", "query", "folded"),
    [
        ("system", "id=open-akimat", False),
        ("record", "id=it-taraz-open-akimat-2020", True),
        ("contractor", "id=benedixsimus", True),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_order_of_time_stands_on_systems_records_and_suppliers(ask_page, key, query, folded, lang):
    body = BODIES[key](ask_page(key, query, lang))

    sections = [one for one in body.pieces if getattr(one, "anchor", None) == "time"]
    after = body.pieces[body.pieces.index(sections[0]) + 1]

    assert len(sections) == 1
    assert hasattr(after, "summary") is folded


def test_one_moment_alone_is_not_drawn(ask_page):
    page = ask_page("system", "id=open-akimat")

    assert list(in_time(page, Told(subject="x"))) == []
    assert list(in_time(page, Told(subject="open-akimat", hearings=_hearing()))) == []


def _hearing() -> list[dict]:
    [row] = curated("hearings")
    return [row | {"source_id": None, "host_en": row["host"]}]


def test_text_of_a_moment_is_escaped(ask_page):
    page = ask_page("system")
    moment = Moment("2020", "<b>x</b>", "<i>y</i>", Cell("source", href="javascript:alert(1)"))

    html = parts.timeline(page.tr, [moment])

    assert "<b>" not in html
    assert "<i>" not in html
    assert "javascript" not in html
