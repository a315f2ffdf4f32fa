"""Our own history of a list: who came, who stayed, who went, and what a failed night leaves alone."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources import photographs
from tests.pipelines.lesser.answering import COMPANY, OTHER, THIRD


def photograph(*numbers: str) -> pl.DataFrame:
    return pl.DataFrame([(one, None, None) for one in numbers], schema=photographs.FACTS, orient="row")


def after(*nights: tuple[str, ...] | None) -> list[tuple[str, str, str, str | None]]:
    """Stays after some nights; None is a night on which the list could not be read."""
    spells = pl.DataFrame(schema=photographs.SPELLS)
    for number, present in enumerate(nights, start=1):
        if present is not None:
            spells = photographs.add(spells, photograph(*present), f"2026-03-{number:02d}")
    return spells.select("bin", "first_seen", "last_seen", "gone_on").rows()


@pytest.mark.parametrize(
    ("nights", "expected"),
    [
        pytest.param([(COMPANY,)], [(COMPANY, "2026-03-01", "2026-03-01", None)], id="appears"),
        pytest.param([(COMPANY,)] * 3, [(COMPANY, "2026-03-01", "2026-03-03", None)], id="stays"),
        pytest.param([(COMPANY,), (COMPANY,), ()], [(COMPANY, "2026-03-01", "2026-03-02", "2026-03-03")], id="goes"),
        pytest.param(
            [(COMPANY,), None, (COMPANY,)],
            [(COMPANY, "2026-03-01", "2026-03-03", None)],
            id="failed night is no absence",
        ),
        pytest.param(
            [(COMPANY,), (), (COMPANY,)],
            [(COMPANY, "2026-03-01", "2026-03-01", "2026-03-02"), (COMPANY, "2026-03-03", "2026-03-03", None)],
            id="comes back: a stay of its own",
        ),
        pytest.param([(COMPANY,), (), ()], [(COMPANY, "2026-03-01", "2026-03-01", "2026-03-02")], id="goes once only"),
    ],
)
def test_a_stay_lasts_from_the_night_it_was_seen_to_the_night_it_was_missing(nights, expected):
    assert after(*nights) == expected


def test_a_second_reading_of_the_same_night_mends_the_first():
    spells = photographs.add(pl.DataFrame(schema=photographs.SPELLS), photograph(COMPANY, OTHER), "2026-03-01")
    cut = photographs.add(spells, photograph(COMPANY), "2026-03-02")

    mended = photographs.add(cut, photograph(COMPANY, OTHER), "2026-03-02")

    assert mended.filter(pl.col("bin") == OTHER)["gone_on"].to_list() == [None]
    assert mended.height == 2


@given(st.lists(st.one_of(st.none(), st.sets(st.sampled_from([COMPANY, OTHER, THIRD]))), min_size=1, max_size=8))
def test_history_says_of_every_night_read_who_was_there(nights):
    stays = after(*(None if one is None else tuple(sorted(one)) for one in nights))

    for number, present in enumerate(nights, start=1):
        day = f"2026-03-{number:02d}"
        told = {who for who, first, _, gone in stays if first <= day and (gone is None or day < gone)}
        if present is not None:
            assert told == present
