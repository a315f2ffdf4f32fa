"""The need of an appeal: measured on wordings of our own, `unclear` where several fit, mistakes of the file told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.appeals import Wording, classifier, counted, wordings
from bench.measured import committed, figures
from pipelines.errors import SourceBroken
from pipelines.transform.appeals.meaning import NONE, UNCLEAR, Meaning
from pipelines.transform.appeals.words import read_words, words_of

KNOWN = {"street_lamp", "city_bus", "lift_replacement"}
SMALL: dict[str, Any] = {
    "blots": ["улиц* фонарн*"],
    "groups": {"lacking": ["нет", "жоқ"]},
    "needs": [
        {"need": "street_lamp", "clear": ["фонар* ~ {lacking}"], "hint": ["темно"], "unless": ["светофор*"]},
        {"need": "city_bus", "clear": ["автобус* ~ {lacking}"], "hint": ["автобус*"]},
        {"need": "lift_replacement", "clear": ["лифт* ~ {lacking}"]},
    ],
}


@pytest.fixture(scope="module")
def small() -> Meaning:
    return Meaning(words_of(SMALL, KNOWN))


@pytest.fixture(scope="module")
def read() -> list[Wording]:
    return wordings(classifier())


@pytest.mark.parametrize(
    ("text", "need"),
    [
        pytest.param("Фонарей нет, темно", "street_lamp", id="a clear phrase"),
        pytest.param("Вечером темно", "street_lamp", id="a hint alone"),
        pytest.param("Нет автобуса, ждём, темно", "city_bus", id="clear outweighs a hint"),
        pytest.param("Темно. Автобус", UNCLEAR, id="two hints"),
        pytest.param("Нет фонарей. И автобуса нет", UNCLEAR, id="two clear wishes"),
        pytest.param("И автобуса нет. Нет фонарей", UNCLEAR, id="the order plays no part"),
        pytest.param("Фонарь у светофора, нет его", NONE, id="ruled out"),
        pytest.param("Автобус. Нет фонаря у светофора", "city_bus", id="ruled out, the other stays"),
        pytest.param("На улице Фонарной нет магазина", NONE, id="a set phrase is no lamp"),
        pytest.param("Фонарь. Нет масла", NONE, id="a phrase does not span sentences"),
        pytest.param("Здравствуйте", NONE, id="nothing said"),
        pytest.param("", NONE, id="empty"),
    ],
)
def test_the_need_is_the_one_spoken_of_most_plainly(small: Meaning, text: str, need: str) -> None:
    assert small.need(text) == need


def test_the_wordings_are_many_in_both_languages_and_with_traps(read: list[Wording]) -> None:
    assert len({one.text for one in read}) == len(read) >= 80
    assert min(sum(one.lang == lang for one in read) for lang in ("ru", "kk")) >= 80
    assert min(sum(one.label == label for one in read) for label in (NONE, UNCLEAR)) >= 7


@pytest.mark.parametrize(("part", "precision", "recall"), [("known", 0.97, 0.95), ("heldout", 0.95, 0.80)])
def test_needs_are_told_as_well_as_they_were(read: list[Wording], part: str, precision: float, recall: float) -> None:
    (found,) = [one for one in counted(read) if one.part == part]

    assert found.correct / found.told >= precision
    assert found.correct / found.expected >= recall


def test_texts_about_nothing_of_ours_are_left_alone(read: list[Wording]) -> None:
    told = [one for one in read if one.label == NONE]

    assert sum(one.told == NONE for one in told) / len(told) >= 0.95


def test_the_figures_on_the_page_of_the_method_are_those_of_today(read: list[Wording]) -> None:
    of_today = {one.part: figures(one) for one in counted(read)}

    told = {row["part"]: row for row in committed("appeals")}
    assert {part: {name: row[name] for name in of_today[part]} for part, row in told.items()} == of_today


def edited(**changes: Any) -> dict[str, Any]:
    return SMALL | changes


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(edited(needs=[]), "needs: tables [[needs]] are expected", id="no needs"),
        pytest.param(edited(needs=[{"need": "moon"}]), "needs[1].need: 'moon' came", id="unknown need"),
        pytest.param(edited(needs=SMALL["needs"][:1] * 2), "needs[2].need: 'street_lamp' came", id="a need twice"),
        pytest.param(edited(needs=[{"need": "city_bus", "cleer": []}]), "unknown key 'cleer'", id="unknown key"),
        pytest.param(
            edited(needs=[{"need": "city_bus", "clear": ["автобус* ~ {laking}"]}]),
            "no group {laking}",
            id="no such group",
        ),
        pytest.param(edited(blots=["а", "а"]), "'а' stands there twice", id="a phrase twice"),
        pytest.param(edited(groups={"lacking": "нет"}), "groups.lacking: a list of texts", id="no list"),
        pytest.param(edited(more=1), "unknown key 'more'", id="unknown table"),
    ],
)
def test_a_mistake_in_the_vocabulary_is_told_with_its_place(content: dict[str, Any], words: str) -> None:
    with pytest.raises(SourceBroken) as told:
        words_of(content, KNOWN)

    assert words in str(told.value)


@pytest.mark.parametrize(
    ("write", "words"),
    [
        pytest.param(lambda _: None, "there is no such file", id="missing"),
        pytest.param(lambda path: path.write_text("[["), "not a TOML file", id="not TOML"),
        pytest.param(lambda path: path.write_bytes(b"\xff"), "not a TOML file", id="not UTF-8"),
    ],
)
def test_a_vocabulary_that_cannot_be_read_says_so(tmp_path: Path, write: Callable[[Path], object], words: str) -> None:
    path = tmp_path / "appeal_words.toml"
    write(path)

    with pytest.raises(SourceBroken, match=words):
        read_words(path, KNOWN)
