"""Observations say when they were counted, hearings say the same in each language; what does not is held back."""

import pytest

from tests.pipelines.running import facts_plus, real_rows

OBSERVATIONS, HEARINGS = "curated/observations.jsonl", "curated/hearings.jsonl"
COUNTED = real_rows(OBSERVATIONS)[0] | {"id": "obs-new"}
HEARD = real_rows(HEARINGS)[0] | {"id": "hearing-new"}


@pytest.mark.parametrize(
    ("file", "row", "field", "expected"),
    [
        pytest.param(OBSERVATIONS, COUNTED | {"as_of": None}, "as_of", "says when it was counted", id="no time"),
        pytest.param(OBSERVATIONS, COUNTED | {"about": {"record": "x"}}, "about", "system or body", id="of a record"),
        pytest.param(OBSERVATIONS, COUNTED | {"value": 2.5}, "value", "a whole number", id="half a person"),
        pytest.param(
            HEARINGS,
            HEARD | {"present_ru": ["акимат"]},
            "present_ru",
            "as many lines as the English",
            id="present",
        ),
        pytest.param(
            HEARINGS, HEARD | {"open_questions_kk": ["?"]}, "open_questions_kk", "as many lines", id="fewer questions"
        ),
        pytest.param(HEARINGS, HEARD | {"about_systems": ["none"]}, "about_systems", "an id of systems", id="system"),
        pytest.param(HEARINGS, HEARD | {"place": "atlantis"}, "place", "an id of places", id="no place"),
    ],
)
def test_what_is_not_whole_is_held_back_in_words(file, row, field, expected):
    (problem,) = facts_plus(file, row).problems

    assert problem.blocks
    assert field in problem.field
    assert expected in problem.expected


@pytest.mark.parametrize(
    ("file", "row"),
    [
        pytest.param(OBSERVATIONS, COUNTED | {"as_of": None, "period": "2023"}, id="counted over a year"),
        pytest.param(HEARINGS, HEARD | {"open_questions_ru": [], "open_questions_kk": []}, id="not translated yet"),
    ],
)
def test_what_is_whole_is_taken(file, row):
    assert not facts_plus(file, row).problems
