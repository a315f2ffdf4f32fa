"""Taxes that suppliers paid, by year, from the tax committee; asked by BIN, never by a person's number."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import polars as pl

from pipelines.errors import SourceChanged
from pipelines.marks import N_
from pipelines.sources import turns
from pipelines.sources.lesser import Access, Frames, Lesser, Visit, day_of, load, tenge
from pipelines.sources.lesser_settings import LesserSettings

NAME = "kgd_payments"
WHAT = "Tax payments"
SPACE = "{http://xmlns.kztc-cits/sign}"
NO_PAYMENTS = "10"
AGAIN_AFTER = 90
OK = 200

SUMS: dict[str, Any] = {
    "key": pl.String,
    "year": pl.Int16,
    "kbk": pl.String,
    "entry_type": pl.String,
    "payments": pl.Int64,
    "sum_kzt": pl.Decimal(18, 2),
    "without_sum": pl.Int64,
}
"""One row per company, year, budget code and kind of entry; `without_sum` counts payments whose sum came empty."""
PLAN = turns.Plan(WHAT, SUMS, AGAIN_AFTER)


def source(settings: LesserSettings) -> Lesser:
    """Return the source; it needs a token of the service."""
    token = settings.kgd_token.get_secret_value() if settings.kgd_token else ""
    return Lesser(
        name=NAME,
        about=N_("Taxes paid by suppliers, as the tax committee answers by company number"),
        licence=N_("Public answers of the tax committee"),
        cadence=N_("every night, each company about four times a year"),
        home="https://open.egov.kz",
        state="off" if settings.kgd_payments == "off" else "on" if token else "kept",
        access=Access(
            settings.kgd_payments_url, {"Content-Type": "text/xml"}, settings.lesser_rate, settings.ca_bundle
        ),
        read=lambda visit: read(visit, token, settings.kgd_since),
        frames=frames,
    )


def frames(folder: Path) -> Frames:
    """Load the sums read so far and when each company was read."""
    return {"taxes": load(folder / "rows.parquet", SUMS), "taxes_read": load(folder / "turns.parquet", turns.TURNS)}


def read(visit: Visit, token: str, since: int) -> None:
    """Read the payments of tonight's companies, one in a call.

    Raises:
        SourceUnavailable: The service did not answer, or kept throttling us.
        SourceChanged: It answered in another form.
    """

    def ask(keys: list[str]) -> dict[str, list[dict[str, Any]]]:
        body = request(keys[0], f"{since}-01-01", visit.day)
        answer = visit.caller.post(f"/proxy2/culs_payments?token={token}", content=body, read=parse)
        if answer.status != OK:
            words = f"answered {answer.status}; look whether AQSHA_KGD_TOKEN is still good"
            raise SourceChanged(f"{WHAT}: the service {words}.")
        return {keys[0]: sums(answer.content, keys[0])}

    turns.take(visit, visit.wanted.bins, PLAN, ask)


def request(number: str, first: str, last: str) -> bytes:
    """Write the question about one company's payments between two days."""
    asked = (("IIN_BIN", number), ("BeginDate", first), ("EndDate", last))
    inner = "".join(f"<sign:{name}>{value}</sign:{name}>" for name, value in asked)
    text = f'<sign:Request xmlns:sign="http://xmlns.kztc-cits/sign">{inner}</sign:Request>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


def parse(body: bytes) -> ET.Element:
    """Read XML.

    Raises:
        ValueError: It is not XML, or brings definitions of its own, which an honest answer never does.
    """
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise ValueError("a document with definitions of its own")
    try:
        return ET.fromstring(body)  # noqa: S314 — definitions, the only danger, were refused above
    except ET.ParseError as error:
        raise ValueError(str(error)) from error


def sums(answer: ET.Element, number: str) -> list[dict[str, Any]]:
    """Add up one company's payments by year, budget code and kind of entry; its name is left behind.

    Raises:
        SourceChanged: Another company came, an error that is not «no payments», or a payment without a day.
    """
    if answer.tag != f"{SPACE}answer":
        raise SourceChanged(f"{WHAT}: «answer» was expected, «{answer.tag}» came; the service has changed its form.")
    error = answer.find(f"{SPACE}err")
    if error is not None and error.get("errorcode") != NO_PAYMENTS:
        raise SourceChanged(f"{WHAT}: the service answered with its error {error.get('errorcode')}.")
    came = _text(answer, "IIN_BIN")
    if (came or "").zfill(len(number)) != number and not (came is None and error is not None):
        raise SourceChanged(f"{WHAT}: asked for one company, another came; nothing of it is used.")
    found: dict[tuple[int, str, str], list[Decimal | None]] = {}
    for key, amount in _payments(answer):
        found.setdefault(key, []).append(amount)
    return [
        {
            "key": number,
            "year": year,
            "kbk": kbk,
            "entry_type": kind,
            "payments": len(amounts),
            "sum_kzt": sum((one for one in amounts if one is not None), Decimal()),
            "without_sum": amounts.count(None),
        }
        for (year, kbk, kind), amounts in found.items()
    ]


def _payments(answer: ET.Element) -> Iterator[tuple[tuple[int, str, str], Decimal | None]]:
    for payment in answer.iterfind(f"{SPACE}payment"):
        day = day_of(_text(payment, "ReceiptDate")) or day_of(_text(payment, "WriteOffDate"))
        if day is None:
            raise SourceChanged(f"{WHAT}: a payment without a day came; the service has changed its form.")
        key = (int(day[:4]), _text(payment, "KBK") or "", _text(payment, "EntryType") or "")
        yield key, tenge(_text(payment, "Summa"))


def _text(element: ET.Element, name: str) -> str | None:
    return (element.findtext(f"{SPACE}{name}") or "").strip() or None
