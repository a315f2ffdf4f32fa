"""The way from all tenge read to the totals, in words: reasons, waterfalls by level, accounts by input."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from dashboard import labels
from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page
from dashboard.views.data import Account
from dashboard.views.method import LeftOut, Waterfall
from dashboard.words import Words
from pipelines.marks import N_

REASONS: Final[Mapping[str, str]] = {
    "nature_aggregate": N_("Sums over many buyers or things, in which no one purchase can be told"),
    "nature_unit_price": N_("Only the price of one unit is known"),
    "nature_loss_or_finding": N_("A loss or a finding of a check, not a purchase"),
    "nature_stated_need": N_("What is needed, not what was bought"),
    "nature_residents_money": N_("Residents' own money, not the budget's"),
    "nature_private_outlay": N_("A private company's outlay, not the budget's"),
    "adjacent": N_("Near the topic and shown apart: decoration, concerts, celebrations"),
    "cancelled": N_("The purchase was cancelled"),
    "refused": N_("The buyer refused to pay"),
    "no_amount": N_("The source gives no sum in tenge"),
    "same_money": N_("The same money, already counted in another record"),
    "alternative": N_("Sources give different sums for one thing, so a range is shown"),
    "covered_by_parts": N_("Already counted part by part"),
    "ended_early": N_("The contract was ended early and no payment is known"),
    "not_concluded": N_("The contract was not concluded"),
    "held_back": N_("Held back until the row is mended"),
    "superseded": N_("An older version of a contract"),
    "deleted": N_("The register itself took the row back"),
    "other_topics": N_("Neither media nor IT"),
    "unknown_buyers": N_("Whose money it is, or of which region, cannot be told"),
    "read_in_the_register": N_("Written down by hand, and now told by the register itself"),
    "unpaid_of_ended_early": N_("Signed, but not paid before the contract was ended early"),
}


def reasons(tr: Words, codes: Sequence[str]) -> str:
    """Say why money is not in the totals; several reasons stand one after the other."""
    return "; ".join(tr(REASONS[code]) if code in REASONS else labels.not_counted(tr, code) for code in codes)


def waterfall_table(page: Page, fall: Waterfall) -> Table:
    """Return the way from all tenge read at a level to its total, a reason a row; the rows add up exactly."""
    tr = page.tr
    read = Cell(tr("All sums read"))
    counted = Cell(tr("In the total"), href=page.plain_link("/records", level=fall.level))
    return Table(
        columns=[
            Column("line", tr("Step"), main=True),
            Column("records", tr("Records"), kind="number"),
            Column("tenge", tr("Tenge"), kind="money", amount=True),
        ],
        rows=[
            _line(tr, read, fall.read_records, fall.read_kzt),
            *(_left_out(tr, one) for one in fall.left_out),
            _line(tr, counted, fall.counted_records, fall.counted_kzt),
        ],
        caption=waterfall_caption(tr, fall.level),
    )


def waterfall_caption(tr: Words, level: str) -> str:
    """Name the waterfall of a level."""
    if level == "local":
        return tr("Akimats and their bodies: from all sums read to the total")
    return tr("Central bodies: from all sums read to the total")


def _line(tr: Words, name: Cell, records: int, tenge: Decimal) -> dict[str, Cell]:
    return {"line": name, "records": Cell(tr.number(records)), "tenge": Cell(tr.money(tenge))}


def _left_out(tr: Words, one: LeftOut) -> dict[str, Cell]:
    name = Cell(reasons(tr, one.why), note=tr("taken off"))
    if one.without_sum == one.records:
        return _line(tr, name, one.records, one.tenge) | {"tenge": Cell("", note=tr("no sum in tenge"))}
    return _line(tr, name, one.records, -one.tenge)


def accounts_table(page: Page, accounts: Sequence[Account]) -> Table:
    """Return rows read, published, held back and set aside (other topics, older versions …) of every input."""
    tr = page.tr
    return Table(
        columns=[
            Column("dataset", tr("Input"), main=True),
            Column("in", tr("Rows read"), kind="number"),
            Column("published", tr("Rows published"), kind="number"),
            Column("held", tr("Rows held back"), kind="number"),
            Column("aside", tr("Rows set aside"), kind="number"),
            Column("tenge", tr("Tenge read"), kind="money"),
        ],
        rows=[
            {
                "dataset": Cell(one.dataset),
                "in": Cell(tr.number(one.rows_in)),
                "published": Cell(tr.number(one.rows_published)),
                "held": Cell(tr.number(one.rows_quarantined)),
                "aside": Cell(tr.number(one.rows_aside)),
                "tenge": Cell("", note=tr("holds no spending")) if one.tenge_in is None else _money(tr, one.tenge_in),
            }
            for one in accounts
        ],
        caption=tr("Where the rows went: read = published + held back + set aside"),
    )


def with_money(accounts: Sequence[Account]) -> list[Account]:
    """Return the inputs that hold sums."""
    return [one for one in accounts if one.tenge_in is not None]


def tenge_table(page: Page, account: Account) -> Table:
    """Return where the tenge of one input went, a level or reason a row; the last row adds them up again."""
    tr = page.tr
    rows = [
        {"line": Cell(_in_total(tr, level)), "tenge": _money(tr, tenge)} for level, tenge in account.counted.items()
    ]
    rows += [
        {"line": Cell(reasons(tr, why.split("; ")), note=tr("not in the totals")), "tenge": _money(tr, tenge)}
        for why, tenge in sorted(account.not_counted.items(), key=lambda pair: -pair[1])
    ]
    rows.append({"line": Cell(tr("Together, as much as was read")), "tenge": _money(tr, accounted_for(account))})
    return Table(
        columns=[
            Column("line", tr("Where it went"), main=True),
            Column("tenge", tr("Tenge"), kind="money", amount=True),
        ],
        rows=rows,
        caption=tr("Where the tenge of «%(dataset)s» went", dataset=account.dataset),
    )


def accounted_for(account: Account) -> Decimal:
    """Return tenge counted and not counted together; the nightly run demands that this is what was read."""
    return sum((*account.counted.values(), *account.not_counted.values()), Decimal(0))


def _in_total(tr: Words, level: str) -> str:
    return tr("In the total of akimats") if level == "local" else tr("In the total of central bodies")


def _money(tr: Words, tenge: Decimal) -> Cell:
    return Cell(tr.money(tenge))
