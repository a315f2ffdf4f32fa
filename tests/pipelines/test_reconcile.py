"""Every row and tenge that came in is published, held back, counted or left out with a reason."""

from decimal import Decimal

import polars as pl
import pytest

from pipelines.errors import CheckFailed
from pipelines.reconcile import reconcile
from pipelines.transform.tables import build
from tests.pipelines.running import OPEN_AKIMAT, facts_plus, facts_with, real_row

SPENDING = "curated/spending.jsonl"


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
