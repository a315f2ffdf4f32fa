"""A careful little client for the tests of the server: reads a whole window, asks again after every passing fault."""

from typing import Any

import httpx

CONTRACTS = """query Contracts($filter: ContractFiltersInput, $limit: Int, $after: Int) {
  Contract(filter: $filter, limit: $limit, after: $after) {
    id parentId rootId contractNumberSys refContractTypeId refContractStatusId deleted contractSumWnds faktSumWnds
    customerBin supplierBiin finYear indexDate lastUpdateDate crdate descriptionRu descriptionKz systemId
    ContractUnits { id lotId plnPointId deleted refEnstruCode contractSumWnds Plans { id nameRu extraDescRu } }
    ContractSpecSum { finYear totalSumWithVat factSumWithVat }
  }
}"""
_TRIES = 12


class Refused(Exception):
    """The portal kept giving wrong answers."""


def read_all(client: httpx.Client, wanted: dict[str, Any] | None = None, limit: int = 200) -> list[dict[str, Any]]:
    """Every contract of a window, by falling id."""
    rows: list[dict[str, Any]] = []
    after: int | None = None
    while True:
        found, more = _page(client, {"filter": wanted, "limit": limit, "after": after})
        rows += found
        if not more:
            return rows
        after = rows[-1]["id"]


def _page(client: httpx.Client, variables: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
    for _ in range(_TRIES):
        try:
            answer = client.post("/v3/graphql", json={"query": CONTRACTS, "variables": variables})
            rows = _checked(answer, variables)
        except (httpx.TransportError, ValueError, KeyError, TypeError):
            continue
        return rows, len(rows) == variables["limit"]
    raise Refused(variables)


def _checked(answer: httpx.Response, variables: dict[str, Any]) -> list[dict[str, Any]]:
    if answer.status_code != 200:
        raise ValueError(answer.status_code)
    body = answer.json()
    if "errors" in body:
        raise ValueError(body["errors"])
    rows, info = body["data"]["Contract"], body["extensions"]["pageInfo"]
    if rows is None:
        if info["totalCount"]:
            raise ValueError("null where there are rows")
        return []
    after = variables["after"]
    if any(after is not None and row["id"] >= after for row in rows) or (rows and info["lastId"] == after):
        raise ValueError("the cursor was not heeded")
    if not all(_fits(row, variables["filter"] or {}) for row in rows):
        raise ValueError("the filter was not heeded")
    return list(rows)


def _fits(row: dict[str, Any], wanted: dict[str, Any]) -> bool:
    for name, value in wanted.items():
        if name == "indexDate":
            low, high = value
            if not (low <= row[name] and (not high or row[name] <= high)):
                return False
        elif row[name] != value:
            return False
    return True
