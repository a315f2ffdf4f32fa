from decimal import Decimal

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.sources.links import LinkRow
from pipelines.transform.matching import link, write_review
from tests.pipelines.matching.link_cases import (
    CONTRACT,
    REPORT,
    counted,
    doubts_of,
    joined_pairs,
    links,
    parties,
    records,
    relations,
)

JOINED = {("report", "same_as", "register-77")}
PAIR = ("report", "register-77")


def decision(word: str, **contract: object) -> LinkRow:
    named = contract or {"root_id": 77}
    return LinkRow(record_id="report", decision=word, why="A person compared both", decided_on="2026-01-15", **named)


@pytest.mark.parametrize(
    ("report", "contract"),
    [
        pytest.param({}, {}, id="names of both parties, sum to the tenge"),
        pytest.param({}, {"amount_kzt": "62803571.38"}, id="tiyn are not printed"),
        pytest.param({"contractor_id": None}, {}, id="buyer alone, exact sum, same category"),
        pytest.param({"customer_id": "akimat-taraz"}, {}, id="publications name the akimat for its bodies"),
        pytest.param({"customer_id": None}, {}, id="supplier alone"),
        pytest.param({"category": "it.development"}, {}, id="same branch with an exact sum"),
        pytest.param({}, {"amount_kzt": "70339999.52"}, id="VAT of 12 % in 2020"),
        pytest.param(
            {"amount_kzt": 50_000_000, "year_from": 2026, "year_to": 2026},
            {"amount_kzt": 58_000_000, "year_from": 2026, "year_to": 2026},
            id="VAT of 16 % from 2026",
        ),
        pytest.param(
            {"amount_kzt": 60_000_000, "amount_precision": "about"}, {"amount_kzt": 62_999_999}, id="about: 5 % more"
        ),
        pytest.param({"amount_precision": "more_than", "amount_kzt": 60_000_000}, {}, id="more than"),
        pytest.param(
            {"amount_precision": "range", "amount_kzt": None, "amount_low": 60_000_000, "amount_high": 65_000_000},
            {},
            id="inside a range",
        ),
        pytest.param({"amount_kzt": 63_000_000}, {}, id="a printed round sum, supplier known"),
        pytest.param({"year_from": 2019, "year_to": 2021}, {}, id="years overlap"),
        pytest.param({"kind": "spent"}, {"amount_kzt": 90_000_000, "paid_kzt": 62_803_571}, id="paid so far"),
        pytest.param({}, {"contractor_id": "bin-200000000005"}, id="supplier's name with a slip"),
    ],
)
def test_a_pair_with_all_evidence_is_joined(report, contract):
    found = links([report], [contract])

    assert joined_pairs(found) == JOINED
    assert found.review.is_empty()


@pytest.mark.parametrize(
    ("report", "contract", "doubt"),
    [
        pytest.param({"place": "karatau"}, {}, "place_differs", id="another town"),
        pytest.param({"level": "central"}, {}, "level_differs", id="another level"),
        pytest.param({"year_from": None, "year_to": None}, {}, "years_unknown", id="year not told"),
        pytest.param({"state": "refused"}, {}, "report_cancelled", id="the report says it was refused"),
        pytest.param({"customer_id": "housing-taraz"}, {}, "buyer_differs", id="another department"),
        pytest.param({"customer_id": "centre-taraz"}, {}, "buyer_differs", id="a body of the akimat is not the akimat"),
        pytest.param(
            {"contractor_id": None, "amount_kzt": 63_000_000},
            {},
            "supplier_unknown_and_sum_not_exact",
            id="buyer alone and a round sum",
        ),
        pytest.param(
            {"contractor_id": None, "category": "it.other"},
            {},
            "supplier_unknown_and_category_not_same",
            id="buyer alone and another category",
        ),
        pytest.param(
            {"contractor_id": None, "customer_id": "akimat-taraz"}, {}, "buyer_not_proved", id="the akimat alone"
        ),
        pytest.param({"category": "media.other"}, {}, "category_differs", id="another branch"),
        pytest.param(
            {"category": "it.other", "amount_kzt": 63_000_000}, {}, "category_differs", id="same branch, round sum"
        ),
        pytest.param(
            {"contractor_id": "medialand"},
            {"contractor_id": "bin-200000000004"},
            "supplier_only_resembles",
            id="Latin and Russian spelling by ear",
        ),
    ],
)
def test_a_pair_with_a_gap_goes_to_people(report, contract, doubt):
    found = links([report], [contract])

    assert joined_pairs(found) == set()
    assert doubt in doubts_of(found)[PAIR]


@pytest.mark.parametrize(
    ("report", "contract"),
    [
        pytest.param({"contractor_id": "dala-press"}, {}, id="another supplier"),
        pytest.param({"contractor_id": "numbered"}, {}, id="one name, two BINs"),
        pytest.param({"region": "astana", "place": None}, {}, id="another region"),
        pytest.param({"year_from": 2021, "year_to": 2021}, {}, id="another year"),
        pytest.param({"amount_kzt": 70_000_000}, {}, id="another sum"),
        pytest.param({}, {"amount_kzt": "72852142.36"}, id="16 % VAT before 2026"),
        pytest.param({"amount_kzt": 60_000_000, "amount_precision": "almost"}, {}, id="more than almost"),
        pytest.param({"amount_kzt": 65_000_000, "amount_precision": "more_than"}, {}, id="less than more than"),
        pytest.param({}, {"amount_kzt": 62_900_000}, id="near an exact sum"),
        pytest.param({"amount_kzt": 20_000_000}, {"amount_kzt": 20_400_000}, id="too far for a rounding"),
        pytest.param(
            {}, {"amount_kzt": 90_000_000, "paid_kzt": 62_803_571}, id="paid, but the report tells a contract"
        ),
        pytest.param({"region": "national"}, {"region": "national"}, id="the whole country"),
        pytest.param({"amount_kzt": None}, {}, id="no sum told"),
        pytest.param({"adjacent": True}, {}, id="near the topic"),
        pytest.param({"nature": "aggregate"}, {}, id="no purchase"),
        pytest.param({"tier": "register"}, {}, id="a register fact kept by hand"),
        pytest.param({}, {"state": "not_concluded"}, id="a contract never concluded"),
        pytest.param(
            {"contractor_id": None, "contractor_private": True},
            {},
            id="a person in the report, a company in the register",
        ),
        pytest.param({"customer_id": None, "contractor_id": None}, {}, id="neither party told, equal sum"),
    ],
)
def test_other_contracts_are_left_alone(report, contract):
    found = links([report], [contract])

    assert joined_pairs(found) == set()
    assert doubts_of(found) == {}


def test_one_name_under_two_legal_forms_is_for_people():
    found = links([{}], [{"contractor_id": "bin-200000000003"}])

    assert "supplier_only_resembles" in doubts_of(found)[PAIR]


@pytest.mark.parametrize(
    ("report", "contract", "counting"),
    [
        pytest.param({}, {}, {"register-77": 62_803_571}, id="contract: the register stands"),
        pytest.param(
            {"amount_kzt": 60_000_000, "amount_precision": "about"},
            {},
            {"register-77": 62_803_571},
            id="about: exact stands",
        ),
        pytest.param(
            {"amount_kzt": 63_000_000},
            {},
            {"register-77": 62_803_571},
            id="a round press sum gives way to the register",
        ),
        pytest.param({"kind": "annual_cost"}, {}, {"register-77": 62_803_571}, id="yearly cost"),
        pytest.param({"kind": "plan"}, {}, {"register-77": 62_803_571}, id="a plan is an earlier stage"),
        pytest.param({"kind": "budget"}, {"state": "done"}, {"register-77": 62_803_571}, id="a budget line"),
        pytest.param({"kind": "spent"}, {}, {"register-77": 62_803_571}, id="spent under a contract still in force"),
        pytest.param(
            {"kind": "spent", "amount_kzt": 63_000_000},
            {"state": "done"},
            {"register-77": 62_803_571},
            id="the register's finished contract stands before a payment told by the press",
        ),
        pytest.param(
            {},
            {"kind": "spent", "state": "ended_early", "amount_kzt": 62_803_571},
            {"register-77": 62_803_571},
            id="what the register says was paid before an early end stands before the contract told by the press",
        ),
    ],
)
def test_the_money_of_a_joined_pair_counts_once(report, contract, counting):
    assert counted(report, contract) == {record: Decimal(tenge) for record, tenge in counting.items()}


def test_an_uncertain_pair_changes_no_total():
    doubtful = {"place": "karatau"}

    assert set(counted(doubtful, {})) == {"report", "register-77"}


def test_a_plan_points_to_its_contract():
    found = links([{"kind": "lot_estimate"}])

    assert joined_pairs(found) == {("report", "stage_of", "register-77")}


def test_the_reason_names_the_evidence():
    [why] = links().relations["why"]

    assert why == (
        "Held for the contract in the procurement register: the supplier has the same name, the buyer has the same "
        "name, place and years agree, the sums are equal to the tenge, the category is the same."
    )


def test_the_signed_sum_of_a_contract_ended_early_is_compared():
    contract = records([CONTRACT | {"kind": "spent", "state": "ended_early", "amount_kzt": 1_000_000}])
    signed = contract.with_columns(signed_kzt=pl.lit(Decimal(62_803_571), pl.Decimal(18, 2)))

    found = link(records([REPORT]), signed, parties(), relations())

    assert joined_pairs(found) == JOINED


def test_two_contracts_that_fit_one_report_are_for_people():
    found = links([{}], [{}, {"record_id": "register-78"}])

    assert joined_pairs(found) == set()
    assert doubts_of(found)[PAIR] == {"several_contracts"}


def test_a_contract_that_fits_to_the_tenge_outweighs_one_that_fits_when_rounded():
    found = links([{"amount_kzt": 63_000_000}], [{"amount_kzt": 63_000_000}, {"record_id": "register-78"}])

    assert joined_pairs(found) == JOINED
    assert doubts_of(found) == {("report", "register-78"): {"several_contracts"}}


def test_two_reports_that_fit_one_contract_are_for_people():
    found = links([{}, {"record_id": "other"}])

    assert joined_pairs(found) == set()
    assert doubts_of(found)[PAIR] == {"several_reports"}


def test_reports_held_for_one_are_both_joined_to_their_contract():
    found = links([{}, {"record_id": "other", "kind": "spent"}], known=["other same_as report"])

    assert {start for start, _, _ in joined_pairs(found)} == {"report", "other"}


@pytest.mark.parametrize("word", ["same_as", "part_of", "stage_of", "alternative"])
def test_what_a_relation_has_settled_is_left_alone(word):
    found = links(known=[f"register-77 {word} report"])

    assert joined_pairs(found) == set()
    assert found.review.is_empty()


def test_several_contracts_that_make_a_reported_sum_are_shown_but_not_joined():
    report = {"amount_kzt": 90_000_000, "contractor_id": None, "customer_id": "bin-100000000001"}
    parts = [{"amount_kzt": 50_000_000}, {"record_id": "register-78", "amount_kzt": 40_000_000}]

    found = links([report], parts)

    assert joined_pairs(found) == set()
    assert doubts_of(found) == {("report", one): {"only_together"} for one in ("register-77", "register-78")}


@pytest.mark.parametrize(
    ("contract", "number"),
    [
        pytest.param({"root_id": 77}, None, id="by root id"),
        pytest.param({"contract_number": "100000000001/200022"}, "100000000001/200022/03", id="by number, any version"),
    ],
)
def test_a_decision_joins_what_the_matching_would_not(contract, number):
    far = {"amount_kzt": 10_000_000, "contractor_id": "dala-press"}
    found = link(
        records([REPORT | far]),
        records([CONTRACT]).with_columns(contract_number=pl.lit(number, pl.String)),
        parties(),
        relations(),
        [decision("same", **contract)],
    )

    assert joined_pairs(found) == JOINED
    assert found.relations["why"].to_list() == ["A person compared both"]


def test_a_decision_parts_what_the_matching_would_join():
    found = links(decisions=[decision("different")])

    assert found.relations.is_empty()
    assert found.review.is_empty()


def test_a_decision_can_make_the_contract_a_part():
    found = links(decisions=[decision("part_of")])

    assert joined_pairs(found) == {("register-77", "part_of", "report")}


def test_a_decision_for_one_contract_settles_the_report():
    found = links([{}], [{}, {"record_id": "register-78"}], decisions=[decision("same")])

    assert joined_pairs(found) == JOINED
    assert found.review.is_empty()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param(decision("same", root_id=5), "no such contract", id="contract not loaded"),
        pytest.param(decision("same").model_copy(update={"record_id": "gone"}), "no report", id="report unknown"),
    ],
)
def test_a_decision_about_nothing_is_named(row, words):
    found = links(decisions=[row])

    assert words in found.unresolved[0]
    assert joined_pairs(found) == JOINED


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        pytest.param("contract", ["register-77 part_of whole", "whole part_of report"], id="parts"),
        pytest.param("plan", ["register-77 stage_of later", "later stage_of report"], id="stages"),
    ],
)
def test_a_relation_that_would_go_in_a_circle_is_for_people(kind, known):
    found = links([{"kind": kind}], known=known)

    assert joined_pairs(found) == set()
    assert doubts_of(found)[PAIR] == {"makes_a_circle"}


def test_neither_order_of_rows_nor_a_second_run_changes_anything():
    reports = [{}, {"record_id": "other", "amount_kzt": 63_000_000}, {"record_id": "third", "place": "karatau"}]
    contracts = [{}, {"record_id": "register-78", "amount_kzt": 63_000_000}]

    one, other = links(reports, contracts), links(reversed(reports), reversed(contracts))

    assert_frame_equal(one.relations, other.relations)
    assert_frame_equal(one.review, other.review)


def test_nothing_to_match_makes_empty_tables():
    found = links([], [])

    assert found.relations.is_empty()
    assert found.review.is_empty()


def test_the_review_file_is_the_same_for_the_same_rows(tmp_path):
    rows = links([{"place": "karatau"}, {"record_id": "other", "level": "central"}]).review

    write_review(tmp_path / "one.csv", rows)
    write_review(tmp_path / "other.csv", rows.reverse())

    written = (tmp_path / "one.csv").read_text(encoding="utf-8")
    assert written == (tmp_path / "other.csv").read_text(encoding="utf-8")
    assert written.splitlines()[0].startswith("record_id,contract_id,score,doubts")
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["one.csv", "other.csv"]
