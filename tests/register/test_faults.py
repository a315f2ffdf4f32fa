"""Every fault comes when it is called, looks as the portal's does, and lets a careful client end with the same rows."""

from itertools import pairwise
from typing import Any

import httpx
import pytest

from tests.register.faults import LASTING, PASSING, Plan
from tests.register.reading import CONTRACTS, Refused, read_all
from tests.register.server import Served, running

FIRST = {"query": CONTRACTS, "variables": {"limit": 20}}
PAST = 1_000_000_000 + 7 * 900
WINDOW = {"indexDate": ["2020-01-01 00:00:00", "2022-01-01 00:00:00"]}


def spoil(portal: httpx.Client, *names: str, **more: object) -> None:
    portal.post("/_test/faults", json={"names": names, "rate": 1, "hang_seconds": 0.05, "slow_seconds": 0, **more})


def asked(portal: httpx.Client, **variables: object) -> dict[str, Any]:
    answer = portal.post("/v3/graphql", json={"query": CONTRACTS, "variables": {"limit": 20, **variables}})
    return dict(answer.json())


def test_a_missing_or_wrong_token_is_an_invalid_route(served: Served) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": served.token}):
        for answer in (
            httpx.post(f"{served.url}/v3/graphql", json=FIRST, headers=headers),
            httpx.get(f"{served.url}/v3/contract/all", headers=headers),
        ):
            assert answer.status_code == 404
            assert answer.json()["message"] == "Invalid Route"


@pytest.mark.parametrize(
    ("name", "status", "kind"),
    [("too_many", 429, "application/json"), ("too_many_bare", 429, "application/json"),
     ("forbidden", 403, "application/json"), ("foreign", 403, "text/html"), ("broken", 500, "text/html"),
     ("html", 200, "text/html"), ("empty", 200, "application/json"), ("bad_token", 404, "application/json")],
)  # fmt: skip
def test_an_answer_comes_instead(portal: httpx.Client, name: str, status: int, kind: str) -> None:
    spoil(portal, name, retry_after=3)
    for answer in (portal.post("/v3/graphql", json=FIRST), portal.get("/v3/rnu")):
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers.get("retry-after") == ("3" if name == "too_many" else None)
        assert answer.headers["x-test-register"] == "1"
        assert (answer.content == b"") == (name == "empty")


def test_json_is_cut_in_the_middle(portal: httpx.Client) -> None:
    spoil(portal, "cut")
    answer = portal.post("/v3/graphql", json=FIRST)
    assert answer.content.startswith(b'{"data":{"Contract":[')
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        answer.json()


def test_the_connection_closes_early(portal: httpx.Client) -> None:
    spoil(portal, "closed")
    with pytest.raises(httpx.RemoteProtocolError):
        portal.post("/v3/graphql", json=FIRST)


def test_a_client_runs_out_of_time(portal: httpx.Client) -> None:
    spoil(portal, "hang", hang_seconds=2)
    with pytest.raises(httpx.ReadTimeout):
        portal.post("/v3/graphql", json=FIRST, timeout=0.1)


def test_errors_come_inside_a_good_answer(portal: httpx.Client) -> None:
    spoil(portal, "errors")
    assert asked(portal)["data"] is None


def test_a_field_has_another_name(portal: httpx.Client) -> None:
    spoil(portal, "renamed_field")
    body = asked(portal)
    assert body["data"] is None
    assert "Cannot query field 'contractSumWnds' on type 'Contract'." in body["errors"][0]["message"]
    renamed = portal.post("/v3/graphql", json={"query": "{Contract(limit: 1){contractSumVat}}"}).json()
    assert renamed["data"]["Contract"][0]["contractSumVat"] > 0


def test_the_root_is_null_though_there_are_rows(portal: httpx.Client) -> None:
    spoil(portal, "null_root")
    body = asked(portal)
    assert body["data"] == {"Contract": None}
    assert body["extensions"]["pageInfo"]["totalCount"] == 1_500


def test_empty_nested_lists_are_null(portal: httpx.Client) -> None:
    def units() -> list[Any]:
        return [row["ContractUnits"] for row in asked(portal, limit=200)["data"]["Contract"]]

    before = units()
    spoil(portal, "null_lists")
    assert [found or None for found in before] == units()
    assert [] in before


def test_the_cursor_is_not_heeded(portal: httpx.Client) -> None:
    spoil(portal, "repeated_page")
    assert asked(portal, after=PAST)["data"] == asked(portal)["data"]


def test_the_cursor_does_not_move(portal: httpx.Client) -> None:
    spoil(portal, "still_cursor")
    body = asked(portal, after=PAST)
    assert body["extensions"]["pageInfo"]["lastId"] == PAST > body["data"]["Contract"][0]["id"]
    assert portal.get("/v3/contract?limit=5&search_after=1000000700").json()["next_page"].endswith("=1000000700")


def test_a_row_strays_in(portal: httpx.Client) -> None:
    before = asked(portal, filter=WINDOW)["data"]["Contract"]
    spoil(portal, "stray_row")
    rows = asked(portal, filter=WINDOW)["data"]["Contract"]
    (stray,) = [row for row in rows if row not in before]
    assert not "2020" <= stray["indexDate"] <= "2022"


def test_the_filter_is_not_heeded(portal: httpx.Client) -> None:
    spoil(portal, "filter_ignored")
    assert asked(portal, filter=WINDOW) == asked(portal)


def test_there_is_said_to_be_no_more(portal: httpx.Client) -> None:
    spoil(portal, "no_next")
    assert asked(portal)["extensions"]["pageInfo"]["hasNextPage"] is False


def test_a_row_moves_while_it_is_read(portal: httpx.Client) -> None:
    before = asked(portal, filter=WINDOW)["data"]["Contract"]
    spoil(portal, "moving@1")
    shorter = asked(portal, filter=WINDOW)["data"]["Contract"]
    (moved,) = [row for row in before if row not in shorter]
    assert moved["id"] == before[1]["id"]
    late = asked(portal, filter={"indexDate": ["2026-11-20 23:00:00", ""]})["data"]["Contract"]
    assert [row["id"] for row in late] == [moved["id"]]
    assert {**moved, "indexDate": late[0]["indexDate"]} == late[0]


def comparable(rows: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Rows by id without what faults may change for good: the index date, and null for an empty list."""
    lists = ("ContractUnits", "ContractSpecSum")
    return {row["id"]: {**row, "indexDate": "", **{name: row[name] or [] for name in lists}} for row in rows}


def read_by_windows(portal: httpx.Client) -> list[dict[str, Any]]:
    """The register from the oldest window to the newest, the last one open."""
    edges = ["", "2019-01-01 00:00:00", "2022-01-01 00:00:00", "2026-11-01 00:00:00", ""]
    windows = pairwise(edges)
    return [row for low, high in windows for row in read_all(portal, {"indexDate": [low, high]}, limit=100)]


@pytest.mark.parametrize("name", [*PASSING, "all"])
def test_a_careful_client_ends_with_the_same_rows(
    portal: httpx.Client, healthy: list[dict[str, Any]], name: str
) -> None:
    spoil(portal, name, rate=0.4)
    read = read_by_windows(portal)
    came = portal.get("/_test/calls").json()["faults"]
    assert sum(came.values()) > 2
    assert comparable(read) == comparable(healthy)


@pytest.mark.parametrize("name", LASTING)
def test_a_lasting_fault_stays_from_its_call_on(portal: httpx.Client, name: str) -> None:
    spoil(portal, f"{name}@3", rate=0)
    assert "data" in asked(portal)
    assert asked(portal)["data"]["Contract"]
    with pytest.raises(Refused):
        read_all(portal)


def test_the_same_seed_spoils_the_same_calls() -> None:
    plan = Plan(("all",), 0.2, seed=3)
    drawn = [plan.drawn(call) for call in range(1, 2_001)]
    assert drawn == [plan.drawn(call) for call in range(1, 2_001)]
    assert set().union(*drawn) == set(PASSING)
    assert 300 < sum(bool(found) for found in drawn) < 500
    assert drawn != [Plan(("all",), 0.2, seed=4).drawn(call) for call in range(1, 2_001)]


def test_a_fault_nobody_knows_is_refused(portal: httpx.Client) -> None:
    answer = portal.post("/_test/faults", json={"names": ["rain"]})
    assert answer.status_code == 400
    assert "no such fault: rain" in answer.json()["message"]


def test_a_stopped_server_refuses_connections() -> None:
    with running(rows=100) as served:
        served.stop()
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{served.url}/v3/rnu")
