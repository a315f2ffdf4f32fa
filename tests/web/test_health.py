"""Monitors learn whether the process lives, whether its data are fresh and how the last run ended; nothing private."""

import json
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from starlette.applications import Starlette

from dashboard import last_run
from dashboard.settings import Settings
from pipelines import health
from pipelines.errors import SourceUnavailable
from pipelines.run_record import recorded
from pipelines.schemas import CONTENT_VERSION
from tests.apart import apart
from web.health import health_routes
from web.metrics import RESULTS
from web.routes import plain_routes

DAY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
EDITION = "2026-11-22-0123abcd"
TOMORROW = DAY + timedelta(days=1)
LINE = re.compile(r'(aqsha_[a-z_]+)(?:\{([a-z]+)="((?:[^"\\]|\\.)*)"\})? (-?[0-9.e+]+)')


@pytest.fixture
def root(tmp_path):
    """A folder with one edition, of which only what monitors are told of is there."""
    folder = tmp_path / EDITION
    folder.mkdir()
    described = {"tables": {"records": {"rows": 190}, "spend": {"rows": 0}}, "history": {"runs": {"rows": 1}}}
    manifest = {"id": EDITION, "made_at": DAY.isoformat(), "schema_version": CONTENT_VERSION, **described}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "serve.duckdb").touch()
    (tmp_path / "latest").write_text(EDITION + "\n")
    return tmp_path


def ask(root, address, now=TOMORROW):
    routes = health_routes(lambda: True, Settings(snapshots=root), clock=lambda: now)

    async def send():
        transport = httpx.ASGITransport(app=Starlette(routes=routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
            return await client.get(address)

    return apart(send())


def figures(root, now=TOMORROW):
    """Read /metrics as Prometheus would: (name, label) → value."""
    lines = ask(root, "/metrics", now).text.splitlines()
    samples = [LINE.fullmatch(line) for line in lines if not line.startswith("#")]
    assert all(samples), lines
    return {(one[1], one[3]): float(one[4]) for one in samples}


def good_night(root, day=DAY):
    with recorded(root, day) as record:
        record.source("spending", rows=190)


def bad_night(root, day=DAY):
    with suppress(SourceUnavailable), recorded(root, day) as record:
        record.source("goszakup", ok=False, sentence="down")
        raise SourceUnavailable("goszakup is down")


def test_process_lives_whatever_the_data_are(root):
    bad_night(root)

    answer = ask(root, "/healthz", DAY + timedelta(days=90))

    assert (answer.status_code, answer.text) == (200, "ok")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("hours", "status"), [pytest.param(29, 200, id="fresh"), pytest.param(31, 503, id="late")])
def test_full_health_tells_whether_the_data_are_late(root, hours, status):
    good_night(root)

    answer = ask(root, "/healthz?full", DAY + timedelta(hours=hours))

    told = answer.json()
    assert (answer.status_code, told["late"]) == (status, status == 503)
    assert told["snapshot"] == EDITION
    assert told["last_run"]["result"] == "unchanged"


def test_failed_run_is_told_and_is_late_only_by_the_last_good_one(root):
    good_night(root)
    bad_night(root, DAY + timedelta(hours=24))

    told = ask(root, "/healthz?full", DAY + timedelta(hours=25)).json()

    assert told["late"] is False
    assert (told["last_run"]["result"], told["last_run"]["exit_code"]) == ("unavailable", 3)
    assert told["last_run"]["sentence"] == "goszakup is down"
    assert ask(root, "/healthz?full", DAY + timedelta(hours=31)).status_code == 503


def test_late_hours_can_be_set(root, monkeypatch):
    monkeypatch.setenv("AQSHA_ALERT_LATE_HOURS", "100")
    good_night(root)

    assert ask(root, "/healthz?full", DAY + timedelta(hours=99)).status_code == 200


@pytest.mark.parametrize("written", [None, "", "[]", '{"running_since": "2026-11-22T03:00:00+00:00"}', '{"a": 1}'])
def test_where_no_run_has_ended_nothing_is_called_late(root, written):
    if written is not None:
        (root / health.FILE).write_text(written)

    answer = ask(root, "/healthz?full")

    assert (answer.status_code, answer.json()["late"]) == (200, None)
    assert not [name for name, _ in figures(root) if name.startswith("aqsha_last_run")]


def test_metrics_tell_age_rows_and_the_last_run(root):
    good_night(root)

    told = figures(root, DAY + timedelta(hours=2))

    assert {label: rows for (name, label), rows in told.items() if name == "aqsha_table_rows"} == {
        "records": 190,
        "spend": 0,
        "runs": 1,
    }
    assert told["aqsha_snapshot_age_seconds", None] == 7200
    assert told["aqsha_snapshot_info", EDITION] == 1
    assert 7190 <= told["aqsha_last_success_age_seconds", None] <= 7200
    assert told["aqsha_last_run_exit_code", None] == 0
    assert told["aqsha_last_run_start_timestamp_seconds", None] == DAY.timestamp()
    assert {one: told["aqsha_last_run_result", one] for one in RESULTS} == {
        one: float(one == "unchanged") for one in RESULTS
    }
    assert (told["aqsha_source_ok", "spending"], told["aqsha_source_rows", "spending"]) == (1, 190)
    assert told["aqsha_process_uptime_seconds", None] >= 0
    assert ("aqsha_running_seconds", None) not in told


def test_metrics_of_a_bad_night(root):
    bad_night(root)

    told = figures(root)

    assert told["aqsha_last_run_result", "unavailable"] == 1
    assert told["aqsha_last_run_exit_code", None] == 3
    assert told["aqsha_source_ok", "goszakup"] == 0
    assert ("aqsha_source_rows", "goszakup") not in told
    assert ("aqsha_last_success_age_seconds", None) not in told


def test_metrics_tell_of_a_run_at_work(root):
    good_night(root)
    with recorded(root, TOMORROW):
        assert figures(root, TOMORROW + timedelta(hours=3))["aqsha_running_seconds", None] == 10800


def test_metrics_without_any_edition_tell_the_process_alone(tmp_path):
    assert {name for name, _ in figures(tmp_path)} == {"aqsha_process_uptime_seconds"}


def test_metrics_are_in_the_form_prometheus_reads(root):
    bad_night(root)

    answer = ask(root, "/metrics")

    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.endswith("\n")
    named = re.findall(r"# HELP (\S+) \S", answer.text)
    assert len(named) == len(set(named)) == answer.text.count("# TYPE ")


def test_label_with_quotes_stays_one_label(root):
    with recorded(root, DAY) as record:
        record.source('a"b\\c', rows=1)

    assert figures(root)["aqsha_source_rows", 'a\\"b\\\\c'] == 1


def test_metrics_hold_no_sentence_and_no_folder(root):
    bad_night(root)

    text = ask(root, "/metrics").text

    assert "is down" not in text
    assert str(root) not in text


def test_the_site_has_the_health_routes(root):
    paths = {route.path for route in plain_routes(lambda: True, Settings(snapshots=root))}

    assert {"/healthz", "/readyz", "/metrics"} <= paths


def test_health_file_of_the_nightly_run_is_read_in_full(root):
    good_night(root)
    bad_night(root, TOMORROW)

    run = last_run.read(root)

    written = json.loads((root / health.FILE).read_text(encoding="utf-8"))
    assert last_run.FILE == health.FILE
    assert (run.result, run.exit_code, run.sentence) == ("unavailable", 3, "goszakup is down")
    assert run.started_at == TOMORROW
    assert run.last_success_at.isoformat() == written["last_success_at"]
    assert str(run.seconds) == written["duration_seconds"]
    assert run.snapshot_id == written["snapshot_id"] == EDITION
    assert run.sources == (last_run.SourceRead("goszakup", ok=False, sentence="down", rows=None),)
    assert not run.good
