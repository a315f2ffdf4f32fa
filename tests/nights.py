"""Four nights over the real facts, with a record that changes, one that comes and one that goes."""

import json
from datetime import timedelta
from pathlib import Path

from pipelines.settings import PipelineSettings
from tests.pipelines.running import DAY, OPEN_AKIMAT, add_line, edit_row, own_facts, real_row, rewrite, run

SPENDING = "curated/spending.jsonl"
CAME = "made-up-new"
GONE = "semey-pr-44m-2021"
CAME_KZT, CHANGED_KZT, GONE_KZT = 12_500_000, 2_000_000, 44_000_000
"""Tenge by which each of the three moves the total."""


def first_night(home: Path) -> tuple[PipelineSettings, str]:
    """Publish the facts as they are; serving files of older editions will be removed."""
    settings = own_facts(home).model_copy(update={"keep_served": 1})
    return settings, run(settings).snapshot_id


def three_more_nights(settings: PipelineSettings) -> list[str]:
    """Publish what changes, then what comes, then what goes; return the editions."""
    edit_row(settings, SPENDING, OPEN_AKIMAT, amount_kzt=81_000_000)
    made = [run(settings, DAY + timedelta(days=1)).snapshot_id]
    new = {"id": CAME, "amount_kzt": CAME_KZT, "title_en": "Made up & <new>"}
    add_line(settings, SPENDING, real_row(SPENDING, OPEN_AKIMAT) | new)
    made.append(run(settings, DAY + timedelta(days=2)).snapshot_id)
    rewrite(settings, SPENDING, lambda lines: [line for line in lines if json.loads(line)["id"] != GONE])
    return [*made, run(settings, DAY + timedelta(days=3)).snapshot_id]
