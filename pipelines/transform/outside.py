"""What the lesser sources bring to the tables: lists, payments, acts, taxes and facts of suppliers in our records."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from pipelines.schemas import CONTENT
from pipelines.transform import lists
from pipelines.transform.frames import frame

MENTION_TABLES = ("mention_periods", "mention_indicators", "mention_method")


def no_mentions() -> dict[str, pl.DataFrame]:
    """Return the tables of the open mentions method without a row."""
    return {name: frame((), CONTENT[name]) for name in MENTION_TABLES}


@dataclass(frozen=True, slots=True)
class Outside:
    """The last good readings of the lesser sources.

    Attributes:
        frames: Name of a frame → its rows, as the sources keep them.
        listings: Code of a list → one row per stay on it.
        urls: Name of a source → its address for readers.
        since: First year for which taxes were asked.
        appeal_weeks: Weekly counts made of open texts, in the form of their table.
        mentions: The tables of the open mentions method.
    """

    frames: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    listings: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)
    since: int = 0
    appeal_weeks: pl.DataFrame = field(default_factory=lambda: frame((), CONTENT["appeal_weeks"]))
    mentions: Mapping[str, pl.DataFrame] = field(default_factory=no_mentions)


def add_outside(tables: dict[str, pl.DataFrame], outside: Outside | None, versions: pl.DataFrame) -> None:
    """Add the tables of the lesser sources, empty where nothing was read, and the taxes they tell.

    Args:
        tables: Tables so far, with records, parties and party_years.
        outside: What was read; nothing where no lesser source is in use.
        versions: Contract ids of our records: id, chain.
    """
    tables["appeal_weeks"] = (outside or Outside()).appeal_weeks
    tables.update((outside or Outside()).mentions)
    if outside is None:
        tables.update(
            {name: frame((), CONTENT[name]) for name in ("supplier_lists", "payments", "acts", "party_facts")}
        )
        return
    told = tables["parties"].filter(pl.col("is_contractor") & pl.col("bin").is_not_null())
    by_bin = dict(told.select("bin", "party_id").iter_rows())
    published = set(tables["records"]["record_id"])
    record_of = {
        number: record
        for number, chain in versions.select("id", "chain").iter_rows()
        if (record := f"register-{chain}") in published
    }
    found = outside.frames
    tables["supplier_lists"] = lists.supplier_lists(outside.listings, found["rnu_details"], by_bin, outside.urls)
    tables["payments"] = lists.payments(found["payments"], record_of)
    tables["acts"] = lists.acts(found["acts"], record_of)
    tables["party_facts"] = lists.party_facts(found["juridical"], by_bin)
    taxes = lists.taxes_paid(found["taxes"], found["taxes_read"], by_bin, outside.since)
    tables["party_years"] = lists.with_taxes(tables["party_years"], taxes)
