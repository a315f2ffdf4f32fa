"""Rows as they really come: nulls, zeros, texts for numbers, swapped shapes; every sum to the tiyn."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import SourceChanged
from pipelines.sources.goszakup import rows
from pipelines.sources.goszakup.parse import PARSERS, is_organisation
from pipelines.sources.goszakup.parts import arrow_schema, items
from pipelines.sources.http import read_exact, write_exact
from tests.pipelines.goszakup.fake import contract, lot, plan, subject


def _parsed(resource, row):
    # Through bytes, as on the disk: the numbers come back exact.
    exact = read_exact(write_exact(row))
    return dict(zip(rows.SCHEMAS[resource].names(), PARSERS[resource](exact, "w/000001"), strict=True))


def _unit(**given):
    return {"id": 1, "deleted": 0, "lotId": 0, "plnPointId": 0, "refEnstruCode": None, "Plans": None, **given}


def _point(**given):
    return {"id": 1, "nameRu": None, "nameKz": None, "extraDescRu": None, "extraDescKz": None, **given}


def _spec(year, total, paid=0, unit=1):
    return {"unitId": unit, "finYear": year, "totalSumWithVat": total, "factSumWithVat": paid}


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        pytest.param({"contractSumWnds": 39850000.01}, {"sum_vat_kzt": Decimal("39850000.01")}, id="tiyn"),
        pytest.param({"contractSumWnds": "14049"}, {"sum_vat_kzt": Decimal(14049)}, id="a sum as text"),
        pytest.param({"contractSumWnds": 184800.00000000003}, {"sum_vat_kzt": Decimal("184800.00")}, id="float noise"),
        pytest.param({"contractSumWnds": 1.2e9}, {"sum_vat_kzt": Decimal("1200000000.00")}, id="an exponent"),
        pytest.param({"contractSumWnds": None}, {"sum_vat_kzt": None}, id="no sum"),
        pytest.param(
            {"trdBuyId": 0, "parentId": 0, "refContractCancelId": 0},
            {"announcement_id": None, "parent_id": None, "cancel_id": None},
            id="zero is none",
        ),
        pytest.param({"rootId": None}, {"root_id": 5}, id="no root: its own"),
        pytest.param({"deleted": None}, {"deleted": False}, id="deletion unsaid"),
        pytest.param({"isGu": None}, {"is_state_institution": None}, id="flag unsaid"),
        pytest.param({"supplierBiin": ""}, {"supplier": None, "supplier_is_person": False}, id="no supplier"),
        pytest.param({"supplierBiin": "person:0123456789abcdef"}, {"supplier_is_person": True}, id="a person"),
        pytest.param({"descriptionRu": " \t\n"}, {"description_ru": None}, id="a text that says nothing"),
        pytest.param({"descriptionRu": "&amp;quot;А"}, {"description_ru": "&amp;quot;А"}, id="text as sent"),
        pytest.param(
            {"ContractUnits": None, "ContractSpecSum": None},
            {"unit_codes": [], "unit_texts": [], "plan_ids": [], "lot_ids": [], "years": []},
            id="null lists",
        ),
        pytest.param(
            {"ContractUnits": [_unit(deleted=1, refEnstruCode=["a"], lotId=3), _unit(refEnstruCode="b", lotId=4)]},
            {"unit_codes": ["b"], "lot_ids": [4]},
            id="deleted units do not count",
        ),
        pytest.param(
            {"ContractUnits": [_unit(refEnstruCode=["a", None, "a"]), _unit(refEnstruCode=["b"])]},
            {"unit_codes": ["a", "b"]},
            id="each code once",
        ),
        pytest.param(
            {
                "ContractUnits": [
                    _unit(Plans=_point(nameRu="А  Б\n\nВ", extraDescRu="Г", nameKz="Г")),
                    _unit(Plans=_point(extraDescKz="Ғ")),
                ]
            },
            {"unit_texts": ["А Б В", "Г", "Ғ"]},
            id="texts in order, each once",
        ),
        pytest.param(
            {"ContractSpecSum": [_spec(2021, 5.05, 1), _spec(2020, "2"), _spec(2021, 1.1)], "ContractUnits": [_unit()]},
            {
                "years": [
                    {"year": 2020, "sum_kzt": Decimal(2), "paid_kzt": Decimal(0)},
                    {"year": 2021, "sum_kzt": Decimal("6.15"), "paid_kzt": Decimal(1)},
                ]
            },
            id="years summed",
        ),
        pytest.param(
            {
                "ContractSpecSum": [_spec(2021, 5, unit=1), _spec(2021, 7, unit=2)],
                "ContractUnits": [_unit(deleted=1), _unit(id=2)],
            },
            {"years": [{"year": 2021, "sum_kzt": Decimal(7), "paid_kzt": Decimal(0)}]},
            id="years of live units",
        ),
        pytest.param({"ContractSpecSum": [_spec(2021, 5), _spec(None, 7)]}, {"years": []}, id="a line without a year"),
    ],
)
def test_odd_contracts(given_, expected):
    parsed = _parsed("contracts", contract(5, **given_))

    assert {name: parsed[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        pytest.param({"contractSumWnds": "many"}, "contractSumWnds = 'many' in row 5", id="a word for a sum"),
        pytest.param({"contractSumWnds": 10**15}, "contractSumWnds", id="a sum nobody has"),
        pytest.param({"contractSumWnds": {"sum": 1}}, "contractSumWnds", id="an object for a sum"),
        pytest.param({"finYear": "2020/21"}, "finYear", id="two years"),
        pytest.param({"refContractStatusId": 190.5}, "refContractStatusId", id="half a status"),
    ],
)
def test_what_nobody_can_read_is_named_and_stops_the_run(given_, words):
    with pytest.raises(SourceChanged, match=words):
        _parsed("contracts", contract(5, **given_))


@given(st.decimals(0, 10**14, places=2, allow_nan=False, allow_infinity=False))
def test_a_sum_written_to_the_tiyn_comes_back_to_the_tiyn(amount):
    body = b'{"items": [{"sum": %s}]}' % str(amount).encode()

    assert read_exact(write_exact(items(body)[0]))["sum"] == amount


def test_a_lot_brings_its_announcement():
    parsed = _parsed("lots", lot(9))

    assert (parsed["announcement_ru"], parsed["bids_until"]) == ("Сайт", "2026-12-01 10:00:00")
    assert (parsed["amount_kzt"], parsed["plan_ids"], parsed["kato"]) == (Decimal("129310.34"), [7], ["751110000"])


def test_a_lot_without_announcement_is_a_lot():
    parsed = _parsed("lots", lot(9, TrdBuy=None, pointList=None, plnPointKatoList=None, refBuyTradeMethodsId=None))

    assert (parsed["announcement_ru"], parsed["plan_ids"], parsed["kato"], parsed["method_id"]) == (None, [], [], 3)


def test_a_plan_point_without_root_is_its_own():
    assert _parsed("plans", plan(9, rootrecordId=0))["root_id"] == 9


@pytest.mark.parametrize(
    ("codes", "kato"),
    [
        pytest.param(["75", "751110000"], "751110000", id="the first full code"),
        pytest.param(None, None, id="null"),
        pytest.param("751110000", "751110000", id="one text"),
    ],
)
def test_the_place_of_a_subject(codes, kato):
    assert _parsed("subjects", subject(1, katoList=codes))["kato"] == kato


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        pytest.param({}, True, id="a body"),
        pytest.param({"bin": "", "typeSupplier": 2}, False, id="a person"),
        pytest.param({"bin": "850101300123", "typeSupplier": None}, False, id="an IIN where a BIN stands"),
        pytest.param({"bin": "190461012440", "typeSupplier": 3}, False, id="sole traders together"),
        pytest.param({"bin": None}, False, id="a foreigner"),
    ],
)
def test_only_organisations_are_kept(given_, kept):
    assert is_organisation(subject(1, **given_)) is kept


@pytest.mark.parametrize("resource", rows.SCHEMAS)
def test_parsers_give_every_column_of_their_part(resource):
    row = {"contracts": contract(1), "lots": lot(1), "plans": plan(1), "subjects": subject(1)}.get(
        resource, {"object_id": 1, "service_name": None, "date_action": None}
    )

    assert set(_parsed(resource, row)) == set(arrow_schema(rows.SCHEMAS[resource]).names)
