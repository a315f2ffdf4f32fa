"""Promises read out of the register's texts: persons hidden, told once, ids that stay, only of published records."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.schemas import Promises
from pipelines.transform.register.promised import LONGEST_QUOTE, PROMISED, promised, promises_of, quote

SMM = "Ведение страниц в Instagram: не менее 30 постов в месяц"


def purchases(*texts):
    told = [promised([text]) for text in texts]
    return pl.DataFrame(
        {"chain": range(1, len(texts) + 1), "id": range(11, 11 + len(texts))},
    ).with_columns(pl.Series("promises", told, dtype=PROMISED))


def records(*numbers):
    return pl.DataFrame({"record_id": [f"register-{number}" for number in numbers]})


def test_a_promise_of_a_contract_is_a_row_of_the_table():
    table = Promises.validate(promises_of(purchases(SMM), records(1)))

    (row,) = table.rows(named=True)
    assert row["promise_id"].startswith("register-1-post-")
    assert row | {"promise_id": ""} == {
        "promise_id": "",
        "about_kind": "record",
        "about_id": "register-1",
        "what_en": "posts",
        "what_ru": "посты",
        "what_kk": "жазбалар",
        "value": Decimal("30.00"),
        "value_text": None,
        "value_low": None,
        "value_high": None,
        "unit": "post",
        "per": "month",
        "bound": "minimum",
        "networks": ["Instagram"],
        "origin": "read",
        "quote": SMM,
        "source_id": "goszakup-11",
    }


def test_promises_of_contracts_that_are_no_records_are_left_out():
    assert promises_of(purchases(SMM, SMM), records(2))["about_id"].to_list() == ["register-2"]


def test_what_several_texts_say_alike_is_told_once():
    told = promised([SMM, "Instagram парақшасы: айына 30-дан кем емес пост", "40 постов в месяц"])

    assert [(one["value"], one["bound"]) for one in told] == [(30, "minimum"), (40, "exact")]


def test_ids_stay_when_rows_come_in_another_order_and_differ_between_promises():
    text = "30 постов в месяц, 30 постов в квартал"
    table = promises_of(purchases(text), records(1))

    assert table["promise_id"].n_unique() == 2
    assert promises_of(purchases(text).reverse(), records(1))["promise_id"].to_list() == table["promise_id"].to_list()


def test_persons_are_hidden_in_quotes():
    (one,) = promised(["Ответственный Иванов И.И., тел. 8 701 123 45 67: 30 постов в месяц"])

    assert "Иванов" not in one["quote"]
    assert "701" not in one["quote"]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        pytest.param("Контактное лицо Ахметов Серик, {}", "Контактное лицо …, {}", id="name and surname"),
        pytest.param("Директор Ахметов: {}", "…: {}", id="an office and a surname"),
        pytest.param("{}, страница @aigul_smm", "{}, страница …", id="handle"),
        pytest.param("{}, счёт KZ12 345A 6789 0123 4567", "{}, счёт …", id="account"),
        pytest.param("{}, Facebook, TikTok, с 01.01.2025-31.12.2025, 24/7", None, id="nobody"),
        pytest.param("{} о школе имени Ахметова Серика", None, id="a name that a school bears"),
    ],
)
def test_a_quote_holds_no_person_that_titles_would_let_pass(said, left):
    promise = "не менее 30 постов в месяц в Instagram"

    quotes = {one["quote"] for one in promised([said.format(promise)])}

    assert quotes == {(left or said).format(promise)}


@pytest.mark.parametrize("text", ["", None, "Услуги по ремонту", "0,125 Мбит/с"])
def test_texts_without_a_promise_that_can_be_kept_tell_none(text):
    assert promised([text]) == []


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_quote_is_short_and_holds_the_promise(before, after):
    text = "слово " * before + "30 постов в месяц" + " слово" * after
    start = text.index("30")

    said = quote(text, start, start + len("30 постов"))

    assert len(said) <= LONGEST_QUOTE
    assert "30 постов" in said
    assert said in text
