"""A register in memory behind httpx.MockTransport: obeys filters, limits and cursors, and misbehaves on demand."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx

from pipelines.sources.goszakup import GoszakupSettings, Loaded, load
from pipelines.sources.goszakup.queries import CONTRACT, LOT, PLAN, SUBJECT
from pipelines.sources.http import Patience

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TOKEN = "a-token"
AT_ONCE = Patience(rate=1e9, attempts=4, pause=0.0, longest=0.0, clock=lambda: 0.0, sleep=lambda _: None)
Fault = Callable[[httpx.Request, httpx.Response], httpx.Response]


def contract(id_: int, **given: Any) -> dict[str, Any]:
    """A contract of a school of the city, one unit, two budget years."""
    row = {
        **dict.fromkeys(CONTRACT),
        "id": id_,
        "parentId": 0,
        "rootId": id_,
        "contractNumberSys": f"190440012440/20{id_:04d}/00",
        "trdBuyId": 0,
        "refContractStatusId": 190,
        "refContractTypeId": 1,
        "deleted": 0,
        "crdate": "2026-02-06 10:00:00",
        "lastUpdateDate": "2026-02-07 10:00:00",
        "indexDate": "2026-02-08 10:00:00",
        "customerBin": "190440012440",
        "supplierBiin": "880140000024",
        "isGu": 1,
        "finYear": 2020,
        "refCurrencyCode": "KZT",
        "exchangeRate": 1,
        "contractSum": 1000,
        "contractSumWnds": 1120.1,
        "faktSumWnds": 0,
        "descriptionRu": "Услуги",
        "systemId": 3,
        "ContractUnits": [
            {
                "id": id_ * 10,
                "deleted": 0,
                "lotId": 0,
                "plnPointId": 7,
                "refEnstruCode": ["620920.000.000013"],
                "Plans": {
                    "id": 7,
                    "nameRu": "Услуги",
                    "nameKz": "Қызметтер",
                    "extraDescRu": "сайт",
                    "extraDescKz": None,
                },
            }
        ],
        "ContractSpecSum": [
            {"unitId": id_ * 10, "finYear": 2021, "totalSumWithVat": 120.1, "factSumWithVat": 0},
            {"unitId": id_ * 10, "finYear": 2020, "totalSumWithVat": 1000, "factSumWithVat": 0},
        ],
    }
    return {**row, **given}


def subject(pid: int, **given: Any) -> dict[str, Any]:
    row = {
        **dict.fromkeys(SUBJECT),
        "pid": pid,
        "bin": f"19044{pid:07d}",
        "nameRu": f"ГУ «Отдел {pid}»",
        "customer": 1,
        "supplier": 0,
        "refKopfCode": "ГУ",
        "typeSupplier": 1,
        "katoList": ["751110000"],
        "lastUpdateDate": "2026-01-01 10:00:00",
        "indexDate": "2026-01-01 10:00:00",
        "systemId": 3,
    }
    return {**row, **given}


def lot(id_: int, **given: Any) -> dict[str, Any]:
    row = {
        **dict.fromkeys(LOT),
        "id": id_,
        "lotNumber": f"{id_}-ЗЦП1",
        "trdBuyId": 5,
        "refLotStatusId": 220,
        "amount": 129310.34,
        "customerBin": "190440012440",
        "refTradeMethodsId": 3,
        "refBuyTradeMethodsId": 3,
        "pointList": [7],
        "plnPointKatoList": ["751110000"],
        "isDeleted": 0,
        "systemId": 3,
        "indexDate": "2026-11-01 10:00:00",
        "TrdBuy": {**dict.fromkeys(LOT["TrdBuy"] or {}), "id": 5, "nameRu": "Сайт", "endDate": "2026-12-01 10:00:00"},
    }
    return {**row, **given}


def plan(id_: int, **given: Any) -> dict[str, Any]:
    row = {
        **dict.fromkeys(PLAN),
        "id": id_,
        "rootrecordId": id_,
        "subjectBiin": "190440012440",
        "amount": 60000,
        "plnPointYear": 2026,
        "isDeleted": 0,
        "isActive": 1,
        "systemId": 3,
    }
    return {**row, **given}


class FakeRegister:
    """Rows by root; `faults` are tried in order on every answer of the interface and may change it."""

    def __init__(self, **rows: list[dict[str, Any]]) -> None:
        self.rows = {"Contract": [], "Subjects": [], "Lots": [], "Plans": [], **rows}
        self.journal: list[dict[str, Any]] = []
        self.cap = 200
        self.faults: list[Fault] = []
        self.asked: list[str] = []

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.answer)

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            response = httpx.Response(404, json={"name": "Not Found", "message": "Invalid Route", "status": 404})
        elif request.url.path == "/v3/graphql":
            response = self._graphql(**json.loads(request.content))
        else:
            response = self._rest(request.url)
        for fault in self.faults:
            response = fault(request, response)
        return response

    def _graphql(self, query: str, variables: dict[str, int]) -> httpx.Response:
        self.asked.append(query)
        found = re.match(r"query .*? \{ (\w+)\((.*?)\) \{", query)
        assert found
        root, given = found[1], found[2]
        limit, after = min(variables["limit"], self.cap), variables.get("after")
        key = "pid" if root == "Subjects" else "id"
        rows = [row for row in self.rows[root] if _passes(row, given)]
        below = sorted((r for r in rows if not after or r[key] < after), key=lambda r: -r[key])
        page = below[:limit]
        info = {
            "limitPage": limit,
            "totalCount": len(rows),
            "hasNextPage": len(below) > limit,
            "lastId": page[-1][key] if page else None,
        }
        return httpx.Response(200, json={"data": {root: page}, "extensions": {"pageInfo": info}})

    def _rest(self, url: httpx.URL) -> httpx.Response:
        items: list[dict[str, Any]] = [{"id": 190, "name_ru": "Действует"}]
        if url.path == "/v3/journal":
            day = parse_qs(url.query.decode())["date_from"][0]
            items = [one for one in self.journal if one["date_action"].startswith(day)]
        return httpx.Response(200, json={"total": len(items), "limit": 500, "next_page": "", "items": items})


def _passes(row: dict[str, Any], given: str) -> bool:
    for name, value in re.findall(r"(\w+): (\[.*?\]|\".*?\"|\d+)", given.partition("filter: {")[2]):
        wanted = json.loads(value)
        came = row[name]
        if isinstance(wanted, list) and isinstance(wanted[0], str):
            if not wanted[0] <= str(came) <= wanted[1]:
                return False
        elif came not in (wanted if isinstance(wanted, list) else [wanted]):
            return False
    return True


def once(fault: Fault, at: int = 1) -> Fault:
    """The fault strikes only the nth answer of GraphQL."""
    seen = 0

    def strike(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        nonlocal seen
        if request.url.path != "/v3/graphql":
            return response
        seen += 1
        return fault(request, response) if seen == at else response

    return strike


def read(
    register: FakeRegister,
    folder: Path,
    *,
    now: datetime = NOW,
    report: Any = lambda _: None,
    patience: Patience = AT_ONCE,
    **env: Any,
) -> Loaded:
    """Load from the register in memory without waiting."""
    settings = GoszakupSettings(**{"token": TOKEN, "customers": "all", "since": "2026", **env})
    return load(
        settings,
        folder,
        now,
        report,
        local_buyers=lambda subjects: subjects["bin"].to_list(),
        patience=patience,
        transport=register.transport(),
    )
