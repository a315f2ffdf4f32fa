"""The data package holds to the 2.0 profile and to its own files, and a folder written out opens without the site."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from frictionless import Package, system
from jsonschema import Draft7Validator

from dashboard import __main__ as command
from dashboard.standards.datapackage import data_package, version
from pipelines.schemas import CONTENT, HISTORY
from pipelines.schemas.references import REFERENCES

PROFILE = json.loads((Path(__file__).parent / "data" / "data-package-2.0.json").read_text())


@pytest.fixture(scope="module")
def cache_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def package(published, cache_dir):
    return data_package(published, cache_dir)


@pytest.fixture(scope="module")
def folder(snapshots, tmp_path_factory, cache_dir):
    """What the command writes, as a reader carries it away."""
    out = tmp_path_factory.mktemp("out")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AQSHA_SNAPSHOTS", str(snapshots))
        patch.setenv("AQSHA_CACHE_DIR", str(cache_dir))
        assert command.main(["export", "datapackage", "--out", str(out)]) == command.OK
    return out


def _faults(package):
    return [f"{one.json_path}: {one.message[:200]}" for one in Draft7Validator(PROFILE).iter_errors(package)]


def _report(folder):
    with system.use_context(trusted=False):
        return Package(str(folder / "datapackage.json")).validate()


def test_the_package_holds_to_the_profile(package):
    assert _faults(package) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one.pop("resources"),
        lambda one: one["resources"][0].pop("name"),
        lambda one: one["resources"][0]["schema"]["fields"][0].update(type="tenge"),
        lambda one: one.update(licenses=[{}]),
        lambda one: one["resources"][0].update(path="/etc/passwd"),
    ],
    ids=["resources", "name", "type", "licence", "absolute path"],
)
def test_the_profile_sees_what_is_wrong(package, spoil):
    broken = json.loads(json.dumps(package))
    spoil(broken)
    assert _faults(broken) != []


def test_every_published_table_is_a_resource_with_all_its_columns(package):
    by_name = {one["name"]: one for one in package["resources"]}
    assert list(by_name) == [*CONTENT, *HISTORY]
    for name, schema in (CONTENT | HISTORY).items():
        told = by_name[name]["schema"]
        assert [field["name"] for field in told["fields"]] == list(schema.columns())
        assert told.get("primaryKey", []) == list(schema.primary_key())
        assert all(field["description"] and field["description@kk"] for field in told["fields"])


def test_every_reference_that_is_checked_is_told(package):
    told = {
        (one["name"], key["fields"][0]): (key["reference"]["resource"], key["reference"]["fields"][0])
        for one in package["resources"]
        for key in one["schema"].get("foreignKeys", [])
    }
    assert told == REFERENCES


@pytest.mark.parametrize(
    ("table", "column", "kind", "measured"),
    [
        ("records", "amount_kzt", "number", "tenge"),
        ("records", "year_from", "year", "year"),
        ("records", "counted", "boolean", None),
        ("records", "not_counted_why", "string", None),
        ("parties", "bin", "string", None),
        ("regions", "kato", "string", None),
        ("spend", "part", "integer", "year"),
    ],
)
def test_columns_have_types_that_keep_their_values(package, table, column, kind, measured):
    fields = next(one for one in package["resources"] if one["name"] == table)["schema"]["fields"]
    field = next(one for one in fields if one["name"] == column)
    assert (field["type"], field.get("unit")) == (kind, measured)


def test_the_written_folder_reads_well_without_a_network(folder):
    report = _report(folder)
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    assert len(report.tasks) == len(CONTENT) + len(HISTORY)


def test_hashes_are_those_of_the_files_beside(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for one in package["resources"]:
        for told in (one, one["parquet"]):
            content = (folder / told["path"]).read_bytes()
            assert told["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            assert told["bytes"] == len(content)


def _spoiled(folder, tmp_path, table, old, new):
    shutil.copytree(folder, tmp_path / "spoiled")
    path = tmp_path / "spoiled" / "tables" / f"{table}.csv"
    text = path.read_bytes()
    assert old in text
    path.write_bytes(text.replace(old, new, 1))
    return {error.type for task in _report(tmp_path / "spoiled").tasks for error in task.errors}


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("years", b"2024", b"2O24", "type-error"),
        ("places", b",astana,", b",astanna,", "foreign-key"),
        ("records", b",local,", b",locals,", "constraint-error"),
        ("sources", b".kz", b".kx", "hash-count"),
    ],
)
def test_a_reader_sees_a_changed_file(folder, tmp_path, table, old, new, fault):
    assert fault in _spoiled(folder, tmp_path, table, old, new)


def test_without_an_address_nothing_in_it_points_to_a_site(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert "homepage" not in package
    assert not package["id"].startswith("http")


def test_the_version_sorts_by_day():
    assert version("2026-04-02") == "2026.4.2"


def test_an_unknown_edition_is_told_with_those_there_are(snapshots, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("AQSHA_SNAPSHOTS", str(snapshots))
    arguments = ["export", "ocds", "--out", str(tmp_path), "--snapshot", "2001-01-01-00000000"]
    assert command.main(arguments) == command.FAILED
    assert "2026-11-22-" in capsys.readouterr().err


def test_the_ocds_files_are_written_with_their_policy(snapshots, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("AQSHA_SNAPSHOTS", str(snapshots))
    monkeypatch.setenv("AQSHA_CACHE_DIR", str(tmp_path / "cache"))
    assert command.main(["export", "ocds", "--out", str(tmp_path / "out")]) == command.OK
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"ocds.json.gz", "ocds-records.json.gz", "ocds-policy.txt"}
    assert len(capsys.readouterr().out.splitlines()) == 3
