"""Every failure the portal was seen with: asked again, or told in one sentence, and never taken for an answer."""

import json
import ssl
from datetime import UTC, datetime

import httpx
import pytest

from pipelines.errors import CheckFailed, PipelineError, SourceChanged, SourceUnavailable
from pipelines.sources.goszakup import GoszakupSettings
from pipelines.sources.goszakup.client import Register, list_items, next_path, open_caller
from pipelines.sources.goszakup.queries import CONTRACTS, Window, between
from pipelines.sources.http import Caller, Patience
from tests.pipelines.goszakup.fake import AT_ONCE, TOKEN, FakeRegister, contract, once

WINDOW = Window(CONTRACTS, "w", {"customerBin": "190440012440"})


def _changed(change):
    """A fault that changes the JSON of an answer."""

    def strike(request, response):
        content = json.loads(response.content)
        return httpx.Response(200, json=change(content) or content)

    return strike


def _info(**given):
    return _changed(lambda content: content["extensions"]["pageInfo"].update(given))


def _row(**given):
    return _changed(lambda content: content["data"]["Contract"][0].update(given))


def _without(name):
    return _changed(lambda content: content["data"]["Contract"][0].pop(name) and None)


def _says(status, **given):
    return lambda _, __: httpx.Response(status, **given)


def _raises(error):
    def strike(request, response):
        raise error

    return strike


def _ask(*faults, window=WINDOW, after=None, patience=AT_ONCE, token=TOKEN, allow_generated=False):
    fake = FakeRegister(Contract=[contract(1), contract(2), contract(3, customerBin="990240003789")])
    fake.faults = list(faults)
    settings = GoszakupSettings(token=token)
    with open_caller(settings, patience, fake.transport()) as caller:
        return Register(caller, allow_generated=allow_generated).page(window, 200, after), caller.calls


PASSING = {
    "cut": lambda _, response: httpx.Response(200, content=response.content[:50]),
    "html": _says(200, html="<!DOCTYPE html><html>later</html>"),
    "empty": _says(200, content=b"  "),
    "a list": _says(200, json=[]),
    "500": _says(500),
    "502 page": _says(502, html="<html>"),
    "403": _says(403, json={}),
    "401": _says(401, json={}),
    "408": _says(408),
    "429": _says(429),
    "429 with a time": _says(429, headers={"Retry-After": "7"}),
    "redirect": _says(302, headers={"Location": "/login"}),
    "timeout": _raises(httpx.ReadTimeout("late")),
    "connection": _raises(httpx.ConnectError("refused")),
    "closed": _raises(httpx.RemoteProtocolError("peer closed connection")),
    "errors inside": _says(200, json={"errors": [{"message": "Internal server error"}], "data": None}),
    "a stray row": _row(customerBin="111140000000"),
    "rows out of order": _changed(lambda content: content["data"]["Contract"].reverse()),
    "a field lost": _without("contractSumWnds"),
    "a unit's field lost": _changed(lambda c: c["data"]["Contract"][0]["ContractUnits"][0].pop("deleted") and None),
    "no page info": _changed(lambda content: content.pop("extensions") and None),
    "another root": _changed(lambda content: {**content, "data": {"contract": []}}),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING.keys())
def test_a_failure_that_passes_costs_one_more_call(fault):
    page, calls = _ask(once(fault))

    assert [row["id"] for row in page.rows] == [2, 1]
    assert calls == 2


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        pytest.param("cut", SourceUnavailable, "cut or garbled answer with status 200", id="cut"),
        pytest.param("html", SourceUnavailable, "web page with status 200", id="html"),
        pytest.param("empty", SourceUnavailable, "empty answer with status 200", id="empty"),
        pytest.param("500", SourceUnavailable, r"error \(500\)", id="500"),
        pytest.param("403", SourceUnavailable, r"refused our token \(403\)", id="403"),
        pytest.param("429", SourceUnavailable, "too often", id="429"),
        pytest.param("timeout", SourceUnavailable, "did not answer within 120 s", id="timeout"),
        pytest.param("connection", SourceUnavailable, "can't be reached", id="connection"),
        pytest.param("errors inside", SourceUnavailable, "Internal server error", id="errors"),
        pytest.param("a stray row", SourceChanged, "customerBin = '111140000000', outside the filter", id="stray row"),
        pytest.param("a field lost", SourceChanged, "«Contract.contractSumWnds»", id="field"),
        pytest.param("a unit's field lost", SourceChanged, "«Contract.ContractUnits.deleted»", id="nested field"),
        pytest.param("another root", SourceChanged, "without data for «Contract»", id="root"),
    ],
)
def test_a_failure_that_lasts_is_told_in_one_sentence(fault, kind, words):
    with pytest.raises(kind, match=words) as told:
        _ask(PASSING[fault])

    assert "\n" not in str(told.value)
    assert TOKEN not in str(told.value)


def test_a_foreign_address_is_told_apart_from_a_bad_token():
    with pytest.raises(SourceUnavailable, match="only addresses in Kazakhstan"):
        _ask(_says(403, html="<html>403 Forbidden</html>"))


def test_a_wrong_token_is_not_tried_twice():
    fake = FakeRegister()
    settings = GoszakupSettings(token="another")

    with open_caller(settings, AT_ONCE, fake.transport()) as caller:
        with pytest.raises(SourceUnavailable, match="AQSHA_GOSZAKUP_TOKEN"):
            Register(caller).check_token()

        assert caller.calls == 1


def test_no_token_is_said_before_any_call():
    with pytest.raises(SourceUnavailable, match="AQSHA_GOSZAKUP_TOKEN is not set"):
        open_caller(GoszakupSettings())


def test_a_field_unknown_to_the_register_is_named():
    error = {"errors": [{"message": 'Cannot query field "contractSumWnds" on type "Contract".'}], "data": None}

    with pytest.raises(SourceChanged, match="contractSumWnds"):
        _ask(_says(200, json=error))


def test_an_untrusted_certificate_is_never_accepted_and_not_tried_twice():
    error = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")
    error.__cause__ = ssl.SSLCertVerificationError(1, "unable to get local issuer certificate")
    calls = []

    def strike(request, response):
        calls.append(request)
        raise error

    with pytest.raises(SourceUnavailable, match="AQSHA_GOSZAKUP_CA_BUNDLE"):
        _ask(strike)

    assert len(calls) == 1


def test_a_ca_bundle_that_is_not_there_is_named(tmp_path):
    settings = GoszakupSettings(token=TOKEN, ca_bundle=tmp_path / "none.pem")

    with pytest.raises(SourceUnavailable, match="AQSHA_GOSZAKUP_CA_BUNDLE names"), open_caller(settings):
        pass


@pytest.mark.parametrize("root", [pytest.param(None, id="null"), pytest.param([], id="empty list")])
def test_nothing_found_is_no_failure(root):
    page, calls = _ask(_changed(lambda content: {**content, "data": {"Contract": root}}))

    assert (page.rows, page.cursor, calls) == ([], None, 1)


def test_null_beside_errors_is_a_failure():
    with pytest.raises(SourceUnavailable, match="oops"):
        _ask(_changed(lambda c: {**c, "data": {"Contract": None}, "errors": [{"message": "oops"}]}))


def test_rows_read_already_are_not_taken_again():
    with pytest.raises(SourceUnavailable, match="read already"):
        _ask(_row(id=9), after=2)


def test_the_cursor_is_the_least_id_whatever_the_register_says():
    page, _ = _ask(_info(lastId=77, hasNextPage=True))

    assert (page.cursor, page.more) == (1, True)


@pytest.mark.parametrize(
    ("filters", "stray", "fits"),
    [
        pytest.param({"indexDate": between("2026-02-08 09:00:00", "2026-02-08 23:00:00")}, {}, True, id="inside"),
        pytest.param({"indexDate": ["2026-02-09 00:00:00", "2026-02-10 00:00:00"]}, {}, False, id="earlier day"),
        pytest.param(
            {"indexDate": ["2026-02-01 00:00:00", "2026-02-09 00:00:00"]}, {"indexDate": None}, False, id="none"
        ),
        pytest.param({"refContractStatusId": [185, 190]}, {}, True, id="one of several"),
        pytest.param({"refContractStatusId": [185, 375]}, {"refContractStatusId": 390}, False, id="none of several"),
    ],
)
def test_rows_are_checked_against_the_filter(filters, stray, fits):
    def ignore_the_filter(request, response):
        content = {"data": {"Contract": [contract(5, **stray)]}, "extensions": {"pageInfo": {"totalCount": 1}}}
        return httpx.Response(200, json=content)

    window = Window(CONTRACTS, "w", filters)
    if fits:
        assert len(_ask(ignore_the_filter, window=window)[0].rows) == 1
    else:
        with pytest.raises(SourceChanged, match="outside the filter"):
            _ask(ignore_the_filter, window=window)


def test_generated_rows_stop_a_run_that_publishes():
    with pytest.raises(CheckFailed, match="test register"):
        _ask(_row(systemId=99))

    assert len(_ask(_row(systemId=99), allow_generated=True)[0].rows) == 2


@pytest.mark.parametrize(
    ("headers", "waits"),
    [
        pytest.param({}, [10.0, 20.0, 30.0], id="ten seconds times the try"),
        pytest.param({"Retry-After": "7"}, [7.0, 7.0, 7.0], id="as told"),
        pytest.param({"Retry-After": "86400"}, [300.0, 300.0, 300.0], id="at most five minutes"),
        pytest.param({"Retry-After": "Sun, 22 Nov 2026 00:00:30 GMT"}, [30.0, 30.0, 30.0], id="until a moment"),
        pytest.param({"Retry-After": "soon"}, [10.0, 20.0, 30.0], id="told in a way nobody reads"),
    ],
)
def test_too_many_calls_wait_as_long_as_told(headers, waits, monkeypatch):
    slept = []
    monkeypatch.setattr("tenacity.nap.time.sleep", slept.append)
    caller = Caller(
        "The source",
        "https://source.example",
        patience=Patience(rate=1e9, attempts=4, clock=lambda: 0.0, sleep=lambda _: None),
        transport=httpx.MockTransport(lambda _: httpx.Response(429, headers=headers)),
        now=lambda: datetime(2026, 11, 22, tzinfo=UTC),
    )

    with caller, pytest.raises(SourceUnavailable, match="too often"):
        caller.get("/")

    assert slept == waits


def test_calls_keep_the_pace():
    clock, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        clock[0] += seconds

    patience = Patience(rate=2.0, clock=lambda: clock[0], sleep=sleep)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={}))

    with Caller("The source", "https://source.example", patience=patience, transport=transport) as caller:
        caller.get("/")
        caller.get("/")
        clock[0] += 0.2
        caller.get("/")
        clock[0] += 9
        caller.get("/")

    assert slept == [0.5, pytest.approx(0.3)]


@pytest.mark.parametrize(
    ("told", "path"),
    [
        pytest.param("", "", id="end"),
        pytest.param(None, "", id="null"),
        pytest.param(
            "/v3/contract/all?page=next&search_after=9", "/v3/contract/all?page=next&search_after=9", id="good"
        ),
        pytest.param("/v3/plans/all/?page=next&search_after=9", "/v3/plans/all?page=next&search_after=9", id="slash"),
        pytest.param("/refs/ref_kato?page=next", "/v3/refs/ref_kato?page=next", id="no version"),
        pytest.param("https://elsewhere.example/v3/rnu?page=next", "/v3/rnu?page=next", id="never to another host"),
    ],
)
def test_the_next_page_is_put_right(told, path):
    assert next_path(told) == path


def test_a_list_that_goes_in_a_circle_ends():
    pages = {"1": ([1, 2], "2"), "2": ([3], "1")}

    def answer(request):
        items, following = pages[request.url.params.get("p", "1")]
        return httpx.Response(200, json={"total": 3, "items": items, "next_page": f"/v3/x?p={following}"})

    with Caller("x", "https://x.example", patience=AT_ONCE, transport=httpx.MockTransport(answer)) as caller:
        items, total, answers = list_items(Register(caller), "/v3/x", {"p": 1})

    assert (items, total, len(answers)) == ([1, 2, 3], 3, 2)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"items": None, "next_page": ""}, id="no list"),
        pytest.param({"rows": []}, id="renamed"),
        pytest.param({"items": [1], "next_page": 5}, id="no address"),
    ],
)
def test_a_list_of_another_shape_is_a_change(answer):
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=answer))

    caller = Caller("x", "https://x.example", patience=AT_ONCE, transport=transport)
    with caller, pytest.raises(SourceChanged):
        list_items(Register(caller), "/v3/x", {})


def test_every_error_of_the_client_is_one_the_run_answers():
    assert issubclass(SourceChanged, PipelineError)
    assert issubclass(SourceUnavailable, PipelineError)
