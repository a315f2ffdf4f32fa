"""Every fault that passes, at random: the nights publish what they would have published without it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.pipelines.nightly_register.kills import IN_TROUBLE, TROUBLE
from tests.pipelines.nightly_register.nights import FIRST_NIGHT, from_register, home, night, tables_of
from tests.pipelines.running import table
from tests.register.faults import PASSING, Faults
from tests.register.server import running

SECOND_NIGHT = FIRST_NIGHT + timedelta(days=1)
SEEDS = (1, 2)


@pytest.fixture(scope="module")
def served():
    with running(rows=1_200, share=0.05) as served:
        yield served


def _two_nights(settings, served, faults):
    """Read a first night and the next day's changes; return the tables of both and the faults that came."""
    published, came = [], set()
    for day, now in enumerate((FIRST_NIGHT, SECOND_NIGHT)):
        served.portal.register.go_to(day)
        served.portal.faults = faults()
        outcome = night(settings, served, now, SINCE="2026-03-01", **IN_TROUBLE)
        came |= served.portal.faults.came.keys()
        published.append(tables_of(settings))
    assert from_register(table(settings, outcome.snapshot_id, "records")).height >= 3
    return published, came


@pytest.fixture(scope="module")
def clean(served, tmp_path_factory):
    return _two_nights(home(tmp_path_factory.mktemp("clean")), served, Faults)[0]


def test_nights_in_trouble_publish_the_tables_of_clean_ones(served, clean, tmp_path):
    came = set()
    for seed in SEEDS:
        plan = replace(TROUBLE, rate=0.4, seed=seed)

        published, of_seed = _two_nights(home(tmp_path / str(seed)), served, lambda plan=plan: Faults(plan))

        came |= of_seed
        assert published == clean, f"seed {seed}"
    assert clean[0] != clean[1]
    assert len(came) > len(PASSING) * 2 // 3
