"""Persons are taken out of appeals; what names a place, a school or a bus stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.transform.appeals.personal import HIDDEN, RULES, without_persons

# Rule → a text, and what must not be left of it.
TAKEN_OUT = {
    "e-mail": ("Пишите на ivan.petrov77@mail.kz, жду", ("ivan", "petrov77", "mail.kz")),
    "link": ("Фото здесь: https://t.me/aigul_photos/15 и drive.google.com/x1", ("aigul", "t.me", "drive", "x1")),
    "handle": ("Ответьте в инстаграм: aigul.kz_95 или @bolat_07", ("aigul", "bolat")),
    "account": ("Верните деньги на KZ86125KZT5004100100", ("KZ86", "5004100100")),
    "personal number": ("ИИН 870101300123, прошу ответить", ("870101300123",)),
    "personal number in parts": ("жсн 870101 300 123", ("870101", "300", "123")),
    "card": ("карта 4400 4301 2345 6789", ("4400", "6789")),
    "phone": ("Звоните +7 (701) 123-45-67", ("701", "45-67")),
    "phone with eight": ("тел. 87011234567 вечером", ("8701",)),
    "phone of a town": ("телефон 54-32-10, фонарь не горит", ("54-32", "10")),
    "phone in wide digits": ("８７０１１２３４５６７", ("8701", "８")),
    "phone with unseen signs": ("8\u200b701\u200b123\u200b45\u200b67", ("701", "123")),
    "paper": ("удостоверение № 045678901", ("045678901",)),
    "plate": ("Автобус с номером 123 ABC 02 не остановился", ("123 ABC",)),
    "born": ("Пенсионерка, 12.05.1948 г.р., живу одна", ("12.05.1948",)),
    "house and flat": ("Живу: улица Сейфуллина, дом 12, кв. 45", ("12", "45")),
    "house without a word": ("Абая 45-12, воды нет", ("45", "12")),
    "street with a number": ("ул. Жамбыла 14/2, вода", ("14",)),
    "house in Kazakh": ("Абай көшесі, 15 үй, 45 пәтер", ("15", "45")),
    "house in Kazakh after the word": ("Сатпаев көшесі үй 7 пәтер 3", ("7", "3")),
    "introduced": ("Меня зовут Айгуль, не горят фонари", ("Айгуль",)),
    "introduced in small letters": ("меня зовут айгуль, нет воды", ("айгуль",)),
    "introduced in Kazakh": ("Менің атым Ерлан Сәбит, су жоқ", ("Ерлан", "Сәбит")),
    "I am": ("Я, Серик Ахметов, прошу", ("Серик", "Ахметов")),
    "signed": ("Нет света. С уважением, Марина", ("Марина",)),
    "patronymic": ("Иванова Мария Петровна просит", ("Иванова", "Мария", "Петровна")),
    "patronymic in another case": ("от Смирновой Анны Сергеевны", ("Анны", "Сергеевны")),
    "patronymic in capitals": ("ИВАНОВ ИВАН ИВАНОВИЧ жалуется", ("ИВАН",)),
    "patronymic in small letters": ("ахметов болат серікұлы хабарласыңыз", ("болат", "серікұлы", "ахметов")),
    "patronymic in Kazakh": ("Серік Болатұлының үйінде су жоқ", ("Серік", "Болат")),
    "daughter in Kazakh": ("Ахметова Әсел Нұрланқызы", ("Ахметова", "Әсел", "Нұрлан")),
    "patronymic in Russian letters": ("Ахметов Ерлан Болатулы пишет", ("Ахметов", "Ерлан", "Болат")),
    "initials": ("Подпись: Сидоров А. К.", ("Сидоров",)),
    "initials before": ("врач И. П. Кузнецова", ("Кузнецова",)),
    "full name": ("Сергей Иванов и Айгуль Ахметова жалуются", ("Сергей", "Иванов", "Айгуль", "Ахметова")),
    "titled": ("Соседка Ахметова видела", ("Ахметова",)),
    "Latin letters": ("My name is Aigul Akhmetova, no water", ("Aigul", "Akhmetova")),
}
STAYS = {
    "street after a person": "На улице Сейфуллина темно",
    "street with a full name": "Проспект Нурсултана Назарбаева весь в ямах",
    "street with a son's name": "ул. Бауыржана Момышулы не освещена",
    "street in Kazakh": "Сәкен Сейфуллин көшесінде жарық жоқ",
    "school after a person": "Школа имени Ыбырая Алтынсарина холодная",
    "school in Kazakh": "Ыбырай Алтынсарин атындағы мектеп суық",
    "town": "В Петропавловске и в Усть-Каменогорске снег не чистят",
    "town with a letter": "г. Тараз, автобусы редко ходят",
    "village": "Село Ивановка без воды, деревня Петровка тоже",
    "house of culture": "У дома культуры нет скамеек",
    "house of many floors": "В многоэтажном доме нет лифта",
    "number of a school": "Школа № 12 переполнена",
    "number of a bus": "Автобус 37 и маршрут № 105 не ходят",
    "number of a microdistrict": "В 12 микрорайоне нет садика",
    "endings that look like names": "В деревне на уровне основной дороги ежедневной воды нет, уголовной и духовной",
    "great war": "Ұлы Отан соғысы ардагерлері, қаулы шықты",
    "sum": "Потратили 93 000 000 тенге",
    "degrees and years": "С 2019 года температура 14 градусов, ждём 3 часа",
    "park": "Парк Первого Президента не освещён",
}


@pytest.mark.parametrize(("text", "gone"), TAKEN_OUT.values(), ids=TAKEN_OUT.keys())
def test_what_points_to_a_person_is_taken_out(text: str, gone: tuple[str, ...]) -> None:
    left = without_persons(text)

    assert [one for one in gone if one in left] == []
    assert HIDDEN in left


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS.keys())
def test_what_names_a_place_or_a_thing_stays(text: str) -> None:
    assert without_persons(text) == text


def test_a_street_stays_when_its_house_goes() -> None:
    left = without_persons("улица Сейфуллина, дом 12, кв. 45, не горит фонарь")

    assert "улица Сейфуллина" in left
    assert "не горит фонарь" in left


digits = st.text("0123456789", min_size=10, max_size=16)
between = st.sampled_from(["", " ", "-", " - ", ".", "(", ") "])


@given(digits, st.lists(between, min_size=15, max_size=15), st.text("абвгд ,.", max_size=10))
def test_no_long_number_is_left_however_it_is_divided(number: str, signs: list[str], around: str) -> None:
    written = "".join(one + sign for one, sign in zip(number, [*signs, ""], strict=False)).rstrip(" -.()")

    left = without_persons(f"{around} {written} {around}")

    assert sum(sign.isdecimal() for sign in left) == 0


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_twice_changes_no_more_names(text: str) -> None:
    assert isinstance(without_persons(without_persons(text)), str)


def test_rules_have_names_of_their_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
