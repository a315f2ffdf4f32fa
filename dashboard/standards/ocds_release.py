"""One contract of the procurement register as one OCDS release: its state as this data edition holds it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import orjson

from dashboard import labels
from dashboard.standards.ocds_codes import ACTIVE, CANCELLED, METHODS, contract_status
from dashboard.standards.ocds_parties import Organisations, supplier_id
from dashboard.words import words

Row = Mapping[str, Any]
Json = dict[str, Any]

RECORD_PREFIX: Final = "register-"
SOURCE_PREFIX: Final = "goszakup-"
# The register tells days. Midnight of this zone lies within the same day in both of the country's former zones.
DAY_START: Final = "T00:00:00+05:00"
_LANGUAGE: Final = "ru"


def release(row: Row, organisations: Organisations, payments: Sequence[Row], acts: Sequence[Row], prefix: str) -> Json:
    """Tell a contract.

    Args:
        row: The record with changed_on, number and url of its page on the portal.
        organisations: Buyers and suppliers.
        payments: Its treasury payments.
        acts: Its acts of acceptance.
        prefix: Prefix of contracting processes.

    Returns:
        The release. Its id follows from all that it says: what changes gets a new id, what does not keeps its own.
    """
    root = row["record_id"].removeprefix(RECORD_PREFIX)
    told = _body(row, root, organisations, payments, acts)
    mark = hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()[:12]
    return {"ocid": f"{prefix}-c{root}", "id": f"c{root}-{mark}", **told}


def compiled(one: Json) -> Json:
    """Return the compiled release of a process that this edition tells in one release."""
    return one | {"id": f"{one['ocid']}-{one['date']}", "tag": ["compiled"]}


def _body(row: Row, root: str, organisations: Organisations, payments: Sequence[Row], acts: Sequence[Row]) -> Json:
    paid = list(_transactions(row, root, organisations, payments))
    milestones = [_milestone(act) for act in acts if act["revoked_on"] is None]
    status = contract_status(row["status"], row["state"])
    amended = row["source_id"].startswith(SOURCE_PREFIX) and row["source_id"] != f"{SOURCE_PREFIX}{root}"
    told: Json = {
        "date": moment(row["changed_on"] or row["first_seen"]),
        "tag": _tags(amended=amended, done=bool(paid or milestones)),
        "initiationType": "tender",
        "language": _LANGUAGE,
        "parties": organisations.parties(row, root),
    }
    if buyer := organisations.reference(row["customer_id"]):
        told["buyer"] = buyer
    told["tender"] = _tender(row, root, buyer)
    told["awards"] = [_award(row, root, organisations, status)]
    told["contracts"] = [_contract(row, root, status, paid, milestones, amended=amended)]
    if row["contractor_private"]:
        told["withheldInformation"] = [_withheld(root)]
    return told


def _tags(*, amended: bool, done: bool) -> list[str]:
    """Name the sections that the release tells."""
    return ["tender", "award", "contract", *["contractAmendment"] * amended, *["implementation"] * done]


def _tender(row: Row, root: str, buyer: Json | None) -> Json:
    tender: Json = {"id": f"c{root}", "status": "complete"}
    if buyer:
        tender["procuringEntity"] = buyer
    if method := METHODS.get(row["method"] or ""):
        tender["procurementMethod"] = method
    if row["method"]:
        tr = words(_LANGUAGE)
        tender["procurementMethodDetails"] = row["method_text"] or labels.method(tr, row["method"])
    return tender | {"additionalProcurementCategories": [row["category"]]}


def _award(row: Row, root: str, organisations: Organisations, status: str | None) -> Json:
    award: Json = {
        "id": root,
        "status": CANCELLED if status == CANCELLED else ACTIVE,
        "value": value(signed_sum(row)),
    }
    supplier = organisations.supplier(row, root)
    return award | ({"suppliers": [supplier]} if supplier else {})


def _contract(
    row: Row, root: str, status: str | None, paid: list[Json], milestones: list[Json], *, amended: bool
) -> Json:
    contract: Json = {"id": root, "awardID": root, "value": value(signed_sum(row))}
    if title := row["title_original"] or row["title_ru"] or row["title_kk"]:
        contract["title"] = title
    if status:
        contract["status"] = status
    if row["period_start"]:
        contract["dateSigned"] = moment(row["period_start"])
    if period := _period(row):
        contract["period"] = period
    if amended:
        contract["amendments"] = [_amendment(row)]
    if done := {name: told for name, told in (("transactions", paid), ("milestones", milestones)) if told}:
        contract["implementation"] = done
    return contract


def _period(row: Row) -> Json:
    ends = (("startDate", row["period_start"]), ("endDate", row["period_end"]))
    return {name: moment(day) for name, day in ends if day}


def _amendment(row: Row) -> Json:
    """Tell that a supplement holds: the row that speaks is not the first one; earlier sums are not published."""
    tr = words(_LANGUAGE)
    return {
        "id": row["source_id"].removeprefix(SOURCE_PREFIX),
        "description": tr("The newest supplementary agreement; it restates the whole contract"),
    }


def _transactions(row: Row, root: str, organisations: Organisations, payments: Sequence[Row]) -> Iterator[Json]:
    """Return treasury payments where they are known, else what is paid so far as one sum; never both."""
    sides = {"payer": organisations.reference(row["customer_id"]), "payee": organisations.supplier(row, root)}
    known = {name: side for name, side in sides.items() if side}
    for one in payments:
        if one["amount_kzt"] is not None:
            dated = {"date": moment(one["paid_on"])} if one["paid_on"] else {}
            yield {"id": str(one["payment_id"]), "value": value(one["amount_kzt"]), **dated, **known} | _at(one)
    if not payments and row["paid_kzt"]:
        changed = {"date": moment(row["changed_on"])} if row["changed_on"] else {}
        at = {"source": row["url"]} if row["url"] else {}
        yield {"id": f"{root}-fact", "value": value(row["paid_kzt"]), **changed, **known, **at}


def _at(payment: Row) -> Json:
    return {"source": payment["source_url"]} if payment["source_url"] else {}


def _milestone(act: Row) -> Json:
    tr = words(_LANGUAGE)
    milestone = {
        "id": f"act-{act['act_id']}",
        "type": "delivery",
        "title": tr("Act of acceptance %(number)s", number=act["number"] or act["act_id"]),
        "status": "met",
    }
    return milestone | ({"dateMet": moment(act["approved_on"])} if act["approved_on"] else {})


def _withheld(root: str) -> Json:
    tr = words(_LANGUAGE)
    return {
        "id": f"c{root}-supplier",
        "field": f"parties/{supplier_id(root)}/name",
        "name": tr("Name and number of a private person or sole trader"),
        "rationale": tr("Private people are never named on this site."),
    }


def signed_sum(row: Row) -> Decimal | None:
    """Return the signed sum with value added tax, tenge; a contract that ended early counts with less elsewhere."""
    signed: Decimal | None = row["amount_kzt"] if row["signed_kzt"] is None else row["signed_kzt"]
    return signed


def value(tenge: Decimal | None) -> Json:
    """Return a sum as OCDS tells it, its digits untouched: never through a float."""
    if tenge is None:
        return {"currency": "KZT"}
    digits = f"{tenge:f}"
    plain = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return {"amount": orjson.Fragment(plain.encode()), "currency": "KZT"}


def moment(day: str) -> str:
    """Return a day of Kazakhstan as a moment; a day that is told in part begins its month or year."""
    year, month, date = (*day[:10].split("-"), "01", "01")[:3]
    return f"{year}-{month}-{date}{DAY_START}"
