"""A window is read to its end, whatever the register says about the end."""

import json
from itertools import chain

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import SourceUnavailable
from pipelines.sources.goszakup import GoszakupSettings
from pipelines.sources.goszakup.client import Register, open_caller
from pipelines.sources.goszakup.queries import CONTRACTS, PLANS, Window
from pipelines.sources.goszakup.walk import walk
from tests.pipelines.goszakup.fake import AT_ONCE, TOKEN, FakeRegister, contract, once, plan


def _walked(fake, window=None, after=None, read_before=0):
    window = window or Window(CONTRACTS, "w")
    with open_caller(GoszakupSettings(token=TOKEN), AT_ONCE, fake.transport()) as caller:
        pages = list(walk(Register(caller), window, after, read_before))
        return [[row["id"] for row in page.rows] for page in pages], caller.calls


def _ids(pages):
    return list(chain.from_iterable(pages))


def _fake(rows, cap, *faults):
    fake = FakeRegister(Contract=[contract(id_) for id_ in range(1, rows + 1)])
    fake.cap = cap
    fake.faults = list(faults)
    return fake


def _info(**given):
    def strike(request, response):
        content = json.loads(response.content)
        content["extensions"]["pageInfo"].update(given)
        return httpx.Response(200, json=content)

    return strike


def _no_rows(request, response):
    return httpx.Response(200, json={**json.loads(response.content), "data": {"Contract": None}})


@pytest.mark.parametrize(
    ("rows", "calls"),
    [
        pytest.param(0, 1, id="none"),
        pytest.param(2, 1, id="a short page"),
        pytest.param(3, 1, id="a full page"),
        pytest.param(7, 3, id="several pages"),
    ],
)
def test_all_rows_come_downwards_by_id(rows, calls):
    pages, called = _walked(_fake(rows, 3))

    assert _ids(pages) == list(range(rows, 0, -1))
    assert called == calls


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(_info(hasNextPage=False), id="says there is no next page"),
        pytest.param(_info(hasNextPage=True), id="always says there is one"),
        pytest.param(_info(lastId=7), id="its cursor stands still"),
        pytest.param(_info(lastId=None, hasNextPage=None), id="says nothing"),
        pytest.param(_info(totalCount=None), id="does not count"),
        pytest.param(_info(totalCount=None, hasNextPage=False), id="neither counts nor says that more follows"),
        pytest.param(_info(totalCount=8), id="counts one too many"),
        pytest.param(once(_no_rows, 2), id="null in the middle"),
        pytest.param(once(_no_rows, 1), id="null at the beginning"),
    ],
)
def test_a_register_that_lies_about_the_end_loses_no_row(fault):
    pages, calls = _walked(_fake(7, 3, fault))

    assert _ids(pages) == [7, 6, 5, 4, 3, 2, 1]
    assert calls <= 8


@given(st.integers(0, 12), st.integers(1, 4), st.sets(st.integers(1, 12), max_size=3))
def test_pages_lost_here_and_there_lose_no_row(rows, cap, lost):
    pages, _ = _walked(_fake(rows, cap, *(once(_no_rows, at) for at in lost)))

    assert _ids(pages) == list(range(rows, 0, -1))


def test_walking_goes_on_below_a_cursor():
    pages, _ = _walked(_fake(7, 3), after=5, read_before=3)

    assert _ids(pages) == [4, 3, 2, 1]


def test_answers_that_keep_coming_cut_are_asked_for_in_smaller_pages():
    def cut_large(request, response):
        limit = json.loads(request.content)["variables"]["limit"]
        return httpx.Response(200, content=response.content[:99]) if limit > 60 else response

    fake = _fake(120, 200, cut_large)

    pages, _ = _walked(fake)

    assert [len(page) for page in pages] == [50, 50, 20]


def test_a_register_that_cuts_everything_is_given_up():
    with pytest.raises(SourceUnavailable, match="cut or garbled"):
        _walked(_fake(120, 200, lambda _, response: httpx.Response(200, content=response.content[:99])))


@pytest.mark.parametrize(
    ("window", "ids"),
    [
        pytest.param(Window(PLANS, "w", stop_id=7), [10, 9, 8, 7, 6, 5], id="known ids"),
        pytest.param(Window(PLANS, "w", stop_id=10), [10, 9, 8], id="nothing new"),
        pytest.param(Window(PLANS, "w", stop_year=2026), [10, 9, 8, 7, 6, 5], id="a page of earlier years"),
        pytest.param(Window(PLANS, "w", stop_year=2020), list(range(10, 0, -1)), id="never"),
    ],
)
def test_plan_points_end_where_the_rest_is_known_or_old(window, ids):
    fake = FakeRegister(Plans=[plan(id_, plnPointYear=2026 if id_ > 6 else 2025) for id_ in range(1, 11)])
    fake.cap = 3
    if window.stop_year == 2026:
        fake.rows["Plans"][6]["plnPointYear"] = 2025
        fake.rows["Plans"][7]["plnPointYear"] = 2026

    pages, _ = _walked(fake, window)

    assert _ids(pages) == ids
