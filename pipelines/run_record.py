"""Follows one run from its beginning to its end, and sees that the diary and the health file tell how it ended."""

import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final, Protocol

import polars as pl
import structlog

from pipelines import __version__, diary, health
from pipelines.diary import RegionTotal, Run, SourceState
from pipelines.errors import PipelineError, SourceUnavailable
from pipelines.publish import latest_id

_PATH: Final = re.compile(r"(?<![\w:/.~-])~?/(?:[^\s/'\",;:()]+/)+(?=[^\s/])")
_SECRET_NAME: Final = re.compile(r"TOKEN|PASSWORD|SECRET|KEY$")
_BEARER: Final = re.compile(r"(?i)\b(bearer)\s+\S+")
_SHORTEST_SECRET: Final = 6


class RowsRead(Protocol):
    """The part of a reconciled account that the diary needs."""

    @property
    def dataset(self) -> str:
        """Name of the source."""

    @property
    def rows_in(self) -> int:
        """Rows read."""

    @property
    def rows_quarantined(self) -> int:
        """Rows held back."""


def run_id_of(now: datetime) -> str:
    """Name a run by its start, to the second, UTC."""
    return now.astimezone(UTC).isoformat(timespec="seconds")


def host_free(sentence: str, environment: Mapping[str, str]) -> str:
    """Take out of a sentence what readers must not see: folders of the machine and values of secret settings."""
    secrets = {value for name, value in environment.items() if _SECRET_NAME.search(name) and name.startswith("AQSHA_")}
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST_SECRET:
            sentence = sentence.replace(secret, "***")
    return _PATH.sub("…/", _BEARER.sub(r"\1 ***", sentence))


@dataclass(slots=True)
class RunRecord:
    """What is known of a run so far; the steps of the run add to it.

    Attributes:
        snapshots: Folder of snapshots.
        now: Start of the run, UTC.
        sources: How each source came in, by name.
        rows_quarantined: Rows held back.
        changes: Records that came, changed and went, once that is known.
        regions: Counted tenge by region and level, for a run that publishes.
    """

    snapshots: Path
    now: datetime
    sources: dict[str, SourceState] = field(default_factory=dict)
    rows_quarantined: int | None = None
    changes: Mapping[str, int] | None = None
    regions: tuple[RegionTotal, ...] = ()
    _clock: float = field(default_factory=time.monotonic)

    def source(
        self, name: str, *, ok: bool = True, rows: int | None = None, changed: int | None = None, sentence: str = ""
    ) -> None:
        """Note how a source came in; what is said later of the same one stands.

        Args:
            name: Name of the source.
            ok: Whether it was read.
            rows: Rows of it that this run worked with.
            changed: Of them new or other than at the last reading, where that is known.
            sentence: Why it was not read.
        """
        self.sources[name] = SourceState(name, ok, host_free(sentence, os.environ), rows, changed)

    def accounts(self, accounts: Iterable[RowsRead]) -> None:
        """Note the rows of all reconciled sources; what was said of one before (changed rows) is kept."""
        held_back = 0
        for one in accounts:
            held_back += one.rows_quarantined
            known = self.sources.get(one.dataset, SourceState(one.dataset))
            self.sources[one.dataset] = SourceState(
                one.dataset, known.ok, known.sentence, one.rows_in, known.rows_changed
            )
        self.rows_quarantined = held_back

    def compared(self, changes: pl.DataFrame, before: pl.DataFrame | None, after: pl.DataFrame) -> None:
        """Note what differs from the snapshot before.

        Args:
            changes: The history table of that name.
            before: Records of the snapshot before; nothing for the first one.
            after: Records now.
        """
        counts = dict(changes.group_by("change").len().iter_rows())
        self.changes = {name: counts.get(name, 0) for name in ("added", "changed", "gone")}
        self.regions = diary.region_totals(before, after)

    def tables(self, before: Path | None, snapshot_id: str) -> dict[str, pl.DataFrame]:
        """Return the history tables `runs` and `run_regions` of the snapshot that this run is about to publish."""
        return diary.tables(before, [*diary.runs(self.snapshots), self.ended("published", 0, snapshot_id=snapshot_id)])

    def ended(self, result: str, exit_code: int, sentence: str = "", snapshot_id: str | None = None) -> Run:
        """Return the run as it ends now."""
        seconds = time.monotonic() - self._clock
        same = {"added": 0, "changed": 0, "gone": 0} if result == "unchanged" else {}
        changes = self.changes if self.changes is not None and result != "unchanged" else same
        return Run(
            run_id=run_id_of(self.now),
            result=result,
            finished_at=run_id_of(self.now + timedelta(seconds=seconds)),
            exit_code=exit_code,
            sentence=host_free(sentence, os.environ),
            snapshot_id=snapshot_id,
            code_version=__version__,
            seconds=Decimal(f"{seconds:.1f}"),
            rows_in=_total(one.rows for one in self.sources.values()),
            rows_changed=_total(one.rows_changed for one in self.sources.values()),
            rows_quarantined=self.rows_quarantined,
            records_added=changes.get("added"),
            records_changed=changes.get("changed"),
            records_gone=changes.get("gone"),
            sources=tuple(self.sources.values()),
            regions=self.regions if result == "published" else (),
        )


def _total(counts: Iterable[int | None]) -> int | None:
    known = [one for one in counts if one is not None]
    return sum(known) if known else None


@contextmanager
def recorded(snapshots: Path, now: datetime) -> Iterator[RunRecord]:
    """Write in diary and health file that a run begins, and how it ended; hold the lock of the folder around it.

    A run that ends well has published when the newest snapshot is another one after it. An error goes on to the caller.
    A diary that can't be written stops no run: that is logged.
    """
    record, before = RunRecord(snapshots, now), latest_id(snapshots)
    with _logged("begin"):
        diary.began(snapshots, run_id_of(now), __version__)
        health.write_begin(snapshots, run_id_of(now))
    try:
        yield record
    except BaseException as error:
        _write_end(record, record.ended(*_how(error)))
        raise
    serving = latest_id(snapshots)
    _write_end(record, record.ended("unchanged" if serving == before else "published", 0, snapshot_id=serving))


def _how(error: BaseException) -> tuple[str, int, str]:
    """Return result, exit code and sentence of a run that an error stopped."""
    if isinstance(error, SourceUnavailable):
        return "unavailable", 3, str(error)
    if isinstance(error, PipelineError):
        return "failed", 1, str(error)
    if isinstance(error, KeyboardInterrupt):
        return "failed", 130, "The run was stopped by hand."
    return "failed", 1, f"{type(error).__name__}: {error}"


def _write_end(record: RunRecord, run: Run) -> None:
    with _logged("end"):
        diary.ended(record.snapshots, run)
        health.write_end(record.snapshots, run, latest_id(record.snapshots))


@contextmanager
def _logged(moment: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        structlog.get_logger().warning("the diary of runs could not be written", moment=moment, why=str(error))
