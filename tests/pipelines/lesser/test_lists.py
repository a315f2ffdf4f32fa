"""From readings to published tables: only ours, each once, and the same whatever the day of the run."""

from decimal import Decimal

import polars as pl
import pytest

from pipelines.schemas import PartyYears
from pipelines.schemas.lists import ABOUT_LISTS, LISTS, Acts, PartyFacts, Payments, SupplierLists
from pipelines.sources import kgd_lists, photographs, rnu
from pipelines.sources.juridical import FACTS
from pipelines.sources.kgd_payments import SUMS
from pipelines.sources.lesser_settings import KGD_LISTS, LesserSettings
from pipelines.sources.treasury import COLUMNS
from pipelines.sources.turns import TURNS
from pipelines.transform import lists
from tests.pipelines.lesser.answering import COMPANY, OTHER, THIRD

OURS = {COMPANY: "ours", THIRD: "third"}
URLS = {"rnu": "https://portal/rnu", "kgd_bankrupt": "https://committee/list.xlsx"}


def history(*nights, dated=None):
    spells = pl.DataFrame(schema=photographs.SPELLS)
    for number, present in enumerate(nights, start=1):
        facts = pl.DataFrame([(one, "3", dated) for one in present], schema=photographs.FACTS, orient="row")
        spells = photographs.add(spells, facts, f"2026-03-{number:02d}")
    return spells.with_columns(watched_since=pl.lit("2026-03-01"))


def published(listings, details=()):
    told = pl.DataFrame(list(details), schema=rnu.DETAILS, orient="row")
    return lists.supplier_lists(listings, told, OURS, URLS)


def test_only_suppliers_of_ours_are_published():
    table = published({"rnu": history([COMPANY, OTHER])})

    SupplierLists.validate(table)
    assert table["party_id"].to_list() == ["ours"]
    assert table["source_url"].to_list() == [f"https://portal/rnu?filter%5Bbiin%5D={COMPANY}"]


def test_a_night_on_which_nothing_changed_changes_nothing():
    assert published({"rnu": history([COMPANY])}).equals(published({"rnu": history(*[[COMPANY]] * 5)}))


def test_who_is_gone_has_a_last_night_and_who_came_back_a_second_stay():
    table = published({"rnu": history([COMPANY], [], [COMPANY])})

    assert table.select("first_seen", "gone", "last_seen", "gone_on").rows() == [
        ("2026-03-01", True, "2026-03-01", "2026-03-02"),
        ("2026-03-03", False, None, None),
    ]


def test_a_stay_carries_the_details_that_had_begun_by_then():
    details = [
        (COMPANY, "2025-01-10", "2027-01-10", "2024-12-20", "3", None),
        (COMPANY, "2026-03-03", None, None, "4", None),
    ]

    table = published({"rnu": history([COMPANY], [], [COMPANY])}, details)

    assert table.select("listed_from", "listed_to", "decided_on", "reason").rows() == [
        ("2025-01-10", "2027-01-10", "2024-12-20", "3"),
        ("2026-03-03", None, None, "4"),
    ]


def test_a_list_of_the_tax_committee_gives_its_own_date():
    table = published({"kgd_bankrupt": history([COMPANY], dated="2016-03-01")}, [(COMPANY, "2020-01-01", *[None] * 4)])

    assert table.select("list", "decided_on", "listed_from", "source_url").rows() == [
        ("kgd_bankrupt", "2016-03-01", None, "https://committee/list.xlsx")
    ]


def test_every_list_that_is_read_may_be_published():
    read = [one.name for one in kgd_lists.sources(LesserSettings(kgd_lists="all"))]

    assert sorted(["rnu", *read]) == sorted(LISTS)
    assert set(kgd_lists.ABOUT) == set(KGD_LISTS)


def rows_of(*rows):
    return pl.DataFrame([dict.fromkeys(COLUMNS) | row for row in rows], schema=COLUMNS)


PAID = {"key": "10", "kind": "payment", "id": 1, "contract_id": 10, "day": "2021-09-07", "amount_kzt": Decimal("0.10")}
ACT = {"key": "10", "kind": "act", "id": 5, "contract_id": 10, "day": "2025-04-14", "status_id": 15, "deleted": False}


def test_a_payment_that_base_and_supplement_both_show_is_published_once():
    table = lists.payments(
        rows_of(PAID, PAID | {"key": "11"}, PAID | {"key": "99", "id": 2}), {10: "register-10", 11: "register-10"}
    )

    Payments.validate(table)
    assert table.select("record_id", "payment_id", "amount_kzt").rows() == [("register-10", 1, Decimal("0.10"))]


def test_a_return_is_below_zero_and_a_sum_nobody_gave_is_missing():
    found = rows_of(PAID | {"amount_kzt": Decimal(-5)}, PAID | {"id": 2, "amount_kzt": None})

    assert lists.payments(found, {10: "r"})["amount_kzt"].to_list() == [Decimal(-5), None]


@pytest.mark.parametrize(
    ("change", "count"),
    [
        pytest.param({}, 1, id="approved"),
        pytest.param({"status_id": 3}, 0, id="draft"),
        pytest.param({"deleted": True}, 0, id="deleted"),
        pytest.param({"key": "99"}, 0, id="not ours"),
    ],
)
def test_acts_are_published_when_approved(change, count):
    table = lists.acts(rows_of(ACT | change), {10: "r"})

    Acts.validate(table)
    assert table.height == count


def taxes(*rows, read_on="2016-05-01", number=COMPANY, since=2010):
    found = pl.DataFrame([(number, *row) for row in rows], schema=SUMS, orient="row")
    read = pl.DataFrame([(number, read_on, read_on)], schema=TURNS, orient="row")
    table = lists.taxes_paid(found, read, OURS | {OTHER: "other"}, since)
    PartyYears.validate(table)
    return {year: str(paid) for year, paid in table.select("year", "taxes_paid_kzt").iter_rows()}


def entry(year, amount, kbk="103101", kind="1", gaps=0):
    return (year, kbk, kind, 1, Decimal(amount), gaps)


NIL = "0.00"


@pytest.mark.parametrize(
    ("rows", "years"),
    [
        pytest.param([entry(2014, "0.10"), entry(2014, "0.20", "101201")], {2014: "0.30"}, id="codes are added up"),
        pytest.param([entry(2014, "7"), entry(2014, "9", "901101")], {2014: "7.00"}, id="pension money is no tax"),
        pytest.param([entry(2014, "7", gaps=1)], {2014: None}, id="a sum is missing: the year is left out"),
        pytest.param([entry(2014, "7", kind="2")], {2014: None}, id="an entry of unknown kind: left out"),
        pytest.param([entry(2014, "7", kbk="")], {2014: None}, id="an entry of unknown code: left out"),
        pytest.param([entry(2014, "9", "901101", gaps=1)], {}, id="a gap in pension money harms nobody"),
        pytest.param([entry(2016, "5")], {}, id="a year not over yet is left out"),
    ],
)
def test_taxes_by_year(rows, years):
    expected = dict.fromkeys(range(2010, 2016), NIL) | years

    assert taxes(*rows) == {year: paid for year, paid in expected.items() if paid is not None}


def test_no_tax_is_told_of_years_before_the_company_or_before_the_question():
    assert list(taxes(number=THIRD, since=2012)) == [2012, 2013, 2014, 2015]
    assert list(taxes(number=OTHER, read_on="2026-05-01")) == [2024, 2025]


def test_a_company_never_read_has_no_years():
    read = pl.DataFrame([(COMPANY, "2016-01-01", None)], schema=TURNS, orient="row")

    assert lists.taxes_paid(pl.DataFrame(schema=SUMS), read, OURS, 2010).height == 0


def test_a_year_kept_by_hand_stays_with_its_own_source():
    def year(number, paid, source):
        layout = PartyYears.create_empty().schema
        row = {"party_id": "ours", "year": number, "taxes_paid_kzt": Decimal(paid), "source_id": source}
        return pl.DataFrame([row], schema=layout)

    merged = lists.with_taxes(year(2014, 5, "press"), pl.concat([year(2014, 6, "kgd"), year(2015, 7, "kgd")]))

    assert merged.select("year", "taxes_paid_kzt", "source_id").rows() == [
        (2014, Decimal(5), "press"),
        (2015, Decimal(7), "kgd"),
    ]


def test_facts_of_our_suppliers_are_published_once_a_party():
    rows = [(number, "2010-05-03", "62011", "Разработка", "105", "Малые", "311010000") for number in (COMPANY, OTHER)]
    found = pl.DataFrame(rows, schema=FACTS, orient="row")

    table = lists.party_facts(found, {COMPANY: "ours"})

    PartyFacts.validate(table)
    assert table.select("party_id", "bin", "oked").rows() == [("ours", COMPANY, "62011")]
    assert lists.party_facts(found, {COMPANY: "ours", OTHER: "ours"}).height == 1


def test_empty_readings_make_empty_tables():
    tables = {
        "supplier_lists": published({}),
        "payments": lists.payments(rows_of(), {}),
        "acts": lists.acts(rows_of(), {}),
        "party_facts": lists.party_facts(pl.DataFrame(schema=FACTS), {}),
    }

    assert {name: table.height for name, table in tables.items()} == dict.fromkeys(ABOUT_LISTS, 0)
