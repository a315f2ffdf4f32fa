"""The nightly run killed with -9 at any moment: readers have the old snapshot or the new one, whole, at all times."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard import snapshots
from pipelines import publish
from pipelines.check import check_snapshot
from pipelines.settings import PipelineSettings
from tests.pipelines.running import OPEN_AKIMAT, REPOSITORY, edit_row, own_facts

pytestmark = pytest.mark.prove

SPENDING = "curated/spending.jsonl"
ANYWHERE, IN_PUBLISH = 28, 28
SEED = 20261122
LONGEST_RUN = 120
BEFORE_THE_FIRST_STEP = "start"


@dataclass(frozen=True)
class Moment:
    """When to kill: a share of the whole run's time, or of the time after the last step began."""

    share: float
    in_publish: bool


@dataclass
class Run:
    """A nightly run in a process of its own, its steps read from its log."""

    process: subprocess.Popen[bytes]
    log: Path
    started: float

    def step(self) -> str:
        """Return the step that the log names last."""
        lines = [line for line in self.log.read_text().splitlines() if line.endswith("}")]
        return json.loads(lines[-1])["step"] if lines else BEFORE_THE_FIRST_STEP

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=LONGEST_RUN)


@dataclass(frozen=True)
class Durations:
    """Seconds of an undisturbed run: all of it, and its last step."""

    whole: float
    publish: float


def environment(settings: PipelineSettings) -> dict[str, str]:
    folders = {"DATA": settings.data, "RAW": settings.raw, "SNAPSHOTS": settings.snapshots}
    return os.environ | {f"AQSHA_{name}": str(path) for name, path in folders.items()} | {"PYTHONPATH": str(REPOSITORY)}


def start(settings: PipelineSettings) -> Run:
    log = settings.data.parent / "run.log"
    command = [sys.executable, "-m", "pipelines", "nightly"]
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command, cwd=REPOSITORY, env=environment(settings), stdout=subprocess.DEVNULL, stderr=errors
        )
    return Run(process, log, time.monotonic())


def measured(settings: PipelineSettings) -> Durations:
    """Let one run end and take its times."""
    run, publishing = start(settings), None
    while run.process.poll() is None:
        if publishing is None and run.step() == "publish":
            publishing = time.monotonic()
    ended = time.monotonic()
    assert run.process.returncode == 0
    assert publishing is not None
    return Durations(ended - run.started, ended - publishing)


def usual_of(settings: PipelineSettings) -> Durations:
    """Return the times of the quickest of three runs: after a slow one kills would fall behind the end of others."""
    found = []
    for amount in (78_999_997, 78_999_998, 78_999_999):
        edit_row(settings, SPENDING, OPEN_AKIMAT, amount_kzt=amount)
        found.append(measured(settings))
    return Durations(min(one.whole for one in found), min(one.publish for one in found))


def moments() -> Iterator[Moment]:
    """Give moments spread evenly over the run, then over its last step, each somewhere in its own stretch."""
    chance = random.Random(SEED)
    for many, in_publish in ((ANYWHERE, False), (IN_PUBLISH, True)):
        yield from (Moment((number + chance.random()) / many, in_publish) for number in range(many))


def amount_read(settings: PipelineSettings, snapshot_id: str) -> tuple[Decimal, Decimal]:
    """Return what a reader of the site finds: the amount that changes from run to run, and all counted tenge."""
    with duckdb.connect(settings.snapshots / snapshot_id / "serve.duckdb", read_only=True) as reader:
        one = reader.execute("SELECT amount_kzt FROM records WHERE record_id = ?", [OPEN_AKIMAT]).fetchone()
        total = reader.execute("SELECT sum(counted_kzt) FROM facts").fetchone()
    assert one is not None
    assert total is not None
    return one[0], total[0]


def read_as_a_reader(settings: PipelineSettings) -> tuple[str, Decimal]:
    """Open the newest snapshot as the site does; its figures are those of its own manifest."""
    newest = snapshots.newest(settings.snapshots)
    assert newest is not None, "readers found no snapshot"
    amount, total = amount_read(settings, newest.id)
    assert total == newest.counted("local") + newest.counted("central")
    return newest.id, amount


def read_until_killed(
    settings: PipelineSettings, run: Run, moment: Moment, usual: Durations
) -> set[tuple[str, Decimal]]:
    """Read the newest snapshot again and again until the moment has come or the run has ended, then kill the run."""
    found = {read_as_a_reader(settings)}
    while moment.in_publish and run.step() != "publish" and run.process.poll() is None:
        found.add(read_as_a_reader(settings))
    since, length = (time.monotonic(), usual.publish) if moment.in_publish else (run.started, usual.whole)
    while time.monotonic() < since + moment.share * length and run.process.poll() is None:
        found.add(read_as_a_reader(settings))
    run.kill()
    return found


def phase(settings: PipelineSettings, run: Run, old: str) -> str:
    """Say how far a killed run came, by its log and by what lies on the disk."""
    if run.process.returncode == 0:
        return "ended before the kill"
    if run.step() != "publish":
        return run.step()
    for building in settings.snapshots.glob(".building-*"):
        begun = [name for name in ("serve.duckdb", "manifest.json", "history") if (building / name).exists()]
        return f"publish: {begun[0] if begun else 'tables'} begun"
    return "publish: between rename and pointer" if publish.latest_id(settings.snapshots) == old else "publish: pointed"


def test_no_kill_ever_shows_readers_a_mix(tmp_path: Path, tell: Callable[[str], None]) -> None:
    settings = own_facts(tmp_path)
    measured(settings)
    usual = usual_of(settings)
    kills: Counter[str] = Counter()

    for number, moment in enumerate(moments()):
        old, old_amount = read_as_a_reader(settings)
        new_amount = Decimal(79_000_001 + number)
        edit_row(settings, SPENDING, OPEN_AKIMAT, amount_kzt=int(new_amount))

        run = start(settings)
        found = read_until_killed(settings, run, moment, usual)
        kills[phase(settings, run, old)] += 1

        newest, amount = read_as_a_reader(settings)
        found.add((newest, amount))
        assert {(snapshot_id == old, one) for snapshot_id, one in found} <= {(True, old_amount), (False, new_amount)}
        assert check_snapshot(settings.snapshots, None) == newest

    told = "\n".join(f"{many:>4}  {name}" for name, many in kills.most_common())
    tell(f"killed with -9 at {sum(kills.values())} moments of a run of {usual.whole:.1f} s, seed {SEED}:\n{told}")
    assert sum(kills.values()) - kills["ended before the kill"] >= 40
    assert sum(many for name, many in kills.items() if name.startswith("publish")) >= 10


def test_the_run_after_a_kill_clears_what_it_left(tmp_path: Path) -> None:
    settings = own_facts(tmp_path)
    usual = measured(settings)
    edit_row(settings, SPENDING, OPEN_AKIMAT, amount_kzt=79_000_001)
    killed = start(settings)
    while not list(settings.snapshots.glob(".building-*")):
        assert killed.process.poll() is None, f"the run ended within {usual.whole:.1f} s and left nothing"
    killed.kill()
    assert list(settings.snapshots.glob(".building-*"))

    measured(settings)

    assert [path.name for path in settings.snapshots.glob(".*")] == [".lock"]
    assert list(settings.raw.rglob("*.tmp")) == []
    command = [sys.executable, "-m", "pipelines", "check"]
    checked = subprocess.run(
        command, cwd=REPOSITORY, env=environment(settings), capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    assert publish.latest_id(settings.snapshots) in checked.stdout
    assert read_as_a_reader(settings)[1] == 79_000_001
