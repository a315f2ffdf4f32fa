"""Old editions cost little and go by a rule; whatever moment that stops at, nothing half is left for readers."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from pipelines import editions, nightly, publish
from pipelines.check import check_snapshot
from tests.pipelines.running import DAY, OPEN_AKIMAT, edit_row, run

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
KEPT = editions.Kept(days=90, served=2)
LONG_AGO = [
    "2026-01-05-00000001",
    "2026-01-31-00000002",
    "2026-02-10-00000003",
    "2026-05-01-00000004",
    "2026-05-30-00000005",
    "2026-08-25-00000006",
    "2026-11-20-00000007",
    "2026-11-22-00000008",
]
GONE = ["2026-01-05-00000001", "2026-05-01-00000004"]


def made(snapshot_id: str) -> editions.Edition:
    return editions.Edition(snapshot_id, datetime.fromisoformat(snapshot_id[:10]).replace(hour=3, tzinfo=UTC), {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Editions of a year, small: a manifest, one table and a serving file each."""
    for snapshot_id in LONG_AGO:
        home = tmp_path / snapshot_id
        (home / "tables").mkdir(parents=True)
        (home / "tables" / "records.parquet").write_text("rows")
        (home / "serve.duckdb").write_text("served")
        told = {"id": snapshot_id, "made_at": made(snapshot_id).made_at.isoformat()}
        (home / "manifest.json").write_text(json.dumps(told | {"counted_kzt": {"local": {"media": "1.50"}}}))
    publish.point_to(tmp_path, LONG_AGO[-1])
    return tmp_path


def there(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.glob("[0-9]*/manifest.json"))


def served(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.glob("*/serve.duckdb"))


@pytest.mark.parametrize(
    ("days", "dropped"),
    [
        pytest.param(["2026-11-01", "2026-11-22"], [], id="of the last days all are kept"),
        pytest.param(["2026-08-23", "2026-08-24", "2026-08-30"], ["2026-08-23"], id="ninety days back is the border"),
        pytest.param(["2026-05-01", "2026-05-30"], ["2026-05-01"], id="the last of a month is kept"),
        pytest.param(["2025-12-31", "2026-01-01"], [], id="each month has its own last one"),
        pytest.param(["2024-05-03", "2025-05-02"], [], id="so has the same month of another year"),
        pytest.param(["2026-01-05"], [], id="the only one of a month is its last"),
        pytest.param(["2026-03-01", "2026-03-02", "2026-03-03"], ["2026-03-01", "2026-03-02"], id="oldest first"),
    ],
)
def test_what_goes_follows_from_the_days(days, dropped):
    there = [made(f"{day}-0000000{number}") for number, day in enumerate(days)]

    gone = editions.to_drop(reversed(there), NOW, 90, None)

    assert [one.id[:10] for one in gone] == dropped


def test_the_edition_that_serves_stays_however_old_it_is():
    there = [made("2026-03-01-00000001"), made("2026-03-02-00000002")]

    assert editions.to_drop(there, NOW, 90, "2026-03-01-00000001") == []


def test_of_one_day_the_later_is_the_last_of_its_month():
    first = editions.Edition("2026-03-31-ffffffff", datetime(2026, 3, 31, 1, tzinfo=UTC), {})
    second = editions.Edition("2026-03-31-00000000", datetime(2026, 3, 31, 2, tzinfo=UTC), {})

    assert editions.to_drop([second, first], NOW, 90, None) == [first]


def test_what_goes_is_in_the_index_and_nothing_of_it_on_the_disk(folder):
    assert editions.keep(folder, NOW, KEPT) == GONE

    assert there(folder) == [one for one in LONG_AGO if one not in GONE]
    assert served(folder) == LONG_AGO[-2:]
    index = editions.index(folder)
    assert sorted(index) == LONG_AGO
    assert {one.id: one.dropped_at for one in index.values() if one.dropped_at} == dict.fromkeys(GONE, NOW)
    assert index[GONE[0]].counted_kzt == {"local": {"media": "1.50"}}


@pytest.mark.parametrize("damage", ["{", "[]", "{}", '{"id": "2026-01-05-00000001", "made_at": "then"}'])
def test_an_edition_with_a_damaged_manifest_is_left_alone_and_the_others_go_by_the_rule(damage, folder):
    (folder / GONE[0] / "manifest.json").write_text(damage)

    assert editions.keep(folder, NOW, KEPT) == GONE[1:]

    assert (folder / GONE[0] / "tables" / "records.parquet").is_file()
    assert GONE[0] not in editions.index(folder)


def test_a_copy_under_another_name_is_no_edition(folder):
    copy = shutil.copytree(folder / GONE[0], folder / f"{GONE[0]}-by-hand")

    assert editions.keep(folder, NOW, KEPT) == GONE
    assert copy.is_dir()
    assert copy.name not in editions.index(folder)


def test_a_second_time_nothing_is_left_to_do(folder):
    editions.keep(folder, NOW, KEPT)
    lines = (folder / editions.FILE).read_text()

    assert editions.keep(folder, NOW + timedelta(hours=1), KEPT) == []
    assert (folder / editions.FILE).read_text() == lines


def test_the_edition_that_serves_keeps_its_serving_file(folder):
    publish.point_to(folder, LONG_AGO[1])

    editions.keep(folder, NOW, KEPT)

    assert served(folder) == [LONG_AGO[1], *LONG_AGO[-2:]]


class Crash(BaseException):
    """The machine stops; nothing in the code may catch it."""


def _stop(place, name, when):
    def patch(monkeypatch):
        step = getattr(place, name)

        def then_stop(*arguments, **options):
            if when == "after":
                step(*arguments, **options)
            raise Crash

        monkeypatch.setattr(place, name, then_stop)

    return patch


def _tear(monkeypatch):
    def torn(path, lines):
        path.write_text("".join(lines)[:-20])
        raise Crash

    monkeypatch.setattr(editions, "_append", torn)


def _half_removed(monkeypatch):
    def half(path):
        (path / "manifest.json").unlink()
        raise Crash

    monkeypatch.setattr(shutil, "rmtree", half)


@pytest.mark.parametrize(
    "crash",
    [
        pytest.param(_stop(editions, "_append", "before"), id="before the index"),
        pytest.param(_tear, id="amid the index"),
        pytest.param(_stop(editions, "_append", "after"), id="after the index"),
        pytest.param(_stop(Path, "rename", "after"), id="after the first folder is renamed"),
        pytest.param(_stop(shutil, "rmtree", "before"), id="before anything is removed"),
        pytest.param(_half_removed, id="amid a removal"),
        pytest.param(_stop(shutil, "rmtree", "after"), id="after the first removal"),
        pytest.param(_stop(Path, "unlink", "after"), id="after the first serving file"),
    ],
)
def test_wherever_it_stops_readers_find_whole_editions_and_the_next_run_ends_it(crash, folder):
    with pytest.MonkeyPatch.context() as broken:
        crash(broken)
        with pytest.raises(Crash):
            editions.keep(folder, NOW, KEPT)

    for snapshot_id in there(folder):
        assert (folder / snapshot_id / "tables" / "records.parquet").is_file()
    assert set(LONG_AGO) - set(there(folder)) <= {
        one.id for one in editions.index(folder).values() if one.dropped_at
    }, "an edition went before the index said so"

    editions.keep(folder, NOW, KEPT)

    assert there(folder) == [one for one in LONG_AGO if one not in GONE]
    assert {one.id for one in editions.index(folder).values() if one.dropped_at} == set(GONE)
    assert served(folder) == LONG_AGO[-2:]
    assert list(folder.glob(f"{editions.REMOVED}*")) == []


def test_an_edition_that_the_settings_keep_after_all_is_kept_again(folder):
    with pytest.MonkeyPatch.context() as broken:
        _stop(editions, "_append", "after")(broken)
        with pytest.raises(Crash):
            editions.keep(folder, NOW, KEPT)

    assert editions.keep(folder, NOW, editions.Kept(days=999, served=2)) == []
    assert there(folder) == LONG_AGO
    assert [one.id for one in editions.index(folder).values() if one.dropped_at] == []


def test_a_table_that_did_not_change_is_stored_once(yesterday):
    first = publish.latest_id(yesterday.snapshots)
    edit_row(yesterday, "curated/spending.jsonl", OPEN_AKIMAT, amount_kzt=79000001)

    second = run(yesterday, DAY + timedelta(days=1)).snapshot_id

    old, new = (publish.read_manifest(yesterday.snapshots, one)["tables"] for one in (first, second))
    same = {name for name in new if new[name]["sha256"] == old[name]["sha256"]}
    shared = {
        name
        for name in new
        if (yesterday.snapshots / first / "tables" / f"{name}.parquet").samefile(
            yesterday.snapshots / second / "tables" / f"{name}.parquet"
        )
    }
    assert "records" not in same
    assert len(same) > 20
    assert shared == same
    check_snapshot(yesterday.snapshots, second)


def _refuse(*_):
    raise OSError("no hard links here")


@pytest.mark.parametrize("spoil", ["refused", "damaged"])
def test_where_a_file_cannot_be_shared_it_is_stored_again(spoil, tmp_path, monkeypatch):
    table = {"years": pl.DataFrame({"year": list(range(1000))})}
    publish.write_tables(tmp_path / "old", table)
    if spoil == "refused":
        monkeypatch.setattr(Path, "hardlink_to", _refuse)
    else:
        path = tmp_path / "old" / "years.parquet"
        path.write_bytes(path.read_bytes()[:-1] + b"?")

    described = publish.write_tables(tmp_path / "new", table, tmp_path / "old")

    new = tmp_path / "new" / "years.parquet"
    assert publish.file_sha256(new) == described["years"]["sha256"]
    assert not new.samefile(tmp_path / "old" / "years.parquet")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["years.parquet"]


def test_a_night_removes_what_is_no_longer_kept_and_its_edition_is_whole(yesterday):
    first = publish.latest_id(yesterday.snapshots)
    settings = yesterday.model_copy(update={"keep_days": 0, "keep_served": 1})
    made = []
    for days, amount in ((1, 79000001), (2, 79000002), (40, 79000003)):
        edit_row(settings, "curated/spending.jsonl", OPEN_AKIMAT, amount_kzt=amount)
        made.append(run(settings, DAY + timedelta(days=days)).snapshot_id)

    assert there(settings.snapshots) == made[1:], "the last of November and the newest"
    assert served(settings.snapshots) == made[2:]
    assert {one.id for one in editions.index(settings.snapshots).values() if one.dropped_at} == {first, made[0]}
    for snapshot_id in made[1:]:
        assert check_snapshot(settings.snapshots, snapshot_id) == snapshot_id


def test_a_run_whose_cleaning_fails_has_published_all_the_same(yesterday, monkeypatch):
    monkeypatch.setattr(nightly.editions, "keep", _refuse)
    edit_row(yesterday, "curated/spending.jsonl", OPEN_AKIMAT, amount_kzt=79000001)

    outcome = run(yesterday)

    assert outcome.result == "published"
    assert check_snapshot(yesterday.snapshots, None) == outcome.snapshot_id
