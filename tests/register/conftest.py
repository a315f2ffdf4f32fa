"""A served register for the tests of the server itself."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.register.reading import read_all
from tests.register.server import Served, running

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running(rows=1_500, share=0.05) as made:
        yield made


@pytest.fixture
def portal(served: Served) -> Iterator[httpx.Client]:
    """A client with the right token; faults and days of one test do not reach the next."""
    with httpx.Client(base_url=served.url, headers={"Authorization": f"Bearer {served.token}"}, timeout=20) as client:
        yield client
        client.post("/_test/faults", json={})
        register = served.portal.register if served.portal else None
        if register and (register.day or register.moved):
            client.post("/_test/day", json={"day": 0})


@pytest.fixture(scope="module")
def healthy(served: Served) -> list[dict[str, Any]]:
    """All contracts of day 0, read without faults."""
    with httpx.Client(base_url=served.url, headers={"Authorization": f"Bearer {served.token}"}, timeout=20) as client:
        return read_all(client)


@pytest.fixture
def ask(portal: httpx.Client) -> Ask:
    """Ask by GraphQL: ask(query, filter={…}, limit=…, after=…) → the JSON answer."""

    def asked(query: str, **variables: Any) -> dict[str, Any]:
        answer = portal.post("/v3/graphql", json={"query": query, "variables": variables})
        assert answer.status_code == 200
        return dict(answer.json())

    return asked
