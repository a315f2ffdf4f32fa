"""Snapshots are found and pinned, stores are locked, and a question asked by many is worked out once."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from threading import Barrier

import duckdb
import pytest

from dashboard import snapshots as found
from dashboard.answers import Site
from dashboard.cache import Cache
from dashboard.filters import Filters
from dashboard.store import Store


def test_many_asking_at_once_get_one_computation():
    cache, together, computed = Cache(8), Barrier(8), []

    def ask(_: int) -> str:
        together.wait(timeout=10)
        return cache.get("key", lambda: computed.append(1) or "answer")

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(ask, range(8)))

    assert answers == {"answer"}
    assert len(computed) == 1


def test_a_failed_computation_is_tried_again():
    cache = Cache(8)

    with pytest.raises(ZeroDivisionError):
        cache.get("key", lambda: 1 // 0)

    assert cache._working == {}, "each failed question would stay for ever"
    assert cache.get("key", lambda: "answer") == "answer"


def test_the_cache_lets_go_of_the_answer_asked_for_longest_ago():
    cache = Cache(2)
    for key in ("a", "b", "a", "c"):
        cache.get(key, lambda key=key: key)

    assert cache.get("a", lambda: "again") == "a"
    assert cache.get("b", lambda: "again") == "again"


def test_a_view_is_shared_by_languages_and_not_by_filters(site: Site):
    built = []

    def build(store: Store, filters: Filters) -> Filters:
        built.append(filters)
        return filters

    for query in ("lang=kk&region=zhambyl", "lang=ru&region=zhambyl", "lang=ru&region=astana"):
        asked = site.ask(query)
        site.view(asked, build)

    assert [one.region for one in built] == [("zhambyl",), ("astana",)]


def test_an_edition_asked_for_is_opened_and_an_unknown_one_is_named(site: Site):
    newest = found.newest(site.root)

    pinned, unknown = site.ask(f"asof={newest.id}"), site.ask("asof=2020-01-01-00000000&region=zhambyl")

    assert pinned.snapshot == newest
    assert pinned.dropped == ()
    assert [(one.key, one.why) for one in unknown.dropped] == [("asof", "unknown_snapshot")]
    assert unknown.filters == Filters(region=("zhambyl",))


def test_values_that_the_snapshot_does_not_know_are_left_out_and_named(site: Site):
    asked = site.ask("region=zhambyl&region=atlantis&system=open-akimat&contractor=nobody&need=unicorn&place=taraz")

    assert asked.filters == Filters(region=("zhambyl",), system=("open-akimat",), place=("taraz",))
    assert {(one.key, one.value) for one in asked.dropped} == {
        ("region", "atlantis"),
        ("contractor", "nobody"),
        ("need", "unicorn"),
    }


def test_without_a_snapshot_there_is_no_answer(tmp_path: Path):
    site = Site(tmp_path)

    assert site.ask("region=zhambyl") is None
    assert not site.is_open()


def test_a_snapshot_that_is_not_whole_is_not_shown(snapshots: Path, tmp_path: Path):
    copy = tmp_path / "copy"
    shutil.copytree(snapshots, copy)
    newest = found.newest(copy)

    (newest.folder / "manifest.json").unlink()

    assert found.newest(copy) is None
    assert found.kept(copy) == []


@pytest.mark.parametrize("name", ["../etc", "2026-11-22", "2026-11-22-XXXXXXXX", ""])
def test_only_ids_are_looked_for_on_the_disk(name: str, snapshots: Path):
    assert found.find(snapshots, name) is None


def test_counted_tenge_of_a_level_come_from_the_manifest(site: Site):
    assert found.newest(site.root).counted("local") == Decimal("219348004916.44")
    assert found.newest(site.root).counted("central") == Decimal(600131003415)


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param("SELECT * FROM read_csv('/etc/passwd')", id="reads another file"),
        pytest.param("COPY records TO '/dev/null'", id="writes a file"),
        pytest.param("DELETE FROM records", id="writes the tables"),
        pytest.param("SET enable_external_access = true", id="opens the lock"),
        pytest.param("ATTACH ':memory:' AS other; CREATE TABLE other.t AS SELECT 1; INSTALL httpfs", id="installs"),
    ],
)
def test_a_store_answers_only_from_its_own_file(sql: str, store: Store):
    with pytest.raises(duckdb.Error):
        store.rows(sql)


def test_one_row_means_one(store: Store):
    assert store.one("SELECT 1 AS n") == {"n": 1}
    with pytest.raises(LookupError):
        store.one("SELECT record_id FROM records")


def test_money_leaves_the_store_exact(store: Store):
    row = store.one("SELECT sum(counted_kzt) AS kzt FROM facts WHERE level = ?", ["local"])

    assert row["kzt"] == Decimal("219348004916.44")
