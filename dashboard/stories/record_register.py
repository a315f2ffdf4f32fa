"""What the procurement register tells of one contract, in words: number, version, what decided its topic, its years."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from dashboard.html.inputs import Cell, Column, Fact, Table
from dashboard.page import Page
from dashboard.store import Row
from dashboard.views.record import RecordView
from dashboard.words import Words

NUMBER: Final = re.compile(r"(?P<base>.+)/(?P<version>\d+)")
CODE: Final = re.compile(r"[\d.]+")


def contract_facts(page: Page, view: RecordView) -> list[Fact]:
    """Return what the register says of a contract; nothing for a record from elsewhere."""
    record, tr = view.record, page.tr
    if record is None or record["tier"] != "register":
        return []
    source = view.source or {}
    facts = [_number(tr, source), *_version(tr, source.get("title")), *_topic(tr, record)]
    if record["signed_kzt"] is not None:
        facts.append(Fact(tr("Signed and paid"), Cell(_signed_and_paid(tr, record))))
    if source.get("date"):
        facts.append(Fact(tr("As the register stood on"), Cell(tr.date(source["date"]))))
    return facts


def _number(tr: Words, source: Row) -> Fact:
    number = source.get("title") or tr("number not stated")
    address = source["url"] if source.get("address_known") else None
    return Fact(tr("Contract on the procurement portal"), Cell(number, href=address))


def _version(tr: Words, number: str | None) -> list[Fact]:
    """Say which version of the contract speaks: 00 is the contract itself, each supplement has the next number."""
    found = NUMBER.fullmatch(number or "")
    if found is None:
        return []
    version = int(found["version"])
    text = tr("as first signed")
    if version:
        text = tr("supplement %(number)s, which states the whole sum anew", number=tr.number(version))
    return [Fact(tr("Version"), Cell(text))]


def _topic(tr: Words, record: Row) -> list[Fact]:
    evidence = record["category_evidence"]
    words = ", ".join(f"«{one}»" for one in evidence if not CODE.fullmatch(one))
    codes = ", ".join(one for one in evidence if CODE.fullmatch(one))
    facts = []
    if words:
        facts.append(Fact(tr("Words that decided the category"), Cell(words)))
    if codes:
        facts.append(Fact(tr("Codes of goods and services that decided it"), Cell(codes)))
    return facts


def _signed_and_paid(tr: Words, record: Row) -> str:
    signed, paid = record["signed_kzt"], record["amount_kzt"]
    told = {"signed": tr.money(signed), "paid": tr.money(paid)}
    if paid >= signed:
        return tr("Signed for %(signed)s; ended early after %(paid)s was paid, which is what counts.", **told)
    return tr(
        "Signed for %(signed)s; ended early after %(paid)s was paid, which is what counts. %(rest)s was not spent.",
        rest=tr.money(signed - paid),
        **told,
    )


def years_table(page: Page, view: RecordView) -> Table | None:
    """Return the division of the sum between budget years; nothing where the contract does not divide it."""
    if not view.shares:
        return None
    tr = page.tr
    columns = [
        Column("year", tr("Budget year"), kind="year", main=True),
        Column("tenge", tr("Tenge"), kind="money", amount=True),
    ]
    together = sum((kzt for _, kzt in view.shares), Decimal(0))
    rows = [_year(tr, str(year), kzt) for year, kzt in view.shares]
    rows.append(_year(tr, tr("All years"), together))
    return Table(columns, rows, caption=tr("Its money by year, as the contract's own lines in the register divide it"))


def _year(tr: Words, year: str, kzt: Decimal) -> Mapping[str, Cell]:
    return {"year": Cell(year), "tenge": Cell(tr.money(kzt))}
