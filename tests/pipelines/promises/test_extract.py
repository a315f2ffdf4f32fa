"""What the extractor reads out of single texts, and what holds for every text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.promises import cases
from pipelines.transform.promises import extract
from pipelines.transform.promises.vocabulary import default_words

TEXTS = [one.text for one in cases()]
texts = st.sampled_from(TEXTS)
letters = st.text(st.sampled_from("абвқіөәүmpxX0123456789 .,;:–-()/%№«»\n"), max_size=80)
BREAKS = st.sampled_from([" ", "\u00a0", "\n", "  "])


def told(text):
    return [(one.unit, one.value, one.per, one.bound) for one in extract(text)]


@pytest.mark.parametrize(
    ("number", "value"),
    [
        pytest.param("1000", 1000, id="digits"),
        pytest.param("1 000", 1000, id="thousands apart"),
        pytest.param("1\u00a0000", 1000, id="no-break space"),
        pytest.param("1.000", 1000, id="thousands by a point"),
        pytest.param("1 000 000", 1_000_000, id="million"),
        pytest.param("50 тыс.", 50_000, id="thousand in short"),
        pytest.param("2,5 тысячи", 2500, id="fraction of thousands"),
        pytest.param("двадцать пять", 25, id="words"),
        pytest.param("двадцати пяти", 25, id="genitive"),
        pytest.param("сто двадцать три тысячи четыреста", 123_400, id="long"),
        pytest.param("20 (двадцать)", 20, id="said again"),
        pytest.param("двадцать (20)", 20, id="digits in brackets"),
        pytest.param("полторы тысячи", 1500, id="one and a half"),
    ],
)
def test_numbers_of_russian(number, value):
    assert told(f"Не менее {number} комментариев в месяц.") == [("comment", value, "month", "minimum")]


@pytest.mark.parametrize(
    ("said", "value", "bound"),
    [
        pytest.param("1000 пікір", 1000, "exact", id="digits"),
        pytest.param("жиырма бес пікір", 25, "exact", id="words"),
        pytest.param("елуден кем емес пікір", 50, "minimum", id="case"),
        pytest.param("1000-нан кем емес пікір", 1000, "minimum", id="ending after digits"),
        pytest.param("екі жүз елу пікір", 250, "exact", id="hundreds"),
        pytest.param("үш мың бес жүз пікір", 3500, "exact", id="thousands"),
        pytest.param("2,5 мың пікір", 2500, "exact", id="fraction of thousands"),
        pytest.param("100-ге дейін пікір", 100, "maximum", id="up to"),
        pytest.param("артық емес 100 пікір", 100, "exact", id="a bound that belongs to something before"),
        pytest.param("100-ден артық емес пікір", 100, "maximum", id="at most"),
        pytest.param("100-ден астам пікір", 100, "minimum", id="more than"),
    ],
)
def test_numbers_and_bounds_of_kazakh(said, value, bound):
    assert told(f"Айына {said} жазылады.") == [("comment", value, "month", bound)]


@pytest.mark.parametrize(
    ("phrase", "per"),
    [
        ("ежемесячно", "month"),
        ("в месяц", "month"),
        ("в неделю", "week"),
        ("в сутки", "day"),
        ("в час", "hour"),
        ("ежеквартально", "quarter"),
        ("в год", "year"),
        ("за весь период оказания услуг", "contract"),
        ("в течение 1 часа", "hour"),
        ("за 12 месяцев", "12 months"),
        ("на каждый негативный отзыв", "negative comment"),
        ("под каждой публикацией", "publication"),
        ("айына", "month"),
        ("апта сайын", "week"),
        ("күніне", "day"),
        ("1 сағат ішінде", "hour"),
        ("тоқсанына", "quarter"),
        ("жыл сайын", "year"),
        ("әр жағымсыз пікірге", "negative comment"),
    ],
)
def test_periods(phrase, per):
    assert told(f"{phrase} 30 комментариев") == [("comment", 30, per, "exact")]
    assert told(f"30 комментариев {phrase}") == [("comment", 30, per, "exact")]


def test_a_period_said_once_holds_for_the_list_but_not_for_staff():
    assert told("Ежемесячно: 30 постов, 5 статей, 2 специалиста.") == [
        ("post", 30, "month", "exact"),
        ("publication", 5, "month", "exact"),
        ("person", 2, None, "exact"),
    ]


def test_round_the_clock_is_told_once_a_sentence():
    assert told("Круглосуточно (24/7), тәулік бойы.") == [("hour", 24, "day", "exact")]


def test_a_range_has_two_ends_and_no_value():
    (one,) = extract("от 3 до 5 публикаций в день")

    assert (one.value, one.low, one.high) == (None, Decimal(3), Decimal(5))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("Запуск портала до 25 декабря 2020 года", "2020-12-25", id="russian"),
        pytest.param("Ввести систему не позднее 25.12.2020", "2020-12-25", id="numbers"),
        pytest.param("2020 жылғы 25 желтоқсанға дейін іске қосу", "2020-12-25", id="kazakh"),
        pytest.param("Внедрить к апрелю 2021 года", "2021-04", id="month"),
    ],
)
def test_days_by_which_something_is_to_stand(text, day):
    assert [(one.unit, one.when, one.bound) for one in extract(text)] == [("date", day, "maximum")]


def test_a_day_that_is_not_in_the_calendar_is_none():
    assert extract("Запуск портала до 31.02.2020") == ()


@given(texts)
def test_spans_lie_in_the_text_and_hold_the_words(text):
    for one in extract(text):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()


@given(letters)
def test_any_text_is_read_without_an_error(text):
    for one in extract(text):
        assert one.unit in default_words().units
        assert one.value is not None or one.when or (one.low is not None and one.high is not None)


@given(texts, texts)
def test_sentences_do_not_speak_for_each_other(first, second):
    apart = f"{first.rstrip('.')}.\n\nЖоба. Проект. {second}"
    assert told(apart)[: len(told(first))] == told(first)


@given(texts, BREAKS)
def test_how_words_are_set_apart_makes_no_difference(text, gap):
    plain = " ".join(text.split())

    if "\n" not in gap:
        assert told(plain.replace(" ", gap)) == told(plain)


@given(texts)
def test_capitals_and_yo_make_no_difference_to_what_is_counted(text):
    counted = [one for one in told(text) if one[0] != "date"]

    assert [one for one in told(text.replace("ё", "е")) if one[0] != "date"] == counted
