"""REST rows without a GraphQL twin: items with sums as text, acts, treasury payments, the journal."""

from typing import Any

from tests.register import layout as at
from tests.register.register import Register
from tests.register.rest_keys import shaped
from tests.register.rows import SYSTEM, Row

_SPEC = {
    "total_sum": "totalSum", "total_sum_wnds": "totalSumWithVat", "plan_sum": "planSum",
    "plan_sum_wnds": "planSunWithVat", "fact_sum": "factSum", "fact_sum_wnds": "factSumWithVat",
    "ref_ekrb_id": "refEkrbId",
}  # fmt: skip


def unit_row(unit: Row) -> Row:
    """An item of a contract; its yearly sums come as text."""
    return {**shaped("unit", unit), "spec": [_spec(part) for part in unit["Spec"]()]}


def _spec(part: Row) -> Row:
    texts = {name: str(part[field]) for name, field in _SPEC.items()}
    return {
        **texts, "spec_kat": None, "point_spec_id": 1, "ref_fkrb_subprogram_id": None, "ref_fkrb_id": None,
        "ref_fkrb_program_id": None, "fin_year": part["finYear"],
    }  # fmt: skip


def act_row(register: Register, position: int, contract: Row) -> Row:
    """The act of acceptance of a paid contract."""
    moment = contract["indexDate"]
    return {
        "id": at.ACT + position, "akt_date": moment,
        "number_act": f"{contract['contractNumberSys'].partition('/')[2]}/1",
        "approve_date": moment, "revoke_date": None, "create_date_act": moment,
        "contract_root_id": contract["rootId"], "contract_id": contract["id"], "status_id": 15, "is_deleted": 0,
        "day_overdue": 0, "sum_avans": 0, "sum_beginning": contract["faktSumWnds"], "sum_fine": 0, "sum_previously": 0,
        "sum_transfer": 0, "create_date_gen_info": None, "status_name_ru": "Утвержден", "status_name_kz": "Бекітілген",
        "supplier_id": contract["supplierId"], "customer_id": contract["customerId"], "is_gu": contract["isGu"],
        "type_act": 1, "ref_subject_type_id": contract["refSubjectTypeId"], "parent_id": 0, "system_id": SYSTEM,
        "index_date": moment,
    }  # fmt: skip


def payment_rows(contract: Row) -> list[Row]:
    """The treasury payments of a contract: one, of all that was paid, and only for state institutions."""
    if not contract["faktSumWnds"] or not contract["isGu"]:
        return []
    moment, middle = contract["indexDate"], contract["contractNumberSys"].partition("/")[2]
    return [
        {
            "id": at.PAYMENT + (contract["id"] - at.CONTRACT) // at.STRIDE, "nom_za": f"EGZ-{middle}-001",
            "contract_id": contract["id"], "dt_reg": moment, "nom_uved": "2020-00001", "supplier": "Учебный получатель",
            "rnn_supplier": None, "bik_supplier": "UCHEBKZX", "iik_supplier": "KZ000000000000000000",
            "code_supplier": "1", "nom_dog": middle, "dt_dog": moment, "item_description": "Услуги", "quantity": 1,
            "unit_price": contract["faktSumWnds"], "nom_dop": None, "dt_dop": None, "type_bujet": "4",
            "budget_name_ru": "Местный бюджет", "budget_name_kz": "Жергілікті бюджет", "kato": "620101",
            "func": "122001100", "espk": "000159", "gu": "1220001", "fin_source": "1", "po_header_id": 1,
            "last_update_date": moment, "vendor_id": 1, "pdi_update_date": moment, "prepay_sum": 0,
            "str_prepay_sum": "0", "check_id": 1, "invoice_id": 1, "pay_description": "Оплата по договору",
            "invnum": "1", "pay_amount": contract["faktSumWnds"], "check_number": "1", "pay_date": moment,
            "code_combination_id": 1, "ppn": 1, "accounting_date": 1, "index_date": moment, "system_id": SYSTEM,
        }
    ]  # fmt: skip


def journal_rows(register: Register, start: str, end: str) -> list[Row]:
    """What was changed (U) and deleted (D) on the days from `start` to `end` (both included, empty is open)."""
    rows: list[Row] = []
    for change in register.days.changes:
        moment = register.day_moment(change.day, change.order)
        if start <= moment[:10] and (not end or moment[:10] <= end):
            rows += _entries(register, change.chain, change.what, moment)
    return rows


def _entries(register: Register, chain: int, what: str, moment: str) -> list[Row]:
    found = register.chains.chain(chain)
    gone = [version for version in found.versions if version.role == "deleted" and version.day]
    if what != "deleted" or not gone:
        return [_entry(str(found.versions[-1].contract_id), "U", "contract", "Реестр договоров", moment)]
    return [_entry(str(version.contract_id), "D", "contract", "Реестр договоров", moment) for version in gone]


def _entry(number: str, action: str, service: str, title: str, moment: str) -> dict[str, Any]:
    url = f"https://ows.goszakup.gov.kz/v3/{service}/{number}" if action == "U" else ""
    return {
        "object_id": number, "action": action, "date_action": moment, "service_name": service, "service_title": title,
        "url": url,
    }  # fmt: skip
