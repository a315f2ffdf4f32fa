"""No text of a picture is wider than its room, and every Kazakh letter is in our fonts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from dashboard.pictures.lettering import CUT, FONTS, SERIF, STRONG, TEXT, TITLE, at_most, cut, fitted, width_of, wrapped

LETTERS = "әғқңөұүһіӘҒҚҢӨҰҮҺІ₸№«»—–… "
LABELS = st.text(alphabet=st.sampled_from("ҚазақТеңгеміліWi.,;:-/ \u00a01234567890₸№"), max_size=120)
ROOM = 180.0


@pytest.mark.parametrize("font", [TITLE, SERIF, TEXT, STRONG], ids=lambda font: font.file)
@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_of_ours_has_a_glyph(font, letter):
    face = ImageFont.truetype(str(FONTS / font.file), 100)

    missing = bytes(face.getmask("\U0001f600"))

    assert letter.isspace() or bytes(face.getmask(letter)) != missing


@given(LABELS)
def test_wrapped_lines_never_leave_their_room(text):
    lines = wrapped(text, TEXT, 16, ROOM)

    assert all(width_of(line, TEXT, 16) <= ROOM for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(LABELS)
def test_cut_text_fits_and_says_that_it_was_cut(text):
    shown = cut(text, STRONG, 20, ROOM)

    assert width_of(shown, STRONG, 20) <= ROOM
    assert shown == text or shown.endswith(CUT)


@given(LABELS, st.integers(1, 4))
def test_no_more_lines_than_asked_for(text, most):
    lines = at_most(wrapped(text, TEXT, 16, ROOM), most, TEXT, 16, ROOM)

    assert len(lines) <= most
    assert all(width_of(line, TEXT, 16) <= ROOM for line in lines)


@given(LABELS)
def test_fitted_title_stays_in_its_box(text):
    made = fitted(text, TITLE, (40, 30, 20), 300, 120, 1.2)

    assert len(made.lines) * made.size * 1.2 <= 120
    assert all(width_of(line, TITLE, made.size) <= 300 for line in made.lines)


def test_long_title_takes_a_smaller_size_before_it_is_cut():
    short, long = "Жамбыл: 742 млн ₸", "Жамбыл облысы: әзірге 742 млн ₸ табылды, соның ішінде шарттар 144 млн ₸"

    assert fitted(short, TITLE, (40, 30, 20), 420, 120, 1.2).size == 40
    made = fitted(long, TITLE, (40, 30, 20), 420, 120, 1.2)
    assert made.size < 40
    assert " ".join(made.lines) == long


def test_number_and_its_unit_stay_on_one_line():
    assert wrapped("всего 742\u00a0млн\u00a0₸", TEXT, 16, 90) == ["всего", "742\u00a0млн\u00a0₸"]
