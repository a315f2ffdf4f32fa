"""OCDS packages hold to the official schemas, tell every contract of the register with its sum, and name no person."""

import gzip
import json
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import polars as pl
import pytest
from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from dashboard.standards import ocds
from dashboard.standards.ocds_codes import STATUSES, contract_status
from dashboard.standards.ocds_release import moment, value
from dashboard.standards.policy import held, policy
from pipelines.transform.register.standing import KNOWN, REPLACED
from tests.dashboard.standards.conftest import ACCEPTED, AMENDED, PAID, PREFIX, SITE, SOLE_TRADER

DATA = Path(__file__).parent / "data"
BASE = "https://standard.open-contracting.org/schema/1__1__5/"
KINDS = ("release-schema", "release-package-schema", "record-package-schema")


FORMATS = FormatChecker(formats=())


@FORMATS.checks("date-time", ValueError)
def _is_moment(text):
    return not isinstance(text, str) or datetime.fromisoformat(text).tzinfo is not None


@FORMATS.checks("uri")
def _is_uri(text):
    return not isinstance(text, str) or bool(urlsplit(text).scheme)


def _schemas():
    found = {f"{kind}.json": json.loads((DATA / f"ocds-{kind}.json").read_text()) for kind in KINDS}
    return found | {"versioned-release-validation-schema.json": {}}


def faults(kind, package):
    """Hold a package to the official schema; no network."""
    schemas = _schemas()
    registry = Registry().with_resources(
        (BASE + name, Resource.from_contents(one, default_specification=DRAFT4)) for name, one in schemas.items()
    )
    checker = Draft4Validator(schemas[f"{kind}.json"], registry=registry, format_checker=FORMATS)
    return [f"{one.json_path}: {one.message[:200]}" for one in checker.iter_errors(package)]


def read(path):
    return json.loads(gzip.decompress(path.read_bytes()), parse_float=Decimal, parse_int=Decimal)


def plain(path):
    return json.loads(gzip.decompress(path.read_bytes()))


@pytest.fixture(scope="module")
def files(register, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ocds")
    ocds.write_releases(register, folder / ocds.RELEASES)
    ocds.write_records(register, folder / ocds.RECORDS)
    return folder


@pytest.fixture(scope="module")
def told(files):
    return {one["contracts"][0]["id"]: one for one in read(files / ocds.RELEASES)["releases"]}


@pytest.fixture(scope="module")
def contracts(register):
    records = pl.read_parquet(register.snapshot.folder / "tables" / "records.parquet")
    return {row["record_id"]: row for row in records.filter(tier="register").to_dicts()}


def _of(told, record_id):
    return told[record_id.removeprefix("register-")]


@pytest.mark.parametrize(
    ("name", "kind"), [(ocds.RELEASES, "release-package-schema"), (ocds.RECORDS, "record-package-schema")]
)
def test_packages_hold_to_the_official_schema(files, name, kind):
    assert faults(kind, plain(files / name)) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one.pop("ocid"),
        lambda one: one.pop("date"),
        lambda one: one.update(date="2024"),
        lambda one: one.update(tag=["signed"]),
        lambda one: one["contracts"][0].update(status="executed"),
        lambda one: one["contracts"][0]["value"].update(amount="12"),
        lambda one: one["contracts"][0]["value"].update(currency="тенге"),
        lambda one: one["tender"].update(procurementMethod="auction"),
    ],
    ids=["ocid", "date", "part of a date", "tag", "status", "text for a sum", "currency", "method"],
)
def test_the_schema_sees_what_is_wrong(files, spoil):
    package = plain(files / ocds.RELEASES)
    package["releases"] = deepcopy(package["releases"][:1])
    package["releases"][0]["tender"]["procurementMethod"] = "open"
    assert faults("release-package-schema", package) == []
    spoil(package["releases"][0])
    assert faults("release-package-schema", package) != []


def test_every_contract_of_the_register_is_told_once_and_no_report_is(register, told, contracts):
    assert {f"register-{root}" for root in told} == set(contracts)
    counted = held(register.snapshot)
    assert counted.told == len(told)
    assert set(counted.left_out) == {"audit", "official", "press"}


def test_sums_are_those_of_the_tables_to_the_tiyn(told, contracts):
    for record_id, row in contracts.items():
        signed = row["amount_kzt"] if row["signed_kzt"] is None else row["signed_kzt"]
        one = _of(told, record_id)
        assert one["contracts"][0]["value"] == {"amount": signed, "currency": "KZT"}
        assert one["awards"][0]["value"]["amount"] == signed


def test_payments_stand_where_they_are_known_else_what_is_paid_so_far(told, contracts):
    paid = _of(told, PAID)["contracts"][0]["implementation"]["transactions"]
    assert [one["value"]["amount"] for one in paid] == [Decimal("1000.1"), Decimal("-0.1")]
    for record_id, row in contracts.items():
        done = _of(told, record_id)["contracts"][0].get("implementation", {}).get("transactions", [])
        if record_id != PAID:
            assert [one["value"]["amount"] for one in done] == ([row["paid_kzt"]] if row["paid_kzt"] else [])


def test_an_act_that_was_withdrawn_is_no_milestone(told):
    (milestone,) = _of(told, ACCEPTED)["contracts"][0]["implementation"]["milestones"]
    assert milestone["id"] == "act-1"
    assert milestone["dateMet"] == "2024-05-06T00:00:00+05:00"


def test_only_a_contract_that_a_supplement_speaks_for_is_told_as_amended(told):
    amended = [root for root, one in told.items() if "contractAmendment" in one["tag"]]
    assert {f"register-{one}" for one in amended} >= {AMENDED}
    assert all(("amendments" in one["contracts"][0]) == (root in amended) for root, one in told.items())
    assert len(amended) == 1


def test_a_person_has_an_id_for_one_contract_and_no_name(told):
    one = _of(told, SOLE_TRADER)
    (supplier,) = one["awards"][0]["suppliers"]
    side = next(party for party in one["parties"] if party["id"] == supplier["id"])
    root = SOLE_TRADER.removeprefix("register-")
    assert supplier["id"] == f"person-of-c{root}"
    assert "identifier" not in side
    assert one["withheldInformation"][0]["id"] == f"c{root}-supplier"
    assert sum("withheldInformation" in release for release in told.values()) == 1


def test_every_reference_leads_to_a_party(told):
    for one in told.values():
        known = {party["id"] for party in one["parties"]}
        named = [one["buyer"], one["tender"]["procuringEntity"], *one["awards"][0].get("suppliers", [])]
        assert {side["id"] for side in named} <= known
        assert one["contracts"][0]["awardID"] == one["awards"][0]["id"]


def test_records_link_the_releases_and_compile_them(files):
    releases = {one["ocid"]: one for one in plain(files / ocds.RELEASES)["releases"]}
    package = plain(files / ocds.RELEASES)["uri"]
    for record in plain(files / ocds.RECORDS)["records"]:
        one = releases.pop(record["ocid"])
        assert record["releases"] == [{"url": f"{package}#{one['id']}", "date": one["date"], "tag": one["tag"]}]
        assert record["compiledRelease"] == one | {"tag": ["compiled"], "id": f"{one['ocid']}-{one['date']}"}
    assert releases == {}


def test_a_release_keeps_its_id_while_nothing_in_it_changes(register, tmp_path, told):
    ocds.write_releases(replace(register, base_url="", ocds_prefix="ocds-zzzzzz"), tmp_path / "again")
    assert {one["id"] for one in plain(tmp_path / "again")["releases"]} == {one["id"] for one in told.values()}


def test_ids_hold_no_mark_that_cuts_a_link(told):
    assert not [one["id"] for one in told.values() if "#" in one["id"]]
    assert all(one["ocid"].startswith(f"{PREFIX}-c") for one in told.values())


def test_the_same_edition_gives_the_same_bytes_at_any_moment(register, files, tmp_path):
    ocds.write_releases(register, tmp_path / "again")
    content = (tmp_path / "again").read_bytes()
    assert content == (files / ocds.RELEASES).read_bytes()
    assert content[4:8] == bytes(4), "the head of a gzip file can hold the moment of its making"


def test_portions_change_nothing(register, files, tmp_path, monkeypatch):
    monkeypatch.setattr(ocds, "PORTION", 7)
    ocds.write_releases(register, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == (files / ocds.RELEASES).read_bytes()


def test_without_a_registered_prefix_the_file_says_that_it_is_a_preview(register, tmp_path):
    preview = replace(register, ocds_prefix="ocds-xxxxxx")
    ocds.write_releases(preview, tmp_path / "preview")
    package = plain(tmp_path / "preview")
    assert "PREVIEW" in package["publisher"]["name"]
    assert faults("release-package-schema", package) == []
    assert "ocds-xxxxxx" in policy(preview)
    assert "ocds-xxxxxx" not in policy(register)


def test_without_an_address_the_package_has_a_name_that_no_request_decides(register, tmp_path):
    ocds.write_releases(replace(register, base_url=""), tmp_path / "unnamed")
    package = plain(tmp_path / "unnamed")
    assert package["uri"].startswith("urn:")
    assert "publicationPolicy" not in package
    assert SITE not in json.dumps(package["publisher"])


def test_an_edition_without_contracts_gives_no_package(register, tmp_path, monkeypatch):
    monkeypatch.setattr(ocds, "TIER", "nowhere")
    with pytest.raises(ocds.NothingToTell):
        ocds.write_releases(register, tmp_path / "none")


def test_every_status_of_the_register_has_a_word_but_those_that_are_no_contract_of_their_own():
    assert {int(one) for one in STATUSES} == KNOWN - REPLACED


@pytest.mark.parametrize(
    ("status", "state", "word"),
    [
        ("190", "in_force", "active"),
        ("390", "done", "terminated"),
        ("340", "ended_early", "terminated"),
        ("330", "not_concluded", "cancelled"),
        (None, "in_force", "active"),
        (None, "ended_early", "terminated"),
        (None, "unknown", None),
    ],
)
def test_statuses_have_the_words_of_the_standard(status, state, word):
    assert contract_status(status, state) == word


@pytest.mark.parametrize(
    ("tenge", "digits"),
    [
        ("11900000.00", b"11900000"),
        ("0.10", b"0.1"),
        ("-5.00", b"-5"),
        ("9999999999999999.99", b"9999999999999999.99"),
        ("100", b"100"),
    ],
)
def test_a_sum_keeps_its_digits(tenge, digits):
    assert orjson.dumps(value(Decimal(tenge))) == b'{"amount":' + digits + b',"currency":"KZT"}'


@pytest.mark.parametrize(
    ("day", "start"), [("2024-05-06", "2024-05-06"), ("2024-05", "2024-05-01"), ("2024", "2024-01-01")]
)
def test_a_day_is_a_moment_of_that_day(day, start):
    assert moment(day) == f"{start}T00:00:00+05:00"
