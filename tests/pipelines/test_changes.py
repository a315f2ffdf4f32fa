"""What changed between two editions: the quick way tells what a plain comparison of every row tells."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.history import changes
from pipelines.schemas import CONTENT
from pipelines.transform.frames import frame

TEXTS = st.none() | st.sampled_from(["", "a", "b", "ab", "\x1f", "\x1e", "\x00", "a\x1fb"])
ROWS = st.dictionaries(
    st.sampled_from(["r1", "r2", "r3", "r4"]),
    st.fixed_dictionaries(
        {
            "title_ru": TEXTS,
            "title_kk": TEXTS,
            "category_evidence": st.lists(TEXTS.filter(lambda text: text is not None), max_size=2),
            "counted_with": st.lists(st.sampled_from(["a", "b"]), max_size=2),
            "counted_kzt": st.sampled_from([Decimal("0.00"), Decimal("0.01"), Decimal("1.00")]),
            "year_from": st.sampled_from([None, 2024, 2025]),
            "counted": st.booleans(),
        }
    ),
)


def records(rows):
    return frame(({"record_id": record_id} | row for record_id, row in rows.items()), CONTENT["records"])


def plainly(before, after):
    """Compare every row as it is."""
    was, now = ({row["record_id"]: row for row in side.iter_rows(named=True)} for side in (before, after))
    told = []
    for record_id in sorted(was | now):
        old, new = was.get(record_id), now.get(record_id)
        if old != new:
            fields = [name for name in new if new[name] != old[name]] if old and new else []
            word = "added" if old is None else "gone" if new is None else "changed"
            told.append((record_id, word, old and old["counted_kzt"], new and new["counted_kzt"], fields))
    return told


@given(ROWS, ROWS)
def test_any_two_editions(before, after):
    before, after = records(before), records(after)

    assert changes(before, after).rows() == plainly(before, after)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"category_evidence": []}, {"category_evidence": [""]}, id="no word and an empty word"),
        pytest.param({"category_evidence": ["a\x1fb"]}, {"category_evidence": ["a", "b"]}, id="two words and one"),
        pytest.param({"title_ru": None}, {"title_ru": ""}, id="missing and empty"),
        pytest.param({"title_ru": "a", "title_kk": None}, {"title_ru": None, "title_kk": "a"}, id="another column"),
    ],
)
def test_rows_that_look_alike_are_told_apart(one, other):
    same = {"category_evidence": [], "counted_with": [], "counted_kzt": Decimal(0), "counted": False}

    told = changes(records({"r1": same | one}), records({"r1": same | other}))

    assert told["change"].to_list() == ["changed"]
    assert set(told["fields"][0]) == set(one)


def test_in_the_first_edition_everything_is_new():
    after = records({"r1": {"counted_kzt": Decimal("1.00"), "category_evidence": [], "counted_with": []}})

    assert changes(None, after).rows() == [("r1", "added", None, Decimal("1.00"), [])]


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(lambda rows: rows.drop("title_ru"), id="a column that is new"),
        pytest.param(lambda rows: rows.with_columns(pl.lit("x").alias("old")), id="a column that is gone"),
        pytest.param(lambda rows: rows.with_columns(pl.col("year_from").cast(pl.Int64)), id="a column of another type"),
        pytest.param(lambda rows: rows.select(reversed(rows.columns)), id="columns in another order"),
    ],
)
def test_another_form_of_the_table_is_no_change_of_its_records(before):
    after = records({"r1": {"title_ru": "a", "year_from": 2024, "category_evidence": [], "counted_with": []}})

    assert changes(before(after), after).is_empty()
