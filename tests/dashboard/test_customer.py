"""One buyer: its money, whom it pays, what was said and counted of it; bodies that buy nothing have a page too."""

import html
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.bodies.every import BODIES
from dashboard.body import Beside, Figure, FilterBar
from dashboard.exports.dataset import NoSubject
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import dataset
from dashboard.filters import Filters
from dashboard.html import parts, pieces
from dashboard.stories import customer as story
from dashboard.stories.observed import WHAT
from dashboard.views import customer

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("kk", "ru", "en")
PRESS = "id=president-press-service"


def curated(name):
    lines = (ROOT / f"data/curated/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def shown(page):
    """All words of a page, as one line."""
    body = BODIES[page.key](page)
    told = [pieces.heading(body.page, body.heading)]
    for piece in body.every():
        if isinstance(piece, Figure):
            told += [piece.alt, parts.table(page.tr, piece.table) if piece.table else "", piece.foot]
        elif not isinstance(piece, FilterBar | Beside):
            told.append(pieces.still(page.tr, piece))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", "\n".join(told))).split())


def taken(page, name):
    export = EXPORTS["customer"]
    told = dataset(export, page, export.table(name))
    return [row for chunk in told.chunks() for row in chunk.iter_rows(named=True)]


def bodies(store):
    return [row["party_id"] for row in store.rows("SELECT party_id FROM parties WHERE is_customer ORDER BY 1")]


def test_the_splits_of_every_buyer_make_its_whole(store):
    together = {"local": Decimal(0), "central": Decimal(0)}

    for party_id in bodies(store):
        view = customer.build(store, Filters(id=party_id))
        whole = view.local.total + view.central.total
        assert sum(line.money.total for line in view.by_group) == whole
        assert sum(money.total for _, money in view.categories) == whole
        assert sum(money.total for _, money in view.suppliers) == whole
        assert sum(row["counted_kzt"] for row in view.records) == whole
        assert view.gaps.listed == len(view.records) > 0
        together["local"] += view.local.total
        together["central"] += view.central.total

    counted = store.rows(
        "SELECT level, sum(s.counted_kzt) AS kzt FROM spend s JOIN records USING (record_id) GROUP BY 1"
    )
    assert together == {row["level"]: row["kzt"] for row in counted}


def test_qazexpocongress_shows_every_fact_of_the_founding_case(ask_page):
    page = ask_page("customer", "id=qazexpocongress")

    told, view = shown(page), page.view(customer.build)

    assert view.central.total == Decimal(6_000_000)
    assert not view.local.records
    for fact in (
        "6 million ₸",
        "Cost per year",
        "Social media management (SMM)",
        "QazExpoCongress monitoring and SMM",
        "Ministry of Trade and Integration",
        "successor, since 2019, of Astana EXPO-2017",
        "corruption case in 2015",
        "20 positive comments to each negative one",
        "29 March 2022",
        "Ulysmedia",
    ):
        assert fact in told, fact
    promised = story.promised(page, view)
    assert promised is not None
    assert promised.href.startswith("/promises?level=all&customer=qazexpocongress")
    assert {one["promise_id"] for one in taken(page, "promises")} == {
        row["id"] for row in curated("promises") if row["about"].get("system") == "qazexpocongress-smm"
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_presidents_press_office_shows_every_number_of_the_founding_case(ask_page, lang):
    page = ask_page("customer", PRESS, lang)
    rows = [row for row in curated("observations") if "body" in row["about"]]

    told = shown(page)

    assert {row["value"] for row in rows} == {977, 13931, 8022, 44428, 391786, 56, 2600000, 63}
    for row in rows:
        assert " ".join(f"{page.tr(WHAT[row['what']])} {_about(page, row)}".split()) in told, row["id"]
    assert {row["value"] for row in taken(page, "observations")} == {row["value"] for row in rows}
    assert page.tr.number(53237).replace("\u00a0", " ") in told
    assert page.tr(story.CONTEXT) in told


def _about(page, row):
    number = page.tr.number(row["value"])
    return page.tr("about %(number)s", number=number) if row["precision"] == "about" else number


def test_every_kind_of_count_in_the_facts_has_a_name():
    assert {row["what"] for row in curated("observations")} <= WHAT.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_appeals_of_the_whole_country_stand_beside_it_and_are_not_added_up(ask_page, lang):
    national = [row for row in curated("appeals") if row["region"] == "national"]
    page = ask_page("customer", PRESS, lang)

    told, rows = shown(page), taken(page, "appeals")

    assert {row["appeal_id"]: row["count"] for row in rows} == {row["id"]: row["count"] for row in national}
    assert all(page.tr.number(row["count"]).replace("\u00a0", " ") in told for row in national)
    assert page.tr.number(sum(row["count"] for row in national)).replace("\u00a0", " ") not in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_lacking_in_the_same_publication_stands_there_and_leads_to_its_town(ask_page, lang):
    lacking = [row for row in curated("needs-evidence") if row["id"] in ("ne-0017", "ne-0018", "ne-0019", "ne-0020")]
    park = next(row for row in curated("needs-evidence") if row["id"] == "ne-0215")
    page = ask_page("customer", PRESS, lang)
    column = "statement" if lang == "en" else f"statement_{lang}"

    told = shown(page)

    assert [row["place"] for row in lacking] == ["ekibastuz", "rudny", "ridder", "aktau"]
    for row in (*lacking, park):
        assert " ".join(row[column].split()) in told
        region = ask_page("region", f"id={row['region']}&place={row['place']}", lang)
        assert " ".join(row[column].split()) in shown(region)


def test_a_body_without_records_says_that_nothing_was_found_and_shows_no_sum(ask_page):
    page = ask_page("customer", PRESS)
    body = BODIES["customer"](page)

    assert "no record of its spending was found so far" in body.heading.title
    assert "not akimat spending" in body.heading.lead
    assert not body.keys
    assert "₸" not in shown(page)
    assert taken(page, "years") == taken(page, "suppliers") == []


def test_a_body_known_by_name_only_says_so_and_one_known_by_number_does_not(ask_page):
    by_name, by_number = ask_page("customer", "id=akimat-taraz"), ask_page("customer", "id=body-bin-021140001671")

    assert "known by name only, not by BIN" in shown(by_name)
    assert "BIN not known" in shown(by_name)
    assert "known by name only, not by BIN" not in shown(by_number)
    assert "021140001671" in shown(by_number)


def test_per_resident_is_told_or_its_lack_explained(ask_page):
    town, region = ask_page("customer", "id=akimat-taraz"), ask_page("customer", "id=akimat-almaty-region")

    keys = {key.label: key for key in BODIES["customer"](town).keys}
    told = {key.label: key for key in BODIES["customer"](region).keys}

    assert keys["Per resident"].value == "—"
    assert "towns and districts" in keys["Per resident"].note
    view = region.view(customer.build)
    assert told["Per resident"].value == region.tr.money_short(view.each.total)
    assert view.each.unmeasured
    assert f"from {view.each.records - view.each.unmeasured} of {view.each.records}" in told["Per resident"].note


def test_what_is_not_known_is_counted(ask_page, store):
    page = ask_page("customer", "id=akimat-taraz")
    rows = store.rows("SELECT * FROM records WHERE customer_id = 'akimat-taraz'")

    facts = {fact.label: fact.value.text for fact in story.gap_facts(page, page.view(customer.build))}

    assert facts["Records read in the procurement register"] == f"0 of {len(rows)}"
    assert facts["Records in no total"] == str(sum(not row["counted"] for row in rows)) == "1"
    assert facts["Contracts and payments without a named supplier"] == "0 of 1"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_buyer_builds_and_names_nothing_by_its_code(ask_page, store, lang):
    for party_id in bodies(store):
        told = shown(ask_page("customer", f"id={party_id}", lang))
        assert "None" not in told, party_id
        assert "not_counted" not in told, party_id


@pytest.mark.parametrize(
    ("query", "leads"),
    [
        pytest.param("id=benedixsimus", "/contractor?id=benedixsimus", id="a company that is only paid"),
        pytest.param("id=kundelik", "/contractor?id=kundelik", id="a company without any record"),
        pytest.param("id=nobody-at-all", "/customers", id="unknown"),
        pytest.param("", "/customers", id="no id"),
    ],
)
def test_a_link_without_a_buyer_gets_an_answer_and_no_file(ask_page, query, leads):
    page = ask_page("customer", query)

    answer = story.no_buyer(page, page.view(customer.build))

    assert answer is not None
    assert answer[2][0].href.startswith(leads)
    assert leads.partition("?")[0] in str(BODIES["customer"](page).pieces)
    with pytest.raises(NoSubject):
        EXPORTS["customer"].look(page)


def test_names_of_buyers_lead_here_from_records_and_regions(ask_page):
    region = ask_page("region", "id=zhambyl")
    records = ask_page("records", "customer=akimat-taraz&counted=all")

    for page in (region, records):
        drawn = "".join(
            pieces.still(page.tr, one)
            for one in BODIES[page.key](page).every()
            if not isinstance(one, Figure | FilterBar | Beside)
        )
        assert 'href="/customer?id=akimat-taraz' in drawn


def test_other_filters_play_no_part_and_are_named(ask_page):
    page = ask_page("customer", "id=akimat-taraz&category=media&from=2024")

    body = BODIES["customer"](page)

    assert body.heading.title == BODIES["customer"](ask_page("customer", "id=akimat-taraz")).heading.title
    assert "play no part here" in shown(page)
