"""What a run takes out of the working store: every row accounted for, the bodies it names, what was read in full."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from pipelines.register import reading
from pipelines.register.facts import register_facts
from pipelines.register.open_items import keep_open_items
from pipelines.register.store import Store
from pipelines.transform.register.facts import RegisterFacts
from tests.pipelines.register.contract_rows import contract
from tests.pipelines.register.parts import BUYER, classify_by_code, part, take_all, worked

SUPPLIER, STRANGER, READ_ONLY = "000240000001", "000240000002", "000140000009"
OURS = {"unit_codes": ["our"], "description_ru": "Сайт", "supplier": SUPPLIER}
ROWS = [
    contract(1, 455, "1.00") | OURS,
    contract(2, 190, "2.00", version="01") | OURS,
    contract(3, 190, "4.00", root=3, base="000140000001/3"),
    contract(4, 330, "8.00", root=4, base="000140000001/4"),
    contract(5, 190, "16.00", root=5, base="000140000001/5", currency="USD"),
    contract(6, 190, "32.00", root=6, base="000140000001/6", deleted=True),
]
ONLY_TOLD_BY_NIGHT = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    part(tmp_path, "contracts", 1, ROWS)
    bins = (BUYER, SUPPLIER, STRANGER, READ_ONLY)
    part(tmp_path, "subjects", 1, [{"pid": number, "bin": bin_} for number, bin_ in enumerate(bins)])
    with Store(tmp_path / "register.duckdb") as opened:
        take_all(opened, tmp_path)
        worked(opened)
        keep_open_items(opened, classify_by_code)
        yield opened


def note(store, mode, buyers):
    loaded = SimpleNamespace(buyers=buyers)
    reading._note(store, SimpleNamespace(mode=mode), loaded, ONLY_TOLD_BY_NIGHT)


def test_every_row_of_the_register_is_in_one_step(store):
    told = register_facts(store).bridge

    assert {step: (rows, tenge) for _, _, _, step, rows, tenge in told.iter_rows()} == {
        "superseded": (1, Decimal("1.00")),
        "ours": (1, Decimal("2.00")),
        "other_topics": (1, Decimal("4.00")),
        "not_concluded": (1, Decimal("8.00")),
        "held_back": (1, Decimal("0.00")),
        "deleted": (1, Decimal("32.00")),
    }
    assert told["rows"].sum() == len(ROWS)


def test_rows_of_our_contracts_and_rows_held_back(store):
    facts = register_facts(store)

    assert facts.versions.rows() == [(1, 1), (2, 1)]
    assert facts.held_back.select("id", "why", "currency").rows() == [(5, "foreign_currency", "USD")]
    assert facts.purchases.select("chain", "id").rows() == [(1, 2)]


def test_only_bodies_that_something_names_are_taken_out(store):
    note(store, "akimats", {READ_ONLY: date(2016, 1, 1)})

    assert register_facts(store).subjects["bin"].to_list() == sorted([BUYER, SUPPLIER, READ_ONLY])


NAMES = {
    "bin": BUYER,
    "full_ru": "КГУ &quot;Отдел  культуры&quot;",
    "name_ru": "Отдел",
    "full_kk": "_/",
    "name_kk": "Бөлім",
}


def test_bodies_are_named_by_the_full_name_as_it_was_meant_else_by_the_short_one(tmp_path):
    part(tmp_path, "contracts", 1, ROWS)
    part(tmp_path, "subjects", 1, [{"pid": 1} | NAMES])
    with Store(tmp_path / "register.duckdb") as store:
        take_all(store, tmp_path)
        worked(store)
        keep_open_items(store, classify_by_code)
        first, again = register_facts(store), register_facts(store)

    assert first.subjects.select("bin", "name_ru", "name_kk").rows() == [(BUYER, 'КГУ "Отдел культуры"', "Бөлім")]
    assert first.folded['КГУ "Отдел культуры"'] == "kgu otdel kulturi"
    assert again.subjects.equals(first.subjects), "what was kept is what would be made"
    assert again.folded == first.folded


def test_a_store_made_again_without_asking_the_portal_knows_of_nobody_read(store):
    facts = register_facts(store)

    assert (facts.read.is_empty(), facts.last_year) == (True, None)
    assert facts.subjects["bin"].to_list() == sorted([BUYER, SUPPLIER])


@pytest.mark.parametrize(
    ("mode", "read"),
    [
        pytest.param("akimats", [(BUYER, 2017)], id="akimats: from the first whole budget year on"),
        pytest.param("all", [(BUYER, 2017)], id="the whole register"),
        pytest.param("listed", [], id="buyers picked by hand say nothing of a region"),
    ],
)
def test_whose_contracts_were_read_in_full(store, mode, read):
    note(store, mode, {BUYER: date(2016, 1, 1)})

    facts = register_facts(store)

    assert facts.read.rows() == read
    assert facts.last_year == 2027, "in Astana it is next year already"
    assert facts.whole == (mode == "all")


def test_a_store_where_nothing_was_worked_out_brings_nothing(tmp_path):
    with Store(tmp_path / "register.duckdb") as empty:
        assert register_facts(empty).is_empty
    assert RegisterFacts().is_empty
