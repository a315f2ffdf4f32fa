"""The tax committee's lists of unreliable taxpayers: companies only, photographed every night."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from pipelines.errors import SourceChanged
from pipelines.marks import N_
from pipelines.sources import photographs
from pipelines.sources.lesser import Access, Frames, Lesser, Visit, is_bin
from pipelines.sources.lesser_settings import KGD_LISTS, LesserSettings, names

OK = 200
HEADER_WITHIN = 60
# «БИН», «ИИН/БИН», «ЖСН/БСН»; the number of the head stands in a column of its own.
NUMBER = re.compile(r"\bб[ис]н\b|\bbin\b", re.IGNORECASE)
HEAD = re.compile(r"руковод|басшы|владел|учредит|owner", re.IGNORECASE)
DATED = re.compile(r"\bдат[аы]\b|\bкүні\b|\bdate\b", re.IGNORECASE)
# In the list of pseudo-companies the date is the start of unlawful activity, not of a decision.
NOT_DECIDED = re.compile(r"деятельн|қызмет|рожд|туған", re.IGNORECASE)
WRITTEN = re.compile(r"([0-3][0-9])\.([01][0-9])\.((?:19|20)[0-9]{2})")

ABOUT = {
    "BANKRUPT": N_("Taxpayers that a court found bankrupt, by the tax committee's list"),
    "INACTIVE": N_("Taxpayers found inactive, by the tax committee's list"),
    "INVALID_REGISTRATION": N_("Taxpayers whose registration was found invalid, by the tax committee's list"),
    "WRONG_ADDRESS": N_("Taxpayers absent from their legal address, by the tax committee's list"),
    "PSEUDO_COMPANY": N_("Taxpayers that a court found to be pseudo-companies, by the tax committee's list"),
    "TAX_ARREARS_150": N_("Taxpayers in arrears of more than 150 monthly calculation indices, by the committee's list"),
    "VIOLATION_TAX_CODE": N_("Taxpayers registered in breach of the tax code, by the tax committee's list"),
}


def sources(settings: LesserSettings) -> list[Lesser]:
    """Return one source for each list, so that each fails alone."""
    chosen = names(settings.kgd_lists)
    return [_source(settings, code, chosen) for code in KGD_LISTS]


def _source(settings: LesserSettings, code: str, chosen: Sequence[str]) -> Lesser:
    on = code in chosen or "all" in chosen
    return Lesser(
        name=f"kgd_{code.lower()}",
        about=ABOUT[code],
        licence=N_("Public lists of the tax committee"),
        cadence=N_("every night"),
        home=address(settings.kgd_lists_url, code),
        state="off" if "off" in chosen else "on" if on else "kept",
        access=Access(settings.kgd_lists_url, {}, settings.lesser_rate, settings.ca_bundle),
        read=lambda visit: read(visit, code),
        frames=lambda folder: frames(folder, code),
    )


def address(base: str, code: str) -> str:
    """Return where a list is fetched from."""
    return f"{base}/mobile_api/services/taxpayers_unreliable_exportexcel/{code}/KZ_ALL/fileName/list_{code}_KZ_ALL.xlsx"


def frames(folder: Path, code: str) -> Frames:
    """Load the history of one list."""
    return {f"kgd_{code.lower()}": photographs.history(folder)}


def read(visit: Visit, code: str) -> None:
    """Photograph one list.

    Raises:
        SourceUnavailable: The committee's site did not answer.
        SourceChanged: The list is not there, or has another form.
    """
    what = f"The tax committee's list {code}"
    answer = visit.caller.get(address(visit.caller.base, code), read=_workbook)
    if answer.status != OK:
        raise SourceChanged(f"{what}: the site answered {answer.status}; the list has moved, look for it by hand.")
    entries = dict(companies(answer.content, what))
    photographs.keep(visit, {one: {"origins": code, "dated": day} for one, day in entries.items()}, what)


def _workbook(body: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(body))
    except CalamineError as error:
        raise ValueError("not a workbook") from error


def companies(book: CalamineWorkbook, what: str) -> Iterator[tuple[str, str | None]]:
    """Find the companies of a workbook, however high its header is.

    Args:
        book: All its sheets are read.
        what: The list's name in a message.

    Yields:
        BIN and the day that the list gives (of the decision, order or act), where it gives one. Persons, names,
        heads and numbers without twelve digits are left behind.

    Raises:
        SourceChanged: No sheet has a column of BINs.
    """
    found = [_columns(book.get_sheet_by_name(name)) for name in book.sheet_names]
    if not any(found):
        raise SourceChanged(f"{what}: no sheet has a column of BINs; the list has changed its form.")
    for name, columns in zip(book.sheet_names, found, strict=True):
        if columns:
            yield from _rows(book.get_sheet_by_name(name).iter_rows(), *columns)


def _columns(sheet: CalamineSheet) -> tuple[int, int | None] | None:
    """Find the column of the taxpayer's number and that of the date, in whichever header rows they stand."""
    number = dated = None
    for height, row in enumerate(sheet.iter_rows()):
        if height == HEADER_WITHIN or (number is not None and _number(row[number])):
            break
        for place, cell in enumerate(row):
            text = cell if isinstance(cell, str) else ""
            if number is None and NUMBER.search(text) and not HEAD.search(text):
                number = place
            if dated is None and DATED.search(text) and not NOT_DECIDED.search(text):
                dated = place
    return (number, dated) if number is not None else None


def _rows(rows: Iterable[Sequence[Any]], number: int, dated: int | None) -> Iterator[tuple[str, str | None]]:
    for row in rows:
        found = _number(row[number])
        if is_bin(found):
            yield found, _day(row[dated]) if dated is not None else None


def _number(cell: object) -> str:
    """Read a number of twelve digits; a cell that holds a number has lost its leading zeros."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = f"{cell:012d}" if isinstance(cell, int) and cell >= 10**8 else str(cell).strip()
    return text if re.fullmatch(r"[0-9]{12}", text) else ""


def _day(cell: object) -> str | None:
    if isinstance(cell, date | datetime):
        return f"{cell:%Y-%m-%d}"
    if found := WRITTEN.search(str(cell)):
        day, month, year = found.groups()
        return f"{year}-{month}-{day}"
    return None
