"""A run that dies at any moment loses nothing and doubles nothing: the next one ends where an undisturbed one would."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from pipelines.sources.goszakup import diary, finished_parts, pages, reading
from pipelines.sources.goszakup.rows import SCHEMAS
from tests.pipelines.goszakup.fake import FakeRegister, contract, lot, plan, read, subject
from tests.register.faults import Plan
from tests.register.server import running

SINCE = "2026-08-15"
ROOT = Path(__file__).resolve().parents[3]
# Kills itself with signal 9 at the nth renaming of a file or writing of the diary; then there is nothing to clean up.
KILLED = """
import os, signal, sqlite3, sys
from datetime import UTC, datetime
from pathlib import Path
from pydantic import SecretStr
from pipelines.sources.goszakup import GoszakupSettings, diary, load

url, folder, what, left = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])

def counted(wrapped):
    def call(*given):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return wrapped(*given)
    return call

if what == "renaming":
    os.replace = counted(os.replace)
if what == "diary":
    diary.Diary._change = counted(diary.Diary._change)
settings = GoszakupSettings(
    url=url, token="test", rate=1e6, pause=0, longest_wait=0, customers="all", since="2026", allow_generated=True
)
load(settings, folder, datetime(2026, 11, 20, 12, tzinfo=UTC), lambda _: None, given_person_key=SecretStr("key"),
     local_buyers=lambda subjects: subjects.filter("is_customer")["bin"].head(3).to_list(),
     may_take_generated=True)
"""


class Crash(BaseException):
    """The machine went away."""


def _register():
    register = FakeRegister(
        Subjects=[subject(pid) for pid in range(1, 6)],
        Contract=[contract(id_, crdate=f"2026-{9 + id_ % 3:02d}-05 10:00:00") for id_ in range(1, 16)],
        Lots=[lot(id_, customerBin="190440000001") for id_ in range(1, 4)],
        Plans=[plan(id_, subjectBiin="190440000001") for id_ in range(1, 4)],
    )
    register.cap = 3
    return register


def _content(folder):
    """Everything the parts say, in the order they take effect."""
    content = {}
    for resource in SCHEMAS:
        frames = [pl.read_parquet(part.path) for part in finished_parts(folder, resource)]
        content[resource] = pl.concat(frames).rows() if frames else []
    return content


def _crash_at(monkeypatch, owner, name, number, *, after):
    """Let the nth call of a function be the last thing that happens, before or after it did its work."""
    wrapped, left = getattr(owner, name), [number]

    def call(*given, **named):
        left[0] -= 1
        if left[0] == 0 and not after:
            raise Crash
        result = wrapped(*given, **named)
        if left[0] == 0:
            raise Crash
        return result

    monkeypatch.setattr(owner, name, call)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("number", [1, 2, 5])
@pytest.mark.parametrize(
    ("owner", "name"),
    [
        pytest.param(pages, "put_in_place", id="page renamed"),
        pytest.param(reading, "write_part", id="part written"),
        pytest.param(diary.Diary, "open", id="window opened"),
        pytest.param(diary.Diary, "page_kept", id="page in the diary"),
        pytest.param(diary.Diary, "all_read", id="last page in the diary"),
        pytest.param(diary.Diary, "finish", id="part in the diary"),
        pytest.param(diary.Diary, "set_note", id="note"),
    ],
)
def test_a_run_broken_off_anywhere_is_made_good(tmp_path, monkeypatch, clean, owner, name, number, after):
    folder = tmp_path
    with monkeypatch.context() as patched:
        _crash_at(patched, owner, name, number, after=after)
        with pytest.raises(Crash):
            read(_register(), folder, since=SINCE)

    read(_register(), folder, since=SINCE)

    assert _content(folder) == clean
    assert not list(folder.rglob("*.tmp"))


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean")
    read(_register(), folder, since=SINCE)
    return _content(folder)


@pytest.fixture(scope="module")
def served():
    with running(rows=600) as served:
        yield served


@pytest.fixture(scope="module")
def undisturbed(served, tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    assert _run(served, folder, "nothing", 0) == 0
    return _content(folder)


@pytest.mark.parametrize(
    ("what", "number"),
    [
        pytest.param("renaming", 3, id="before a file has its name"),
        pytest.param("diary", 17, id="before the diary knows"),
    ],
)
def test_kill_9_loses_nothing_and_doubles_nothing(served, undisturbed, tmp_path, what, number):
    assert _run(served, tmp_path, what, number) == -signal.SIGKILL
    assert _run(served, tmp_path, what, 4) == -signal.SIGKILL

    assert _run(served, tmp_path, "nothing", 0) == 0

    assert _content(tmp_path) == undisturbed


def test_every_passing_fault_at_random_ends_with_the_same_rows(undisturbed, tmp_path):
    faults = Plan(("all",), rate=0.4, slow_seconds=0, hang_seconds=0, retry_after=0)
    with running(rows=600, faults=faults) as troubled:
        assert _run(troubled, tmp_path, "nothing", 0) == 0
        assert len(troubled.portal.faults.came) > 5

    assert _content(tmp_path) == undisturbed


def _run(served, folder, what, number):
    command = [sys.executable, "-c", KILLED, served.url, str(folder), what, str(number)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr.decode()[-2000:]
    return done.returncode
