"""What was asked and answered reaches the records: open corrections dispute them, the newest reply goes with them."""

import polars as pl
import pytest

from pipelines.transform.answers import answered, corrections
from pipelines.transform.tables import build
from tests.asked_for import CORRECTIONS, DECIDED, asked_for
from tests.pipelines.running import OPEN_AKIMAT, facts_with

RECORDS = pl.DataFrame(
    {
        "record_id": ["with-all", "of-system", "alone"],
        "system_id": ["platform", "platform", None],
        "customer_id": ["akimat", "other", None],
        "contractor_id": ["company", None, None],
    },
    schema_overrides={"system_id": pl.String},
)
NOTHING_SAID = pl.DataFrame(
    schema=dict.fromkeys(("statement_id", "about_kind", "about_id", "side", "stance", "date"), pl.String)
)
NOTHING_ASKED = pl.DataFrame(schema=dict.fromkeys(("kind", "about_kind", "about_id", "state"), pl.String))


def said(*rows: tuple[str, str, str, str, str, str | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=NOTHING_SAID.schema, orient="row")


def asked(*rows: tuple[str, str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=NOTHING_ASKED.schema, orient="row")


@pytest.mark.parametrize(
    ("requests", "disputed"),
    [
        pytest.param([("correction", "record", "alone", "received")], ["alone"], id="record"),
        pytest.param([("correction", "system", "platform", "checking")], ["with-all", "of-system"], id="system"),
        pytest.param([("correction", "party", "akimat", "checking")], ["with-all"], id="buyer"),
        pytest.param([("correction", "party", "company", "received")], ["with-all"], id="supplier"),
        pytest.param([("correction", "record", "alone", "changed")], [], id="decided: changed"),
        pytest.param([("correction", "record", "alone", "kept")], [], id="decided: kept"),
        pytest.param([("reply", "record", "alone", "received")], [], id="a reply disputes nothing"),
        pytest.param([("correction", "party", "platform", "received")], [], id="a party called like the system"),
        pytest.param(
            [("correction", "record", "alone", "kept"), ("correction", "record", "alone", "received")],
            ["alone"],
            id="asked again",
        ),
        pytest.param([], [], id="nothing asked"),
    ],
)
def test_a_record_is_disputed_while_a_correction_about_it_its_system_or_a_party_is_open(requests, disputed):
    told = answered(RECORDS, asked(*requests), NOTHING_SAID)

    assert told.filter("disputed")["record_id"].to_list() == disputed
    assert told["disputed"].null_count() == 0


@pytest.mark.parametrize(
    ("statements", "replies"),
    [
        pytest.param([("a", "record", "alone", "customer", "reply", None)], [None, None, "a"], id="about the record"),
        pytest.param([("a", "system", "platform", "contractor", "reply", None)], ["a", "a", None], id="of its system"),
        pytest.param(
            [
                ("old", "record", "alone", "customer", "reply", "2020"),
                ("new", "record", "alone", "contractor", "reply", "2021-05-01"),
                ("undated", "record", "alone", "contractor", "reply", None),
            ],
            [None, None, "new"],
            id="the newest, undated ones are the oldest",
        ),
        pytest.param(
            [
                ("record", "record", "with-all", "customer", "reply", "2019"),
                ("system", "system", "platform", "customer", "reply", "2024"),
            ],
            ["record", "system", None],
            id="its own goes before its system's",
        ),
        pytest.param(
            [
                ("b", "system", "platform", "customer", "reply", "2020-12-22"),
                ("a", "system", "platform", "customer", "reply", "2020-12-22"),
            ],
            ["a", "a", None],
            id="of one day the first",
        ),
        pytest.param([("a", "record", "alone", "citizens", "reply", None)], [None] * 3, id="residents answer for none"),
        pytest.param([("a", "record", "alone", "customer", "outcome", None)], [None] * 3, id="an outcome is no reply"),
        pytest.param(
            [("a", "party", "company", "contractor", "reply", None)], [None] * 3, id="about the company alone"
        ),
    ],
)
def test_the_newest_reply_of_a_side_goes_with_the_record(statements, replies):
    assert answered(RECORDS, NOTHING_ASKED, said(*statements))["reply_id"].to_list() == replies


def test_records_keep_their_order_and_other_columns():
    told = answered(RECORDS, asked(("correction", "record", "alone", "received")), NOTHING_SAID)

    assert told.drop("disputed", "reply_id").equals(RECORDS)


def test_an_open_correction_of_the_file_disputes_the_published_record_and_moves_no_total():
    before, after = build(facts_with({CORRECTIONS: []})), build(facts_with({CORRECTIONS: [asked_for()]}))

    assert after["records"].filter("disputed")["record_id"].to_list() == [OPEN_AKIMAT]
    assert not before["records"]["disputed"].any()
    assert after["spend"].equals(before["spend"])


def test_the_reply_of_open_akimat_is_the_first_of_its_day():
    records = build(facts_with({CORRECTIONS: []}))["records"]

    assert records.filter(record_id=OPEN_AKIMAT)["reply_id"].to_list() == ["st-open-akimat-1"]


def test_a_published_request_carries_what_it_is_about_and_what_its_decision_rests_on():
    row = asked_for(**DECIDED, before_kzt=79_000_000, after_kzt=78_000_000)
    tables = build(facts_with({CORRECTIONS: [row]}))

    (published,) = tables["corrections"].rows(named=True)
    assert (published["about_kind"], published["about_id"]) == ("record", OPEN_AKIMAT)
    assert published["after_kzt"] - published["before_kzt"] == -1_000_000
    assert published["source_id"] in set(tables["sources"]["source_id"])


def test_without_a_source_of_its_own_a_request_cites_nothing():
    facts = facts_with({CORRECTIONS: [asked_for(source=None)]})

    assert corrections(facts.of("corrections.jsonl"))["source_id"].to_list() == [None]
