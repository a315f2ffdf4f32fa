"""What a monitor may know, as Prometheus text: age of the data, the last run, rows of the tables. Nothing private."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dashboard.last_run import LastRun
from dashboard.snapshots import Snapshot

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
RESULTS = ("published", "unchanged", "failed", "unavailable", "interrupted")


@dataclass(frozen=True)
class State:
    """What there is to tell of: the moment, seconds since the process began, the newest edition, the last run."""

    now: datetime
    uptime_seconds: float
    snapshot: Snapshot | None
    last_run: LastRun | None


Samples = list[tuple[dict[str, str], float]]


def metrics(state: State) -> str:
    """Write every metric with its meaning; one that is not known is left out rather than told as 0."""
    return "".join(_metric(name, about, samples) for name, about, samples in _all(state) if samples)


def _all(state: State) -> Iterator[tuple[str, str, Samples]]:
    yield "aqsha_process_uptime_seconds", "Seconds since this process began.", _plain(state.uptime_seconds)
    yield from _of_snapshot(state)
    if state.last_run is not None:
        yield from _of_run(state.now, state.last_run)


def _of_snapshot(state: State) -> Iterator[tuple[str, str, Samples]]:
    snapshot = state.snapshot
    if snapshot is None:
        return
    age = (state.now - snapshot.made_at).total_seconds()
    described = snapshot.manifest["tables"] | snapshot.manifest["history"]
    rows: Samples = [({"table": name}, one["rows"]) for name, one in sorted(described.items())]
    yield "aqsha_snapshot_info", "The newest data edition, in its label.", [({"id": snapshot.id}, 1)]
    yield "aqsha_snapshot_age_seconds", "Seconds since the newest data edition was published.", _plain(age)
    yield "aqsha_table_rows", "Rows of each published table.", rows


def _of_run(now: datetime, run: LastRun) -> Iterator[tuple[str, str, Samples]]:
    results: Samples = [({"result": one}, int(one == run.result)) for one in RESULTS]
    since = None if run.last_success_at is None else (now - run.last_success_at).total_seconds()
    running = None if run.running_since is None else (now - run.running_since).total_seconds()
    read: Samples = [({"source": one.name}, int(one.ok)) for one in run.sources]
    rows: Samples = [({"source": one.name}, one.rows) for one in run.sources if one.rows is not None]
    yield "aqsha_last_run_result", "How the last nightly run ended: 1 beside its result.", results
    yield "aqsha_last_run_exit_code", "Exit code of the last nightly run.", _plain(run.exit_code)
    yield (
        "aqsha_last_run_start_timestamp_seconds",
        "When the last nightly run began.",
        _plain(run.started_at.timestamp()),
    )
    yield "aqsha_last_run_duration_seconds", "How long the last nightly run took.", _plain(run.seconds)
    yield "aqsha_last_success_age_seconds", "Seconds since the last good nightly run ended.", _plain(since)
    yield "aqsha_running_seconds", "Seconds since a nightly run began that has not ended.", _plain(running)
    yield "aqsha_source_ok", "Whether the last nightly run could read a source.", read
    yield "aqsha_source_rows", "Rows of a source in the last nightly run.", rows


def _plain(value: object) -> Samples:
    return [] if value is None else [({}, float(str(value)))]


def _metric(name: str, about: str, samples: Samples) -> str:
    lines = [f"# HELP {name} {about}", f"# TYPE {name} gauge", *(_sample(name, *one) for one in samples)]
    return "\n".join(lines) + "\n"


def _sample(name: str, labels: dict[str, str], value: float) -> str:
    named = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
    return f"{name}{{{named}}} {value!r}" if named else f"{name} {value!r}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
