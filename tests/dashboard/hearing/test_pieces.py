"""Blocks cut into slides: nothing is lost, lines that belong together stay together, all languages have as many."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from dashboard.hearing import room
from dashboard.hearing.boards import boards
from dashboard.hearing.pack import (
    Chapter,
    Entry,
    Listed,
    Needed,
    Numbered,
    Numbers,
    Pictured,
    Sides,
    Tabled,
    Told,
)
from dashboard.hearing.pieces import MANY_NEEDS, pieces
from dashboard.hearing.sharing import divided, spans
from dashboard.hearing.slides import slides
from dashboard.html.inputs import Cell, Key, NeedLine, Said
from dashboard.pictures.svg import Drawing
from tests.dashboard.hearing.packs import (
    listed,
    needed,
    pack_of,
    tabled,
    undrawn,
)
from tests.dashboard.reading_html import Read

LANGUAGES = ("kk", "ru", "en")
EVIL = '<script>alert("1")</script>&'
TALL = 500.0
NUMBERS = Numbers((Key("contracts", "79 million ₸"), Key("plans", "14 million ₸"), Key("records", "2")))


@pytest.fixture
def page(ask_page):
    return ask_page("records", lang="ru")


def cut(*blocks):
    return [row[0].block for row in pieces(blocks, lambda _: TALL)]


def test_key_numbers_stand_together_and_each_question_has_a_slide():
    chapter = Chapter("x", "X", "So far.", (NUMBERS, Numbered(("why?", "when?"))))

    made = [row[0] for row in boards((chapter,))]
    assert [one.kind for one in made] == ["numbers", "numbered", "numbered"]
    assert made[0].sentence == "So far."
    assert list(made[0].block.items) == list(NUMBERS.items)
    assert [one.start for one in made[-2:]] == [1, 2]


def test_short_text_stands_under_what_it_follows(page):
    chapter = Chapter("x", "X", "", (NUMBERS, Told(("Some are not exact.",))))

    made = [row[0] for row in boards((chapter,))]
    assert [one.after for one in made] == [("Some are not exact.",)]
    assert "Some are not exact." in Read(slides({"ru": pack_of(page, *chapter.blocks)})).text


def test_short_text_without_room_stands_on_the_slide_that_opens_the_chapter():
    said = [Said("Akimat", "reply " * 60, "2020", Cell("paper")) for _ in range(4)]
    long = "1 more has no room. " * 14
    chapter = Chapter("x", "X", "Both sides.", (Sides(("a", "b"), said, said), Told((long,))))

    made = [row[0] for row in boards((chapter,))]
    assert (made[0].block, made[0].after) == (None, (long,))
    assert sum(len(one.after) for one in made) == 1


def test_line_that_only_leads_further_has_no_slide_of_its_own(page):
    more = Listed((Entry(Cell("24 more needs", href="/needs")),))

    made = [row[0] for row in boards((Chapter("x", "X", "", (needed(page), more)),))]
    assert [one.after for one in made if one.after] == [("24 more needs",)]
    assert not made[[bool(one.after) for one in made].index(True)].aside


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

    made = [one for one in cut(block) if isinstance(one, Needed)]
    assert all(len(one.rows) == 1 for one in made)
    for row in block.rows:
        parts = [one.rows[0] for one in made if one.rows[0].name == row.name]
        assert [cost for part in parts for cost in part.costs] == list(row.costs)
        assert [sign for part in parts for sign in part.evidence] == list(row.evidence)
        assert [part.sentence for part in parts] == [row.sentence] + [""] * (len(parts) - 1)


@pytest.mark.parametrize(
    ("many", "kinds"),
    [
        pytest.param(MANY_NEEDS - 1, [("Needed", False)] * (MANY_NEEDS - 1), id="few"),
        pytest.param(MANY_NEEDS, [("Listed", False)] + [("Needed", True)] * MANY_NEEDS, id="many"),
    ],
)
def test_many_needs_are_a_list_and_their_prices_stand_aside(many, kinds):
    rows = tuple(NeedLine(f"need {number}", f"{number} of them", href="") for number in range(many))

    made = [row[0] for row in pieces((Needed(rows),), lambda _: TALL)]
    assert [(type(one.block).__name__, one.aside) for one in made] == kinds
    if many >= MANY_NEEDS:
        told = [(row.title.text, row.notes[0].text) for row in made[0].block.rows]
        assert told == [(row.name, row.sentence) for row in rows]


def test_figure_too_high_for_a_room_has_a_slide_for_each_part_on_one_scale(page):
    parts = tuple(Drawing(400, high, Markup(f"<text>part {high}</text>")) for high in (200, 260, 180))
    whole = Drawing(400, 700, Markup("<text>all</text>"), parts=parts)
    block = undrawn(page)
    high = replace(block, figure=replace(block.figure, vector=lambda _: whole))

    made = [row[0] for row in pieces((high,), lambda _: TALL)]
    drawn = [one.block.figure.vector(400) for one in made if isinstance(one.block, Pictured)]
    assert [one.marks for one in drawn] == [one.marks for one in parts]
    assert {one.height for one in drawn} == {260}
    assert [isinstance(one.block, Tabled) for one in made if one.aside] == [True]
    assert [one.aside for one in made[:3]] == [False] * 3


def test_long_line_under_a_figure_of_parts_is_told_once_before_them_and_a_short_one_under_each(page):
    parts = tuple(Drawing(400, 250, Markup(f"<text>part {number}</text>")) for number in range(3))
    whole = Drawing(400, 750, Markup("<text>all</text>"), parts=parts)
    block = undrawn(page)
    high = replace(block, figure=replace(block.figure, vector=lambda _: whole))
    long = replace(high, foot="These are separate facts found so far. " * 10)

    short_feet = [one.foot for one in cut(high) if isinstance(one, Pictured)]
    first, *after = pieces((long,), lambda _: TALL)
    assert short_feet == [high.foot] * 3
    assert (first[0].title, first[0].block) == (block.figure.title, Told((long.foot,)))
    assert [one[0].block.foot for one in after if isinstance(one[0].block, Pictured)] == [""] * 3


def test_side_that_says_more_goes_on_over_the_whole_width(page):
    source = Cell("paper")
    one, many = [Said("a", "short", "", source)], [Said("b", "word " * 45, "", source) for _ in range(6)]

    made = [row[0].block for row in pieces((Sides(("first", "second"), one, many),), lambda _: 600.0)]
    alone = [slide for slide in made if not slide.paid]
    assert [said for slide in made for said in slide.asking] == many
    assert max(len(slide.asking) for slide in alone) > len(made[0].asking)
    assert "sides-alone" in slides({"ru": pack_of(page, Sides(("first", "second"), one, many))})


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
    assert " ".join(" ".join(made).replace("…", "").split()) == " ".join(words_of_it)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param(
            "Он подтвердил увиденное, и упрекнул всех.",
            ["Он подтвердил увиденное, …", "… и упрекнул всех."],
            id="pause",
        ),
        pytest.param("одно слово за другим", ["одно слово …", "… за другим"], id="no pause"),
    ],
)
def test_sentence_that_breaks_off_says_that_it_goes_on(text, parts):
    assert divided(text, 2) == parts


def test_text_is_divided_where_a_sentence_ends():
    text = "Первое предложение здесь кончается. Второе предложение кончается тут."

    assert divided(text, 2) == ["Первое предложение здесь кончается.", "Второе предложение кончается тут."]


def test_longer_text_is_higher_and_nothing_has_no_height():
    assert room.text("") == 0
    assert room.text("слово " * 20) < room.text("слово " * 60)
    assert room.text("ы" * 200) >= 2 * room.SIZE
