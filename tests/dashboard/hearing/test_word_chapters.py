"""The chapters in words: what was promised, both sides, three questions, the method, the terms, the blank."""

import os
import random
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.hearing import glossary, method, minutes, promises, questions, sides
from dashboard.hearing.pack import Numbered, Sides, Terms, Told
from dashboard.views import hearing, hearing_doubts
from dashboard.views.hearing import MOST_STATEMENTS
from dashboard.views.system import Claim
from dashboard.words import LANGUAGES
from tests.dashboard.hearing.reading_packs import entries, only, plain

CHAPTERS = (promises, sides, questions, method, glossary, minutes)
DASCO, TARAZ = "system=astana-dasco-monitoring", "system=open-akimat&system=taraz-media-centre"
NOTHING = "region=zhambyl&from=1999&to=1999"
ACCUSING = re.compile(
    r"steal|stole|theft|fraud|corrupt|guilt|crim|embezzl|launder|brib|scam|squander|wasted"
    r"|украл|краж|ворова|хищен|мошен|корруп|виновн|преступ|взят[ко]|откат|распил|отмыв|разбазар"
    r"|ұрла|ұрлық|жемқор|кінәлі|қылмыс|пара ал|парақор|алаяқ|талан-тараж|жымқыр",
    re.IGNORECASE,
)

SUCH_LINKS = int(os.environ.get("AQSHA_HEARING_LINKS", "8"))


def random_links(store, count):
    """Links of every kind that a reader may take to a hearing; the same ones each time."""
    draw = random.Random(6)
    named = {
        "region": "SELECT region AS id FROM regions",
        "system": "SELECT system_id AS id FROM systems",
        "customer": "SELECT party_id AS id FROM parties WHERE is_customer",
        "contractor": "SELECT party_id AS id FROM parties WHERE is_contractor",
        "record": "SELECT record_id AS id FROM records",
        "category": "SELECT DISTINCT category AS id FROM records",
    }
    known = {key: sorted(row["id"] for row in store.rows(sql)) for key, sql in named.items()}
    links = []
    for number in range(count):
        key = sorted(known)[number % len(known)]
        values = draw.sample(known[key], draw.choice((1, 1, 2)))
        link = "&".join(f"{key}={value}" for value in values)
        first = draw.choice((None, None, None, 2012, 2019, 2021))
        link += f"&from={first}&to={first + 3}" if first else ""
        links.append(f"{link}&level={draw.choice(('local', 'all', 'all'))}")
    return links


@pytest.mark.parametrize(
    ("lang", "low", "high"),
    [
        pytest.param("en", "5 208.34 ₸", "10 416.67 ₸", id="en"),
        pytest.param("ru", "5 208,34 ₸", "10 416,67 ₸", id="ru"),
        pytest.param("kk", "5 208,34 ₸", "10 416,67 ₸", id="kk"),
    ],
)
def test_case_b_shows_both_bounds_of_a_comment_with_their_months(ask, lang, low, high):
    first = entries(promises.chapter(ask(DASCO, lang)))[0]
    notes = plain(" ".join(note.text for note in first.notes))

    assert "1 000" in plain(first.amount)
    assert re.search(
        rf"{re.escape(low)}\D*24\D*{re.escape(high)}\D*12|24\D*{re.escape(low)}\D*12\D*{re.escape(high)}", notes
    )
    assert "125 000 000 ₸" in notes


def test_case_b_says_who_promised_and_who_bought(ask):
    notes = [note.text for note in entries(promises.chapter(ask(DASCO)))[0].notes]

    assert any("Supplier: Dasco DataCom LLP." in note and "Buyer: " in note for note in notes)


def test_case_e_sets_the_reported_beside_the_promised(ask):
    (report,) = [row for row in entries(promises.chapter(ask(TARAZ))) if any("reported" in n.text for n in row.notes)]
    notes = [plain(note.text) for note in report.notes]

    assert "People on the staff: reported 13 (22 December 2020); promised 13" in notes
    assert any("reported about 500" in note and "no number was promised" in note for note in notes)


def test_where_nothing_countable_was_promised_the_chapter_says_so(ask):
    block = promises.chapter(ask("system=smart-almaty")).blocks[0]

    assert isinstance(block, Told)
    assert block.paragraphs == ("Nothing countable was promised, as far as sources tell.",)


def test_case_e_has_both_sides_and_how_it_ended(ask):
    both = only(sides.chapter(ask(TARAZ)), Sides)

    assert any("79 million" in plain(one.text) for one in both.paid)
    assert any("pensioners" in one.text for one in both.asking)
    assert any("Open Akimat" in one.text for one in both.outcomes)
    assert all(one.source.href for one in (*both.paid, *both.asking, *both.outcomes))


def test_both_sides_have_the_same_room_and_what_is_left_out_is_counted(ask, store):
    page = ask("level=all")
    view, both = page.view(hearing.spoken), only(sides.chapter(page), Sides)
    told = store.one(
        "SELECT count(*) AS told FROM statements WHERE about_kind <> 'party' OR about_id IN "
        "(SELECT customer_id FROM records UNION ALL SELECT contractor_id FROM records)"
    )["told"]

    assert len(both.paid) == len(both.asking) == MOST_STATEMENTS
    assert len(both.paid) + len(both.asking) + len(both.outcomes) + sum(view.left_out) == told
    notes = only(sides.chapter(page), Told).paragraphs
    assert [int(note.split()[0]) for note in notes] == [count for count in view.left_out if count]


def test_the_newest_word_stands_first_after_those_of_what_the_link_names(ask):
    rows = ask("system=open-akimat&system=e-osi&level=all").view(hearing.spoken)
    of_all = ask("level=all").view(hearing.spoken)

    for told in (of_all.paid, of_all.asking):
        dates = [row["date"] or "" for row in told]
        assert dates == sorted(dates, reverse=True)
        assert "" not in dates
    named = [row["about_id"] in ("open-akimat", "e-osi") for row in (*rows.asking,)]
    assert named == sorted(named, reverse=True)
    assert True in named


def test_a_side_without_a_word_says_so(ask):
    chapter = sides.chapter(ask("system=qazexpocongress-smm&level=central"))

    assert not only(chapter, Sides).paid
    assert any("buyer or the supplier" in text for text in only(chapter, Told).paragraphs)


def test_questions_of_case_e_are_about_the_largest_sum_and_each_thing_gets_one_first(ask):
    asked = [plain(one) for one in questions.texts(ask(TARAZ))]

    assert "25 December 2020" in asked[0]
    assert [one.split(" (")[0] for one in asked] == ["Open Akimat", "Open Akimat", "Media centre of the Taraz akimat"]
    assert ["79 000 000 ₸" in one for one in asked] == [True, True, False]
    assert "14 000 000 ₸" in asked[2]


def test_money_outside_the_totals_is_asked_about_with_its_printed_sum(ask):
    asked = [plain(one) for one in questions.texts(ask(DASCO))]

    assert "at least 1 000" in asked[0]
    assert "67 000 000 ₸" in asked[2]
    assert "Was anything paid before" in asked[2]
    assert ask(DASCO).view(hearing_doubts.build).doubts[2].kzt == 67_000_000


@pytest.mark.parametrize("lang", LANGUAGES)
def test_thirty_links_have_three_questions_without_an_accusing_word(ask, store, lang):
    for link in random_links(store, SUCH_LINKS):
        asked = questions.texts(ask(link, lang))

        assert len(set(asked)) == 3, link
        for one in asked:
            assert not ACCUSING.search(one), (link, one)
            assert one.rstrip().endswith(("?", ".")), (link, one)
            assert re.search(r"\d", one) or "not known" in one or lang != "en", (link, one)


def test_the_list_of_accusing_words_finds_them_in_each_language():
    assert all(ACCUSING.search(text) for text in ("who stole it?", "кто украл?", "кім ұрлады?"))


def test_thirty_links_have_the_same_blocks_in_each_language(ask, store):
    for link in random_links(store, SUCH_LINKS):
        for one in CHAPTERS:
            shapes = {tuple(_shape(block) for block in one.chapter(ask(link, lang)).blocks) for lang in LANGUAGES}

            assert len(shapes) == 1, (link, one.__name__)


def _shape(block):
    """Return the kind of a block and how many of what stand in it."""
    counts = [len(value) for name in block.__slots__ if isinstance(value := getattr(block, name), tuple | list)]
    return type(block).__name__, *counts


def test_questions_stand_by_the_sum_they_are_about(ask, store):
    for link in random_links(store, SUCH_LINKS):
        view = ask(link).view(hearing_doubts.build)
        sums = [one.kzt for one in view.doubts]

        assert sums == sorted(sums, reverse=True), link
        assert len(sums) in (0, hearing_doubts.QUESTIONS), link


def test_each_thing_gets_one_question_before_any_gets_a_second(ask):
    doubts = ask("level=local").view(hearing_doubts.build).doubts

    assert len({one.records[0]["system_id"] or one.records[0]["record_id"] for one in doubts}) == len(doubts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_without_a_record_still_has_all_chapters(ask, lang):
    page = ask(NOTHING, lang)
    built = {one.__name__.rpartition(".")[2]: one.chapter(page) for one in CHAPTERS}

    assert all(one.blocks and one.title for one in built.values())
    assert len(only(built["questions"], Numbered).items) == 3
    assert all("0" in item for item in only(built["questions"], Numbered).items)
    assert not entries(built["promises"])


def test_a_region_without_a_record_is_asked_about_its_silent_years(ask):
    asked = questions.texts(ask("region=ulytau&from=2023&to=2024&category=media.survey"))

    assert "No record of these years is known to us: 2023" in asked[0]


def test_the_blank_repeats_the_questions_with_room_to_write_and_what_was_decided_before(ask):
    page = ask(TARAZ)
    chapter = minutes.chapter(page)
    numbered = [block for block in chapter.blocks if isinstance(block, Numbered)]
    (heard,) = entries(chapter)

    assert numbered[1].items == questions.texts(page)
    assert numbered[1].lines >= 3
    assert numbered[0].fields
    assert numbered[-1].fields
    assert plain(heard.amount) == "22 December 2020"
    assert any("Open Akimat goes on" in note.text for note in heard.notes)


def test_the_blank_says_where_no_hearing_is_recorded(ask):
    assert any("No earlier hearing" in text for text in minutes.chapter(ask(DASCO)).blocks[-1].paragraphs)


def test_the_method_box_has_the_numbers_of_the_link_and_the_edition(ask):
    page = ask(DASCO)
    text = " ".join(only(method.chapter(page), Told).paragraphs)

    assert "2 records were found, 1 of them in the totals" in text
    assert page.asked.snapshot.id in text
    assert "CC BY 4.0" in text
    assert len(text) < 1_600


@pytest.mark.parametrize(
    ("query", "term", "there"),
    [
        pytest.param(DASCO, "Quota", True, id="something was promised"),
        pytest.param(NOTHING, "Quota", False, id="nothing was promised"),
        pytest.param(TARAZ, "Budget allocation", True, id="a budget"),
        pytest.param(DASCO, "Budget allocation", False, id="no budget"),
        pytest.param(DASCO, "Fair peers", True, id="the default has peers"),
        pytest.param(f"{DASCO}&part=a-records", "Fair peers", False, id="a pack without peers"),
        pytest.param(f"{DASCO}&measure=real", "In real terms", True, id="inflation taken out"),
        pytest.param(DASCO, "In real terms", False, id="prices as printed"),
        pytest.param("measure=per_resident", "In prices of that year", True, id="over regions never per resident"),
        pytest.param("measure=per_resident&region=astana", "In prices of that year", False, id="per resident"),
    ],
)
def test_the_terms_are_those_that_the_pack_uses(ask, query, term, there):
    names = [name for name, _ in only(glossary.chapter(ask(query)), Terms).items]

    assert (term in names) is there


@pytest.mark.parametrize(
    ("query", "said"),
    [
        pytest.param("", "Sums are in prices of their own years", id="as printed"),
        pytest.param("measure=real", "inflation taken out: prices of 2023. Single records", id="real"),
        pytest.param("measure=per_resident&region=astana", "divided by residents of the region", id="per resident"),
        pytest.param("measure=per_resident", "Sums are in prices of their own years", id="over regions as printed"),
    ],
)
def test_the_method_box_tells_the_measure_that_the_totals_are_in(ask, query, said):
    assert said in " ".join(only(method.chapter(ask(query)), Told).paragraphs)


def test_purchases_that_read_alike_are_asked_about_once(ask, monkeypatch):
    page = ask("record=it-taraz-open-akimat-2020")
    [row] = hearing_doubts._records(page.asked.store, page.filters)
    alike = [row | {"system_id": None}, row | {"system_id": None, "record_id": "its-twin"}]
    monkeypatch.setattr(hearing_doubts, "_records", lambda *_: alike)

    [(subject, rows)] = hearing_doubts._subjects(page.asked.store, page.filters)

    assert subject is rows[0]
    assert [one["record_id"] for one in rows] == ["it-taraz-open-akimat-2020"]


def test_where_sources_give_different_sums_the_question_names_both_and_adds_nothing_up(ask):
    asked = [plain(one) for one in questions.texts(ask("system=e-learning&level=all"))]

    assert "from 30 000 000 000 ₸ to 35 000 000 000 ₸" in asked[0]
    assert not any("65 000 000 000" in one for one in asked)
    assert not any(ACCUSING.search(one) for one in asked)


def test_a_record_that_totals_leave_out_is_asked_about_where_the_link_finds_nothing_else(ask, store):
    (row, *_) = store.rows("SELECT record_id FROM records WHERE nature = 'unit_price' ORDER BY record_id LIMIT 1")
    page = ask(f"record={row['record_id']}&level=all")

    assert "no spending" not in questions.chapter(page).sentence
    assert "general questions fill up" in questions.chapter(page).sentence
    assert not any("0 purchases" in one for one in questions.texts(page))


def test_how_others_of_its_kind_stand_is_told_without_a_verdict(ask, monkeypatch):
    claim = Claim("nominal", "committed", Decimal(79), 4, 3, 1)
    monkeypatch.setattr(hearing_doubts, "_claim", lambda *_: claim)
    monkeypatch.setattr(hearing_doubts, "ORDER", ("claim", *hearing_doubts.ORDER))
    view = hearing_doubts.build(ask("system=open-akimat").asked.store, ask("system=open-akimat").filters)
    told = questions._text(ask("").tr, next(one for one in view.doubts if one.kind == "claim"))

    assert "Of 4 other systems of its kind with a known sum, 3 cost more and 1 less; tasks differ." in told


def test_a_disputed_sum_is_asked_about_first(ask, monkeypatch):
    page = ask("system=open-akimat")
    real = hearing_doubts._records
    rows = [row | {"disputed": True} for row in real(page.asked.store, page.filters)]
    monkeypatch.setattr(hearing_doubts, "_records", lambda *_: rows)
    view = hearing_doubts.build(page.asked.store, page.filters)

    assert view.doubts[0].kind == "dispute"


def test_nobody_is_asked_what_became_of_a_loss_or_a_need(ask, store):
    for row in store.rows("SELECT record_id FROM records WHERE nature IN ('loss_or_finding', 'stated_need')"):
        assert not ask(f"record={row['record_id']}&level=all").view(hearing_doubts.build).doubts


@pytest.mark.parametrize("query", ["method=single_source", "method=single_source&measure=real", "level=all"])
def test_three_questions_are_found_among_contracts_of_a_register(ask_register, query):
    page = replace(ask_register("records", query), key="hearing")

    (asked,) = questions.chapter(page).blocks

    assert len(set(asked.items)) == 3
