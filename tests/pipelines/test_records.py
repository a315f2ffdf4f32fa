"""Reports and register facts in one form, and parties found by exact names only."""

import json
from decimal import Decimal

import polars as pl
import pytest

from pipelines.folding import fold
from pipelines.schemas import group_of
from pipelines.sources.parties import ContractorRow, CustomerRow, UnnamedRow
from pipelines.sources.register_facts import RegisterRow
from pipelines.sources.source import citation_id
from pipelines.sources.spending import SpendingRow
from pipelines.transform.counting import count
from pipelines.transform.parties import name_id, party_cases, party_table, party_years, registry
from pipelines.transform.places import gazetteer
from pipelines.transform.records import records, register_citation, relations
from pipelines.transform.register.standing import DONE, ENDED_EARLY, IN_FORCE, NOT_CONCLUDED, standing
from tests.pipelines.counting_cases import RELATION_SCHEMA
from tests.pipelines.running import OPEN_AKIMAT, dumps, facts_plus, facts_with, real_row, real_rows

SIGNED, PAID = Decimal("100.10"), Decimal("40.01")
REGISTER = "curated/register.jsonl"


@pytest.mark.parametrize(
    ("status", "state", "kind", "tenge", "counts"),
    [
        pytest.param(190, "in_force", "contract", SIGNED, True, id="in force"),
        pytest.param(345, "in_force", "contract", SIGNED, True, id="changed while in force"),
        pytest.param(390, "done", "contract", SIGNED, True, id="done"),
        pytest.param(340, "ended_early", "spent", PAID, True, id="ended early counts what was paid"),
        pytest.param(350, "ended_early", "spent", PAID, True, id="ended early by the buyer"),
        pytest.param(330, "not_concluded", "contract", SIGNED, False, id="never concluded"),
        pytest.param(110, "not_concluded", "contract", SIGNED, False, id="a draft"),
    ],
)
def test_what_a_contract_counts_with(status, state, kind, tenge, counts):
    facts = facts_with({REGISTER: [contract(status_id=status)]})

    table = records(facts.of("spending.jsonl"), facts.of("register.jsonl"), names(), facts.gazetteer())
    counted = count(table, pl.DataFrame(schema=RELATION_SCHEMA)).filter(record_id="register-1")

    (row,) = table.filter(record_id="register-1").to_dicts()
    assert (row["state"], row["kind"], row["amount_kzt"]) == (state, kind, tenge)
    assert counted["counted"].item() is counts
    assert counted["counted_kzt"].item() == (tenge if counts else 0)


def test_every_status_has_one_meaning():
    meanings = [IN_FORCE, DONE, ENDED_EARLY, NOT_CONCLUDED]

    assert sum(map(len, meanings)) == len(frozenset().union(*meanings))
    for statuses, state in zip(meanings, ("in_force", "done", "ended_early", "not_concluded"), strict=True):
        assert {standing(status, SIGNED, PAID).state for status in statuses} == {state}


def test_an_unknown_status_says_what_to_do():
    with pytest.raises(ValueError, match="register status 999 is not in the reference list; add it"):
        standing(999, SIGNED, PAID)


def test_an_unknown_status_is_held_back_and_counts_nothing():
    facts = facts_plus(REGISTER, contract(status_id=999))

    (problem,) = facts.problems
    assert (problem.row_id, problem.field, problem.came, problem.blocks) == ("register-1", "status_id", "999", True)
    assert "register-1" not in {row.id for row in facts.of("register.jsonl")}


def contract(**fields):
    row = real_rows(REGISTER)[0] | {"id": "register-1", "contract_sum_kzt": SIGNED, "paid_kzt": PAID, "part_of": []}
    return row | fields


def company(**fields):
    row = real_row("curated/contractors.jsonl", "benedixsimus") | {"record_ids": []} | fields
    return ContractorRow.model_validate(json.loads(dumps(row), parse_float=Decimal))


def body(**fields):
    return CustomerRow.model_validate(real_row("curated/customers.jsonl", "akimat-taraz") | fields)


def names(companies=(), bodies=(), unnamed=()):
    return registry(companies, bodies, [UnnamedRow(variant=name, why="sole trader") for name in unnamed])


def report(**fields):
    row = real_row("curated/spending.jsonl", OPEN_AKIMAT) | {"contractor_id": None} | fields
    return SpendingRow.model_validate(json.loads(dumps(row), parse_float=Decimal))


def one_record(row, parties=None):
    places = gazetteer([], [])
    (made,) = records([row], [], parties or names(), places).to_dicts()
    return made


@pytest.mark.parametrize(
    ("written", "found"),
    [
        pytest.param("ТОО Benedixsimus", True, id="a spelling"),
        pytest.param("  ТОО \n Benedixsimus ", True, id="other spaces"),
        pytest.param("ТОО BENEDIXSIMUS", False, id="other letters"),
        pytest.param("ТОО Benedixsimus Plus", False, id="a longer name"),
        pytest.param("ТОО Benediksimus", False, id="likeness"),
    ],
)
def test_parties_are_found_by_exact_names_only(written, found):
    party_id = names([company()]).party_id(written)

    assert (party_id == "benedixsimus") is found
    assert party_id


def test_an_id_given_by_hand_wins():
    assert names([company()]).party_id("Benedixsimus", "kcell") == "kcell"


@pytest.mark.parametrize("name", [None, ""])
def test_no_name_is_no_party(name):
    assert names().party_id(name) is None


def test_two_names_that_fold_alike_stay_two_parties():
    one, other = names().party_id("Қала медиа"), names().party_id("Кала медиа")

    assert one != other
    assert name_id("Қала медиа") == one


def test_a_private_person_is_never_named():
    made = one_record(report(contractor="ИП «Чемпион»"), names(unnamed=["ИП «Чемпион»"]))

    assert made["contractor_id"] is None
    assert made["contractor_as_written"] is None
    assert "чемпион" not in str(made).lower()
    assert "chempion" not in made["search"]


def test_a_private_person_stays_unnamed_with_an_id_by_hand():
    made = one_record(report(contractor="ИП «Чемпион»", contractor_id="kcell"), names(unnamed=["ИП «Чемпион»"]))

    assert made["contractor_id"] is None


def test_a_company_is_searched_by_its_name():
    assert fold("Benedixsimus") in one_record(report())["search"]


def test_a_bin_finds_the_party_and_an_unknown_one_stands_for_itself():
    row = RegisterRow.model_validate(json.loads(dumps(contract()), parse_float=Decimal))
    known = names([company(bin=row.supplier_bin)], [body(bin=row.customer_bin)])

    (with_names,) = records([], [row], known, gazetteer([], [])).to_dicts()
    (without,) = records([], [row], names(), gazetteer([], [])).to_dicts()

    assert (with_names["customer_id"], with_names["contractor_id"]) == ("akimat-taraz", "benedixsimus")
    assert without["customer_id"].startswith("bin-021140001671-")
    assert without["contractor_as_written"] == "BIN 041040000059"


def test_parties_are_listed_once_with_their_roles():
    found = pl.DataFrame(
        {
            "customer_id": ["akimat-taraz", "new-buyer-123456"],
            "customer_as_written": ["Акимат Тараза", "New buyer"],
            "contractor_id": ["benedixsimus", None],
            "contractor_as_written": ["Benedixsimus", None],
        }
    )

    table = party_table(found, [company(), company(id="idle", bin="123456789012")], [body()])

    told = table.select("party_id", "is_customer", "is_contractor", "known_by").sort("party_id").rows()
    assert told == [
        ("akimat-taraz", True, False, "curated"),
        ("benedixsimus", False, True, "curated"),
        ("idle", False, False, "bin"),
        ("new-buyer-123456", True, False, "name"),
    ]
    assert table.filter(party_id="new-buyer-123456")["variants"].item().to_list() == ["New buyer"]


def test_taxes_and_debt_of_one_year_stand_on_one_line():
    table = party_years([company(taxes_paid_kzt={"2019": 0, "2020": Decimal("34523392.10")})])

    assert table.select("year", "taxes_paid_kzt", "tax_debt_kzt").rows() == [
        (2019, Decimal("0.00"), None),
        (2020, Decimal("34523392.10"), Decimal("2158962.54")),
    ]


def test_cases_are_numbered_within_a_company():
    cases = [{"year": year, "case": "a case"} for year in (2019, None)]

    assert party_cases([company(court_cases=cases)]).select("number", "year").rows() == [(1, 2019), (2, None)]


@pytest.mark.parametrize(
    ("category", "group"),
    [
        ("media.smm", "media"),
        ("it.support", "software"),
        ("it.hardware", "cameras"),
        ("it.video_surveillance", "cameras"),
        ("it.smart_city", "software"),
    ],
)
def test_devices_are_never_mixed_with_software(category, group):
    assert group_of(category) == group


@pytest.mark.parametrize(
    ("years", "kind"), [((2020, 2020), "one"), ((2019, 2020), "several"), ((None, None), "unknown")]
)
def test_kind_of_years(years, kind):
    assert one_record(report(year_from=years[0], year_to=years[1]))["year_kind"] == kind


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        ("contract", "committed"),
        ("spent", "committed"),
        ("annual_cost", "committed"),
        ("budget", "planned"),
        ("plan", "planned"),
        ("lot_estimate", "planned"),
    ],
)
def test_stage_of_a_kind(kind, stage):
    assert one_record(report(kind=kind))["stage"] == stage


@pytest.mark.parametrize(
    ("told", "method"),
    [("PPP", "ppp"), ("single source", "single_source"), ("by a handshake", "other"), (None, None)],
)
def test_way_of_buying(told, method):
    made = one_record(report(procurement_method=told))

    assert (made["method"], made["method_text"]) == (method, told)


def test_the_source_of_a_report_is_its_citation():
    row = report()

    assert one_record(row)["source_id"] == citation_id(row.source.model_dump())


def test_the_source_of_a_contract_is_its_page_in_the_register():
    row = RegisterRow.model_validate(json.loads(dumps(contract()), parse_float=Decimal))

    (made,) = records([], [row], names(), gazetteer([], [])).to_dicts()

    assert made["source_id"] == citation_id(register_citation(row))
    assert (made["tier"], made["level"], made["confidence"]) == ("register", "local", "high")


def test_relations_of_contracts_join_the_others_once():
    row = RegisterRow.model_validate(
        json.loads(dumps(contract(part_of=["whole", "other"], part_of_why="inside")), parse_float=Decimal)
    )
    kept = pl.DataFrame([("register-1", "whole", "part_of", "told")], schema=RELATION_SCHEMA, orient="row")

    assert relations(kept, [row]).rows() == [
        ("register-1", "whole", "part_of", "told"),
        ("register-1", "other", "part_of", "inside"),
    ]


def test_tables_in_one_order_whatever_the_order_of_the_file():
    rows = [report(id=f"r{n}") for n in (2, 1, 3)]

    assert records(rows, [], names(), gazetteer([], []))["record_id"].to_list() == ["r1", "r2", "r3"]
