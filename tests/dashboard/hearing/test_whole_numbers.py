"""Numbers in the words of sources stay on one line; years and other numbers side by side are left alone."""

import pytest

from dashboard.hearing import needs, sides
from dashboard.hearing.pack import Needed, Sides
from dashboard.hearing.whole_numbers import whole_numbers
from tests.dashboard.hearing.reading_packs import only


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        pytest.param("затем 987 528, 1 987 872 и 34 523 392", "затем 987_528, 1_987_872 и 34_523_392", id="groups"),
        pytest.param("долг 2 158 962,54 тенге", "долг 2_158_962,54 тенге", id="fraction"),
        pytest.param("93 млн тенге", "93_млн тенге", id="scaled in Russian"),
        pytest.param("93 мың теңге", "93_мың теңге", id="scaled in Kazakh"),
        pytest.param("6.5 billion tenge", "6.5_billion tenge", id="scaled in English"),
        pytest.param("в 2020 500 человек", "в 2020 500 человек", id="year and number"),
        pytest.param("13 человек, 25 2020", "13 человек, 25 2020", id="no groups"),
        pytest.param("10 millions-worth of 5 миллионов", "10 millions-worth of 5 миллионов", id="another word"),
    ],
)
def test_number_stays_on_one_line(text, whole):
    assert whole_numbers(text).replace("\u00a0", "_") == whole
    assert whole_numbers(text).replace("\u00a0", " ") == text


def test_what_was_said_and_what_is_lacking_keep_their_numbers_whole(ask):
    page = ask("place=taraz&system=open-akimat&system=taraz-media-centre")

    assert any("79\u00a0million" in one.text for one in only(sides.chapter(page), Sides).paid)
    signs = [sign.text for row in only(needs.chapter(page), Needed).rows for sign in row.evidence]
    assert any("93\u00a0million" in text for text in signs)
