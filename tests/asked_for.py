"""Requests of readers beside the real facts: one open correction, one that moved money, one reply not printed."""

from datetime import timedelta
from pathlib import Path

from tests.pipelines.running import DAY, OPEN_AKIMAT, Row, add_line, own_facts, rewrite, run

CORRECTIONS = "curated/corrections.jsonl"
DECIDED = {
    "state": "changed",
    "decided_on": "2026-11-10",
    "decided_en": "The sum was mended.",
    "decided_ru": "Сумма исправлена.",
    "decided_kk": "Сома түзетілді.",
}
CITED = {"url": "https://example.org/act", "publisher": "Akimat of Taraz", "title": "Act", "date": "2026-11-09"}
DISPUTED = OPEN_AKIMAT


def asked_for(**fields: object) -> Row:
    """One request to correct Open Akimat, open unless told otherwise."""
    return {
        "id": "cor-1",
        "kind": "correction",
        "about": {"record": OPEN_AKIMAT},
        "asked_on": "2026-11-03",
        "asked_by": "customer",
        "asked_office": "Akimat of Taraz",
        "asked_en": "The contract was signed for another sum.",
        "asked_ru": "Договор подписан на другую сумму.",
        "asked_kk": "Шарт басқа сомаға жасалған.",
        "state": "checking",
        "source": CITED,
    } | fields


MOVED = asked_for(
    id="cor-2",
    about={"system": "taraz-media-centre"},
    asked_on="2026-10-30",
    before_kzt=14_000_000,
    after_kzt=14_250_000,
    **DECIDED,
)
KEPT = asked_for(
    id="cor-3",
    kind="reply",
    about={"party": "benedixsimus"},
    asked_by="contractor",
    asked_office="Benedixsimus",
    **(DECIDED | {"state": "kept", "decided_on": "2026-11-05"}),
)


def publish_requests(home: Path) -> Path:
    """Publish a night without any request, then one with the three; return the folder of snapshots."""
    settings = own_facts(home)
    rewrite(settings, CORRECTIONS, lambda _: [])
    run(settings)
    for row in (asked_for(), MOVED, KEPT):
        add_line(settings, CORRECTIONS, row)
    run(settings, DAY + timedelta(days=1))
    return settings.snapshots
