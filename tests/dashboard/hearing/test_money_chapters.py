"""The chapters of a pack that tell money: numbers of the views, the same blocks in every language, sources named."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard.answers import site_of
from dashboard.exports.every import EXPORTS
from dashboard.filters import Filters
from dashboard.hearing import figures, finding, method, needs, peers, records
from dashboard.hearing.pack import Listed, Needed, Numbers, Pictured, Tabled, Told
from dashboard.page import Page, open_page
from dashboard.stories.records import nothing_means
from dashboard.tables import said_disputed
from dashboard.views import hearing, overview
from dashboard.views import needs as needs_view
from dashboard.views import records as records_view
from dashboard.words import LANGUAGES
from tests.asked_for import publish_requests
from tests.dashboard.hearing.reading_packs import only, plain
from tests.web.faces.links import links

CURATED = Path(__file__).parents[3] / "data" / "curated" / "spending.jsonl"
CHAPTERS = (finding.chapter, figures.chapter, records.chapter, needs.chapter, peers.chapter)

TARAZ = "place=taraz&system=open-akimat&system=taraz-media-centre"
ASTANA = "system=astana-dasco-monitoring"
EMPTY = "region=ulytau&from=1999&to=2000"
SUCH_LINKS = int(os.environ.get("AQSHA_HEARING_LINKS", "8"))
OPEN_AKIMAT = "it-taraz-open-akimat-2020"
Ask = Callable[..., Page]


def curated(*systems: str) -> list[dict[str, object]]:
    rows = [json.loads(line) for line in CURATED.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["system"] in systems and row["state"] != "refused"]


# ── the founding cases, against the curated facts ─────────────────────────────────────────────────────────────────


def test_the_taraz_pack_says_93_million_of_which_79_contracted_and_14_budgeted(ask):
    page, rows = ask(TARAZ), curated("open-akimat", "taraz-media-centre")
    contract, budget = ([row["amount_kzt"] for row in rows if row["kind"] == kind] for kind in ("contract", "budget"))
    assert (contract, budget) == ([79_000_000], [14_000_000])

    assert plain(finding.title(page)) == (
        "Open Akimat and Media centre of the Taraz akimat: 93 million ₸ found so far, "
        "79 million ₸ contracted or paid + 14 million ₸ planned or budgeted"
    )
    assert page.view(overview.build).total.total == sum(contract + budget) == 93_000_000
    assert [plain(key.value) for key in only(finding.chapter(page), Numbers).items] == [
        "79 million ₸",
        "14 million ₸",
        "2020",
        "2",
    ]
    assert [plain(one.amount) for one in only(records.chapter(page), Listed).rows] == ["79 000 000 ₸", "14 000 000 ₸"]


def test_the_astana_pack_says_125_million_and_names_the_refused_rest_apart(ask):
    page, [counted] = ask(ASTANA), curated("astana-dasco-monitoring")
    listed = only(records.chapter(page), Listed).rows

    assert page.view(overview.build).total.total == counted["amount_kzt"] == 125_000_000
    assert "125 million ₸ found so far, all of it contracted or paid" in plain(finding.title(page))
    assert [plain(one.amount) for one in listed] == ["125 000 000 ₸", "about 67 000 000 ₸"]
    assert "Not in the total: the buyer refused to pay." in [note.text for note in listed[1].notes]
    assert not any(note.text.startswith("Not in the total") for note in listed[0].notes)


# ── any link ──────────────────────────────────────────────────────────────────────────────────────────────────────


def shape(page: Page) -> list[object]:
    """Return what must be alike in every language: kinds of blocks and how much each holds."""
    return [
        (chapter.key, bool(chapter.sentence), [_size(block) for block in chapter.blocks])
        for chapter in (make(page) for make in CHAPTERS)
    ]


def _size(block: object) -> object:
    match block:
        case Told(said):
            return "told", len(said), all(said)
        case Numbers(items):
            return "numbers", len(items)
        case Pictured(figure):
            return "pictured", figure.key
        case Listed(rows, left_out):
            return (
                "listed",
                [(re.sub(r"[?&]lang=..", "", one.title.href or ""), len(one.notes)) for one in rows],
                left_out is not None,
            )
        case Tabled(table):
            return "tabled", [one.key for one in table.columns], len(table.rows)
        case Needed(rows):
            return "needed", [(one.low, one.median, one.high, len(one.costs), len(one.evidence)) for one in rows]
    raise AssertionError(block)


@settings(max_examples=SUCH_LINKS, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_link_makes_the_same_blocks_in_every_language_with_the_numbers_of_the_views(store, ask, data):
    filters = data.draw(links(store)).filters.with_(lang=None)
    pages = {language: ask(filters.to_query(), language) for language in LANGUAGES}

    shapes = [shape(page) for page in pages.values()]
    assert shapes[0] == shapes[1] == shapes[2]
    for page in pages.values():
        _check_sums(page)
    _check_lists(pages["en"])


def _check_sums(page: Page) -> None:
    """The title and the key numbers say what the API answers for the same link."""
    view = page.view(overview.build)
    money = EXPORTS["overview"].look(page).totals[view.level]
    blocks = finding.chapter(page).blocks
    assert any(isinstance(one, Numbers) for one in blocks) == bool(money["records"])
    if money["records"] > money["unmeasured"]:
        values = [one.value for one in only(finding.chapter(page), Numbers).items]
        halves = [money["committed_kzt"], money["planned_kzt"]]
        assert values[:2] == [page.tr.money_short(one) if one else page.tr("nothing found") for one in halves]
        assert values[3] == page.tr.number(money["records"])
        assert page.tr.money_short(money["counted_kzt"]) in finding.title(page)


def _check_lists(page: Page) -> None:
    every = page.filters.with_(counted="all")
    listed = records.chapter(page).blocks
    count = records_view.count(page.asked.store, every)
    shown = len(listed[0].rows) if isinstance(listed[0], Listed) else 0
    assert shown == min(count, records.MOST)
    drawn = [one.figure for one in figures.chapter(page).blocks if isinstance(one, Pictured)]
    assert len(drawn) <= figures.MOST
    assert len({one.key for one in drawn}) == len(drawn)
    for figure in drawn:
        assert figure.alt
        assert figure.vector is not None
        assert figure.vector(360).height > 0
    money = page.view(needs_view.build).money.total
    assert any(isinstance(one, Needed) for one in needs.chapter(page).blocks) <= bool(money)


TITLES = [
    pytest.param("", "Media and IT: ", id="no filter"),
    pytest.param("category=media", "Media: ", id="a branch"),
    pytest.param("region=zhambyl", "Zhambyl Region: 742 million ₸ of local money found so far, ", id="a region"),
    pytest.param("place=taraz", "Taraz: 125 million ₸ of local money found so far, ", id="a town"),
    pytest.param("contractor=benedixsimus", "Benedixsimus: 144 million ₸ found so far, all of it ", id="a supplier"),
    pytest.param("customer=akimat-taraz", "Taraz city akimat: 111 million ₸ found so far, ", id="a buyer"),
    pytest.param("region=zhambyl&from=2021", "Zhambyl Region, within the chosen filters: ", id="narrowed further"),
    pytest.param(f"{TARAZ}&from=2020", "Open Akimat and Media centre of the Taraz akimat: 93 ", id="not narrowed"),
    pytest.param("level=central", "Media and IT: 600 billion ₸ of central money found so far, ", id="central"),
    pytest.param("level=all", "Media and IT: 219 billion ₸ of local money and, apart, 600 billion ₸", id="both levels"),
    pytest.param("region=ulytau", "Ulytau Region: nothing found so far", id="nothing"),
    pytest.param(EMPTY, "Ulytau Region, within the chosen filters: nothing found so far", id="nothing in those years"),
    pytest.param(
        "system=astana-smart-stops&q=zzzz", "Smart bus stops of Astana, within the chosen filters: ", id="no such word"
    ),
    pytest.param(
        "level=all&measure=real&region=zhambyl",
        "Zhambyl Region: 270 million ₸ (prices of 2023) of local money found so far, ",
        id="both levels, one of which cannot be told",
    ),
    pytest.param(
        "level=all&measure=real&record=it-police-zhambyl-kcell",
        "Renting video-recording mobile devices for police: nothing found so far of local money; apart, 1 record of ",
        id="both levels, all that is found cannot be told",
    ),
    pytest.param("system=astana-smart-stops", "Smart bus stops of Astana: nothing of its cost is in", id="no total"),
    pytest.param("measure=real&place=taraz", "Taraz: 177 million ₸ (prices of 2023) of local ", id="real"),
    pytest.param("measure=per_resident&place=taraz", "Taraz: 4 records found so far; their sum cannot", id="unknown"),
    pytest.param(
        "system=e-osi&system=e-rgis&system=open-akimat", "E-KSK / e-OSI, e-rgis and 1 more: ", id="three systems"
    ),
]


@pytest.mark.parametrize(("query", "beginning"), TITLES)
def test_a_title_names_what_it_is_about_with_its_number(ask, query, beginning):
    assert plain(finding.title(ask(query))).startswith(beginning)


def test_an_empty_link_says_that_nothing_was_found_and_what_that_does_not_mean(ask):
    page = ask(EMPTY)

    assert finding.lead(page) == nothing_means(page.tr)
    for make in (finding.chapter, figures.chapter, records.chapter, needs.chapter):
        assert [type(block) for block in make(page).blocks] == [Told]
    assert only(records.chapter(page), Told).paragraphs == (nothing_means(page.tr),)


def test_the_lead_and_the_method_tell_the_same_records_where_a_link_asks_for_both_levels(ask):
    page = ask("level=all&region=zhambyl")
    found = page.view(hearing.build)

    assert f"Records read: {found.records}; counted: {found.counted};" in finding.lead(page)
    assert (
        f"{found.records} records were found, {found.counted} of them" in only(method.chapter(page), Told).paragraphs[0]
    )
    assert "1 record was read" in finding.lead(ask("level=all&system=qazexpocongress-smm"))


PAID = [
    pytest.param(ASTANA, "Contract", 1, id="a contract of which no payment is known"),
    pytest.param("region=zhambyl", "Contract", 2, id="contracts"),
    pytest.param("system=sergek-astana", "Paid", 0, id="a payment"),
    pytest.param("system=sergek-almaty", "Contract", 0, id="a contract with a payment told by another record"),
    pytest.param("region=astana", "Contract: ", None, id="contracts and payments"),
]


@pytest.mark.parametrize(("query", "note", "unpaid"), PAID)
def test_contracts_stand_apart_from_payments_and_what_was_paid_is_not_guessed(ask, query, note, unpaid):
    chapter = finding.chapter(ask(query))
    said = plain(only(chapter, Numbers).items[0].note)

    assert said.startswith(note)
    assert ("; Paid: " in said) == note.endswith(": ")
    told = chapter.sentence
    assert unpaid is None or ("No source tells so far how much" in told) == bool(unpaid)
    assert not unpaid or f"paid under {unpaid} contract" in told


def test_disputed_records_are_said_in_the_lead_and_at_the_record(tmp_path):
    page = open_page(site_of(publish_requests(tmp_path)), "hearing", f"lang=en&{TARAZ}", "")
    assert page is not None
    one = only(records.chapter(page), Listed).rows[0]

    assert "1 of these records is disputed: a correction is being checked." in finding.lead(page)
    assert finding.lead(page).split(". ")[-1] in only(finding.chapter(page), Told).paragraphs
    assert said_disputed(page.tr) in [note.text for note in one.notes]


# ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────────

FIGURES = [
    pytest.param(TARAZ, ["side_by_side"], id="two systems of one record each: all other bars would say the same"),
    pytest.param(ASTANA, ["stages_astana-dasco-monitoring"], id="a system with two records"),
    pytest.param("contractor=benedixsimus", ["buyers", "taxes"], id="a supplier"),
    pytest.param("region=zhambyl", ["by_group", "beside_peers", "buyers", "categories", "kinds"], id="a region"),
    pytest.param("", ["by_group", "regions", "suppliers", "buyers", "categories"], id="no filter"),
    pytest.param("record=" + OPEN_AKIMAT, [], id="one record"),
    pytest.param(EMPTY, [], id="nothing"),
]


@pytest.mark.parametrize(("query", "keys"), FIGURES)
def test_a_pack_has_the_figures_that_say_something_of_their_own(ask, query, keys):
    drawn = [one for one in figures.chapter(ask(query)).blocks if isinstance(one, Pictured)]

    assert [one.figure.key for one in drawn] == keys
    for one in drawn:
        assert "<" not in one.foot
        assert "Source: " in one.foot


# ── records ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_records_name_amount_kind_year_buyer_supplier_reply_and_source_with_its_link(ask):
    one = only(records.chapter(ask(TARAZ)), Listed).rows[0]
    texts, links_of = [note.text for note in one.notes], {note.text: note.href for note in one.notes}

    assert one.title.href == f"/record?id={OPEN_AKIMAT}&lang=en"
    assert texts[:3] == ["Contract, 2020", "Buyer: Taraz city akimat", "Supplier: Benedixsimus"]
    assert texts[3].startswith("Reply of the buyer: A deputy akim:")
    assert texts[4:] == ["Source: Ratel.kz, December 2020"]
    assert (links_of[texts[4]] or "").startswith("https://ratel.kz/")


def test_the_largest_stand_in_the_list_and_the_rest_is_a_link_to_the_records(ask):
    page = ask("part=a-records&mode=screen&sort=year&page=2")
    chapter, every = records.chapter(page), records_view.count(page.asked.store, Filters(counted="all"))
    listed, sums = only(chapter, Listed), [row["amount_kzt"] for row in records.heard(page).rows]

    assert len(listed.rows) == records.MOST
    assert sums == sorted(sums, reverse=True)
    assert sums[0] == max(
        row["amount_kzt"] for row in page.asked.store.rows("SELECT amount_kzt FROM records WHERE level = 'local'")
        if row["amount_kzt"]
    )  # fmt: skip
    assert listed.left_out is not None
    assert listed.left_out.text.startswith(f"{every - records.MOST} more records")
    assert listed.left_out.href == "/records?counted=all&lang=en"
    assert only(chapter, Tabled).table.rows
