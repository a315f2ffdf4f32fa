"""The register of unscrupulous suppliers: photographed every night, with the details of those in our records."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import polars as pl

from pipelines.errors import SourceChanged, SourceUnavailable
from pipelines.marks import N_
from pipelines.sources import photographs, turns
from pipelines.sources.http import Answer, read_exact
from pipelines.sources.lesser import Access, Frames, Lesser, Visit, day_of, demand, is_bin, load, rows_of
from pipelines.sources.lesser_settings import LesserSettings

NAME = "rnu"
WHAT = "The list of unscrupulous suppliers"
PAGE = 500
NOT_FOUND = 404
# The live index moves while it is read; a few rows may slip between two pages, more means that pages are missing.
SLIPPED = 50
AGAIN_AFTER = 30

DETAILS: dict[str, Any] = {
    "key": pl.String,
    "listed_from": pl.String,
    "listed_to": pl.String,
    "decided_on": pl.String,
    "reason_id": pl.String,
    "customer_bin": pl.String,
}
PLAN = turns.Plan(f"{WHAT}, details", DETAILS, AGAIN_AFTER)


def source(settings: LesserSettings) -> Lesser:
    """Return the source; it needs the token of the procurement register."""
    token = settings.goszakup_token
    headers = {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}
    return Lesser(
        name=NAME,
        about=N_("Register of unscrupulous suppliers, photographed every night"),
        licence=N_("Open data of the procurement portal"),
        cadence=N_("every night"),
        home="https://goszakup.gov.kz/ru/registry/rnu",
        state="off" if settings.rnu == "off" else "on" if token else "kept",
        access=Access(
            settings.goszakup_url,
            headers,
            settings.goszakup_rate,
            settings.goszakup_ca_bundle,
            "AQSHA_GOSZAKUP_CA_BUNDLE",
        ),
        read=read,
        frames=frames,
    )


def frames(folder: Path) -> Frames:
    """Load the history of the list and the details read so far."""
    return {"rnu": photographs.history(folder), "rnu_details": load(folder / "rows.parquet", DETAILS)}


def read(visit: Visit) -> None:
    """Photograph the list, then read details of listed suppliers that are in our records.

    Raises:
        SourceUnavailable: The register did not answer, or refused the token.
        SourceChanged: The list was not whole or has another form.
    """
    entries = _all_pages(visit)
    _look_for_missing(visit, entries)
    photographs.keep(visit, entries, WHAT)
    # The Samruk part of the register (2) has no details.
    wanted = [one for one in visit.wanted.bins & entries.keys() if entries[one]["origins"] != "2"]
    before = turns.kept(visit, PLAN)
    turns.take(visit, wanted, PLAN, lambda keys: _detail(visit, keys[0], before))


def _all_pages(visit: Visit) -> dict[str, dict[str, str | None]]:
    origins: dict[str, set[str]] = {}
    rows, total, after = 0, 0, ""
    seen: set[str] = set()
    while True:
        params = {"limit": PAGE} | ({"page": "next", "search_after": after} if after else {})
        content = _found(visit.caller.get("/v3/rnu", params, read=read_exact))
        items = rows_of(content.get("items"), WHAT)
        _note(items, origins)
        rows, total = rows + len(items), _whole(content.get("total"), total)
        after = _cursor(content.get("next_page"))
        if not items or not after:
            break
        if after in seen:
            raise SourceChanged(f"{WHAT}: the pages repeat after {after}; the list is kept as it was last read.")
        seen.add(after)
    if rows + SLIPPED < total:
        raise SourceChanged(f"{WHAT}: {rows} of {total} entries came; the list is kept as it was last read.")
    return {one: {"origins": ",".join(sorted(found)), "dated": None} for one, found in origins.items()}


def _found(answer: Answer) -> Mapping[str, Any]:
    if answer.status == NOT_FOUND:
        raise SourceUnavailable(
            f"{WHAT}: the register does not know the address or the token (404); renew AQSHA_GOSZAKUP_TOKEN."
        )
    if not isinstance(answer.content, Mapping) or "items" not in answer.content:
        raise SourceChanged(f"{WHAT}: a page without «items» came (status {answer.status}); its form has changed.")
    return answer.content


def _note(items: list[dict[str, Any]], origins: dict[str, set[str]]) -> None:
    """Keep companies by their number and nothing else: neither persons nor names."""
    for item in items:
        demand(item, ("supplier_biin", "system_id"), WHAT)
        number = str(item["supplier_biin"] or "")
        if is_bin(number):
            origins.setdefault(number, set()).add(str(item["system_id"]))


def _whole(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


def _cursor(next_page: object) -> str:
    """Take the cursor out of the next page's address, which comes with and without /v3 and an odd slash."""
    found = parse_qs(urlsplit(next_page).query).get("search_after", [""]) if isinstance(next_page, str) else [""]
    return found[0]


def _look_for_missing(visit: Visit, entries: dict[str, dict[str, str | None]]) -> None:
    """Ask for each that is not on tonight's pages: who slipped between two pages is still listed."""
    before = photographs.listed(visit.folder)
    for number in sorted(before.keys() - entries.keys())[: photographs.SMALL_LOSS]:
        if details(visit.caller.get(f"/v3/rnu/{number}", read=read_exact), number):
            entries[number] = before[number]


def _detail(visit: Visit, number: str, before: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Read one supplier's details; those of an earlier stay that the register no longer shows are kept."""
    found = details(visit.caller.get(f"/v3/rnu/{number}", read=read_exact), number)
    now = [one["listed_from"] for one in found]
    earlier = before.filter((pl.col("key") == number) & ~pl.col("listed_from").is_in(now)).to_dicts()
    return {number: [*found, *earlier]} if found else {}


def details(answer: Answer, number: str) -> list[dict[str, Any]]:
    """Read the entries of one supplier; names of founders and heads are left behind.

    Args:
        answer: To `/v3/rnu/{bin}`: one entry, a list of them, or 404 for none.
        number: The BIN asked for.

    Raises:
        SourceUnavailable: The token was refused.
        SourceChanged: Another supplier came, or another form.
    """
    if answer.status == NOT_FOUND:
        if b"Invalid Route" in answer.body:
            raise SourceUnavailable(f"{WHAT}: the register refuses the token; renew AQSHA_GOSZAKUP_TOKEN.")
        return []
    content = answer.content
    if isinstance(content, Mapping):
        content = content.get("items", [content])
    return [_entry(row, number) for row in rows_of(content, f"{WHAT}, details")]


def _entry(row: Mapping[str, Any], number: str) -> dict[str, Any]:
    demand(row, ("supplier_biin",), f"{WHAT}, details")
    if str(row["supplier_biin"]) != number:
        raise SourceChanged(f"{WHAT}: asked for one supplier, the details of another came; nothing of it is used.")
    customer = str(row.get("customer_biin") or "")
    return {
        "key": number,
        "listed_from": day_of(row.get("start_date")),
        "listed_to": day_of(row.get("end_date")),
        "decided_on": day_of(row.get("court_decision_date")),
        "reason_id": str(row["ref_reason_id"]) if row.get("ref_reason_id") is not None else None,
        "customer_bin": customer if is_bin(customer) else None,
    }
