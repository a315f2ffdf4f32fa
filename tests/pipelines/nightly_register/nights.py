"""Nights over the test register: the whole run, over real HTTP, in this process or in one of its own."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, Self

import duckdb
import polars as pl
import pytest

from pipelines import __main__ as command_line
from pipelines import nightly, publish
from pipelines.settings import PipelineSettings
from tests.pipelines.running import REPOSITORY, own_facts
from tests.register.server import Served

FIRST_NIGHT = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
"""23 o'clock in Astana on the last day of a test register."""
PATIENT = {"RATE": "1000000", "PAUSE": "0", "LONGEST_WAIT": "0", "ATTEMPTS": "8", "TIMEOUT": "20"}


def variables(url: str, **given: str) -> dict[str, str]:
    """Return the settings of a night over a test register; those given (RATE, CUSTOMERS, …) win."""
    told = {"URL": url, "TOKEN": "test", "ALLOW_GENERATED": "1", "CUSTOMERS": "all", **PATIENT, **given}
    return {f"AQSHA_GOSZAKUP_{name}": value for name, value in told.items()} | {"AQSHA_RNU": "off"}


@contextmanager
def told(url: str, **given: str) -> Iterator[None]:
    """Set the settings of a night for a while; nothing waits for the disk meanwhile."""
    with pytest.MonkeyPatch.context() as patched:
        for name in [name for name in os.environ if name.startswith("AQSHA_")]:
            patched.delenv(name)
        for name, value in variables(url, **given).items():
            patched.setenv(name, value)
        patched.setattr(os, "fsync", lambda _: None)
        patched.setattr(publish, "_fsync", lambda _: None)
        yield


def night(settings: PipelineSettings, served: Served, now: datetime = FIRST_NIGHT, **given: str) -> nightly.Outcome:
    """Run one night in this process."""
    with told(served.url, **given):
        return nightly.run(settings, now, only=("goszakup",))


def commanded(settings: PipelineSettings, url: str, now: datetime, **given: str) -> int:
    """Run the command of one night in this process, at a moment of the test's own; return its exit code."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(now.timestamp(), tz)

    with told(url, **given), pytest.MonkeyPatch.context() as patched:
        patched.setattr(command_line, "datetime", Clock)
        for name in ("data", "raw", "snapshots"):
            patched.setenv(f"AQSHA_{name.upper()}", str(getattr(settings, name)))
        return command_line.main(["nightly", "--source", "goszakup"])


def started(settings: PipelineSettings, url: str, log: Path, **given: str) -> subprocess.Popen[bytes]:
    """Start one night in a process of its own, as a maintainer does; what it says goes to the log."""
    folders = {"DATA": settings.data, "RAW": settings.raw, "SNAPSHOTS": settings.snapshots}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AQSHA_")}
    environment |= {f"AQSHA_{name}": str(path) for name, path in folders.items()} | variables(url, **given)
    command = [sys.executable, "-m", "pipelines", "nightly", "--source", "goszakup"]
    with log.open("wb") as said:
        return subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=environment | {"PYTHONPATH": str(REPOSITORY)},
            stdout=said,
            stderr=subprocess.STDOUT,
        )


def home(folder: Path) -> PipelineSettings:
    """Return folders of a test's own with the facts kept by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    return own_facts(folder)


def copied(settings: PipelineSettings, folder: Path) -> PipelineSettings:
    """Return a copy that a test may go on with."""
    shutil.copytree(settings.data.parent, folder)
    return PipelineSettings(data=folder / "data", raw=folder / "raw", snapshots=folder / "snapshots")


def tables_of(settings: PipelineSettings) -> dict[str, str]:
    """Return the SHA-256 of every content table of the newest snapshot."""
    newest = publish.latest_id(settings.snapshots)
    assert newest is not None, "no snapshot was published"
    paths = sorted((settings.snapshots / newest / "tables").iterdir())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def from_register(records: pl.DataFrame) -> pl.DataFrame:
    """Return the records of the test register; its ids are far greater than those written down by hand."""
    number = pl.col("record_id").str.extract(r"^register-(\d+)$", 1).cast(pl.Int64)
    return records.filter(number >= 800_000_000)


def rows_of_store(settings: PipelineSettings, sql: str) -> list[tuple[Any, ...]]:
    """Ask the working store."""
    with duckdb.connect(settings.raw / "goszakup" / "register.duckdb", read_only=True) as store:
        return store.execute(sql).fetchall()
