"""Nights with open texts: they fail alone, keep counts and nothing else, and no word of theirs gets anywhere."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
import structlog
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipelines.__main__ import main
from pipelines.nightly import Outcome
from pipelines.settings import PipelineSettings
from tests.pipelines.running import DAY, own_facts, run, table

WEEK = "2026-11-02"
LAMPS = "Не горят фонари на улице"


def csv_of(count: int, text: str = LAMPS, place: str = "Тараз", day: str = "2026-11-04") -> str:
    return "text,date,place\n" + f'"{text}",{day},{place}\n' * count


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of open texts, named by its setting."""
    folder = tmp_path / "appeals"
    folder.mkdir()
    monkeypatch.setenv("AQSHA_APPEALS", str(folder))
    return folder


def weeks(night: PipelineSettings, outcome: Outcome) -> list[tuple[object, ...]]:
    return table(night, outcome.snapshot_id, "appeal_weeks").rows()


def test_without_a_folder_there_is_no_such_source(yesterday: PipelineSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AQSHA_APPEALS", "")

    outcome = run(yesterday)

    assert outcome.result == "unchanged"
    assert weeks(yesterday, outcome) == []
    assert not (yesterday.raw / "open_appeals").exists()


def test_cells_of_five_are_published_and_smaller_ones_are_not(yesterday: PipelineSettings, folder: Path) -> None:
    (folder / "town.csv").write_text(csv_of(6) + csv_of(4, place="Шымкент").split("\n", 1)[1], encoding="utf-8")

    outcome = run(yesterday)

    assert weeks(yesterday, outcome) == [("town", WEEK, "zhambyl", "taraz", "street_lamp", 6)]
    (told,) = table(yesterday, outcome.snapshot_id, "datasets").filter(pl.col("dataset") == "open_appeals").to_dicts()
    assert (told["rows_in"], told["rows_published"], told["rows_quarantined"]) == (10, 6, 0)


def test_rows_held_back_are_told_and_the_rest_stays_one_number(yesterday: PipelineSettings, folder: Path) -> None:
    (folder / "town.csv").write_text(csv_of(6) + f'"{LAMPS}",no day,Тараз\n' * 3, encoding="utf-8")

    outcome = run(yesterday)

    (told,) = table(yesterday, outcome.snapshot_id, "datasets").filter(pl.col("dataset") == "open_appeals").to_dicts()
    assert (told["rows_in"], told["rows_published"], told["rows_quarantined"]) == (9, 6, 3)


def test_a_half_written_account_breaks_no_night(yesterday: PipelineSettings, folder: Path) -> None:
    (folder / "town.csv").write_text(csv_of(6), encoding="utf-8")
    before = weeks(yesterday, run(yesterday))
    (yesterday.raw / "open_appeals" / "town.json").write_text('{"rows_in": 6', encoding="utf-8")
    (folder / "town.csv").write_text("", encoding="utf-8")

    assert weeks(yesterday, run(yesterday, DAY + timedelta(days=1))) == before


def test_division_into_files_changes_nothing(yesterday: PipelineSettings, folder: Path) -> None:
    (folder / "town.csv").write_text(csv_of(9), encoding="utf-8")
    whole = weeks(yesterday, run(yesterday))
    (folder / "town.csv").unlink()
    (folder / "town").mkdir()
    (folder / "town" / "b.csv").write_text(csv_of(2), encoding="utf-8")
    row = json.dumps({"text": LAMPS, "date": "04.11.2026", "place": "г. Тараз"}, ensure_ascii=False)
    (folder / "town" / "a.jsonl").write_text(f"{row}\n" * 7, encoding="utf-8")

    outcome = run(yesterday)

    assert weeks(yesterday, outcome) == whole
    assert whole[0][-1] == 9


def test_a_week_is_published_when_it_is_over(yesterday: PipelineSettings, folder: Path) -> None:
    (folder / "town.csv").write_text(csv_of(6, day="2026-11-20"), encoding="utf-8")

    assert weeks(yesterday, run(yesterday)) == []
    assert len(weeks(yesterday, run(yesterday, DAY + timedelta(days=1)))) == 1


BROKEN = {
    "not UTF-8": lambda folder: (folder / "town.csv").write_bytes(b"text,date\n\xff\xfe,2026-11-04\n"),
    "other columns": lambda folder: (folder / "town.csv").write_text("text,date,phone\nx,2026-11-04,1\n"),
    "no good line": lambda folder: (folder / "town.csv").write_text("text,date\n,\n,\n"),
    "empty": lambda folder: (folder / "town.csv").write_text(""),
    "folder away": lambda folder: shutil.rmtree(folder),
    "folder empty": lambda folder: (folder / "town.csv").unlink(),
}


@pytest.mark.parametrize("breaks", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_broken_keeps_yesterdays_counts_and_is_told(
    yesterday: PipelineSettings, folder: Path, breaks: Callable[[Path], object]
) -> None:
    (folder / "town.csv").write_text(csv_of(6), encoding="utf-8")
    before = weeks(yesterday, run(yesterday))
    breaks(folder)

    outcome = run(yesterday, DAY + timedelta(days=1))

    assert weeks(yesterday, outcome) == before
    assert before
    assert len(outcome.failed) == 1
    assert "last reading" in outcome.failed[0]
    diary = (yesterday.snapshots / "diary.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    (state,) = [one for one in json.loads(diary)["sources"] if one["name"] == "open_appeals"]
    assert state["ok"] is False


def test_a_broken_collection_does_not_hold_up_the_others(yesterday: PipelineSettings, folder: Path) -> None:
    (folder / "bad.csv").write_text("", encoding="utf-8")
    (folder / "good.csv").write_text(csv_of(5), encoding="utf-8")

    outcome = run(yesterday)

    assert [row[0] for row in weeks(yesterday, outcome)] == ["good"]
    assert outcome.failed == ["bad.csv holds no rows; the counts of «bad» of the last reading are kept."]


def test_a_broken_vocabulary_keeps_yesterdays_counts(yesterday: PipelineSettings, folder: Path) -> None:
    (folder / "town.csv").write_text(csv_of(6), encoding="utf-8")
    before = weeks(yesterday, run(yesterday))
    (yesterday.data / "curated" / "appeal_words.toml").write_text("[[needs]]\nneed = 'moon'\n", encoding="utf-8")

    outcome = run(yesterday, DAY + timedelta(days=1))

    assert weeks(yesterday, outcome) == before
    assert "needs[1].need: 'moon' came" in outcome.failed[0]


def test_what_its_keeper_takes_away_goes(yesterday: PipelineSettings, folder: Path) -> None:
    for name in ("town", "other"):
        (folder / f"{name}.csv").write_text(csv_of(6), encoding="utf-8")
    run(yesterday)
    (folder / "town.csv").unlink()

    outcome = run(yesterday, DAY + timedelta(days=1))

    assert [row[0] for row in weeks(yesterday, outcome)] == ["other"]
    assert sorted(path.name for path in (yesterday.raw / "open_appeals").iterdir()) == ["other.json", "other.parquet"]


def test_sources_that_are_not_asked_for_keep_their_counts(yesterday: PipelineSettings, folder: Path) -> None:
    (folder / "town.csv").write_text(csv_of(6), encoding="utf-8")
    before = weeks(yesterday, run(yesterday))
    (folder / "town.csv").write_text(csv_of(9), encoding="utf-8")

    assert weeks(yesterday, run(yesterday, only=["needs"])) == before
    assert weeks(yesterday, run(yesterday, DAY + timedelta(days=1), only=["lesser"]))[0][-1] == 9


def test_raw_keeps_counts_only_and_none_of_a_small_cell(yesterday: PipelineSettings, folder: Path) -> None:
    (folder / "town.csv").write_text(csv_of(6) + csv_of(4, place="Шымкент").split("\n", 1)[1], encoding="utf-8")

    run(yesterday)

    kept = pl.read_parquet(yesterday.raw / "open_appeals" / "town.parquet")
    assert kept.rows() == [("town", WEEK, "zhambyl", "taraz", "street_lamp", 6)]
    tally = json.loads((yesterday.raw / "open_appeals" / "town.json").read_text(encoding="utf-8"))
    assert all(isinstance(value, int) for value in tally.values())


# ── nothing of a text gets anywhere ───────────────────────────────────────────────────────────────────────────────

NAMES = ["Құпияханов", "Zhasyryn", "Секретов", "Тайныхбаева"]
planted = st.builds(
    "{} {} {} {}".format,
    st.sampled_from(NAMES),
    st.from_regex(r"87[1-9]{9}", fullmatch=True),
    st.from_regex(r"[89][1-9]{11}", fullmatch=True),
    st.from_regex(r"qzx[a-z]{6}@[a-z]{5}\.kz", fullmatch=True),
)


@pytest.fixture(scope="module")
def quiet_night(tmp_path_factory: pytest.TempPathFactory) -> PipelineSettings:
    return own_facts(tmp_path_factory.mktemp("planted"))


def rows_with(secret: str) -> list[dict[str, str]]:
    """Rows in which what is secret stands in every column, good ones and bad ones."""
    good = {"text": f"{LAMPS}. Меня зовут {secret}", "date": "2026-11-04", "place": "Тараз", "region": "", "id": ""}
    return [
        *[good] * 6,
        good | {"id": secret},
        good | {"place": f"Тараз, {secret}"},
        good | {"place": secret},
        good | {"region": secret},
        good | {"date": secret},
        good | {"text": secret},
        good | {"text": ""},
    ]


def as_csv(rows: list[dict[str, str]]) -> str:
    cells = ['"' + '","'.join(value.replace('"', '""') for value in row.values()) + '"' for row in rows]
    return "\n".join([",".join(rows[0]), *cells]) + "\n"


def lay_planted(folder: Path, secret: str) -> None:
    rows = rows_with(secret)
    folder.mkdir()
    (folder / "good.csv").write_text(as_csv(rows), encoding="utf-8")
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "lines.jsonl").write_text("\n".join([*lines, secret, f'{{"text": "{secret}']) + "\n", encoding="utf-8")
    (folder / "head.csv").write_text(f"{secret},date\nx,2026-11-04\n", encoding="utf-8")
    (folder / "field.jsonl").write_text(json.dumps({"text": "x", secret: 1}) + "\n", encoding="utf-8")
    (folder / "quote.csv").write_text(f'text,date\n"{secret}', encoding="utf-8")
    (folder / "bytes.csv").write_bytes(f"text,date\n{secret}".encode("utf-16"))
    (folder / f"{secret.replace(' ', '-')}.csv").write_text(csv_of(6), encoding="utf-8")
    (folder / secret).mkdir()
    (folder / secret / "x.csv").write_text(csv_of(6), encoding="utf-8")


def traces(secret: str) -> list[bytes]:
    """The parts of a secret as they could stand in a file: written out, escaped in JSON, in small letters."""
    parts = [part for part in secret.split() if part]
    forms = {form for part in parts for form in (part, part.lower(), json.dumps(part)[1:-1])}
    return [form.encode() for form in forms]


# A whole night is slow: what is found need not be made smaller.
@settings(
    max_examples=5,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
)
@given(secret=planted)
def test_planted_persons_never_reach_a_table_a_raw_file_or_a_log(
    quiet_night: PipelineSettings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    secret: str,
) -> None:
    home = quiet_night.data.parent
    for name in ("appeals", "raw", "snapshots"):
        shutil.rmtree(home / name, ignore_errors=True)
    lay_planted(home / "appeals", secret)
    for name in ("data", "raw", "snapshots"):
        monkeypatch.setenv(f"AQSHA_{name.upper()}", str(home / name))
    monkeypatch.setenv("AQSHA_APPEALS", str(home / "appeals"))

    try:
        code = main(["nightly", "--json"])
    finally:
        structlog.reset_defaults()

    said = capsys.readouterr()
    written = {
        str(path): path.read_bytes()
        for root in ("raw", "snapshots")
        for path in (home / root).rglob("*")
        if path.is_file()
    }
    texts = {**written, "names": "\n".join(written).encode(), "out": said.out.encode(), "err": said.err.encode()}
    assert code == 0
    assert len(json.loads(said.out)["failed"]) == 5
    assert [(name, part) for name, content in texts.items() for part in traces(secret) if part in content] == []
    (snapshot,) = [path for path in (home / "snapshots").iterdir() if (path / "manifest.json").exists()]
    tables = sorted((snapshot / "tables").glob("*.parquet"))
    assert tables
    plain = "\n".join(pl.read_parquet(path).write_json() for path in tables)
    assert [part for part in traces(secret) if part.decode() in plain] == []
    assert pl.read_parquet(snapshot / "tables" / "appeal_weeks.parquet")["count"].to_list() == [9, 9]
