"""A promise on a record's page: how it binds, for what, and in which words it was read."""

from decimal import Decimal

import pytest

from dashboard.stories.said import promise_table

ROW = {
    "what_en": "posts",
    "what_ru": "посты",
    "what_kk": "жазбалар",
    "value": Decimal(30),
    "value_text": None,
    "value_low": None,
    "value_high": None,
    "unit": "post",
    "per": "month",
    "bound": "minimum",
    "networks": [],
    "origin": "hand",
    "quote": None,
    "source_id": "none",
}


def cells(ask_page, **said):
    (row,) = promise_table(ask_page("record"), [ROW | said], {}).rows
    return row


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        pytest.param({}, "at least 30", id="minimum"),
        pytest.param({"bound": "maximum"}, "at most 30", id="maximum"),
        pytest.param({"bound": "exact"}, "30", id="exact"),
        pytest.param({"bound": "maximum", "unit": "hour", "value": Decimal(1)}, "at most 1 hour", id="hour"),
        pytest.param(
            {"bound": "exact", "value": None, "value_low": Decimal(3), "value_high": Decimal(5)}, "3–5", id="range"
        ),
        pytest.param(
            {"bound": "maximum", "unit": "date", "value": None, "value_text": "2020-12-25"},
            "25 December 2020",
            id="day",
        ),
    ],
)
def test_a_number_is_told_with_its_bound(ask_page, said, shown):
    assert cells(ask_page, **said)["value"].text == shown


@pytest.mark.parametrize(
    ("per", "shown"),
    [
        ("month", "a month"),
        ("reaction", "to react"),
        ("contract", "in all the time of the contract"),
        ("12 months", "in 12 months"),
        ("2 hours", "in 2 hours"),
        ("post", "for each post"),
    ],
)
def test_what_a_number_holds_for_is_told(ask_page, per, shown):
    assert cells(ask_page, per=per)["per"].text == shown


def test_words_in_which_a_promise_was_read_stand_under_it(ask_page):
    note = cells(ask_page, origin="read", quote="не менее 30 постов", networks=["Instagram"])["what"].note

    assert note == "Instagram; read by program from the specification: «не менее 30 постов»"
    assert cells(ask_page)["what"].note == ""
