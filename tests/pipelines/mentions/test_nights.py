"""The method in the nightly run: it fails alone, keeps what it had, and never publishes made-up posts."""

from datetime import timedelta

import pytest

from pipelines import nightly
from pipelines.__main__ import main
from pipelines.settings import PipelineSettings
from tests.pipelines.mentions.making import LONG_AGO, post, write
from tests.pipelines.running import DAY, files_in, rewrite, run, table

POSTS = [
    post(number, akim=("zhambyl", "astana")[number % 2], text=f"спасибо {number} врачам и соседям")
    for number in range(8)
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of posts that the run is told of."""
    monkeypatch.setenv("AQSHA_MENTIONS", str(tmp_path / "posts"))
    return write(tmp_path / "posts", POSTS)


def rows_of(settings, outcome, name="mention_periods"):
    return table(settings, outcome.snapshot_id, name)


def test_without_the_setting_only_the_method_is_published(yesterday, monkeypatch):
    monkeypatch.delenv("AQSHA_MENTIONS", raising=False)

    outcome = run(yesterday)

    assert [outcome.tables[name] for name in ("mention_periods", "mention_indicators", "mention_method")] == [0, 0, 17]
    assert outcome.failed == []


def test_posts_become_tables_by_office_and_a_line_of_the_inputs(yesterday, folder):
    outcome = run(yesterday)

    assert rows_of(yesterday, outcome).filter(period_kind="week").select("region", "mentions", "positive").rows() == [
        ("astana", 4, 4),
        ("zhambyl", 4, 4),
    ]
    inputs = rows_of(yesterday, outcome, "datasets").filter(dataset="mentions")
    assert inputs.select("rows_in", "rows_published", "rows_quarantined").rows() == [(8, 8, 0)]


BAD = [
    pytest.param({"terms": "region\n"}, "must have the columns", id="terms that can't be right"),
    pytest.param({"posts": []}, "no line of the folder is a post", id="no posts"),
    pytest.param({"posts": [post(1, akim="nowhere")]}, "no line of the folder is a post", id="only broken lines"),
]


@pytest.mark.parametrize(("change", "told"), BAD)
def test_a_bad_folder_fails_alone_and_yesterdays_tables_stay(yesterday, folder, change, told):
    before = run(yesterday)
    write(folder, change.get("posts", POSTS), change.get("terms", LONG_AGO))

    outcome = run(yesterday, DAY + timedelta(days=1))

    assert outcome.result == "unchanged"
    assert outcome.snapshot_id == before.snapshot_id
    assert len(outcome.failed) == 1
    assert outcome.failed[0].startswith("mentions: ")
    assert told in outcome.failed[0]


def test_a_folder_that_went_away_fails_alone(yesterday, folder, monkeypatch):
    run(yesterday)
    monkeypatch.setenv("AQSHA_MENTIONS", str(folder / "gone"))

    outcome = run(yesterday)

    assert outcome.result == "unchanged"
    assert "is no folder" in outcome.failed[0]


def test_a_broken_file_of_the_method_fails_alone(yesterday, folder):
    rewrite(yesterday, "curated/mentions/indicators.toml", lambda lines: [one.replace("= 40", "= 41") for one in lines])

    outcome = run(yesterday)

    assert outcome.tables["mention_method"] == 0
    assert "add up to 101" in outcome.failed[0]


def test_a_run_of_another_source_keeps_the_tables(yesterday, folder):
    before = run(yesterday)
    write(folder, [])

    assert run(yesterday, only=["spending"]).snapshot_id == before.snapshot_id


def test_held_back_lines_are_told_in_the_diary_without_their_words(yesterday, folder):
    write(folder, [*POSTS, post(99, reactions="x", text="тайное слово")])
    run(yesterday)

    diary = (yesterday.snapshots / "diary.jsonl").read_text(encoding="utf-8")

    assert "posts.csv:10: reactions" in diary
    assert "тайное" not in diary


def test_below_the_raw_folder_lies_nothing_of_a_post(yesterday, folder):
    write(folder, [one | {"author": "ayan_secret", "text": f"құпия {number} сөз"} for number, one in enumerate(POSTS)])
    run(yesterday)

    kept = b"".join(files_in(yesterday.raw / "mentions").values())

    assert b"ayan_secret" not in kept
    assert "құпия".encode() not in kept


MADE_UP = [one | {"network": "generated-vk"} for one in POSTS]


def test_made_up_posts_are_refused(yesterday, folder, monkeypatch):
    write(folder, MADE_UP)

    outcome = run(yesterday)

    assert outcome.tables["mention_periods"] == 0
    assert "made up" in outcome.failed[0]

    monkeypatch.setenv("AQSHA_MENTIONS_ALLOW_GENERATED", "1")
    assert run(yesterday).tables["mention_periods"] == 4


def test_made_up_posts_never_reach_the_folder_of_the_site(yesterday, folder, monkeypatch):
    """Neither read anew nor from what an allowed run left below the raw folder."""
    write(folder, MADE_UP)
    monkeypatch.setenv("AQSHA_MENTIONS_ALLOW_GENERATED", "1")
    assert run(yesterday).tables["mention_periods"] == 4
    monkeypatch.setitem(PipelineSettings.model_fields, "snapshots", _default(yesterday.snapshots))

    assert run(yesterday, DAY + timedelta(days=1)).tables["mention_periods"] == 0
    assert run(yesterday, DAY + timedelta(days=2), only=["spending"]).tables["mention_periods"] == 0

    write(folder, POSTS)
    assert run(yesterday, DAY + timedelta(days=3)).tables["mention_periods"] == 4


def _default(path):
    field = PipelineSettings.model_fields["snapshots"]
    return type(field)(annotation=field.annotation, default=path)


def test_the_command_prints_and_writes(tmp_path, capsys):
    folder = write(tmp_path / "posts", POSTS)

    assert main(["mentions", str(folder)]) == 0
    assert main(["mentions", str(folder), "--out", str(tmp_path / "out")]) == 0
    assert main(["mentions", str(tmp_path / "nowhere")]) == 1

    told = capsys.readouterr()
    assert "8 lines read; 0 held back" in told.out
    assert "is no folder" in told.err


def test_the_step_is_part_of_the_run():
    assert nightly.read_open_mentions.__module__ == "pipelines.open_mentions"
