"""The register by hand and in a process of its own."""

from pathlib import Path

import httpx

from tests.register.contract_rows import contract_row
from tests.register.reading import read_all
from tests.register.register import Register, Size
from tests.register.server import Served, running_apart


def test_a_process_of_its_own_serves_the_same_rows(served: Served) -> None:
    with running_apart(
        rows=300, seed=5, token="other", arguments=("--faults", "too_many_bare", "--fault-rate", "0.3")
    ) as apart:
        headers = {"Authorization": "Bearer other"}
        with httpx.Client(base_url=apart.url, headers=headers, timeout=20) as client:
            rows = read_all(client, limit=20)
            calls = client.get("/_test/calls").json()
        pid = apart.pid
    assert [row["id"] for row in rows] == list(range(1_000_000_000 + 7 * 299, 999_999_999, -7))
    assert calls["faults"]["too_many_bare"] == calls["calls"] - 16
    assert pid is not None
    assert not Path(f"/proc/{pid}").exists()


def test_the_same_seed_gives_the_same_register(served: Served) -> None:
    def plain(seed: int) -> list[dict[str, object]]:
        register = Register(Size(400, seed))
        rows = [contract_row(register, position) for position in range(400)]
        return [{name: value for name, value in row.items() if not callable(value)} for row in rows]

    assert plain(1) == plain(1)
    assert plain(1) != plain(2)
