"""Two hundred nights over the register, killed with -9 at random moments while everything that can go wrong does."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.pipelines.nightly_register.kills import IN_TROUBLE, TROUBLE, kill_nights, undisturbed
from tests.register.faults import Faults
from tests.register.server import running

pytestmark = pytest.mark.prove

KILLS = 200
TODAY = datetime.now(UTC).date()


@pytest.mark.parametrize(
    ("customers", "share", "seed"),
    [pytest.param("all", 0.5, 1, id="the whole register"), pytest.param("", 0.5, 2, id="akimats alone")],
)
def test_killed_nights_end_with_the_tables_of_a_clean_one(
    tmp_path: Path, tell: Callable[[str], None], customers: str, share: float, seed: int
) -> None:
    given = {"CUSTOMERS": customers, "SINCE": (TODAY - timedelta(days=400)).isoformat(), **IN_TROUBLE}
    with running(rows=1_500, today=TODAY) as served:
        clean = undisturbed(tmp_path / "clean", served.url, **given)
        assert served.portal is not None
        served.portal.faults = Faults(TROUBLE)

        killed = kill_nights(round(KILLS * share), tmp_path, served.url, clean.seconds, seed, **given)

        came = served.portal.faults.came
    tell(
        f"{killed}; an undisturbed night takes {clean.seconds:.1f} s; {sum(came.values())} faults of {len(came)} kinds"
    )
    assert killed.kills == round(KILLS * share)
    assert [number for number, one in enumerate(killed.published) if one != clean.tables] == []
