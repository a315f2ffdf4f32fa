"""The classifier holds its thresholds on real and on made-up titles, apart."""

import csv

import polars as pl
import pytest

from bench.topics import SETS, TITLES, labelled, macro_f1, topic_counts, wilson
from pipelines.schemas.columns import CATEGORIES
from pipelines.transform.classify import Classifier, Purchase, default_classifier

PRECISION, RECALL, MACRO_F1 = 0.97, 0.92, 0.85


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return default_classifier()


@pytest.mark.parametrize("name", SETS)
def test_topic_and_categories_hold_the_thresholds(name: str, classifier: Classifier) -> None:
    titles = labelled(*SETS[name], classifier)

    right, told, ours = topic_counts(titles)

    assert len(titles) >= 100
    assert right / told >= PRECISION
    assert right / ours >= RECALL
    assert macro_f1(titles)[0] >= MACRO_F1


def test_made_up_titles_are_marked_and_cover_every_category_and_trap() -> None:
    with (TITLES / "titles-own.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {row["source"] for row in rows} == {"made up for this test"}
    assert {row["label"] for row in rows} == {"none", *CATEGORIES}
    assert sum(row["label"] == "none" for row in rows) >= 70


def test_wilson_interval_of_a_worked_case() -> None:
    low, high = wilson(9, 10)

    assert (round(low, 4), round(high, 4)) == (0.5958, 0.9821)


def test_an_announcement_decides_when_the_title_says_nothing(classifier: Classifier) -> None:
    topic = classifier.one(Purchase("Договор №39", announcement="Мониторинг СМИ и социальных сетей"))

    assert (topic.category, topic.score) == ("media.monitoring", 0.8)
    assert "мониторинг" in topic.words


def test_goods_of_a_unit_do_not_outweigh_a_title_of_other_goods(classifier: Classifier) -> None:
    topic = classifier.one(Purchase("Канцелярские товары", units=("Ручка", "Флеш-накопитель 16 GB")))

    assert topic.category is None


def test_units_decide_together_when_nothing_else_speaks(classifier: Classifier) -> None:
    of_computers = Purchase("Договор", units=("Ноутбук", "Мышь компьютерная"), codes=("262011.100.000004",))
    misused = Purchase("Договор", units=("Карта сетевая", "Чипсы картофельные"), codes=("261220.000.000032",))

    assert classifier.one(of_computers).category == "it.hardware"
    assert classifier.one(misused).category is None


def test_media_money_under_an_it_title_is_media(classifier: Classifier) -> None:
    title = "Ақпараттық жүйелерді контентті толтыру және модераторлау қызметтері"

    alone = classifier.one(Purchase(title_kk=title))
    with_film = classifier.one(Purchase(title_kk=f"{title}: тарихи фильм, бейнеролик түсіру"))

    assert alone.category == "media.smm"
    assert with_film.category == "media.event_promo"


@pytest.mark.parametrize(
    ("title", "category"),
    [
        pytest.param("Сопровождение ПО", "it.support", id="software"),
        pytest.param("Приобретение ПО", "it.licences", id="software bought"),
        pytest.param("Рабочии\u0306 ПО: установка", "it.support", id="a letter typed as two characters"),
        pytest.param("Сопровождение по договору", None, id="the small word"),
        pytest.param("УСЛУГИ ПО СОПРОВОЖДЕНИЮ ДЕТЕЙ", None, id="all in capital letters"),
        pytest.param("Услуги ПО ремонту кровли", None, id="the small word in capitals by mistake"),
    ],
)
def test_software_in_capital_letters_is_told_from_the_small_word(classifier: Classifier, title, category) -> None:
    purchase = Purchase(title)
    frame = pl.DataFrame(
        {"texts": [purchase.texts()], "codes": [[]]},
        schema={"texts": pl.List(pl.String), "codes": pl.List(pl.String)},
    )

    assert classifier.one(purchase).category == category
    assert classifier.frame(frame)["category"].to_list() == [category]


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Іс-шара жоспарын әзірлеу", id="іс is not an information system (ИС)"),
        pytest.param("Бак анализ питьевой воды", id="бак is not the media (БАҚ)"),
        pytest.param("МКҚК қазандығын жөндеу", id="an enterprise is not a cadastre"),
    ],
)
def test_short_words_that_fall_together_with_abbreviations_mislead_nobody(classifier: Classifier, title) -> None:
    assert classifier.one(Purchase(title)).category is None


@pytest.mark.parametrize(
    ("purchase", "category", "score"),
    [
        pytest.param(Purchase("Ноутбук", codes=("262011.100.000004",)), "it.hardware", 0.85, id="word and code agree"),
        pytest.param(Purchase("Ноутбук"), "it.hardware", 0.8, id="word alone"),
        pytest.param(Purchase("Ноутбук", codes=("582950.000.000001",)), "it.hardware", 0.7, id="code of a rival"),
        pytest.param(Purchase("Услуги", codes=("611042.100.000000",)), "it.telecom", 0.6, id="code alone"),
        pytest.param(Purchase("Товары", codes=("263022.000.000004",)), "it.hardware", 0.55, id="weaker code alone"),
        pytest.param(Purchase("Чайник", codes=("263022.000.000004",)), None, 0.0, id="weaker code beside other words"),
        pytest.param(Purchase("Чипсы", codes=("262011.100.000004",)), None, 0.0, id="code misused"),
        pytest.param(Purchase("Договор №5"), None, 0.0, id="nothing said"),
        pytest.param(Purchase(), None, 0.0, id="nothing at all"),
    ],
)
def test_the_score_says_what_decided(classifier: Classifier, purchase: Purchase, category, score) -> None:
    topic = classifier.one(purchase)

    assert (topic.category, topic.score) == (category, score)
