"""A participant as the API sends it, and which position in the table it has."""

from tests.register import layout as at
from tests.register.bodies import Body, customer, supplier
from tests.register.register import Register
from tests.register.rows import SYSTEM, Row

_INDEXED = "2026-03-18 16:40:02"
_FLAGS = (
    "markNationalCompany", "markAssocWithDisab", "markWorldCompany", "markStateMonopoly", "markNaturalMonopoly",
    "markPatronymicProducer", "markPatronymicSupplyer", "markSmallEmployer", "isSingleOrg", "qvazi", "krpCode",
    "kseCode",
)  # fmt: skip


def body_at(register: Register, position: int) -> Body:
    """The body at a position: buyers first, then suppliers."""
    buyers = register.layout.customers
    return customer(position) if position < buyers else supplier(position - buyers)


def subject_row(body: Body, position: int) -> Row:
    """A participant; a part of them has its place only in the address."""
    pid, person, buyer = at.SUBJECT + position, body.supplier_type == 3, body.bin.startswith("99")
    return {
        "pid": pid, "bin": "" if person else body.bin, "iin": body.bin if person else "", "inn": "", "unp": "",
        "regdate": None if position % 9 == 0 else "2015-02-11 00:00:00", "crdate": 2015 + position % 11,
        "numberReg": "", "series": "", "nameRu": body.name_ru, "nameKz": body.name_kk,
        "fullNameRu": body.full_ru, "fullNameKz": body.full_kk, "email": f"uchebny{position}@example.kz",
        "phone": "8 (700) 000-00-00", "website": "", "lastUpdateDate": _INDEXED, "countryCode": "398",
        "customer": int(buyer), "organizer": int(buyer), "supplier": int(not buyer), "markResident": 1,
        "refKopfCode": "ИНД" if person else body.legal_form, "year": 2015 + position % 11, "systemId": SYSTEM,
        "okedList": 84111 if buyer else 0, "typeSupplier": body.supplier_type, "indexDate": _INDEXED,
        "parentSubject": "", "parentNameRu": "", "parentNameKz": "", "branches": None,
        "katoList": None if position % 25 == 12 else [body.kato], **dict.fromkeys(_FLAGS, 0),
        "Address": lambda: [_address(pid, body)], "Employees": list, "Admins": list,
        "RefCountries": lambda: {"id": 398, "nameRu": "Казахстан", "nameKz": "Қазақстан", "code": "398"},
    }  # fmt: skip


def _address(pid: int, body: Body) -> Row:
    return {
        "id": pid, "pid": pid, "refSourceCode": 1, "addressType": 1, "address": "улица Примерная, 1",
        "katoCode": body.kato, "phone": "", "countryCode": "398", "systemId": SYSTEM, "indexDate": _INDEXED,
    }  # fmt: skip


def rnu_row(register: Register, place: int) -> Row:
    """An entry of the register of unscrupulous suppliers (REST names); the first ones come from another portal."""
    buyers, index = register.layout.customers, place * 5 % register.layout.suppliers
    body = supplier(index)
    return {
        "id": place + 1, "pid": at.SUBJECT + buyers + index, "supplier_biin": body.bin, "supplier_innunp": None,
        "supplier_name_ru": body.name_ru, "supplier_name_kz": body.name_kk,
        "kato_list": None if place % 8 == 3 else [body.kato], "index_date": _INDEXED, "system_id": SYSTEM,
    }  # fmt: skip
