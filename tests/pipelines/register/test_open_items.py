"""What is about to be bought: what is contracted or given up is left out, deadlines stay as the register tells them."""

from decimal import Decimal

import polars as pl
import pytest

from pipelines.register.open_items import keep_open_items, open_items
from pipelines.register.store import Store
from pipelines.schemas import CONTENT
from pipelines.transform.register.facts import CANDIDATES
from pipelines.transform.register.open_items import open_items as open_table
from tests.pipelines.register.contract_rows import contract
from tests.pipelines.register.parts import BUYER, IN_MEMORY, classify_by_code, part, take_all, worked


def by_text(frame):
    """Of our topics is what says «our» in any of its texts."""
    codes = pl.when(pl.col("texts").list.join(" ").str.contains("our")).then(pl.lit(["our"])).otherwise(pl.lit(["no"]))
    return classify_by_code(frame.with_columns(codes=codes))


def lot(number=1, **said):
    told = {"id": number, "customer_bin": BUYER, "announcement_id": 10 * number, "description_ru": "our lot"}
    return told | {"status_id": 210, "amount_kzt": Decimal("5.00"), "deleted": False} | said


def plan(number=1, **said):
    told = {"id": number, "root_id": number, "customer_bin": BUYER, "extra_ru": "our plan", "year": 2026}
    return told | {"status_id": 2, "is_active": True, "deleted": False} | said


def made(status=190, **said):
    return contract(1, status) | said


def found(tmp_path, lots=(), plans=(), contracts=(), year=2026):
    parts = {"lots": lots, "plans": plans, "contracts": contracts or [contract(99, 190, root=99, base="")]}
    for resource, rows in parts.items():
        if rows:
            part(tmp_path, resource, 1, rows)
    with Store(IN_MEMORY, threads=1) as store:
        take_all(store, tmp_path)
        worked(store)
        return open_items(store, by_text, year)


def ids(items):
    return items["item_id"].to_list()


@pytest.mark.parametrize(
    ("row", "contracts", "is_open"),
    [
        pytest.param(lot(), [], True, id="announced"),
        pytest.param(lot(description_ru="another"), [], False, id="not of our topics"),
        pytest.param(lot(deleted=True), [], False, id="deleted"),
        pytest.param(lot(status_id=370), [], False, id="failed"),
        pytest.param(lot(status_id=410), [], False, id="refused"),
        pytest.param(lot(status_id=430), [], False, id="cancelled"),
        pytest.param(lot(status_id=420), [], True, id="paused"),
        pytest.param(lot(status_id=None), [], True, id="status not told"),
        pytest.param(lot(), [made(lot_ids=[1])], False, id="contracted"),
        pytest.param(lot(), [made(330, lot_ids=[1])], True, id="its contract was not concluded"),
        pytest.param(lot(), [made(lot_ids=[2], announcement_id=10)], True, id="a sister lot is contracted"),
        pytest.param(lot(), [made(announcement_id=10)], False, id="a contract names the announcement alone"),
        pytest.param(lot(announcement_id=None), [made(announcement_id=None)], True, id="no announcement on both sides"),
        pytest.param(lot(), [made(lot_ids=[None, 7])], True, id="a contract with a lot left open"),
        pytest.param(
            lot(),
            [made(455, lot_ids=[1]), contract(2, 190, version="01")],
            False,
            id="contracted by the base, the supplement names no lot",
        ),
        pytest.param(lot(), [made(lot_ids=[1], currency="USD")], False, id="its contract is held back"),
    ],
)
def test_lots_without_a_contract(tmp_path, row, contracts, is_open):
    assert ids(found(tmp_path, lots=[row], contracts=contracts)) == (["lot-1"] if is_open else [])


@pytest.mark.parametrize(
    ("rows", "contracts", "is_open"),
    [
        pytest.param([plan()], [], True, id="approved"),
        pytest.param([plan(status_id=5)], [], True, id="published"),
        pytest.param([plan(status_id=20)], [], False, id="refused"),
        pytest.param([plan(status_id=None)], [], False, id="status not told"),
        pytest.param([plan(year=2025)], [], False, id="of last year"),
        pytest.param([plan(year=2027)], [], True, id="of next year"),
        pytest.param([plan(deleted=True)], [], False, id="deleted"),
        pytest.param([plan(is_active=False)], [], False, id="not active"),
        pytest.param([plan(is_active=None)], [], True, id="activity not told"),
        pytest.param([plan(), plan(2, root_id=1, status_id=20)], [], False, id="its newest version was refused"),
        pytest.param([plan(status_id=20), plan(2, root_id=1)], [], True, id="its newest version was approved"),
        pytest.param([plan()], [made(plan_ids=[1])], False, id="contracted"),
        pytest.param([plan(), plan(2, root_id=1)], [made(plan_ids=[1])], False, id="an older version was contracted"),
        pytest.param([plan()], [made(330, plan_ids=[1])], True, id="its contract was not concluded"),
        pytest.param([plan()], [made(plan_ids=[None])], True, id="a contract with a point left open"),
    ],
)
def test_plan_points_without_a_contract(tmp_path, rows, contracts, is_open):
    assert ids(found(tmp_path, plans=rows, contracts=contracts)) == (["plan-1"] if is_open else [])


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        pytest.param(lot(plan_ids=[1]), ["lot-1"], id="announced: shown as the lot"),
        pytest.param(lot(plan_ids=[1], status_id=370), ["plan-1"], id="the lot failed: only planned again"),
        pytest.param(lot(plan_ids=[1], deleted=True), ["plan-1"], id="the lot was deleted"),
        pytest.param(lot(plan_ids=[7]), ["lot-1", "plan-1"], id="the lot of another point"),
    ],
)
def test_a_plan_point_is_not_shown_beside_its_own_announcement(tmp_path, row, shown):
    assert ids(found(tmp_path, lots=[row], plans=[plan()])) == shown


def test_what_a_lot_tells(tmp_path):
    row = lot(
        announcement_number="777-1",
        description_kk="біздің лот",
        published="2026-07-01 10:00:00",
        discussion_until="2026-07-05 18:00:00",
        bids_until="2026-07-20 09:00:00",
        repeat_until="2026-07-28 09:00:00",
        method_id=3,
    )

    (told,) = found(tmp_path, lots=[row]).rows(named=True)

    assert told == dict.fromkeys(CANDIDATES) | {
        "item_id": "lot-1",
        "stage": "announced",
        "customer_bin": BUYER,
        "category": "it.support",
        "words": [],
        "decided_by": ["our"],
        "title_ru": None,
        "title_kk": "біздің лот",
        "title_original": "our lot",
        "amount_kzt": Decimal("5.00"),
        "method_id": 3,
        "announcement": "777-1",
        "published_on": "2026-07-01 10:00:00",
        "remarks_until": "2026-07-05 18:00:00",
        "bids_until": "2026-07-28 09:00:00",
        "status_id": 210,
        "url": "https://goszakup.gov.kz/ru/announce/index/10?tab=lots",
    }


@pytest.mark.parametrize(("month", "told"), [(1, 1), (12, 12), (13, None), (0, None), (None, None)])
def test_month_of_a_plan_point(tmp_path, month, told):
    assert found(tmp_path, plans=[plan(month_id=month)])["month"].to_list() == [told]


def test_persons_are_hidden_in_titles(tmp_path):
    items = found(tmp_path, lots=[lot(description_ru="our сайт, Иванов И.И., тел. 87011234567")])

    assert items["title_ru"].to_list() == ["our сайт, …, …"]


def test_without_lots_and_plans_nothing_is_open(tmp_path):
    assert found(tmp_path).schema == CANDIDATES
    assert found(tmp_path).is_empty()


def test_the_table_of_the_store_is_made_anew(tmp_path):
    part(tmp_path, "contracts", 1, [contract(99, 190, root=99)])
    part(tmp_path, "lots", 1, [lot(), lot(2)])
    with Store(IN_MEMORY, threads=1) as store:
        take_all(store, tmp_path)
        worked(store)
        keep_open_items(store, by_text)
        store.take_in("lots", [part(tmp_path, "lots", 2, [lot(status_id=430)])])
        keep_open_items(store, by_text)

        assert store.frame("SELECT item_id FROM open_items")["item_id"].to_list() == ["lot-2"]


BUYERS = pl.DataFrame(
    [
        (BUYER, "akimat", "Акимат Тараза", "local", "zhambyl", "taraz"),
        ("2", "ministry", "Министерство", "central", "astana", None),
        ("3", "nobody", "ТОО", None, "astana", None),
        ("4", "somewhere", "Акимат", "local", None, None),
    ],
    schema=["bin", "party_id", "name", "level", "region", "place"],
    orient="row",
)


def test_buyers_of_the_table_are_known_and_carry_their_level(tmp_path):
    rows = [lot(number, customer_bin=bin_) for number, bin_ in enumerate([BUYER, "2", "3", "4", "5", None], start=1)]

    table = open_table(found(tmp_path, lots=rows), BUYERS)

    assert CONTENT["open_items"].validate(table).height == 2
    assert table.select("item_id", "level", "customer_id", "region", "place").rows() == [
        ("lot-1", "local", "akimat", "zhambyl", "taraz"),
        ("lot-2", "central", "ministry", "astana", None),
    ]
    assert "akimat taraza" in table["search"][0]
