"""Tells maintainers of a failed, late or recovered run; a failure to tell them changes no exit code."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import structlog
from pydantic import ValidationError

from pipelines import diary, health
from pipelines.alert_texts import GUIDES, TEXTS
from pipelines.alert_ways import OUTSIDE, AlertSettings, Channels, Message, plain, send
from pipelines.diary import Run
from pipelines.errors import PipelineError
from pipelines.publish import latest_id, only_one_run
from pipelines.run_record import run_id_of

TOLD: Final = ".alerted.json"
REPEAT_AFTER: Final = timedelta(hours=20)


def after_run(snapshots: Path, now: datetime, channels: Channels = OUTSIDE) -> None:
    """Tell of the run that just ended, if there is something to tell: it failed, or the trouble before it is over.

    Never raises: what can't be told is logged. The same trouble is told again only after 20 hours.

    Args:
        snapshots: Folder of snapshots.
        now: Start of the run, as given to it. A run that never got the lock wrote no diary and is not told of.
        channels: Ways out.
    """
    try:
        settings = AlertSettings()
        runs = diary.runs(snapshots)
        if runs and runs[-1].run_id == run_id_of(now):
            _tell_of(snapshots, runs, datetime.now(UTC), settings, channels)
    except (ValidationError, OSError) as error:
        structlog.get_logger().warning("alerts could not be prepared", why=plain(error))


def _tell_of(snapshots: Path, runs: list[Run], now: datetime, settings: AlertSettings, channels: Channels) -> None:
    run, told = runs[-1], health.read_json(snapshots / TOLD)
    lacking = tuple(one.name for one in run.sources if not one.ok)
    if run.good and not lacking:
        was_bad = len(runs) > 1 and (not runs[-2].good or any(not one.ok for one in runs[-2].sources))
        if was_bad or told:
            send(_message("recovered", run, snapshots, settings), settings, channels)
        (snapshots / TOLD).unlink(missing_ok=True)
        return
    kind = "partial" if run.good else run.result
    key = " ".join((kind, *lacking)) if run.good else f"{kind} {run.sentence}"
    _tell_once(snapshots, key, _message(kind, run, snapshots, settings), now, settings, channels)


def watch(
    snapshots: Path,
    now: datetime,
    say: Callable[[str], None],
    channels: Channels = OUTSIDE,
) -> int:
    """Look whether the last good run is too long ago, or the last run was cut off, and tell maintainers of it.

    Args:
        snapshots: Folder of snapshots.
        now: The moment of looking, UTC.
        say: Told the result in words.
        channels: Ways out.

    Returns:
        Exit code: 0 all is well, 1 late or cut off, 2 a setting can't be used.
    """
    try:
        settings = AlertSettings()
    except ValidationError as error:
        say(plain(error))
        return 2
    message = _trouble(snapshots, now, settings)
    if message is None:
        say("The last good run is recent enough.")
        return 0
    say(f"{message.subject}\n{message.text}")
    state = health.read(snapshots)
    key = f"{message.kind} {state.get('last_success_at')}"
    _tell_once(snapshots, key, message, now, settings, channels)
    return 1


def _trouble(snapshots: Path, now: datetime, settings: AlertSettings) -> Message | None:
    cut_off = _cut_off(snapshots)
    if cut_off is not None:
        return _message("interrupted", cut_off, snapshots, settings)
    if is_late(health.read(snapshots).get("last_success_at"), now, settings.alert_late_hours):
        runs = diary.runs(snapshots)
        return _message("late", runs[-1] if runs else None, snapshots, settings)
    return None


def is_late(last_success_at: str | None, now: datetime, hours: float) -> bool:
    """Tell whether the last good run ended more than so many hours ago, or there was none."""
    return last_success_at is None or now - datetime.fromisoformat(last_success_at) > timedelta(hours=hours)


def _cut_off(snapshots: Path) -> Run | None:
    """Return the run that was killed, if the last one was; a run still at work holds the lock."""
    if not snapshots.is_dir():
        return None
    try:
        with only_one_run(snapshots):
            open_runs, ended = diary.unfinished(snapshots), diary.runs(snapshots)
    except PipelineError:
        return None
    if open_runs:
        return Run(open_runs[-1], "interrupted")
    return ended[-1] if ended and ended[-1].result == "interrupted" else None


def _message(kind: str, run: Run | None, snapshots: Path, settings: AlertSettings) -> Message:
    words = TEXTS[settings.alert_lang]
    lines = [*_about(kind, run, words), *_state(kind, snapshots, words)]
    if kind != "recovered":
        lines.append(words["guide"].format(guide=GUIDES[settings.alert_lang]))
    return Message(kind, words[kind], "\n".join(lines))


def _about(kind: str, run: Run | None, words: dict[str, str]) -> Iterator[str]:
    """Yield what happened: when, and why in the run's own words."""
    if run is None:
        return
    when = "when_interrupted" if run.result == "interrupted" else "when_good" if run.good else "when"
    moments = {"started": _moment(run.run_id), "finished": _moment(run.finished_at), "exit_code": run.exit_code}
    yield words[when].format(**moments)
    if when == "when":
        yield words["why"].format(sentence=run.sentence or words["no_sentence"])
    for one in run.sources:
        if not one.ok and kind != "recovered":
            yield words["source"].format(name=one.name, sentence=one.sentence or words["no_sentence"])


def _state(kind: str, snapshots: Path, words: dict[str, str]) -> Iterator[str]:
    """Yield since when there was no good run, and what readers see."""
    last_success, serving = health.read(snapshots).get("last_success_at"), latest_id(snapshots)
    if kind not in ("recovered", "partial"):
        yield words["last_success"].format(last_success=_moment(last_success)) if last_success else words["never"]
    if serving is None:
        yield words["serves_nothing"]
    else:
        yield words["serves_new" if kind in ("recovered", "partial") else "serves"].format(snapshot_id=serving)


def _moment(iso: str | None) -> str:
    return f"{datetime.fromisoformat(iso).astimezone(UTC):%d.%m.%Y %H:%M} UTC" if iso else "—"


def _tell_once(
    snapshots: Path, key: str, message: Message, now: datetime, settings: AlertSettings, channels: Channels
) -> None:
    """Send a message unless the same trouble was told less than 20 hours ago."""
    told = health.read_json(snapshots / TOLD)
    if told.get("key") == key and now - datetime.fromisoformat(told["at"]) < REPEAT_AFTER:
        return
    if send(message, settings, channels) and snapshots.is_dir():
        health.write_whole(snapshots / TOLD, {"key": key, "at": now.isoformat(timespec="seconds")})
