"""One record's page: every record builds, shows its sum, and says how it is counted."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.bodies.record import body as record_body
from dashboard.body import FilterBar
from dashboard.html import pieces
from dashboard.stories import deliverables as delivered
from dashboard.stories import observed, said
from dashboard.stories import record as story
from dashboard.stories import record_counting as counting
from dashboard.stories import record_register as register
from dashboard.views import record as records

LANGUAGES = ("kk", "ru", "en")


def drawn(page):
    """Draw everything that the page of one record draws but its button to share."""
    made = record_body(page)
    still = (one for one in made.every() if not isinstance(one, FilterBar))
    return "\n".join([pieces.heading(page, made.heading), *(pieces.still(page.tr, one) for one in still)])


def test_every_record_builds_in_three_languages_and_shows_its_sum(store, ask_page):
    rows = store.rows("SELECT record_id, amount_kzt, amount_precision, amount_low, amount_high FROM records")

    assert len(rows) == 190
    for row in rows:
        for lang in LANGUAGES:
            page = ask_page("record", f"id={row['record_id']}", lang)
            html = drawn(page)
            if row["amount_kzt"] is not None:
                expected = page.tr.amount(*(row[key] for key in list(row)[1:]))
                assert expected in html, (row["record_id"], lang)
            assert "None" not in html, (row["record_id"], lang)


def test_whole_of_taraz_is_said_as_a_sum_of_its_parts(ask_page):
    page = ask_page("record", "id=seed-taraz-93m-together")
    view = page.view(records.build)

    assert view.parts is not None
    assert view.parts.left == view.parts.whole - view.parts.parts_together == 0
    told = " ".join(counting.sentences(page, view)).replace("\u00a0", " ")
    assert "93 000 000 ₸ = 79 000 000 ₸ + 14 000 000 ₸, so 0 ₸ is left to count." in told
    assert {one.other_id for one in view.relations} == {"it-taraz-open-akimat-2020", "seed-taraz-media-centre-2020"}
    assert {one.outward for one in view.relations} == {False}
    needs = story.ways_on(page, view)[0]
    assert "record=it-taraz-open-akimat-2020&record=seed-taraz-media-centre-2020" in needs.href


def test_alternative_sums_are_a_range_and_lead_to_each_other(ask_page):
    page = ask_page("record", "id=it-national-elearning-30bn")
    view = page.view(records.build)

    told = " ".join(counting.sentences(page, view)).replace("\u00a0", " ")

    assert "from 30 000 000 000 ₸ to 35 000 000 000 ₸" in told
    assert "record?id=it-national-elearning-35bn" in drawn(page)
    assert all("/needs" not in link.href for link in story.ways_on(page, view))


def test_same_money_names_the_record_that_is_counted(ask_page):
    page = ask_page("record", "id=it-almaty-sergek-paid-2022")
    view = page.view(records.build)

    told = " ".join(counting.sentences(page, view)).replace("\u00a0", " ")

    assert "9 986 042 340 ₸" in told
    assert not view.record["counted"]
    twin = ask_page("record", "id=it-almaty-sergek-ppp")
    assert twin.view(records.build).stands_for == ["it-almaty-sergek-paid-2022"]
    assert "1 other record tells of the same money" in " ".join(counting.sentences(twin, twin.view(records.build)))


@pytest.mark.parametrize(
    ("whole", "parts_", "left", "expected"),
    [
        pytest.param(93, (79, 14), 0, "93 ₸ = 79 ₸ + 14 ₸, so 0 ₸ is left to count.", id="parts make the whole"),
        pytest.param(10, (3, 1), 6, "10 ₸ − (3 ₸ + 1 ₸) = 6 ₸, which is left to count.", id="something is left"),
        pytest.param(
            5,
            (4, 3),
            0,
            "4 ₸ + 3 ₸ = 7 ₸, more than the whole of 5 ₸, so 0 ₸ is left to count.",
            id="more than the whole",
        ),
    ],
)
def test_arithmetic_is_written_out(ask_page, whole, parts_, left, expected):
    summed = records.Sum(
        Decimal(whole), [(str(number), Decimal(kzt)) for number, kzt in enumerate(parts_)], Decimal(left)
    )

    assert counting.arithmetic(ask_page("record").tr, summed).replace("\u00a0", " ") == expected


def test_partly_counted_records_keep_what_parts_leave(store, ask_page):
    rows = store.rows("SELECT record_id FROM records WHERE list_contains(not_counted_why, 'covered_by_parts')")

    assert len(rows) == 18
    for row in rows:
        parts_ = ask_page("record", f"id={row['record_id']}").view(records.build).parts
        assert parts_.left == max(parts_.whole - parts_.parts_together, Decimal(0))


@pytest.mark.parametrize("query", ["", "id=no-such-record"], ids=["no id", "unknown id"])
def test_link_without_a_known_record_gets_an_answer(ask_page, query):
    page = ask_page("record", query)

    title, sentence, links = story.absent(page)

    assert page.view(records.build).record is None
    assert title
    assert sentence
    assert links[0].href.startswith("/records?")
    assert ("no-such-record" in sentence) == bool(query)


def test_unknown_address_of_a_source_is_said(store, ask_page):
    unknown = store.rows("SELECT * FROM sources WHERE NOT address_known ORDER BY source_id")
    tr = ask_page("record").tr

    assert unknown
    for source in unknown:
        address = said.source_facts(tr, source)[-1]
        assert (address.value, address.note) == (None, "The address of this source is not known.")
        assert said.source_cell(tr, source).href is None


def test_open_akimat_tells_promises_both_sides_and_the_way_it_was_bought(ask_page):
    html = drawn(ask_page("record", "id=it-taraz-open-akimat-2020"))

    for told in (
        "79 000 000 ₸".replace(" ", "\u00a0"),
        "Benedixsimus",
        "25 December 2020",
        "Open tender",
        "tender (lowest bid, per deputy akim)",
        "Renew old buses, light the streets, sterilise stray animals",
        "109 dispatch service nor eGov",
        "Ratel.kz",
        "mobile app",
        "/corrections?record=it-taraz-open-akimat-2020",
        "#form",
        "#reply",
        "/question?record=it-taraz-open-akimat-2020",
    ):
        assert told in html, told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_known_deliverables_have_names_and_free_ones_stay_as_written(ask_page, lang):
    text = json.dumps({"cameras": 1200, "unit_price_kzt": 380000, "mobile_app": True, "odd_thing": ["a", "b"]})

    goods = delivered.deliverables(ask_page("record", "", lang).tr, text)

    assert [fact.value.text for fact in goods.known][:2] == ["1\u00a0200", "380\u00a0000\u00a0₸"]
    assert len(goods.known) == 3
    assert [(fact.label, fact.value.text, fact.value.lang) for fact in goods.as_written] == [
        ("odd thing", "a, b", "en")
    ]


def test_every_deliverable_is_shown_in_one_list_or_the_other(store, ask_page):
    tr = ask_page("record").tr
    for row in store.rows("SELECT record_id, deliverables FROM records WHERE deliverables IS NOT NULL"):
        goods = delivered.deliverables(tr, row["deliverables"])

        assert len(goods.known) + len(goods.as_written) == len(json.loads(row["deliverables"])), row["record_id"]


def test_lead_names_who_pays_whom_and_how_the_sum_counts_only_where_it_is_not_plain(ask_page):
    leads = {}
    for key in ("it-taraz-open-akimat-2020", "seed-taraz-media-centre-2020", "seed-taraz-93m-together"):
        page = ask_page("record", f"id={key}")
        leads[key] = story.lead(page, page.view(records.build).record)

    assert "Benedixsimus" in leads["it-taraz-open-akimat-2020"]
    assert "In the totals" not in leads["it-taraz-open-akimat-2020"]
    assert "No supplier is named." in leads["seed-taraz-media-centre-2020"]
    assert "Not in the total" in leads["seed-taraz-93m-together"]


def test_findings_are_only_those_of_bodies_that_check(ask_page):
    page = ask_page("record", "id=seed-taraz-media-centre-2020")
    view = page.view(records.build)
    both = said.both_sides(page.tr, view.statements, view.sources)

    stances = {(one.who, one.stance) for one in both.asking}

    assert ("Journalists", "Observation") in stances
    assert ("Auditors, prosecutors and other checking bodies", "Finding of a check") in stances
    assert not {stance for who, stance in stances if who in ("Residents", "Journalists")} & {"Finding of a check"}


def test_a_start_known_less_exactly_than_the_end_is_not_a_span(ask_page):
    page = ask_page("record", "id=it-taraz-open-akimat-2020")
    facts = {fact.label: fact.value for fact in story.record_facts(page, page.view(records.build))}

    assert facts["Period of the work"].text == "until 25 December 2020"


def test_editors_reasons_for_relations_stand_among_their_notes(ask_page):
    page = ask_page("record", "id=seed-taraz-93m-together")
    view = page.view(records.build)

    notes = [fact.value.text for fact in story.editors_notes(page, view.record, view.relations)]

    assert "79 million of the 93 million that residents added up" in notes


def test_filters_that_play_no_part_are_said(ask_page):
    assert story.unused_filters(ask_page("record", "id=it-taraz-open-akimat-2020&region=astana"))
    assert story.unused_filters(ask_page("record", "id=it-taraz-open-akimat-2020&category=it"))
    assert not story.unused_filters(ask_page("record", "id=it-taraz-open-akimat-2020"))


@pytest.mark.parametrize(("key", "of"), [("record", "it-taraz-open-akimat-2020"), ("contractor", "benedixsimus")])
def test_a_written_out_link_narrows_nothing(ask_page, key, of):
    written = ask_page(key, f"id={of}").frozen().partition("?")[2]

    assert "category=it&category=media" in written
    assert not story.unused_filters(ask_page(key, written))
    assert story.unused_filters(ask_page(key, f"{written}&region=astana"))


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_media_centre_shows_what_was_counted_and_what_the_hearing_decided(ask_page, lang):
    page = ask_page("record", "id=seed-taraz-media-centre-2020", lang)
    view = page.view(records.build)

    table = observed.observation_table(page, view.observations, view.sources)
    facts = [fact for hearing in view.hearings for fact in observed.hearing_facts(page.tr, hearing, view.sources)]

    assert [row["value"].text for row in table.rows][1:] == ["2", "13"]
    assert "500" in table.rows[0]["value"].text
    assert facts[0].value.text == page.tr.date("2020-12-22")
    assert "Open Akimat" in facts[2].value.text


def contract_where(store, condition):
    sql = f"SELECT * FROM records WHERE starts_with(source_id, 'goszakup-') AND {condition} ORDER BY record_id LIMIT 1"
    return store.one(sql)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_contract_of_the_register_leads_to_the_portal_and_says_what_decided_its_topic(
    ask_register, register_store, lang
):
    record = contract_where(register_store, "category = 'it.support'")
    page = ask_register("record", f"id={record['record_id']}", lang)
    view = page.view(records.build)

    facts = register.contract_facts(page, view)

    shown = [fact.value for fact in facts]
    assert shown[0].text == view.source["title"]
    assert shown[0].href == view.source["url"]
    assert shown[0].href.startswith("https://goszakup.gov.kz/")
    assert [one.text for one in shown[2:4]] == ["«техподдержка»", "620230"]


@pytest.mark.parametrize(
    ("version", "said"), [("00", "as first signed"), ("03", "supplement 3, which states the whole sum anew")]
)
def test_a_contract_says_which_of_its_versions_speaks(ask_register, register_store, version, said):
    page = ask_register("record", f"id={contract_where(register_store, 'counted')['record_id']}")
    view = page.view(records.build)
    view = replace(view, source=view.source | {"title": f"990140000000/240001/{version}"})

    facts = {fact.label: fact.value for fact in register.contract_facts(page, view)}

    assert facts["Version"].text == said


def test_a_contract_ended_early_shows_what_was_signed_and_what_was_paid(ask_register, register_store):
    record = contract_where(register_store, "signed_kzt > amount_kzt AND amount_kzt > 0")
    page = ask_register("record", f"id={record['record_id']}")
    view = page.view(records.build)

    facts = {fact.label: fact.value for fact in register.contract_facts(page, view)}

    for kzt in (record["signed_kzt"], record["amount_kzt"], record["signed_kzt"] - record["amount_kzt"]):
        assert page.tr.money(kzt) in facts["Signed and paid"].text
    assert {"Signed": page.tr.money(record["signed_kzt"])}.items() <= {
        key.label: key.value for key in story.keys(page, view.record)
    }.items()


def test_a_contract_ended_before_anything_was_paid_says_why_it_does_not_count(ask_register, register_store):
    record = contract_where(register_store, "state = 'ended_early' AND amount_kzt = 0 AND not_counted_why = []")
    page = ask_register("record", f"id={record['record_id']}")

    assert "ended early" in counting.standing(page.tr, record)


def test_the_division_of_a_contract_between_years_adds_up(ask_register, register_store):
    divided = contract_where(register_store, "split")
    page = ask_register("record", f"id={divided['record_id']}")
    view = page.view(records.build)

    table = register.years_table(page, view)

    assert [year for year, _ in view.shares] == list(range(divided["year_from"], divided["year_to"] + 1))
    assert sum(kzt for _, kzt in view.shares) == divided["counted_kzt"]
    assert table.rows[-1]["tenge"].text == page.tr.money(divided["counted_kzt"])
    assert any("each year's share" in text for text in counting.sentences(page, view))


def test_a_report_of_the_press_has_no_contract_of_the_register(ask_register):
    page = ask_register("record", "id=it-taraz-open-akimat-2020")
    view = page.view(records.build)

    assert register.contract_facts(page, view) == []
    assert register.years_table(page, view) is None
