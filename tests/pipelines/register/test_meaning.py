"""Working out what was touched gives what working out everything gives, however rows came and whatever broke."""

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.register import meaning
from pipelines.register.meaning import Worked, work_out
from pipelines.register.store import Store
from tests.pipelines.register.contract_rows import contract
from tests.pipelines.register.parts import IN_MEMORY, classify_by_code, content, part, take_all, worked

STATUSES = [110, 190, 190, 190, 330, 340, 390, 450, 455, 999]


@st.composite
def rows(draw):
    """A row of one of a few contracts: with supplements, under a root that may move, a number that roots may share."""
    row_id = draw(st.integers(1, 7))
    root = draw(st.sampled_from([row_id, row_id, 1, 2, 3]))
    version = draw(st.sampled_from(["00", "00", "01", "02"]))
    base = draw(st.sampled_from([root, root, root, 1, 2]))
    row = contract(
        row_id,
        draw(st.sampled_from(STATUSES)),
        draw(st.sampled_from(["1.00", "20.50", "300.00", None])),
        version=version,
        root=root,
        base=f"000140000001/{base}",
        paid=draw(st.sampled_from(["0.00", "7.00", None])),
        deleted=draw(st.sampled_from([False, False, False, True])),
        currency=draw(st.sampled_from(["KZT", "KZT", "KZT", None, "USD"])),
    )
    said = draw(st.sampled_from(["our", "our", "another"]))
    return row | {"unit_codes": [said], "description_ru": said, "fin_year": draw(st.sampled_from([2024, 2025, None]))}


DELETIONS = st.builds(
    lambda number, service: {"object_id": str(number), "service": service},
    st.integers(1, 7),
    st.sampled_from(["contract", "contract", "lots"]),
)
STEPS = st.lists(
    st.tuples(st.just("contracts"), st.lists(rows(), min_size=1, max_size=4))
    | st.tuples(st.just("deletions"), st.lists(DELETIONS, min_size=1, max_size=2)),
    min_size=1,
    max_size=5,
)


def fresh(folder):
    """What a store says that took in all parts at once."""
    with Store(IN_MEMORY, threads=1) as store:
        take_all(store, Path(folder))
        worked(store)
        return content(store)


def write(folder, steps):
    for seq, (resource, told) in enumerate(steps):
        yield resource, part(Path(folder), resource, seq, told)


SLOW = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(STEPS)
def test_night_by_night_gives_what_one_reading_gives(steps):
    with tempfile.TemporaryDirectory() as folder, Store(IN_MEMORY, threads=1) as store:
        for resource, path in write(folder, steps):
            store.take_in(resource, [path])
            worked(store)

        assert content(store) == fresh(folder)


@SLOW
@given(STEPS, st.lists(st.sampled_from([None, "_decide", "_find_topics"]), min_size=5, max_size=5))
def test_nights_killed_between_the_passes_give_what_one_reading_gives(steps, killed):
    with tempfile.TemporaryDirectory() as folder, Store(IN_MEMORY, threads=1) as store:
        for (resource, path), step in zip(write(folder, steps), killed, strict=False):
            store.take_in(resource, [path])
            if step:
                die_in(store, step)
            else:
                worked(store)
        worked(store)

        assert content(store) == fresh(folder)


def die_in(store, step):
    """Work out until this step, and there no further."""

    def dies(*_, **__):
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meaning, step, dies)
        if store.has("contracts"):
            with pytest.raises(KeyboardInterrupt):
                worked(store)


SOME = [
    contract(number, status, f"{number}.00", root=root, version=f"{version:02d}", base=f"000140000001/{base}")
    | {"unit_codes": ["our"], "description_ru": "our"}
    for number, status, root, version, base in [
        (1, 455, 1, 0, 1), (2, 190, 1, 1, 1), (3, 190, 3, 0, 1), (4, 190, 4, 0, 4), (5, 330, 5, 0, 5),
        (6, 340, 6, 0, 6),
    ]
]  # fmt: skip


@pytest.fixture
def some(tmp_path):
    """A store with a few contracts, worked out."""
    part(tmp_path, "contracts", 1, SOME)
    with Store(tmp_path / "register.duckdb", threads=1) as store:
        take_all(store, tmp_path)
        worked(store)
        yield store


def test_steps_of_a_few_contracts(some):
    assert some.frame("SELECT id, chain, step FROM decided ORDER BY id").rows() == [
        (1, 1, "superseded"),
        (2, 1, "live"),
        (3, 1, "superseded"),
        (4, 4, "live"),
        (5, 5, "not_concluded"),
        (6, 6, "live"),
    ]
    assert some.frame("SELECT chain FROM purchases ORDER BY chain")["chain"].to_list() == [1, 4, 6]


def test_a_root_that_leaves_takes_its_rows_out_of_the_chain_though_the_first_try_was_killed(some, tmp_path):
    leaves = contract(3, 190, "3.00", root=3, base="000140000001/3") | {"unit_codes": ["our"], "description_ru": "our"}
    some.take_in("contracts", [part(tmp_path, "contracts", 2, [leaves])])

    die_in(some, "_decide")
    worked(some)

    assert content(some) == fresh(tmp_path)
    assert some.frame("SELECT chain FROM decided WHERE id = 3").rows() == [(3,)]


def test_a_run_killed_while_it_finds_topics_leaves_the_purchases_it_had(some, tmp_path):
    before = content(some, ["purchases"])
    some.take_in(
        "contracts", [part(tmp_path, "contracts", 2, [SOME[3] | {"status_id": 330}, SOME[5] | {"number": ""}])]
    )

    def dies(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work_out(some, dies, "v")

    assert content(some, ["purchases"]) == before
    worked(some)
    assert content(some) == fresh(tmp_path)


def test_nothing_new_works_out_nothing(some):
    assert work_out(some, classify_by_code, "v") == Worked(everything=False, chains=0, purchases=0)


def test_only_touched_chains_are_worked_out(some, tmp_path):
    some.take_in("contracts", [part(tmp_path, "contracts", 2, [SOME[3] | {"sum_vat_kzt": Decimal("99.00")}])])

    assert work_out(some, classify_by_code, "v") == Worked(everything=False, chains=1, purchases=1)


def test_another_vocabulary_works_out_everything(some):
    def nothing(frame):
        return classify_by_code(frame).with_columns(category=None)

    assert work_out(some, nothing, "another") == Worked(everything=True, chains=4, purchases=0)
    assert content(some)["purchases"] == []
    assert not work_out(some, nothing, "another").everything


def test_a_store_without_contracts_has_nothing_to_say(tmp_path):
    with Store(tmp_path / "register.duckdb") as store:
        assert work_out(store, classify_by_code, "v") == Worked(everything=False, chains=0, purchases=0)


@pytest.mark.parametrize(("texts", "portion"), [(1, 1), (2, 3), (65_536, 2)])
def test_batches_of_any_size_give_the_same(some, tmp_path, monkeypatch, texts, portion):
    monkeypatch.setattr(meaning, "TEXTS_AT_ONCE", texts)
    monkeypatch.setattr(meaning, "ROWS_A_PORTION", portion)

    assert fresh(tmp_path) == content(some)


def test_the_years_and_buyer_of_a_chain_are_those_of_the_row_that_stands(tmp_path):
    rows = [
        contract(1, 455) | {"fin_year": 2023, "customer_bin": "000140000009"},
        contract(2, 190, version="01") | {"fin_year": 2024, "customer_bin": "000140000002"},
        contract(3, 110, version="999999") | {"fin_year": 2025, "customer_bin": "000140000003"},
    ]
    part(tmp_path, "contracts", 1, rows)
    with Store(tmp_path / "register.duckdb") as store:
        take_all(store, tmp_path)
        worked(store)

        assert set(store.frame("SELECT customer_bin, year_from FROM decided").rows()) == {("000140000002", 2024)}


def test_other_money_than_tenge_adds_nothing(tmp_path):
    part(
        tmp_path, "contracts", 1, [contract(1, 190, "5.00", currency="USD"), contract(2, 190, "7.00", root=2, base="")]
    )
    with Store(tmp_path / "register.duckdb") as store:
        take_all(store, tmp_path)
        worked(store)

        told = store.frame("SELECT id, step, sum_kzt FROM decided ORDER BY id").rows()

    assert told == [(1, "held_back", Decimal("0.00")), (2, "live", Decimal("7.00"))]


def test_persons_are_a_flag_in_purchases_and_never_a_number(tmp_path):
    person = contract(1, 190) | {
        "supplier": "person:0123456789abcdef",
        "supplier_is_person": True,
        "unit_codes": ["our"],
    }
    part(tmp_path, "contracts", 1, [person | {"description_ru": "Сайт, Иванов И.И., 850101300123"}])
    with Store(tmp_path / "register.duckdb") as store:
        take_all(store, tmp_path)
        worked(store)

        (found,) = store.frame("FROM purchases").rows(named=True)

    assert (found["supplier"], found["supplier_is_person"]) == (None, True)
    assert not any(word in repr(found) for word in ("person:", "Иванов", "850101300123", "ivanov"))
