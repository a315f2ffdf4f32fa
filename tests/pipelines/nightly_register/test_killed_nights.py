"""Whatever moment a night is killed at, and whatever the register does meanwhile, the next nights lose nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.pipelines.nightly_register.kills import IN_TROUBLE, TROUBLE, kill_nights, undisturbed
from tests.register.faults import Faults
from tests.register.server import running

KILLS, SEED = 10, 20261122
TODAY = datetime.now(UTC).date()
GIVEN = {"SINCE": (TODAY - timedelta(days=200)).isoformat(), **IN_TROUBLE}


@pytest.fixture(scope="module")
def served():
    with running(rows=900, today=TODAY) as served:
        yield served


@pytest.fixture(scope="module")
def clean(served, tmp_path_factory):
    return undisturbed(tmp_path_factory.mktemp("clean"), served.url, **GIVEN)


def test_the_command_fills_an_empty_folder_and_tells_how_far_it_is(clean):
    assert len(clean.tables) > 20
    assert re.search(r'"register: subjects [^:]+: [\d,]+ of [\d,]+ rows, window 1 of 1, [\d,]+ rows/s"', clean.said)
    assert re.search(r"^goszakup: \d+ rows in = [1-9]\d* published ", clean.said, re.MULTILINE)
    assert re.search(r"^Published: ", clean.said, re.MULTILINE)


def test_nights_killed_at_random_moments_end_with_the_tables_of_a_clean_one(served, clean, tmp_path):
    served.portal.faults = Faults(TROUBLE)

    killed = kill_nights(KILLS, tmp_path, served.url, clean.seconds, SEED, **GIVEN)

    assert killed.kills == KILLS
    assert [one for one in killed.published if one != clean.tables] == []
    assert sum(served.portal.faults.came.values()) > KILLS
