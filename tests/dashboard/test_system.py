"""Passports of named systems: every fact of the founding cases, what counts and what does not, fair words on peers."""

import html
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.bodies.every import BODIES
from dashboard.body import Beside, Figure, FilterBar
from dashboard.charts import suppliers as charts
from dashboard.charts.base import LIGHT
from dashboard.exports.dataset import NoSubject
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.filters import Filters
from dashboard.html import pieces
from dashboard.page import Page
from dashboard.stories import contractor as supplier_story
from dashboard.stories import record as record_story
from dashboard.stories import region_voices
from dashboard.stories import system as story
from dashboard.stories import system_peers as peers_story
from dashboard.views import contractor, needs, system
from dashboard.views import region as region_view
from dashboard.views.money import Money
from dashboard.views.system import LEAST_PEERS, Each, Peer, SystemView
from dashboard.views.systems import Known, SystemRow
from tests.dashboard.test_systems import SPENDING, curated, expected_sums

LANGUAGES = ("kk", "ru", "en")
SYSTEMS = [row["slug"] for row in curated("systems")]


def view_of(page: Page) -> SystemView:
    view: SystemView = page.view(system.build)
    return view


def drawn(page: Page) -> str:
    body = BODIES[page.key](page)
    told = [pieces.heading(body.page, body.heading)]
    for one in body.every():
        if isinstance(one, Figure):
            told.append(one.alt)
        elif not isinstance(one, FilterBar | Beside):
            told.append(pieces.still(page.tr, one))
    return "\n".join(told)


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


CASES = [
    pytest.param("open-akimat", "79 000 000 ₸", id="E: cost"),
    pytest.param("open-akimat", "Benedixsimus", id="E: contractor"),
    pytest.param("open-akimat", "Taraz city akimat", id="E: buyer"),
    pytest.param("open-akimat", "25 December 2020", id="E: promised date"),
    pytest.param("open-akimat", "such projects cost more in other regions", id="E: the buyer's claim"),
    pytest.param("open-akimat", "pensioners and poor people", id="E: residents' objection"),
    pytest.param("open-akimat", "not put to public discussion", id="E: no discussion"),
    pytest.param("open-akimat", "nobody will cancel Open Akimat", id="E: outcome"),
    pytest.param("open-akimat", "it is neither the 109 dispatch service nor eGov", id="E: what it is not"),
    pytest.param("open-akimat", "0 peers with such a price known", id="E: the claim can't be tested"),
    pytest.param("taraz-media-centre", "14 000 000 ₸", id="E: media centre"),
    pytest.param("taraz-media-centre", "People on the staff 13", id="E: staff"),
    pytest.param("taraz-media-centre", "people who work with residents 2", id="E: with the public"),
    pytest.param("taraz-media-centre", "Appeals processed since it was set up about 500", id="E: appeals"),
    pytest.param("taraz-media-centre", "whether the media centre should go on", id="E: hearing"),
    pytest.param("e-rgis", "13 000 000 ₸", id="E: e-rgis"),
    pytest.param("e-rgis", "April 2021", id="E: e-rgis launch"),
    pytest.param("e-osi", "19 000 000 ₸", id="E: e-OSI"),
    pytest.param("e-osi", "beyond the first 19 million", id="E: e-OSI later sums"),
    pytest.param("smart-volunteer", "65 000 000 ₸", id="E: Smart-volunteer"),
    pytest.param("smart-volunteer", "57.52 ₸ per resident", id="E: Smart-volunteer per resident"),
    pytest.param("astana-dasco-monitoring", "125 000 000 ₸", id="B: cost"),
    pytest.param("astana-dasco-monitoring", "about 67 000 000 ₸", id="B: refused"),
    pytest.param("astana-dasco-monitoring", "Not in the total: the buyer refused to pay.", id="B: not counted twice"),
    pytest.param("astana-dasco-monitoring", "at least 1 000", id="B: quota"),
    pytest.param("astana-dasco-monitoring", "denies working with the city administration's image", id="B: reply"),
    pytest.param("astana-dasco-monitoring", "domestic violence", id="B: reported"),
    pytest.param("qazexpocongress-smm", "about 6 000 000 ₸", id="A: cost"),
    pytest.param("qazexpocongress-smm", "Central level", id="A: level"),
    pytest.param("qazexpocongress-smm", "50", id="A: quota"),
    pytest.param("sergek-astana", "24 900 000 000 ₸", id="Sergek"),
    pytest.param("sergek-almaty", "are stages of one purchase", id="Sergek: contract and payment are one money"),
]


@pytest.mark.parametrize(("system_id", "fact"), CASES)
def test_a_passport_shows_its_facts(ask_page, system_id, fact):
    assert fact in plain(drawn(ask_page("system", f"id={system_id}")))


def test_taraz_makes_93_million_with_both_stages_apart(store, ask_page):
    one, other = (view_of(ask_page("system", f"id={name}")) for name in ("open-akimat", "taraz-media-centre"))
    both = needs.build(store, Filters(system=("open-akimat", "taraz-media-centre")))

    assert one.levels[0].money == Money(Decimal(79_000_000), Decimal(0), 1)
    assert other.levels[0].money == Money(Decimal(0), Decimal(14_000_000), 1)
    assert both.money.total == Decimal(93_000_000)


def test_the_refused_contract_takes_nothing_from_the_125_million(ask_page):
    page = ask_page("system", "id=astana-dasco-monitoring")
    view = view_of(page)

    assert view.levels[0].money.total == Decimal(125_000_000)
    assert [row["counted_kzt"] for row in view.records] == [125_000_000, 0]
    assert "125 million" in story.title(page, view).replace("\u00a0", " ")
    assert "192" not in plain(drawn(page))


@pytest.mark.parametrize("system_id", SYSTEMS)
def test_sums_and_records_are_those_kept_by_hand(store, system_id):
    [kept] = [row for row in curated("systems") if row["slug"] == system_id]
    view = system.build(store, Filters(id=system_id))
    sums = {key[1:]: kzt for key, kzt in expected_sums().items() if key[0] == system_id}

    got = {
        (row.level, stage): getattr(row.money, stage)
        for row in view.levels
        for stage in ("committed", "planned")
        if getattr(row.money, stage)
    }

    assert got == sums
    assert {row["record_id"] for row in view.records} == set(kept["record_ids"])
    assert {row["promise_id"] for row in view.promises} >= set(kept["promised"] or [])
    assert {row["statement_id"] for row in view.statements} >= set(kept["statement_ids"])
    assert sum(len(rows) for rows in view.life.values()) == len(view.records)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("system_id", SYSTEMS)
def test_every_passport_builds_in_every_language(ask_page, system_id, lang):
    text = plain(drawn(ask_page("system", f"id={system_id}", lang)))

    assert "None" not in text
    assert "\x00" not in text


TITLES = [
    pytest.param("open-akimat", "Open Akimat: 79 million ₸ in contracts and payments found so far", id="contract"),
    pytest.param("e-rgis", "e-rgis: 13 million ₸ in plans and budgets found so far", id="plan"),
    pytest.param(
        "almaty-criticism-monitoring",
        "Monitoring of criticism in Almaty: 190 million ₸ in contracts and payments found so far, and 260 million ₸ "
        "planned",
        id="both stages",
    ),
    pytest.param("e-learning", "e-Learning: from 30 billion ₸ to 35 billion ₸, sources differ", id="range"),
    pytest.param("sergek-kostanay", "Sergek, Kostanay: nothing of its cost is in the totals", id="cancelled"),
]


@pytest.mark.parametrize(("system_id", "title"), TITLES)
def test_the_title_tells_cost_and_stage(ask_page, system_id, title):
    page = ask_page("system", f"id={system_id}")

    assert story.title(page, view_of(page)).replace("\u00a0", " ") == title


@pytest.mark.parametrize(
    ("system_id", "steps"),
    [
        pytest.param(
            "almaty-criticism-monitoring", {"contracted": 1, "again": 1}, id="bought, planned again a year on"
        ),
        pytest.param("sergek-almaty", {"contracted": 1, "paid": 1}, id="contract and its payments"),
        pytest.param("astana-smart-city-video", {"planned": 1, "contracted": 1}, id="plan, then contract"),
        pytest.param("e-rgis", {"planned": 1}, id="plan alone"),
        pytest.param("qazexpocongress-smm", {"paid": 1}, id="cost per year"),
    ],
)
def test_the_life_of_a_system_goes_from_plan_to_purchase_again(store, system_id, steps):
    view = system.build(store, Filters(id=system_id))

    assert {step: len(rows) for step, rows in view.life.items() if rows} == steps


def test_support_and_stages_of_one_purchase_are_told_apart():
    base = {"stage": "committed", "kind": "contract", "nature": "purchase", "category": "it.development"}
    first = base | {"record_id": "first", "year_from": 2020, "year_to": 2020}
    care = base | {"record_id": "care", "category": "it.support", "year_from": 2021, "year_to": 2021}
    stage = base | {"record_id": "stage", "year_from": 2022, "year_to": 2022}
    later = base | {"record_id": "later", "year_from": 2023, "year_to": 2023}
    undated = base | {"record_id": "undated", "year_from": None, "year_to": None}
    ties = [{"from_id": "first", "to_id": "stage"}, {"from_id": "care", "to_id": "stage"}]

    lived = system.life([first, care, stage, later, undated], ties)

    assert {step: [row["record_id"] for row in rows] for step, rows in lived.items() if rows} == {
        "contracted": ["first", "stage", "undated"],
        "support": ["care"],
        "again": ["later"],
    }


def test_an_unknown_step_says_that_it_is_not_known(ask_page):
    page = ask_page("system", "id=open-akimat")

    notes = [fact.note for fact in story.life_facts(page, view_of(page)) if fact.value is None]

    assert notes == [
        "no plan or budget found so far",
        "no payment found so far",
        "no record of support found so far: what it costs to keep is not known",
        "no later purchase found so far",
    ]


# ── the same kind elsewhere ───────────────────────────────────────────────────────────────────────────────────────


def peer(name: str, committed: int = 0, planned: int = 0, each: str | None = None, *, own: bool = False) -> Peer:
    money = Money(Decimal(committed), Decimal(planned), int(bool(committed or planned)))
    row = SystemRow({"system_id": name, "region": "x"}, "local", (), money, Known())
    told = Each(Decimal(each)) if each else Each(None, "town")
    return Peer(row, {"committed": told, "planned": Each(None, "nothing_counted")}, own)


CLAIMS = [
    pytest.param([peer("a", 79, own=True)], (False, 0, 0, 0), id="alone"),
    pytest.param([peer("a", 79, own=True), peer("b", 90), peer("c", 10)], (False, 2, 0, 0), id="two are too few"),
    pytest.param(
        [peer("a", 79, own=True), peer("b", 90), peer("c", 10), peer("d", 79)], (True, 3, 1, 1), id="three are enough"
    ),
    pytest.param(
        [peer("a", 79, own=True), peer("b", 90), peer("c", 10), peer("d", planned=500)],
        (False, 2, 0, 0),
        id="a plan is no contract",
    ),
    pytest.param(
        [peer("a", own=True), peer("b", 90), peer("c", 10), peer("d", 5)], (False, 3, 0, 0), id="own price not known"
    ),
]


@pytest.mark.parametrize(("peers", "told"), CLAIMS)
def test_others_pay_more_is_tested_against_at_least_three_prices(peers, told):
    one = system.claim(peers, "nominal")

    assert (one.tested, one.peers, one.more, one.less) == told


def test_plans_are_compared_with_plans():
    peers = [peer("a", planned=13, own=True), *(peer(name, 1, planned=20) for name in "bcd")]

    one = system.claim(peers, "nominal")

    assert (one.stage, one.own, one.more) == ("planned", 13, 3)


def test_costs_per_resident_are_compared_apart_from_whole_sums():
    peers = [peer("a", 100, each="9", own=True), *(peer(name, 10, each="20.5") for name in "bcd")]

    whole, each = (system.claim(peers, measure) for measure in ("nominal", "per_resident"))

    assert (whole.more, whole.less) == (0, 3)
    assert (each.more, each.less) == (3, 0)


def test_a_tested_claim_is_told_without_a_ranking(ask_page):
    page = ask_page("system", "id=open-akimat")
    peers = [peer("a", 79, own=True), peer("b", 90), peer("c", 10), peer("d", 80)]
    view = replace(view_of(page), claims=[system.claim(peers, "nominal")], elsewhere=1)

    first, second = peers_story.sentences(page, view)

    assert first == (
        "Do others pay more in whole, by contracts and payments? Of 3 others with such a price, 2 cost more and "
        "1 less. Tasks differ."
    )
    assert second == "1 system of this kind is paid for at the other level and is not compared."


def test_peers_are_of_one_kind_and_level_and_say_what_their_cost_is(store, ask_page):
    kinds = {row["slug"]: row["kind"] for row in curated("systems")}
    for name in SYSTEMS:
        view = system.build(store, Filters(id=name))
        assert view.peers[0].row.system_id == name
        assert {kinds[one.row.system_id] for one in view.peers} == {kinds[name]}
        assert {one.row.level for one in view.peers} == {view.levels[0].level}
        assert len(view.peers) + view.elsewhere == list(kinds.values()).count(kinds[name])


def test_cost_per_resident_is_told_with_the_reason_where_it_is_not(store):
    residents = {
        row["region"]: row["population"]
        for row in store.rows("SELECT region, population FROM region_years WHERE year = 2020")
    }
    monitored = system.build(store, Filters(id="almaty-criticism-monitoring")).peers
    each = {one.row.system_id: one.each["committed"] for one in monitored}
    volunteers = system.build(store, Filters(id="smart-volunteer")).peers[0].each["committed"]
    platform = system.build(store, Filters(id="open-akimat")).peers[0]

    assert volunteers.kzt.quantize(Decimal("0.01")) == (
        Decimal(SPENDING["it-zhambyl-smart-volunteer-2020"]["amount_kzt"]) / residents["zhambyl"]
    ).quantize(Decimal("0.01"))
    assert each["astana-dasco-monitoring"] == Each(None, "several_years")
    assert platform.each == {"committed": Each(None, "town"), "planned": Each(None, "nothing_counted")}
    assert system.build(store, Filters(id="almaty-region-geoportal")).peers[0].each["planned"].why == "unknown_year"
    assert system.build(store, Filters(id="atyrau-public-warning")).peers[0].each["planned"].kzt is None


# ── figure, faces, exports ────────────────────────────────────────────────────────────────────────────────────────


def test_the_figure_sets_stages_side_by_side_and_marks_what_does_not_count(ask_page):
    page = ask_page("system", "id=astana-smart-city-video")

    rows = story.stage_bars(page, view_of(page))
    figure = charts.suppliers(rows, LIGHT)

    assert [(row.committed, row.planned) for row in rows] == [(0, 53_000_000_000), (93_250_000_000, 0)]
    assert "not in the totals" in rows[0].text
    assert list(figure.data[0].x) == [0, 93_250_000_000]


def test_one_record_needs_no_figure(ask_page):
    body = BODIES["system"](ask_page("system", "id=open-akimat"))

    assert body.figure("stages") is None


@pytest.mark.parametrize("query", ["", "id=no-such-thing"])
def test_a_link_without_a_system_leads_on(ask_page, query):
    page = ask_page("system", query)

    assert story.title(page, view_of(page)) == "There is no such system"
    assert "/systems" in drawn(page)


def test_ways_on_lead_to_promises_needs_a_hearing_corrections_and_questions(ask_page):
    page = ask_page("system", "id=astana-dasco-monitoring")

    paths = {cell.href.partition("?")[0] for cell in story.ways_on(page, view_of(page))}

    assert paths == {"/promises", "/needs", "/hearing", "/corrections", "/question"}


def test_systems_lead_to_their_passports_from_other_pages(store, ask_page):
    of_record, of_supplier = (
        ask_page("record", "id=it-taraz-open-akimat-2020"),
        ask_page("contractor", "id=benedixsimus"),
    )
    named = system.build(store, Filters(id="open-akimat")).system
    region = ask_page("region", "id=zhambyl")

    hrefs = [
        record_story.system_facts(of_record, named)[0].value.href,
        supplier_story.system_table(of_supplier, of_supplier.view(contractor.build)).rows[0]["name"].href,
        *(cell.href for cell in region_voices.statement_links(region, region.view(region_view.build))),
    ]

    assert [href.startswith("/system?id=open-akimat") for href in hrefs[:2]] == [True, True]
    assert any(href.startswith("/system?id=open-akimat") for href in hrefs[2:])


def test_the_export_holds_the_passport(ask_page):
    page = ask_page("system", "id=astana-dasco-monitoring")
    view, export = view_of(page), EXPORTS["system"]
    tables = {table.name: dataset(export, page, table).read(None, 1000).frame for table in export.tables}

    assert tables["system"]["counted_kzt"].to_list() == [Decimal(125_000_000)]
    assert tables["records"]["counted_kzt"].to_list() == [row["counted_kzt"] for row in view.records]
    assert tables["statements"].height == len(view.statements) == 8
    assert tables["promises"]["value"].to_list() == [row["value"] for row in view.promises]
    assert tables["peers"]["system_id"].to_list() == [one.row.system_id for one in view.peers]
    assert dataset(export, page, export.tables[0]).totals["local"]["counted_kzt"] == Decimal(125_000_000)


def test_counts_and_hearings_are_in_the_export(ask_page):
    page, export = ask_page("system", "id=taraz-media-centre"), EXPORTS["system"]
    tables = {table.name: dataset(export, page, table).read(None, 1000).frame for table in export.tables}

    assert sorted(tables["observations"]["value"].to_list()) == [2, 13, 500]
    assert tables["hearings"]["date"].to_list() == ["2020-12-22"]


def test_an_export_of_nothing_known_is_told(ask_page):
    page, export = ask_page("system", "id=nothing-of-the-kind"), EXPORTS["system"]

    with pytest.raises(NoSubject, match="nothing-of-the-kind"):
        dataset(export, page, export.tables[0])


def test_at_least_three_means_three():
    assert LEAST_PEERS == 3
