"""Reads the facts kept by hand as they stand in their files, for tests that compare pages with them."""

import json
from pathlib import Path
from typing import Any

CURATED = Path(__file__).resolve().parents[1] / "data" / "curated"


def curated(name: str) -> list[dict[str, Any]]:
    """Return the rows of one file, named without its ending."""
    lines = (CURATED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
