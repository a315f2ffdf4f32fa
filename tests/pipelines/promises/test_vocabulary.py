"""The vocabulary file: what is wrong with it is said in words, and a changed word changes the answer."""

import tomllib

import pytest

from pipelines.errors import SourceBroken
from pipelines.transform.promises import extract
from pipelines.transform.promises.vocabulary import WORDS_FILE, default_words, read_words, words_of


def content():
    return tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))


def test_every_unit_has_a_name_in_three_languages():
    assert all(unit.names[language] for unit in default_words().units.values() for language in ("en", "ru", "kk"))


def test_a_word_added_is_read():
    told = content()
    told["unit"]["comment"]["words"].append("отклик*")

    assert extract("30 откликов в месяц") == ()
    assert [one.unit for one in extract("30 откликов в месяц", words_of(told))] == ["comment"]


def without(*path):
    told = content()
    table = told
    for key in path[:-1]:
        table = table[key]
    del table[path[-1]]
    return told


def with_word(word):
    told = content()
    told["unit"]["comment"]["words"].append(word)
    return told


@pytest.mark.parametrize(
    ("told", "said"),
    [
        pytest.param(without("clock"), "table 'clock' is missing", id="table"),
        pytest.param(content() | {"colour": {}}, "table 'colour' is unknown", id="unknown"),
        pytest.param(without("unit", "comment", "takes"), "takes", id="key"),
        pytest.param(without("unit", "comment", "kk"), "kk", id="name"),
        pytest.param(with_word("по*"), "at least 3 letters", id="short stem"),
        pytest.param(with_word(" "), "a word is expected", id="empty"),
    ],
)
def test_what_is_wrong_is_said(told, said):
    with pytest.raises(SourceBroken, match=said):
        words_of(told)


def test_a_file_that_is_missing_or_no_toml_is_said_so(tmp_path):
    with pytest.raises(SourceBroken, match="no such file"):
        read_words(tmp_path / "none.toml")
    (tmp_path / "odd.toml").write_text("[unit", encoding="utf-8")
    with pytest.raises(SourceBroken, match="not a TOML file"):
        read_words(tmp_path / "odd.toml")
