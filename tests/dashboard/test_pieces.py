"""Pieces of a page as HTML: what opens on demand, what stays in sight."""

import pytest
from markupsafe import Markup

from dashboard.body import Bars, Beside, Body, Facts, Figure, Fold, Heading, Keys, Needs, Rows, Section
from dashboard.html import pieces
from dashboard.html.first_paint import ROWS, first_paint
from dashboard.html.inputs import Bar, Cell, Column, Fact, Key, NeedLine, Pager, Table
from dashboard.words import words

TR = words("en")


def table(count, pager=None):
    rows = [{"name": Cell(f"row-{number}")} for number in range(count)]
    return Table([Column("name", "Name")], rows, "Caption", pager=pager)


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        pytest.param(Markup("<p>plain</p>"), "<p>plain</p>", id="markup"),
        pytest.param(Section("Title", "Sentence", "there"), 'id="there"', id="section"),
        pytest.param(Keys([Key("Label", "42")]), "42", id="keys"),
        pytest.param(Rows(table(1)), "row-0", id="rows"),
        pytest.param(Rows(table(1), anchor="there"), 'id="there"', id="rows a link names"),
        pytest.param(Bars([Bar("One", "7 ₸", 0.5)]), "7 ₸", id="bars"),
        pytest.param(Facts([Fact("Term", Cell("Meaning"))]), "Meaning", id="facts"),
        pytest.param(Needs([NeedLine("Buses", "Three of them.")]), "Three of them.", id="needs"),
        pytest.param(Fold("Open me", (Facts([Fact("Term", Cell("Meaning"))]),)), "Meaning", id="fold"),
    ],
)
def test_every_still_piece_is_drawn(piece, text):
    assert text in pieces.still(TR, piece)


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(Rows(table(2), fold="Open me"), id="rows"),
        pytest.param(Bars([Bar("One", "7 ₸", 0.5)], fold="Open me"), id="bars"),
        pytest.param(Fold("Open me", (Rows(table(2)), Rows(table(2)))), id="several"),
    ],
)
def test_a_fold_opens_on_demand(piece):
    drawn = pieces.still(TR, piece)

    assert drawn.startswith("<details")
    assert "<summary>Open me</summary>" in drawn


def test_rows_beyond_those_open_are_folded_and_the_ways_to_other_pages_stay_in_sight():
    pager = Pager(1, 5, 12, next_href="/open?page=2")

    open_rows, folded, after = _in_three(pieces.still(TR, Rows(table(5, pager), shown=2)))

    assert [f"row-{number}" in open_rows for number in range(5)] == [True, True, False, False, False]
    assert [f"row-{number}" in folded for number in range(5)] == [False, False, True, True, True]
    assert after.count('rel="next"') == 1
    assert "rel=" not in open_rows + folded


def _in_three(drawn):
    before, _, rest = drawn.partition("<details")
    inside, _, after = rest.partition("</details>")
    return before, inside, after


def test_rows_that_all_stand_open_keep_their_pager_once():
    drawn = pieces.still(TR, Rows(table(2, Pager(1, 2, 12, next_href="/open?page=2")), shown=10))

    assert "<details" not in drawn
    assert drawn.count('rel="next"') == 1


def test_pieces_in_columns_and_folds_are_found():
    figure = Figure("one", "One", lambda _: None, alt="")
    inside = Rows(table(1))
    made = Body(None, Heading("Title"), (Section("a"), Beside((figure,), (Fold("Open me", (inside,)),))))

    assert list(made.every()) == [Section("a"), figure, inside]
    assert made.figure("one") is figure
    assert made.figure("two") is None


@pytest.mark.parametrize(
    ("piece", "told"),
    [
        pytest.param(Rows(table(ROWS)), None, id="all rows"),
        pytest.param(Rows(table(ROWS + 4)), f"Shown: {ROWS} of 12.", id="some rows"),
        pytest.param(Rows(table(ROWS, Pager(1, ROWS, 50))), f"Shown: {ROWS} of 50.", id="a page of a list"),
        pytest.param(Bars([Bar("One", "7 ₸", 0.5)] * (ROWS + 1)), f"Shown: {ROWS} of 9.", id="some bars"),
    ],
)
def test_what_stands_before_the_app_says_how_much_it_leaves_out(piece, told, ask_page):
    first = first_paint(Body(ask_page("records"), Heading("Title"), (piece,)))

    assert ("Shown:" in first) == (told is not None)
    assert (told or "") in first
