"""The diary tells of every run, also of those that were killed, and every snapshot carries it on."""

import json
from datetime import timedelta
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import diary, health, publish, run_record
from pipelines.diary import RegionTotal, Run, SourceState
from pipelines.errors import CheckFailed, SourceUnavailable
from pipelines.run_record import host_free, recorded, run_id_of
from pipelines.schemas.housekeeping import RESULTS, RunRegions, Runs
from tests.pipelines.running import DAY

TOMORROW = DAY + timedelta(days=1)
FIRST, SECOND = "2026-11-22T03:00:00+00:00", "2026-11-23T03:00:00+00:00"


@pytest.fixture
def snapshots(tmp_path):
    return tmp_path


def keep(snapshots, name, table):
    """Lay a history table down as a published snapshot would."""
    folder = snapshots / "2026-11-21-00000000"
    (folder / "history").mkdir(parents=True, exist_ok=True)
    table.write_parquet(folder / "history" / f"{name}.parquet")
    return folder


def records(*rows):
    layout = {"region": pl.String, "level": pl.String, "counted_kzt": pl.Decimal(18, 2)}
    return pl.DataFrame([(region, level, Decimal(tenge)) for region, level, tenge in rows], schema=layout, orient="row")


def fail(snapshots, error, now=DAY):
    with pytest.raises(type(error)), recorded(snapshots, now):
        raise error


def test_good_run_is_told_in_diary_and_health_file(snapshots):
    with recorded(snapshots, DAY) as record:
        record.source("spending", rows=190)
        record.source("goszakup", rows=1000, changed=7)
        publish.point_to(snapshots, "2026-11-22-aaaaaaaa")

    (run,) = diary.runs(snapshots)
    assert (run.run_id, run.result, run.exit_code, run.sentence) == (FIRST, "published", 0, "")
    assert (run.snapshot_id, run.rows_in, run.rows_changed) == ("2026-11-22-aaaaaaaa", 1190, 7)
    assert run.finished_at >= run.run_id
    told = health.read(snapshots)
    assert (told["result"], told["exit_code"], told["snapshot_id"]) == ("published", 0, "2026-11-22-aaaaaaaa")
    assert told["last_success_at"] == told["finished_at"] == run.finished_at
    assert [(one["name"], one["ok"], one["rows"]) for one in told["sources"]] == [
        ("spending", True, 190),
        ("goszakup", True, 1000),
    ]
    assert told["running_since"] is None


def test_run_that_moves_no_pointer_is_unchanged(snapshots):
    publish.point_to(snapshots, "2026-11-22-aaaaaaaa")
    with recorded(snapshots, DAY):
        assert health.read(snapshots)["running_since"] == FIRST

    (run,) = diary.runs(snapshots)
    assert (run.result, run.snapshot_id) == ("unchanged", "2026-11-22-aaaaaaaa")
    assert (run.records_added, run.records_changed, run.records_gone, run.regions) == (0, 0, 0, ())


@pytest.mark.parametrize(
    ("error", "result", "exit_code", "sentence"),
    [
        pytest.param(CheckFailed("spend adds up to 1"), "failed", 1, "spend adds up to 1", id="check"),
        pytest.param(SourceUnavailable("goszakup is down"), "unavailable", 3, "goszakup is down", id="source"),
        pytest.param(ZeroDivisionError("by zero"), "failed", 1, "ZeroDivisionError: by zero", id="fault of ours"),
        pytest.param(KeyboardInterrupt(), "failed", 130, "The run was stopped by hand.", id="by hand"),
    ],
)
def test_run_that_stops_is_told_with_its_sentence_and_the_error_goes_on(snapshots, error, result, exit_code, sentence):
    publish.point_to(snapshots, "2026-11-21-bbbbbbbb")

    fail(snapshots, error)

    (run,) = diary.runs(snapshots)
    assert (run.result, run.exit_code, run.sentence, run.snapshot_id) == (result, exit_code, sentence, None)
    told = health.read(snapshots)
    assert (told["result"], told["exit_code"], told["sentence"]) == (result, exit_code, sentence)
    assert told["snapshot_id"] == "2026-11-21-bbbbbbbb"


def test_last_success_is_kept_over_failures(snapshots):
    with recorded(snapshots, DAY):
        pass
    success = health.read(snapshots)["last_success_at"]
    for day in range(1, 4):
        fail(snapshots, SourceUnavailable("down"), DAY + timedelta(days=day))

    assert success is not None
    assert health.read(snapshots)["last_success_at"] == success


def test_run_without_a_last_line_was_killed(snapshots):
    diary.began(snapshots, FIRST, "0")
    assert diary.unfinished(snapshots) == [FIRST]

    with recorded(snapshots, TOMORROW):
        assert diary.unfinished(snapshots) == [SECOND]

    assert [(run.run_id, run.result, run.exit_code) for run in diary.runs(snapshots)] == [
        (FIRST, "interrupted", None),
        (SECOND, "unchanged", 0),
    ]


@given(cut=st.integers(min_value=1, max_value=200))
def test_torn_last_line_costs_that_line_alone(tmp_path_factory, cut):
    snapshots = tmp_path_factory.mktemp("torn")
    diary.began(snapshots, FIRST, "0")
    diary.ended(snapshots, Run(FIRST, "failed", sentence="one\u2028two", seconds=Decimal("1.5")))
    whole = (snapshots / diary.FILE).read_bytes()
    diary.began(snapshots, SECOND, "0")
    diary.ended(snapshots, Run(SECOND, "failed"))
    file = snapshots / diary.FILE
    file.write_bytes(file.read_bytes()[: max(len(whole), file.stat().st_size - cut)])

    assert diary.runs(snapshots)[0] == Run(FIRST, "failed", sentence="one\u2028two", seconds=Decimal("1.5"))
    diary.began(snapshots, "2026-11-24T03:00:00+00:00", "0")
    assert all(json.loads(line) for line in file.read_text(encoding="utf-8").split("\n")[:-1])
    assert diary.unfinished(snapshots) == ["2026-11-24T03:00:00+00:00"]


def test_line_spoiled_by_hand_is_passed_over(snapshots):
    diary.ended(snapshots, Run(FIRST, "failed"))
    with (snapshots / diary.FILE).open("a", encoding="utf-8") as file:
        file.write('{"event": "ended", "run_id": "x", "regions": [{}]}\nwords\n["ended"]\n{"event": "ended"}\n')
    diary.ended(snapshots, Run(SECOND, "unchanged"))

    assert [run.run_id for run in diary.runs(snapshots)] == [FIRST, SECOND]


def test_run_reads_back_as_it_was_written(snapshots):
    run = Run(
        FIRST,
        "published",
        finished_at=SECOND,
        exit_code=0,
        seconds=Decimal("71.3"),
        rows_in=5,
        sources=(SourceState("rnu", ok=False, sentence="down"),),
        regions=(RegionTotal("ulytau", "local", None, Decimal("0.10")),),
    )
    diary.ended(snapshots, run)

    assert diary.runs(snapshots) == [run]


def test_totals_by_region_before_and_after(snapshots):
    before = records(("astana", "local", "10.00"), ("astana", "central", "1.00"), ("ulytau", "local", "3.30"))
    after = records(("astana", "local", "10.00"), ("astana", "local", "0.01"), ("abai", "local", "0"))

    assert diary.region_totals(before, after) == (
        RegionTotal("abai", "local", Decimal("0.00"), Decimal("0.00")),
        RegionTotal("astana", "central", Decimal("1.00"), Decimal("0.00")),
        RegionTotal("astana", "local", Decimal("10.00"), Decimal("10.01")),
        RegionTotal("ulytau", "local", Decimal("3.30"), Decimal("0.00")),
    )
    assert diary.region_totals(None, after)[1] == RegionTotal("astana", "local", None, Decimal("10.01"))


def test_snapshot_carries_the_whole_diary_and_the_run_that_makes_it(snapshots):
    fail(snapshots, SourceUnavailable("down"))
    changes = pl.DataFrame({"change": ["added", "added", "gone"]})
    with recorded(snapshots, TOMORROW) as record:
        record.compared(changes, None, records(("astana", "local", "7.00")))
        tables = record.tables(None, "2026-11-23-cccccccc")

    runs = tables["runs"]
    Runs.validate(runs)
    RunRegions.validate(tables["run_regions"])
    assert runs.select("run_id", "result", "snapshot_id").rows() == [
        (FIRST, "unavailable", None),
        (SECOND, "published", "2026-11-23-cccccccc"),
    ]
    assert runs.select("records_added", "records_changed", "records_gone").row(1) == (2, 0, 1)
    assert tables["run_regions"].rows() == [(SECOND, "astana", "local", None, Decimal("7.00"))]


def test_runs_of_the_snapshot_before_are_carried_on_in_todays_columns(snapshots):
    old = pl.DataFrame({"run_id": ["2026-11-20T03:00:00+00:00"], "result": ["published"], "snapshot_id": ["old"]})
    before = keep(snapshots, "runs", old)

    tables = diary.tables(before, [Run(FIRST, "published", snapshot_id="new")])

    Runs.validate(tables["runs"])
    assert tables["runs"]["snapshot_id"].to_list() == ["old", "new"]
    assert tables["runs"]["rows_in"].to_list() == [None, None]


def test_diary_knows_better_than_the_snapshot_except_of_a_run_killed_after_publishing(snapshots):
    two = pl.DataFrame({"run_id": [FIRST, SECOND], "result": ["published"] * 2, "seconds": [Decimal("1.0")] * 2})
    before = keep(snapshots, "runs", two.cast({"seconds": pl.Decimal(9, 1)}))

    told = diary.tables(before, [Run(FIRST, "published", seconds=Decimal("1.4")), Run(SECOND, "interrupted")])["runs"]

    assert told.select("run_id", "result", "seconds").rows() == [
        (FIRST, "published", Decimal("1.4")),
        (SECOND, "published", Decimal("1.0")),
    ]


def test_accounts_tell_rows_of_every_source_and_keep_what_was_known_of_changed_rows(snapshots):
    class Account:
        def __init__(self, dataset, rows_in, rows_quarantined):
            self.dataset, self.rows_in, self.rows_quarantined = dataset, rows_in, rows_quarantined

    with recorded(snapshots, DAY) as record:
        record.source("goszakup", changed=3)
        record.accounts([Account("goszakup", 10, 0), Account("spending", 5, 2)])

    (run,) = diary.runs(snapshots)
    assert (run.rows_in, run.rows_changed, run.rows_quarantined) == (15, 3, 2)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("/srv/aqsha data/x", "…/aqsha data/x"),
        ("/var/lib/aqsha/raw/goszakup/x.zst is missing", "…/x.zst is missing"),
        ("see (/srv/aqsha/a.toml): line 3", "see (…/a.toml): line 3"),
        ("~/data/raw/x is missing", "…/x is missing"),
        ("https://ows.goszakup.gov.kz/v3/graphql answered 503", "https://ows.goszakup.gov.kz/v3/graphql answered 503"),
        ("mend data/curated/relations.jsonl", "mend data/curated/relations.jsonl"),
        ("3 rows / page", "3 rows / page"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer ***"),
        ("token s3cret-token refused", "token *** refused"),
    ],
)
def test_sentence_names_no_folder_of_the_machine_and_no_secret(sentence, told):
    environment = {"AQSHA_GOSZAKUP_TOKEN": "s3cret-token", "AQSHA_SMTP_PASSWORD": "", "AQSHA_DATA": "data"}

    assert host_free(sentence, environment) == told


def test_diary_that_cannot_be_written_stops_no_run(snapshots, monkeypatch):
    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(diary, "_append", full)

    with recorded(snapshots, DAY) as record:
        record.source("spending", rows=1)

    assert diary.runs(snapshots) == []


def test_every_result_is_one_the_table_allows(snapshots):
    told = diary.tables(None, [Run(f"{number}", result) for number, result in enumerate(RESULTS)])["runs"]

    assert Runs.validate(told).sort("run_id")["result"].to_list() == list(RESULTS)


def test_run_is_named_by_its_start_in_utc():
    assert run_id_of(DAY) == FIRST
    assert run_record.run_id_of(DAY.astimezone()) == FIRST


@pytest.mark.parametrize("written", ["", "{", "[]", "null"])
def test_health_file_that_cannot_be_read_says_nothing(snapshots, written):
    (snapshots / health.FILE).write_text(written)

    assert health.read(snapshots) == {}
