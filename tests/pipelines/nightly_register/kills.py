"""Nights killed with -9 at random moments and begun again, until one comes to its end."""

import json
import random
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.settings import PipelineSettings
from tests.pipelines.nightly_register.nights import home, started, tables_of
from tests.register.faults import Plan

LONGEST = 300
EARLY = 0.7
"""Nights begun again are shorter, so that kills in this part of a whole one still reach the last step."""
BEFORE_THE_FIRST_STEP = "start"
TROUBLE = Plan(("all",), rate=0.2, slow_seconds=0.02, hang_seconds=1.2, retry_after=0)
IN_TROUBLE = {"TIMEOUT": "1", "ATTEMPTS": "10"}
"""Settings against that plan: a hanging call is given up, and tried often enough to come through."""


@dataclass
class Killed:
    """What came of many killed nights: the step each was killed in, nights that ended, all tables they published."""

    steps: Counter[str] = field(default_factory=Counter)
    ended: int = 0
    published: list[dict[str, str]] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    @property
    def kills(self) -> int:
        """Nights killed on their way."""
        return sum(self.steps.values())

    def __str__(self) -> str:
        """One line of figures."""
        where = ", ".join(f"{step} {many}" for step, many in self.steps.most_common())
        seconds = time.monotonic() - self.began
        return (
            f"{self.kills} nights killed with -9 ({where}), {len(self.published)} first loads brought to their end by "
            f"{self.ended} more; {seconds:.0f} s, {seconds / max(1, self.kills):.1f} s a kill"
        )


@dataclass(frozen=True)
class Undisturbed:
    """A night that nobody killed: SHA-256 of its tables, how long it took, and what it said."""

    tables: dict[str, str]
    seconds: float
    said: str


def undisturbed(folder: Path, url: str, **given: str) -> Undisturbed:
    """Let one night come to its end, in a process of its own."""
    settings, began = home(folder), time.monotonic()
    process = started(settings, url, _said(settings), **given)
    code = process.wait(timeout=LONGEST)
    said = _said(settings).read_text()
    assert code == 0, said
    return Undisturbed(tables_of(settings), time.monotonic() - began, said)


def kill_nights(many: int, folder: Path, url: str, seconds: float, seed: int, **given: str) -> Killed:
    """Kill this many nights, each at a random moment of the first part of a whole one, and let the others end.

    Every first load begins in a folder of its own; a killed night is begun again in the same folder until one ends.
    """
    chance, killed = random.Random(seed), Killed()
    while killed.kills < many:
        settings = home(folder / f"load-{len(killed.published)}")
        while not _comes_to_its_end(settings, url, _moment(chance, seconds, killed, many), given):
            killed.steps[_step(settings)] += 1
        killed.ended += 1
        killed.published.append(tables_of(settings))
    return killed


def _moment(chance: random.Random, seconds: float, killed: Killed, many: int) -> float:
    return chance.random() * EARLY * seconds if killed.kills < many else LONGEST


def _said(settings: PipelineSettings) -> Path:
    return settings.data.parent / "said.log"


def _comes_to_its_end(settings: PipelineSettings, url: str, seconds: float, given: dict[str, str]) -> bool:
    process = started(settings, url, _said(settings), **given)
    try:
        code = process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=LONGEST)
        return False
    assert code == 0, _said(settings).read_text()
    return True


def _step(settings: PipelineSettings) -> str:
    """Return the step that the log names last."""
    lines = [json.loads(line) for line in _said(settings).read_text().splitlines() if line.endswith("}")]
    steps = [line["step"] for line in lines if line.get("event") == "step"]
    return steps[-1] if steps else BEFORE_THE_FIRST_STEP
