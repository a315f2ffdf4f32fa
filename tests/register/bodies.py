"""Made-up buyers and suppliers: names in two languages, numbers that cannot exist, real places."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

GEO = Path(__file__).resolve().parents[2] / "data" / "geo"
MARK_RU, MARK_KK = "(учебный)", "(оқу үлгісі)"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a body sits; `of_*` is the place in the genitive."""

    region: str
    kato: str
    kind: str
    of_ru: str
    of_kk: str
    region_of_ru: str
    region_of_kk: str


@dataclass(frozen=True, slots=True)
class Body:
    """A buyer or a supplier; `region` is empty for suppliers."""

    index: int
    bin: str
    name_ru: str
    name_kk: str
    full_ru: str
    full_kk: str
    legal_form: str
    kato: str
    region: str
    is_local: bool
    is_state_institution: bool
    supplier_type: int


# (legal form, state institution, Russian, Kazakh); {of} the place, {region} its region, both in the genitive.
_REGION_BODIES = (
    ("ГУ", True, "Аппарат акима {of}", "{of} әкімінің аппараты"),
    ("ГУ", True, "Управление информации и общественного развития {of}", "{of} ақпарат және қоғамдық даму басқармасы"),
    ("ГУ", True, "Управление цифровых технологий {of}", "{of} цифрлық технологиялар басқармасы"),
    ("ГУ", True, "Управление здравоохранения {of}", "{of} денсаулық сақтау басқармасы"),
    ("ГКП", False, "Областная больница на праве хозяйственного ведения управления здравоохранения {of}",
     "{of} денсаулық сақтау басқармасының облыстық ауруханасы"),
    ("ГУ", True, "Управление образования {of}", "{of} білім басқармасы"),
    ("КГУ", True, "Медиа-центр акимата {of}", "{of} әкімдігінің медиа-орталығы"),
)  # fmt: skip
_DISTRICT_BODIES = (
    ("КГУ", True, "Аппарат акима {of} {region}", "{region} {of} әкімінің аппараты"),
    ("КГУ", True, "Отдел внутренней политики {of}", "{of} ішкі саясат бөлімі"),
    ("ГУ", True, "Отдел жилищно-коммунального хозяйства акимата {of}",
     "{of} әкімдігінің тұрғын үй-коммуналдық шаруашылық бөлімі"),
    ("КГУ", True, "Общеобразовательная школа № {n} отдела образования {of} управления образования {region}",
     "{region} білім басқармасының {of} білім бөлімінің № {n} жалпы білім беретін мектебі"),
    ("КГП", False, "Поликлиника № {n} на праве хозяйственного ведения акимата {of}",
     "{of} әкімдігінің шаруашылық жүргізу құқығындағы № {n} емханасы"),
    ("ГККП", False, "Ясли-сад № {n} акимата {of}", "{of} әкімдігінің № {n} бөбекжай-балабақшасы"),
)  # fmt: skip
_REPUBLICAN_BODIES = (
    ("РГУ", "Департамент статистики {region}", "{region} статистика департаменті"),
    ("РГП", "Научный центр хозяйства в {of}", "{of} шаруашылық ғылыми орталығы"),
    ("ГУ", "Министерство учебных дел Республики Казахстан", "Қазақстан Республикасының Оқу істері министрлігі"),
    ("РГУ", "Департамент государственных доходов по {of}", "{of} мемлекеттік кірістер департаменті"),
)
_FULL = {
    "ГУ": ("Государственное учреждение", "мемлекеттік мекемесі"),
    "КГУ": ("Коммунальное государственное учреждение", "коммуналдық мемлекеттік мекемесі"),
    "КГП": ("Коммунальное государственное предприятие", "коммуналдық мемлекеттік кәсіпорны"),
    "ГКП": ("Государственное коммунальное предприятие", "мемлекеттік коммуналдық кәсіпорны"),
    "ГККП": ("Государственное коммунальное казенное предприятие", "мемлекеттік коммуналдық қазыналық кәсіпорны"),
    "РГУ": ("Республиканское государственное учреждение", "республикалық мемлекеттік мекемесі"),
    "РГП": ("Республиканское государственное предприятие", "республикалық мемлекеттік кәсіпорны"),
    "ТОО": ("Товарищество с ограниченной ответственностью", "жауапкершілігі шектеулі серіктестігі"),
    "АО": ("Акционерное общество", "акционерлік қоғамы"),
    "ИП": ("Индивидуальный предприниматель", "жеке кәсіпкері"),
}
_SHORT_KK = {"ГУ": "ММ", "КГУ": "КММ", "КГП": "КМК", "ГКП": "МКК", "ГККП": "МКҚК", "РГУ": "РММ", "РГП": "РМК",
             "ТОО": "ЖШС", "АО": "АҚ", "ИП": "ЖК"}  # fmt: skip
_SUPPLIERS = ("Дала Медиа", "Хабар Сервис", "Жаңа Жол", "ТехноСофт", "Astana IT Line", "Арна", "Сапалы Құрылыс",
              "Дәм", "Көмір Трейд", "Мед Снаб", "Qala Digital", "Экран плюс", "Береке", "Info Broker")  # fmt: skip
_REPUBLICAN_EACH = 7
"""Every seventh body is republican."""


def _read(name: str) -> list[dict[str, str]]:
    with (GEO / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _of_ru(row: dict[str, str]) -> str:
    name = row["name_ru"]
    if row["type"] == "city":
        return f"города {name}"
    return name.replace("ский район", "ского района").replace("район ", "района ")


@cache
def places() -> tuple[Place, ...]:
    """The 20 regions first, then their districts and towns in an order that mixes the regions."""
    regions = {row["slug"]: row for row in _read("regions.csv") if row["kato"] and not row["valid_to"]}
    regions.pop("national", None)
    top = [
        Place(slug, row["capital_kato"], "region", row["of_ru"], row["of_kk"], row["of_ru"], row["of_kk"])
        for slug, row in regions.items()
    ]
    below = [
        Place(
            row["region"], row["kato"], row["type"], _of_ru(row), f"{row['name_kk']}",
            regions[row["region"]]["of_ru"], regions[row["region"]]["of_kk"],
        )
        for row in _read("places.csv")
        if row["region"] in regions
    ]  # fmt: skip
    below.sort(key=lambda place: place.kato[::-1])
    return tuple(top + below)


def _wording(index: int) -> tuple[Place, bool, str, bool, str, str]:
    """Place, local or not, legal form, state institution, and the two name patterns of a buyer."""
    turn, within = divmod(index, _REPUBLICAN_EACH)
    everywhere = places()
    place = everywhere[index % len(everywhere)]
    if within == _REPUBLICAN_EACH - 1:
        form, ru, kk = _REPUBLICAN_BODIES[turn % len(_REPUBLICAN_BODIES)]
        return place, False, form, form != "РГП", ru, kk
    kinds = _REGION_BODIES if place.kind == "region" else _DISTRICT_BODIES
    form, state, ru, kk = kinds[(index + index // len(everywhere)) % len(kinds)]
    return place, True, form, state, ru, kk


def customer_number(index: int) -> str:
    """BIN of a buyer; month 19 exists in no BIN."""
    return f"991940{index:06d}"


@cache
def customer(index: int) -> Body:
    """The buyer with this index (0, 1, 2, …)."""
    place, local, form, state, ru, kk = _wording(index)
    number = index // len(places()) * 7 + index % 60 + 1
    name_ru = ru.format(of=place.of_ru, region=place.region_of_ru, n=number)
    name_kk = kk.format(of=place.of_kk, region=place.region_of_kk, n=number)
    return _body(index, customer_number(index), form, name_ru, name_kk, place, local=local, state=state)


def _body(
    index: int, number: str, form: str, name_ru: str, name_kk: str, place: Place, *, local: bool, state: bool
) -> Body:
    full_ru, full_kk = _FULL[form]
    quote = "&amp;quot;" if index % 40 == 11 else "&quot;" if index % 40 == 23 else '"'
    return Body(
        index, number,
        f"{form} {quote}{name_ru} {MARK_RU}{quote}", f"{quote}{name_kk} {MARK_KK}{quote} {_SHORT_KK[form]}",
        f"{full_ru} {quote}{name_ru} {MARK_RU}{quote}", f"{quote}{name_kk} {MARK_KK}{quote} {full_kk}",
        form, place.kato, place.region if local else "", local, state, 1,
    )  # fmt: skip


def is_person(index: int) -> bool:
    """Whether the supplier with this index is a sole trader (about a third, as on a real page)."""
    return index % 20 in {1, 4, 7, 10, 13, 16, 19}


def supplier_number(index: int) -> str:
    """BIN, or a person's IIN (fifth digit 0–3); month 19 exists in neither."""
    return f"9719{index % 28 + 1:02d}{index:06d}" if is_person(index) else f"9819{4 + index % 3}0{index:06d}"


def supplier(index: int) -> Body:
    """The supplier with this index (0, 1, 2, …)."""
    number, place = supplier_number(index), places()[index % len(places())]
    if is_person(index):
        name = f"УЧЕБНЫЙ ПРЕДПРИНИМАТЕЛЬ {index}"
        return Body(
            index, number, f"ИП {name}", f"{name} ЖК", name, name, "ИП", place.kato,
            region="", is_local=False, is_state_institution=False, supplier_type=3,
        )  # fmt: skip
    name = f"{_SUPPLIERS[index % len(_SUPPLIERS)]} {index}"
    return _body(index, number, "АО" if index % 17 == 3 else "ТОО", name, name, place, local=False, state=False)
