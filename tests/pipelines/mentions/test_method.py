"""The files of the method: what they must hold, and that the editable lists do what they look like."""

import shutil

import pytest

from pipelines.errors import SourceBroken
from pipelines.folding import fold
from pipelines.schemas import MentionMethod
from pipelines.transform.mentions.method import FOLDER, LIMITS, REASONS, read_method
from pipelines.transform.mentions.tables import method_table
from tests.pipelines.mentions.making import method
from tests.pipelines.running import DATA


@pytest.fixture
def data(tmp_path):
    """A copy of the files that a test may break."""
    shutil.copytree(DATA / FOLDER, tmp_path / FOLDER)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        pytest.param(
            "indicators.toml", "weight_pct = 40", "weight_pct = 30", "weights of volume add up to 90", id="weights"
        ),
        pytest.param(
            "indicators.toml", 'key = "days"', 'key = "luck"', "exactly these indicators", id="another indicator"
        ),
        pytest.param(
            "indicators.toml", 'side = "tone"', 'side = "taste"', r"indicators\.toml: indicator\.4\.side", id="a side"
        ),
        pytest.param("indicators.toml", "weight_pct = 40", 'weight_pct = "40"', "weight_pct", id="a number as text"),
        pytest.param(
            "tenure.toml", 'key = "half_weeks"', 'key = "half_week"', "rules half_weeks are missing", id="a rule"
        ),
        pytest.param("tone.toml", "[boundaries]", "[bounds]", r"tone\.toml: b", id="a part of the file"),
        pytest.param("accounts.toml", "[media]", "[medya", "can't be read", id="no TOML"),
    ],
)
def test_a_file_that_does_not_hold_what_it_must_is_told(data, file, old, new, told):
    path = data / FOLDER / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(SourceBroken, match=told):
        read_method(data)


@pytest.mark.parametrize("file", ["accounts", "tone", "copies", "tenure", "indicators"])
def test_a_missing_file_is_told(data, file):
    (data / FOLDER / f"{file}.toml").unlink()

    with pytest.raises(SourceBroken, match=f"{file}.toml can't be read"):
        read_method(data)


def test_every_limit_that_the_code_asks_for_is_there_and_no_other():
    assert set(method().limits) == set(LIMITS)


def test_the_table_of_the_method_fits_its_schema():
    told = method_table(method())

    assert MentionMethod.is_valid(told)
    assert told["position"].sort().to_list() == list(range(17))


def test_no_mark_of_an_account_is_lost_in_folding():
    for reason in REASONS:
        marks = getattr(method().accounts, reason)
        for name in type(marks).model_fields:
            assert [entry for entry in getattr(marks, name) if not fold(entry)] == [], (reason, name)


def test_no_mark_stands_twice():
    for reason in REASONS:
        marks = getattr(method().accounts, reason)
        for name in type(marks).model_fields:
            entries = getattr(marks, name)
            assert len(set(entries)) == len(entries), (reason, name)
