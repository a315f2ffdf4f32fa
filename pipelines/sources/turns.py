"""Reading one by one, in turns: the longest unread first, so many calls a night, nothing read twice or lost."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from pipelines.errors import SourceChanged
from pipelines.sources.lesser import Visit, chunks, load, store

TURNS: dict[str, Any] = {"key": pl.String, "asked_on": pl.String, "read_on": pl.String}
"""When a key was last asked for, and when its last good answer came (empty: never)."""

SAVED_AFTER = 200
RETRIED_AFTER = 7
FAULTS_IN_A_ROW = 3

Row = Mapping[str, Any]
Ask = Callable[[list[str]], Mapping[str, Sequence[Row]]]
"""Asks for some keys; gives the rows of each (with their `key`). A key left out keeps the rows it has."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a source is read in turns.

    Attributes:
        what: The source's name in a message.
        columns: Columns of its rows, the first is `key`.
        again_after: Days after which a key is asked for again.
        together: Keys in one call.
    """

    what: str
    columns: Mapping[str, Any]
    again_after: int
    together: int = 1


def due(wanted: Iterable[str], turns: pl.DataFrame, day: str, again_after: int, most: int) -> list[str]:
    """Choose the keys of tonight: those never asked for, then those asked for longest ago.

    Args:
        wanted: All keys.
        turns: When each was asked for, columns of TURNS.
        day: Tonight.
        again_after: Days after which a key is asked for again; one whose last asking gave nothing waits a week at most.
        most: Keys tonight, at most.
    """
    asked = {key: (asked_on, asked_on == read_on) for key, asked_on, read_on in turns.iter_rows()}
    last = {good: _before(day, again_after if good else min(again_after, RETRIED_AFTER)) for good in (True, False)}
    waiting = (key for key in wanted if key not in asked or asked[key][0] <= last[asked[key][1]])
    return sorted(waiting, key=lambda key: (asked[key][0] if key in asked else "", key))[:most]


def _before(day: str, days: int) -> str:
    return f"{date.fromisoformat(day) - timedelta(days=days):%Y-%m-%d}"


def take(visit: Visit, wanted: Iterable[str], plan: Plan, ask: Ask) -> None:
    """Ask for tonight's keys and keep their rows; what was read stays read whatever happens after.

    Raises:
        SourceUnavailable: The source stopped answering; what was read before is kept.
        SourceChanged: An answer had another form. A single one is put at the end of the queue and the rest is read
            before this is raised; some in a row end the reading.
    """
    turns = load(visit.folder / "turns.parquet", TURNS)
    keys = due(wanted, turns, visit.day, plan.again_after, visit.calls * plan.together)
    batches = list(chunks(keys, plan.together))
    faults: list[str] = []
    for start in range(0, len(batches), SAVED_AFTER):
        taken = _Taken([], {}, [], 0)
        try:
            _ask_all(batches[start : start + SAVED_AFTER], ask, taken)
        finally:
            _save(visit, plan, taken)
            faults += taken.faults
        visit.report(f"{plan.what}: {min(start + SAVED_AFTER, len(batches))} of {len(batches)} calls")
    if faults:
        raise SourceChanged(f"{faults[0]} ({len(faults)} such answers tonight; the rest was read.)")


@dataclass(slots=True)
class _Taken:
    rows: list[Row]
    answered: dict[str, bool]
    faults: list[str]
    in_a_row: int


def _ask_all(batches: Sequence[list[str]], ask: Ask, taken: _Taken) -> None:
    for batch in batches:
        try:
            rows = ask(batch)
        except SourceChanged as error:
            _note_fault(taken, batch, error)
            continue
        taken.in_a_row = 0
        taken.answered |= {key: key in rows for key in batch}
        taken.rows += (row for key in batch for row in rows.get(key, ()))


def _note_fault(taken: _Taken, batch: list[str], error: SourceChanged) -> None:
    taken.faults.append(str(error))
    taken.answered |= dict.fromkeys(batch, False)
    taken.in_a_row += 1
    if taken.in_a_row == FAULTS_IN_A_ROW:
        raise error


def _save(visit: Visit, plan: Plan, taken: _Taken) -> None:
    """Rows first, then the turns: a kill between the two costs a second asking, never a row."""
    if not taken.answered:
        return
    read = [key for key, good in taken.answered.items() if good]
    before = kept(visit, plan).filter(~pl.col("key").is_in(read))
    fresh = pl.DataFrame(taken.rows, schema=dict(plan.columns)).sort(list(plan.columns))
    store(visit.folder / "rows.parquet", pl.concat([before, fresh]))
    turns = load(visit.folder / "turns.parquet", TURNS)
    last_read = dict(turns.select("key", "read_on").iter_rows())
    new = [(key, visit.day, visit.day if good else last_read.get(key)) for key, good in taken.answered.items()]
    others = turns.filter(~pl.col("key").is_in(list(taken.answered)))
    asked = pl.concat([others, pl.DataFrame(new, schema=TURNS, orient="row")]).sort("key")
    store(visit.folder / "turns.parquet", asked)


def kept(visit: Visit, plan: Plan) -> pl.DataFrame:
    """Return the rows of all good answers so far."""
    return load(visit.folder / "rows.parquet", plan.columns)
