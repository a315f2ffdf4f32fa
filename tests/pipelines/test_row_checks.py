"""A broken row is held back with words that say how to mend it; a broken file stops the run."""

import json
from decimal import Decimal

import pytest

from pipelines.__main__ import main
from pipelines.curated import extract
from pipelines.errors import SourceBroken
from pipelines.reconcile import reconcile
from pipelines.sources import parties, spending
from pipelines.sources.source import Problem, RawFile, parse, read_file
from pipelines.transform.tables import build
from tests.pipelines.running import (
    DATA,
    OPEN_AKIMAT,
    dumps,
    edit_row,
    facts_plus,
    facts_with,
    files_in,
    own_facts,
    real_files,
    real_row,
    real_rows,
    rewrite,
    run,
)

SPENDING, RELATIONS, REGISTER = "curated/spending.jsonl", "curated/relations.jsonl", "curated/register.jsonl"
STATEMENTS, PROMISES, OBSERVATIONS = (f"curated/{name}.jsonl" for name in ("statements", "promises", "observations"))


def report(**fields):
    return real_row(SPENDING, OPEN_AKIMAT) | {"id": "new-record"} | fields


def without(row, field):
    return {name: value for name, value in row.items() if name != field}


def source(**fields):
    return real_row(SPENDING, OPEN_AKIMAT)["source"] | fields


def problems_of_added(file, *rows):
    facts = facts_plus(file, *rows)
    first = len(real_rows(file)) + 1
    assert all(problem.file == file and problem.line >= first for problem in facts.problems)
    return facts.problems


@pytest.mark.parametrize(
    ("row", "field", "expected", "came"),
    [
        pytest.param(report(amount_kzt="79000000"), "amount_kzt", "without quotes", '"79000000"', id="amount as text"),
        pytest.param(report(amount_kzt=Decimal("1.005")), "amount_kzt", "2 decimal", "1.005", id="tenth of a tiyn"),
        pytest.param(report(amount_kzt=float("nan")), "amount_kzt", "plain number", "NaN", id="amount is no number"),
        pytest.param(report(amount_kzt=True), "amount_kzt", "plain number", "true", id="amount is yes"),
        pytest.param(report(amount_kzt=-1), "amount_kzt", "greater than or equal to 0", "-1", id="amount below zero"),
        pytest.param(report(amount_kzt=10**17), "amount_kzt", "16 digits", str(10**17), id="amount too large"),
        pytest.param(report(region="atlantis"), "region", "an id of regions.csv", "atlantis", id="unknown region"),
        pytest.param(report(system="hal-9000"), "system", "an id of systems.jsonl", "hal-9000", id="unknown system"),
        pytest.param(
            report(contractor_id="nobody"), "contractor_id", "contractors.jsonl", "nobody", id="unknown contractor"
        ),
        pytest.param(report(id=OPEN_AKIMAT), "id", "an id of its own; line", OPEN_AKIMAT, id="id taken twice"),
        pytest.param(
            report(source=source(url=None)), "source.url", "url, or address_known is false", "null", id="no address"
        ),
        pytest.param(
            report(source=source(url="ratel.kz")), "source.url", "pattern", '"ratel.kz"', id="half an address"
        ),
        pytest.param(without(report(), "source"), "row", "missing fields: source", "nothing", id="no source"),
        pytest.param(
            report(year_from=2021, year_to=2020),
            "year_from, year_to",
            "not later",
            "2021, 2020",
            id="years turned",
        ),
        pytest.param(
            report(year_to=None), "year_from, year_to", "both known or both null", "2020, null", id="one year of two"
        ),
        pytest.param(report(year_from=20), "year_from", "1990", "20", id="year of two digits"),
        pytest.param(report(colour="red"), "colour", "not permitted", '"red"', id="unknown field"),
        pytest.param(without(report(), "kind"), "row", "missing fields: kind", "nothing", id="field forgotten"),
        pytest.param(report(kind="gift"), "kind", "'contract'", '"gift"', id="unknown kind"),
        pytest.param(
            report(amount_precision="range"), "amount_low, amount_high", "a range has", "null, null", id="no ends"
        ),
        pytest.param(
            report(amount_precision="range", amount_low=5, amount_high=4),
            "amount_low, amount_high",
            "not above",
            "5, 4",
            id="ends turned round",
        ),
        pytest.param('{"id": "x", "level"', "line", "a JSON object", '{"id": "x"', id="line cut off"),
        pytest.param('["x"]', "row", "a JSON object", '["x"]', id="line is a list"),
        pytest.param(report(source="ratel.kz"), "source", "a JSON object", '"ratel.kz"', id="source is a text"),
        pytest.param(
            report(amount_precision="range", amount_low=1, amount_high=2),
            "amount_kzt, amount_low, amount_high",
            "lies between",
            "79000000, 1, 2",
            id="sum above its range",
        ),
        pytest.param(
            report(amount_precision="range", amount_low=79000001, amount_high=80000000),
            "amount_kzt, amount_low, amount_high",
            "lies between",
            "79000000, 79000001",
            id="sum below its range",
        ),
        pytest.param(report(title_en=""), "title_en", "a text that says something", '""', id="empty title"),
        pytest.param(report(customer=" "), "customer", "a text that says something", '" "', id="blank customer"),
        pytest.param(
            report(source=source(publisher="")), "source.publisher", "a text that says", '""', id="empty publisher"
        ),
        pytest.param(report(system=""), "system", "pattern", '""', id="empty id is told once"),
        pytest.param(report(period_start="2021-13-45"), "period_start", "of the calendar", "2021-13-45", id="no date"),
        pytest.param(report(period_start="2021-13"), "period_start", "of the calendar", "2021-13", id="no month"),
        pytest.param(report(period_end="2021-02-29"), "period_end", "of the calendar", "2021-02-29", id="no leap day"),
        pytest.param(report(period_end="0000"), "period_end", "of the calendar", "0000", id="no year"),
        pytest.param(report(period_end="20210101"), "period_end", "YYYY-MM-DD", "20210101", id="date run together"),
        pytest.param(
            report(source=source(date="2021-04-31")), "source.date", "of the calendar", "2021-04-31", id="source's date"
        ),
        pytest.param('{"id": "x", "id": "y"}', "line", "id stands twice", '{"id": "x"', id="field twice"),
    ],
)
def test_a_broken_report_is_held_back_in_words(row, field, expected, came):
    (problem,) = problems_of_added(SPENDING, row)

    assert problem.blocks
    assert field in problem.field
    assert expected in problem.expected
    assert came in problem.came
    assert str(problem).startswith(f"{problem.file}:{problem.line}")
    assert f"{problem.field}: {problem.expected}; came {problem.came}" in str(problem)


@pytest.mark.parametrize(
    ("file", "row", "field", "expected"),
    [
        pytest.param(
            RELATIONS,
            {"from": OPEN_AKIMAT, "to": "nowhere", "relation": "same_as", "why": "?"},
            "to",
            "an id of records",
            id="relation to nothing",
        ),
        pytest.param(
            RELATIONS,
            {"from": OPEN_AKIMAT, "to": OPEN_AKIMAT, "relation": "same_as", "why": "?"},
            "from, to",
            "two records",
            id="relation to itself",
        ),
        pytest.param(
            RELATIONS,
            {"from": OPEN_AKIMAT, "to": "it-taraz-e-rgis-2020", "relation": "near", "why": "?"},
            "relation",
            "'same_as'",
            id="unknown relation",
        ),
        pytest.param(RELATIONS, real_rows(RELATIONS)[0], "key", "of its own", id="relation twice"),
        pytest.param(
            STATEMENTS,
            real_rows(STATEMENTS)[0] | {"id": "st-new", "about": {"record": "nowhere"}},
            "about.record",
            "an id of records",
            id="statement about nothing",
        ),
        pytest.param(
            STATEMENTS,
            real_rows(STATEMENTS)[0] | {"id": "st-new", "about": {"system": "open-akimat", "party": "kcell"}},
            "about.system, about.party",
            "exactly one",
            id="statement about two",
        ),
        pytest.param(
            STATEMENTS,
            real_rows(STATEMENTS)[0] | {"id": "st-new", "about": {"body": "akimat-taraz"}},
            "about",
            "record or system or party",
            id="statement about a body",
        ),
        pytest.param(
            PROMISES,
            real_rows(PROMISES)[0] | {"id": "pr-new", "about": {"party": "kcell"}},
            "about",
            "record or system",
            id="promise of a company",
        ),
        pytest.param(
            PROMISES,
            real_rows(PROMISES)[0] | {"id": "pr-new", "value": Decimal("0.125")},
            "value",
            "at most 2 decimals",
            id="promise with three decimals",
        ),
        pytest.param(
            OBSERVATIONS,
            real_rows(OBSERVATIONS)[0] | {"id": "obs-new", "value": -1},
            "value",
            "greater than or equal to 0",
            id="observation below zero",
        ),
        pytest.param(
            REGISTER,
            real_rows(REGISTER)[0] | {"id": "register-1", "status_id": 999},
            "status_id",
            "not in the reference list",
            id="unknown status",
        ),
        pytest.param(
            REGISTER,
            real_rows(REGISTER)[0] | {"id": "register-1", "signed_on": "2021-06-31"},
            "signed_on",
            "a date of the calendar",
            id="signed on no day",
        ),
        pytest.param(
            REGISTER,
            real_rows(REGISTER)[0] | {"id": "register-1", "region": "south-kazakhstan"},
            "region",
            "a present region; south-kazakhstan ended on 2018-06-18",
            id="contract of a region that ended",
        ),
        pytest.param(
            "context/population.csv",
            real_rows("context/population.csv")[0] | {"as_of": "2010-02-30"},
            "as_of",
            "a date of the calendar",
            id="residents on no day",
        ),
        pytest.param(
            "context/population.csv",
            real_rows("context/population.csv")[0] | {"as_of": "2010-02"},
            "as_of",
            "a day of the calendar",
            id="residents in a month",
        ),
        pytest.param(
            "geo/regions.csv",
            real_row("geo/regions.csv", "abai") | {"slug": "new-region", "valid_from": "2022-06-31"},
            "valid_from",
            "a date of the calendar",
            id="region since no day",
        ),
        pytest.param(
            REGISTER,
            real_rows(REGISTER)[0] | {"id": "register-1", "customer_bin": "1"},
            "customer_bin",
            "pattern",
            id="BIN too short",
        ),
        pytest.param(
            REGISTER,
            real_rows(REGISTER)[0] | {"id": "register-1", "year_from": 2022},
            "year_from, year_to",
            "not later",
            id="contract ends before it begins",
        ),
        pytest.param(
            "curated/needs-evidence.jsonl",
            real_row("curated/needs-evidence.jsonl", "ne-0030") | {"id": "ne-new", "source_url": None},
            "source_url, address_known",
            "address_known is false",
            id="evidence without an address",
        ),
        pytest.param(
            "curated/needs-evidence.jsonl",
            real_row("curated/needs-evidence.jsonl", "ne-0030") | {"id": "ne-new", "need": "yacht"},
            "need",
            "an id of needs.jsonl",
            id="unknown need",
        ),
        pytest.param(
            "curated/unit-costs.jsonl",
            real_rows("curated/unit-costs.jsonl")[0] | {"id": "uc-new", "unit_cost_kzt": "5"},
            "unit_cost_kzt",
            "without quotes",
            id="cost as text",
        ),
        pytest.param(
            "curated/appeals.jsonl",
            real_rows("curated/appeals.jsonl")[0] | {"id": "ap-new", "share_pct": Decimal("12.345")},
            "share_pct",
            "2 decimal",
            id="share with three decimals",
        ),
        pytest.param(
            "curated/appeals.jsonl",
            real_rows("curated/appeals.jsonl")[0] | {"id": "ap-new", "count": -1},
            "count",
            "greater than or equal to 0",
            id="appeals below zero",
        ),
        pytest.param(
            "curated/customers.jsonl",
            real_rows("curated/customers.jsonl")[0] | {"id": "benedixsimus"},
            "id",
            "contractors.jsonl has this one",
            id="one id for a buyer and a company",
        ),
    ],
)
def test_a_broken_row_of_any_file_is_held_back_in_words(file, row, field, expected):
    problems = problems_of_added(file, row)

    assert {problem.field for problem in problems} == {field}
    assert expected in problems[0].expected
    assert problems[0].blocks


@pytest.mark.parametrize("date", [None, "2020", "2020-02", "2020-02-29", "1999-12-31"])
def test_a_date_as_far_as_it_is_known_passes(date):
    assert facts_plus(SPENDING, report(period_start=date)).problems == []


@pytest.mark.parametrize(("low", "high"), [(79000000, 79000000), (1, 79000000), (79000000, 10**9)])
def test_the_ends_of_a_range_belong_to_it(low, high):
    assert facts_plus(SPENDING, report(amount_precision="range", amount_low=low, amount_high=high)).problems == []


def test_a_row_that_lacks_much_is_told_in_one_line():
    (problem,) = problems_of_added(SPENDING, {"id": "x"})

    assert problem.row_id == "x"
    assert problem.expected.startswith("missing fields: level, region, place, customer, ")
    assert problem.expected.endswith("notes, formerly")


def test_missing_fields_do_not_hide_other_faults():
    problems = problems_of_added(SPENDING, without(without(report(amount_kzt="1"), "kind"), "tier"))

    assert [problem.field for problem in problems] == ["row", "amount_kzt"]
    assert problems[0].expected == "missing fields: kind, tier"


def test_a_missing_field_has_the_name_that_the_file_uses():
    (problem,) = problems_of_added(RELATIONS, without(real_rows(RELATIONS)[0], "from"))

    assert problem.expected == "missing fields: from"


def test_money_of_a_region_that_ended_is_held_back_with_where_it_belongs():
    (problem,) = problems_of_added(SPENDING, report(region="south-kazakhstan"))

    assert problem.blocks
    assert (problem.field, problem.came) == ("region", "south-kazakhstan")
    assert problem.expected == (
        "a present region; south-kazakhstan ended on 2018-06-18, its places belong to turkistan/shymkent"
    )


def test_a_contract_of_the_register_cannot_take_the_id_of_a_report():
    facts = facts_plus(SPENDING, report(id="register-9523423"))

    (problem,) = facts.problems
    assert (problem.file, problem.line, problem.field) == (REGISTER, 1, "id")
    assert problem.expected == "an id of its own; spending.jsonl has this one"


def test_an_unknown_spelling_of_a_place_is_told_but_publishes():
    facts = facts_plus(SPENDING, report(place="Gotham"))

    (problem,) = facts.problems
    assert (problem.field, problem.came, problem.blocks) == ("place", "Gotham", False)
    assert "new-record" in {row.id for row in facts.of("spending.jsonl")}


def test_what_hangs_on_a_held_back_row_goes_with_it_and_nothing_counts_twice():
    tie = {"from": "new-record", "to": "seed-taraz-93m-together", "relation": "part_of", "why": "inside"}
    saying = real_rows(STATEMENTS)[0] | {"id": "st-new", "about": {"record": "new-record"}}
    whole = build(facts_with({}))

    facts = facts_with(
        {
            SPENDING: [*real_rows(SPENDING), report(region="atlantis")],
            RELATIONS: [*real_rows(RELATIONS), tie],
            STATEMENTS: [*real_rows(STATEMENTS), saying],
        }
    )
    tables = build(facts)

    held_back = tables["quarantine"]
    assert sorted(held_back["file"]) == sorted([SPENDING, RELATIONS, STATEMENTS])
    assert held_back.filter(file=RELATIONS)["came"].item() == "new-record"
    assert json.loads(held_back.filter(file=SPENDING)["raw"].item())["region"] == "atlantis"
    assert tables["records"].equals(whole["records"])
    assert tables["spend"].equals(whole["spend"])
    assert tables["relations"].equals(whole["relations"])
    accounts = {account.dataset: account for account in reconcile(facts, tables)}
    assert (accounts["spending"].rows_quarantined, accounts["statements"].rows_quarantined) == (2, 1)
    assert accounts["spending"].rows_in == accounts["spending"].rows_published + 2


def test_a_row_with_several_faults_is_one_row_held_back():
    tables = build(facts_plus(SPENDING, report(region="atlantis", system="hal-9000")))

    (row,) = tables["quarantine"].iter_rows(named=True)
    assert row["field"] == "region, system"
    assert row["row_id"] == "new-record"


def test_a_private_name_is_hidden_in_what_is_held_back():
    name = real_rows("curated/unnamed_contractors.jsonl")[0]["variant"]

    tables = build(facts_plus(SPENDING, report(contractor=name, contractor_id=None, region="atlantis")))

    raw = tables["quarantine"]["raw"].item()
    assert name not in raw
    assert "atlantis" in raw


def test_a_broken_line_in_the_list_of_private_names_stops_everything():
    rows = real_rows("curated/unnamed_contractors.jsonl")

    with pytest.raises(SourceBroken, match=r"never shown.*unnamed_contractors.jsonl:1.*variant"):
        facts_with({"curated/unnamed_contractors.jsonl": [{"why": rows[0]["why"]}, *rows[1:]]})


def test_a_file_whose_rows_all_dangle_stops_the_run():
    rates = [row | {"source_id": "nowhere"} for row in real_rows("context/cpi.csv")]

    with pytest.raises(SourceBroken, match=r"context/cpi.csv: not one row can be used.*nowhere"):
        facts_with({"context/cpi.csv": rates})


def test_a_file_of_another_form_stops_the_run():
    with pytest.raises(SourceBroken, match=r"curated/relations.jsonl: no line has the expected form.*:1"):
        facts_with({RELATIONS: real_rows(STATEMENTS)})


def test_exact_money_survives_reading():
    line = dumps(report(amount_kzt=Decimal("9007199254740993.01")))

    (parsed,), problems = parse(RawFile("spending", SPENDING, "", ((1, line),)), spending.SpendingRow, "id")

    assert problems == []
    assert parsed.row.amount_kzt == Decimal("9007199254740993.01")


def test_a_problem_without_an_id_reads_well():
    problem = Problem("spending", SPENDING, 7, None, "line", "a JSON object on one line", "{")

    assert str(problem) == "curated/spending.jsonl:7: line: a JSON object on one line; came {"


def test_the_facts_in_the_repository_have_no_problems():
    assert facts_with({}).problems == []
    assert len(real_files()) == len(extract(DATA))


def _breaking(name, change):
    return pytest.param(name, change, id=f"{name}: {change.__name__.strip('_').replace('_', ' ')}")


def _missing(path):
    path.unlink()


def _empty(path):
    path.write_text("", encoding="utf-8")


def _blank_lines_only(path):
    path.write_text("\n\n", encoding="utf-8")


def _not_utf8(path):
    path.write_bytes("аким".encode("cp1251"))


def _lacks_a_column(path):
    path.write_text("slug,kato\nx,1\n", encoding="utf-8")


def _has_a_new_column(path):
    head, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_text(f"{head},mood\n{rest}", encoding="utf-8")


def _no_line_of_the_form(path):
    path.write_text('{"hello": "world"}\n', encoding="utf-8")


WORDS = {
    "_missing": "is missing; put it back",
    "_empty": "holds no rows; restore it",
    "_blank_lines_only": "holds no rows; restore it",
    "_not_utf8": "is not UTF-8 (byte 0); save it as UTF-8",
    "_lacks_a_column": "; it has kato, slug",
    "_has_a_new_column": "has columns nobody knows: mood",
    "_no_line_of_the_form": "no line has the expected form",
}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        _breaking("curated/spending.jsonl", _missing),
        _breaking("curated/spending.jsonl", _empty),
        _breaking("curated/spending.jsonl", _blank_lines_only),
        _breaking("curated/spending.jsonl", _not_utf8),
        _breaking("curated/spending.jsonl", _no_line_of_the_form),
        _breaking("geo/regions.csv", _missing),
        _breaking("geo/regions.csv", _not_utf8),
        _breaking("geo/regions.csv", _lacks_a_column),
        _breaking("geo/regions.csv", _has_a_new_column),
    ],
)
def test_a_broken_file_publishes_nothing(name, change, yesterday, monkeypatch, capsys):
    change(yesterday.data / name)
    before = files_in(yesterday.snapshots)
    for field in ("data", "raw", "snapshots"):
        monkeypatch.setenv(f"AQSHA_{field.upper()}", str(getattr(yesterday, field)))

    code = main(["nightly"])

    assert code == 1
    said = capsys.readouterr().err
    assert name.rsplit("/", 1)[1] in said
    assert WORDS[change.__name__] in said
    assert "Traceback" not in said
    assert files_in(yesterday.snapshots) == before


def test_a_byte_order_mark_does_no_harm(tmp_path):
    settings = own_facts(tmp_path)
    path = settings.data / "curated" / "unnamed_contractors.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert read_file(parties.SOURCE, settings.data, path.name).lines[0][1].startswith("{")


def test_a_broken_row_is_held_back_and_the_rest_publishes(tmp_path):
    settings = own_facts(tmp_path)
    rewrite(settings, SPENDING, lambda lines: [*lines, dumps(report(amount_kzt="79000000"))])

    outcome = run(settings)

    assert outcome.result == "published"
    (problem,) = outcome.problems
    assert problem.startswith(f"{SPENDING}:{len(real_rows(SPENDING)) + 1} (new-record): amount_kzt: ")
    manifest = json.loads((settings.snapshots / outcome.snapshot_id / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["quarantine"] == {"spending": 1}
    assert outcome.tables["quarantine"] == 1


def test_a_night_tells_which_decisions_it_could_not_follow(tmp_path, monkeypatch, capsys):
    settings = own_facts(tmp_path)
    ids = {"record_id": OPEN_AKIMAT, "root_id": 1}
    waiting = ids | {"decision": "same", "why": "The same sum", "decided_on": "2026-11-22"}
    rewrite(settings, "curated/links.jsonl", lambda lines: [*lines, dumps(waiting)])
    monkeypatch.setenv("AQSHA_DATA", str(settings.data))
    monkeypatch.setenv("AQSHA_SNAPSHOTS", str(settings.snapshots))
    monkeypatch.setenv("AQSHA_RAW", str(settings.raw))

    assert main(["nightly"]) == 0
    said = capsys.readouterr().out
    assert f"\ndecision not followed: {OPEN_AKIMAT} 1: the register as loaded has no such contract" in said


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        pytest.param(None, 0, "; 0 problems.", id="good files"),
        pytest.param(dumps(report(amount_kzt="1")), 1, "(new-record): amount_kzt: ", id="broken row"),
        pytest.param(dumps(report(place="Gotham")), 1, "came Gotham", id="unknown place"),
    ],
)
def test_curated_check_says_what_to_mend(line, code, said, tmp_path, monkeypatch, capsys):
    settings = own_facts(tmp_path)
    if line:
        rewrite(settings, SPENDING, lambda lines: [*lines, line])
    monkeypatch.setenv("AQSHA_DATA", str(settings.data))

    assert main(["curated", "check"]) == code
    assert said in capsys.readouterr().out
    assert not settings.snapshots.exists()


def test_curated_check_finds_a_circle_of_relations(tmp_path, monkeypatch, capsys):
    settings = own_facts(tmp_path)
    ids = (OPEN_AKIMAT, "it-taraz-e-rgis-2020")
    ties = [{"from": one, "to": other, "relation": "part_of", "why": "?"} for one, other in (ids, ids[::-1])]
    rewrite(settings, RELATIONS, lambda lines: [*lines, *map(dumps, ties)])
    monkeypatch.setenv("AQSHA_DATA", str(settings.data))

    assert main(["curated", "check"]) == 1
    said = capsys.readouterr().out
    assert f"{RELATIONS}: Relations go in a circle" in said
    for one, other in (ids, ids[::-1]):
        assert f"{one} part_of {other}" in said


def test_curated_check_compares_needs_with_their_costs(tmp_path, monkeypatch, capsys):
    settings = own_facts(tmp_path)
    edit_row(settings, "curated/needs.jsonl", "city_bus", costs=12)
    monkeypatch.setenv("AQSHA_DATA", str(settings.data))

    assert main(["curated", "check"]) == 1
    assert "needs.jsonl (city_bus): costs is 12, but the unit costs give 11" in capsys.readouterr().out
