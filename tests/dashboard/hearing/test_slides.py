"""The pack as slides: as many in every language, nothing is fetched, nothing is lost when blocks are cut."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from dashboard.hearing import room
from dashboard.hearing.boards import boards, decks
from dashboard.hearing.pack import Chapter, Entry, Listed, Needed, Numbered, Numbers, Sides, Tabled, Terms, Told
from dashboard.hearing.pieces import divided, pieces, spans
from dashboard.hearing.slides import slides
from dashboard.html.inputs import Cell, Said
from tests.dashboard.hearing.packs import (
    WORDS,
    empty_pack,
    full_pack,
    listed,
    needed,
    numbers,
    pack_of,
    tabled,
    undrawn,
)
from tests.dashboard.hearing.reading_html import Read, outside_of_styles

LANGUAGES = ("kk", "ru", "en")
EVIL = '<script>alert("1")</script>&'
TALL = 500.0


@pytest.fixture
def packs(ask_page):
    return {lang: full_pack(ask_page("records", lang=lang)) for lang in LANGUAGES}


@pytest.fixture
def page(ask_page):
    return ask_page("records", lang="ru")


def cut(*blocks):
    return [row[0].block for row in pieces(blocks, lambda _: TALL)]


def test_screen_fetches_its_script_alone(packs):
    html = slides(packs, "/screen.js?v=1")

    assert Read(html).fetched() == ["/screen.js?v=1"]
    assert outside_of_styles(html) == []
    assert len(re.findall("<script", html)) == 1


def test_no_script_stands_in_the_page_nor_in_its_elements(packs):
    read = Read(slides(packs))

    assert [name for _, given in read.tags for name in given if name.startswith("on")] == []
    assert read.nests


def test_languages_have_as_many_slides_of_the_same_kinds(packs):
    read = Read(slides(packs))

    kinds = {lang: [] for lang in LANGUAGES}
    for one in read.all("section"):
        kinds[one["id"][:2]].append(one["class"])
    assert kinds["kk"] == kinds["ru"] == kinds["en"]
    assert len(kinds["kk"]) > 20


def test_first_language_is_shown_and_others_wait(packs):
    decks_read = Read(slides(packs)).all("main")

    assert [(given["lang"], "hidden" in given) for given in decks_read] == [("kk", False), ("ru", True), ("en", True)]


def test_slides_are_numbered_and_each_has_its_name(packs):
    read = Read(slides(packs))

    names = [given["id"] for given in read.all("section")]
    count = len(names) // 3
    assert names[:count] == [f"kk-{number}" for number in range(1, count + 1)]
    assert f"{count} / {count}" in read.text


def test_code_of_the_link_stands_on_every_slide(packs):
    read = Read(slides(packs))

    assert len(read.all("use")) == len(read.all("section"))
    assert {given["href"] for given in read.all("use")} == {"#code-kk", "#code-ru", "#code-en"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_a_pack_says_stands_on_slides(packs, language):
    text = Read(slides(packs)).text

    missing = [
        key for key, said in WORDS[language].items() if key not in {"empty", "title"} and said.strip() not in text
    ]
    assert missing == []


def test_sum_of_the_finding_is_set_off(ask_page):
    html = slides({"ru": replace(full_pack(ask_page("records", lang="ru")), title="Тараз: 93\u00a0млн\u00a0₸ всего")})

    assert "<h1>Тараз: <strong>93\u00a0млн\u00a0₸</strong> всего</h1>" in html


@pytest.mark.parametrize(
    ("title", "sum_shown"),
    [
        ("Astana: 125 million ₸ found so far, 14 million ₸ planned", "125 million ₸"),
        ("Астана: 125 000 000,50 ₸", "125 000 000,50 ₸"),
        ("2020: nothing", None),
    ],
)
def test_first_sum_is_found_in_titles(page, title, sum_shown):
    found = re.search(r"<strong>(.*?)</strong>", slides({"ru": replace(full_pack(page), title=title)}))

    assert (found[1] if found else None) == sum_shown


def test_titles_are_escaped(page):
    pack = replace(full_pack(page), title=EVIL, lead=EVIL, about=EVIL, notices=(EVIL,), edition=EVIL)
    html = slides({"ru": pack})

    assert EVIL not in html
    assert html.count(str(escape(EVIL))) > 20


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(Told((EVIL,)), id="text"),
        pytest.param(Listed((Entry(Cell(EVIL), EVIL, (Cell(EVIL),)),)), id="list"),
        pytest.param(Sides((EVIL, EVIL), (), ()), id="sides"),
        pytest.param(Numbered((EVIL,)), id="question"),
        pytest.param(Terms(((EVIL, EVIL),)), id="terms"),
    ],
)
def test_texts_are_escaped(page, block):
    html = slides({"ru": pack_of(page, block)})

    assert EVIL not in html
    assert str(escape(EVIL)) in html


def test_links_open_beside_the_slides(page):
    away = [given for given in Read(slides({"ru": full_pack(page)})).all("a") if "data-language" not in given]

    assert away
    assert {given["target"] for given in away} == {"_blank"}


def test_notices_of_the_link_have_a_slide(page):
    pack = empty_pack(page)

    with_one, without = slides({"ru": replace(pack, notices=("cut short",))}), slides({"ru": pack})
    assert with_one.count("<section") == without.count("<section") + 1
    assert "cut short" in with_one


def test_long_finding_has_its_slide_to_itself_in_every_language(ask_page):
    packs = {lang: full_pack(ask_page("records", lang=lang)) for lang in LANGUAGES}
    plain = slides(packs)

    long = slides(packs | {"ru": replace(packs["ru"], title="Найдено на сегодня 93 млн ₸ и ещё. " * 7)})

    assert long.count("<section") == plain.count("<section") + 3
    assert all(Read(long).text.count(pack.lead) == 1 for pack in packs.values())


def test_empty_pack_says_so_on_its_slides(page):
    assert WORDS["ru"]["empty"] in Read(slides({"ru": empty_pack(page)})).text


def test_no_pack_is_refused():
    with pytest.raises(ValueError, match="at least one pack"):
        slides({})


def test_each_key_number_and_each_question_has_a_slide(page):
    chapter = Chapter("x", "X", "", (numbers(page), Numbered(("why?", "when?"))))

    made = [row[0] for row in boards((chapter,))]
    assert [one.kind for one in made] == ["numbers"] * 4 + ["numbered"] * 2
    assert [one.start for one in made[-2:]] == [1, 2]
    assert {one.kicker for one in made[:4]} == {"X"}


def test_lists_have_at_most_five_lines_a_slide_and_lose_none(page):
    block = listed(page, 12)

    made = cut(block)
    assert [row for one in made for row in one.rows] == list(block.rows)
    assert max(len(one.rows) for one in made) <= 5
    assert [one.left_out for one in made] == [None] * (len(made) - 1) + [block.left_out]


def test_long_first_line_of_a_list_leaves_the_sentence_a_slide_of_its_own():
    row, sentence = Entry(Cell("слово " * 120)), "смысл " * 60

    made = [one[0] for one in boards((Chapter("x", "X", sentence, (Listed((row,)),)),))]
    assert [(one.sentence, one.block.rows) for one in made] == [(sentence, ()), ("", (row,))]


def test_need_with_much_to_say_has_its_prices_on_the_next_slide(page):
    row = replace(needed(page).rows[0], sentence="слово " * 150)

    made = [one.rows[0] for one in cut(Needed((row,)))]
    assert made[0].sentence == row.sentence
    assert not made[0].costs
    assert [cost for one in made[1:] for cost in one.costs] == list(row.costs)


def test_tables_lose_no_row_and_each_slide_has_the_columns(page):
    block = tabled(page, 30)

    made = cut(block)
    assert [row for one in made for row in one.table.rows] == list(block.table.rows)
    assert {tuple(one.table.columns) for one in made} == {tuple(block.table.columns)}


def test_figure_without_a_drawing_is_its_table(page):
    block = undrawn(page)

    assert [type(one) for one in cut(block)] == [Tabled]


def test_needs_stand_one_a_slide_with_all_their_prices(page):
    block = needed(page)

    made = cut(block)
    assert all(len(one.rows) == 1 for one in made)
    for row in block.rows:
        parts = [one.rows[0] for one in made if one.rows[0].name == row.name]
        assert [cost for part in parts for cost in part.costs] == list(row.costs)
        assert [sign for part in parts for sign in part.evidence] == list(row.evidence)
        assert [part.sentence for part in parts] == [row.sentence] + [""] * (len(parts) - 1)


def test_sides_lose_no_word_and_outcomes_come_after(page):
    source = Cell("paper")
    paid = [Said("Akimat", f"reply {number} " * 9, "2020", source) for number in range(3)]
    asking = [Said("Residents", f"objection {number}. " * 90, "2021", source) for number in range(2)]
    outcome = Said("Court", "decided", "2022", source)

    made = cut(Sides(("a", "b"), paid, asking, "end", [outcome]))
    assert [one.text for slide in made for one in slide.paid] == [one.text for one in paid]
    assert " ".join(one.text for slide in made for one in slide.asking) == " ".join(one.text for one in asking)
    assert [one.outcomes for one in made][-1] == [outcome]
    assert all(not (one.outcomes and (one.paid or one.asking)) for one in made)


def test_side_that_has_said_all_is_not_called_silent(page):
    one, long = Said("a", "short", "", Cell("s")), Said("b", "word " * 500, "", Cell("s"))

    text = Read(slides({"ru": pack_of(page, Sides(("a", "b"), [one], [long]))})).text
    tr = page.tr
    assert tr("What this side said stands on the slides before.") in text
    assert tr("No statement of this side was found so far.") not in text


def test_blank_of_minutes_keeps_its_lines_and_fields():
    block = Numbered(tuple("abcdefghijklmn"), lines=4, fields=("date", "signature"))

    made = cut(block)
    assert [text for one in made for text in one.items] == list(block.items)
    assert [text for one in made for text in one.fields] == list(block.fields)


def test_short_text_leads_the_list_after_it(page):
    chapter = Chapter("x", "X", "", (Told(("See these:",)), listed(page, 1)))

    made = [row[0] for row in boards((chapter,))]
    assert (made[0].kind, made[0].sentence) == ("listed", "See these:")


def test_language_with_most_to_say_decides_for_all():
    short, long = Told(("a", "b", "c")), Told(tuple("слово " * 90 for _ in range(3)))

    made = pieces((short, long), lambda _: TALL)
    assert [[piece.block.paragraphs for piece in row] for row in made] == [
        [("a",), (long.paragraphs[0],)],
        [("b",), (long.paragraphs[1],)],
        [("c",), (long.paragraphs[2],)],
    ]


def test_languages_that_differ_still_have_as_many_slides(page):
    one, other = pack_of(page, Told(("a",))), pack_of(page, Terms((("a", "b"),)), Numbers(numbers(page).items))

    assert len({len(deck) for deck in decks([one, other])}) == 1


def test_every_kind_of_block_can_be_cut(packs):
    kinds = {type(block) for pack in packs.values() for chapter in pack.chapters for block in chapter.blocks}

    assert {Told, Numbers, Listed, Tabled, Sides, Needed, Numbered, Terms} <= kinds
    assert all(len(set(map(len, decks([pack])))) == 1 for pack in packs.values())


@given(st.lists(st.floats(1, 900), max_size=40), st.integers(1, 9))
def test_lines_are_shared_out_in_order_and_slides_are_not_overfull(heights, most):
    shares = spans(heights, lambda _: TALL, most)

    assert [number for share in shares for number in range(share.start, share.stop)] == list(range(len(heights)))
    for share in shares:
        lines = heights[share]
        assert len(lines) <= most
        assert len(lines) <= 1 or sum(lines) <= TALL


@given(st.lists(st.text("абвғ.;", min_size=1, max_size=12), min_size=1, max_size=80), st.integers(1, 12))
def test_divided_text_has_so_many_parts_and_keeps_its_words(words_of_it, parts):
    made = divided(" ".join(words_of_it), parts)

    assert len(made) == parts
    assert " ".join(" ".join(made).split()) == " ".join(words_of_it)


def test_text_is_divided_where_a_sentence_ends():
    text = "Первое предложение здесь кончается. Второе предложение кончается тут."

    assert divided(text, 2) == ["Первое предложение здесь кончается.", "Второе предложение кончается тут."]


def test_longer_text_is_higher_and_nothing_has_no_height():
    assert room.text("") == 0
    assert room.text("слово " * 20) < room.text("слово " * 60)
    assert room.text("ы" * 200) >= 2 * room.SIZE
