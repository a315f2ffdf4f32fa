"""The chapters of needs and of fair peers: few enough for paper, prices with sources, peers by a printed rule."""

from collections.abc import Callable

import pytest

from dashboard.hearing import figures, needs, peers
from dashboard.hearing.pack import Listed, Needed, Pictured, Tabled, Told
from dashboard.page import Page
from dashboard.stories.needs import no_cause
from dashboard.views import compare
from dashboard.views import needs as needs_view
from tests.dashboard.hearing.reading_packs import only, plain

TARAZ = "place=taraz&system=open-akimat&system=taraz-media-centre"
ASTANA = "system=astana-dasco-monitoring"
Ask = Callable[..., Page]


# ── needs ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_needs_stand_founding_first_with_every_price_behind_a_range_and_its_source(ask):
    page, founding = ask(TARAZ), ["city_bus", "street_lamp", "animal_sterilisation"]
    chapter, view = needs.chapter(page), page.view(needs_view.build)
    told, rows = needs.met(view)[: needs.MOST], only(chapter, Needed).rows

    assert chapter.sentence == no_cause(page)
    assert len(rows) == needs.MOST
    assert [one.need["need_id"] for one in told][:3] == founding
    for answer, row in zip(told, rows, strict=True):
        prices = [cost.row["unit_cost_kzt"] for cost in answer.costs if cost.in_range or not answer.printed]
        assert {page.tr.money(one) for one in prices} >= {cost.amount for cost in row.costs}
        assert row.costs
        assert all(cost.source.text for cost in row.costs)
        assert len(row.evidence) <= needs.MOST_SIGNS
    lamp, answer = rows[1], told[1]
    assert plain(lamp.sentence) == "513–1 485 lamps; at the median price, 549 lamps."
    assert len(lamp.costs) == len(answer.printed.prices) == 4
    assert f"page: {len(answer.evidence) + len(answer.appeals) - needs.MOST_SIGNS}." in lamp.note


def test_a_wide_link_has_few_needs_and_says_how_many_more_the_page_has(ask):
    page = ask("")
    chapter, every = needs.chapter(page), needs.met(page.view(needs_view.build))
    [more] = only(chapter, Listed).rows

    assert len(only(chapter, Needed).rows) == needs.MOST < len(every)
    assert more.title.text == f"{len(every) - needs.MOST} more needs on the page of needs"
    assert more.title.href == "/needs?lang=en"


def test_of_many_prices_behind_a_range_a_pack_has_its_ends_and_its_middle(ask):
    page = ask(TARAZ)
    view = page.view(needs_view.build)
    told, rows = needs.met(view)[: needs.MOST], only(needs.chapter(page), Needed).rows
    [(answer, row)] = [(one, row) for one, row in zip(told, rows, strict=True) if one.printed and len(row.costs) > 3][
        :1
    ]
    prices = [page.tr.money(price.kzt.numerator) for price in answer.printed.prices if price.kzt.denominator == 1]

    assert {row.costs[0].amount, row.costs[-1].amount} == {prices[0], prices[-1]}
    for one, line in zip(told, rows, strict=True):
        assert len(line.costs) <= 4
        behind = len(one.printed.prices) if one.printed else len(one.converted)
        assert (f"Further prices on its page: {behind - len(line.costs)}." in line.note) == (behind > len(line.costs))


def test_what_the_money_cannot_buy_one_of_is_told_of_founding_needs_only(ask):
    view = ask("system=e-rgis").view(needs_view.build)

    left_out = [one for one in view.answers if one not in needs.met(view)]
    assert any(one.kind == "range" for one in left_out)
    assert not any(one.need["founding"] for one in left_out)
    assert not any(one.high or any(cost.units for cost in one.converted) for one in left_out)


def test_needs_say_which_sum_they_convert_where_the_title_tells_another(ask):
    page = ask("region=zhambyl&measure=real")
    view = page.view(needs_view.build)
    told = " ".join(only(needs.chapter(page), Told).paragraphs)

    assert told.startswith(page.tr.money(view.money.total))
    assert told.endswith("In the prices of that year.")
    assert not any(isinstance(one, Told) for one in needs.chapter(ask("region=zhambyl")).blocks)


# ── fair peers ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_system_says_by_which_rule_and_with_how_many_peers_it_cannot_be_tested_yet(ask):
    page = ask(ASTANA)
    chapter = peers.chapter(page)
    told = " ".join(only(chapter, Told).paragraphs)

    assert "Monitoring of the internet and social networks" in told
    assert told.count("Cannot be tested yet: 2 peers with such a price known, at least 3 are needed.") == 2
    assert len(only(chapter, Tabled).table.rows) == 3
    assert "per resident" in told


def test_each_system_of_a_link_has_its_own_peers(ask):
    told = [" ".join(block.paragraphs) for block in peers.chapter(ask(TARAZ)).blocks if isinstance(block, Told)]

    assert [one.partition(" is set beside")[0] for one in told] == ["Open Akimat", "Media centre of the Taraz akimat"]
    assert all("Cannot be tested yet: 0 peers" in one for one in told)


def test_a_region_stands_beside_those_of_similar_size_with_the_numbers_of_the_comparison(ask, ask_page):
    page = ask("region=zhambyl&mode=screen")
    compared = ask_page("compare", "region=zhambyl&mode=similar").view(compare.build)
    chapter = peers.chapter(page)
    side_by_side, numbers = [block.table for block in chapter.blocks if isinstance(block, Tabled)]

    assert "six regions and cities whose number of residents is nearest" in only(chapter, Told).paragraphs[0]
    assert [row["nominal"].text for row in side_by_side.rows] == [
        page.tr.money(side.measures["nominal"].total) for side in compared.sides
    ]
    assert len(numbers.rows) == 7
    assert [row["number"].text for row in numbers.rows[1:]] == [
        page.tr.number(one.number) for one in compared.axis.peers.peers
    ]


def test_a_pack_says_that_all_records_of_a_system_are_compared_where_the_link_narrows_them(ask):
    narrow, whole = ask(f"{ASTANA}&from=2020"), ask(ASTANA)

    assert "other filters of the link play no part" in peers.chapter(narrow).sentence
    assert "other filters of the link play no part" not in peers.chapter(whole).sentence
    assert "All its records, whatever else the link asks for." in only(figures.chapter(narrow), Pictured).foot
    assert "whatever else" not in only(figures.chapter(whole), Pictured).foot


def test_systems_without_room_for_their_peers_are_counted(ask, store):
    ids = [row["system_id"] for row in store.rows("SELECT system_id FROM systems ORDER BY 1 LIMIT 6")]
    page = ask("&".join(f"system={one}" for one in ids))

    assert peers.chapter(page).blocks[-1] == Told(("2 more systems of the link have their peers on their own pages.",))


@pytest.mark.parametrize("query", ["region=zhambyl", "system=almaty-criticism-monitoring", "contractor=zhaiyk-press"])
def test_of_many_peers_a_pack_has_the_nearest_and_leads_to_the_rest(ask, query, monkeypatch):
    page = ask(query)
    rows = [block for block in peers.chapter(page).blocks if isinstance(block, Tabled)][-1].table.rows
    monkeypatch.setattr(peers, "MOST_PEERS", 1)
    fewer = peers.chapter(page).blocks
    [more] = only(peers.chapter(page), Listed).rows

    assert [block for block in fewer if isinstance(block, Tabled)][-1].table.rows == rows[:2]
    assert more.title.text.startswith(f"{len(rows) - 2} more peer")
    assert more.title.href


NO_PEERS = [
    pytest.param("", id="no filter"),
    pytest.param("region=zhambyl&region=astana", id="two regions"),
    pytest.param("region=zhambyl&contractor=benedixsimus", id="a supplier in a region"),
    pytest.param("region=national", id="the whole country"),
    pytest.param("customer=akimat-taraz", id="a buyer"),
]


@pytest.mark.parametrize("query", NO_PEERS)
def test_a_choice_without_a_rule_says_that_there_are_no_fair_peers(ask, query):
    [said] = only(peers.chapter(ask(query)), Told).paragraphs

    assert said.startswith("For such a choice there is no rule that finds fair peers")


def test_a_supplier_whom_nobody_resembles_says_so(ask):
    rule, nobody = only(peers.chapter(ask("contractor=benedixsimus")), Told).paragraphs

    assert rule.startswith("The rule: suppliers who, like Benedixsimus")
    assert nobody == "By this rule nobody is known to be set beside Benedixsimus."
