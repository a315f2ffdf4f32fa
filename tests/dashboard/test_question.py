"""Letters to bodies: the questions follow from what is missing, addressees are offices, nothing is sent."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.bodies.every import BODIES
from dashboard.html import pieces
from dashboard.stories import question as story
from dashboard.stories.asking import fixed_link
from dashboard.views import question
from dashboard.words import words

OPEN_AKIMAT = "it-taraz-open-akimat-2020"
DASCO = "seed-astana-dasco-2019-2020"


@pytest.fixture
def ask(ask_page):
    return lambda query="", lang="en": replace(ask_page("question", query, lang), origin="https://site.test")


def view_of(page):
    return page.view(question.build)


def letter(page):
    return story.letter(page, view_of(page))


def shown(page):
    body = BODIES["question"](page)
    return "".join(str(pieces.still(page.tr, one)) for one in body.every() if not hasattr(one, "fields"))


@pytest.mark.parametrize(
    ("record", "gaps"),
    [
        pytest.param(OPEN_AKIMAT, {"number", "bin", "unit_price", "paid", "acceptance"}, id="a contract told by press"),
        pytest.param(DASCO, {"split", "number", "bin", "paid", "acceptance"}, id="several years, quotas told"),
        pytest.param("it-taraz-e-rgis-2020", {"plan"}, id="only planned"),
        pytest.param("astana-dasco-2020-cancelled", {"undone"}, id="given up"),
    ],
)
def test_what_is_missing_of_a_record_is_asked(ask, record, gaps):
    page = ask(f"record={record}")
    (found,) = view_of(page).gaps

    assert gaps <= set(found)
    assert list(found) == [gap for gap in question.GAPS if gap in found]
    tr = words("kk")
    assert all(tr(story.ASKED[gap]) in letter(ask(f"record={record}&mode=kk")) for gap in found)


def test_every_gap_has_a_question_and_every_question_a_gap():
    assert set(story.ASKED) == set(question.GAPS)


BASE = {
    "amount_kzt": 1,
    "amount_usd": None,
    "year_kind": "one",
    "split": False,
    "nature": "purchase",
    "state": "done",
    "stage": "committed",
    "record_id": "one",
    "tier": "press",
    "contractor_id": "company",
    "contractor_private": False,
    "deliverables": '{"cameras": 733}',
    "paid_kzt": 1,
    "kind": "contract",
}


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param({}, {"number", "acceptance"}, id="all but number and acceptance"),
        pytest.param({"tier": "register", "deliverables": None}, {"acceptance"}, id="a contract of the register"),
        pytest.param({"contractor_id": None}, {"number", "acceptance", "supplier"}, id="nobody named: no BIN is asked"),
        pytest.param(
            {"contractor_id": None, "contractor_private": True}, {"number", "acceptance"}, id="a private person: never"
        ),
        pytest.param(
            {"deliverables": '{"deadline": "2020-12-25", "watch": true}'},
            {"number", "acceptance", "unit_price"},
            id="no number of units",
        ),
        pytest.param({"kind": "spent", "paid_kzt": None}, {"number", "acceptance"}, id="what is paid is paid"),
        pytest.param({"amount_kzt": None, "amount_usd": 5}, {"number", "acceptance"}, id="a sum in dollars is known"),
        pytest.param({"amount_kzt": None}, {"number", "acceptance", "amount"}, id="no sum"),
        pytest.param({"year_kind": "several", "split": True}, {"number", "acceptance"}, id="divided by the contract"),
        pytest.param({"year_kind": "unknown"}, {"number", "acceptance", "year"}, id="year unknown"),
        pytest.param({"nature": "aggregate"}, {"parts"}, id="sum of many purchases"),
        pytest.param({"nature": "stated_need"}, set(), id="no purchase"),
        pytest.param({"stage": "planned"}, {"plan"}, id="a plan"),
        pytest.param({"stage": "planned", "record_id": "with-contract"}, set(), id="a plan with its contract"),
        pytest.param({"record_id": "accepted"}, {"number"}, id="accepted"),
    ],
)
def test_nothing_is_asked_twice_or_of_private_persons(changes, missing):
    row = BASE | changes
    supplier = {"bin": "1"} if row["contractor_id"] else None

    assert question._missing(row, supplier, {"accepted"}, {"with-contract"}) == missing


@pytest.mark.parametrize(
    ("query", "addressee"),
    [
        (f"record={OPEN_AKIMAT}", "Тараз қаласының әкімдігі"),
        ("system=open-akimat", "Тараз қаласының әкімдігі"),
        ("customer=akimat-taraz", "Тараз қаласының әкімдігі"),
        (f"record={DASCO}", "Астана қаласының қоғамдық даму басқармасы"),
    ],
)
def test_the_letter_goes_to_the_office_of_the_buyer(ask, query, addressee):
    first = letter(ask(f"{query}&mode=kk")).splitlines()[0]

    assert first.endswith(addressee)


def test_a_letter_about_a_region_goes_to_its_akimat_and_asks_for_the_silent_years(ask, store):
    page = ask("region=zhambyl&mode=ru")
    silent = store.rows(
        "SELECT year FROM region_years WHERE region = 'zhambyl' AND coverage = 'nothing' AND year < 2026 ORDER BY year"
    )
    years = [year for first, last in view_of(page).years for year in range(first, last + 1)]

    assert years == [row["year"] for row in silent]
    assert "Жамбылской области" in letter(page).splitlines()[0]
    assert words("ru").money(view_of(page).found.total) in letter(page)


@pytest.mark.parametrize(
    ("query", "years"),
    [
        pytest.param("region=zhambyl&from=2012&to=2014", ((2012, 2014),), id="years of the link"),
        pytest.param("region=abai", ((2022, 2025),), id="not before the region was"),
        pytest.param("region=zhambyl&from=2020&to=2020", (), id="nothing silent"),
    ],
)
def test_only_years_that_can_be_asked_about_are(ask, query, years):
    page = ask(query)

    assert view_of(page).years == years
    assert len(story.questions(page.tr, view_of(page))) == (4 if years else 2)


@given(st.sets(st.integers(1990, 2030)))
def test_spans_hold_every_year_once(years):
    spans = question.spans(sorted(years))

    assert [year for first, last in spans for year in range(first, last + 1)] == sorted(years)
    assert all(later[0] > earlier[1] + 1 for earlier, later in pairwise(spans))


@pytest.mark.parametrize(
    ("mode", "reader", "written"),
    [("", "kk", "kk"), ("", "ru", "ru"), ("", "en", "kk"), ("ru", "kk", "ru"), ("kk", "ru", "kk"), ("en", "en", "kk")],
)
def test_the_language_of_the_letter_is_that_of_the_link_else_the_readers(ask, mode, reader, written):
    page = ask(f"system=open-akimat{'&mode=' + mode if mode else ''}", reader)
    other = "ru" if written == "kk" else "kk"
    html = shown(page)

    assert story.language(page) == written
    assert f'<pre lang="{written}"' in html
    assert f"system=open-akimat&amp;lang={reader}&amp;mode={other}" in html
    assert fixed_link(page, "system", "open-akimat", written) in letter(page)
    assert bool(story.notices(page, view_of(page))) == (mode == "en")


def test_records_of_a_letter_carry_sum_years_source_and_the_numbers_that_questions_name(ask):
    page = ask("customer=akimat-taraz&mode=ru")
    view, text = view_of(page), letter(page)

    assert len(view.records) == view.listed > 3
    for number, row in enumerate(view.records, 1):
        assert f"{number}. " in text
        assert words("ru").money(row["amount_kzt"]) in text
        assert view.sources[row["source_id"]]["url"] in text
    plans = [number for number, gaps in enumerate(view.gaps, 1) if "plan" in gaps]
    assert 0 < len(plans) < len(view.gaps)
    asked = words("ru")(story.ASKED["plan"])
    line = text[text.index(asked) + len(asked) :].partition("\n")[0]
    assert line.rstrip(".)").endswith(f": {', '.join(map(str, plans))}")


def test_promises_are_asked_about_with_their_numbers(ask):
    text = letter(ask(f"record={DASCO}&mode=ru"))

    assert "1\u00a0000" in text
    assert view_of(ask(f"record={DASCO}")).promised


@pytest.mark.parametrize("query", ["", "region=national", "need=bus", "record=unknown-record"])
def test_without_a_subject_the_page_leads_to_what_can_be_asked_about(ask, query):
    html = shown(ask(query))

    assert "<pre" not in html
    assert 'href="/systems?lang=en"' in html


def test_one_letter_is_about_one_thing_and_the_rest_is_named(ask):
    page = ask(f"record={OPEN_AKIMAT}&system=e-rgis&region=abai&level=all")

    assert view_of(page).subject_id == OPEN_AKIMAT
    told = " ".join(story.notices(page, view_of(page)))
    assert "e-rgis" in told
    assert "abai" in told
    assert view_of(page).unused == ("level",)


def test_records_systems_buyers_and_regions_get_whole_letters(ask, store):
    asked = {
        "record": store.rows("SELECT record_id AS id FROM records ORDER BY 1"),
        "system": store.rows("SELECT system_id AS id FROM systems ORDER BY 1"),
        "customer": store.rows("SELECT DISTINCT customer_id AS id FROM records ORDER BY 1"),
        "region": store.rows("SELECT region AS id FROM regions WHERE valid_to IS NULL AND region <> 'national'"),
    }
    for kind, rows in asked.items():
        for number, row in enumerate(rows[:: 1 if len(rows) < 40 else 7]):
            mode = story.LETTERS[number % 2]
            page = ask(f"{kind}={row['id']}&mode={mode}")
            text = letter(page)
            assert not re.search(r"%\(|\bNone\b|\bnan\b", text), row
            assert len(story.questions(page.tr, view_of(page))) >= 1
            assert story.addressee(words(mode), view_of(page)).strip(), row
            assert (
                words(mode)(
                    "I ask this on the ground of the Law of the Republic of Kazakhstan «On Access to Information»."
                )
                in text
            )


def test_the_letter_names_the_law_but_no_article_of_it(ask):
    text = letter(ask("system=open-akimat"))

    assert not re.search(r"\b(article|стать[яи]|бап|№ ?\d)", text, re.IGNORECASE)
