"""The table of events tells each night's changes from both sides and carries them on for 400 days."""

import json
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from pipelines import history, publish
from pipelines.check import check_snapshot
from pipelines.errors import CheckFailed
from pipelines.schemas import HISTORY, Records
from tests.nights import CAME, GONE, first_night, three_more_nights
from tests.pipelines.running import DAY, OPEN_AKIMAT, table

NIGHT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def four(tmp_path_factory):
    settings, first = first_night(tmp_path_factory.mktemp("events"))
    return settings, [first, *three_more_nights(settings)]


def told(events):
    columns = ("day", "record_id", "side", "change", "counted_before_kzt", "counted_after_kzt", "amount_kzt")
    return [tuple(int(x) if hasattr(x, "as_tuple") else x for x in row) for row in events.select(columns).iter_rows()]


def test_each_night_adds_its_changes_from_both_sides(four):
    settings, made = four
    first, last = (table(settings, one, "events", "history") for one in (made[0], made[-1]))

    assert first.height == 0
    assert told(last) == [
        ("2026-11-23", OPEN_AKIMAT, "after", "changed", None, 81_000_000, 81_000_000),
        ("2026-11-23", OPEN_AKIMAT, "before", "changed", 79_000_000, None, 79_000_000),
        ("2026-11-24", CAME, "after", "added", None, 12_500_000, 12_500_000),
        ("2026-11-25", GONE, "before", "gone", 44_000_000, None, 44_000_000),
    ]
    assert last["snapshot_id"].to_list() == [made[1], made[1], made[2], made[3]]
    assert last["made_at"][0] == "2026-11-23T03:00:00+00:00"
    HISTORY["events"].validate(last)


def test_editions_with_events_are_proved(four):
    settings, made = four

    assert [check_snapshot(settings.snapshots, one) for one in made] == made


def records(*rows):
    filled = {"level": "local", "region": "astana", "category": "it.support", "headline_group": "software"}
    filled |= {"kind": "contract", "tier": "press", "split": False, "counted": True, "counted_kzt": 1, "search": "x"}
    layout = {name: column.dtype for name, column in Records.columns().items()}
    return pl.DataFrame([{name: (filled | row).get(name) for name in layout} for row in rows], schema=layout)


def night(before, after, folder=None, now=NIGHT):
    changes = history.changes(before, after)
    return history.events(folder, changes, before, after, f"{now:%Y-%m-%d}-00000000", now)


def keep(folder, events):
    (folder / "history").mkdir(exist_ok=True)
    events.write_parquet(folder / "history" / "events.parquet")
    return folder


def test_the_first_edition_is_what_later_ones_are_compared_with():
    assert night(None, records({"record_id": "a"})).height == 0


def test_new_words_for_searching_are_no_event():
    old = records({"record_id": "a"}, {"record_id": "b"})
    new = records({"record_id": "a", "search": "y"}, {"record_id": "b", "search": "y", "counted_kzt": 2})

    assert night(old, new)["record_id"].unique().to_list() == ["b"]


def test_records_of_an_older_form_are_told_too():
    old, new = records({"record_id": "a"}), records({"record_id": "a", "counted_kzt": 2})

    events = night(old.drop("split", "category_evidence", "signed_kzt"), new)

    assert events["split"].to_list() == [False, False]
    HISTORY["events"].validate(events)


@pytest.mark.parametrize(("days", "left"), [(0, 2), (400, 2), (401, 1), (1000, 1)])
def test_events_are_carried_on_for_400_days(days, left, tmp_path):
    now = NIGHT + timedelta(days=days)
    keep(tmp_path, night(records(), records({"record_id": "a"})))

    events = night(records(), records({"record_id": "b"}), tmp_path, now)

    assert events.height == left
    assert events["record_id"][-1] == "b"


def test_an_edition_without_the_table_is_where_telling_begins(tmp_path):
    assert night(records(), records({"record_id": "a"}), tmp_path).height == 1


def test_an_edition_of_an_older_form_is_proved_by_what_it_has(four, tmp_path):
    settings, made = four
    manifest = publish.read_manifest(settings.snapshots, made[0])
    assert manifest["made_at"].startswith(f"{DAY:%Y-%m-%d}")
    folder = tmp_path / made[0]
    keep_files(settings.snapshots / made[0], folder, manifest)

    assert check_snapshot(tmp_path, made[0]) == made[0]

    (folder / "tables" / "years.parquet").write_bytes(b"?")
    with pytest.raises(CheckFailed, match=r"years\.parquet has other bytes"):
        check_snapshot(tmp_path, made[0])


def keep_files(source, folder, manifest):
    """Copy an edition as it was before there were events."""
    for place in ("tables", "history"):
        (folder / place).mkdir(parents=True)
        for path in (source / place).iterdir():
            if path.stem != "events":
                (folder / place / path.name).write_bytes(path.read_bytes())
    kept = {name: one for name, one in manifest["history"].items() if name != "events"}
    told = manifest | {"schema_version": "1.1", "history": kept}
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
