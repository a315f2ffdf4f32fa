"""The rule of chains against a plain reading of it, row by row, on chains of every shape."""

from collections import defaultdict
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.transform.register.chains import STEPS, decide
from pipelines.transform.register.standing import standings
from tests.pipelines.register.contract_rows import contract, contract_frame

PAID_COUNTS = {340, 350, 462, 463}
DROPPED = {*range(110, 166), 330, *range(410, 431), 455, 456, 461, 480}
STATUSES = [
    110, 165, 185, 190, 190, 190, 315, 330, 340, 345, 350, 375, 390, 420, 450, 455, 455, 456, 460, 461, 463, 480,
]  # fmt: skip
MONEY = st.integers(0, 10**11).map(lambda tiyn: str(Decimal(tiyn) / 100))
SHAPES = st.tuples(
    st.sampled_from(STATUSES),
    st.integers(0, 12),
    st.integers(1, 5),
    st.sampled_from([0, 0, 0, 0, 1]),
    MONEY,
    MONEY,
    st.sampled_from([False, False, False, True]),
)


@st.composite
def readings(draw):
    """Rows of a few chains; a root has a number of its own, and now and then bears the next root's number."""
    shapes = draw(st.lists(SHAPES, min_size=4, max_size=12))
    ids = draw(st.permutations(range(1, len(shapes) + 1)))
    return [
        contract(
            row_id,
            status,
            total,
            version=f"{version:02d}",
            root=root,
            base=f"000140000001/{root + step}",
            paid=paid,
            deleted=gone,
        )
        for row_id, (status, version, root, step, total, paid, gone) in zip(ids, shapes, strict=True)
    ]


def base_of(row):
    return row["number"].rsplit("/", 1)[0]


def chains_of(rows):
    """Rows that share a root or a number, and whatever shares one with these."""
    chains = []
    for row in rows:
        near = [
            chain
            for chain in chains
            if any(other["root_id"] == row["root_id"] or base_of(other) == base_of(row) for other in chain)
        ]
        chains = [chain for chain in chains if chain not in near] + [[row, *(other for one in near for other in one)]]
    return chains


def plain_total(rows):
    """Tenge and ids of the live rows, read straight from the rule."""
    total, live = Decimal(0), set()
    for chain in chains_of(rows):
        left = [row for row in chain if not row["deleted"] and row["status_id"] not in DROPPED]
        if left:
            last = max(left, key=lambda row: (int(row["number"].rsplit("/", 1)[1]), row["id"]))
            total += last["paid_vat_kzt" if last["status_id"] in PAID_COUNTS else "sum_vat_kzt"]
            live.add(last["id"])
    return total, live


@settings(max_examples=300)
@given(readings())
def test_a_plain_reading_of_the_rule_gives_the_same(rows):
    decided = decide(contract_frame(rows))
    live = standings(decided.filter(step="live"))

    assert (live["amount_kzt"].sum() or Decimal(0), set(live["id"])) == plain_total(rows)


@given(readings())
def test_every_row_takes_one_step_and_the_steps_add_up(rows):
    decided = decide(contract_frame(rows))
    by_step = defaultdict(Decimal)
    for step, amount in decided.select("step", "sum_vat_kzt").iter_rows():
        by_step[step] += amount

    assert sorted(decided["id"]) == sorted(row["id"] for row in rows)
    assert set(by_step) <= set(STEPS)
    assert sum(by_step.values()) == sum(row["sum_vat_kzt"] for row in rows)
