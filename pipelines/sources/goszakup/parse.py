"""Turns masked pages into rows of a part: pure, every decimal exact, every oddity named."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from pipelines.errors import SourceChanged
from pipelines.sources.goszakup.masks import is_iin, is_masked

Given = Mapping[str, Any]
Values = tuple[Any, ...]
TIYN = Decimal("0.01")
MICRO = Decimal("0.000001")
LARGEST = Decimal(10) ** 15
FULL_KATO = re.compile(r"\d{9}")
LOT_DATES = (
    "publishDate",
    "startDate",
    "endDate",
    "repeatStartDate",
    "repeatEndDate",
    "discusStartDate",
    "discusEndDate",
)
PERSON_TYPES = {2, 3}


def contract(row: Given, page: str) -> Values:
    """Return a contract's values in the order of rows.CONTRACTS."""
    supplier = _text(row["supplierBiin"])
    units = [unit for unit in row["ContractUnits"] or () if not unit["deleted"]]
    return (
        _whole(row, "id"),
        _whole(row, "parentId") or None,
        _whole(row, "rootId") or row["id"],
        row["contractNumberSys"] or "",
        _whole(row, "trdBuyId") or None,
        _text(row["trdBuyNameRu"]),
        _text(row["trdBuyNameKz"]),
        _whole(row, "refContractStatusId"),
        _whole(row, "refContractTypeId"),
        bool(row["deleted"]),
        row["crdate"] or None,
        row["lastUpdateDate"] or None,
        row["indexDate"] or None,
        _text(row["customerBin"]),
        supplier,
        supplier is not None and is_masked(supplier),
        _whole(row, "refSubjectTypeId"),
        _flag(row["isGu"]),
        _whole(row, "finYear"),
        _whole(row, "refContractYearTypeId"),
        _text(row["refCurrencyCode"]),
        _number(row, "exchangeRate", MICRO),
        _number(row, "contractSum"),
        _number(row, "contractSumWnds"),
        _number(row, "faktSumWnds"),
        row["signDate"] or None,
        row["ecEndDate"] or None,
        row["planExecDate"] or None,
        row["contractEndDate"] or None,
        _whole(row, "refContractCancelId") or None,
        _whole(row, "faktTradeMethodsId"),
        _text(row["signReasonDocName"]),
        _text(row["descriptionRu"]),
        _text(row["descriptionKz"]),
        _each_once(code for unit in units for code in _several(unit["refEnstruCode"])),
        _each_once(text for unit in units for text in _unit_texts(unit)),
        _ids(unit["plnPointId"] for unit in units),
        _ids(unit["lotId"] for unit in units),
        _years(row),
        page,
    )


def subject(row: Given, page: str) -> Values:
    """Return an organisation's values in the order of rows.SUBJECTS."""
    return (
        _whole(row, "pid"),
        row["bin"].strip(),
        _text(row["nameRu"]),
        _text(row["nameKz"]),
        _text(row["fullNameRu"]),
        _text(row["fullNameKz"]),
        next((code for code in _several(row["katoList"]) if FULL_KATO.fullmatch(code)), None),
        bool(row["customer"]),
        bool(row["supplier"]),
        _text(row["refKopfCode"]),
        _whole(row, "typeSupplier"),
        row["regdate"] or None,
        row["indexDate"] or None,
        page,
    )


def is_organisation(row: Given) -> bool:
    """Say whether a subject has a BIN and is no person or sole trader; others are not even kept on disk."""
    number = str(row["bin"] or "").strip()
    return (
        re.fullmatch(r"\d{12}", number) is not None and not is_iin(number) and row["typeSupplier"] not in PERSON_TYPES
    )


def lot(row: Given, page: str) -> Values:
    """Return a lot's values, its announcement flattened, in the order of rows.LOTS."""
    announcement = row["TrdBuy"] or {}
    return (
        _whole(row, "id"),
        _text(row["lotNumber"]),
        _whole(row, "trdBuyId") or None,
        _text(row["trdBuyNumberAnno"]),
        _text(announcement.get("nameRu")),
        _text(announcement.get("nameKz")),
        _whole(announcement, "refBuyStatusId"),
        *(announcement.get(name) or None for name in LOT_DATES),
        _text(announcement.get("orgBin")),
        _text(row["customerBin"]),
        _text(row["nameRu"]),
        _text(row["nameKz"]),
        _text(row["descriptionRu"]),
        _text(row["descriptionKz"]),
        _number(row, "amount"),
        _whole(row, "refLotStatusId"),
        _whole(row, "refBuyTradeMethodsId") or _whole(row, "refTradeMethodsId"),
        _ids(row["pointList"] or ()),
        _each_once(_several(row["plnPointKatoList"])),
        row["lastUpdateDate"] or None,
        row["indexDate"] or None,
        bool(row["isDeleted"]),
        page,
    )


def plan(row: Given, page: str) -> Values:
    """Return a plan point's values in the order of rows.PLANS."""
    return (
        _whole(row, "id"),
        _whole(row, "rootrecordId") or row["id"],
        _text(row["subjectBiin"]),
        _text(row["nameRu"]),
        _text(row["nameKz"]),
        _text(row["descRu"]),
        _text(row["descKz"]),
        _text(row["extraDescRu"]),
        _text(row["extraDescKz"]),
        _text(row["refEnstruCode"]),
        _whole(row, "refTradeMethodsId"),
        _number(row, "amount"),
        _whole(row, "plnPointYear"),
        _whole(row, "refMonthsId"),
        _whole(row, "refPlnPointStatusId"),
        _whole(row, "refFinsourceId"),
        row["indexDate"] or None,
        bool(row["isDeleted"]),
        _flag(row["isActive"]),
        page,
    )


def deletion(row: Given, page: str) -> Values:
    """Return one line of the journal in the order of rows.DELETIONS."""
    return (str(row["object_id"]), row["service_name"] or "", row["date_action"] or "", page)


PARSERS: Mapping[str, Callable[[Given, str], Values]] = {
    "contracts": contract,
    "subjects": subject,
    "lots": lot,
    "plans": plan,
    "deletions": deletion,
}


def _odd(row: Given, name: str) -> SourceChanged:
    key = row.get("id", row.get("pid"))
    return SourceChanged(
        f"The procurement register sends {name} = {row[name]!r} in row {key}, where a number was; look at it."
    )


def _whole(row: Given, name: str) -> int | None:
    value = row.get(name)
    if value is None or type(value) is int:
        return value
    if isinstance(value, bool):
        return int(value)
    try:
        number = Decimal(value)
        if number == number.to_integral_value():
            return int(number)
    except (InvalidOperation, TypeError, ValueError):
        pass
    if value == "":
        return None
    raise _odd(row, name)


def _number(row: Given, name: str, step: Decimal = TIYN) -> Decimal | None:
    """Read a sum to the tiyn; what lies below it is noise of the register's own floats (184800.00000000003)."""
    value = row[name]
    if value is None or value == "":
        return None
    try:
        number = Decimal(value).quantize(step)
    except (InvalidOperation, TypeError, ValueError):
        raise _odd(row, name) from None
    if not abs(number) < LARGEST:
        raise _odd(row, name)
    return number


def _flag(value: object) -> bool | None:
    return None if value is None else bool(value)


def _text(value: object) -> str | None:
    """Return a text as it was sent, or None where it says nothing."""
    if value is None:
        return None
    text = value if isinstance(value, str) else str(value)
    return None if text == "" or text.isspace() else text


def _several(value: object) -> list[str]:
    """Return a list that may come as null, as one text, or with nulls inside."""
    if not value:
        return []
    inner = value if isinstance(value, list) else [value]
    return [text for one in inner if (text := _text(one)) is not None]


def _each_once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _ids(values: Iterable[int | None]) -> list[int]:
    return list(dict.fromkeys(value for value in values if value))


def _unit_texts(unit: Given) -> Iterable[str]:
    """Texts of the plan point under a unit: name and extra description, Russian then Kazakh."""
    point = unit["Plans"]
    if not point:
        return
    for name in ("nameRu", "extraDescRu", "nameKz", "extraDescKz"):
        if point[name] and (text := " ".join(point[name].split())):
            yield text


def _years(row: Given) -> list[dict[str, Any]]:
    """Sum the split by budget years over the live units; nothing where a line says no year."""
    gone = {unit["id"] for unit in row["ContractUnits"] or () if unit["deleted"]}
    sums: dict[int, tuple[Decimal, Decimal]] = {}
    for line in row["ContractSpecSum"] or ():
        if line["unitId"] in gone:
            continue
        year = _whole(line, "finYear")
        if not year:
            return []
        agreed, paid = sums.get(year, (Decimal(0), Decimal(0)))
        agreed += _number(line, "totalSumWithVat") or 0
        sums[year] = (agreed, paid + (_number(line, "factSumWithVat") or 0))
    return [{"year": year, "sum_kzt": agreed, "paid_kzt": paid} for year, (agreed, paid) in sorted(sums.items())]
