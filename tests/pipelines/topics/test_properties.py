"""What must not matter does not matter, and both ways of asking give the same answer."""

import csv
import html
import random
import tomllib

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.topics import TITLES
from pipelines.transform.classify import TOPICS_FILE, Classifier, Purchase, Topic, default_classifier
from pipelines.transform.topics import evidence, reading
from pipelines.transform.topics.vocabulary import read_vocabulary, vocabulary


def _titles() -> list[Purchase]:
    found = []
    for name in ("titles-real.csv", "titles-own.csv"):
        with (TITLES / name).open(encoding="utf-8", newline="") as file:
            found += [
                Purchase(row["title_ru"], row["title_kk"], codes=tuple(row["enstru_code"].split()))
                for row in csv.DictReader(file)
            ]
    return found


PURCHASES = _titles()
LOOKALIKES = str.maketrans("асеорхуАВСЕНКМОРТХ", "aceopxyABCEHKMOPTX")
TYPED_IN_RUSSIAN = str.maketrans("әіңғүұқөӘІҢҒҮҰҚӨ", "аингуукоАИНГУУКО")
purchases = st.sampled_from(PURCHASES)


def _told(topic: Topic) -> tuple[str | None, float, tuple[str, ...]]:
    return topic.category, topic.score, topic.codes


def _retyped(purchase: Purchase, retype) -> Purchase:
    return Purchase(retype(purchase.title_ru), retype(purchase.title_kk), codes=purchase.codes)


@given(
    purchases,
    st.sampled_from(
        [
            str.upper,
            str.lower,
            lambda text: f"  \t{text.replace(' ', '   ')}\u00a0 //",
            lambda text: html.escape(html.escape(text)),
            lambda text: text.replace("«", '"').replace("»", "&quot;").replace("“", "").replace("”", "'"),
            lambda text: text.replace("ё", "е").replace("й", "и\u0306"),
            lambda text: text.translate(LOOKALIKES),
            lambda text: text.translate(TYPED_IN_RUSSIAN),
            lambda text: text.replace("е", "е\u00ad"),
            lambda text: "".join(f"&#{ord(letter)};" for letter in text),
        ]
    ),
)
def test_case_blanks_entities_quotes_and_keyboards_do_not_matter(purchase: Purchase, retype) -> None:
    classifier = default_classifier()
    again = _retyped(purchase, retype)

    assert _told(classifier.one(again)) == _told(classifier.one(purchase))
    assert _frame_told(classifier, [again]) == [classifier.one(again)]


def test_the_order_of_the_vocabulary_does_not_matter() -> None:
    content = tomllib.loads(TOPICS_FILE.read_text(encoding="utf-8"))
    shuffle = random.Random(7).shuffle
    for group in (*content["things"].values(), *content["actions"].values(), content["blots"], content["foreign"]):
        shuffle(group)
    for rule in content["rules"]:
        shuffle(rule["phrases"])
    shuffle(content["rules"])
    shuffle(content["codes"])
    shuffled = Classifier(vocabulary(content))

    assert [shuffled.one(one) for one in PURCHASES] == [default_classifier().one(one) for one in PURCHASES]


def test_a_frame_answers_as_one_by_one() -> None:
    classifier = default_classifier()

    assert _frame_told(classifier, PURCHASES) == [classifier.one(one) for one in PURCHASES]


@given(st.lists(st.tuples(purchases, purchases, st.lists(purchases, max_size=3)), max_size=4))
def test_a_frame_answers_as_one_by_one_with_announcements_and_units(drawn) -> None:
    classifier = default_classifier()
    mixed = [
        Purchase(
            one.title_ru, one.title_kk, other.title_ru, tuple(unit.title_ru for unit in units), one.codes + other.codes
        )
        for one, other, units in drawn
    ]

    assert _frame_told(classifier, mixed) == [classifier.one(one) for one in mixed]


def _mixed(count: int) -> list[Purchase]:
    """Make purchases of pieces of titles and of the vocabulary's own words, so that phrases meet, touch and break."""
    chance = random.Random(11)
    content = tomllib.loads(TOPICS_FILE.read_text(encoding="utf-8"))
    written = [phrase for group in (*content["things"].values(), *content["actions"].values()) for phrase in group]
    written += [phrase for rule in content["rules"] for phrase in rule["phrases"]] + content["blots"]
    titles = [text for one in PURCHASES for text in (one.title_ru, one.title_kk) if text]
    codes = [code for one in PURCHASES for code in one.codes]

    def piece() -> str:
        if chance.random() < 0.4:
            return chance.choice(written).replace("*", "").replace("~", "по новому").replace("+", str(len(titles)))
        told = chance.choice(titles).split()
        start = chance.randrange(len(told))
        return " ".join(told[start : start + chance.randrange(1, 9)])

    def text() -> str:
        return chance.choice([" ", ", ", "\n", " и "]).join(piece() for _ in range(chance.randrange(1, 4)))

    return [
        Purchase(
            text(),
            chance.choice(["", text()]),
            chance.choice(["", text()]),
            tuple(text() for _ in range(chance.randrange(3))),
            tuple(chance.choices(codes, k=chance.randrange(3))),
        )
        for _ in range(count)
    ]


def test_answers_do_not_depend_on_what_was_asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _mixed(400) + PURCHASES
    told = [default_classifier().one(one) for one in asked]
    monkeypatch.setattr(evidence, "REMEMBERED", 3)
    monkeypatch.setattr(reading, "REMEMBERED_WORDS", 5)
    forgetful = Classifier(read_vocabulary(TOPICS_FILE))

    assert _frame_told(default_classifier(), asked) == told
    assert _frame_told(forgetful, asked[::-1]) == told[::-1]
    assert [forgetful.one(one) for one in asked] == told


@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=2))
def test_any_text_gets_an_answer(texts: list[str], codes: list[str]) -> None:
    purchase = Purchase(*texts, codes=tuple(codes))

    assert _frame_told(default_classifier(), [purchase]) == [default_classifier().one(purchase)]


def test_a_frame_keeps_rows_columns_and_nulls() -> None:
    frame = pl.DataFrame(
        {"id": [1, 2, 3], "texts": [["Ноутбук", None], None, []], "codes": [None, None, ["262011"]]},
        schema={"id": pl.Int64, "texts": pl.List(pl.String), "codes": pl.List(pl.String)},
    )

    told = default_classifier().frame(frame)

    assert told.columns == ["id", "texts", "codes", "category", "score", "words", "decided_by"]
    assert told.select("id", "category", "score", "words", "decided_by").rows() == [
        (1, "it.hardware", 0.8, ["ноутбук"], []),
        (2, None, 0.0, [], []),
        (3, "it.hardware", 0.6, [], ["262011"]),
    ]
    assert told.select("texts", "codes").equals(frame.select("texts", "codes"))


def _frame_told(classifier: Classifier, asked: list[Purchase]) -> list[Topic]:
    frame = pl.DataFrame(
        {"texts": [one.texts() for one in asked], "codes": [list(one.codes) for one in asked]},
        schema={"texts": pl.List(pl.String), "codes": pl.List(pl.String)},
    )
    return [
        Topic(category, score, tuple(words), tuple(codes))
        for category, score, words, codes in classifier.frame(frame)
        .select("category", "score", "words", "decided_by")
        .iter_rows()
    ]
