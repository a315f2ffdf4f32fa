"""The nightly reading: what is asked on which night, what is kept, and what is told about it."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise

import httpx
import polars as pl
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import SourceBroken, SourceChanged, SourceUnavailable
from pipelines.sources.goszakup import GoszakupSettings, Progress, finished_parts, subjects_now
from pipelines.sources.goszakup.diary import open_diary
from pipelines.sources.goszakup.load import _months, _weeks
from pipelines.sources.goszakup.masks import Masker, person_key
from pipelines.sources.goszakup.rows import KEYS, SCHEMAS
from tests.pipelines.goszakup.fake import AT_ONCE, NOW, FakeRegister, contract, lot, once, plan, read, subject

DAY = timedelta(days=1)
OURS, OTHERS = "190440000001", "990240003789"
IIN = "850101300123"


def _register(**rows):
    given_rows = {
        "Subjects": [subject(1), subject(2, bin=OTHERS), subject(3, bin=IIN, nameRu="Иванов", typeSupplier=2)],
        "Contract": [
            contract(1, customerBin=OURS),
            contract(2, customerBin=OURS, supplierBiin=IIN, descriptionRu=f"ИИН {IIN}, оплата"),
            contract(3, customerBin=OTHERS),
        ],
        "Lots": [lot(1, customerBin=OURS), lot(2, customerBin=OTHERS)],
        "Plans": [plan(1, subjectBiin=OURS), plan(2, subjectBiin=OTHERS)],
    }
    return FakeRegister(**{**given_rows, **rows})


def _rows(folder, resource):
    """Rows of a resource as they stand: of each key the one in the latest part."""
    parts = [pl.read_parquet(part.path) for part in finished_parts(folder, resource)]
    if not parts:
        return SCHEMAS[resource].to_frame()
    return pl.concat(parts).unique(KEYS[resource], keep="last", maintain_order=True).sort(KEYS[resource])


def _ids(folder, resource):
    return _rows(folder, resource)[KEYS[resource]].to_list()


def _asked(register, *words):
    return [query for query in register.asked if all(word in query for word in words)]


def test_everything_is_read_and_every_part_has_its_columns(tmp_path):
    loaded = read(_register(), tmp_path)

    assert {name: _ids(tmp_path, name) for name in KEYS} == {
        "contracts": [1, 2, 3],
        "subjects": [OURS, OTHERS],
        "lots": [1, 2],
        "plans": [1, 2],
        "deletions": [],
    }
    assert loaded.mode == "all"
    assert loaded.counts["contracts"].kept == 3
    assert loaded.dropped == {"subjects": 1}
    for part in finished_parts(tmp_path):
        assert pl.read_parquet_schema(part.path) == SCHEMAS[part.resource]


def test_only_our_buyers_are_asked_for_and_kept(tmp_path):
    register = _register()

    loaded = read(register, tmp_path, customers=OURS)

    assert (loaded.mode, loaded.buyers) == ("listed", {OURS: date(2026, 1, 1)})
    assert [_ids(tmp_path, name) for name in ("contracts", "lots", "plans")] == [[1, 2], [1], [1]]
    assert not _asked(register, OTHERS)


def test_rows_of_other_buyers_in_an_increment_are_dropped_and_counted(tmp_path):
    register = _register()
    read(register, tmp_path, customers=OURS)
    register.rows["Contract"] += [
        contract(4, customerBin=OURS, indexDate="2026-11-22 20:00:00"),
        contract(5, customerBin=OTHERS, indexDate="2026-11-22 20:00:00"),
    ]

    loaded = read(register, tmp_path, customers=OURS, now=NOW + DAY)

    assert _ids(tmp_path, "contracts") == [1, 2, 4]
    assert loaded.dropped["contracts"] == 1
    assert not any(OTHERS.encode() in body for body in _bodies(tmp_path / "pages" / "contracts"))


def test_a_new_buyer_is_loaded_whole(tmp_path):
    register = _register()
    read(register, tmp_path, customers=OURS)

    loaded = read(register, tmp_path, customers=f"{OURS},{OTHERS}", now=NOW + DAY)

    assert _ids(tmp_path, "contracts") == [1, 2, 3]
    assert set(loaded.buyers) == {OURS, OTHERS}


def test_a_changed_row_takes_the_place_of_the_old_one(tmp_path):
    register = _register()
    read(register, tmp_path)
    register.rows["Contract"][0] = contract(1, faktSumWnds=500.05, indexDate="2026-11-22 21:00:00")

    loaded = read(register, tmp_path, now=NOW + DAY)

    assert _rows(tmp_path, "contracts").filter(id=1)["paid_vat_kzt"].cast(pl.String).to_list() == ["500.05"]
    assert _ids(tmp_path, "contracts") == [1, 2, 3]
    assert loaded.counts["contracts"].windows == 1


def test_the_second_run_of_a_moment_reads_nothing_again(tmp_path):
    register = _register()
    read(register, tmp_path)
    parts = finished_parts(tmp_path, "contracts")

    loaded = read(register, tmp_path)

    assert finished_parts(tmp_path, "contracts") == parts
    assert not loaded.counts.keys() & {"contracts", "subjects", "lots"}


def test_contracts_in_force_are_read_again_after_a_week(tmp_path):
    register = _register()
    read(register, tmp_path, customers=OURS)
    register.rows["Contract"][0]["faktSumWnds"] = 777

    nights = [read(register, tmp_path, customers=OURS, now=NOW + DAY * n) for n in range(1, 8)]

    assert len(_asked(register, "Contract(", "[185, 190, 345, 375, 450]")) == 1
    assert _rows(tmp_path, "contracts").filter(id=1)["paid_vat_kzt"].cast(pl.String).to_list() == ["777.00"]
    assert sum(night.counts["contracts"].kept for night in nights) == 2


def test_subjects_are_read_whole_once_a_week_and_by_their_changes_between(tmp_path):
    register = _register()
    for night in range(9):
        read(register, tmp_path, now=NOW + DAY * night)

    assert len(_asked(register, "Subjects(limit: $limit, after: $after)")) == 2
    assert len(_asked(register, "Subjects(", "lastUpdateDate: [")) == 7


def test_a_month_of_absence_is_made_up_for_in_weeks(tmp_path):
    register = _register()
    read(register, tmp_path)
    register.rows["Contract"] += [
        contract(10 + day, indexDate=f"{NOW + DAY * day:%Y-%m-%d} 12:00:00") for day in range(30)
    ]

    read(register, tmp_path, now=NOW + DAY * 30)

    assert _ids(tmp_path, "contracts") == [1, 2, 3, *range(10, 40)]
    assert len(_asked(register, "Contract(", "indexDate: [")) == 5


def test_a_row_that_turns_up_late_under_an_earlier_day_is_found(tmp_path):
    register = _register()
    read(register, tmp_path)
    register.rows["Contract"] += [contract(4, indexDate=f"{NOW - 2 * DAY:%Y-%m-%d} 12:00:00")]

    read(register, tmp_path, now=NOW + DAY)

    assert _ids(tmp_path, "contracts") == [1, 2, 3, 4]


def test_a_window_broken_off_last_night_is_finished_tonight(tmp_path):
    register = _register()
    read(register, tmp_path)
    register.rows["Contract"] += [contract(id_, indexDate="2026-11-23 12:00:00") for id_ in range(4, 9)]
    register.cap = 2
    register.faults = [once(lambda _, __: httpx.Response(500), at) for at in range(3, 7)]
    with pytest.raises(SourceUnavailable):
        read(register, tmp_path, now=NOW + DAY)

    read(register, tmp_path, now=NOW + 2 * DAY)

    assert _ids(tmp_path, "contracts") == [1, 2, 3, 4, 5, 6, 7, 8]
    with open_diary(tmp_path) as diary:
        assert diary.unfinished() == []


def test_what_a_killed_run_left_half_done_is_swept_away(tmp_path):
    read(_register(), tmp_path)
    parts = tmp_path / "parts" / "contracts"
    for name in ("00000099-made-2026-02.parquet", "00000100-x.parquet.tmp"):
        (parts / name).write_bytes(b"half")

    read(_register(), tmp_path)

    assert {path.name for path in parts.iterdir()} == {part.path.name for part in finished_parts(tmp_path, "contracts")}


def test_new_plan_points_are_found_walking_down_to_the_last_one_known(tmp_path):
    register = _register()
    register.cap = 2
    read(register, tmp_path, customers=OURS)
    register.rows["Plans"] += [plan(id_, subjectBiin=OURS if id_ % 2 else OTHERS) for id_ in range(3, 12)]

    read(register, tmp_path, customers=OURS, now=NOW + DAY)

    assert _ids(tmp_path, "plans") == [1, 3, 5, 7, 9, 11]


def test_deletions_are_kept_and_changes_are_not(tmp_path):
    register = _register()
    register.journal = [
        {"object_id": "3", "action": "D", "date_action": "2026-11-22 01:00:00", "service_name": "contract", "url": ""},
        {"object_id": "1", "action": "U", "date_action": "2026-11-22 01:00:00", "service_name": "contract", "url": "x"},
    ]

    read(register, tmp_path)

    assert _rows(tmp_path, "deletions").drop("page").rows() == [("3", "contract", "2026-11-22 01:00:00")]


def test_progress_tells_rows_rate_and_what_remains(tmp_path):
    register = _register()
    register.cap = 2
    told = []

    read(register, tmp_path, report=told.append, patience=replace(AT_ONCE, clock=count(0, 5).__next__))

    lines = [str(one) for one in told if one.resource == "contracts"]
    assert [re.sub(r"[\d.,]+ (rows/s|min)", r"? \1", line) for line in lines] == [
        "contracts made-2026-02: 2 of 3 rows, window 10 of 11, ? rows/s; 1 rows left, ? min",
        "contracts made-2026-02: 3 of 3 rows, window 10 of 11, ? rows/s; 0 rows left, ? min",
    ]


def test_progress_is_one_line():
    told = Progress("contracts", "made-2024-03", 1200, 5000, 2, 12, 38_000, 100.0, 91_200)

    assert str(told) == (
        "contracts made-2024-03: 1,200 of 5,000 rows, window 3 of 12, 380 rows/s; 91,200 rows left, 4 min"
    )


def test_every_page_keeps_its_provenance(tmp_path):
    register = _register()
    read(register, tmp_path)
    page = next((tmp_path / "pages" / "contracts").rglob("*.zst"))

    head, _, body = zstandard.ZstdDecompressor().decompress(page.read_bytes()).partition(b"\n")

    told = json.loads(head)
    assert told["url"] == "https://ows.goszakup.gov.kz/v3/graphql"
    assert (told["status"], told["rows"], told["kept"], len(told["sha256"])) == (200, 3, 3, 64)
    assert told["query"] in register.asked
    assert len(json.loads(body)["data"]["Contract"]) == 3


@pytest.mark.parametrize("customers", ["all", OURS])
def test_nobody_is_named_on_the_disk(tmp_path, customers):
    register = _register()
    register.journal = [
        {"object_id": IIN, "action": "D", "date_action": "2026-11-22 01:00:00", "service_name": "subject", "url": ""}
    ]

    read(register, tmp_path, customers=customers)

    for path in tmp_path.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for text in (content, _unpacked(path, content)):
            assert IIN.encode() not in text, path
            assert "Иванов".encode() not in text, path
    people = _rows(tmp_path, "contracts").filter("supplier_is_person")
    assert people["supplier"].to_list() == [Masker(person_key(tmp_path)).person(IIN)]


def test_the_source_down_keeps_what_was_read(tmp_path):
    register = _register()
    register.cap = 1

    def down(request, response):
        if b"crdate" in request.content:
            raise httpx.ConnectError("refused")
        return response

    register.faults = [down]
    with pytest.raises(SourceUnavailable, match="what was read so far is kept"):
        read(register, tmp_path)
    assert _ids(tmp_path, "subjects") == [OURS, OTHERS]

    register.faults = []
    asked = len(register.asked)
    read(register, tmp_path)

    assert _ids(tmp_path, "contracts") == [1, 2, 3]
    assert not [query for query in register.asked[asked:] if "Subjects(" in query]


def test_a_value_nobody_can_read_stops_the_run_and_is_read_again_from_the_pages_kept(tmp_path, monkeypatch):
    register = _register(Contract=[contract(1, contractSumWnds="много")])
    with pytest.raises(SourceChanged, match="contractSumWnds"):
        read(register, tmp_path)
    assert _ids(tmp_path, "contracts") == []
    register.rows["Contract"] = []
    monkeypatch.setattr("pipelines.sources.goszakup.parse._number", lambda *_: None)

    read(register, tmp_path)

    assert _ids(tmp_path, "contracts") == [1]


def test_no_buyers_found_is_told(tmp_path):
    with pytest.raises(SourceBroken, match="AQSHA_GOSZAKUP_CUSTOMERS"):
        read(_register(Subjects=[]), tmp_path, customers="")


@pytest.mark.parametrize(
    ("customers", "mode", "listed"),
    [
        pytest.param("", "akimats", None, id="akimats"),
        pytest.param(" ALL ", "all", None, id="everybody"),
        pytest.param(f"{OURS}, {OTHERS};{OURS}", "listed", [OURS, OTHERS], id="a list"),
    ],
)
def test_whose_purchases_are_read(customers, mode, listed):
    settings = GoszakupSettings(customers=customers)

    assert settings.mode == mode
    assert listed is None or settings.listed() == listed


def test_buyers_may_stand_in_a_file(tmp_path):
    (tmp_path / "buyers.txt").write_text(f"# akimats\n{OURS}\n\n{OTHERS}  # second\n", encoding="utf-8")

    assert GoszakupSettings(customers=str(tmp_path / "buyers.txt")).listed() == [OURS, OTHERS]
    with pytest.raises(SourceBroken, match="neither a list of BINs nor a file"):
        GoszakupSettings(customers="nothing.txt").listed()
    with pytest.raises(SourceBroken, match="no BIN of 12 digits"):
        GoszakupSettings(customers=f"{OURS}, 12").listed()


@given(st.dates(date(2015, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_months_cover_every_day_once(since, today):
    days = [window.filters["crdate"] for window in _months(since, today)]

    spans = sorted((date.fromisoformat(first[:10]), date.fromisoformat(last[:10])) for first, last in days)
    assert spans[0][0] == since
    assert spans[-1][1] >= today
    assert all(last + DAY == first for (_, last), (first, _) in pairwise(spans))


@given(st.dates(date(2026, 1, 1), date(2026, 6, 1)), st.integers(0, 40))
def test_weeks_cover_every_day_once_and_the_day_to_come(first, length):
    now = datetime(first.year, first.month, first.day, 5, tzinfo=UTC).replace(tzinfo=None) + DAY * length

    spans = [(span[0][:10], span[1][:10]) for _, span in _weeks(first, now)]

    assert spans[0][0] == f"{first}"
    assert spans[-1][1] == f"{now.date() + DAY}"
    assert all(date.fromisoformat(a) + DAY == date.fromisoformat(b) for (_, a), (b, _) in pairwise(spans))


def test_no_folder_has_no_parts(tmp_path):
    assert finished_parts(tmp_path / "none") == []
    assert subjects_now(tmp_path / "none").height == 0


def _bodies(folder):
    return [zstandard.ZstdDecompressor().decompress(path.read_bytes()) for path in folder.rglob("*.zst")]


def _unpacked(path, content):
    if path.suffix == ".zst":
        return zstandard.ZstdDecompressor().decompress(content)
    return str(pl.read_parquet(path).rows()).encode() if path.suffix == ".parquet" else b""
