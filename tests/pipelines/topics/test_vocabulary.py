"""The file people edit: what it may hold, and what is said when it holds something else."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.errors import SourceBroken
from pipelines.transform.classify import Classifier, Purchase
from pipelines.transform.topics.vocabulary import read_vocabulary, vocabulary


def small(**changed: object) -> dict[str, object]:
    rule = {"category": "it.hardware", "strength": "plain", "phrases": ["компьютер*"]}
    code = {"prefix": "2620", "category": "it.hardware", "alone": "always"}
    whole: dict[str, object] = {
        "nothing": ["договор*"],
        "common": [],
        "foreign": ["чипс*"],
        "blots": ["компьютерн* томограф*"],
        "things": {"machines": ["компьютер*", "сетев* фильтр*"]},
        "actions": {"repair": ["ремонт*"]},
        "rules": [rule],
        "codes": [code],
    }
    if "rule" in changed:
        whole["rules"] = [rule | changed.pop("rule")]
    if "code" in changed:
        whole["codes"] = [code | changed.pop("code")]
    return whole | changed


@pytest.mark.parametrize(
    ("phrase", "title", "met"),
    [
        pytest.param("сайт", "Сайт", True, id="whole word"),
        pytest.param("сайт", "Сайты", False, id="no other ending"),
        pytest.param("картридж*", "картриджей", True, id="beginning"),
        pytest.param("медиа-центр*", "медиа центра", True, id="hyphen: apart"),
        pytest.param("медиа-центр*", "медиацентр", True, id="hyphen: together"),
        pytest.param("медиа-центр*", "медиа-центр", True, id="hyphen: hyphen"),
        pytest.param("доступ* сети", "доступ к сети", True, id="small words are not there"),
        pytest.param("доступ* сети", "доступ новой сети", False, id="not next to it"),
        pytest.param("ремонт* ~ сайт*", "сайт акимата и его ремонт", True, id="near, other order"),
        pytest.param("ремонт* ~ сайт*", "ремонт а1 а2 а3 а4 а5 а6 а7 сайта", False, id="too far"),
        pytest.param("ремонт* + сайт*", "ремонт а1 а2 а3 а4 а5 а6 а7 сайта", True, id="both somewhere"),
        pytest.param("{repair} ~ {machines}", "ремонт компьютеров", True, id="groups"),
        pytest.param("{machines}", "фильтр сетевой", True, id="group: other order"),
        pytest.param("компьютер*", "компьютерный томограф", False, id="blotted"),
        pytest.param("компьютер*", "томограф компьютерный", False, id="blotted in other order"),
        pytest.param("ремонт* сайт*", "ремонт\nсайт", False, id="lines are texts of their own"),
    ],
)
def test_phrases_mean_what_the_file_says(phrase: str, title: str, met: bool) -> None:
    classifier = Classifier(vocabulary(small(rule={"phrases": [phrase]})))

    assert (classifier.one(Purchase(title)).category is not None) == met


def test_of_rival_rules_a_code_chooses_whatever_was_asked_before() -> None:
    rules = [
        {"category": "it.hardware", "strength": "plain", "rank": 50, "phrases": ["компьютер*"]},
        {"category": "it.support", "strength": "plain", "rank": 53, "phrases": ["ремонт*"]},
    ]
    classifier = Classifier(vocabulary(small(rules=rules)))
    title = "Ремонт компьютера"

    asked = [Purchase(title), Purchase(title, codes=("262011",)), Purchase(title)]

    assert [classifier.one(one).category for one in asked] == ["it.support", "it.hardware", "it.support"]


@pytest.mark.parametrize(
    ("title", "looked_at"),
    [
        pytest.param("Услуги связи", True, id="side by side"),
        pytest.param("УСЛУГИ/и по связи", True, id="small words between are not there"),
        pytest.param("Услуги\u045eа\u00a0связи", True, id="letters of other keyboards"),
        pytest.param("Услуги почтовой связи", False, id="apart"),
        pytest.param("Связи, услуги", False, id="other order"),
        pytest.param("Услуги", False, id="one alone"),
        pytest.param("Телефонной связи", True, id="a rare stem is enough"),
    ],
)
def test_words_that_half_of_all_titles_hold_pass_side_by_side_only(title: str, looked_at: bool) -> None:
    phrases = ["услуг* связ*", "связ* телефон*"]
    classifier = Classifier(vocabulary(small(common=["услуг*", "связ*"], rule={"phrases": phrases})))
    frame = pl.DataFrame({"texts": [[title]], "codes": [[]]}, schema_overrides={"codes": pl.List(pl.String)})

    assert classifier.likely(frame).to_list() == [looked_at]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(small(words=[]), "the file: unknown key 'words'", id="unknown table"),
        pytest.param(small(rules=[]), "rules: tables [[rules]] are expected", id="no rules"),
        pytest.param(small(blots="x"), "blots: a list of texts is expected", id="not a list"),
        pytest.param(small(foreign=["а", "а"]), "foreign: 'а' stands there twice", id="twice"),
        pytest.param(small(rule={"category": "it.games"}), "rules[1].category: 'it.games' came", id="category"),
        pytest.param(small(rule={"strength": 0.9}), "rules[1].strength: 0.9 came, one of specific", id="strength"),
        pytest.param(small(rule={"rank": 101}), "rules[1].rank: 101 came", id="rank"),
        pytest.param(small(rule={"rank": True}), "rules[1].rank: True came", id="rank is no yes"),
        pytest.param(small(rule={"note": ""}), "rules[1]: unknown key 'note'", id="unknown key"),
        pytest.param(small(rule={"phrases": ["{toys}"]}), "there is no group {toys}; known: machines", id="group"),
        pytest.param(small(rule={"phrases": ["б ~"]}), "'б ~': it is empty or ends with a sign", id="sign at the end"),
        pytest.param(small(rule={"phrases": ["для и"]}), "'и' holds small words only", id="small words"),
        pytest.param(small(rule={"phrases": ["{repair б"]}), "'{' belongs to no group", id="brace not closed"),
        pytest.param(small(rule={"phrases": ["+ б"]}), "'+' stands between two words", id="sign first"),
        pytest.param(small(rule={"phrases": ["*а"]}), "'*а' is not a word", id="star first"),
        pytest.param(small(rule={"unless": ["{"]}), "rules[1].unless: '{'", id="unless, open brace"),
        pytest.param(small(things={"x": ["а ~ б"]}), "things.x: 'а ~ б': '~' is not a word", id="sign in a group"),
        pytest.param(small(code={"prefix": "26x"}), "codes[1].prefix: '26x' came", id="prefix"),
        pytest.param(small(code={"alone": "often"}), "codes[1].alone: 'often' came", id="alone"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(content: dict[str, object], said: str) -> None:
    with pytest.raises(SourceBroken) as caught:
        vocabulary(content)

    assert str(caught.value).startswith("topics.toml, ")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param(None, "there is no such file", id="missing"),
        pytest.param(b"[[rules]", "not a TOML file in UTF-8", id="not TOML"),
        pytest.param("а".encode("cp1251"), "not a TOML file in UTF-8", id="other encoding"),
    ],
)
def test_an_unreadable_file_is_said_so(tmp_path: Path, written: bytes | None, said: str) -> None:
    path = tmp_path / "topics.toml"
    if written is not None:
        path.write_bytes(written)

    with pytest.raises(SourceBroken, match=said):
        read_vocabulary(path)
