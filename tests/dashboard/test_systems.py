"""The list of named systems: its sums are those of the facts kept by hand, stages and levels stand apart."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import labels
from dashboard.bodies.every import BODIES
from dashboard.charts import suppliers as charts
from dashboard.charts.base import LIGHT
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.filters import Filters, where
from dashboard.html import parts, pieces
from dashboard.page import Page
from dashboard.stories import systems as story
from dashboard.views import systems
from dashboard.views.money import Money
from dashboard.views.systems import Kind, SystemsView
from tests.curated_rows import curated

LANGUAGES = ("kk", "ru", "en")
COMMITTED = ("contract", "spent", "annual_cost")


SPENDING = {row["id"]: row for row in curated("spending")}
# What counts of the systems' records, told by hand from the rule: refused, cancelled, stages of the same money, sums of
# many purchases, prices of one unit, findings, other people's money and different sums for one thing bring nothing.
BRING_NOTHING = {
    "astana-dasco-2020-cancelled",
    "it-almaty-sergek-paid-2022",
    "it-kostanay-sergek-ppp",
    "it-vko-sergek-overprice",
    "it-astana-presight-ppp-53bn",
    "it-aksai-smart-aqsai-ppp",
    "it-akkol-smart-city",
    "it-almaty-digital-twin-plan-2022-2030",
    "it-almaty-digital-twin-2023",
    "it-national-elearning-30bn",
    "it-national-elearning-35bn",
    "it-uralsk-e-ticketing-2021",
    "it-pavlodar-entrance-cameras-2017",
    "it-taldykorgan-smart-stops-8mln",
    "it-astana-bus-stops-10mln",
    "it-national-health-platform-ericsson",
    "it-national-archive-support-105mln",
}


def expected_sums() -> dict[tuple[str, str, str], Decimal]:
    """Counted tenge by system, level and stage, from the facts kept by hand."""
    sums: defaultdict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for system in curated("systems"):
        for record_id in set(system["record_ids"]) - BRING_NOTHING:
            row = SPENDING[record_id]
            stage = "committed" if row["kind"] in COMMITTED else "planned"
            sums[system["slug"], row["level"], stage] += Decimal(row["amount_kzt"])
    return dict(sums)


def view_of(page: Page) -> SystemsView:
    view: SystemsView = page.view(systems.build)
    return view


def drawn(page: Page) -> str:
    body = BODIES[page.key](page)
    told = [pieces.heading(body.page, body.heading)]
    told += [pieces.still(page.tr, one) for one in body.every() if not hasattr(one, "vector") and not _bar(one)]
    return "\n".join(told).replace("\u00a0", " ")


def _bar(piece: object) -> bool:
    return type(piece).__name__ in ("FilterBar", "Beside")


def test_sums_are_those_of_the_facts_kept_by_hand(ask_page):
    view = view_of(ask_page("systems", "level=all&counted=all"))

    got = {
        (row.system_id, row.level, stage): getattr(row.money, stage)
        for row in (*view.listed, *view.apart)
        for stage in ("committed", "planned")
        if getattr(row.money, stage)
    }

    assert got == expected_sums()
    assert len(view.listed) + len(view.apart) == len(curated("systems"))


def test_what_is_in_no_total_stands_apart_unless_it_is_asked_for(ask_page):
    view, whole = (view_of(ask_page("systems", query)) for query in ("", "counted=all"))

    assert {row.system_id for row in view.left_out} == {
        "sergek-kostanay",
        "smart-aqkol",
        "smart-almaty",
        "oral-e-ticketing",
        "pavlodar-entrance-cameras",
        "astana-smart-stops",
    }
    assert all(row.counted for row in view.listed)
    assert not whole.left_out
    assert {row.system_id for row in whole.listed} == {row.system_id for row in (*view.listed, *view.left_out)}
    assert whole.money == view.money


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    level=st.sampled_from(["local", "central", "all"]),
    counted=st.sampled_from(["", "all"]),
    category=st.sampled_from([(), ("media",), ("it.gis",), ("it.video_surveillance", "media.monitoring")]),
    years=st.sampled_from([(None, None), (2020, None), (2023, 2023), (None, 2016)]),
    region=st.sampled_from([(), ("zhambyl",), ("astana", "almaty"), ("abai",)]),
)
def test_systems_make_the_money_of_the_records_that_belong_to_one(store, level, counted, category, years, region):
    filters = Filters(
        level=level, counted=counted, category=category, year_from=years[0], year_to=years[1], region=region
    )
    view = systems.build(store, filters)
    named = Filters(**{name: getattr(filters, name) for name in ("category", "region", "year_from", "year_to")})
    conditions = {"committed": "stage = 'committed'", "planned": "stage = 'planned'"}

    whole = {name: _facts(store, named.with_(level=view.level), condition) for name, condition in conditions.items()}

    assert {name: getattr(view.money, name) for name in conditions} == whole
    assert sum(kind.money.total for kind in view.kinds) == view.money.total
    assert {row.level for row in (*view.listed, *view.left_out)} <= {view.level}
    assert not {row.level for row in view.apart} & {view.level}


def _facts(store, filters: Filters, condition: str) -> Decimal:
    asked = where(filters)
    row = store.one(
        "SELECT coalesce(sum(counted_kzt), 0) AS kzt FROM facts "
        f"WHERE system_id IS NOT NULL AND {condition} AND {asked.sql}",
        asked.params,
    )
    return Decimal(row["kzt"])


def test_what_is_known_beside_the_money_is_counted_from_the_facts_kept_by_hand(ask_page):
    view = view_of(ask_page("systems", "level=all&counted=all"))
    of_record = {record: system["slug"] for system in curated("systems") for record in system["record_ids"]}
    counts: dict[str, defaultdict[str, int]] = {
        name: defaultdict(int) for name in ("promises", "statements", "outcomes")
    }
    for name in ("promises", "statements"):
        for row in curated(name):
            slug = row["about"].get("system") or of_record.get(row["about"].get("record", ""))
            counts[name][slug] += 1
            counts["outcomes"][slug] += name == "statements" and row["stance"] == "outcome"

    for row in (*view.listed, *view.apart):
        told = {name: counts[name][row.system_id] for name in counts}
        assert vars_of(row.known) == told, row.system_id


def vars_of(known: systems.Known) -> dict[str, int]:
    return {"promises": known.promises, "statements": known.statements, "outcomes": known.outcomes}


def test_every_kind_kept_by_hand_has_a_name_of_its_own():
    kinds = {row["kind"] for row in curated("systems")}

    assert kinds == set(labels.SYSTEM_KINDS)
    assert len(set(labels.SYSTEM_KINDS.values())) == len(labels.SYSTEM_KINDS)


def test_the_list_of_one_kind_holds_its_systems_alone(ask_page):
    page = ask_page("systems", "counted=all")
    view = view_of(page)
    [cameras] = [one for one in view.kinds if one.kind == "traffic_cameras"]

    found = view_of(ask_page("systems", story.kind_link(page, cameras).partition("?")[2]))

    assert {row.system_id for row in found.listed} == {
        "sergek-astana",
        "sergek-almaty",
        "sergek-oskemen",
        "sergek-kostanay",
    }
    assert found.money == cameras.money


CELLS = [
    pytest.param("open-akimat", "committed", "79 000 000 ₸", "", id="one contract"),
    pytest.param("atyrau-smart-lights", "committed", "about 1 800 000 000 ₸", "", id="about"),
    pytest.param("almaty-criticism-monitoring", "planned", "almost 260 000 000 ₸", "", id="plan beside a contract"),
    pytest.param("e-learning", "committed", "from 30 000 000 000 to 35 000 000 000 ₸", "Sources differ", id="range"),
    pytest.param("sergek-kostanay", "committed", "3 500 000 000 ₸", "was cancelled", id="cancelled"),
    pytest.param("astana-smart-stops", "committed", "", "price of one unit", id="no sum"),
    pytest.param("astana-smart-city-video", "planned", "53 000 000 000 ₸", "already counted", id="the same money"),
    pytest.param("smart-almaty", "planned", "", "2 records, none of them in the totals", id="two sums of many things"),
    pytest.param("sergek-oskemen", "committed", "", "none found", id="a finding is no cost"),
    pytest.param("atyrau-public-warning", "planned", "737 700 000 ₸", "", id="several records"),
]


@pytest.mark.parametrize(("system_id", "stage", "text", "note"), CELLS)
def test_a_cost_is_written_with_its_stage_and_reservation(ask_page, system_id, stage, text, note):
    page = ask_page("systems", "level=all&counted=all")
    view = view_of(page)
    [row] = [row for row in (*view.listed, *view.apart) if row.system_id == system_id]

    cell = story.stage_cell(page.tr, row, stage)

    assert cell.text.replace("\u00a0", " ") == text
    assert note in cell.note
    assert bool(cell.note) == bool(note)


def test_bars_are_kinds_and_make_the_whole(ask_page):
    page = ask_page("systems")
    view = view_of(page)

    rows = story.bars(page, view)
    figure = charts.suppliers(rows, LIGHT)

    assert len(rows) == story.KINDS_SHOWN
    assert sum(row.committed for row in rows) == view.money.committed
    assert sum(row.planned for row in rows) == view.money.planned
    assert list(figure.data[0].x) == [float(row.committed) for row in rows]
    assert all(row.text in story.alt(page, view) for row in rows)


def test_exactly_seven_kinds_need_no_bar_of_others(ask_page):
    page = ask_page("systems")
    kind = Money(committed=Decimal(1), planned=Decimal(0), records=1)
    seven = [Kind(name, [name], kind) for name in list(labels.SYSTEM_KINDS)[:7]]
    view = view_of(page)

    rows = story.bars(page, replace(view, money=kind, kinds=seven))

    assert [row.key for row in rows] == [one.kind for one in seven]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "query",
    ["", "level=central", "level=all", "level=all&counted=all", "q=zzzzzz", "region=zhambyl&measure=real", "from=2023"],
)
def test_the_list_builds_for_awkward_links(ask_page, lang, query):
    text = drawn(ask_page("systems", query, lang))

    assert "None" not in text
    assert "class=" in text


def test_both_levels_stand_in_tables_of_their_own(ask_page):
    page = ask_page("systems", "level=all")
    view = view_of(page)
    [apart] = [one for one in story.keys(page, view) if one.href == "#apart"]

    assert view.money.total == sum(kzt for (_, level, _), kzt in expected_sums().items() if level == "local")
    assert apart.value == page.tr.money_short(
        sum(kzt for (_, level, _), kzt in expected_sums().items() if level == "central")
    )
    assert 'id="apart"' in drawn(page)


def test_links_of_the_figure_ask_for_the_level_shown_alone(ask_page):
    page = ask_page("systems", "level=all")

    foot = story.foot(page, view_of(page))

    href = foot.split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert Filters.parse(href.partition("?")[2]).level == "local"


def test_another_measure_is_said_not_to_be_had(ask_page):
    assert story.notices(ask_page("systems", "measure=real"))
    assert not story.notices(ask_page("systems"))


@pytest.mark.parametrize("query", ["", "level=all", "level=central", "counted=all", "region=zhambyl"])
def test_the_export_holds_the_same_systems_and_sums(ask_page, query):
    page = ask_page("systems", query)
    view = view_of(page)
    export = EXPORTS["systems"]
    made = dataset(export, page, export.tables[0])

    rows = made.read(None, 1000).frame.to_dicts()

    assert sum(row["counted_kzt"] for row in rows if row["level"] == view.level) == view.money.total
    assert made.totals[view.level]["counted_kzt"] == view.money.total
    assert len(rows) == len(view.listed) + len(view.left_out) + (len(view.apart) if view.shows_apart else 0)
    assert all(row["system_kind_ru"] and row["system_kk"] for row in rows)


def test_a_table_becomes_cards_with_the_cost_first(ask_page):
    page = ask_page("systems")
    table = story.table(page, view_of(page).listed, "Systems")

    html = parts.table(page.tr, table)

    assert [column.key for column in table.columns if column.amount] == ["committed"]
    assert html.count("<tr") == len(table.rows) + 1
