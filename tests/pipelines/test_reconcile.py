"""Every row and tenge that came in is published, held back, counted or left out with a reason."""

from decimal import Decimal

import polars as pl
import pytest

from dashboard import labels
from dashboard.stories import ledger
from pipelines.errors import CheckFailed
from pipelines.reconcile import HELD_BACK, reconcile
from pipelines.transform.tables import build
from tests.pipelines.running import OPEN_AKIMAT, facts_plus, facts_with, real_row, real_rows

SPENDING, REGISTER, RELATIONS = (f"curated/{name}.jsonl" for name in ("spending", "register", "relations"))


@pytest.fixture(scope="module")
def facts():
    return facts_with({})


@pytest.fixture(scope="module")
def tables(facts):
    return build(facts)


def account_of(name, facts, tables):
    (account,) = [account for account in reconcile(facts, tables) if account.dataset == name]
    return account


def test_sums_by_level_and_by_reason(facts, tables):
    account = account_of("spending", facts, tables)

    assert account.counted == {"central": Decimal("600131003415.00"), "local": Decimal("219308154916.43")}
    assert account.not_counted["refused"] == Decimal("67000000.00")
    assert account.not_counted["adjacent; cancelled"] == Decimal(81000000) + Decimal(54500000) + Decimal(200000000)
    assert sum(account.counted.values()) + sum(account.not_counted.values()) == account.tenge_in


def test_only_money_has_sums(facts, tables):
    assert account_of("statements", facts, tables).tenge_in is None


def test_a_row_with_two_faults_is_one_row_held_back(tables):
    broken = real_row(SPENDING, OPEN_AKIMAT) | {"id": "new-record", "region": "atlantis", "system": "hal-9000"}
    facts = facts_plus(SPENDING, broken)

    account = account_of("spending", facts, tables)

    assert (account.rows_quarantined, account.rows_in - account.rows_published) == (1, 1)


def broken(**fields):
    return real_row(SPENDING, OPEN_AKIMAT) | {"id": "new-record", "region": "atlantis"} | fields


@pytest.mark.parametrize(
    ("file", "row", "held_back_kzt", "unreadable"),
    [
        pytest.param(SPENDING, broken(), "79000000", 0, id="report"),
        pytest.param(SPENDING, broken(amount_kzt=Decimal("0.01")), "0.01", 0, id="one tiyn"),
        pytest.param(SPENDING, broken(amount_kzt=None, amount_precision=None), None, 0, id="no sum given"),
        pytest.param(SPENDING, broken(amount_kzt="79000000"), None, 1, id="sum as text"),
        pytest.param(SPENDING, broken(amount_kzt=-5), None, 1, id="sum below zero"),
        pytest.param(SPENDING, broken(amount_kzt=Decimal("1.005")), None, 1, id="tenth of a tiyn"),
        pytest.param(SPENDING, broken(amount_kzt=True), None, 1, id="sum is yes"),
        pytest.param(SPENDING, broken(amount_kzt=float("nan")), None, 1, id="sum is no number"),
        pytest.param(SPENDING, {"id": "x"}, None, 1, id="no field for the sum"),
        pytest.param(SPENDING, '{"id": "x", "amount_kzt": 5', None, 1, id="line cut off"),
        pytest.param(SPENDING, '{"amount_kzt": 5, "amount_kzt": 6}', None, 1, id="sum given twice"),
        pytest.param(SPENDING, '["x"]', None, 1, id="line is a list"),
        pytest.param(
            REGISTER, real_rows(REGISTER)[0] | {"id": "register-1", "status_id": 999}, "39850000.01", 0, id="contract"
        ),
        pytest.param(REGISTER, {"id": "register-1", "contract_sum_kzt": None}, None, 1, id="contract without a sum"),
        pytest.param(RELATIONS, {"from": "x"}, None, 0, id="relation holds no money"),
    ],
)
def test_tenge_of_a_row_held_back_stands_in_the_account(file, row, held_back_kzt, unreadable, facts, tables):
    dataset = "register_facts" if file == REGISTER else "spending"
    whole = account_of(dataset, facts, tables)
    poorer = facts_plus(file, row)

    account = account_of(dataset, poorer, build(poorer))

    held_back = None if held_back_kzt is None else Decimal(held_back_kzt)
    assert account.rows_quarantined == 1
    assert account.not_counted.get(HELD_BACK) == held_back
    assert account.unreadable_amounts == unreadable
    assert account.tenge_in == whole.tenge_in + (held_back or 0)
    assert sum(account.counted.values()) + sum(account.not_counted.values()) == account.tenge_in
    assert account.counted == whole.counted


def test_several_rows_held_back_add_up():
    rows = [broken(amount_kzt=Decimal(amount)) for amount in ("0.01", "2.50", "1000")]
    facts = facts_plus(SPENDING, *rows, broken(amount_kzt="?"), broken(amount_kzt="?"))

    account = account_of("spending", facts, build(facts))

    assert (account.not_counted[HELD_BACK], account.unreadable_amounts) == (Decimal("1002.51"), 2)


def test_held_back_has_words():
    assert HELD_BACK in ledger.REASONS
    assert HELD_BACK in labels.NOT_COUNTED


@pytest.mark.parametrize(
    ("column", "value"),
    [
        pytest.param("counted_kzt", "78999999.99", id="a tiyn less is counted"),
        pytest.param("not_counted_kzt", "0.01", id="a tiyn more is left out"),
    ],
)
def test_a_tiyn_is_missed(column, value, facts, tables):
    here = pl.col("record_id") == OPEN_AKIMAT
    changed = pl.when(here).then(pl.lit(Decimal(value), pl.Decimal(18, 2))).otherwise(column).alias(column)

    with pytest.raises(CheckFailed, match=r"spending: \S+ tenge came in, but \S+ are accounted for"):
        reconcile(facts, tables | {"records": tables["records"].with_columns(changed)})


def test_a_record_that_is_lost_is_missed(facts, tables):
    fewer = tables["records"].filter(pl.col("record_id") != OPEN_AKIMAT)

    with pytest.raises(CheckFailed, match=r"spending: .* tenge came in"):
        reconcile(facts, tables | {"records": fewer})
