"""A snapshot appears whole or not at all, and can be proved again at any time."""

import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines import publish, serving
from pipelines.check import check_snapshot
from pipelines.errors import CheckFailed
from pipelines.schemas import CONTENT, HISTORY
from tests.pipelines.running import BESIDE, DATA, DAY, OPEN_AKIMAT, REPOSITORY, edit_row, files_in, run, table

SPENDING = "curated/spending.jsonl"
AMOUNT = Decimal("79000000.01")


class Crash(BaseException):
    """The machine stops; nothing in the code may catch it."""


def _crash_before(monkeypatch, place, name):
    def crash(*_, **__):
        raise Crash

    monkeypatch.setattr(place, name, crash)


def _crash_after(monkeypatch, place, name):
    step = getattr(place, name)

    def then_crash(*arguments, **options):
        step(*arguments, **options)
        raise Crash

    monkeypatch.setattr(place, name, then_crash)


CRASHES = [
    pytest.param(_crash_after, publish, "write_tables", id="after the tables"),
    pytest.param(_crash_before, serving, "build_serving_file", id="after the manifest"),
    pytest.param(_crash_before, publish, "_fsync", id="before the bytes are on the disk"),
    pytest.param(_crash_before, Path, "rename", id="before the rename"),
    pytest.param(_crash_before, publish, "point_to", id="between rename and pointer"),
    pytest.param(_crash_before, Path, "replace", id="before the pointer is replaced"),
    pytest.param(_crash_after, Path, "replace", id="after the pointer is replaced"),
]


@pytest.mark.parametrize(("how", "place", "name"), CRASHES)
def test_whenever_it_crashes_readers_see_one_whole_snapshot(how, place, name, yesterday):
    old = publish.latest_id(yesterday.snapshots)
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=AMOUNT)

    with pytest.MonkeyPatch.context() as broken:
        how(broken, place, name)
        with pytest.raises(Crash):
            run(yesterday)

    seen = check_snapshot(yesterday.snapshots, None)
    (amount,) = table(yesterday, seen, "records").filter(record_id=OPEN_AKIMAT)["amount_kzt"]
    assert amount == (Decimal(79000000) if seen == old else AMOUNT)

    outcome = run(yesterday)

    assert outcome.previous_id == seen
    assert check_snapshot(yesterday.snapshots, None) == outcome.snapshot_id != old
    (amount,) = table(yesterday, outcome.snapshot_id, "records").filter(record_id=OPEN_AKIMAT)["amount_kzt"]
    assert amount == AMOUNT
    assert {path.name for path in yesterday.snapshots.iterdir()} == {*BESIDE, "latest", old, outcome.snapshot_id}


def test_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_pointer(yesterday, monkeypatch):
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=AMOUNT)
    told = []
    rename, replace = Path.rename, Path.replace
    monkeypatch.setattr(publish, "_fsync", lambda path: told.append(("on disk", path.name)))
    monkeypatch.setattr(Path, "rename", lambda *paths: (told.append(("rename", "")), rename(*paths)))

    def replaced(path, target):
        told.append(("pointer", "") if path.name == ".latest.tmp" else ("beside", path.name))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", replaced)

    run(yesterday)

    renamed, pointed = told.index(("rename", "")), told.index(("pointer", ""))
    written = {name for _, name in told[:renamed]}
    tables = {f"{name}.parquet" for name in (*CONTENT, *HISTORY)}
    assert tables | {"manifest.json", "serve.duckdb", "tables", "history"} <= written
    assert told[renamed + 1 : pointed] == [("on disk", "snapshots"), ("on disk", ".latest.tmp")]
    assert told[pointed + 1] == ("on disk", "snapshots")


def test_after_a_crash_before_the_pointer_the_next_day_publishes_too(yesterday, monkeypatch):
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=AMOUNT)
    with pytest.MonkeyPatch.context() as broken:
        _crash_before(broken, publish, "point_to")
        with pytest.raises(Crash):
            run(yesterday)

    outcome = run(yesterday, DAY + timedelta(days=1))

    assert outcome.snapshot_id.startswith("2026-11-23-")
    assert check_snapshot(yesterday.snapshots, None) == outcome.snapshot_id


KILLED = """
import os, sys
from pipelines import publish
from pipelines.__main__ import main

def die(*_):
    os._exit(9)

setattr(publish, sys.argv[1], die)
main(["nightly"])
"""


@pytest.mark.parametrize("step", ["put_in_place", "point_to"])
def test_a_killed_run_leaves_the_old_snapshot_and_no_lock(step, yesterday):
    old = publish.latest_id(yesterday.snapshots)
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=AMOUNT)

    ended = subprocess.run(
        [sys.executable, "-c", KILLED, step], env=surroundings(yesterday), cwd=REPOSITORY, check=False
    )

    assert ended.returncode == 9
    assert check_snapshot(yesterday.snapshots, None) == old
    assert run(yesterday).result == "published"
    assert check_snapshot(yesterday.snapshots, None) != old


def surroundings(settings, **more):
    folders = {f"AQSHA_{name.upper()}": str(getattr(settings, name)) for name in ("data", "raw", "snapshots")}
    return os.environ | folders | {"PYTHONPATH": str(REPOSITORY)} | more


def test_bytes_depend_on_neither_threads_nor_hashing(published, tmp_path):
    content = {published_content(published)}
    for threads in ("1", "2"):
        settings = published.model_copy(update={"raw": tmp_path / threads, "snapshots": tmp_path / f"s{threads}"})
        more = {"POLARS_MAX_THREADS": threads, "PYTHONHASHSEED": threads}
        subprocess.run(
            [sys.executable, "-m", "pipelines", "nightly"],
            env=surroundings(settings, **more),
            cwd=REPOSITORY,
            check=True,
            capture_output=True,
        )
        content.add(published_content(settings))

    assert len(content) == 1


def published_content(settings):
    manifest = publish.read_manifest(settings.snapshots, publish.latest_id(settings.snapshots))
    return manifest["content_sha256"]


def test_the_manifest_describes_every_file(published):
    snapshot_id = publish.latest_id(published.snapshots)
    manifest = publish.read_manifest(published.snapshots, snapshot_id)

    assert manifest["tables"].keys() == CONTENT.keys()
    assert manifest["history"].keys() == HISTORY.keys()
    for place in ("tables", "history"):
        for name, described in manifest[place].items():
            path = published.snapshots / snapshot_id / place / f"{name}.parquet"
            assert described["bytes"] == path.stat().st_size
            assert described["rows"] == pl.read_parquet(path).height
    assert {"curated/spending.jsonl", "geo/regions.csv", "context/cpi.csv"} <= manifest["inputs"].keys()
    for file, told in manifest["inputs"].items():
        assert told["sha256"] == publish.file_sha256(DATA / file)


def test_back_to_old_content_the_same_day_points_to_the_old_snapshot(yesterday):
    first = publish.latest_id(yesterday.snapshots)
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=AMOUNT)
    second = run(yesterday).snapshot_id
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=79000000)

    outcome = run(yesterday)

    assert (outcome.previous_id, outcome.snapshot_id) == (second, first)
    assert check_snapshot(yesterday.snapshots, None) == first


def test_a_good_snapshot_is_proved(yesterday):
    before = files_in(yesterday.snapshots)

    assert check_snapshot(yesterday.snapshots, None) == publish.latest_id(yesterday.snapshots)
    assert files_in(yesterday.snapshots) == before


def test_no_snapshot_at_all_says_what_to_run(tmp_path):
    with pytest.raises(CheckFailed, match=r"No snapshot was published.*python -m pipelines nightly"):
        check_snapshot(tmp_path, None)


def _flip_a_byte(folder):
    path = folder / "tables" / "records.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _lose_a_table(folder):
    (folder / "tables" / "needs.parquet").unlink()


def _lose_history(folder):
    (folder / "history" / "seen.parquet").unlink()


def _lose_the_serving_file(folder):
    (folder / "serve.duckdb").unlink()


def _break_the_serving_file(folder):
    (folder / "serve.duckdb").write_bytes(b"not a database" * 1000)


def _stale_text_in_the_serving_file(folder):
    _in_serving_file(folder, "UPDATE statements SET text_en = 'old' WHERE statement_id = 'st-open-akimat-1'")


def _stale_sum_in_the_serving_file(folder):
    _in_serving_file(folder, f"UPDATE facts SET counted_kzt = 1 WHERE record_id = '{OPEN_AKIMAT}'")


def _row_twice_in_the_serving_file(folder):
    _in_serving_file(folder, "INSERT INTO spend SELECT * FROM spend LIMIT 1")


def _table_gone_from_the_serving_file(folder):
    _in_serving_file(folder, "DROP TABLE facts")


def _in_serving_file(folder, statement):
    with duckdb.connect(folder / "serve.duckdb") as connection:
        connection.execute(statement)


def _edit_manifest(folder, change):
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def _other_sum_in_the_manifest(folder):
    _edit_manifest(folder, lambda manifest: manifest["counted_kzt"]["local"].update(media="1.00"))


def _other_rows_in_the_manifest(folder):
    _edit_manifest(folder, lambda manifest: manifest["tables"]["spend"].update(rows=1))


def _other_hash_in_the_manifest(folder):
    _edit_manifest(folder, lambda manifest: manifest["tables"]["spend"].update(sha256="0" * 64))


def _other_id_in_the_manifest(folder):
    _edit_manifest(folder, lambda manifest: manifest.update(id="2020-01-01-00000000"))


def _no_tables_in_the_manifest(folder):
    _edit_manifest(folder, lambda manifest: manifest.pop("tables"))


def _half_a_manifest(folder):
    path = folder / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8")[:500], encoding="utf-8")


def _no_manifest(folder):
    (folder / "manifest.json").unlink()


def _new_table_and_hash_without_a_new_id(folder):
    path = folder / "tables" / "records.parquet"
    pl.read_parquet(path).head(5).write_parquet(path)
    described = {"sha256": publish.file_sha256(path), "rows": 5, "bytes": path.stat().st_size}
    _edit_manifest(folder, lambda manifest: manifest["tables"]["records"].update(described))


DAMAGES = {
    _flip_a_byte: "records.parquet has other bytes than the manifest says",
    _lose_a_table: "needs.parquet is missing",
    _lose_history: "seen.parquet is missing",
    _lose_the_serving_file: "serve.duckdb is missing",
    _break_the_serving_file: "serve.duckdb can't be read",
    _stale_text_in_the_serving_file: "other rows than the tables in statements",
    _stale_sum_in_the_serving_file: "other rows than the tables in facts",
    _row_twice_in_the_serving_file: "other rows than the tables in spend",
    _table_gone_from_the_serving_file: "serve.duckdb can't be read",
    _other_sum_in_the_manifest: "counted_kzt in the manifest is not what its records add up to",
    _other_rows_in_the_manifest: "spend.parquet holds .* rows, but the manifest says 1",
    _other_hash_in_the_manifest: "the manifest's hashes do not make its content_sha256",
    _other_id_in_the_manifest: "the manifest names another id, 2020-01-01-00000000",
    _no_tables_in_the_manifest: "the manifest lacks tables",
    _half_a_manifest: "manifest.json is not JSON",
    _no_manifest: "There is no snapshot",
    _new_table_and_hash_without_a_new_id: "hashes do not make its content_sha256",
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_").replace("_", " "))
def test_a_damaged_snapshot_is_told_in_words(damage, published, tmp_path):
    snapshot_id = publish.latest_id(published.snapshots)
    shutil.copytree(published.snapshots / snapshot_id, tmp_path / snapshot_id)
    publish.point_to(tmp_path, snapshot_id)
    damage(tmp_path / snapshot_id)

    with pytest.raises(CheckFailed, match=DAMAGES[damage]):
        check_snapshot(tmp_path, snapshot_id)


def _of_an_older_form(settings):
    manifest = settings.snapshots / publish.latest_id(settings.snapshots) / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(told | {"schema_version": "1.1"}), encoding="utf-8")


def test_the_same_content_in_an_older_form_is_published_again_on_the_next_day(yesterday):
    old = publish.latest_id(yesterday.snapshots)
    _of_an_older_form(yesterday)

    same_day, next_day = run(yesterday), run(yesterday, DAY + timedelta(days=1))

    assert (same_day.result, same_day.snapshot_id) == ("unchanged", old)
    assert next_day.result == "published"
    assert next_day.snapshot_id[-8:] == old[-8:], "the content is the same"
    assert table(yesterday, next_day.snapshot_id, "changes", "history").is_empty()
    assert check_snapshot(yesterday.snapshots, None) == next_day.snapshot_id
