"""Reads the health file beside the snapshots: how the last nightly run ended, and since when there was no good one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

FILE: Final = "health.json"
GOOD: Final = ("published", "unchanged")


@dataclass(frozen=True)
class SourceRead:
    """How one source came in: whether it did, why not, and its rows where that is known."""

    name: str
    ok: bool
    sentence: str
    rows: int | None


@dataclass(frozen=True)
class LastRun:
    """The last nightly run that ended.

    Attributes:
        started_at: Start, UTC.
        finished_at: End, UTC; missing for a run that was killed.
        result: published, unchanged, failed, unavailable or interrupted.
        exit_code: What the command answered.
        sentence: Why it stopped, in the run's own words (English).
        snapshot_id: The edition that served after it.
        seconds: Duration.
        sources: How each source came in.
        last_success_at: End of the last good run, UTC; missing where there was none.
        running_since: Start of a run that has not ended yet, UTC.
    """

    started_at: datetime
    finished_at: datetime | None
    result: str
    exit_code: int | None
    sentence: str
    snapshot_id: str | None
    seconds: Decimal | None
    sources: tuple[SourceRead, ...]
    last_success_at: datetime | None
    running_since: datetime | None

    @property
    def good(self) -> bool:
        """Tell whether the run did all it should."""
        return self.result in GOOD

    def is_late(self, now: datetime, hours: float) -> bool:
        """Tell whether the last good run ended more than so many hours ago, or there was none."""
        return self.last_success_at is None or now - self.last_success_at > timedelta(hours=hours)


def read(snapshots: Path) -> LastRun | None:
    """Return the last run; nothing where none has ended yet or the file can't be read."""
    try:
        told = json.loads((snapshots / FILE).read_text(encoding="utf-8"))
        return _last_run(told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InvalidOperation):
        return None


def _last_run(told: Mapping[str, Any]) -> LastRun:
    started_at = _moment(told["started_at"])
    if started_at is None:
        raise ValueError("a run without a start")
    return LastRun(
        started_at=started_at,
        finished_at=_moment(told["finished_at"]),
        result=told["result"],
        exit_code=told["exit_code"],
        sentence=told["sentence"] or "",
        snapshot_id=told["snapshot_id"],
        seconds=None if told["duration_seconds"] is None else Decimal(told["duration_seconds"]),
        sources=tuple(
            SourceRead(one["name"], one["ok"], one["sentence"] or "", one["rows"]) for one in told["sources"]
        ),
        last_success_at=_moment(told["last_success_at"]),
        running_since=_moment(told["running_since"]),
    )


def _moment(iso: str | None) -> datetime | None:
    """Read a moment; one that names no zone is UTC."""
    if iso is None:
        return None
    moment = datetime.fromisoformat(iso)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
