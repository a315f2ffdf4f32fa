"""Which posts are copies: the same text, or most of it, said about the same office before."""

from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.transform.mentions import copies
from pipelines.transform.mentions.copies import with_copies
from pipelines.transform.mentions.posts import FEATURES, Reader
from tests.pipelines.mentions.making import method

FIRST = datetime(2026, 3, 2, 10)  # noqa: DTZ001 — local time, as in posts
LONG = "сегодня утром автобус снова не пришёл на остановку у школы"


def posts(rows):
    """Make posts of (text, office, account), an hour apart, in the order of their time."""
    told = [
        {
            "office": office,
            "key": number,
            "account": account,
            "turn": 0,
            "at": FIRST + timedelta(hours=number),
            "text": text,
        }
        for number, (text, office, account) in enumerate(rows)
    ]
    schema = {name: kind for name, kind in FEATURES.items() if name in ("office", "key", "account", "turn", "at")}
    frame = pl.DataFrame(told, schema={**schema, "text": pl.String})
    missing = pl.lit(None, pl.Int64)
    return Reader(method()).features(frame.with_columns(reactions=missing, reposts=missing))


def copied(*texts, office="a"):
    return with_copies(posts([(text, office, number) for number, text in enumerate(texts)]), method())["copy"].to_list()


@pytest.mark.parametrize(
    ("text", "is_copy"),
    [
        pytest.param(LONG, True, id="word for word"),
        pytest.param(LONG.upper() + "!!!", True, id="capitals and signs"),
        pytest.param(f"RT @somebody: {LONG}", True, id="repost"),
        pytest.param(f"{LONG} https://example.org/1", True, id="address"),
        pytest.param(f"{LONG} 👍", True, id="a sign after it"),
        pytest.param(f"Поддерживаю! {LONG}", True, id="a word before it"),
        pytest.param(LONG.replace("автобус", "троллейбус"), True, id="a word changed"),
        pytest.param(LONG.replace("ё", "е"), True, id="spelling"),
        pytest.param("сегодня утром автобус", False, id="a part of it"),
        pytest.param(" ".join(reversed(LONG.split())), False, id="the same words in another order"),
        pytest.param(
            f"{LONG} {LONG.replace('автобус', 'поезд').replace('школы', 'рынка')} и ещё много других слов об этом",
            False,
            id="much more beside it",
        ),
        pytest.param("вечером на площади опять нет света", False, id="another text"),
    ],
)
def test_what_is_a_copy_of_an_earlier_text(text, is_copy):
    assert copied(LONG, text) == [False, is_copy]


def test_short_texts_are_copies_only_word_for_word():
    assert copied("аким не помог нам", "аким помог нам", "Аким не помог нам!") == [False, False, True]


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [pytest.param((1, 2), [False, False], id="two people"), pytest.param((1, 1), [False, True], id="one person")],
)
def test_a_thank_you_is_a_copy_only_of_ones_own(accounts, expected):
    rows = [("Спасибо!", "a", account) for account in accounts]

    assert with_copies(posts(rows), method())["copy"].to_list() == expected


def test_texts_about_two_offices_are_no_copies_of_one_another():
    rows = [(LONG, "a", 1), (LONG, "b", 2), (f"Поддерживаю! {LONG}", "c", 3)]

    assert with_copies(posts(rows), method())["copy"].to_list() == [False, False, False]


@pytest.mark.parametrize(("share", "expected"), [(60, True), (64, True), (65, False), (100, False)])
def test_the_share_of_common_pairs_is_exact(share, expected):
    """9 pairs against 9, of which 7 are common: 7 of 11 are 63.6 percent, so 64 would be too much to round to."""
    texts = posts([(LONG, "a", 1), (LONG.replace("автобус", "поезд"), "a", 2)]).sort("at")
    sets = [set(one) for one in texts["pieces"].to_list()]
    exact = 100 * len(sets[0] & sets[1]) / len(sets[0] | sets[1])

    assert copies.near_copies(texts, share).tolist() == [False, exact >= share]


WORDS = [f"слово{number}" for number in range(30)]


def by_hand(rows, share):
    """The rule as it is written, without any cleverness."""
    told, copy = [], []
    for text, office, _ in rows:
        words = text.split()
        pairs = set(pairwise(words))
        before = [(one, some) for one, some, where in told if where == office]
        same = any(one == text for one, _ in before)
        near = len(words) >= method().limit("copy_words") and any(
            100 * len(pairs & some) >= share * len(pairs | some)
            for one, some in before
            if len(one.split()) >= method().limit("copy_words")
        )
        copy.append(same or near)
        told.append((text, pairs, office))
    return copy


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(10, 120))
def test_copies_are_those_of_the_rule_as_written(seed, count):
    chance = Random(seed)
    rows: list[tuple[str, str, int]] = []
    for number in range(count):
        words = chance.choices(WORDS, k=chance.randint(3, 14))
        if rows and chance.random() < 0.5:
            words = chance.choice(rows)[0].split()
            words[chance.randrange(len(words))] = chance.choice(WORDS)
        rows.append((" ".join(words), chance.choice("ab"), number))

    assert with_copies(posts(rows), method())["copy"].to_list() == by_hand(rows, method().limit("copy_share"))


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_copy(chance):
    rows = [
        (f"{LONG} {chance.choice(WORDS)} {chance.choice(WORDS)}", chance.choice("ab"), number) for number in range(40)
    ]
    made = posts(rows)
    mixed = made.sample(fraction=1, shuffle=True, seed=chance.randrange(1000))

    assert_frame_equal(with_copies(mixed, method()), with_copies(made, method()))


def test_ten_thousand_variants_of_one_text_are_one(monkeypatch):
    rows = [(f"{LONG} {number}", "a", number) for number in range(10_000)]

    assert sum(with_copies(posts(rows), method())["copy"]) == 9_999


def test_nothing_is_a_copy_of_nothing():
    assert copied() == []
