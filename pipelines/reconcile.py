"""Accounts for every row and every tenge that came in: nothing is lost between a file and the totals."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

import polars as pl
from pydantic import TypeAdapter

from pipelines.curated import Facts
from pipelines.errors import CheckFailed
from pipelines.schemas import BRIDGE_STEPS
from pipelines.sources.register_facts import RegisterRow
from pipelines.sources.source import Tenge, read_line
from pipelines.sources.spending import SpendingRow
from pipelines.transform.register.records import SOURCE_PREFIX
from pipelines.transform.register.standing import standing
from pipelines.transform.tables import REGISTER, Tables

MONEY_SOURCES = ("spending", "register_facts")
# What a row of a file with money must say of it, held to the same rule as in a good row.
AMOUNTS: dict[str, tuple[str, TypeAdapter[Decimal | None]]] = {
    "spending.jsonl": ("amount_kzt", TypeAdapter(Tenge | None)),
    "register.jsonl": ("contract_sum_kzt", TypeAdapter(Tenge)),
}
HELD_BACK = "held_back"
UNPAID = "unpaid_of_ended_early"
READ_SINCE = "read_in_the_register"


@dataclass(frozen=True, slots=True)
class Account:
    """Rows and tenge of one source.

    Attributes:
        dataset: Name of the source.
        rows_in: Rows read.
        rows_published: Rows that passed their checks.
        rows_quarantined: Rows held back.
        rows_aside: Rows of the register that no record is made of, by the step of the bridge where they stay.
        tenge_in: Sum of the amounts in all rows, tenge, also of rows held back where their amount can be read; nothing
            for sources without money.
        counted: Tenge in totals by level.
        not_counted: Tenge left out by reason; a record with several reasons stands under all of them joined,
            a row held back under `held_back`, a contract kept by hand that the register itself told since under
            `read_in_the_register`: its money is in the register's account.
        unreadable_amounts: Rows held back whose amount can't be read, so that `tenge_in` lacks it.
    """

    dataset: str
    rows_in: int
    rows_published: int
    rows_quarantined: int
    tenge_in: Decimal | None = None
    counted: dict[str, Decimal] = field(default_factory=dict)
    not_counted: dict[str, Decimal] = field(default_factory=dict)
    unreadable_amounts: int = 0
    rows_aside: dict[str, int] = field(default_factory=dict)


def reconcile(facts: Facts, tables: Tables) -> list[Account]:
    """Account for every source.

    Raises:
        CheckFailed: Rows or tenge don't add up to the tiyn, with the two sides in the message.
    """
    accounts = [
        _account(facts, tables, name) for name in dict.fromkeys(raw.dataset for raw in facts.raw.values() if raw.lines)
    ]
    if tables["bridge"].height:
        accounts.append(_register_account(tables))
    for account in accounts:
        _demand_rows(account)
        _demand_tenge(account)
    return accounts


def _account(facts: Facts, tables: Tables, dataset: str) -> Account:
    files = [name for name, raw in facts.raw.items() if raw.dataset == dataset]
    held_back = {(p.file, p.line) for p in facts.problems if p.blocks and p.dataset == dataset}
    account = Account(
        dataset,
        rows_in=sum(len(facts.raw[name].lines) for name in files),
        rows_published=sum(len(facts.rows[name]) for name in files),
        rows_quarantined=len(held_back),
    )
    if dataset not in MONEY_SOURCES:
        return account
    rows = [row for name in files for row in facts.of(name) if isinstance(row, SpendingRow | RegisterRow)]
    here = tables["records"].filter(pl.col("record_id").is_in([row.id for row in rows]))
    of_register = pl.col("source_id").str.starts_with(SOURCE_PREFIX)
    money, read_since = here.filter(~of_register), set(here.filter(of_register)["record_id"])
    left_out = money.filter(pl.col("not_counted_kzt") > 0)
    not_counted = _sums(left_out["not_counted_why"].list.join("; "), left_out["not_counted_kzt"])
    amounts = [_written(name, line) for name in files for line in _money_lines(facts, name, held_back)]
    readable = [amount for amount in amounts if amount is not None]
    held_back_kzt = sum(readable, Decimal("0.00"))
    replaced_kzt = sum((_amount(row) for row in rows if row.id in read_since), Decimal("0.00"))
    aside = {HELD_BACK: held_back_kzt, READ_SINCE: replaced_kzt}
    not_counted = dict(sorted({**not_counted, **{why: tenge for why, tenge in aside.items() if tenge}}.items()))
    return replace(
        account,
        tenge_in=sum(map(_amount, rows), held_back_kzt),
        counted=_sums(money["level"], money["counted_kzt"]),
        not_counted=not_counted,
        unreadable_amounts=len(amounts) - len(readable),
    )


def _register_account(tables: Tables) -> Account:
    """Account for the rows of the register: those of our records, those held back and those set aside on the way."""
    steps = tables["bridge"].group_by("step").agg(pl.col("rows").sum(), pl.col("sum_kzt").sum())
    rows = dict(steps.select("step", "rows").iter_rows())
    tenge = dict(steps.select("step", "sum_kzt").iter_rows())
    money = tables["records"].filter(pl.col("source_id").str.starts_with(SOURCE_PREFIX))
    aside = {step: rows[step] for step in BRIDGE_STEPS if step in rows and step not in ("ours", HELD_BACK)}
    left_out = money.filter(pl.col("not_counted_kzt") > 0)
    reasons = _sums(left_out["not_counted_why"].list.join("; "), left_out["not_counted_kzt"])
    unpaid = sum((money["signed_kzt"] - money["amount_kzt"]).drop_nulls(), Decimal("0.00"))
    stayed = {step: tenge[step] for step in (*aside, HELD_BACK) if tenge.get(step)}
    return Account(
        REGISTER,
        rows_in=sum(rows.values()),
        rows_published=money.height,
        rows_quarantined=rows.get(HELD_BACK, 0),
        tenge_in=sum(tenge.values(), Decimal("0.00")),
        counted=_sums(money["level"], money["counted_kzt"]),
        not_counted={**reasons, **({UNPAID: unpaid} if unpaid else {}), **stayed},
        rows_aside=aside,
    )


def _money_lines(facts: Facts, name: str, held_back: set[tuple[str, int]]) -> list[str]:
    raw = facts.raw[name]
    return [line for number, line in raw.lines if name in AMOUNTS and (raw.file, number) in held_back]


def _written(name: str, line: str) -> Decimal | None:
    """Read the amount of a row held back; null is a sum that no source gives, an amount nobody can read is nothing."""
    field_name, rule = AMOUNTS[name]
    try:
        return rule.validate_python(read_line(line)[field_name]) or Decimal(0)
    except (ValueError, TypeError, KeyError):
        return None


def _amount(row: SpendingRow | RegisterRow) -> Decimal:
    if isinstance(row, RegisterRow):
        return standing(row.status_id, row.contract_sum_kzt, row.paid_kzt).amount_kzt
    return row.amount_kzt or Decimal(0)


def _sums(names: pl.Series, values: pl.Series) -> dict[str, Decimal]:
    told = pl.DataFrame({"name": names, "tenge": values}).group_by("name").agg(pl.col("tenge").sum())
    return dict(told.sort("name").iter_rows())


def _demand_rows(account: Account) -> None:
    aside = sum(account.rows_aside.values())
    out = account.rows_published + account.rows_quarantined + aside
    if account.rows_in != out:
        raise CheckFailed(
            f"{account.dataset}: {account.rows_in} rows came in, but {account.rows_published} were published, "
            f"{account.rows_quarantined} held back and {aside} set aside ({out}). Nothing was published."
        )


def _demand_tenge(account: Account) -> None:
    if account.tenge_in is None:
        return
    out = sum(account.counted.values()) + sum(account.not_counted.values())
    if account.tenge_in != out:
        raise CheckFailed(
            f"{account.dataset}: {account.tenge_in} tenge came in, but {out} are accounted for "
            f"(counted {account.counted}, not counted {account.not_counted}). Nothing was published."
        )
