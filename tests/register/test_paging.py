"""Lists and pages: nothing twice, nothing left out, by falling id; windows and filters cut what they say."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import httpx
import pytest

from tests.register.bodies import customer_number
from tests.register.reading import read_all
from tests.register.register import Register, Size
from tests.register.server import Served
from tests.register.tables import Tables

Ask = Callable[..., dict[str, Any]]
SHORT = """query($filter: ContractFiltersInput, $limit: Int, $after: Int)
  {Contract(filter: $filter, limit: $limit, after: $after) {id indexDate}}"""


def test_the_whole_register_comes_once_by_falling_id(portal: httpx.Client) -> None:
    rows = read_all(portal)
    ids = [row["id"] for row in rows]
    assert len(ids) == 1_500
    assert ids == sorted(set(ids), reverse=True)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [(None, 50), (7, 7), (200, 200), (500, 200)],
    ids=["left out", "small", "cap", "over the cap"],
)
def test_a_page_holds_50_rows_and_200_at_most(ask: Ask, limit: int | None, expected: int) -> None:
    answer = ask(SHORT, **({} if limit is None else {"limit": limit}))
    rows, info = answer["data"]["Contract"], answer["extensions"]["pageInfo"]
    assert len(rows) == expected
    assert info == {"limitPage": expected, "totalCount": 1_500, "hasNextPage": True, "lastId": rows[-1]["id"]}


def test_windows_by_index_date_make_up_the_register(portal: httpx.Client, ask: Ask) -> None:
    edges = ["2016-01-01 00:00:00", "2018-06-30 11:22:33", "2023-01-01 00:00:00", "2026-11-01 00:00:00", ""]
    found = []
    for low, high in pairwise(edges):
        window = {"indexDate": [low, high]}
        rows = read_all(portal, window)
        assert ask(SHORT, filter=window)["extensions"]["pageInfo"]["totalCount"] == len(rows)
        found += [row["id"] for row in rows]
    assert sorted(found) == sorted(row["id"] for row in read_all(portal))


def test_windows_hold_changed_rows_on_their_new_day(portal: httpx.Client, ask: Ask) -> None:
    portal.post("/_test/day", json={"day": 2})
    edges = ["2016-01-01 00:00:00", "2020-01-01 00:00:00", "2026-11-21 00:00:00", "2026-11-22 00:00:00", ""]
    found = []
    for low, high in pairwise(edges):
        rows = read_all(portal, {"indexDate": [low, high]})
        assert ask(SHORT, filter={"indexDate": [low, high]})["extensions"]["pageInfo"]["totalCount"] == len(rows)
        found += [row["id"] for row in rows]
    assert sorted(found) == sorted(row["id"] for row in read_all(portal))
    assert len(read_all(portal, {"indexDate": ["2026-11-22 00:00:00", ""]})) > 5


@pytest.mark.parametrize("day", [0, 3])
@pytest.mark.parametrize("name", ["lastUpdateDate", "crdate", "signDate"])
def test_other_dates_cut_as_the_rows_say(portal: httpx.Client, ask: Ask, name: str, day: int) -> None:
    portal.post("/_test/day", json={"day": day})
    query = SHORT.replace("indexDate", "signDate crdate lastUpdateDate")
    window = ["2019-01-01 00:00:00", "2021-01-01 00:00:00"]
    ends = range(1_000_001_400, 1_000_000_000 + 1_500 * 7 + 1_400, 1_400)
    everything = [row for end in ends for row in ask(query, limit=200, after=end)["data"]["Contract"]]
    expected = {row["id"] for row in everything if row[name] and window[0] <= row[name] <= window[1]}
    answer = ask(query, filter={name: window}, limit=200)
    assert answer["extensions"]["pageInfo"]["totalCount"] == len(expected) > 100
    assert {row["id"] for row in answer["data"]["Contract"]} <= expected


@pytest.mark.parametrize(
    ("query", "wanted"),
    [("Contract", {"customerBin": customer_number(5)}), ("Contract", {"finYear": 2020}),
     ("Contract", {"refContractStatusId": [340, 350]}), ("Contract", {"id": [1_000_000_007, 5]}),
     ("Contract", {"customerBin": customer_number(5), "finYear": 2021}),
     ("Contract", {"trdBuyId": [1_300_000_369, 1_300_000_372, 1_300_000_375]}),
     ("Lots", {"customerBin": customer_number(3)}),
     ("Lots", {"trdBuyId": [1_300_000_369, 1_300_000_372]}), ("Lots", {"refLotStatusId": [210, 220]}),
     ("Plans", {"subjectBiin": customer_number(3)}), ("Plans", {"refEnstruCode": "172312.700.000000"}),
     ("TrdBuy", {"orgBin": customer_number(3)}), ("Subjects", {"bin": customer_number(3)}),
     ("Subjects", {"typeSupplier": 3}), ("Subjects", {"pid": [1_900_000_003]})],
    ids=str,
)  # fmt: skip
def test_a_filter_gives_just_the_rows_that_satisfy_it(
    served: Served, ask: Ask, query: str, wanted: dict[str, Any]
) -> None:
    def fits(row: dict[str, Any]) -> bool:
        lists = {name: value if isinstance(value, list) else [value] for name, value in wanted.items()}
        return all(row[name] in value for name, value in lists.items())

    assert served.portal is not None
    table, key = served.portal.tables.by_name[query], "pid" if query == "Subjects" else "id"
    kind = "SubjectsFiltersInput" if query == "Subjects" else f"{query}FiltersInput"
    expected = [row[key] for row in (table.row(place) for place in range(table.count)) if fits(row)]
    answer = ask(f"query($filter: {kind}){{{query}(filter: $filter, limit: 200){{{key}}}}}", filter=wanted)
    assert expected
    assert answer["extensions"]["pageInfo"]["totalCount"] == len(expected)
    assert [row[key] for row in answer["data"][query]] == expected[::-1][:200]


@pytest.mark.parametrize(
    ("query", "least"),
    [('Subjects(filter: {nameRu: "?аппарат акима"})', 5), ('Lots(filter: {nameDescriptionRu: "мониторинг"})', 0),
     ('Lots(filter: {nameDescriptionRu: "*мониторинг"})', 1), ('Lots(filter: {plnPointKatoList: ["710000000"]})', 5),
     ('Lots(filter: {plnPointKatoList: ["71"]})', 0), ("Lots(filter: {plnPointRootrecordId: [1400000000]})", 0),
     ('Plans(filter: {indexDate: ["2020-01-01"]})', 0), ('TrdBuy(filter: {publishDate: "2030-01-01"})', 500),
     ('TrdBuy(filter: {publishDate: ["2030-01-01", ""]})', 0), ('Lots(filter: {indexDate: ["2026-11-01", ""]})', 5)],
    ids=["substring", "exact text", "word forms", "whole KATO", "KATO prefix", "root of a plan point", "plan dates",
         "one publish date", "two publish dates", "lots by date"],
)  # fmt: skip
def test_filters_have_the_portals_quirks(ask: Ask, query: str, least: int) -> None:
    key = "pid" if query.startswith("Subjects") else "id"
    total = ask(f"{{{query}{{{key}}}}}")["extensions"]["pageInfo"]["totalCount"]
    assert (total == 0) if least == 0 else total >= least


def test_an_end_without_a_time_is_the_first_second_of_the_day(ask: Ask) -> None:
    day = ask(SHORT, limit=1)["data"]["Contract"][0]["indexDate"][:10]
    assert ask(SHORT, filter={"indexDate": [day, day]})["data"]["Contract"] == []


def test_rest_pages_hold_the_same_contracts(portal: httpx.Client) -> None:
    found, link = [], "/v3/contract/all?limit=500"
    while link:
        body = portal.get(link).json()
        found += [row["id"] for row in body["items"]]
        link = body["next_page"]
        if link and not link.startswith("/v3"):
            link = "/v3" + link
    assert found == [row["id"] for row in read_all(portal)]


@pytest.mark.parametrize(
    ("path", "expected"), [("", 50), ("?limit=500", 500), ("?limit=1000", 500)], ids=["default", "500", "over the cap"]
)
def test_a_rest_page_holds_50_rows_or_what_is_asked(portal: httpx.Client, path: str, expected: int) -> None:
    assert len(portal.get(f"/v3/contract{path}").json()["items"]) == expected


@pytest.mark.parametrize(
    "name",
    ["Subjects(limit: 200){pid nameRu katoList Address{katoCode}}", "Lots(limit: 200){id TrdBuy{id endDate} Plans{id}}",
     "Plans(limit: 200){id rootrecordId PlansKato{refKatoCode}}", "TrdBuy(limit: 200){id orgBin kato}"],
)  # fmt: skip
def test_the_other_tables_page_too(ask: Ask, name: str) -> None:
    root, key = name.partition("(")[0], "pid" if name.startswith("Subjects") else "id"
    found: list[int] = []
    after = None
    while True:
        answer = ask("{" + name.replace("limit: 200", f"limit: 200, after: {after or 0}") + "}")
        rows, info = answer["data"][root], answer["extensions"]["pageInfo"]
        found += [row[key] for row in rows]
        if not info["hasNextPage"]:
            break
        after = info["lastId"]
    assert len(found) == info["totalCount"]
    assert found == sorted(set(found), reverse=True)


def test_a_row_far_down_a_million_is_made_alone() -> None:
    tables = Tables(Register(Size(1_000_000)))
    assert tables.total("Contract", ()) == 1_000_000
    position, row = next(tables.by_name["Contract"].falling((), 1_000_000_000 + 7 * 400_000))
    assert (position, row["id"]) == (399_999, 1_000_000_000 + 7 * 399_999)
    assert tables.register.chains.chain.cache_info().currsize < 10
