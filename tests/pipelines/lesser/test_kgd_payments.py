"""Tax payments: summed by year and code, exact, by company number only."""

from decimal import Decimal

import httpx
import pytest

from pipelines.sources.lesser import Wanted
from pipelines.sources.lesser_settings import LesserSettings
from tests.pipelines.lesser.answering import COMPANY, OTHER, PERSON, SURNAME, night, visit

SPACE = 'xmlns="http://xmlns.kztc-cits/sign"'
NONE = '<err errorcode="10"><error>Документы не найдены</error></err>'


@pytest.fixture
def settings(tmp_path):
    return LesserSettings(raw=tmp_path, kgd_token="s3cret", kgd_payments_url="http://taxes", rnu="off")


def payment(day="2022-01-01+06:00", amount="15646", kbk="103101", kind="1", written_off="2022-01-02+06:00"):
    inner = f"<KBK>{kbk}</KBK><EntryType>{kind}</EntryType><ReceiptDate>{day}</ReceiptDate>"
    return f"<payment>{inner}<WriteOffDate>{written_off}</WriteOffDate><Summa>{amount}</Summa></payment>"


def answer(*payments, number=COMPANY):
    head = f"<IIN_BIN>{number}</IIN_BIN><NameRu>ТОО «{SURNAME}»</NameRu>"
    return f'<answer DateForm="2022-04-07" ReqID="1" {SPACE}>{head}{"".join(payments)}</answer>'


def read(settings, text, wanted=(COMPANY,), when=None):
    return visit(settings, lambda _: httpx.Response(200, text=text), when, Wanted(frozenset(wanted)))


def sums(result):
    return result.frames["taxes"].select("key", "year", "kbk", "payments", "sum_kzt", "without_sum").rows()


@pytest.mark.parametrize(
    ("payments", "expected"),
    [
        pytest.param([payment()], [(2022, "103101", 1, "15646.00", 0)], id="one payment"),
        pytest.param(
            [payment(amount="0.10"), payment(amount="0.20"), payment(kbk="101201")],
            [(2022, "101201", 1, "15646.00", 0), (2022, "103101", 2, "0.30", 0)],
            id="many payments, exact to the tiyn",
        ),
        pytest.param([payment(amount="")], [(2022, "103101", 1, "0.00", 1)], id="empty sum is counted as unknown"),
        pytest.param([payment(day="")], [(2022, "103101", 1, "15646.00", 0)], id="day of writing off instead"),
        pytest.param([NONE], [], id="no payments found"),
    ],
)
def test_payments_are_summed_by_year_and_code(settings, payments, expected):
    result = read(settings, answer(*payments))

    assert result.failed == {}
    assert sums(result) == [(COMPANY, year, kbk, n, Decimal(amount), gaps) for year, kbk, n, amount, gaps in expected]
    assert result.frames["taxes_read"]["read_on"].to_list() == ["2026-03-01"]


def test_the_question_names_company_and_days_and_the_token_goes_with_the_address(settings):
    requests = []

    def listening(request):
        requests.append(request)
        return httpx.Response(200, text=answer())

    visit(settings, listening, wanted=Wanted(frozenset({COMPANY, PERSON})))

    (request,) = requests
    assert request.url.params["token"] == "s3cret"
    assert request.headers["Content-Type"] == "text/xml"
    body = request.content.decode()
    assert f"<sign:IIN_BIN>{COMPANY}</sign:IIN_BIN>" in body
    assert "<sign:BeginDate>2010-01-01</sign:BeginDate><sign:EndDate>2026-03-01</sign:EndDate>" in body


def test_names_are_left_behind(settings, tmp_path):
    read(settings, answer(payment()))

    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert SURNAME.encode() not in kept


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(answer('<err errorcode="7"><error/></err>'), "error 7", id="another error"),
        pytest.param(answer(payment(), number=OTHER), "another came", id="another company"),
        pytest.param(answer(payment(day="", written_off="")), "without a day", id="no day"),
        pytest.param("<other/>", "has changed", id="another root"),
        pytest.param("<answer", "cut", id="cut"),
        pytest.param("<!DOCTYPE x [<!ENTITY a 'b'>]>" + answer(payment()), "web page", id="definitions of its own"),
        pytest.param("", "empty", id="throttled: empty body"),
    ],
)
def test_anything_else_is_told_without_the_token_and_leaves_what_we_have(settings, text, words):
    read(settings, answer(payment()), when=night(1))
    later = settings.model_copy()

    result = read(later, text, when=night(1).replace(month=8))

    assert words in result.failed["kgd_payments"]
    assert "s3cret" not in result.failed["kgd_payments"]
    assert len(sums(result)) == 1


def test_throttling_is_waited_out(settings):
    answers = iter([httpx.Response(429, headers={"Retry-After": "0"}), httpx.Response(200, text=answer(payment()))])

    result = visit(settings, lambda _: next(answers), wanted=Wanted(frozenset({COMPANY})))

    assert (result.failed, len(sums(result))) == ({}, 1)
