"""Keeps the diary of runs beside the snapshots, and makes the history tables of a snapshot from it.

`diary.jsonl` gets one line when a run begins and one when it ends, each on the disk before the run goes on. A run that
has no second line was killed. A torn last line, all that a killed writer can leave, is passed over.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import polars as pl

from pipelines import history
from pipelines.schemas.housekeeping import RunRegions, Runs
from pipelines.transform.frames import columns, frame

FILE: Final = "diary.jsonl"
BEGAN: Final = "began"
ENDED: Final = "ended"
SUCCESSES: Final = ("published", "unchanged")


@dataclass(frozen=True, slots=True)
class SourceState:
    """How one source came in: whether it did, in words if it did not, and how many rows."""

    name: str
    ok: bool = True
    sentence: str = ""
    rows: int | None = None
    rows_changed: int | None = None


@dataclass(frozen=True, slots=True)
class RegionTotal:
    """Counted tenge of a region at a level before and after a run; before is missing for the first edition."""

    region: str
    level: str
    counted_before_kzt: Decimal | None
    counted_after_kzt: Decimal


@dataclass(frozen=True, slots=True)
class Run:
    """One run as it ended.

    Attributes:
        run_id: Start of the run, ISO text in UTC.
        result: One of RESULTS.
        finished_at: End, ISO text in UTC; missing for a run that was killed.
        exit_code: What the command answered; missing for a run that was killed.
        sentence: Why it stopped, without paths of the machine; empty for a good run.
        snapshot_id: Edition made or found unchanged; missing where the run stopped.
        code_version: Version of the code.
        seconds: Duration.
        rows_in: Rows read.
        rows_changed: Rows of sources that are new or other than at their last reading.
        rows_quarantined: Rows held back.
        records_added: Records that came.
        records_changed: Records that changed.
        records_gone: Records that went.
        sources: How each source came in.
        regions: Counted tenge by region and level, for a run that published.
    """

    run_id: str
    result: str
    finished_at: str | None = None
    exit_code: int | None = None
    sentence: str = ""
    snapshot_id: str | None = None
    code_version: str | None = None
    seconds: Decimal | None = None
    rows_in: int | None = None
    rows_changed: int | None = None
    rows_quarantined: int | None = None
    records_added: int | None = None
    records_changed: int | None = None
    records_gone: int | None = None
    sources: tuple[SourceState, ...] = field(default=())
    regions: tuple[RegionTotal, ...] = field(default=())

    @property
    def good(self) -> bool:
        """Tell whether the run did all it should."""
        return self.result in SUCCESSES


def began(snapshots: Path, run_id: str, code_version: str) -> None:
    """Write that a run begins; call it while the lock of the folder is held.

    Runs that were killed before it get their last line here. What a killed writer left of a line is cut off.
    """
    _cut_torn_line(snapshots / FILE)
    killed = [Run(one, "interrupted") for one in unfinished(snapshots)]
    lines = [_line(ENDED, asdict(one)) for one in killed]
    _append(snapshots / FILE, [*lines, _line(BEGAN, {"run_id": run_id, "code_version": code_version})])


def ended(snapshots: Path, run: Run) -> None:
    """Write how a run ended."""
    _append(snapshots / FILE, [_line(ENDED, asdict(run))])


def runs(snapshots: Path) -> list[Run]:
    """Return the runs that ended, the oldest first; of two lines about one run the later holds."""
    read = (_run(one) for one in _read(snapshots / FILE) if one["event"] == ENDED)
    told = {run.run_id: run for run in read if run is not None}
    return [told[run_id] for run_id in sorted(told)]


def unfinished(snapshots: Path) -> list[str]:
    """Return the runs that began and have not said how they ended: killed, or still at work."""
    open_runs: dict[str, None] = {}
    for one in _read(snapshots / FILE):
        if one["event"] == BEGAN:
            open_runs[one["run_id"]] = None
        else:
            open_runs.pop(one["run_id"], None)
    return list(open_runs)


def tables(before: Path | None, so_far: Iterable[Run]) -> dict[str, pl.DataFrame]:
    """Make the history tables of a snapshot.

    Args:
        before: Folder of the snapshot before, whose tables are carried on; nothing for the first one.
        so_far: The runs of the diary and the one that publishes.

    Returns:
        `runs`, one row a run, and `run_regions`, one row per publishing run, region and level. What the diary says of a
        run stands in place of what the snapshot before said of it, unless the diary only knows that it was killed.
    """
    told = {run.run_id: run for run in so_far}
    old_runs = _carried(before, "runs", columns(Runs))
    published = set(old_runs.filter(pl.col("result") == "published")["run_id"])
    sure = [run for run in told.values() if run.result != "interrupted" or run.run_id not in published]
    fresh = frame((asdict(run) for run in sure), Runs)
    regions = frame(({"run_id": run.run_id, **asdict(one)} for run in sure for one in run.regions), RunRegions)
    return {
        "runs": _joined(old_runs, fresh, ["run_id"]),
        "run_regions": _joined(
            _carried(before, "run_regions", columns(RunRegions)), regions, ["run_id", "region", "level"]
        ),
    }


def region_totals(before: pl.DataFrame | None, after: pl.DataFrame) -> tuple[RegionTotal, ...]:
    """Add up the counted tenge of each region and level.

    Args:
        before: Records of the snapshot before; nothing for the first one.
        after: Records now.

    Returns:
        One total per region and level that either has records in; nothing counted is 0.
    """
    now, was = _totals(after), _totals(before) if before is not None else None
    keys = sorted(now.keys() | (was or {}).keys())
    zero = Decimal("0.00")
    return tuple(
        RegionTotal(
            region, level, None if was is None else was.get((region, level), zero), now.get((region, level), zero)
        )
        for region, level in keys
    )


def _totals(records: pl.DataFrame) -> dict[tuple[str, str], Decimal]:
    sums = records.group_by("region", "level").agg(pl.col("counted_kzt").sum())
    return {(region, level): tenge for region, level, tenge in sums.iter_rows()}


def _carried(before: Path | None, name: str, layout: pl.Schema) -> pl.DataFrame:
    """Read a history table of the snapshot before in today's columns: those it lacks are missing in its rows."""
    old = history.read_table(before, name, "history")
    if old is None:
        return pl.DataFrame(schema=layout)
    return old.select(
        (pl.col(name) if name in old.columns else pl.lit(None)).cast(kind).alias(name) for name, kind in layout.items()
    )


def _joined(old: pl.DataFrame, fresh: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    kept = old.join(fresh.select("run_id").unique(), on="run_id", how="anti")
    return pl.concat([kept, fresh]).sort(key)


def _line(event: str, told: Mapping[str, Any]) -> str:
    return json.dumps({"event": event, **told}, ensure_ascii=False, default=str) + "\n"


def _append(path: Path, lines: Iterable[str]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("".join(lines))
        file.flush()
        os.fsync(file.fileno())


def _cut_torn_line(path: Path) -> None:
    if not path.exists():
        return
    with path.open("r+b") as file:
        whole = file.read()
        file.truncate(whole.rfind(b"\n") + 1)


def _read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines that are whole and say what a line must."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict) and told.get("event") in (BEGAN, ENDED) and isinstance(told.get("run_id"), str):
            yield told


def _run(told: Mapping[str, Any]) -> Run | None:
    """Read a run from its line; nothing where the line was spoiled by hand."""
    plain = {name: told.get(name) for name in Run.__dataclass_fields__ if name not in ("seconds", "sources", "regions")}
    try:
        return Run(
            **plain,  # type: ignore[arg-type]
            seconds=_decimal(told.get("seconds")),
            sources=tuple(_source(one) for one in told.get("sources", ())),
            regions=tuple(_region(one) for one in told.get("regions", ())),
        )
    except (KeyError, TypeError, ArithmeticError):
        return None


def _source(told: Mapping[str, Any]) -> SourceState:
    return SourceState(**{name: told[name] for name in SourceState.__dataclass_fields__})


def _region(told: Mapping[str, Any]) -> RegionTotal:
    before, after = _decimal(told["counted_before_kzt"]), Decimal(told["counted_after_kzt"])
    return RegionTotal(told["region"], told["level"], before, after)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
