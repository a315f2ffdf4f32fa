"""Night after night over the test register: days that bring changes, days that bring none, days that go wrong."""

import json
import socket
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import polars as pl
import pytest

from dashboard import snapshots
from pipelines import nightly, publish
from pipelines.check import check_snapshot
from pipelines.errors import CheckFailed, SourceUnavailable
from pipelines.settings import PipelineSettings
from tests.pipelines.nightly_register.nights import (
    FIRST_NIGHT,
    commanded,
    copied,
    from_register,
    home,
    night,
    rows_of_store,
    tables_of,
    told,
)
from tests.pipelines.running import files_in, table
from tests.register.faults import Faults, Plan
from tests.register.register import Register, Size
from tests.register.server import Served, running
from tests.register.subject_rows import subject_row
from tests.register.truth import Counted, counted_chains

ROWS, SHARE = 400, 0.1
SECOND_NIGHT = FIRST_NIGHT + timedelta(days=1)
AKIMATS = {"CUSTOMERS": ""}
PUBLISHED = PipelineSettings.model_fields["snapshots"].default


@pytest.fixture(scope="module")
def served():
    with running(rows=ROWS, share=SHARE) as served:
        yield served


@pytest.fixture(autouse=True)
def _day_0(request):
    """Every test that asks the register finds it healthy, on its first day."""
    if "served" in request.fixturenames:
        served = request.getfixturevalue("served")
        served.portal.faults = Faults()
        if served.portal.register.day:
            served.portal.register.go_to(0)


@pytest.fixture(scope="module")
def first_night(served, tmp_path_factory):
    settings = home(tmp_path_factory.mktemp("nights") / "first")
    night(settings, served, **AKIMATS)
    return settings


@pytest.fixture
def after_first(first_night, tmp_path):
    return copied(first_night, tmp_path / "home")


def _newest(settings: PipelineSettings, name: str, place: str = "tables") -> pl.DataFrame:
    newest = publish.latest_id(settings.snapshots)
    assert newest is not None
    return table(settings, newest, name, place)


def _meant(day: int) -> dict[str, Counted]:
    """What counts of our topics on a day, by record."""
    register = Register(Size(ROWS, share=SHARE))
    register.go_to(day)
    return {f"register-{found.root_id}": found for found in counted_chains(register) if found.category}


def _steps(settings: PipelineSettings) -> Counter[str]:
    rows = _newest(settings, "bridge").group_by("step").agg(pl.col("rows").sum())
    return Counter(dict(rows.iter_rows()))


def _local(served: Served) -> dict[str, str | None]:
    """Buyers of akimats with the region that they told the register, if they did."""
    bodies = [
        (index, served.portal.register.customer(index)) for index in range(served.portal.register.layout.customers)
    ]
    return {
        body.bin: body.region if subject_row(body, index)["katoList"] else None
        for index, body in bodies
        if body.is_local
    }


def test_akimats_alone_are_read_when_nobody_says_whose(first_night, served):
    buyers = {row[0] for row in rows_of_store(first_night, "SELECT DISTINCT customer_bin FROM contracts")}

    assert buyers == _local(served).keys()
    assert set(from_register(_newest(first_night, "records"))["level"]) == {"local"}
    assert set(_newest(first_night, "bridge")["level"]) == {"local"}


def test_region_years_of_akimats_are_loaded(first_night, served):
    loaded = _newest(first_night, "region_years").filter(pl.col("coverage") == "loaded")

    regions = set(_local(served).values()) - {None}
    assert len(regions) > 15
    assert set(loaded.select("region", "year").iter_rows()) == set(product(regions, range(2017, 2027)))


def test_of_buyers_picked_by_hand_nothing_is_loaded(served, tmp_path):
    settings = home(tmp_path)
    bins = [served.portal.register.customer(index).bin for index in (0, 1, 2)]

    night(settings, served, CUSTOMERS=",".join(bins), SINCE="2024")

    assert {row[0] for row in rows_of_store(settings, "SELECT DISTINCT customer_bin FROM contracts")} == set(bins)
    assert "loaded" not in set(_newest(settings, "region_years")["coverage"])


def test_the_next_day_changes_what_changed_and_nothing_else(after_first, served):
    before = set(from_register(_newest(after_first, "records"))["record_id"])
    steps = _steps(after_first)
    served.portal.register.go_to(1)

    outcome = night(after_first, served, SECOND_NIGHT, **AKIMATS)

    was, now = _meant(0), _meant(1)
    after = set(from_register(_newest(after_first, "records"))["record_id"])
    changed = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
    changes = _newest(after_first, "changes", "history")
    assert outcome.result == "published"
    assert set(changes["record_id"]) == changed & (before | after)
    assert set(changes.filter(pl.col("change") == "gone")["record_id"]) == (was.keys() - now.keys()) & before
    assert before - after == (was.keys() - now.keys()) & before
    assert len(changed & before) >= 2
    assert _steps(after_first)["deleted"] > steps["deleted"]
    assert set(_steps(after_first)) == set(steps)


def test_what_the_register_deletes_counts_no_more_and_is_not_lost(after_first, served):
    register = served.portal.register
    register.go_to(1)
    gone = [
        register.chains.chain(change.chain)
        for change in register.days.changes
        if change.what == "deleted" and register.chains.chain(change.chain).versions[-1].deleted
    ]
    ids = [
        version.contract_id for chain in gone for version in chain.versions if version.role == "deleted" and version.day
    ]

    night(after_first, served, SECOND_NIGHT, **AKIMATS)

    listed = ", ".join(map(str, ids))
    kept = rows_of_store(after_first, f"SELECT id, step, sum_kzt FROM decided WHERE id IN ({listed})")
    assert kept
    assert {step for _, step, _ in kept} == {"deleted"}
    assert all(tenge > 0 for _, _, tenge in kept)


def test_a_night_without_changes_publishes_nothing(after_first, served):
    before = files_in(after_first.snapshots)

    outcome = night(after_first, served, SECOND_NIGHT, **AKIMATS)

    assert outcome.result == "unchanged"
    assert files_in(after_first.snapshots) == before


@dataclass(frozen=True)
class Bad:
    """A day that goes wrong: what the register does, or what is set wrong, and how it ends."""

    code: int
    says: str
    faults: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    is_down: bool = False


BAD_DAYS = [
    pytest.param(Bad(3, "can't be reached", is_down=True), id="the source is down"),
    pytest.param(Bad(3, "does not know our token", given=(("TOKEN", "old-token"),)), id="the token is not known"),
    pytest.param(Bad(3, "does not know our token", ("bad_token@4",)), id="the token expires on the way"),
    pytest.param(Bad(3, "answers only addresses in Kazakhstan", ("foreign",)), id="a foreign address"),
    pytest.param(Bad(3, "sent a web page with status 200", ("html",)), id="web pages all day"),
    pytest.param(Bad(3, "cut or garbled", ("cut",)), id="half answers all day"),
    pytest.param(Bad(3, "with an error: Internal server error", ("errors",)), id="errors inside 200 all day"),
    pytest.param(Bad(3, "stopped sending", ("null_root",)), id="no rows though it counts them"),
    pytest.param(Bad(3, "ask too often (429)", ("too_many",)), id="too many calls all day"),
    pytest.param(Bad(1, "contractSumWnds", ("renamed_field",)), id="a field has another name"),
    pytest.param(Bad(1, "outside the filter we gave", ("filter_ignored",)), id="the filter is not heeded"),
    pytest.param(Bad(1, "sends generated rows", given=(("ALLOW_GENERATED", "0"),)), id="rows that are made up"),
]


@pytest.fixture(scope="module")
def in_trouble(first_night, tmp_path_factory):
    """One folder for all bad days: none of them may change what is published."""
    return copied(first_night, tmp_path_factory.mktemp("trouble") / "home")


@pytest.mark.parametrize("bad", BAD_DAYS)
def test_a_bad_day_is_told_and_leaves_no_trace(in_trouble, served, capfd, bad):
    register = served.portal.register
    register.go_to(1)
    before = files_in(in_trouble.snapshots)
    served.portal.faults = Faults(Plan(bad.faults, rate=1, retry_after=0))
    url = f"http://127.0.0.1:{_free_port()}" if bad.is_down else served.url

    code = commanded(in_trouble, url, SECOND_NIGHT, **AKIMATS | {"ATTEMPTS": "2"} | dict(bad.given))

    said = [line for line in capfd.readouterr().err.splitlines() if not line.startswith("{")]
    health = json.loads((in_trouble.snapshots / "health.json").read_text())
    assert code == bad.code
    assert len(said) == 1, said
    assert bad.says in said[0]
    assert (health["exit_code"], health["result"]) == (bad.code, "unavailable" if bad.code == 3 else "failed")
    assert bad.says in health["sentence"]
    assert health["snapshot_id"] == publish.latest_id(in_trouble.snapshots)
    assert "old-token" not in said[0] + health["sentence"]
    assert files_in(in_trouble.snapshots) == before
    assert snapshots.newest(in_trouble.snapshots).id == check_snapshot(in_trouble.snapshots, None)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture(scope="module")
def second_night(first_night, served, tmp_path_factory):
    """What a good second night publishes."""
    settings = copied(first_night, tmp_path_factory.mktemp("second") / "home")
    served.portal.faults = Faults()
    served.portal.register.go_to(1)
    night(settings, served, SECOND_NIGHT, **AKIMATS)
    return tables_of(settings)


def test_the_night_after_bad_days_publishes_as_if_nothing_had_happened(after_first, served, second_night):
    served.portal.register.go_to(1)
    for hour, fault in enumerate(("bad_token@6", "null_root", "renamed_field", "errors@4")):
        served.portal.faults = Faults(Plan((fault,), rate=1))
        now = SECOND_NIGHT + timedelta(hours=hour)
        assert commanded(after_first, served.url, now, **AKIMATS | {"ATTEMPTS": "1"}) in {1, 3}, fault
    served.portal.faults = Faults()

    assert commanded(after_first, served.url, SECOND_NIGHT + timedelta(hours=5), **AKIMATS) == 0

    assert tables_of(after_first) == second_night


def test_a_first_night_that_stops_halfway_goes_on_the_next_day(served, first_night, tmp_path):
    settings = home(tmp_path)
    served.portal.faults = Faults(Plan(("bad_token@40",)))
    with pytest.raises(SourceUnavailable):
        night(settings, served, **AKIMATS)
    assert publish.latest_id(settings.snapshots) is None
    served.portal.faults = Faults()

    night(settings, served, FIRST_NIGHT + timedelta(hours=3), **AKIMATS)

    assert tables_of(settings) == tables_of(first_night)
    assert served.portal.faults.calls < 97


def test_made_up_rows_never_reach_the_folder_the_site_is_served_from(after_first, served, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = PipelineSettings(data=after_first.data, raw=tmp_path / "fresh", snapshots=PUBLISHED)

    with pytest.raises(CheckFailed, match="sends generated rows"):
        night(settings, served, **AKIMATS)

    assert publish.latest_id(settings.snapshots) is None


@pytest.mark.parametrize("source", ["goszakup", "spending"])
@pytest.mark.parametrize(
    ("snapshots", "allowed"),
    [pytest.param(PUBLISHED, "1", id="where the site is served from"), pytest.param("served", "0", id="elsewhere")],
)
def test_a_folder_filled_by_a_test_is_never_published_from(
    after_first, served, tmp_path, monkeypatch, source, snapshots, allowed
):
    """Elsewhere, made-up rows come in only where a setting lets them; whether the register is asked or not."""
    monkeypatch.chdir(tmp_path)
    settings = PipelineSettings(data=after_first.data, raw=after_first.raw, snapshots=snapshots)

    with told(served.url, CUSTOMERS="", ALLOW_GENERATED=allowed), pytest.raises(CheckFailed, match=r"test register"):
        nightly.run(settings, SECOND_NIGHT, only=(source,))

    assert publish.latest_id(settings.snapshots) is None
