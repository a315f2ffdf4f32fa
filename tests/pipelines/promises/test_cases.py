"""The extractor holds its thresholds on texts kept back and on its own; the committed figures are those of today."""

from datetime import date

import pytest

from bench import measured, promises, topics
from bench.promises import SETS, cases, counts

PRECISION, RECALL = 0.95, 0.85
LEAST_CASES, LEAST_TRAPS = 80, 25


@pytest.fixture(scope="module")
def read() -> list[promises.Case]:
    return list(cases())


@pytest.mark.parametrize("part", SETS)
def test_promises_hold_the_thresholds(read: list[promises.Case], part: str) -> None:
    right, told, expected = counts([one for one in read if one.set == part])

    assert right / told >= PRECISION
    assert right / expected >= RECALL


@pytest.mark.parametrize("part", SETS)
def test_every_set_has_both_languages_and_many_traps(read: list[promises.Case], part: str) -> None:
    some = [one for one in read if one.set == part]

    assert len(some) >= LEAST_CASES
    assert {one.lang for one in some} == {"ru", "kk"}
    assert all(sum(not one.expected for one in some if one.lang == lang) >= LEAST_TRAPS - 10 for lang in ("ru", "kk"))
    assert sum(not one.expected for one in some) >= LEAST_TRAPS


def test_every_case_has_an_id_and_a_text_of_its_own(read: list[promises.Case]) -> None:
    assert len({one.id for one in read}) == len({one.text for one in read}) == len(read)


def test_networks_are_those_people_read(read: list[promises.Case]) -> None:
    asked = [
        (one.text, tuple(expected["networks"]), told.networks)
        for one in read
        if one.set == "tuned"
        for expected in one.expected
        for told in one.told
        if expected.get("networks") and promises.agrees(one.text, expected, told)
    ]

    assert len(asked) >= 5
    assert [named for _, named, _ in asked] == [told for _, _, told in asked]


@pytest.mark.parametrize("bench", [promises, topics], ids=["promises", "topics"])
def test_committed_figures_are_what_the_command_measures_now(bench) -> None:
    now = {row["id"]: row for row in map(measured.figures, bench.counted())}
    kept = {row["id"]: row for row in measured.committed(bench.__name__.removeprefix("bench."))}

    assert kept.keys() == now.keys()
    assert {key: {name: row[name] for name in now[key]} for key, row in kept.items()} == now


def test_a_figure_that_says_the_same_keeps_its_day(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(measured, "FILE", tmp_path / "measured.jsonl")
    same, better = measured.Counted("topics", "own", 10, 8, 9, 10), measured.Counted("topics", "real", 10, 8, 9, 10)
    measured.write([same, better], "first", date(2026, 1, 1))

    measured.write([same, measured.Counted("topics", "real", 10, 9, 9, 10)], "first", date(2026, 2, 2))

    assert [(row["id"], row["measured_on"], row["correct"]) for row in measured.committed("topics")] == [
        ("topics-own", "2026-01-01", 8),
        ("topics-real", "2026-02-02", 9),
    ]
