"""The nightly run as a whole: same facts same snapshot, every row and tenge accounted for, words when it stops."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import polars as pl
import pytest

from pipelines import nightly, publish
from pipelines.__main__ import main
from pipelines.check import check_snapshot
from pipelines.difference import difference
from pipelines.errors import CheckFailed, PipelineError, SourceUnavailable
from pipelines.transform import tables as transform
from tests.pipelines.running import (
    DAY,
    OPEN_AKIMAT,
    add_line,
    edit_row,
    files_in,
    own_facts,
    real_row,
    real_rows,
    rewrite,
    run,
    table,
)

SPENDING, RELATIONS, STATEMENTS = "curated/spending.jsonl", "curated/relations.jsonl", "curated/statements.jsonl"
EVIDENCE = "curated/needs-evidence.jsonl"
TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def command(yesterday, monkeypatch):
    """Give the commands over a test's own facts."""
    for field in ("data", "raw", "snapshots"):
        monkeypatch.setenv(f"AQSHA_{field.upper()}", str(getattr(yesterday, field)))
    return lambda *arguments: main(arguments)


def manifest_of(settings):
    return publish.read_manifest(settings.snapshots, publish.latest_id(settings.snapshots))


def test_the_same_facts_publish_nothing_new(yesterday):
    before = files_in(yesterday.snapshots)

    outcome = run(yesterday, TOMORROW)

    assert outcome.result == "unchanged"
    assert outcome.snapshot_id == outcome.previous_id == publish.latest_id(yesterday.snapshots)
    assert files_in(yesterday.snapshots) == before


def test_the_id_is_the_day_and_the_content(published):
    manifest = manifest_of(published)

    assert manifest["id"] == f"2026-11-22-{manifest['content_sha256'][:8]}"
    assert manifest["previous_id"] is None


def test_one_tiyn_makes_another_snapshot_and_shows_in_the_difference(yesterday):
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=Decimal("79000000.01"))

    outcome = run(yesterday)

    assert outcome.result == "published"
    assert outcome.snapshot_id != outcome.previous_id
    lines = list(difference(yesterday.snapshots, outcome.previous_id, outcome.snapshot_id))
    told = lines.index(f"{OPEN_AKIMAT}: changed, counted 79000000.00 → 79000000.01 tenge (+0.01)")
    assert set(lines[told + 1 :]) == {
        "    amount_kzt: 79000000.00 → 79000000.01",
        "    counted_kzt: 79000000.00 → 79000000.01",
    }
    assert lines[0].startswith("records: ")
    assert len([line for line in lines if ": changed, counted" in line or ": added" in line]) == 1
    before, after = (table(yesterday, one, "spend") for one in (outcome.previous_id, outcome.snapshot_id))
    assert after["counted_kzt"].sum() - before["counted_kzt"].sum() == Decimal("0.01")


def test_a_new_fact_of_a_new_region_and_category_flows_through(yesterday):
    old = table(yesterday, publish.latest_id(yesterday.snapshots), "records")
    region, category = "ulytau", "media.survey"
    assert old.filter((pl.col("region") == region) | (pl.col("category") == category)).is_empty()
    whole = real_row(SPENDING, "regions-giz-h1-2021")
    fact = real_row(SPENDING, OPEN_AKIMAT) | {
        "id": "ulytau-survey-2021",
        "region": region,
        "place": "Ulytau Region",
        "customer": "Ulytau department of surveys",
        "contractor": "Survey Company LLP",
        "contractor_id": None,
        "category": category,
        "system": None,
        "amount_kzt": Decimal("1000000.10"),
        "year_from": 2023,
        "year_to": 2023,
    }
    add_line(yesterday, SPENDING, fact)
    add_line(yesterday, RELATIONS, {"from": fact["id"], "to": whole["id"], "relation": "part_of", "why": "inside"})

    outcome = run(yesterday)

    assert outcome.problems == []
    records = table(yesterday, outcome.snapshot_id, "records")
    (new,) = records.filter(record_id=fact["id"]).iter_rows(named=True)
    assert (new["region"], new["category"], new["headline_group"]) == (region, category, "media")
    assert new["counted_kzt"] == Decimal("1000000.10")
    (remainder,) = records.filter(record_id=whole["id"])["counted_kzt"]
    assert remainder == Decimal(8338000000) - Decimal("1000000.10")
    assert records["counted_kzt"].sum() == old["counted_kzt"].sum()
    (year,) = (
        table(yesterday, outcome.snapshot_id, "region_years").filter(region=region, year=2023).iter_rows(named=True)
    )
    assert (year["coverage"], year["counted_kzt"]) == ("found", Decimal("1000000.10"))
    (spent,) = table(yesterday, outcome.snapshot_id, "spend").filter(record_id=fact["id"]).iter_rows(named=True)
    assert spent["per_resident_kzt"] == round(Decimal("1000000.10") / year["population"], 6)
    parties = table(yesterday, outcome.snapshot_id, "parties").filter(
        pl.col("party_id").is_in([new["customer_id"], new["contractor_id"]])
    )
    assert set(parties["name_en"]) == {"Ulytau department of surveys", "Survey Company LLP"}
    assert check_snapshot(yesterday.snapshots, None) == outcome.snapshot_id


def test_every_tenge_that_came_in_stands_in_the_manifest(published):
    accounts = {account["dataset"]: account for account in manifest_of(published)["accounts"]}
    reports, contracts = accounts["spending"], accounts["register_facts"]
    came_in = sum((row["amount_kzt"] or Decimal(0) for row in real_rows(SPENDING)), Decimal(0))

    assert Decimal(reports["tenge_in"]) == came_in
    assert Decimal(contracts["tenge_in"]) == Decimal("39850000.01")
    for account in (reports, contracts):
        sums = [Decimal(tenge) for side in ("counted", "not_counted") for tenge in account[side].values()]
        assert sum(sums) == Decimal(account["tenge_in"])
    assert {name for account in accounts.values() for name in account["counted"]} == {"local", "central"}
    for account in accounts.values():
        assert account["rows_in"] == account["rows_published"] + account["rows_quarantined"] > 0


def test_tenge_held_back_stands_in_the_manifest_and_is_printed(yesterday, command, capsys):
    for row_id, amount in (("new-1", Decimal("1000000.10")), ("new-2", "?")):
        fact = real_row(SPENDING, OPEN_AKIMAT) | {"id": row_id, "region": "atlantis", "amount_kzt": amount}
        add_line(yesterday, SPENDING, fact)

    assert command("nightly") == 0

    (account,) = [one for one in manifest_of(yesterday)["accounts"] if one["dataset"] == "spending"]
    assert (account["not_counted"]["held_back"], account["unreadable_amounts"]) == ("1000000.10", 1)
    said = capsys.readouterr().out
    assert "1,000,000.10 not counted: held_back" in said
    assert "rows held back whose amount can't be read: 1" in said


def test_no_money_in_the_manifest_is_a_number(published):
    def numbers(value):
        if isinstance(value, dict):
            return [one for inner in value.values() for one in numbers(inner)]
        if isinstance(value, list):
            return [one for inner in value for one in numbers(inner)]
        return [value] if isinstance(value, float) else []

    manifest = manifest_of(published)

    assert numbers(manifest) == []
    assert isinstance(manifest["counted_kzt"]["local"]["media"], str)


def _lose_a_record(build):
    def lying(facts, *others):
        built = build(facts, *others)
        return replace(
            built,
            tables={
                name: table.filter(pl.col("record_id") != OPEN_AKIMAT) if name in ("records", "spend") else table
                for name, table in built.tables.items()
            },
        )

    return lying


def _lose_a_sum_by_year(spend):
    return lambda records, shares: spend(records, shares).filter(pl.col("record_id") != OPEN_AKIMAT)


def _lose_a_row(read_facts):
    def lying(raws):
        facts = read_facts(raws)
        facts.rows["statements.jsonl"].pop()
        return facts

    return lying


def _count_twice(count):
    def lying(records, relations):
        twice = pl.col("counted_kzt") * 2
        return count(records, relations).with_columns(counted_kzt=twice.cast(pl.Decimal(18, 2)))

    return lying


@pytest.mark.parametrize(
    ("module", "name", "lie", "words"),
    [
        pytest.param(
            nightly, "build_all", _lose_a_record, r"spending: \d+\S* tenge came in, but", id="a record gets lost"
        ),
        pytest.param(transform, "count", _count_twice, r"tenge came in, but \S+ are accounted", id="counted twice"),
        pytest.param(transform.years, "spend", _lose_a_sum_by_year, "spend adds up to", id="a year gets lost"),
        pytest.param(nightly, "read_facts", _lose_a_row, r"statements: \d+ rows came in, but", id="a row gets lost"),
    ],
)
def test_nothing_is_published_when_the_sums_do_not_hold(module, name, lie, words, yesterday, monkeypatch):
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=80000000)
    before = files_in(yesterday.snapshots)
    monkeypatch.setattr(module, name, lie(getattr(module, name)))

    with pytest.raises(CheckFailed, match=words):
        run(yesterday)

    assert files_in(yesterday.snapshots) == before


def test_a_sudden_loss_stops_the_run_unless_it_is_allowed(yesterday, command, capsys):
    rewrite(yesterday, EVIDENCE, lambda lines: lines[: len(lines) * 3 // 4])
    before = files_in(yesterday.snapshots)

    assert command("nightly") == 1
    said = capsys.readouterr().err
    rows = len(real_rows(EVIDENCE))
    assert f"need_evidence would shrink from {rows} to {rows * 3 // 4} rows" in said
    assert "--allow-loss" in said
    assert files_in(yesterday.snapshots) == before

    assert command("nightly", "--allow-loss") == 0
    assert "Published" in capsys.readouterr().out
    assert manifest_of(yesterday)["tables"]["need_evidence"]["rows"] == rows * 3 // 4


def test_a_small_loss_publishes(yesterday):
    rewrite(yesterday, EVIDENCE, lambda lines: lines[:-1])

    assert run(yesterday).result == "published"


def test_a_second_run_at_the_same_time_says_so(yesterday, command, capsys):
    with publish.only_one_run(yesterday.snapshots):
        assert command("nightly") == 1

    assert f"Another nightly run is working on {yesterday.snapshots}" in capsys.readouterr().err
    assert command("nightly") == 0


def test_relations_in_a_circle_stop_the_run_in_words(yesterday, command, capsys):
    tie = {"from": "seed-taraz-93m-together", "to": OPEN_AKIMAT, "relation": "part_of", "why": "?"}
    add_line(yesterday, RELATIONS, tie)
    before = files_in(yesterday.snapshots)

    assert command("nightly") == 1

    said = capsys.readouterr().err
    assert "Relations go in a circle" in said
    assert f"seed-taraz-93m-together part_of {OPEN_AKIMAT}" in said
    assert "Mend data/curated/relations.jsonl" in said
    assert files_in(yesterday.snapshots) == before


def test_the_summary_is_json_with_money_as_text(yesterday, command, capsys):
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=Decimal("79000000.01"))

    assert command("nightly", "--json") == 0

    summary = json.loads(capsys.readouterr().out)
    assert summary["result"] == "published"
    assert summary["snapshot_id"] == publish.latest_id(yesterday.snapshots)
    (account,) = [one for one in summary["accounts"] if one["dataset"] == "spending"]
    assert account["tenge_in"].endswith(".44")
    assert all(isinstance(tenge, str) for tenge in account["counted"].values())
    assert summary["tables"]["records"] == len(real_rows(SPENDING)) + 1


def test_the_summary_in_words_accounts_for_everything(command, capsys):
    assert command("nightly") == 0

    said = capsys.readouterr().out
    rows = len(real_rows(SPENDING)) + len(real_rows(RELATIONS))
    assert f"spending: {rows} rows in = {rows} published + 0 held back" in said
    assert "219,308,154,916.43 counted, local" in said
    assert "Unchanged, nothing was published" in said


def test_one_source_is_read_again_and_the_others_stay_as_they_were(yesterday):
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, title_en="A new title")
    edit_row(yesterday, STATEMENTS, "st-open-akimat-1", text_en="A new statement")

    outcome = run(yesterday, only=["spending"])

    assert table(yesterday, outcome.snapshot_id, "records").filter(title_en="A new title").height == 1
    assert table(yesterday, outcome.snapshot_id, "statements").filter(text_en="A new statement").is_empty()
    later = run(yesterday)
    assert table(yesterday, later.snapshot_id, "statements").filter(text_en="A new statement").height == 1


def test_one_source_alone_reads_the_others_too_where_they_were_never_read(tmp_path):
    settings = own_facts(tmp_path)

    assert run(settings, only=["spending"]).result == "published"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["nightly"], 0, id="nightly"),
        pytest.param(["nightly", "--source", "spending", "--source", "systems"], 0, id="two sources"),
        pytest.param(["check"], 0, id="check the newest"),
        pytest.param(["check", "2020-01-01-00000000"], 1, id="check what does not exist"),
        pytest.param(["diff", "2020-01-01-00000000", "2020-01-01-00000000"], 1, id="diff of nothing"),
        pytest.param(["curated", "check"], 0, id="curated check"),
    ],
)
def test_exit_codes(arguments, code, command):
    assert command(*arguments) == code


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="no command"),
        pytest.param(["nightly", "--source", "rumours"], id="unknown source"),
        pytest.param(["dance"], id="unknown command"),
        pytest.param(["diff", "one"], id="diff of one"),
    ],
)
def test_wrong_usage_is_code_2(arguments, command, capsys):
    with pytest.raises(SystemExit) as ended:
        command(*arguments)

    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_source_out_of_reach_is_code_3_and_changes_nothing(yesterday, command, monkeypatch, capsys):
    def out_of_reach(*_):
        raise SourceUnavailable("the register does not answer")

    monkeypatch.setattr(nightly, "extract", out_of_reach)
    before = files_in(yesterday.snapshots)

    assert command("nightly") == 3
    assert "Source unavailable: the register does not answer" in capsys.readouterr().err
    assert files_in(yesterday.snapshots) == before


def test_the_difference_of_a_snapshot_with_itself_is_none(published):
    (snapshot_id,) = [publish.latest_id(published.snapshots)]

    assert list(difference(published.snapshots, snapshot_id, snapshot_id)) == [
        f"{snapshot_id} and {snapshot_id} hold the same content."
    ]


def test_snapshots_go_where_the_option_says(yesterday, command, tmp_path):
    elsewhere = tmp_path / "elsewhere"

    assert command("nightly", "--snapshots", str(elsewhere)) == 0
    assert publish.latest_id(elsewhere)
    assert command("check", "--snapshots", str(elsewhere)) == 0


def test_history_tells_what_came_changed_and_went(yesterday):
    first = publish.latest_id(yesterday.snapshots)
    edit_row(yesterday, SPENDING, OPEN_AKIMAT, amount_kzt=80000000, title_en="A new title")
    add_line(yesterday, SPENDING, real_row(SPENDING, OPEN_AKIMAT) | {"id": "new-record", "amount_kzt": 5})
    second = run(yesterday, TOMORROW).snapshot_id

    changes = table(yesterday, second, "changes", "history")
    assert changes.select("record_id", "change", "counted_before_kzt", "counted_after_kzt").rows() == [
        (OPEN_AKIMAT, "changed", Decimal("79000000.00"), Decimal("80000000.00")),
        ("new-record", "added", None, Decimal("5.00")),
    ]
    assert {"amount_kzt", "counted_kzt", "title_en"} <= set(changes["fields"][0])

    rewrite(yesterday, SPENDING, lambda lines: lines[:-1])
    third = run(yesterday, DAY + timedelta(days=2)).snapshot_id

    gone = table(yesterday, third, "changes", "history")
    assert gone.select("record_id", "change", "counted_before_kzt", "counted_after_kzt").rows() == [
        ("new-record", "gone", Decimal("5.00"), None)
    ]
    seen = {row["record_id"]: row for row in table(yesterday, third, "seen", "history").iter_rows(named=True)}
    assert (seen["new-record"]["first_seen"], seen["new-record"]["last_seen"]) == ("2026-11-23", "2026-11-23")
    assert (seen[OPEN_AKIMAT]["first_seen"], seen[OPEN_AKIMAT]["last_seen"]) == ("2026-11-22", "2026-11-24")
    runs = table(yesterday, third, "runs", "history")
    assert runs["snapshot_id"].to_list() == [first, second, third]
    assert manifest_of(yesterday)["previous_id"] == second


def test_the_first_snapshot_calls_every_record_added(published):
    changes = table(published, publish.latest_id(published.snapshots), "changes", "history")

    assert changes.height == len(real_rows(SPENDING)) + 1
    assert set(changes["change"]) == {"added"}


def test_every_kind_of_stop_has_words_for_people(published):
    with pytest.raises(PipelineError, match="There is no snapshot nothing; there are: 2026-11-22-"):
        list(difference(published.snapshots, "nothing", "nothing"))


def test_a_report_names_each_step(yesterday):
    told = []

    run(yesterday, report=told.append)

    assert tuple(told) == nightly.STEPS


def test_settings_of_one_run_are_not_shared(published, tmp_path):
    other = replace_snapshots(published, tmp_path / "other")

    assert run(other).result == "published"
    assert publish.latest_id(other.snapshots) == publish.latest_id(published.snapshots)


def replace_snapshots(settings, folder):
    return settings.model_copy(update={"snapshots": folder, "raw": folder / "raw"})
