"""Traps for each step of the counting rule, and what `count` and `rejected` refuse."""

from decimal import Decimal

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.transform.counting import REJECTION_WORDS, CountingError, count, rejected
from tests.pipelines.counting_cases import record, records_frame, relations_frame


def answers(rows, lines=()):
    result = count(records_frame(rows), relations_frame(lines))
    return {row["record_id"]: row for row in result.iter_rows(named=True)}


def counted(rows, lines=()):
    """Records that enter totals, with their tenge."""
    return {key: int(row["counted_kzt"]) for key, row in answers(rows, lines).items() if row["counted"]}


def test_columns_are_the_published_ones():
    result = count(records_frame([record("b", "5.25"), record("a", None)]), relations_frame([]))

    expected = pl.DataFrame(
        {
            "record_id": ["a", "b"],
            "counted": [False, True],
            "counted_kzt": [Decimal("0.00"), Decimal("5.25")],
            "not_counted_kzt": [None, Decimal("0.00")],
            "not_counted_why": [["no_amount"], []],
            "counted_with": [[], []],
        },
        schema_overrides={
            "counted_kzt": pl.Decimal(18, 2),
            "not_counted_kzt": pl.Decimal(18, 2),
            "counted_with": pl.List(pl.String),
        },
    )
    assert_frame_equal(result, expected)


def test_no_records_give_no_rows():
    assert count(records_frame([]), relations_frame([])).height == 0


LEFT_OUT = [
    *[
        pytest.param({"nature": nature}, [f"nature_{nature}"], id=nature)
        for nature in (
            "aggregate",
            "unit_price",
            "loss_or_finding",
            "stated_need",
            "residents_money",
            "private_outlay",
        )
    ],
    pytest.param({"nature": None}, ["nature_unknown"], id="nature missing"),
    pytest.param({"adjacent": True}, ["adjacent"], id="adjacent"),
    pytest.param({"state": "cancelled"}, ["cancelled"], id="cancelled"),
    pytest.param({"state": "refused"}, ["refused"], id="refused"),
    pytest.param({"amount_kzt": None, "amount_precision": None}, ["no_amount"], id="no sum in tenge"),
    pytest.param({"adjacent": True, "state": "cancelled"}, ["adjacent", "cancelled"], id="two reasons"),
]


@pytest.mark.parametrize(("fields", "why"), LEFT_OUT)
def test_step_1_leaves_out(fields, why):
    (row,) = answers([record("a", 10, **fields)]).values()

    assert not row["counted"]
    assert row["counted_kzt"] == 0
    assert row["not_counted_why"] == why
    assert row["counted_with"] == []
    assert row["not_counted_kzt"] == (None if why == ["no_amount"] else 10)


@pytest.mark.parametrize(("fields", "why"), LEFT_OUT)
def test_step_1_left_out_never_stands_takes_or_excludes(fields, why):
    rows = [record("left-out", 10, tier="register", **fields), record("twin", 9), record("whole", 100)]
    rows += [record("other", 7)]

    lines = ["left-out same_as twin", "left-out part_of whole", "left-out alternative other"]

    assert counted([rows[0], rows[1]], lines[:1]) == {"twin": 9}
    assert counted([rows[0], rows[2]], lines[1:2]) == {"whole": 100}
    assert counted([rows[0], rows[3]], lines[2:]) == {"other": 7}
    assert answers([rows[0], rows[1]], lines[:1])["left-out"]["not_counted_why"] == why


def test_step_1_sum_of_zero_is_a_sum_but_enters_no_total():
    (row,) = answers([record("a", 0)]).values()

    assert (row["counted"], row["not_counted_kzt"], row["not_counted_why"]) == (False, 0, [])


def test_step_2_levels_are_counted_alike():
    rows = [record("whole", 100, level="central"), record("part", 30, level="local")]

    assert counted(rows, ["part part_of whole"]) == {"whole": 70, "part": 30}


def _pair(first, second):
    """Give the expected winner the later id and no other advantage."""
    return [record("z-wins", 1, **first), record("a-loses", 2, **second)]


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        pytest.param({"kind": "spent"}, {"kind": "contract", "state": "done"}, id="spent beats finished contract"),
        pytest.param(
            {"kind": "spent"}, {"kind": "annual_cost", "state": "done"}, id="spent beats finished annual cost"
        ),
        pytest.param(
            {"kind": "contract", "state": "in_force"}, {"kind": "spent"}, id="running contract beats spent"
        ),
        pytest.param(
            {"kind": "contract", "state": "unknown"},
            {"kind": "spent", "state": "done"},
            id="state of the payment does not matter",
        ),
        pytest.param(
            {"kind": "annual_cost", "state": "in_force"}, {"kind": "spent"}, id="annual cost beats spent"
        ),
        *[
            pytest.param(
                {"kind": kind, "state": state}, {"kind": planned, "tier": "register"}, id=f"{kind} beats {planned}"
            )
            for kind, state in (("contract", "done"), ("spent", "unknown"), ("annual_cost", "unknown"))
            for planned in ("plan", "budget", "lot_estimate")
        ],
        pytest.param(
            {"tier": "press"}, {"tier": "register", "amount_precision": "about"}, id="exact beats about, before tier"
        ),
        *[
            pytest.param({"tier": better, "confidence": "low"}, {"tier": worse}, id=f"{better} beats {worse}")
            for better, worse in (("register", "official"), ("official", "audit"), ("audit", "press"))
        ],
        pytest.param({"confidence": "high", "category": "media.smm"}, {"confidence": "medium"}, id="high confidence"),
        pytest.param({"confidence": "medium"}, {"confidence": "low"}, id="medium confidence"),
        pytest.param({"category": "it.support"}, {"category": "media.smm"}, id="IT before its media twin"),
    ],
)  # fmt: skip
def test_step_3_one_of_two_twins_stands(winner, loser):
    rows = _pair(winner, loser)

    for line in ("z-wins same_as a-loses", "a-loses same_as z-wins"):
        assert counted(rows, [line]) == {"z-wins": 1}
        assert answers(rows, [line])["a-loses"]["not_counted_why"] == ["same_money"]
        assert answers(rows, [line])["a-loses"]["counted_with"] == ["z-wins"]


def test_step_3_smallest_id_decides_last():
    assert counted([record("b", 2), record("a", 1)], ["b same_as a"]) == {"a": 1}


CHAIN = ["a stage_of b", "b stage_of c"]


@pytest.mark.parametrize(
    ("kinds", "fields", "lines", "expected"),
    [
        pytest.param("plan plan plan", {}, CHAIN, "c", id="end of the arrows"),
        pytest.param("plan plan plan", {"a": {"tier": "register"}}, CHAIN, "c", id="end before tier"),
        pytest.param("plan plan plan", {"c": {"amount_precision": "about"}}, CHAIN, "c", id="end before exact"),
        pytest.param("plan contract budget", {}, CHAIN, "b", id="contract beats a later budget"),
        pytest.param("plan budget plan", {"b": {"state": "cancelled"}}, CHAIN, "c", id="through a cancelled stage"),
        pytest.param("contract contract spent", {}, CHAIN, "b", id="the later of two contracts, though paid on"),
        pytest.param("contract contract spent", {"b": {"state": "done"}}, CHAIN, "c", id="later contract finished"),
        pytest.param("contract contract spent", {"a": {"state": "done"}}, CHAIN, "b", id="only earlier finished"),
        pytest.param(
            "budget budget budget",
            {"c": {"tier": "register"}},
            ["a stage_of b", "c same_as a"],
            "b",
            id="the twin of an earlier stage is earlier too",
        ),
        pytest.param("plan plan plan", {}, ["a stage_of b", "a same_as b", "b same_as c"], "b", id="arrow among twins"),
        pytest.param("plan plan plan", {"c": {"state": "refused"}}, CHAIN, "b", id="refused end steps back"),
    ],
)  # fmt: skip
def test_step_3_stages(kinds, fields, lines, expected):
    rows = [record(key, 5, kind=kind, **fields.get(key, {})) for key, kind in zip("abc", kinds.split(), strict=True)]

    assert counted(rows, lines) == {expected: 5}


def test_step_3_group_holds_through_a_record_left_out():
    rows = [record("a", 5), record("b", 6), record("between", 5, adjacent=True)]

    assert counted(rows, ["a same_as between", "between same_as b"]) == {"a": 5}


def test_step_4_neither_of_two_alternatives_counts():
    rows = [record("a", 30), record("b", 35)]

    result = answers(rows, ["a alternative b"])

    assert not any(row["counted"] for row in result.values())
    assert [row["counted_with"] for row in result.values()] == [["b"], ["a"]]
    assert [row["not_counted_why"] for row in result.values()] == [["alternative"]] * 2


def test_step_4_three_alternatives_name_their_own_others():
    rows = [record("a", 30), record("b", 35), record("c", 40)]

    result = answers(rows, ["a alternative b", "c alternative b"])

    assert [row["counted_with"] for row in result.values()] == [["b"], ["a", "c"], ["b"]]


def test_step_4_holds_for_the_whole_group():
    rows = [record("a", 30, tier="register"), record("twin-of-a", 31), record("b", 35)]

    result = answers(rows, ["a same_as twin-of-a", "twin-of-a alternative b"])

    assert not any(row["counted"] for row in result.values())
    assert result["b"]["counted_with"] == ["a"]
    assert result["twin-of-a"]["not_counted_why"] == ["same_money"]


def test_step_4_same_money_is_no_alternative():
    assert counted([record("a", 30), record("b", 35)], ["a same_as b", "a alternative b"]) == {"a": 30}


def test_step_4_alternative_takes_nothing_from_a_whole():
    rows = [record("a", 30), record("b", 35), record("whole", 100)]

    assert counted(rows, ["a alternative b", "a part_of whole", "b part_of whole"]) == {"whole": 100}


@pytest.mark.parametrize(
    ("amounts", "lines", "expected"),
    [
        pytest.param({"w": 100, "p": 30}, ["p part_of w"], {"w": 70, "p": 30}, id="remainder"),
        pytest.param({"w": 100, "p": 60, "q": 40}, ["p part_of w", "q part_of w"], {"p": 60, "q": 40}, id="covered"),
        pytest.param({"w": 100, "p": 130}, ["p part_of w"], {"p": 130}, id="parts exceed the whole"),
        pytest.param(
            {"w": 100, "m": 50, "p": 20}, ["p part_of m", "m part_of w"], {"w": 50, "m": 30, "p": 20}, id="two depths"
        ),
        pytest.param(
            {"w": 100, "m": 50, "p": 20},
            ["p part_of m", "m part_of w", "p part_of w"],
            {"w": 50, "m": 30, "p": 20},
            id="a part named at both depths is taken once",
        ),
        pytest.param(
            {"w": 100, "m": 50, "n": 40, "p": 20},
            ["p part_of m", "p part_of n", "m part_of w", "n part_of w"],
            {"w": 30, "m": 30, "n": 20, "p": 20},
            id="a part of two parts is taken once",
        ),
        pytest.param(
            {"w": 100, "m": 50, "p": 60}, ["p part_of m", "m part_of w"], {"w": 40, "p": 60}, id="excess goes up"
        ),
        pytest.param(
            {"w": 100, "v": 80, "p": 30},
            ["p part_of w", "w same_as v"],
            {"v": 50, "p": 30},
            id="a part of a twin is a part of the group",
        ),
        pytest.param(
            {"w": 100, "p": 30, "q": 20},
            ["p part_of w", "p same_as q"],
            {"w": 70, "p": 30},
            id="a twin of a part is taken once",
        ),
        pytest.param(
            {"w": 100, "p": 30, "q": 20},
            ["p part_of w", "p same_as q", "q part_of w"],
            {"w": 70, "p": 30},
            id="both twins name the whole",
        ),
        pytest.param({"w": 100, "p": 30}, ["p part_of w", "p stage_of w"], {"w": 100}, id="part of the same money"),
    ],
)  # fmt: skip
def test_step_5_parts(amounts, lines, expected):
    assert counted([record(key, amount) for key, amount in amounts.items()], lines) == expected


def test_step_5_part_beneath_a_left_out_whole_reaches_the_whole_above():
    rows = [record("w", 100), record("m", 50, nature="aggregate"), record("p", 20)]

    assert counted(rows, ["p part_of m", "m part_of w"]) == {"w": 80, "p": 20}


def test_step_5_whole_with_a_remainder_says_what_covers_the_rest():
    rows = [record("w", 100), record("z", 30), record("a", 20), record("x", 5, state="cancelled")]

    whole = answers(rows, ["z part_of w", "a part_of w", "x part_of w"])["w"]

    assert whole["counted"]
    assert (whole["counted_kzt"], whole["not_counted_kzt"]) == (50, 50)
    assert whole["not_counted_why"] == ["covered_by_parts"]
    assert whole["counted_with"] == ["a", "z"]


def test_step_5_whole_covered_more_than_wholly_shows_its_parts():
    whole = answers([record("w", 100), record("p", 130)], ["p part_of w"])["w"]

    assert (whole["counted"], whole["counted_kzt"], whole["not_counted_kzt"]) == (False, 0, 100)
    assert whole["counted_with"] == ["p"]


def test_step_5_remainder_is_exact_to_the_tiyn():
    rows = [record("w", "9999999999999999.99"), record("p", "0.01")]

    assert answers(rows, ["p part_of w"])["w"]["counted_kzt"] == Decimal("9999999999999999.98")


UNUSABLE = [
    pytest.param("a part_of gone", "no_such_to", id="dangling end"),
    pytest.param("gone same_as a", "no_such_from", id="dangling start"),
    pytest.param("gone stage_of lost", "no_such_records", id="both dangle"),
    pytest.param("a inside b", "unknown_relation", id="unknown word"),
    pytest.param("a alternative a", "points_at_itself", id="itself"),
]


@pytest.mark.parametrize(("line", "reason"), UNUSABLE)
def test_unusable_relation_is_named_and_refused(line, reason):
    records, relations = records_frame([record("a", 1), record("b", 2)]), relations_frame([line, "a same_as b"])

    refused = rejected(records, relations)

    start, word, end = line.split()
    assert refused.rows() == [(start, end, word, reason)]
    with pytest.raises(CountingError) as raised:
        count(records, relations)
    assert f"{line} {REJECTION_WORDS[reason]}" in str(raised.value)
    keys = ["from_id", "to_id", "relation"]
    assert count(records, relations.join(refused, on=keys, how="anti", nulls_equal=True)).height == 2


def test_relation_without_ends_or_word_is_refused():
    relations = pl.DataFrame({"from_id": ["a", None], "to_id": [None, "a"], "relation": ["part_of", None]})

    refused = rejected(records_frame([record("a", 1)]), relations)

    assert sorted(refused["reason"]) == ["no_such_to", "unknown_relation"]


def test_usable_relations_are_not_refused():
    records = records_frame([record("a", 1), record("b", 2)])

    assert rejected(records, relations_frame(["a part_of b", "b part_of a"])).height == 0


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        pytest.param(["a part_of b", "b part_of a"], ["a part_of b", "b part_of a"], id="parts"),
        pytest.param(
            ["a part_of b", "b part_of c", "c part_of a"],
            ["a part_of b", "b part_of c", "c part_of a"],
            id="three parts",
        ),
        pytest.param(["a stage_of b", "b stage_of a"], ["a stage_of b", "b stage_of a"], id="stages"),
        pytest.param(
            ["a part_of b", "b same_as c", "c part_of a"],
            ["a part_of b", "c part_of a", "same_as"],
            id="through twins",
        ),
        pytest.param(
            ["a part_of b", "b part_of a", "c part_of b", "d part_of c"],
            ["a part_of b", "b part_of a"],
            id="with others hanging on",
        ),
    ],
)
def test_circle_is_refused_and_named(lines, named):
    rows = [record(key, 1) for key in "abcd"]

    with pytest.raises(CountingError) as raised:
        count(records_frame(rows), relations_frame(lines))

    assert all(line in str(raised.value) for line in named)
    assert "Remove or turn round" in str(raised.value)


def test_circle_is_refused_even_among_records_left_out():
    rows = [record(key, 1, adjacent=True) for key in "ab"]

    with pytest.raises(CountingError, match="a part_of b"):
        count(records_frame(rows), relations_frame(["a part_of b", "b part_of a"]))


def test_doubled_record_is_refused():
    with pytest.raises(CountingError, match="several rows: a"):
        count(records_frame([record("a", 1), record("a", 2)]), relations_frame([]))


def test_amount_below_zero_is_refused():
    with pytest.raises(CountingError, match="below zero: a"):
        count(records_frame([record("a", -1)]), relations_frame([]))


def test_long_chains_and_broad_wholes_are_counted():
    size = 2_000
    rows = [record(f"r{number:05}", 1, kind="plan") for number in range(size)] + [record("whole", size)]
    stages = [f"r{number:05} stage_of r{number + 1:05}" for number in range(size - 1)]
    parts = [f"r{number:05} part_of whole" for number in range(size)]

    assert counted(rows, stages) == {f"r{size - 1:05}": 1, "whole": size}
    assert sum(counted(rows, parts).values()) == size
