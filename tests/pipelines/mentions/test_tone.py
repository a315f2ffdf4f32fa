"""How a post speaks, in Kazakh and Russian, with what turns it round."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import SourceBroken
from pipelines.transform.mentions.tone import Lexicon
from pipelines.transform.mentions.words import Vocabulary, cut
from tests.pipelines.mentions.making import method

WELL, ILL, NEITHER = 1, -1, 0


def tones(texts):
    vocabulary = Vocabulary()
    lexicon = Lexicon(method().tone, method().limit("negation_reach"), vocabulary)
    return lexicon.tones(cut(pl.Series(texts, dtype=pl.String), vocabulary)).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Russian.
        ("Спасибо, аким!", WELL),
        ("СПАСИБО АКИМУ", WELL),
        ("дороги сделали отлично", WELL),
        ("Хорошая работа", WELL),
        ("Позор!", ILL),
        ("Ужасные дороги", ILL),
        ("враньё", ILL),
        ("вранье", ILL),
        ("Аким приехал в школу", NEITHER),
        ("дорога хорошая, автобус плохой", NEITHER),
        ("не хорошо", ILL),
        ("это не очень хорошо", ILL),
        ("не плохо", WELL),
        ("неплохо", NEITHER),
        ("некачественный ремонт", ILL),
        ("без проблем", WELL),
        ("не без проблем", ILL),
        ("не без обмана", ILL),
        ("не без толку", WELL),
        ("проблем нет", WELL),
        ("нет порядка", ILL),
        ("порядка нет", ILL),
        ("в городе порядок", WELL),
        ("нет, хорошо работает", WELL),
        ("не то чтобы хорошо", WELL),
        ("не приехал, спасибо", WELL),
        ("не приехал. Спасибо", WELL),
        ("не приехал но спасибо", WELL),
        ("аким не помог", ILL),
        ("аким помог", WELL),
        ("не только хорошие слова", WELL),
        ("не могу не похвалить, красиво", WELL),
        ("светофор не работает", ILL),
        ("ничего хорошего", ILL),
        ("сидим без воды", ILL),
        ("второй день воды нет", ILL),
        ("уважаемый аким, приезжайте", NEITHER),
        ("уважаю", WELL),
        ("благодаря дождю трава зелёная", NEITHER),
        ("благодарим", WELL),
        ("довольно долго", NEITHER),
        ("жители довольны", WELL),
        ("жители не довольны", ILL),
        ("недовольны", ILL),
        ("работник на воротах", NEITHER),
        ("ни порядка ни ответа", ILL),
        ("cпасибо", WELL),
        # Kazakh.
        ("Рақмет!", WELL),
        ("рахмет", WELL),
        ("Өте жақсы", WELL),
        ("жаксы", WELL),
        ("zhaqsy", WELL),
        ("Жарайсың, әкім", WELL),
        ("жаман жол", ILL),
        ("ұят", ILL),
        ("Ұят-ай", ILL),
        ("Әкім мектепке келді", NEITHER),
        ("жақсы емес", ILL),
        ("жаман емес", WELL),
        ("тәртіп жоқ", ILL),
        ("мәселе жоқ", WELL),
        ("су жоқ", ILL),
        ("көмек жоқ", ILL),
        ("жақсы жол жоқ", ILL),
        ("не жақсы болды осы", WELL),
        ("не жаман", ILL),
        ("көмектесті", WELL),
        ("көмектеспеді", ILL),
        ("мәселе шешілді", NEITHER),
        ("мәселе шешілмеді", ILL),
        ("бәрі тамаша, су жоқ", NEITHER),
        ("рақмет бірақ ұят, масқара", ILL),
        ("жоқ, жақсы", WELL),
        ("жақсы, жоқ", WELL),
        ("ешқандай пайда жоқ", ILL),
        ("лампа жарықсыз қалды", ILL),
        ("Жақсыбаев көшесі", NEITHER),
        # Signs, addresses, nothing.
        ("👍", WELL),
        ("👎 👎", ILL),
        ("Көше 👍👍", WELL),
        ("не 👍", ILL),
        ("https://example.org/спасибо", NEITHER),
        ("@позор", NEITHER),
        ("", NEITHER),
        ("... !!!", NEITHER),
        ("2026", NEITHER),
    ],
)
def test_how_a_post_speaks(text, expected):
    assert tones([text]) == [expected]


NEGATED = [
    *(("не {}", word) for word in ("хорошо", "отлично", "плохо", "красиво", "стыдно", "удобно")),
    *(("{} емес", word) for word in ("жақсы", "жаман", "нашар", "керемет", "әділ", "сапалы")),
    *(("{} жоқ", word) for word in ("тәртіп", "пайда", "шұңқыр")),
    *(("нет {}", word) for word in ("порядка", "толку", "мусора")),
    *(("{} нет", word) for word in ("порядка", "пользы", "мусора")),
    *(("без {}", word) for word in ("толку", "обмана", "мусора")),
]


@pytest.mark.parametrize(("form", "word"), NEGATED)
def test_a_negation_turns_a_word_round(form, word):
    plain, turned = tones([word, form.format(word)])

    assert plain != NEITHER
    assert turned == -plain


@given(
    st.lists(
        st.sampled_from(["спасибо", "не", "позор", "жақсы", "емес", ",", "но", "жоқ", "аким", "без", "проблем"]),
        max_size=12,
    )
)
def test_a_post_speaks_the_same_alone_and_among_others(words):
    text = " ".join(words)

    assert tones([text]) == tones(["не", text, "емес"])[1:2]


def test_a_phrase_decides_instead_of_its_words():
    assert tones(["жұмыс істемейді", "Лифт не работает хорошо", "не хватает"]) == [ILL, NEITHER, ILL]


def test_a_word_under_two_tones_is_refused():
    lists = method().tone
    twice = lists.model_copy(update={"negative": lists.negative.model_copy(update={"ru": ["спасибо"]})})

    with pytest.raises(SourceBroken, match=r"'спасибо' stands under two tones"):
        Lexicon(twice, 2, Vocabulary())
