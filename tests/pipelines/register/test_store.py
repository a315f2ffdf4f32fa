"""The working store: parts taken in once, in order, whole or not at all; what says nothing new touches nothing."""

from decimal import Decimal

import pytest

from pipelines.errors import SourceBroken
from pipelines.register.store import Store
from tests.pipelines.register.contract_rows import contract
from tests.pipelines.register.parts import content, part, parts_in, take_all, worked


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "register.duckdb", memory="500MB") as opened:
        yield opened


def sums(store):
    return dict(store.frame("SELECT id, sum_vat_kzt FROM contracts").iter_rows())


def touched(store):
    return set(store.frame("SELECT root_id FROM touched")["root_id"])


def forget(store):
    store.run("DELETE FROM touched")


def taken(store, path, resource="contracts"):
    told = store.take_in(resource, [path])
    return told.rows, told.changed


def test_a_later_part_wins_in_one_reading_and_in_two(store, tmp_path):
    first = part(tmp_path, "contracts", 9, [contract(1, 190, "100.00"), contract(2, 190, "5.00", root=2)])
    second = part(tmp_path, "contracts", 10, [contract(1, 190, "200.00")])
    third = part(tmp_path, "contracts", 11, [contract(1, 190, "300.00")])

    store.take_in("contracts", [first, second])
    assert sums(store) == {1: Decimal("200.00"), 2: Decimal("5.00")}
    store.take_in("contracts", [first, second, third])
    assert sums(store) == {1: Decimal("300.00"), 2: Decimal("5.00")}


def test_of_rows_read_twice_in_one_window_the_one_read_last_wins(store, tmp_path):
    rows = [contract(number % 50, 190, f"{number}.00", root=number % 50) for number in range(200)]

    assert taken(store, part(tmp_path, "contracts", 1, rows)) == (50, 50)
    assert sums(store) == {number: Decimal(150 + number) for number in range(50)}


def test_a_part_is_taken_in_once(store, tmp_path):
    path = part(tmp_path, "contracts", 1, [contract(1, 190)])

    assert taken(store, path) == (1, 1)
    assert taken(store, path) == (0, 0)


def test_small_parts_taken_together_and_one_by_one_make_the_same_store(store, tmp_path, monkeypatch):
    for seq in range(6):
        part(tmp_path, "contracts", seq, [contract(1, 190, f"{seq}.00"), contract(seq + 2, 190, root=seq + 2)])
    take_all(store, tmp_path)

    monkeypatch.setattr("pipelines.register.store.ROWS_AT_ONCE", 1)
    with Store(tmp_path / "other.duckdb") as other:
        take_all(other, tmp_path)
        assert content(other, ["contracts"]) == content(store, ["contracts"])


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        pytest.param({}, False, id="the same row"),
        pytest.param({"indexed": "2026-07-01"}, False, id="only the indexer's date moved"),
        pytest.param({"page": "another page"}, False, id="read on another page"),
        pytest.param({"status_id": 390}, True, id="status"),
        pytest.param({"paid_vat_kzt": Decimal("0.01")}, True, id="a tiyn was paid"),
        pytest.param({"description_kk": ""}, True, id="an empty text is not a missing one"),
        pytest.param({"unit_codes": ["1"]}, True, id="a list"),
    ],
)
def test_only_a_row_that_says_something_new_touches_its_chain(store, tmp_path, fields, changed):
    taken(store, part(tmp_path, "contracts", 1, [contract(1, 190, root=7), contract(2, 190, root=8)]))
    forget(store)

    told = taken(store, part(tmp_path, "contracts", 2, [contract(1, 190, root=7) | fields]))

    assert told == (1, int(changed))
    assert touched(store) == ({7} if changed else set())


def test_a_row_that_moves_touches_the_chain_it_leaves(store, tmp_path):
    taken(store, part(tmp_path, "contracts", 1, [contract(1, 190, root=7)]))
    forget(store)

    taken(store, part(tmp_path, "contracts", 2, [contract(1, 190, root=9)]))

    assert touched(store) == {7, 9}


@pytest.mark.parametrize("breaks_in", ["_touch", "insert"])
def test_a_part_that_is_taken_in_by_half_is_not_taken_in(store, tmp_path, monkeypatch, breaks_in):
    taken(store, part(tmp_path, "contracts", 1, [contract(1, 190, "100.00")]))
    before = content(store, ["contracts", "touched", "taken"])
    later = part(tmp_path, "contracts", 2, [contract(1, 190, "200.00"), contract(2, 190, root=2)])

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Store, breaks_in, killed)
        with pytest.raises(KeyboardInterrupt):
            taken(store, later)
    assert content(store, ["contracts", "touched", "taken"]) == before

    assert taken(store, later) == (2, 2)
    assert sums(store) == {1: Decimal("200.00"), 2: Decimal("100.00")}


def cut_short(path):
    path.write_bytes(path.read_bytes()[:-40])


def damage_pages(path):
    body = bytearray(path.read_bytes())
    body[10 : len(body) // 3] = b"\x00" * (len(body) // 3 - 10)
    path.write_bytes(bytes(body))


@pytest.mark.parametrize("damage", [cut_short, damage_pages, lambda path: path.unlink()], ids=["cut", "pages", "gone"])
def test_a_damaged_part_is_one_sentence_and_leaves_the_store(store, tmp_path, damage):
    taken(store, part(tmp_path, "contracts", 1, [contract(1, 190)]))
    bad = part(tmp_path, "contracts", 2, [contract(number, 190, root=number) for number in range(2, 300)])
    damage(bad)

    with pytest.raises(SourceBroken, match=r"00000002-window\.parquet.*can't be read.*next run reads it again"):
        store.take_in("contracts", [bad])

    assert list(sums(store)) == [1]


def test_a_store_that_is_no_store_is_one_sentence(tmp_path):
    path = tmp_path / "register.duckdb"
    path.write_bytes(b"no database" * 1000)

    with pytest.raises(SourceBroken, match="remove it, the next run makes it again from the parts"):
        Store(path)


def test_a_store_that_was_removed_is_made_again_of_the_parts(tmp_path):
    part(tmp_path, "contracts", 1, [contract(1, 190, root=1), contract(2, 190, "7.00", root=1, version="01")])
    part(tmp_path, "deletions", 2, [{"object_id": "2", "service": "contract"}])
    part(tmp_path, "contracts", 3, [contract(1, 390, "9.00")])
    tables = ["contracts", "deletions", "taken", "decided"]
    path = tmp_path / "register.duckdb"
    with Store(path) as store:
        for name in ("contracts", "deletions"):
            for one in parts_in(tmp_path, name):
                store.take_in(name, [one])
                worked(store)
        before = content(store, tables)
    path.unlink()

    with Store(path) as store:
        take_all(store, tmp_path)
        worked(store)
        assert content(store, tables) == before
    assert set(before) == set(tables)


@pytest.mark.parametrize(
    ("row", "roots"),
    [
        pytest.param({"object_id": "2", "service": "contract"}, {7}, id="a contract of ours"),
        pytest.param({"object_id": "2", "service": "contract_unit"}, set(), id="a unit of a contract"),
        pytest.param({"object_id": "2", "service": "lots"}, set(), id="a lot of the same number"),
        pytest.param({"object_id": "99", "service": "contract"}, set(), id="a contract we never had"),
        pytest.param({"object_id": "1-4909", "service": "contract"}, set(), id="no number at all"),
        pytest.param({"object_id": "2", "service": None}, set(), id="no service told"),
    ],
)
def test_a_deletion_touches_the_chain_of_its_contract(store, tmp_path, row, roots):
    taken(store, part(tmp_path, "contracts", 1, [contract(2, 190, root=7), contract(3, 190, root=8)]))
    forget(store)

    taken(store, part(tmp_path, "deletions", 2, [row]), "deletions")

    assert touched(store) == roots


def test_a_deleted_lot_does_not_bring_back_a_deleted_contract_of_the_same_number(store, tmp_path):
    taken(store, part(tmp_path, "contracts", 1, [contract(1, 190), contract(2, 190, root=2)]))
    taken(store, part(tmp_path, "deletions", 2, [{"object_id": "1", "service": "contract"}]), "deletions")
    taken(store, part(tmp_path, "deletions", 3, [{"object_id": "1", "service": "lots"}]), "deletions")

    worked(store)

    assert dict(store.frame("SELECT id, step FROM decided").iter_rows()) == {1: "deleted", 2: "live"}


@pytest.mark.parametrize(
    ("said", "years"),
    [
        pytest.param({"fin_year": 2024}, (2024, 2024), id="one year"),
        pytest.param({"fin_year": 2024, "valid_until": "2026-12-31"}, (2024, 2024), id="valid longer than its year"),
        pytest.param(
            {"fin_year": 2024, "year_type_id": 2, "valid_until": "2026-12-31"}, (2024, 2026), id="of several years"
        ),
        pytest.param(
            {"fin_year": 2024, "year_type_id": 2, "valid_until": "2023-12-31"}, (2024, 2024), id="ends before it begins"
        ),
        pytest.param(
            {"fin_year": 2024, "years": [{"year": year, "sum_kzt": 1, "paid_kzt": 0} for year in (2025, 2023)]},
            (2023, 2025),
            id="its own lines win",
        ),
        pytest.param({"fin_year": None}, (None, None), id="no year"),
        pytest.param({"fin_year": 0}, (None, None), id="no year there is"),
        pytest.param(
            {"fin_year": 2024, "year_type_id": 2, "valid_until": "9999-12-31"}, (2024, 2024), id="no end there is"
        ),
        pytest.param(
            {"fin_year": None, "year_type_id": 2, "valid_until": "2026-12-31"}, (None, None), id="an end alone"
        ),
    ],
)
def test_budget_years(store, tmp_path, said, years):
    taken(store, part(tmp_path, "contracts", 1, [contract(1, 190) | said]))

    assert store.frame("SELECT year_from, year_to FROM contracts").rows() == [years]
