"""Texts, money, numbers, dates and alphabets in the three languages."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import labels
from dashboard import words as module
from dashboard.words import LANGUAGES, best_language, words

N = "\u00a0"
TENGE = st.decimals(min_value=0, max_value=Decimal("9e15"), places=2)
UNITS = {
    "kk": {"мың": 3, "млн": 6, "млрд": 9, "трлн": 12},
    "ru": {"тыс.": 3, "млн": 6, "млрд": 9, "трлн": 12},
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
}
CODES = [
    pytest.param(function, code, id=f"{function.__name__}-{code}")
    for function, table in (
        (labels.category, labels.CATEGORIES),
        (labels.group, labels.GROUPS),
        (labels.kind, labels.KINDS),
        (labels.stage, labels.STAGES),
        (labels.tier, labels.TIERS),
        (labels.level, labels.LEVELS),
        (labels.side, labels.SIDES),
        (labels.stance, labels.STANCES),
        (labels.state, labels.STATES),
        (labels.method, labels.METHODS),
        (labels.nature, labels.NATURES),
        (labels.not_counted, labels.NOT_COUNTED),
    )
    for code in table
]


def read_short(language, text):
    """Read a short amount back as a number."""
    number, *unit = text.removesuffix(f"{N}₸").rsplit(N, 1) if re.search(r"[^\d\s,.₸-]", text) else (text[:-2],)
    scale = UNITS[language][unit[0]] if unit else 0
    return Decimal(number.replace(N, "").replace(",", ".")).scaleb(scale)


@pytest.mark.parametrize(
    ("tenge", "kk", "ru", "en"),
    [
        pytest.param("79000000", f"79{N}000{N}000{N}₸", f"79{N}000{N}000{N}₸", f"79{N}000{N}000{N}₸", id="whole"),
        pytest.param("14886042340.50", *[f"14{N}886{N}042{N}340{p}50{N}₸" for p in ",,."], id="tiyn"),
        pytest.param("0", f"0{N}₸", f"0{N}₸", f"0{N}₸", id="zero"),
        pytest.param("-1500", f"-1{N}500{N}₸", f"-1{N}500{N}₸", f"-1{N}500{N}₸", id="negative"),
        pytest.param("100.00", f"100{N}₸", f"100{N}₸", f"100{N}₸", id="no tiyn"),
        pytest.param("9999999999999999.99", *[f"9{N}999{N}999{N}999{N}999{N}999{p}99{N}₸" for p in ",,."], id="widest"),
    ],
)
def test_money_is_exact(tenge, kk, ru, en):
    assert [words(language).money(Decimal(tenge)) for language in LANGUAGES] == [kk, ru, en]


@pytest.mark.parametrize(
    ("tenge", "kk", "ru", "en"),
    [
        pytest.param("11936000", f"11,9{N}млн", f"11,9{N}млн", f"11.9{N}million", id="three digits"),
        pytest.param("79000000", f"79{N}млн", f"79{N}млн", f"79{N}million", id="no empty decimals"),
        pytest.param("999950", f"1{N}млн", f"1{N}млн", f"1{N}million", id="rounds into the next unit"),
        pytest.param("999499", f"999{N}мың", f"999{N}тыс.", f"999{N}thousand", id="stays in its unit"),
        pytest.param("118150000000", f"118{N}млрд", f"118{N}млрд", f"118{N}billion", id="billion"),
        pytest.param("1234000000000", f"1,23{N}трлн", f"1,23{N}трлн", f"1.23{N}trillion", id="trillion"),
        pytest.param(
            "1234000000000000", f"1{N}230{N}трлн", f"1{N}230{N}трлн", f"1{N}230{N}trillion", id="past the units"
        ),
        pytest.param("1125", f"1,12{N}мың", f"1,12{N}тыс.", f"1.12{N}thousand", id="half to even, down"),
        pytest.param("1135", f"1,14{N}мың", f"1,14{N}тыс.", f"1.14{N}thousand", id="half to even, up"),
        pytest.param("-2500000", f"-2,5{N}млн", f"-2,5{N}млн", f"-2.5{N}million", id="negative"),
        pytest.param("950.25", "950", "950", "950", id="below a thousand"),
        pytest.param("0", "0", "0", "0", id="zero"),
    ],
)
def test_short_money_takes_the_largest_unit(tenge, kk, ru, en):
    short = [words(language).money_short(Decimal(tenge)) for language in LANGUAGES]

    assert short == [f"{text}{N}₸" for text in (kk, ru, en)]


@pytest.mark.parametrize("language", LANGUAGES)
@given(tenge=TENGE)
def test_short_money_has_three_digits_and_is_near_the_value(language, tenge):
    text = words(language).money_short(tenge)

    digits = re.sub(r"\D", "", text).strip("0")
    assert len(digits) <= 3
    assert abs(read_short(language, text) - tenge) <= tenge * Decimal("0.005")


@pytest.mark.parametrize("language", LANGUAGES)
@given(one=TENGE, other=TENGE)
def test_short_money_keeps_the_order(language, one, other):
    less, more = sorted([one, other])

    shown = [read_short(language, words(language).money_short(tenge)) for tenge in (less, more)]

    assert shown == sorted(shown)


@pytest.mark.parametrize("language", LANGUAGES)
@given(tenge=st.decimals(min_value=Decimal("-9e15"), max_value=Decimal("9e15"), places=2))
def test_exact_money_reads_back(language, tenge):
    text = words(language).money(tenge)

    assert Decimal(text.removesuffix(f"{N}₸").replace(N, "").replace(",", ".")) == tenge


def test_money_refuses_floats():
    with pytest.raises(TypeError, match="Decimal"):
        words("kk").money(1.5)


@pytest.mark.parametrize(
    ("precision", "kk", "ru", "en"),
    [
        pytest.param(None, f"{{}}{N}₸", f"{{}}{N}₸", f"{{}}{N}₸", id="not said"),
        pytest.param("exact", f"{{}}{N}₸", f"{{}}{N}₸", f"{{}}{N}₸", id="exact"),
        pytest.param("about", f"шамамен {{}}{N}₸", f"около {{}}{N}₸", f"about {{}}{N}₸", id="about"),
        pytest.param("more_than", "{} теңгеден астам", f"более {{}}{N}₸", f"more than {{}}{N}₸", id="more than"),
        pytest.param("almost", "{} теңгеге жуық", f"почти {{}}{N}₸", f"almost {{}}{N}₸", id="almost"),
        pytest.param("range", f"шамамен {{}}{N}₸", f"около {{}}{N}₸", f"about {{}}{N}₸", id="range without ends"),
    ],
)
def test_amounts_keep_the_reservation_of_the_source(precision, kk, ru, en):
    amounts = [words(language).amount(Decimal(6_000_000), precision) for language in LANGUAGES]

    assert amounts == [text.format(f"6{N}000{N}000") for text in (kk, ru, en)]


def test_a_range_shows_both_ends_even_without_a_sum():
    low, high = Decimal(30 * 10**9), Decimal(35 * 10**9)

    shown = [words(language).amount(None, "range", low, high, short=True) for language in LANGUAGES]

    assert shown == [
        f"30{N}млрд теңгеден 35{N}млрд теңгеге дейін",
        f"от 30{N}млрд до 35{N}млрд{N}₸",
        f"from 30{N}billion to 35{N}billion{N}₸",
    ]


@pytest.mark.parametrize("precision", [None, "exact", "about", "range"])
def test_a_missing_amount_is_a_dash(precision):
    assert words("ru").amount(None, precision) == "—"


def test_an_unknown_reservation_is_not_dropped():
    with pytest.raises(KeyError):
        words("ru").amount(Decimal(1), "roughly")


@pytest.mark.parametrize(
    ("share", "digits", "kk", "ru", "en"),
    [
        pytest.param(Decimal("0.88"), 0, "88%", f"88{N}%", "88%", id="whole"),
        pytest.param(Decimal("0.1234"), 1, "12,3%", f"12,3{N}%", "12.3%", id="one digit"),
        pytest.param(0.1, 2, "10,00%", f"10,00{N}%", "10.00%", id="a float is what it prints"),
        pytest.param(0, 0, "0%", f"0{N}%", "0%", id="nothing"),
        pytest.param(1, 0, "100%", f"100{N}%", "100%", id="all"),
        pytest.param(Decimal("0.004"), 0, "<1%", f"<1{N}%", "<1%", id="little is not nothing"),
        pytest.param(Decimal("-0.004"), 0, ">-1%", f">-1{N}%", ">-1%", id="a little less"),
        pytest.param(Decimal("0.9961"), 0, ">99%", f">99{N}%", ">99%", id="almost all is not all"),
        pytest.param(Decimal("0.9961"), 1, "99,6%", f"99,6{N}%", "99.6%", id="almost all in more digits"),
        pytest.param(Decimal("0.005"), 0, "<1%", f"<1{N}%", "<1%", id="half of one"),
        pytest.param(Decimal("2.5"), 0, "250%", f"250{N}%", "250%", id="more than all"),
    ],
)
def test_percent(share, digits, kk, ru, en):
    assert [words(language).percent(share, digits) for language in LANGUAGES] == [kk, ru, en]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1234567", f"1{N}234{N}567", id="grouped"),
        pytest.param("1234.56789", f"1{N}234,56789", id="no digit dropped"),
        pytest.param("5.00", "5", id="empty decimals"),
        pytest.param("1E+3", f"1{N}000", id="exponent"),
        pytest.param("-12", "-12", id="negative"),
    ],
)
def test_numbers_keep_every_digit(text, expected):
    assert words("kk").number(Decimal(text)) == expected
    assert words("ru").number(Decimal(text)) == expected
    assert words("en").number(Decimal(text)) == expected.replace(",", ".")


def test_decimals_have_the_digits_asked_for_and_no_minus_before_zero():
    assert words("kk").decimal(Decimal(2), 1) == "2,0"
    assert words("en").decimal(Decimal("2.25"), 1) == "2.2"
    assert words("ru").decimal(-0.04, 1) == "0,0"


def test_a_float_is_rounded_as_it_is_printed():
    assert words("en").decimal(2.675, 2) == "2.68"


def test_what_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="missing"):
        words("en").decimal(float("nan"), 1)


@pytest.mark.parametrize(
    ("value", "kk", "ru", "en"),
    [
        pytest.param("2020", "2020", "2020", "2020", id="year"),
        pytest.param("2020-12", f"2020{N}ж. желтоқсан", f"декабрь 2020{N}г.", "December 2020", id="month"),
        pytest.param("2026-11-22", f"2026{N}ж. 22 қараша", f"22 ноября 2026{N}г.", "22 November 2026", id="day"),
        pytest.param(
            dt.date(2026, 3, 5), f"2026{N}ж. 5 наурыз", f"5 марта 2026{N}г.", "5 March 2026", id="date object"
        ),
        pytest.param(None, "күні белгісіз", "дата неизвестна", "date not known", id="missing"),
    ],
)
def test_dates_print_what_is_known(value, kk, ru, en):
    assert [words(language).date(value) for language in LANGUAGES] == [kk, ru, en]


@pytest.mark.parametrize("value", ["2020-13", "22.11.2026", "2020-1", "", "2026-11-22T10:00"])
def test_a_text_that_is_no_date_is_refused(value):
    with pytest.raises(ValueError, match=r"date|month"):
        words("kk").date(value)


def test_a_moment_has_its_weekday_and_its_hour_where_it_is_told():
    assert words("en").moment("2026-11-26 18:00:00") == "Thursday, 26 November 2026, 18:00"
    assert words("en").moment("2026-11-26T09:30:00").endswith("2026, 09:30")
    assert words("ru").moment("2026-11-26").startswith("четверг")
    assert "бейсенбі" in words("kk").moment("2026-11-26")
    with pytest.raises(ValueError, match="soon"):
        words("en").moment("soon")


@pytest.mark.parametrize(
    ("value", "kk", "ru", "en"),
    [
        pytest.param(
            "2026-11-22",
            "2026 жылғы 22 қарашадағы жағдай бойынша",
            f"По состоянию на 22 ноября 2026{N}г.",
            "As of 22 November 2026",
            id="day",
        ),
        pytest.param(
            "2021-07",
            "2021 жылғы шілдедегі жағдай бойынша",
            f"По состоянию на июль 2021{N}г.",
            "As of July 2021",
            id="month",
        ),
        pytest.param("2021", "2021 жылғы жағдай бойынша", "По состоянию на 2021 год", "As of 2021", id="year"),
    ],
)
def test_as_of_is_a_whole_sentence(value, kk, ru, en):
    assert [words(language).as_of(value) for language in LANGUAGES] == [kk, ru, en]


@pytest.mark.parametrize("month", range(1, 13))
def test_kazakh_as_of_month_follows_vowel_harmony(month):
    name = words("kk").date(f"2020-{month:02}").split()[-1]

    found = re.search(r"жылғы (\S+) жағдай", words("kk").as_of(f"2020-{month:02}"))

    last_vowel = re.findall("[аәеиоөуүұыі]", name)[-1]
    assert found is not None
    assert found[1] == name + ("дағы" if last_vowel in "аоұуы" else "дегі") or (
        found[1] == name + ("тағы" if last_vowel in "аоұуы" else "тегі") and name[-1] in "кқпст"
    )


@pytest.mark.parametrize(
    ("year_from", "year_to", "ru"),
    [
        pytest.param(2020, 2020, "2020", id="one year"),
        pytest.param(2019, 2020, "2019–2020", id="span"),
        pytest.param(None, None, "год неизвестен", id="unknown"),
        pytest.param(2019, None, "с 2019 года", id="open end"),
        pytest.param(None, 2020, "по 2020 год", id="open start"),
    ],
)
def test_years(year_from, year_to, ru):
    assert words("ru").years(year_from, year_to) == ru


@pytest.fixture
def catalogs_with_records(tmp_path, monkeypatch):
    """Russian catalog with one plural, one text in two contexts and one text with values."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    for language in LANGUAGES:
        catalog = Catalog(locale=language)
        if language == "ru":
            one, many = "%(count)s record", "%(count)s records"
            catalog.add((one, many), ("%(count)s запись", "%(count)s записи", "%(count)s записей"))
            catalog.add("Paid", "Оплата", context="heading")
            catalog.add("Paid", "оплачено", context="cell")
            catalog.add("%(share)s%% in %(place)s", "%(place)s: %(share)s%%")
        path = tmp_path / language / "LC_MESSAGES" / "messages.mo"
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            write_mo(file, catalog)
    monkeypatch.setattr(module, "CATALOGS", tmp_path)
    words.cache_clear()
    yield
    words.cache_clear()


@pytest.mark.parametrize(
    ("count", "ru", "en"),
    [
        pytest.param(1, "1 запись", "1 record", id="1"),
        pytest.param(2, "2 записи", "2 records", id="2"),
        pytest.param(5, "5 записей", "5 records", id="5"),
        pytest.param(21, "21 запись", "21 records", id="21"),
        pytest.param(0, "0 записей", "0 records", id="0"),
        pytest.param(1022, f"1{N}022 записи", f"1{N}022 records", id="1022"),
    ],
)
@pytest.mark.usefixtures("catalogs_with_records")
def test_plurals_follow_the_language(count, ru, en):
    one, many = "%(count)s record", "%(count)s records"

    assert words("ru").plural(one, many, count) == ru
    assert words("en").plural(one, many, count) == en


@pytest.mark.usefixtures("catalogs_with_records")
def test_context_chooses_the_form():
    assert words("ru").context("heading", "Paid") == "Оплата"
    assert words("ru").context("cell", "Paid") == "оплачено"


@pytest.mark.usefixtures("catalogs_with_records")
def test_values_go_in_as_they_are():
    assert words("ru")("%(share)s%% in %(place)s", share=88, place="Тараз %s <b>") == "Тараз %s <b>: 88%"


def test_a_text_without_values_may_hold_a_percent_sign():
    assert words("en")("100 % sure") == "100 % sure"


def test_the_empty_text_stays_empty():
    assert words("kk")("") == ""


def test_an_unknown_language_is_refused():
    with pytest.raises(KeyError, match="de"):
        words("de")


def test_catalogs_that_were_not_compiled_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "CATALOGS", tmp_path)
    words.cache_clear()

    with pytest.raises(FileNotFoundError, match="make catalogs"):
        words("kk")


@pytest.mark.parametrize(
    ("language", "row", "text", "picked"),
    [
        pytest.param("ru", {"title_ru": "р", "title_kk": "қ"}, "р", "ru", id="own language"),
        pytest.param("kk", {"title_kk": None, "title_ru": "р", "title_en": "e"}, "р", "ru", id="kk falls to ru"),
        pytest.param("ru", {"title_ru": "", "title_kk": "қ", "title_en": "e"}, "қ", "kk", id="ru falls to kk"),
        pytest.param("en", {"title_ru": "р", "title_kk": "қ"}, "р", "ru", id="en falls to ru"),
        pytest.param("en", {"title_original": "Open Akimat"}, "Open Akimat", "", id="wording of the source"),
        pytest.param("en", {}, "", "", id="nothing"),
    ],
)
def test_pick_takes_the_nearest_language(language, row, text, picked):
    assert words(language).pick(row, "title") == text
    assert words(language).picked_language(row, "title") == picked


def test_names_sort_by_the_kazakh_alphabet():
    letters = list("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")
    names = ["12 мектеп", *letters, "Apple", "zoo"]

    assert sorted(set(names), key=words("kk").sort_key) == names


def test_sorting_minds_neither_case_nor_quotes():
    names = ["Алматы", "«Әділет»", "Әкімдік", "қала", "Қалалық"]

    assert sorted(set(names), key=words("ru").sort_key) == names


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        pytest.param("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", "ru", id="header"),
        pytest.param("en;q=0.5, ru;q=0.8", "ru", id="weights win over order"),
        pytest.param("de-DE,de;q=0.9,en;q=0.1", "en", id="first that we speak"),
        pytest.param("kk_KZ", "kk", id="locale"),
        pytest.param("kk-Cyrl-KZ", "kk", id="script"),
        pytest.param("ru;q=0,de", "kk", id="refused language"),
        pytest.param("*", "kk", id="anything"),
        pytest.param("", "kk", id="empty"),
        pytest.param(None, "kk", id="missing"),
        pytest.param("ru;q=lots,en", "en", id="weight that is none"),
    ],
)
def test_best_language(accept, language):
    assert best_language(accept) == language


@given(st.text())
def test_best_language_takes_any_text(accept):
    assert best_language(accept) in LANGUAGES


@pytest.mark.parametrize(("name", "code"), CODES)
def test_every_code_has_its_own_words(name, code):
    shown = {language: name(words(language), code) for language in LANGUAGES}

    assert code not in shown.values() or shown["en"].casefold() == code
    assert all(shown.values())
    assert re.search("[а-яәғқңөұүһі]", shown["ru"], re.IGNORECASE)


def test_an_unknown_code_is_never_shown_raw():
    assert labels.category(words("ru"), "media.skywriting") == "Другое"
    assert labels.not_counted(words("ru"), "eaten") == "Не вошло в итог."


def test_a_missing_code_is_not_called_other():
    assert labels.method(words("ru"), None) == "Не указано"
