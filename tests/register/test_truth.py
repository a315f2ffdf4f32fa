"""The truth of the generator against what is served: the reference's rules read a second time, over HTTP rows."""

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.register.kinds import KINDS
from tests.register.reading import read_all
from tests.register.register import Register, Size
from tests.register.server import Served
from tests.register.truth import counted_chains, truth

NEVER = {*range(110, 166), 330, *range(410, 431), 455, 456, 461, 480}


def live_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Section 8 by hand: chains by root and number, then the highest suffix of the rows that may count."""
    by_number: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        by_number[row["contractNumberSys"].rpartition("/")[0]].add(row["rootId"])
    joined = {root: min(roots) for roots in by_number.values() for root in roots}
    chains: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if not row["deleted"] and row["refContractStatusId"] not in NEVER:
            chains[joined[row["rootId"]]].append(row)
    order = lambda row: (int(row["contractNumberSys"].rpartition("/")[2]), row["id"])  # noqa: E731
    return [max(found, key=order) for found in chains.values()]


@pytest.mark.parametrize("day", [0, 1, 5])
def test_the_rows_served_count_what_the_generator_meant(served: Served, portal: httpx.Client, day: int) -> None:
    portal.post("/_test/day", json={"day": day})
    rows = read_all(portal)
    register = Register(Size(1_500, share=0.05))
    register.go_to(day)
    expected = truth(register)
    live = live_rows(rows)
    paid = {340, 350, 462, 463}
    names = ["faktSumWnds" if row["refContractStatusId"] in paid else "contractSumWnds" for row in live]
    total = sum(Decimal(str(row[name])) for row, name in zip(live, names, strict=True))
    assert len(rows) == expected.rows
    assert {row["id"] for row in live} == {found.contract_id for found in counted_chains(register)}
    assert total == expected.counted
    assert sum(expected.by_region_year.values()) == expected.counted


def test_yearly_sums_add_up_where_the_truth_says_so(portal: httpx.Client) -> None:
    by_id = {row["id"]: row for row in read_all(portal)}
    split = unsplit = 0
    for found in counted_chains(Register(Size(1_500, share=0.05))):
        sent: Counter[int] = Counter()
        name = "factSumWithVat" if found.status in {340, 350, 462, 463} else "totalSumWithVat"
        for part in by_id[found.contract_id]["ContractSpecSum"]:
            sent[part["finYear"]] += Decimal(str(part[name]))  # type: ignore[assignment]
        if found.split:
            split += 1
            assert dict(found.split) == dict(sent)
            assert sum(sent.values()) == found.counted
        else:
            unsplit += bool(sent)
            assert not sent or sum(sent.values()) != found.counted
    assert split > 400
    assert unsplit > 5


def test_every_kind_of_purchase_is_there(served: Served) -> None:
    assert served.portal is not None
    register = served.portal.register
    kinds = {register.chains.chain(number).kind.name for number in range(200)}
    assert kinds == {kind.name for kind in KINDS}


def test_a_large_register_has_versions_far_apart_and_roots_before_its_time() -> None:
    register = Register(Size(60_000))
    chains = [register.chains.chain(number) for number in register.layout.chain_numbers() if number % 7 == 0]
    apart = max(chain.versions[-1].position - chain.versions[0].position for chain in chains if chain.versions)
    assert apart > 5_000
    assert any(chain.number < 0 and chain.versions for chain in chains)
    assert len({found.region for found in counted_chains(Register(Size(3_000)))}) == 21


def test_about_eight_of_a_hundred_are_ours() -> None:
    found = truth(Register(Size(6_000)))
    assert 0.06 < found.chains_ours / found.chains < 0.1


def test_another_day_changes_a_share_and_leaves_the_rest(served: Served, portal: httpx.Client) -> None:
    before = {row["id"]: row for row in read_all(portal)}
    portal.post("/_test/day", json={"day": 1})
    after = {row["id"]: row for row in read_all(portal)}
    changed = {number for number, row in after.items() if before.get(number) != row}
    assert set(before) <= set(after)
    assert 0.02 < len(changed) / len(after) < 0.12
    added = [after[number] for number in set(after) - set(before)]
    assert added
    assert all(row["refContractTypeId"] == 2 and row["indexDate"] >= "2026-11-21" for row in added)
    in_force = [row for row in added if row["refContractStatusId"] == 190]
    assert in_force
    assert {after[row["parentId"]]["refContractStatusId"] for row in in_force} == {455}
    assert all(after[number]["indexDate"] >= "2026-11-21" for number in changed)
    gone = portal.get("/v3/journal?date_from=2026-11-21&date_to=2026-11-21").json()["items"]
    deleted = {int(entry["object_id"]) for entry in gone if entry["action"] == "D"}
    assert deleted
    assert all(after[number]["deleted"] == 1 for number in deleted)
