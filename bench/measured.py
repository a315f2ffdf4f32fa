"""Owns data/curated/measured.jsonl, the committed figures that the page of the method shows: reads and writes them."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent.parent / "data" / "curated" / "measured.jsonl"
Z = 1.959964
STEP = Decimal("0.0001")
SHARES = ("precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high")


@dataclass(frozen=True)
class Counted:
    """What was counted on one set of texts.

    Attributes:
        what: The rules: topics, promises, appeals.
        part: The set.
        texts: Texts in it.
        correct: Answers that are right.
        told: Answers given.
        expected: Answers that people give.
    """

    what: str
    part: str
    texts: int
    correct: int
    told: int
    expected: int


def wilson(good: int, all_of_them: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share."""
    share, square = good / all_of_them, Z * Z
    middle = share + square / (2 * all_of_them)
    spread = Z * math.sqrt(share * (1 - share) / all_of_them + square / (4 * all_of_them * all_of_them))
    return (middle - spread) / (1 + square / all_of_them), (middle + spread) / (1 + square / all_of_them)


def figures(counted: Counted) -> dict[str, Any]:
    """Return a row of the file without day and command; shares are rounded to four decimals."""
    shares: list[float] = []
    for of in (counted.told, counted.expected):
        shares += [counted.correct / of, *wilson(counted.correct, of)]
    rounded = [float(Decimal(share).quantize(STEP)) for share in shares]
    counts = {name: getattr(counted, name) for name in ("what", "part", "texts", "correct", "told", "expected")}
    return {"id": f"{counted.what}-{counted.part}", **counts, **dict(zip(SHARES, rounded, strict=True))}


def committed(what: str) -> list[dict[str, Any]]:
    """Return the committed rows of one kind of rules."""
    return [row for row in _rows() if row["what"] == what]


def write(rows: Iterable[Counted], command: str, today: date) -> None:
    """Put rows in the place of those of the same kind; a row that says the same keeps its day."""
    new = [figures(one) for one in rows]
    kinds = {row["what"] for row in new}
    known = {row["id"]: row for row in _rows()}
    told = [_dated(row, known.get(row["id"]), command, today) for row in new]
    others = [row for row in known.values() if row["what"] not in kinds]
    everything = sorted((*others, *told), key=lambda row: str(row["id"]))
    FILE.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in everything), encoding="utf-8")


def _dated(row: dict[str, Any], before: dict[str, Any] | None, command: str, today: date) -> dict[str, Any]:
    same = before is not None and {**before, **row} == before
    day = before["measured_on"] if before is not None and same else today.isoformat()
    return {**row, "measured_on": day, "command": command}


def _rows() -> Sequence[dict[str, Any]]:
    if not FILE.exists():
        return []
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
