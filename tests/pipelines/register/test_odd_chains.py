"""Odd chains of contracts: what became of each row, why, and what the chain counts with."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.transform.register.chains import decide
from pipelines.transform.register.standing import standings
from tests.pipelines.register.contract_rows import contract, contract_frame

LIVE, SUPERSEDED, DELETED, REFUSED = "live", "superseded", "deleted", "not_concluded"
UNKNOWN, FOREIGN, NO_SUM = "held_back: unknown_status", "held_back: foreign_currency", "held_back: no_sum"

SUPPLEMENTS = [
    pytest.param(
        [contract(1, 455, "100.00", paid="40.00"), contract(2, 190, "150.00", version="01", paid="40.00")],
        {1: SUPERSEDED, 2: LIVE},
        "150.00",
        id="a signed supplement speaks for the whole chain",
    ),
    pytest.param(
        [contract(1, 190, "100.00"), contract(2, 190, "150.00", version="01")],
        {1: SUPERSEDED, 2: LIVE},
        "150.00",
        id="also where the base was not yet marked as changed",
    ),
    pytest.param(
        [contract(1, 455, "100.00"), contract(2, 190, "60.00", version="01")],
        {1: SUPERSEDED, 2: LIVE},
        "60.00",
        id="a supplement may lower the sum",
    ),
    pytest.param(
        [contract(1, 190, "100.00"), contract(2, 110, "150.00", version="01")],
        {1: LIVE, 2: REFUSED},
        "100.00",
        id="a drafted supplement leaves the base in force",
    ),
    pytest.param(
        [contract(1, 450, "100.00"), contract(2, 120, "150.00", version="01")],
        {1: LIVE, 2: REFUSED},
        "100.00",
        id="while a supplement is being made the base counts",
    ),
    pytest.param(
        [contract(1, 450, "100.00"), contract(2, 185, "150.00", version="01")],
        {1: SUPERSEDED, 2: LIVE},
        "150.00",
        id="once it is signed the supplement counts",
    ),
    pytest.param(
        [contract(1, 190, "100.00"), contract(2, 330, "150.00", version="01")],
        {1: LIVE, 2: REFUSED},
        "100.00",
        id="a supplement not concluded leaves the base in force",
    ),
    pytest.param(
        [
            contract(1, 455, "100.00"),
            contract(2, 190, "150.00", version="01"),
            contract(3, 330, "200.00", version="02"),
        ],
        {1: SUPERSEDED, 2: LIVE, 3: REFUSED},
        "150.00",
        id="or the supplement before it",
    ),
    pytest.param(
        [contract(1, 190, "100.00"), contract(2, 190, "150.00", version="01", deleted=True)],
        {1: LIVE, 2: DELETED},
        "100.00",
        id="a deleted supplement leaves the base in force",
    ),
    pytest.param(
        [contract(1, 455, "100.00"), contract(2, 190, "150.00", version="01", deleted=True)],
        {1: SUPERSEDED, 2: DELETED},
        "0",
        id="a changed base never comes back, though its supplement is deleted",
    ),
    pytest.param(
        [contract(9, 190, "90.00", version="09"), contract(8, 190, "100.00", version="10")],
        {9: SUPERSEDED, 8: LIVE},
        "100.00",
        id="version 10 follows 9 though its id is less",
    ),
    pytest.param(
        [contract(1, 190, "90.00", version="9"), contract(2, 190, "100.00", version="10")],
        {1: SUPERSEDED, 2: LIVE},
        "100.00",
        id="versions are numbers, not text",
    ),
    pytest.param(
        [contract(10, 190, "100.00", version="01"), contract(9, 190, "90.00", version="01")],
        {10: LIVE, 9: SUPERSEDED},
        "100.00",
        id="of one version the greatest id",
    ),
    pytest.param(
        [contract(5, 190, "100.00", version="10", root=1)],
        {5: LIVE},
        "100.00",
        id="a tenth supplement alone, its root never read",
    ),
]

TWO_ROOTS = [
    pytest.param(
        [contract(1, 190, "100.00", root=1), contract(2, 190, "100.00", root=2)],
        {1: SUPERSEDED, 2: LIVE},
        "100.00",
        id="one base under two ids counts once",
    ),
    pytest.param(
        [contract(7, 455, "100.00", root=1), contract(2, 190, "150.00", root=2, version="01")],
        {7: SUPERSEDED, 2: LIVE},
        "150.00",
        id="the second id of a base is replaced by the supplement under the other root",
    ),
    pytest.param(
        [contract(7, 455, "100.00", root=1)],
        {7: SUPERSEDED},
        "0",
        id="a replaced base whose supplement was not read counts nothing",
    ),
    pytest.param(
        [
            contract(1, 190, "100.00", root=1, base="000140000001/A200001"),
            contract(2, 190, "110.00", root=1, base="000140000001/B200001", version="01"),
            contract(3, 190, "120.00", root=3, base="000140000001/B200001", version="02"),
            contract(4, 190, "130.00", root=3, base="000140000001/C200001", version="03"),
            contract(5, 190, "140.00", root=5, base="000140000001/C200001", version="04"),
        ],
        {1: SUPERSEDED, 2: SUPERSEDED, 3: SUPERSEDED, 4: SUPERSEDED, 5: LIVE},
        "140.00",
        id="roots joined one by one are one chain",
    ),
    pytest.param(
        [
            contract(1, 190, "100.00", root=1, base="000140000001/200001"),
            contract(2, 190, "30.00", root=2, base="000140000001/200002"),
            contract(3, 190, "5.00", root=3, base="000140000001/A04CWU"),
        ],
        {1: LIVE, 2: LIVE, 3: LIVE},
        "135.00",
        id="contracts of one body with numbers of their own add up",
    ),
    pytest.param(
        [
            contract(1, 330, "100.00", root=1, base="000140000001/A200033"),
            contract(2, 190, "90.00", root=2, base="000140000001/A200034"),
        ],
        {1: REFUSED, 2: LIVE},
        "90.00",
        id="a contract made anew counts, the failed attempt does not",
    ),
    pytest.param(
        [
            contract(1, 456, "100.00", paid="40.00", root=1, base="000140000001/A200001"),
            contract(2, 460, "60.00", root=2, base="000140000001/B200007"),
        ],
        {1: SUPERSEDED, 2: LIVE},
        "60.00",
        id="rights handed over: the successor under its own root counts",
    ),
    pytest.param(
        [contract(1, 456, "100.00"), contract(2, 461, "60.00", version="01")],
        {1: SUPERSEDED, 2: REFUSED},
        "0",
        id="rights handed over, the successor's contract not concluded",
    ),
]

ENDED_EARLY = [
    pytest.param([contract(1, status, "100.00", paid="30.25")], {1: LIVE}, "30.25", id=f"{status}: what was paid")
    for status in (340, 350, 462, 463)
] + [
    pytest.param([contract(1, 340, "100.00", paid="0.00")], {1: LIVE}, "0", id="ended early with nothing paid"),
    pytest.param([contract(1, 340, "100.00", paid=None)], {1: NO_SUM}, "0", id="ended early, the payment not said"),
    pytest.param(
        [contract(1, 455, "100.00"), contract(2, 350, "150.00", version="01", paid="70.00")],
        {1: SUPERSEDED, 2: LIVE},
        "70.00",
        id="ended early in a supplement: what the chain was paid, once",
    ),
    pytest.param(
        [contract(1, 345, "12000000.00", paid="1000000.00")],
        {1: LIVE},
        "12000000.00",
        id="waits for its end: in force still, the signed sum",
    ),
    pytest.param([contract(1, 190, "100.00", paid=None)], {1: LIVE}, "100.00", id="in force, payment not said"),
    pytest.param([contract(1, 190, "100.00", paid="120.00")], {1: LIVE}, "100.00", id="in force, paid above the sum"),
]

NOTHING_COUNTS = [
    pytest.param(
        [contract(1, 110), contract(2, 135, root=1), contract(3, 165, root=1, version="01")],
        {1: REFUSED, 2: REFUSED, 3: REFUSED},
        "0",
        id="only drafts",
    ),
    pytest.param([contract(1, 480, paid="50.00")], {1: REFUSED}, "0", id="void by court, though paid"),
    pytest.param([contract(1, 190, deleted=True)], {1: DELETED}, "0", id="deleted"),
    pytest.param([contract(1, 330, deleted=True)], {1: DELETED}, "0", id="deleted and not concluded: deleted"),
]

HELD_BACK = [
    pytest.param([contract(1, 999)], {1: UNKNOWN}, "0", id="a status nobody has described"),
    pytest.param([contract(1, None)], {1: UNKNOWN}, "0", id="no status"),
    pytest.param(
        [contract(1, 190, "100.00"), contract(2, 999, "150.00", version="01")],
        {1: SUPERSEDED, 2: UNKNOWN},
        "0",
        id="a later version nobody can read: the older does not count in its place",
    ),
    pytest.param(
        [contract(1, 999, "100.00"), contract(2, 190, "150.00", version="01")],
        {1: SUPERSEDED, 2: LIVE},
        "150.00",
        id="an older version nobody can read does no harm",
    ),
    pytest.param([contract(1, 999, deleted=True)], {1: DELETED}, "0", id="unknown and deleted: deleted"),
    pytest.param([contract(1, 190, currency="USD")], {1: FOREIGN}, "0", id="another currency"),
    pytest.param(
        [contract(1, 190, "100.00"), contract(2, 190, "0.25", version="01", currency="USD")],
        {1: SUPERSEDED, 2: FOREIGN},
        "0",
        id="a supplement in another currency",
    ),
    pytest.param([contract(1, 330, currency="USD")], {1: REFUSED}, "0", id="another currency, not concluded"),
    pytest.param([contract(1, 190, None)], {1: NO_SUM}, "0", id="no sum"),
    pytest.param(
        [contract(1, 190, "100.00"), contract(2, 190, None, version="01")],
        {1: SUPERSEDED, 2: NO_SUM},
        "0",
        id="a supplement without a sum: the older does not count in its place",
    ),
    pytest.param(
        [contract(1, 190, "100.00"), contract(2, 110, None, version="01")],
        {1: LIVE, 2: REFUSED},
        "100.00",
        id="a draft without a sum does no harm",
    ),
]

CHAINS = [*SUPPLEMENTS, *TWO_ROOTS, *ENDED_EARLY, *NOTHING_COUNTS, *HELD_BACK]

# Every status of the register's reference table: what a lone base of 100 tenge, 40 of them paid, becomes and counts.
STATUSES = {
    **dict.fromkeys((110, 115, 120, 125, 130, 131, 135, 160, 165), (REFUSED, None, "0")),
    185: (LIVE, "in_force", "100.00"),
    190: (LIVE, "in_force", "100.00"),
    310: (LIVE, "in_force", "100.00"),
    315: (LIVE, "in_force", "100.00"),
    330: (REFUSED, None, "0"),
    340: (LIVE, "ended_early", "40.00"),
    345: (LIVE, "in_force", "100.00"),
    350: (LIVE, "ended_early", "40.00"),
    375: (LIVE, "in_force", "100.00"),
    390: (LIVE, "done", "100.00"),
    410: (REFUSED, None, "0"),
    420: (REFUSED, None, "0"),
    430: (REFUSED, None, "0"),
    450: (LIVE, "in_force", "100.00"),
    455: (SUPERSEDED, None, "0"),
    456: (SUPERSEDED, None, "0"),
    460: (LIVE, "in_force", "100.00"),
    461: (REFUSED, None, "0"),
    462: (LIVE, "ended_early", "40.00"),
    463: (LIVE, "ended_early", "40.00"),
    464: (LIVE, "done", "100.00"),
    465: (LIVE, "in_force", "100.00"),
    470: (LIVE, "done", "100.00"),
    480: (REFUSED, None, "0"),
}


def steps(decided: pl.DataFrame) -> dict[int, str]:
    """What became of each row, with the reason where it is held back."""
    words = pl.concat_str("step", "why", separator=": ", ignore_nulls=True)
    return dict(decided.select("id", words).iter_rows())


def counted(decided: pl.DataFrame) -> Decimal:
    """Tenge that enter totals."""
    return standings(decided.filter(step="live"))["amount_kzt"].sum() or Decimal(0)


def moved(rows: Iterable[dict[str, Any]], place: int) -> list[dict[str, Any]]:
    """The same chain under ids and numbers of its own."""
    shift = 1000 * (place + 1)
    return [
        row | {"id": row["id"] + shift, "root_id": row["root_id"] + shift, "number": f"{place:06}{row['number'][6:]}"}
        for row in rows
    ]


@pytest.mark.parametrize(("rows", "becomes", "counts"), CHAINS)
@pytest.mark.parametrize("turn", [1, -1], ids=["as read", "read backwards"])
def test_a_chain_counts_once_by_the_row_that_speaks_for_it(rows, becomes, counts, turn):
    decided = decide(contract_frame(rows[::turn]))

    assert steps(decided) == becomes
    assert counted(decided) == Decimal(counts)


def test_chains_side_by_side_do_not_touch_each_other():
    cases = [case.values for case in CHAINS]
    together = decide(contract_frame(row for place, (rows, *_) in enumerate(cases) for row in moved(rows, place)))

    expected = {
        1000 * (place + 1) + row_id: step
        for place, (_, becomes, _) in enumerate(cases)
        for row_id, step in becomes.items()
    }
    assert steps(together) == expected
    assert counted(together) == sum(Decimal(counts) for _, _, counts in cases)


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_of_the_reference_table_has_one_meaning(status):
    step, state, counts = STATUSES[status]
    decided = decide(contract_frame([contract(1, status, "100.00", paid="40.00")]))

    assert steps(decided) == {1: step}
    assert standings(decided.filter(step="live"))["state"].to_list() == ([state] if state else [])
    assert counted(decided) == Decimal(counts)


def test_the_reference_table_is_covered_in_full():
    assert len(STATUSES) == 33


@pytest.mark.parametrize("status", [340, 350, 462, 463])
def test_the_signed_sum_of_a_contract_ended_early_is_shown_beside(status):
    live = decide(contract_frame([contract(1, status, "100.00", paid="40.00")]))

    row = standings(live).row(0, named=True)

    assert (row["kind"], row["amount_kzt"], row["signed_kzt"]) == ("spent", Decimal("40.00"), Decimal("100.00"))


def test_the_sum_with_vat_counts_and_is_exact():
    row = contract(1, 190, "1186988723.23") | {"sum_kzt": Decimal("1059811360.03")}

    assert counted(decide(contract_frame([row]))) == Decimal("1186988723.23")
