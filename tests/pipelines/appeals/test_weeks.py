"""Weekly counts: nothing below five, every row accounted for, order and division of rows play no part."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.schemas.needs import SMALLEST_CELL
from pipelines.sources.geography import PlaceRow, RegionRow
from pipelines.sources.open_appeals import Appeal, BadLine
from pipelines.transform.appeals.meaning import Meaning
from pipelines.transform.appeals.places import Places
from pipelines.transform.appeals.weeks import count_weeks
from pipelines.transform.appeals.words import words_of
from tests.pipelines.running import facts_with

TODAY = date(2026, 11, 22)  # A Sunday: its week is not over.
LAMP, BUS, BOTH, NOTHING = "нет фонарей", "нет автобуса", "нет фонарей. нет автобуса", "здравствуйте"
MEANING = Meaning(
    words_of(
        {"needs": [{"need": "lamp", "clear": ["фонар*"]}, {"need": "bus", "clear": ["автобус*"]}]},
        {"lamp", "bus"},
    )
)


@pytest.fixture(scope="module")
def places() -> Places:
    return PLACES


def _places() -> Places:
    facts = facts_with({})
    regions: list[RegionRow] = list(facts.of("regions.csv"))
    towns: list[PlaceRow] = list(facts.of("places.csv"))
    return Places(regions, towns)


PLACES = _places()
appeals = st.builds(
    Appeal,
    text=st.sampled_from([LAMP, BUS, BOTH, NOTHING]),
    day=st.dates(TODAY - timedelta(days=16), TODAY + timedelta(days=2)),
    place=st.sampled_from(["Тараз", "Жамбылская область", "Атлантида", ""]),
    region=st.just(""),
    number=st.sampled_from(["", "", "", "1", "2", "3"]),
)
rows = st.lists(st.one_of(appeals, appeals, appeals, st.just(BadLine("a.csv", 3))), max_size=80)


def same(text: str, day: str = "2026-11-04", place: str = "Тараз", number: str = "") -> Appeal:
    return Appeal(text, date.fromisoformat(day), place, "", number)


@given(rows, st.integers(0, 1000))
def test_order_of_rows_changes_nothing(found: list[Appeal | BadLine], seed: int) -> None:
    shuffled = Random(seed).sample(found, len(found))

    first, second = (count_weeks(one, MEANING, PLACES, TODAY) for one in (found, shuffled))

    assert (first.cells, first.tally) == (second.cells, second.tally)


@given(rows)
def test_no_cell_is_small_and_every_row_is_accounted_for(found: list[Appeal | BadLine]) -> None:
    weeks = count_weeks(found, MEANING, PLACES, TODAY)

    assert all(count >= SMALLEST_CELL for count in weeks.cells.values())
    assert weeks.tally.adds_up
    assert weeks.tally.rows_in == len(found)
    assert weeks.tally.counted == sum(weeks.cells.values())


@given(rows)
def test_cells_are_what_a_plain_count_gives(found: list[Appeal | BadLine]) -> None:
    """The same once more, written down without the code under test."""
    unnumbered = [row for row in found if isinstance(row, Appeal) and not row.number]
    expected: Counter[tuple[str, str, str, str]] = Counter()
    for row in unnumbered:
        monday = row.day - timedelta(days=row.day.weekday())
        need = {LAMP: "lamp", BUS: "bus"}.get(row.text)
        place = {"Тараз": "taraz", "Жамбылская область": ""}.get(row.place)
        if monday <= TODAY - timedelta(days=7) and need and place is not None:
            expected[monday.isoformat(), "zhambyl", place, need] += 1

    weeks = count_weeks(unnumbered, MEANING, PLACES, TODAY)

    assert weeks.cells == {cell: count for cell, count in expected.items() if count >= 5}


@pytest.mark.parametrize(("count", "published"), [(4, 0), (5, 5), (6, 6)])
def test_five_is_the_smallest_cell(count: int, published: int) -> None:
    weeks = count_weeks([same(LAMP)] * count, MEANING, PLACES, TODAY)

    assert sum(weeks.cells.values()) == published
    assert (weeks.tally.small_cells, weeks.tally.in_small_cells) == ((0, 0) if published else (1, count))


@pytest.mark.parametrize(
    ("row", "where"),
    [
        pytest.param(same(LAMP), "counted", id="counted"),
        pytest.param(same(BOTH), "unclear", id="two needs"),
        pytest.param(same(NOTHING), "no_need", id="no need"),
        pytest.param(same(LAMP, place="Атлантида"), "held_back", id="unknown place"),
        pytest.param(same(LAMP, place=""), "held_back", id="no place"),
        pytest.param(same(LAMP, day="2026-11-23"), "held_back", id="a day to come"),
        pytest.param(same(LAMP, day="2026-11-16"), "not_over", id="the week is not over"),
        pytest.param(same(LAMP, day="2026-11-15"), "counted", id="the week before"),
        pytest.param(BadLine("a.csv", 7), "held_back", id="a bad line"),
    ],
)
def test_each_row_goes_to_one_place(row: Appeal | BadLine, where: str) -> None:
    tally = count_weeks([row] * 5, MEANING, PLACES, TODAY).tally

    assert getattr(tally, where) == tally.rows_in == 5


def test_a_number_counts_once_in_its_collection() -> None:
    found = [same(LAMP, number="7")] * 9 + [same(LAMP, number=str(one)) for one in range(4)]

    weeks = count_weeks(found, MEANING, PLACES, TODAY)

    assert list(weeks.cells.values()) == [5]
    assert weeks.tally.repeated == 8


def test_a_region_alone_is_a_cell_of_its_own_and_no_total() -> None:
    found = [same(LAMP)] * 5 + [same(LAMP, place="Жамбылская область")] * 6

    weeks = count_weeks(found, MEANING, PLACES, TODAY)

    assert {cell[2]: count for cell, count in weeks.cells.items()} == {"taraz": 5, "": 6}


@pytest.mark.parametrize(
    ("place", "region", "found"),
    [
        pytest.param("Тараз", "", ("zhambyl", "taraz"), id="a town"),
        pytest.param("жамбылская область, тараз", "", ("zhambyl", "taraz"), id="region and town, small letters"),
        pytest.param("Жамбыл облысы", "", ("zhambyl", ""), id="a region in Kazakh"),
        pytest.param("", "zhambyl", ("zhambyl", ""), id="a region that stands apart"),
        pytest.param("аул Аса", "zhambyl", ("zhambyl", ""), id="an unknown village of a known region"),
        pytest.param("Кызылорда", "", ("kyzylorda", "kyzylorda"), id="region and town of one name mean the town"),
        pytest.param("Павлодар", "", ("pavlodar", "pavlodar"), id="town and district of one name mean the town"),
        pytest.param("Алматы", "", ("almaty", ""), id="a city that is a region"),
        pytest.param("Абайский район", "", None, id="a district of several regions"),
        pytest.param("Абай", "", None, id="a name of several regions"),
        pytest.param("Абай", "Карагандинская область", ("karaganda", "abai"), id="told by its region"),
        pytest.param("Тараз", "Алматы", None, id="region and town that do not fit"),
        pytest.param("Казахстан", "", None, id="the country"),
    ],
)
def test_places_are_told_as_closely_as_words_do(
    places: Places, place: str, region: str, found: tuple[str, str] | None
) -> None:
    assert places.find(place, region) == found
