"""The log of corrections: it may be empty; what contradicts itself is held back in words that say how to mend it."""

import pytest

from pipelines.sources.corrections import SOURCE
from pipelines.sources.source import read_file
from pipelines.transform.tables import build
from tests.asked_for import CORRECTIONS, DECIDED, asked_for
from tests.pipelines.running import facts_with, own_facts, run, table


@pytest.mark.parametrize(
    ("fields", "field", "expected"),
    [
        pytest.param({"state": "changed"}, "state", "is a decision: decided_on, decided_en", id="decided, no words"),
        pytest.param(
            DECIDED | {"decided_kk": None}, "decided_kk", "is a decision: decided_kk", id="one language lacks"
        ),
        pytest.param(DECIDED | {"state": "received"}, "state", "is open, so decided_on", id="open, yet decided"),
        pytest.param({"decided_en": "No."}, "decided_en", "state checking is open", id="open, yet words"),
        pytest.param(
            DECIDED | {"decided_on": "2026-11-02"}, "decided_on", "not before asked_on", id="decided too early"
        ),
        pytest.param(DECIDED | {"before_kzt": 5}, "before_kzt", "stand together", id="only one sum"),
        pytest.param(
            DECIDED | {"before_kzt": 5, "after_kzt": 5}, "before_kzt, after_kzt", "differ", id="the same sum twice"
        ),
        pytest.param(
            DECIDED | {"state": "kept", "before_kzt": 5, "after_kzt": 6},
            "after_kzt",
            "only a changed",
            id="kept, yet moved",
        ),
        pytest.param({"before_kzt": 5, "after_kzt": 6}, "after_kzt", "only a changed", id="open, yet moved"),
        pytest.param({"asked_by": "resident"}, "asked_office", "never named", id="a resident is named"),
        pytest.param({"asked_office": "ИП Ахметов"}, "asked_office", "names a person", id="a sole trader by name"),
        pytest.param({"asked_ru": "Иванов И.И. просит."}, "asked_ru", "names a person", id="a person in the words"),
        pytest.param(DECIDED | {"decided_en": "Call 8 701 123 45 67."}, "decided_en", "names a person", id="a phone"),
        pytest.param(
            {"kind": "reply", "asked_by": "journalist"},
            "asked_by",
            "of the customer or the contractor",
            id="whose reply",
        ),
        pytest.param({"kind": "reply", "asked_office": None}, "asked_office", "name which", id="reply of no office"),
        pytest.param({"state": "lost"}, "state", "'received'", id="unknown state"),
        pytest.param({"asked_on": "2026-11"}, "asked_on", "a day of the calendar", id="a month is no day"),
        pytest.param({"asked_ru": ""}, "asked_ru", "a text that says something", id="empty text"),
        pytest.param({"about": {"record": "nowhere"}}, "about.record", "an id of records", id="unknown record"),
        pytest.param({"about": {"record": "register-x"}}, "about.record", "an id of records", id="no contract's id"),
        pytest.param(
            {"about": {"party": "bin-900101300123"}}, "about.party", "an id of parties", id="a person's number"
        ),
        pytest.param({"about": {"system": "nowhere"}}, "about.system", "an id of systems", id="unknown system"),
        pytest.param({"about": {"party": "nowhere"}}, "about.party", "an id of parties", id="unknown party"),
        pytest.param({"about": {"body": "akimat-taraz"}}, "about", "record or system or party", id="about a body"),
        pytest.param({"id": "cor-0"}, "id", "an id of its own", id="id taken twice"),
    ],
)
def test_a_request_that_contradicts_itself_is_held_back_in_words(fields, field, expected):
    facts = facts_with({CORRECTIONS: [asked_for(id="cor-0"), asked_for(**fields)]})

    (problem,) = facts.problems
    assert problem.blocks
    assert (problem.file, problem.line) == (CORRECTIONS, 2)
    assert field in problem.field
    assert expected in problem.expected
    assert [row.id for row in facts.of("corrections.jsonl")] == ["cor-0"]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({}, id="open"),
        pytest.param(DECIDED, id="changed words, no money"),
        pytest.param(DECIDED | {"before_kzt": 5, "after_kzt": 6}, id="money moved"),
        pytest.param(DECIDED | {"state": "kept", "decided_on": "2026-11-03"}, id="kept on the same day"),
        pytest.param({"asked_by": "resident", "asked_office": None}, id="a resident"),
        pytest.param({"about": {"record": "register-15"}}, id="about a contract that only the register has"),
        pytest.param({"about": {"party": "bin-990140000007"}}, id="about a company that only the register has"),
        pytest.param({"kind": "reply", "asked_by": "contractor", "about": {"party": "benedixsimus"}}, id="a reply"),
    ],
)
def test_a_whole_request_is_taken(fields):
    facts = facts_with({CORRECTIONS: [asked_for(**fields)]})

    assert not facts.problems
    assert build(facts)["corrections"].height == 1


@pytest.mark.parametrize("there", [True, False], ids=["empty file", "no file"])
def test_a_log_without_a_request_is_no_fault(there, tmp_path):
    settings = own_facts(tmp_path)
    path = settings.data / CORRECTIONS
    path.write_bytes(b"")
    if not there:
        path.unlink()

    read = read_file(SOURCE, settings.data, "corrections.jsonl")
    outcome = run(settings)

    assert read.lines == ()
    assert outcome.result == "published"
    assert table(settings, outcome.snapshot_id, "corrections").is_empty()
