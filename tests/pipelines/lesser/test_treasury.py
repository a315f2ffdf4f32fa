"""Payments and acts: asked by contract, without payees, whole answers only."""

from decimal import Decimal

import httpx
import pytest

from pipelines.sources.lesser import Wanted
from pipelines.sources.lesser_settings import LesserSettings
from tests.pipelines.lesser.answering import SURNAME, asked, json_of, night, visit


@pytest.fixture
def settings(tmp_path):
    return LesserSettings(raw=tmp_path, goszakup_url="http://portal", goszakup_token="s3cret", treasury="on")


PAYMENT = {"id": 96138904, "contractId": 580712, "payDate": "2021-09-07 00:00:00", "payAmount": 500000.1}
PAYMENT |= {"prepaySum": 0, "func": "217001100", "espk": "000131", "supplier": SURNAME, "payDescription": SURNAME}
ACT = {"id": 27152268, "contractId": 580712, "contractRootId": 580712, "numberAct": "250089/00/1", "statusId": 15}
ACT |= {"approveDate": "2025-04-14 18:42:31", "revokeDate": None, "isDeleted": 0, "dayOverdue": 4, "sumFine": 12.5}


def contract(number=580712, payments=(PAYMENT,), acts=(ACT,)):
    return {"id": number, "TreasuryPay": payments and list(payments), "Acts": acts and list(acts)}


def answering(*contracts):
    def answer(request):
        if request.url.path == "/v3/rnu":
            return httpx.Response(404)
        return json_of({"data": {"Contract": list(contracts)}})

    return answer


WANTED = Wanted(contracts=frozenset({580712}))


def test_sums_are_exact_and_payees_are_left_behind(settings, tmp_path):
    result = visit(settings, answering(contract()), wanted=WANTED)

    paid, act = result.frames["payments"].row(0, named=True), result.frames["acts"].row(0, named=True)
    assert (paid["amount_kzt"], paid["day"], paid["programme"]) == (Decimal("500000.10"), "2021-09-07", "217001100")
    assert (act["fine_kzt"], act["overdue_days"], act["number"]) == (Decimal("12.50"), 4, "250089/00/1")
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert SURNAME.encode() not in kept


def test_payees_are_not_even_asked_for(settings):
    questions = []

    def listening(request):
        if request.url.path == "/v3/graphql":
            questions.append(asked(request)["query"])
        return answering(contract())(request)

    visit(settings, listening, wanted=WANTED)

    assert questions
    assert not [word for word in ("supplier", "iik", "bik", "rnn", "Description", "fio") if word in questions[0]]


def test_contracts_are_asked_for_fifty_at_a_time(settings):
    sizes = []

    def counting(request):
        if request.url.path == "/v3/graphql":
            ids = asked(request)["variables"]["ids"]
            sizes.append(len(ids))
            return json_of({"data": {"Contract": [contract(one, None, None) for one in ids]}})
        return httpx.Response(404)

    visit(settings, counting, wanted=Wanted(contracts=frozenset(range(1, 121))))

    assert sizes == [50, 50, 20]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        pytest.param({"errors": [{"message": "Cannot query field"}]}, "Cannot query field", id="errors inside 200"),
        pytest.param({"data": {"Contract": [contract(999)]}}, "not asked for", id="filter not obeyed"),
        pytest.param({"data": {"Contract": [{"id": 580712, "Acts": []}]}}, "TreasuryPay", id="field renamed"),
        pytest.param(
            {"data": {"Contract": [contract(payments=[{"id": "x", "payDate": "", "payAmount": 1}])]}}, "id", id="odd id"
        ),
    ],
)
def test_an_answer_in_another_form_is_told_and_leaves_what_we_have(settings, answer, words):
    visit(settings, answering(contract()), night(1), WANTED)

    result = visit(settings, lambda _: json_of(answer), night(20), WANTED)

    assert words in result.failed["treasury"]
    assert result.frames["payments"].height == 1


def test_a_contract_the_register_does_not_show_keeps_its_payments(settings):
    visit(settings, answering(contract()), night(1), WANTED)

    result = visit(settings, lambda _: json_of({"data": {"Contract": None}}), night(20), WANTED)

    assert "treasury" not in result.failed
    assert result.frames["payments"].height == 1


def test_without_its_switch_nothing_is_asked(tmp_path):
    settings = LesserSettings(raw=tmp_path, goszakup_token="s3cret", rnu="off")

    def never(request):
        raise AssertionError(request.url)

    result = visit(settings, never, wanted=WANTED)

    assert (result.sources, result.failed) == ((), {})
    assert result.frames["payments"].height == 0
