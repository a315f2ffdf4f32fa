"""From the readings of the lesser sources to published tables: pure, and only of parties and records of ours."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import polars as pl

from pipelines.schemas import PartyYears
from pipelines.schemas.lists import Acts, PartyFacts, Payments, SupplierLists
from pipelines.sources.source import citation_id
from pipelines.transform.frames import columns, frame
from pipelines.transform.register.records import CONTRACT_PAGE

APPROVED = 15
# Tax receipts are category 1 of the budget classification; pension and social contributions pass through (category 9).
TAXES = "1"
# The only kind of entry whose meaning was seen; a year with others is left out, they may be returns.
PAID_IN = ("", "1")
TAX_CITATION: dict[str, object] = {
    "url": "https://kgd.gov.kz",
    "publisher": "Комитет государственных доходов Министерства финансов Республики Казахстан",
    "title": "Сведения об уплаченных суммах налогов по БИН",
    "date": None,
    "lang": "ru",
}
COMPANY_PAGE = "https://stat.gov.kz/api/juridical/?bin=%s&lang=ru"


def supplier_lists(
    listings: Mapping[str, pl.DataFrame],
    details: pl.DataFrame,
    party_by_bin: Mapping[str, str],
    urls: Mapping[str, str],
) -> pl.DataFrame:
    """Publish the stays of our suppliers on public lists.

    Args:
        listings: Code of a list → one row per stay (photographs.history).
        details: What the procurement register says of an entry (rnu.DETAILS).
        party_by_bin: Whom we publish.
        urls: Code of a list → where it is.

    Returns:
        One row per party, BIN, list and stay. It changes only when somebody came, went or was described anew, so the
        last night seen is told only of those who are gone.
    """
    told = _details_by_bin(details)
    rows = (
        _stay(stay, code, party_by_bin[stay["bin"]], urls.get(code)) | (_detail(stay, told) if code == "rnu" else {})
        for code, stays in listings.items()
        for stay in stays.filter(pl.col("bin").is_in(list(party_by_bin))).iter_rows(named=True)
    )
    return _in_order(frame(rows, SupplierLists), SupplierLists)


def _stay(stay: Mapping[str, Any], code: str, party_id: str, url: str | None) -> dict[str, Any]:
    gone = stay["gone_on"] is not None
    search = f"?{urlencode({'filter[biin]': stay['bin']})}" if code == "rnu" else ""
    return {
        **stay,
        "party_id": party_id,
        "list": code,
        "gone": gone,
        "last_seen": stay["last_seen"] if gone else None,
        "decided_on": stay["dated"],
        "source_url": url + search if url else None,
    }


def _details_by_bin(details: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in details.sort("key", "listed_from", "listed_to", nulls_last=False).iter_rows(named=True):
        found.setdefault(row["key"], []).append(row)
    return found


def _detail(stay: Mapping[str, Any], told: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Take the latest entry that had begun when the supplier was last seen on the list."""
    begun = [one for one in told.get(stay["bin"], []) if one["listed_from"] and one["listed_from"] <= stay["last_seen"]]
    if not begun:
        return {}
    taken = {name: begun[-1][name] for name in ("listed_from", "listed_to", "decided_on")}
    return taken | {"reason": begun[-1]["reason_id"]}


def payments(found: pl.DataFrame, record_by_contract: Mapping[int, str]) -> pl.DataFrame:
    """Publish treasury payments of our records.

    Args:
        found: One row per payment and contract it was read with (treasury.COLUMNS).
        record_by_contract: Id of every contract of a chain → its record.

    Returns:
        One row per record and payment, however many contracts of the chain showed it.
    """
    rows = (
        {
            "record_id": record,
            "payment_id": row["id"],
            "contract_id": row["contract_id"],
            "paid_on": row["day"],
            "amount_kzt": row["amount_kzt"],
            "prepayment_kzt": row["prepayment_kzt"],
            "programme": row["programme"],
            "specific": row["specific"],
            "source_url": CONTRACT_PAGE.format(row["contract_id"]),
        }
        for record, row in _of_records(found, record_by_contract)
    )
    return _in_order(frame(rows, Payments), Payments)


def acts(found: pl.DataFrame, record_by_contract: Mapping[int, str]) -> pl.DataFrame:
    """Publish approved acts of acceptance of our records; deleted ones and drafts are left out.

    Args:
        found: One row per act and contract it was read with (treasury.COLUMNS).
        record_by_contract: Id of every contract of a chain → its record.

    Returns:
        One row per record and act.
    """
    approved = found.filter((pl.col("status_id") == APPROVED) & ~pl.col("deleted"))
    rows = (
        {
            "record_id": record,
            "act_id": row["id"],
            "contract_id": row["contract_id"],
            "number": row["number"],
            "approved_on": row["day"],
            "revoked_on": row["revoked_on"],
            "overdue_days": row["overdue_days"],
            "fine_kzt": row["fine_kzt"],
            "source_url": CONTRACT_PAGE.format(row["contract_id"]),
        }
        for record, row in _of_records(approved, record_by_contract)
    )
    return _in_order(frame(rows, Acts), Acts)


def _of_records(found: pl.DataFrame, record_by_contract: Mapping[int, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each row of our records once, with its record."""
    seen: set[tuple[str, int]] = set()
    for row in found.sort("id", "key").iter_rows(named=True):
        record = record_by_contract.get(int(row["key"]))
        if record is not None and (record, row["id"]) not in seen:
            seen.add((record, row["id"]))
            yield record, row


def taxes_paid(taxes: pl.DataFrame, read: pl.DataFrame, party_by_bin: Mapping[str, str], since: int) -> pl.DataFrame:
    """Publish the taxes that our suppliers paid in years that were over when they were read.

    Args:
        taxes: One row per company, year, budget code and kind of entry (kgd_payments.SUMS).
        read: When each company was last read (turns.TURNS).
        party_by_bin: Whom we publish; several numbers of one party are added up.
        since: First year that was asked for.

    Returns:
        One row per party and year (party_years). A year without a payment is 0 from the year in the BIN on, for the
        source says that there was none; a year with a payment whose sum or kind is not known is left out.
    """
    paid: dict[tuple[str, int], Decimal | None] = {}
    by_company = _taxes_by_company(taxes)
    for number, read_on in read.select("key", "read_on").drop_nulls().sort("key").iter_rows():
        if number not in party_by_bin:
            continue
        for year, amount in _years(by_company.get(number, {}), number, int(read_on[:4]), since):
            key = (party_by_bin[number], year)
            so_far = paid.get(key, Decimal())
            paid[key] = None if amount is None or so_far is None else so_far + amount
    source = citation_id(TAX_CITATION)
    rows = (
        {"party_id": party_id, "year": year, "taxes_paid_kzt": amount, "source_id": source}
        for (party_id, year), amount in paid.items()
        if amount is not None
    )
    return _in_order(frame(rows, PartyYears), PartyYears)


def _taxes_by_company(taxes: pl.DataFrame) -> dict[str, dict[int, Decimal | None]]:
    """Add up tax receipts by company and year; None where it can't be done."""
    unclear = (pl.col("without_sum") > 0) | ~pl.col("entry_type").is_in(PAID_IN) | (pl.col("kbk") == "")
    sums = (
        taxes.filter(pl.col("kbk").str.starts_with(TAXES) | (pl.col("kbk") == ""))
        .group_by("key", "year")
        .agg(pl.col("sum_kzt").sum(), unclear=unclear.any())
    )
    found: dict[str, dict[int, Decimal | None]] = {}
    for number, year, amount, is_unclear in sums.iter_rows():
        found.setdefault(number, {})[year] = None if is_unclear or amount < 0 else amount
    return found


def _years(
    sums: Mapping[int, Decimal | None], number: str, read_in: int, since: int
) -> Iterator[tuple[int, Decimal | None]]:
    first = min([max(since, year_in_bin(number)), *sums])
    for year in range(max(first, since), read_in):
        yield year, sums.get(year, Decimal())


def year_in_bin(number: str) -> int:
    """Return the year of registration that a BIN begins with."""
    short = int(number[:2])
    return (1900 if short >= 90 else 2000) + short


def tax_citations(party_years: pl.DataFrame) -> list[dict[str, object]]:
    """Return the citation of the tax service where some row rests on it."""
    return [TAX_CITATION] if citation_id(TAX_CITATION) in party_years["source_id"] else []


def with_taxes(party_years: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Add taxes read from the source to those kept by hand; a year kept by hand stays as it is, with its own source."""
    new = found.join(party_years, on=["party_id", "year"], how="anti")
    return _in_order(pl.concat([party_years, new.select(party_years.columns)]), PartyYears)


def party_facts(found: pl.DataFrame, party_by_bin: Mapping[str, str]) -> pl.DataFrame:
    """Publish what the register of legal entities says of our suppliers.

    Args:
        found: One row per company (juridical.FACTS).
        party_by_bin: Whom we publish; of several numbers of one party the least one speaks.

    Returns:
        One row per party.
    """
    rows: dict[str, dict[str, Any]] = {}
    for row in found.filter(pl.col("key").is_in(list(party_by_bin))).sort("key").iter_rows(named=True):
        party_id = party_by_bin[row["key"]]
        told = {**row, "party_id": party_id, "bin": row["key"], "source_url": COMPANY_PAGE % row["key"]}
        rows.setdefault(party_id, told)
    return _in_order(frame(rows.values(), PartyFacts), PartyFacts)


def _in_order(table: pl.DataFrame, schema: Any) -> pl.DataFrame:  # noqa: ANN401 — any class of the schemas
    return table.select(columns(schema).names()).sort(schema.primary_key())
