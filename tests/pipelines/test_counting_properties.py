"""What holds for the counting rule whatever the records and relations are."""

import random
from decimal import Decimal
from itertools import combinations, pairwise, product

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.transform.counting import count
from tests.pipelines.counting_cases import record, records_frame, relations_frame

FEW = settings(max_examples=60, deadline=None)
FIELDS = st.fixed_dictionaries(
    {
        "level": st.sampled_from(["local", "central"]),
        "kind": st.sampled_from(["contract", "annual_cost", "spent", "plan", "budget", "lot_estimate"]),
        "nature": st.sampled_from(["purchase"] * 5 + ["aggregate"]),
        "state": st.sampled_from(["unknown", "done", "in_force", "announced", "cancelled"]),
        "adjacent": st.sampled_from([False] * 5 + [True]),
        "amount_precision": st.sampled_from(["exact", "about"]),
        "tier": st.sampled_from(["register", "official", "audit", "press"]),
        "confidence": st.sampled_from(["high", "medium", "low"]),
        "category": st.sampled_from(["it.other", "media.smm"]),
    }
)
AMOUNTS = st.one_of(st.none(), st.integers(0, 10_000).map(lambda tiyn: Decimal(tiyn).scaleb(-2)))


@st.composite
def cases(draw):
    """Records in groups tied by stages and neighbouring twins, and arrows from lower to higher groups only.

    That way neither parts nor stages can go in a circle, not even through twins.
    """
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    groups = [[f"g{group}r{number}" for number in range(size)] for group, size in enumerate(sizes)]
    rows = [record(key, draw(AMOUNTS), **draw(FIELDS)) for group in groups for key in group]
    lines = [line for group in groups for line in draw(_ties(group))]
    ordered = [(low, high) for lower, higher in combinations(groups, 2) for low, high in product(lower, higher)]
    if ordered:
        for word in ("part_of", "alternative"):
            lines += [f"{low} {word} {high}" for low, high in draw(st.lists(st.sampled_from(ordered), max_size=5))]
    return rows, lines


def _ties(group):
    neighbours = [f"{low} same_as {high}" for low, high in pairwise(group)]
    stages = [f"{low} stage_of {high}" for low, high in combinations(group, 2)]
    return st.lists(st.sampled_from(neighbours + stages), max_size=4) if stages else st.just([])


def counted(rows, lines):
    return count(records_frame(rows), relations_frame(lines))


def total(result):
    return sum(result["counted_kzt"].to_list(), Decimal(0))


@given(cases(), st.randoms(use_true_random=False))
@FEW
def test_order_of_input_does_not_matter(case, shuffler):
    rows, lines = case

    mixed_rows = shuffler.sample(rows, len(rows))
    mixed_lines = shuffler.sample(lines, len(lines))

    assert_frame_equal(counted(mixed_rows, mixed_lines), counted(rows, lines))


@given(cases())
@FEW
def test_repeating_relations_changes_nothing(case):
    rows, lines = case

    assert_frame_equal(counted(rows, lines + lines[::-1]), counted(rows, lines))


@given(cases())
@FEW
def test_counted_and_not_counted_make_the_amount_and_every_rest_has_a_reason(case):
    rows, lines = case

    for row in counted(rows, lines).join(records_frame(rows), on="record_id").iter_rows(named=True):
        counted_kzt, left_kzt, amount_kzt = row["counted_kzt"], row["not_counted_kzt"], row["amount_kzt"]
        assert counted_kzt >= 0
        assert row["counted"] == (counted_kzt > 0)
        assert (left_kzt is None) == (amount_kzt is None)
        assert amount_kzt is None or (left_kzt >= 0 and counted_kzt + left_kzt == amount_kzt)
        assert bool(row["not_counted_why"]) or left_kzt == 0
        assert row["record_id"] not in row["counted_with"]


@given(cases(), st.data())
@FEW
def test_reporting_a_counted_sum_once_more_changes_no_total(case, data):
    rows, lines = case
    before = counted(rows, lines)
    standing = before.filter("counted")["record_id"].to_list()
    if not standing:
        return
    chosen = data.draw(st.sampled_from(standing))
    (original,) = (row for row in rows if row["record_id"] == chosen)
    twin_id = data.draw(st.sampled_from(["a-twin", "z-twin"]))

    after = counted([*rows, {**original, "record_id": twin_id}], [*lines, f"{chosen} same_as {twin_id}"])

    assert _by_dimensions(after, [*rows, {**original, "record_id": twin_id}]) == _by_dimensions(before, rows)


def _by_dimensions(result, rows):
    joined = result.filter("counted").join(records_frame(rows), on="record_id")
    sums = joined.group_by("level", "kind", "category").agg(pl.sum("counted_kzt"), pl.len())
    return sorted(sums.rows())


@given(cases())
@FEW
def test_two_alternatives_that_nothing_else_ties_never_both_count(case):
    rows, lines = case
    counts = {row["record_id"]: row["counted"] for row in counted(rows, lines).iter_rows(named=True)}
    tied = {
        key for start, word, end in map(str.split, lines) if word in ("same_as", "stage_of") for key in (start, end)
    }

    for start, word, end in map(str.split, lines):
        if word == "alternative" and not {start, end} & tied:
            assert not (counts[start] and counts[end])


@given(st.lists(st.integers(1, 100), min_size=1, max_size=12), st.integers(0, 2**16))
@FEW
def test_tree_of_parts_totals_the_larger_of_whole_and_parts_at_every_node(amounts, seed):
    """The oracle climbs the tree; the code subtracts down it."""
    choose = random.Random(seed)
    whole_of = {number: choose.randrange(number) for number in range(1, len(amounts))}

    def largest(number):
        return max(amounts[number], sum(largest(part) for part, whole in whole_of.items() if whole == number))

    result = counted(
        [record(f"r{number}", amount) for number, amount in enumerate(amounts)],
        [f"r{part} part_of r{whole}" for part, whole in whole_of.items()],
    )

    assert total(result) == largest(0)
