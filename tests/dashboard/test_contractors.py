"""Suppliers: the list adds up to the totals, and a profile shows all that sources tell of a company."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.bodies.both_sides import both_sides
from dashboard.charts import suppliers as charts
from dashboard.charts.base import LIGHT
from dashboard.filters import Filters
from dashboard.html import parts, pieces
from dashboard.stories import contractor as profile
from dashboard.stories import contractors as story
from dashboard.stories import parties as lists
from dashboard.views import contractor, contractors, parties
from dashboard.views.money import money
from tests.curated_rows import curated

LANGUAGES = ("kk", "ru", "en")


def all_pages(store, filters):
    first = contractors.build(store, filters)
    rest = [contractors.build(store, filters.with_(page=number)) for number in range(2, first.pages + 1)]
    return [one for view in (first, *rest) for one in view.parties]


def drawn(page):
    """Draw everything that the page of one supplier draws, as pages/contractor.py does."""
    view = page.view(contractor.build)
    tr, party = page.tr, view.party
    tables = [profile.record_table, profile.year_table, profile.region_table, profile.tax_table, profile.case_table]
    tables += [profile.system_table, profile.source_table]
    html = [profile.title(page, view), profile.caveat(page, party), parts.keys(tr, profile.keys(page, view))]
    html += [parts.table(tr, table(page, view)) for table in tables]
    html += [pieces.still(tr, one) for one in both_sides(page, view.statements, view.sources)]
    html += [parts.facts(tr, profile.who_facts(page, view))]
    html += [parts.facts(tr, profile.tax_facts(page, view)), parts.facts(tr, profile.editors_notes(page, party))]
    html.append(profile.tax_alt(page, view))
    return "\n".join(html).replace("\u00a0", " ")


# ── the list ──────────────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    level=st.sampled_from(["local", "central", "all"]),
    counted=st.sampled_from(["", "all"]),
    category=st.sampled_from([(), ("media",), ("it",), ("it.hardware",)]),
    years=st.sampled_from([(None, None), (2020, None), (None, 2016)]),
    region=st.sampled_from([(), ("zhambyl",), ("astana", "almaty")]),
)
def test_suppliers_and_the_unnamed_make_the_total(store, level, counted, category, years, region):
    filters = Filters(
        level=level, counted=counted, category=category, year_from=years[0], year_to=years[1], region=region
    )
    view = contractors.build(store, filters)
    everyone = [*all_pages(store, filters), view.unnamed]
    whole = money(store, filters.with_(level="local") if level == "all" else filters)

    assert sum(one.money.committed for one in everyone) == whole.committed
    assert sum(one.money.planned for one in everyone) == whole.planned
    assert sum(one.money.records for one in everyone) == whole.records
    assert view.total == whole
    assert view.named_money.total + view.unnamed.money.total == whole.total


def test_named_sums_are_those_of_the_records(store):
    expected = defaultdict(Decimal)
    for row in store.rows("SELECT level, contractor_id, s.counted_kzt FROM spend s JOIN records USING (record_id)"):
        expected[row["level"], row["contractor_id"]] += row["counted_kzt"]

    got = {
        (level, one.party_id): one.money.total
        for level in ("local", "central")
        for one in [
            *all_pages(store, Filters(level=level)),
            contractors.build(store, Filters(level=level)).unnamed,
        ]
    }

    assert got == expected
    assert got["local", "benedixsimus"] == Decimal(79_000_000 + 65_000_000)
    assert sum(kzt for (_, party), kzt in got.items() if party == "presight") == Decimal(93_250_000_000)


def test_both_levels_list_local_suppliers_and_name_central_money_apart(store, ask_page):
    page = ask_page("contractors", "level=all")
    view = page.view(contractors.build)
    central = money(store, Filters(level="central"))

    assert view == contractors.build(store, Filters())
    assert view.elsewhere == central
    assert "local money" in story.title(page, view)
    assert page.tr.money_short(central.total) in story.lead(page, view)
    assert Filters.parse(story.keys(page, view)[-1].href.partition("?")[2]).level == "central"
    rows = [row["records"].href for row in lists.table(page, story.WORDING, view).rows if row["records"].href]
    hrefs = [*rows, story.keys(page, view)[2].href]
    assert {Filters.parse(href.partition("?")[2]).level for href in hrefs} == {"local"}


@pytest.mark.parametrize(("level", "other"), [("local", "central"), ("central", "local"), ("all", "central")])
def test_an_empty_list_leads_to_the_other_level(ask_page, level, other):
    page = ask_page("contractors", f"level={level}&q=zzzzzz")

    heading, _, links = lists.empty(page, story.WORDING, page.view(contractors.build))

    assert heading == "Nothing found so far"
    assert Filters.parse(links[0].href.partition("?")[2]).level == other


def test_a_list_of_central_money_alone_does_not_say_that_nothing_was_found(store, ask_page):
    sql = "SELECT record_id FROM records WHERE counted AND level = 'central' ORDER BY 1"
    page = ask_page("contractors", f"level=all&record={store.rows(sql)[0]['record_id']}")

    heading, _, _ = lists.empty(page, story.WORDING, page.view(contractors.build))

    assert heading == "No local money is found for this choice"


def test_private_traders_are_never_named(ask_page):
    hidden = [row["variant"].strip("«»").split("«")[-1] for row in curated("unnamed_contractors")]

    for lang in LANGUAGES:
        page = ask_page("contractors", "level=all&counted=all", lang)
        html = parts.table(page.tr, lists.table(page, story.WORDING, page.view(contractors.build)))
        assert hidden
        assert not [name for name in hidden if name in html]


def test_every_supplier_stands_on_exactly_one_page(store, monkeypatch):
    monkeypatch.setattr(parties, "ROWS", 4)

    for sort in ("", "-amount", "records", "-year"):
        filters = Filters(level="all", counted="all", sort=sort)
        listed = [one.party_id for one in all_pages(store, filters)]
        assert len(listed) == len(set(listed)) == contractors.build(store, filters).named


@pytest.mark.parametrize("reverse", [True, False])
def test_sorting_by_money(store, reverse):
    totals = [one.money.total for one in all_pages(store, Filters(sort="amount" if reverse else "-amount"))]

    assert totals == sorted(totals, reverse=reverse)


def test_figure_holds_at_most_seven_bars_that_make_the_named_sum(ask_page):
    page = ask_page("contractors", "")
    view = page.view(contractors.build)

    rows = lists.bars(page, story.WORDING, view)
    figure = charts.suppliers(rows, LIGHT)

    assert len(rows) == parties.BARS
    assert sum(row.committed + row.planned for row in rows) == view.named_money.total
    assert list(figure.data[0].x) == [float(row.committed) for row in rows]
    assert all(row.text in lists.alt(page, story.WORDING, view) for row in rows)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "query",
    [
        "",
        "level=central",
        "level=all&counted=all",
        "region=abai&category=media.smm",
        "contractor=cifron",
        "page=9&sort=x",
    ],
    ids=["local", "central", "both", "nothing", "one of unknown year", "page and sort beyond"],
)
def test_list_builds_for_awkward_links(ask_page, lang, query):
    page = ask_page("contractors", query, lang)
    view = page.view(contractors.build)

    html = parts.table(page.tr, lists.table(page, story.WORDING, view)) + parts.keys(page.tr, story.keys(page, view))
    texts = [
        story.title(page, view),
        story.lead(page, view),
        lists.alt(page, story.WORDING, view),
        lists.foot(page, story.WORDING, view),
        html,
    ]

    assert story.title(page, view)
    assert all("None" not in text for text in texts)
    assert bool(lists.notices(page, story.WORDING, view)) == ("page=9" in query)


def test_total_row_is_the_total(ask_page):
    page = ask_page("contractors", "")
    view = page.view(contractors.build)

    rows = lists.table(page, story.WORDING, view).rows

    assert rows[-1]["total"].text == page.tr.money(view.total.total)
    assert rows[-2]["total"].text == page.tr.money(view.unnamed.money.total)


# ── one supplier ──────────────────────────────────────────────────────────────────────────────────────────────────

FOUNDING_CASE = [
    pytest.param("144 million ₸ found so far in 2 counted records", id="both contracts together"),
    pytest.param("79 000 000 ₸", id="Open Akimat"),
    pytest.param("65 000 000 ₸", id="Smart-volunteer"),
    pytest.param("2013: 0 ₸: the source says none were paid", id="2013"),
    pytest.param("2014: 0 ₸: the source says none were paid", id="2014"),
    pytest.param("2015: 0 ₸: the source says none were paid", id="2015"),
    pytest.param("2016: 0 ₸: the source says none were paid", id="2016"),
    pytest.param("2017: 0 ₸: the source says none were paid", id="2017"),
    pytest.param("2018: 987 528 ₸", id="2018"),
    pytest.param("2019: 1 987 872 ₸", id="2019"),
    pytest.param("2020: 34 523 392 ₸", id="2020"),
    pytest.param("2 158 962.54 ₸", id="debt"),
    pytest.param("As of December 2020", id="date of the debt"),
    pytest.param("left the claim without consideration", id="court"),
    pytest.param("known by name only, not by BIN", id="caveat"),
    pytest.param("BIN not known", id="no number"),
    pytest.param("«Benedixsimus» ЖШС", id="Kazakh name"),
    pytest.param("Smart-volunteer", id="system"),
    pytest.param("lowest sum, 79 million tenge", id="the buyer's side"),
    pytest.param("pensioners and poor people", id="the residents' side"),
    pytest.param("several tenders of many millions in 2020 from state bodies of Zhambyl and Almaty", id="tenders"),
    pytest.param("https://ratel.kz/raw/obschestvenniki", id="source one click away"),
]


@pytest.mark.parametrize("fact", FOUNDING_CASE)
def test_benedixsimus_shows_every_fact_of_the_founding_case(ask_page, fact):
    assert fact in drawn(ask_page("contractor", "id=benedixsimus"))


def test_taxes_are_drawn_year_by_year_with_zero_as_told(ask_page):
    page = ask_page("contractor", "id=benedixsimus")
    view = page.view(contractor.build)
    [company] = [row for row in curated("contractors") if row["id"] == "benedixsimus"]

    rows = profile.tax_bars(page, view)
    figure = charts.taxes(rows, LIGHT)

    assert {row.label: row.committed for row in rows} == {
        year: Decimal(kzt) for year, kzt in company["taxes_paid_kzt"].items()
    }
    assert figure.layout.yaxis.type == "category"
    assert list(figure.data[0].x) == [0, 0, 0, 0, 0, 987528, 1987872, 34523392]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_supplier_builds_with_its_cases_in_the_readers_language(store, ask_page, lang):
    parties = store.rows("SELECT party_id FROM parties WHERE is_contractor")
    cases = {row["id"]: row["court_cases"] for row in curated("contractors")}

    assert len(parties) == 37
    for party in parties:
        page = ask_page("contractor", f"id={party['party_id']}", lang)
        html = drawn(page)
        assert "None" not in html, party
        column = "case" if lang == "en" else f"case_{lang}"
        told = {row["case"].text for row in profile.case_table(page, page.view(contractor.build)).rows}
        assert told == {case[column] for case in cases.get(party["party_id"], [])}


def test_profile_splits_make_the_whole(store, ask_page):
    for party in store.rows("SELECT party_id FROM parties WHERE is_contractor"):
        view = contractor.build(store, Filters(id=party["party_id"]))
        whole = view.local.total + view.central.total

        assert sum(one.total for _, one in view.years) == whole
        assert sum(one.total for _, one in view.regions) == whole
        assert sum(row["counted_kzt"] for row in view.records) == whole
        assert view.listed == len(view.records)


def test_korkem_telecom_shows_local_money_only_once(store):
    view = contractor.build(store, Filters(id="korkem-telecom"))

    assert view.local.total == Decimal(24900000000) + Decimal(9986042340) + Decimal(6900000000)
    assert len(view.cases) == 3


@pytest.mark.parametrize(
    ("query", "told"),
    [
        pytest.param("id=akimat-taraz", "/customer?id=akimat-taraz", id="a body that only buys"),
        pytest.param("id=nobody-at-all", "/contractors", id="unknown"),
        pytest.param("", "/contractors", id="no id"),
    ],
)
def test_link_without_a_supplier_gets_an_answer(ask_page, query, told):
    page = ask_page("contractor", query)
    view = page.view(contractor.build)

    answer = profile.no_supplier(page, view)

    assert answer is not None
    assert told in answer[2][0].href
    assert profile.title(page, view)


def test_supplier_known_by_number_has_no_caveat(store, ask_page):
    page = ask_page("contractor", "id=bin-041040000059")
    view = page.view(contractor.build)

    assert profile.caveat(page, view.party) == ""
    assert "041040000059" in drawn(page)
