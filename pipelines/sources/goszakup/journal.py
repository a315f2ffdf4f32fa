"""What the register lists apart from its tables: deletions, from the change log, and its reference tables."""

import hashlib
from datetime import date

from pipelines.sources.goszakup.client import list_items
from pipelines.sources.goszakup.pages import page_path, write_page, write_whole
from pipelines.sources.goszakup.reading import Reading
from pipelines.sources.http import write_exact

JOURNAL = "/v3/journal"
LIMIT = 500
REFERENCES = (
    "ref_contract_status",
    "ref_contract_type",
    "ref_contract_cancel",
    "ref_trade_methods",
    "ref_pln_point_status",
    "ref_finsource",
    "ref_kato",
)


def read_journal(reading: Reading, day: date) -> None:
    """Read one day of the change log and keep its deletions as a part.

    Raises:
        SourceUnavailable: The register does not answer.
        SourceChanged: It answers with something else.
    """
    entry = reading.diary.open("deletions", f"day-{day}-{reading.now:%Y%m%dT%H%M%S}", "{}", reading.now)
    if entry.state == "done":
        return
    if entry.pages == 0:
        days: dict[str, str | int] = {"date_from": f"{day}", "date_to": f"{day}", "limit": LIMIT}
        items, total, answers = list_items(reading.register, JOURNAL, days)
        deleted = [item for item in items if item.get("action") == "D"]
        provenance = {
            "url": answers[0].url if answers else JOURNAL,
            "fetched_at": f"{reading.now:%Y-%m-%dT%H:%M:%S}",
            "sha256": [hashlib.sha256(answer.body).hexdigest() for answer in answers],
            "rows": len(items),
            "kept": len(deleted),
        }
        path = page_path(reading.folder, entry.resource, entry.name, entry.pages + 1)
        write_page(path, provenance, reading.masker.body(write_exact({"items": deleted})))
        entry = reading.diary.page_kept(entry, rows=len(items), kept=len(deleted), total=total or None, cursor=0, top=0)
    reading.finish(reading.diary.all_read(entry))


def read_references(reading: Reading) -> list[str]:
    """Read the small reference tables into refs/<name>.json; return the names the register does not know.

    Raises:
        SourceUnavailable: The register does not answer.
        SourceChanged: It answers with something else.
    """
    unknown = []
    for name in REFERENCES:
        items, _, answers = list_items(reading.register, f"/v3/refs/{name}", {"limit": LIMIT})
        if not answers:
            unknown.append(name)
            continue
        told = {"url": answers[0].url, "fetched_at": answers[0].fetched_at.isoformat(timespec="seconds")}
        write_whole(reading.folder / "refs" / f"{name}.json", write_exact({**told, "items": items}))
    return unknown
