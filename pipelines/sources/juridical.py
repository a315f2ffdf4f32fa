"""The register of legal entities of the statistics bureau: facts of our suppliers, without heads and addresses."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.errors import SourceChanged
from pipelines.marks import N_
from pipelines.sources import turns
from pipelines.sources.http import Answer
from pipelines.sources.lesser import Access, Frames, Lesser, Visit, day_of, demand, load
from pipelines.sources.lesser_settings import LesserSettings

NAME = "juridical"
WHAT = "The register of legal entities"
AGAIN_AFTER = 180
OK = 200

FACTS: dict[str, Any] = {
    "key": turns.TURNS["key"],
    "registered_on": turns.TURNS["key"],
    "oked": turns.TURNS["key"],
    "oked_ru": turns.TURNS["key"],
    "size_code": turns.TURNS["key"],
    "size_ru": turns.TURNS["key"],
    "kato": turns.TURNS["key"],
}
PLAN = turns.Plan(WHAT, FACTS, AGAIN_AFTER)
TAKEN = {"oked": "okedCode", "oked_ru": "okedName", "size_code": "krpCode", "size_ru": "krpName", "kato": "katoCode"}


def source(settings: LesserSettings) -> Lesser:
    """Return the source; AQSHA_JURIDICAL=on reads it."""
    return Lesser(
        name=NAME,
        about=N_("Register of legal entities: when a supplier was registered, what it does, how large it is"),
        licence=N_("Open data of the Bureau of National Statistics"),
        cadence=N_("every night, each company about twice a year"),
        home="https://stat.gov.kz",
        state="off" if settings.juridical == "off" else "on" if settings.juridical == "on" else "kept",
        access=Access(settings.juridical_url, {}, settings.lesser_rate, settings.ca_bundle),
        read=read,
        frames=frames,
    )


def frames(folder: Path) -> Frames:
    """Load the facts read so far."""
    return {"juridical": load(folder / "rows.parquet", FACTS)}


def read(visit: Visit) -> None:
    """Read the facts of tonight's companies, one in a call.

    Raises:
        SourceUnavailable: The register did not answer.
        SourceChanged: It answered in another form.
    """

    def ask(keys: list[str]) -> dict[str, list[dict[str, Any]]]:
        answer = visit.caller.get(visit.caller.base, {"bin": keys[0], "lang": "ru"})
        fact = facts(answer, keys[0])
        return {keys[0]: [fact]} if fact else {}

    turns.take(visit, visit.wanted.bins, PLAN, ask)


def facts(answer: Answer, number: str) -> dict[str, Any] | None:
    """Take the facts of one company; the head's name, the address and the company's name are left behind.

    Returns:
        Its facts; nothing where the register does not know the number.

    Raises:
        SourceChanged: Another company came, or another form.
    """
    content = answer.content
    if answer.status != OK or not isinstance(content, Mapping) or "success" not in content:
        raise SourceChanged(f"{WHAT}: an answer without «success» came (status {answer.status}); its form has changed.")
    found = content.get("obj")
    if content["success"] is not True or not found:
        return None
    if not isinstance(found, Mapping):
        raise SourceChanged(f"{WHAT}: «obj» is not an object; its form has changed.")
    demand(found, ("bin", "registerDate", "okedCode", "krpCode", "katoCode"), WHAT)
    if str(found["bin"]) != number:
        raise SourceChanged(f"{WHAT}: asked for one company, another came; nothing of it is used.")
    taken = {ours: str(found[theirs]).strip() if found.get(theirs) else None for ours, theirs in TAKEN.items()}
    return {"key": number, "registered_on": day_of(found["registerDate"]), **taken}
