"""The reference tables the API answers from: the ids and names that the portal publishes."""

from typing import Any

STATUSES: dict[int, str] = {
    110: "Проект договора", 115: "Отправлен на согласование заказчику", 120: "Отправлен на согласование поставщику",
    125: "Завершение согласования", 130: "На подписании у Заказчика", 131: "На подписании у Поставщика",
    135: "Формирование версии для печати", 160: "Готов к отправке на регистрацию",
    165: "На регистрации в Казначействе", 185: "Подписан", 190: "Действует", 310: "Уступка прав поставщика",
    315: "Уступка прав заказчика", 330: "Не заключен", 340: "Расторгнут в одностороннем порядке",
    345: "Ожидание расторжения договора", 350: "Расторгнут по соглашению сторон", 375: "Частично исполнен",
    390: "Исполнен", 410: "Выбран 2 победитель", 420: "Изменены итоги", 430: "Отказ от закупки и договора",
    450: "Создано доп.соглашение", 455: "Изменен", 456: "Передача прав", 460: "Передан.Действует",
    461: "Передан.Не заключен", 462: "Передан.Расторгнут в одностороннем порядке",
    463: "Передан.Расторгнут по соглашению сторон", 464: "Передан.Исполнен", 465: "Передан.Частично исполнен",
    470: "Срок договора истек", 480: "Недействительный по решению суда",
}  # fmt: skip
METHODS: dict[int, tuple[str, str]] = {
    2: ("Открытый конкурс", "ОК"), 3: ("Запрос ценовых предложений", "ЗЦП"),
    6: ("Из одного источника по несостоявшимся закупкам", "ОИ"), 7: ("Аукцион", "АУК"),
    8: ("Через товарные биржи", "ЧТБ"), 22: ("Конкурс с использованием двухэтапных процедур", "ДК"),
    23: ("Из одного источника путем прямого заключения договора", "ОИПД"),
    32: ("Конкурс с предварительным квалификационным отбором", "КПКО"), 52: ("Государственный социальный заказ", "ГСЗ"),
    60: ("Электронный магазин", "ЭМ"), 123: ("Закупка не по закону о государственных закупках", "БПЗ"),
    188: ("Конкурс с использованием рейтингово-балльной системы", "КРБС"),
}  # fmt: skip
LOT_STATUSES: dict[int, str] = {
    210: "Опубликован", 220: "Опубликован (прием заявок)", 250: "Рассмотрение заявок",
    350: "Завершено", 360: "Закупка состоялась", 370: "Закупка не состоялась", 430: "Отменена закупка",
}  # fmt: skip
SUBJECT_TYPES = {1: "Товар", 2: "Работа", 3: "Услуга"}
CONTRACT_TYPES = {1: "Основной договор", 2: "Дополнительное соглашение"}
PLAN_STATUSES = {2: "Утвержден", 5: "Опубликован", 19: "Исполнен", 20: "Отказ", 310: "Проект договора"}
_CHEAP = {
    "ref_contract_type": CONTRACT_TYPES, "ref_subject_type": SUBJECT_TYPES,
    "ref_contract_year_type": {1: "Однолетний", 2: "Многолетний"}, "ref_pln_point_status": PLAN_STATUSES,
    "ref_finsource": {0: "Собственные средства", 1: "Бюджет"},
    "ref_contract_cancel": {3: "Иное", 6: "Расторжение", 23: "Не заключен"},
    "ref_lots_status": LOT_STATUSES, "ref_buy_status": LOT_STATUSES,
    "ref_months": {month: f"Месяц {month}" for month in range(1, 13)} | {99: "прошлый год"},
}  # fmt: skip


def _contract_status(number: int, name: str) -> dict[str, Any]:
    return {"id": number, "name_kz": "", "name_ru": name, "code": f"Status{number}"}


def _method(number: int, name: str, symbol: str) -> dict[str, Any]:
    return {
        "id": number, "code": str(number), "name_kz": "", "name_ru": name, "is_active": 1,
        "type": 2 if number == 123 else 1, "symbol_code": symbol, "f1": None, "ord": number, "f2": None,
    }  # fmt: skip


def table(name: str) -> list[dict[str, Any]] | None:
    """The rows of a reference table by falling id, None for a table that REST does not know."""
    if name == "ref_contract_status":
        rows = [_contract_status(number, text) for number, text in STATUSES.items()]
    elif name == "ref_trade_methods":
        rows = [_method(number, text, symbol) for number, (text, symbol) in METHODS.items()]
    elif name in _CHEAP:
        rows = [{"id": number, "name_kz": "", "name_ru": text} for number, text in _CHEAP[name].items()]
    else:
        return None
    return sorted(rows, key=lambda row: row["id"], reverse=True)


def reference(name: str, number: int) -> dict[str, Any] | None:
    """One row of a reference table with the field names of GraphQL."""
    found = _BY_ID.setdefault(name, {row["id"]: row for row in table(name) or []}).get(number)
    if found is None:
        return None
    return {
        "id": number, "nameRu": found["name_ru"], "nameKz": found["name_kz"],
        "code": found.get("code"), "symbolCode": found.get("symbol_code"),
    }  # fmt: skip


_BY_ID: dict[str, dict[int, dict[str, Any]]] = {}
