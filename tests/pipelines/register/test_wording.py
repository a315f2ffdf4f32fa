"""What buyers typed, made fit to be read: entities, languages, sayings of nothing, and no person in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.transform.register.wording import clean, language_of, says_something, titles, without_persons


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("ТОО &quot;Арай&quot;", 'ТОО "Арай"', id="escaped once"),
        pytest.param("ТОО &amp;quot;Арай&amp;quot;", 'ТОО "Арай"', id="escaped twice"),
        pytest.param("ТОО &amp;amp;amp;quot;Арай&amp;amp;amp;quot;", 'ТОО "Арай"', id="escaped four times"),
        pytest.param("ТОО quot;Арайquot;", 'ТОО "Арайquot;', id="ampersand lost, only where a word begins"),
        pytest.param("ТОО laquo;Арай raquo;", "ТОО «Арай »", id="ampersand lost before both quotes"),
        pytest.param("Ремонт; покраска", "Ремонт; покраска", id="a semicolon is no entity"),
        pytest.param(" Сайт\u00a0\u200b \n акимата ", "Сайт акимата", id="blanks of all kinds"),
        pytest.param("Ведение сайта ___/// *", "Ведение сайта", id="signs that fill a field"),
        pytest.param("Ведение сайта.", "Ведение сайта.", id="a full stop stays"),
        pytest.param("24/7 услуги", "24/7 услуги", id="signs inside stay"),
        pytest.param("//// ___", None, id="nothing but signs"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="missing"),
    ],
)
def test_cleaning(typed, meant):
    assert clean(typed) == meant


@given(st.text(st.sampled_from("а б;&quotampl#39_/ .\u00a0"), max_size=40) | st.text(max_size=40))
def test_cleaning_twice_changes_nothing(text):
    once = clean(text)

    assert clean(once) == once


def test_a_long_run_of_signs_is_read_at_once():
    assert clean("_" * 200_000 + "x") == "_" * 200_000 + "x"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Услуги по созданию сайта", "ru", id="Russian"),
        pytest.param("Ақпараттық тапсырысты орындау", "kk", id="Kazakh"),
        pytest.param("Сайт жасау бойынша", "kk", id="Kazakh without its own letters"),
        pytest.param("Освещение деятельности акимата города Қонаев в СМИ", "ru", id="one Kazakh name"),
        pytest.param("SMM 24/7", None, id="Latin"),
    ],
)
def test_language_goes_by_the_letters(text, language):
    assert language_of(text) == language


NOTHING = [
    "Договор", "ДОГОВОР №15", "Типовой договор", "Договор № 12-А/2024 от 05.03.2024 г.", "Шарт", "Келісімшарт №7",
    "Дополнительное соглашение №2 к договору №15 от 01.02.2024", "Договор о государственных закупках товаров",
    "о государственных закупках работ", "Закупка услуг", "Государственные закупки услуг",
    "Мемлекеттік сатып алу туралы", "қызметтерді сатып алу", "Техническая спецификация",
    "Согласно технической спецификации", "техникалық тапсырмаға сәйкес", "Услуга", "Работы", "Көрсетілетін қызмет",
    "123", "- - -", "…",
]  # fmt: skip
SOMETHING = [
    "Договор на поставку компьютеров", "Шарт бойынша сайт жасау", "Закупка услуг связи", "Услуги SMM",
    "Техническая поддержка", "Дополнительное соглашение на сопровождение сайта", "Сайт сатып алу", "СМИ",
    "Работы по монтажу видеокамер", "Договор №15 на мониторинг СМИ", "109",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_sayings_of_nothing(text):
    assert not says_something(text)


@pytest.mark.parametrize("text", [text for text in SOMETHING if text != "109"])
def test_titles_that_say_something(text):
    assert says_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "договор " + "1" * 111 + "!",
        "договор " + "1-" * 55 + "!",
        "дополнительное соглашение " + "1 " * 45 + "к договору!",
    ],
    ids=["digits", "digits and signs", "numbers"],
)
def test_a_made_up_title_is_judged_at_once(text):
    assert says_something(text)


PHONES = [
    "+7 701 123 45 67", "87011234567", "+77011234567", "8 (701) 123-45-67", "8-701-123-45-67", "8(7262)45-67-89",
    "7 701 123 45 67", "тел. 45-67-89", "тел/факс 456789", "моб: 701 123 4567", "телефон: (7262) 45-67-89",
]  # fmt: skip


@pytest.mark.parametrize("phone", PHONES)
def test_phones_are_hidden(phone):
    shown = without_persons(f"Создание сайта, {phone}, обращаться")

    assert "…" in shown
    assert not re.search(r"\d", shown)
    assert shown.startswith("Создание сайта, ")
    assert shown.endswith(", обращаться")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Размещение на телевидении 2024-2025", id="years after a word that begins like telephone"),
        pytest.param("Обучение сотрудников 2024 2025", id="years after a word that begins like mobile"),
        pytest.param("Телефон 2024-2025", id="years after the very word"),
        pytest.param("Услуги 01.01.2024-31.12.2024", id="dates"),
        pytest.param("Договор 021140001671/200022/00", id="number of a contract"),
        pytest.param("Заказчик 021140001671", id="number of an organisation"),
        pytest.param("№87011234567", id="number marked as one"),
        pytest.param("лоты 200022 200023", id="two numbers"),
        pytest.param("841215.000.000001", id="code of a thing bought"),
        pytest.param("контакт-центр 109, 24/7", id="short numbers"),
    ],
)
def test_other_numbers_stay(text):
    assert without_persons(text) == text


@pytest.mark.parametrize("number", ["850101300123", "010203500456", "850101 300123", "850101-300123"])
def test_numbers_of_persons_are_hidden(number):
    assert without_persons(f"ИИН {number}.") == "ИИН …."


@pytest.mark.parametrize("mail", ["a.b-c@mail.kz", "info@akimat.gov.kz"])
def test_mail_addresses_are_hidden(mail):
    assert without_persons(f"Почта {mail} отдела") == "Почта … отдела"


PERSONS = [
    "Иванов И.И.", "И.И. Иванов", "И. Иванов", "Иванова И. И.", "Петров-Водкин К.С.", "Иванов Иван Иванович",
    "Иван Иванович Иванов", "Иванову Ивану Ивановичу", "Ивановой Анной Петровной", "ИВАНОВ ИВАН ИВАНОВИЧ",
    "ИВАНОВ И.И.", "И.И. ИВАНОВ", "Серіков Серік Болатұлы", "Айгүл Болатқызы", "Сериков Серик Болатулы",
    "Серіков Серік Болатұлының", "Ә.Ж. Төлегенов",
]  # fmt: skip


@pytest.mark.parametrize("person", PERSONS)
def test_persons_are_hidden(person):
    assert without_persons(f"услуги: {person}").strip() == "услуги: …"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("услуги ИП Иванов", "услуги ИП …", id="short form"),
        pytest.param("ИП ИВАНОВ А.Б., связь", "ИП …, связь", id="in capitals"),
        pytest.param("Индивидуальный предприниматель Иванов И.И.", "Индивидуальный предприниматель …", id="long form"),
        pytest.param("ИП «Рассвет плюс» сайт", "ИП … сайт", id="in quotes"),
        pytest.param("Жеке кәсіпкер Ахметова", "Жеке кәсіпкер …", id="Kazakh"),
        pytest.param("ЖК Ахметова", "ЖК …", id="Kazakh, short"),
        pytest.param("ИП камеры и ИП телефония", "ИП камеры и ИП телефония", id="internet protocol"),
        pytest.param("МОНТАЖ ИП КАМЕР", "МОНТАЖ ИП КАМЕР", id="internet protocol in capitals"),
    ],
)
def test_sole_traders_are_hidden(text, shown):
    assert without_persons(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Школа имени А.С. Пушкина", "школа-лицей им. Ы. Алтынсарина", "ул. А. Молдагуловой, 5",
        "улица Мухтара Омархановича Ауэзова", "парк А.С. Пушкина", "Ш. Құдайбердіұлы атындағы мектеп",
        "А. Құнанбаев көшесі", "Г. Тараз. Создание сайта", "С. Мерке", "МЕДИАЦЕНТР Г. ТАРАЗ",
        "Услуги Основной Средней Школы", "Отдел образования города Тараз",
    ],
)  # fmt: skip
def test_what_bears_a_name_and_places_keep_it(text):
    assert without_persons(text) == text


PIECES = st.sampled_from(
    ["850101300123", "8", "7", "+7", " ", "-", "(", "(701)", "Иванов", "И.", "ИП", "@", "a.kz", "№", "/", "тел.", "1"]
)


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(st.sampled_from("0123 -а/№8+"), max_size=40))
def test_no_number_of_a_person_is_left_in_any_text(text):
    assert not re.search(r"(?<!\d)\d{4}[0-3]\d{7}(?!\d)", without_persons(text))


@given(
    st.lists(PIECES, max_size=12).map("".join) | st.lists(st.sampled_from([*PERSONS, "имени", "ИП", ","])).map(" ".join)
)
def test_hiding_twice_hides_nothing_more(text):
    once = without_persons(text)

    assert without_persons(once) == once


@pytest.mark.parametrize(
    ("texts", "ru", "kk", "original"),
    [
        pytest.param(
            ["Ақпараттық тапсырыс", "Госзаказ в СМИ"],
            "Госзаказ в СМИ",
            "Ақпараттық тапсырыс",
            "Ақпараттық тапсырыс",
            id="the languages stand in each other's fields",
        ),
        pytest.param(["Госзаказ в СМИ"] * 2, "Госзаказ в СМИ", None, "Госзаказ в СМИ", id="both fields in Russian"),
        pytest.param(
            ["Договор №5", "Шарт", None, "Ведение сайта"],
            "Ведение сайта",
            None,
            "Ведение сайта",
            id="sayings of nothing give way",
        ),
        pytest.param(["Договор №5", None], None, None, "Договор №5", id="better little than nothing"),
        pytest.param(["SMM 24/7"], None, None, "SMM 24/7", id="no language can be told"),
        pytest.param(["Сайт, тел. 87011234567", None], "Сайт, …", None, "Сайт, …", id="no phone in any of them"),
        pytest.param([None, ""], None, None, None, id="nothing typed"),
    ],
)
def test_titles(texts, ru, kk, original):
    told = titles(texts)

    assert (told.ru, told.kk, told.original) == (ru, kk, original)
