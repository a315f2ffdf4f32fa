"""A contract as the API sends it, with its items and yearly sums, under the field names of GraphQL."""

from collections.abc import Callable
from typing import Any

from tests.register import layout as at
from tests.register import wording
from tests.register.bodies import Body, supplier, supplier_number
from tests.register.chains import Chain, Version, year_shares
from tests.register.layout import shifted
from tests.register.purchase_rows import announcement_row, plan_row
from tests.register.references import reference
from tests.register.register import Register
from tests.register.rows import SYSTEM, Row, money, without_vat
from tests.register.subject_rows import subject_row
from tests.register.titles import LAW_NOTE

_RATE = 470.5


def contract_row(register: Register, position: int) -> Row:
    """The contract at a position, as it stands today."""
    chain, version = register.chains.version(position)
    created, changed, indexed = _times(register, chain, version)
    return {
        **_identity(register, chain, version),
        **_sums(chain, version),
        **_parties(register, chain, version),
        **_dates(chain, version, created),
        **_texts(register, chain, version),
        "crdate": created, "lastUpdateDate": changed, "indexDate": indexed, "systemId": SYSTEM,
        **_nested(register, chain, version),
    }  # fmt: skip


def _times(register: Register, chain: Chain, version: Version) -> tuple[str, str, str]:
    layout = register.layout
    if version.position >= layout.rows:
        added = register.day_moment(version.day if version.number < 1000 else version.number - 1000, version.order)
        created = shifted(added, -1800)
    else:
        created = shifted(layout.moment(version.position), -(chain.dice16(18) * (version.number + 3) % 345_600))
    return created, register.changed(version), register.indexed(version)


def _identity(register: Register, chain: Chain, version: Version) -> Row:
    announced = register.announcement_of(chain.number)
    kind = chain.kind
    return {
        "id": version.contract_id, "parentId": version.parent_id, "rootId": version.root_id,
        "trdBuyId": announced or 0, "trdBuyNumberAnno": f"{announced}-1" if announced else None,
        "refAmendmAgreemJustifId": [version.suffix % 5] if version.suffix else [0],
        "refContractStatusId": version.status, "deleted": int(version.deleted),
        "contractNumber": str(chain.number % 300 + 1), "contractNumberSys": version.number_sys,
        "signReasonDocName": None if announced else LAW_NOTE, "signReasonDocDate": None,
        "refSubjectTypeId": chain.topic.subject_type, "refSubjectTypesId": 0,
        "finYear": chain.fin_year if kind.fin_year else None,
        "refContractAgrFormId": 1 if chain.dice[31] < 236 else 2, "refContractYearTypeId": 2 if kind.years > 1 else 1,
        "refContractTypeId": version.type_id, "faktTradeMethodsId": chain.slot.method,
        "refContractCancelId": 23 if version.status == 330 else 6 if version.status in {340, 350} else 0,
        "contractMs": 0, "ecCustomerApprove": 1, "ecSupplierApprove": 1, "withNds": 1 - chain.dice[17] % 2,
        "treasureReqNum": None, "treasureReqDate": None, "treasureNotNum": None, "treasureNotDate": None,
    }  # fmt: skip


def _sums(chain: Chain, version: Version) -> Row:
    return {
        "contractSum": money(without_vat(chain, version.total)), "contractSumWnds": money(version.total),
        "faktSum": money(without_vat(chain, version.paid)), "faktSumWnds": money(version.paid),
        "refCurrencyCode": chain.kind.currency, "exchangeRate": 1 if chain.kind.currency == "KZT" else _RATE,
    }  # fmt: skip


def _parties(register: Register, chain: Chain, version: Version) -> Row:
    body = register.customer(chain.customer)
    return {
        "customerId": at.SUBJECT + chain.customer, "customerBin": body.bin,
        "supplierId": at.SUBJECT + register.layout.customers + version.supplier,
        "supplierBiin": supplier_number(version.supplier),
        "isGu": int(body.is_state_institution), "refFinsourceId": int(body.is_state_institution),
        **_BANKS,
    }  # fmt: skip


_BANKS: Row = {
    "supplierBik": "UCHEBKZX", "supplierIik": "KZ000000000000000000", "supplierBankNameKz": "Оқу банкі",
    "supplierBankNameRu": "АО \"Учебный банк\"", "supplierLegalAddress": "г. Учебный, улица Примерная, 1",
    "supplierBillId": 1, "customerBik": "UCHEBKZX", "customerIik": "KZ000000000000000000",
    "customerBankNameKz": "Оқу банкі", "customerBankNameRu": "АО \"Учебный банк\"",
    "customerLegalAddress": "г. Учебный, улица Примерная, 2", "customerBillId": 1,
    "paymentsTermsRu": None, "paymentsTermsKz": None,
    "supplierFio": "УЧЕБНОВ ПРИМЕР", "supplierPhone": "8 (700) 000-00-00", "customerFio": "УЧЕБНОВА ПРИМЕРА",
    "customerPhone": "8 (700) 000-00-01",
}  # fmt: skip


def _dates(chain: Chain, version: Version, created: str) -> Row:
    year = chain.fin_year + chain.kind.years - 1
    ended = version.status in {340, 350, 462, 463}
    return {
        "signDate": shifted(created, 3_600 * (chain.dice[19] - 8)) if version.signed else None,
        "ecEndDate": f"{year}-12-31 00:00:00", "planExecDate": f"{year}-12-{chain.dice[29] % 28 + 1:02d} 15:00:00",
        "faktExecDate": f"{year}-12-20 10:00:00" if version.status == 390 else None,
        "contractEndDate": f"{year}-11-15 00:00:00" if ended else None,
        "trdBuyItogiDatePublic": f"{created[:10]} 09:00:00" if chain.slot.announced_by is not None else None,
    }  # fmt: skip


def _texts(register: Register, chain: Chain, version: Version) -> Row:
    russian, kazakh = wording.subject(chain, version.suffix)
    title: tuple[str | None, str | None] = (None, None)
    if chain.slot.announced_by is not None:
        title = wording.announcement(register.announcing(chain))
    return {"descriptionRu": russian, "descriptionKz": kazakh, "trdBuyNameRu": title[0], "trdBuyNameKz": title[1]}


def _nested(register: Register, chain: Chain, version: Version) -> dict[str, Callable[[], Any]]:
    units: list[Row] = []

    def items() -> list[Row]:
        """The items, made once a row."""
        if not units:
            units.extend(unit_rows(register, chain, version))
        return units

    def announced() -> Row | None:
        return None if chain.slot.announced_by is None else announcement_row(register, register.announcing(chain))

    return {
        "ContractUnits": items,
        "ContractSpecSum": lambda: [part for unit in items() for part in unit["Spec"]()],
        "Customer": lambda: subject_row(register.customer(chain.customer), chain.customer),
        "Supplier": lambda: _supplier_row(register, version.supplier), "TrdBuy": announced,
        "RefContractStatus": lambda: reference("ref_contract_status", version.status),
        "FaktTradeMethods": lambda: reference("ref_trade_methods", chain.slot.method),
        "RefContractType": lambda: reference("ref_contract_type", version.type_id),
        "RefSubjectType": lambda: reference("ref_subject_type", chain.topic.subject_type),
        "Acts": list, "TreasuryPay": list,
    }  # fmt: skip


def _supplier_row(register: Register, index: int) -> Row:
    body: Body = supplier(index)
    return subject_row(body, register.layout.customers + index)


def unit_rows(register: Register, chain: Chain, version: Version) -> list[Row]:
    """The items of a contract; a supplement repeats them all and may carry one that was taken out."""
    count = chain.slot.units
    if not count:
        return []
    totals, paids = year_shares(version.total, count), year_shares(version.paid, count)
    shared = _shared(register, chain, version)
    rows = [_unit(register, chain, version, place, totals[place], paids[place]) | shared for place in range(count)]
    if version.suffix and count > 1:
        gone = _unit(register, chain, version, count, totals[0] // 3, 0)
        rows.append(gone | shared | {"deleted": 1, "Spec": list})
    return rows


def _shared(register: Register, chain: Chain, version: Version) -> Row:
    """What all items of a contract have in common."""
    indexed, created = register.indexed(version), register.changed(version)
    return {
        "contractRegistryId": version.contract_id, "lotId": register.lot_of(chain.number) or 0,
        "trdBuyId": register.announcement_of(chain.number) or 0, "ksProc": 0, "ksSum": 0,
        "executed": int(version.status == 390), "execPlanDate": f"{chain.fin_year}-12-20 00:00:00",
        "execFaktDate": None, "crdate": created, "deleted": 0, "crDeleted": int(version.deleted),
        "refContractStatusId": version.status, "refAmendmAgreemJustifId": [0],
        "refEnstruCode": [chain.topic.enstru], "systemId": SYSTEM, "indexDate": indexed,
    }  # fmt: skip


def _unit(register: Register, chain: Chain, version: Version, place: int, total: int, paid: int) -> Row:
    own, first = at.UNIT + 4 * version.position + place, at.UNIT + 4 * chain.versions[0].position + place
    quantity = 1 if chain.topic.subject_type != 1 else chain.dice[33] % 20 + 1
    net, chosen = without_vat(chain, total), min(place, chain.slot.units - 1)
    whole, bare = money(total), money(net)
    return {
        "id": own, "parentId": 0 if own == first else first, "rootId": first,
        "plnPointId": register.plan_of(chain.number, chosen), "itemPrice": money(net // quantity),
        "itemPriceWnds": money(total // quantity), "quantity": quantity, "totalSum": bare, "totalSumWnds": whole,
        "contractSum": bare, "contractSumWnds": whole, "factSum": money(without_vat(chain, paid)),
        "factSumWnds": money(paid), "Spec": lambda: spec_rows(chain, version, own, total, paid),
        "Plans": lambda: plan_row(register, chain, chosen, newest=True),
    }  # fmt: skip


def has_split(chain: Chain) -> bool:
    """Whether the yearly sums are sent: always for contracts over several years, for most others."""
    return chain.kind.years > 1 or chain.dice[34] < 180


def spec_rows(chain: Chain, version: Version, unit: int, total: int, paid: int) -> list[Row]:
    """The yearly sums of an item; payments go to the first years first."""
    if not has_split(chain):
        return []
    years = chain.kind.years
    rows, left = [], paid
    for place, part in enumerate(year_shares(total, years)):
        spent = min(part, left)
        left -= spent
        shown = part if chain.kind.adds_up else part * 93 // 100
        rows.append(_spec(chain, version, unit, chain.fin_year + place, shown, spent))
    return rows


def _spec(chain: Chain, version: Version, unit: int, year: int, total: int, paid: int) -> Row:
    net, net_paid = money(without_vat(chain, total)), money(without_vat(chain, paid))
    return {
        "id": unit % 500_000_000 * 4 + year % 4, "contractId": version.contract_id, "unitId": unit, "finYear": year,
        "refFkrbId": 122 + chain.customer % 300, "refEkrbId": 159, "planSum": net, "planSunWithVat": money(total),
        "totalSum": net, "totalSumWithVat": money(total), "factSum": net_paid, "factSumWithVat": money(paid),
        "factAvansSum": 0, "refFkrbProgramId": 1, "refFkrbSubprogramId": 0, "pointSpecId": 1, "specId": 1,
        "totalSumInCurrency": money(total), "factSumInCurrency": money(paid),
    }  # fmt: skip
