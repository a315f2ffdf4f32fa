"""Reading in turns: everybody gets a turn, nobody is read twice, faults stop nobody else."""

import polars as pl
import pytest

from pipelines.errors import SourceChanged, SourceUnavailable
from pipelines.sources import turns
from pipelines.sources.http import Caller
from pipelines.sources.lesser import Visit, Wanted, load

KEYS = [f"key-{number:02d}" for number in range(7)]
PLAN = turns.Plan("A source", {"key": pl.String, "value": pl.String}, again_after=30)


def take(folder, day, calls, ask, keys=KEYS, plan=PLAN):
    visit = Visit(
        Caller("a source", "http://source"), Wanted(), folder, day, calls, shrunk=False, report=lambda _: None
    )
    turns.take(visit, keys, plan, ask)


def answer(value="a"):
    asked = []

    def ask(keys):
        asked.extend(keys)
        return {key: [{"key": key, "value": value}] for key in keys}

    return ask, asked


def test_every_key_has_its_turn_before_any_has_a_second(tmp_path):
    ask, asked = answer()

    for number in range(1, 4):
        take(tmp_path, f"2026-03-{number:02d}", 3, ask)

    assert asked == KEYS


def test_a_key_is_asked_again_when_its_answer_is_old_and_the_oldest_first(tmp_path):
    first, _ = answer()
    take(tmp_path, "2026-03-01", 99, first, KEYS[4:])
    take(tmp_path, "2026-03-02", 99, first)
    again, asked = answer("b")

    take(tmp_path, "2026-04-15", 5, again)

    assert asked == [*KEYS[4:], *KEYS[:2]]
    kept = dict(load(tmp_path / "rows.parquet", PLAN.columns).iter_rows())
    assert kept == dict.fromkeys(KEYS, "a") | dict.fromkeys(asked, "b")


def test_nobody_is_asked_before_the_time_is_up(tmp_path):
    ask, asked = answer()
    take(tmp_path, "2026-03-01", 99, ask)
    asked.clear()

    take(tmp_path, "2026-03-30", 99, ask)

    assert asked == []


def test_what_was_read_before_the_source_fell_silent_is_kept_and_the_next_night_goes_on(tmp_path):
    ask, asked = answer()

    def falls_silent(keys):
        if len(asked) == 3:
            raise SourceUnavailable("silent")
        return ask(keys)

    with pytest.raises(SourceUnavailable):
        take(tmp_path, "2026-03-01", 99, falls_silent)
    asked.clear()
    take(tmp_path, "2026-03-02", 99, ask)

    assert asked == KEYS[3:]
    assert load(tmp_path / "rows.parquet", PLAN.columns).height == len(KEYS)


def test_one_garbled_answer_is_told_and_does_not_hold_up_the_others(tmp_path):
    ask, asked = answer()

    def one_garbled(keys):
        if keys == [KEYS[0]]:
            raise SourceChanged("garbled")
        return ask(keys)

    with pytest.raises(SourceChanged, match=r"garbled \(1 such"):
        take(tmp_path, "2026-03-01", 99, one_garbled)
    assert asked == KEYS[1:]

    with pytest.raises(SourceChanged):
        take(tmp_path, "2026-04-15", 1, one_garbled)
    asked.clear()
    take(tmp_path, "2026-04-15", 1, ask)
    assert asked == [KEYS[1]], "the garbled one went to the end of the queue"


def test_who_gave_nothing_is_asked_again_after_a_week(tmp_path):
    take(tmp_path, "2026-03-01", 99, lambda _: {}, KEYS[:1])
    ask, asked = answer()

    take(tmp_path, "2026-03-07", 99, ask, KEYS[:1])
    assert asked == []
    take(tmp_path, "2026-03-08", 99, ask, KEYS[:1])
    take(tmp_path, "2026-03-16", 99, ask, KEYS[:1])

    assert asked == KEYS[:1]


def test_a_source_that_answers_garbage_to_everybody_is_left_in_peace(tmp_path):
    calls = []

    def garbage(keys):
        calls.append(keys)
        raise SourceChanged("garbage")

    with pytest.raises(SourceChanged):
        take(tmp_path, "2026-03-01", 99, garbage)

    assert len(calls) == turns.FAULTS_IN_A_ROW


def test_a_key_without_an_answer_keeps_its_rows(tmp_path):
    ask, _ = answer()
    take(tmp_path, "2026-03-01", 99, ask)

    take(tmp_path, "2026-04-15", 99, lambda _: {})

    assert load(tmp_path / "rows.parquet", PLAN.columns).height == len(KEYS)
    assert set(load(tmp_path / "turns.parquet", turns.TURNS)["read_on"]) == {"2026-03-01"}


def test_a_budget_of_calls_covers_many_keys_where_a_call_takes_many(tmp_path):
    ask, asked = answer()
    plan = turns.Plan("A source", PLAN.columns, again_after=30, together=3)

    take(tmp_path, "2026-03-01", 2, ask, plan=plan)

    assert asked == KEYS[:6]
