"""Our own history of a list that shows only its present state: who stood on it, from which night to which."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.errors import SourceChanged
from pipelines.sources.lesser import Visit, load, store

FACTS: dict[str, Any] = {"bin": pl.String, "origins": pl.String, "dated": pl.String}
"""What a photograph says of an entry: whom, which register put it there, the day that the list gives."""

SPELLS: dict[str, Any] = {**FACTS, "first_seen": pl.String, "last_seen": pl.String, "gone_on": pl.String}
"""One row per unbroken stay on the list; `gone_on` is the first night without it, empty while it is there."""

READINGS: dict[str, Any] = {"day": pl.String, "entries": pl.Int64, "came": pl.Int64, "gone": pl.Int64}
SMALL_LOSS = 50
GREATEST_LOSS_PERCENT = 30


def listed(folder: Path) -> dict[str, dict[str, str | None]]:
    """Return who stood on the list at the last reading, by BIN, and what it said of them."""
    rows = _open(load(folder / "history.parquet", SPELLS)).select(list(FACTS)).iter_rows(named=True)
    return {row.pop("bin"): row for row in rows}


def history(folder: Path) -> pl.DataFrame:
    """Return every stay on the list with `watched_since`, the first night on which the list was read."""
    spells = load(folder / "history.parquet", SPELLS)
    days = load(folder / "readings.parquet", READINGS)["day"]
    since = min((day for day in (days.min(), spells["first_seen"].min()) if isinstance(day, str)), default=None)
    return spells.with_columns(watched_since=pl.lit(since, pl.String))


def keep(visit: Visit, entries: Mapping[str, Mapping[str, str | None]], what: str) -> None:
    """Add one whole photograph to the history.

    Args:
        visit: Tonight.
        entries: BIN → what the list says of it (`origins`, `dated`).
        what: The list's name in a message.

    Raises:
        SourceChanged: The list is empty or lost so many entries that it can't be the whole list; nothing is marked.
    """
    path = visit.folder / "history.parquet"
    before = load(path, SPELLS)
    rows = [{"bin": one, **facts} for one, facts in sorted(entries.items())]
    photograph = pl.DataFrame(rows, schema=FACTS)
    gone = len(set(_open(before)["bin"]) - set(entries))
    _demand_whole(photograph.height, gone, _open(before).height, visit.shrunk, what)
    after = add(before, photograph, visit.day)
    came = after.height - before.height
    store(path, after)
    reading = pl.DataFrame([(visit.day, photograph.height, came, gone)], schema=READINGS, orient="row")
    readings = load(visit.folder / "readings.parquet", READINGS).filter(pl.col("day") != visit.day)
    store(visit.folder / "readings.parquet", pl.concat([readings, reading]).sort("day"))
    visit.report(f"{what}: {photograph.height} entries, {came} came, {gone} gone")


def _demand_whole(entries: int, gone: int, before: int, confirmed: bool, what: str) -> None:
    if entries == 0:
        raise SourceChanged(f"{what}: the list came empty; it is kept as it was last read.")
    if gone > SMALL_LOSS and gone * 100 > before * GREATEST_LOSS_PERCENT and not confirmed:
        raise SourceChanged(
            f"{what}: {gone} of {before} entries are missing tonight, so it may not be the whole list; it is kept as "
            "it was last read. If the list did shrink, name it in AQSHA_LISTS_SHRUNK for one night."
        )


def _open(spells: pl.DataFrame) -> pl.DataFrame:
    return spells.filter(pl.col("gone_on").is_null())


def add(spells: pl.DataFrame, photograph: pl.DataFrame, day: str) -> pl.DataFrame:
    """Carry a history on by one photograph.

    Args:
        spells: Stays so far, columns of SPELLS.
        photograph: Everybody on the list now, columns of FACTS, one row per BIN.
        day: The night, YYYY-MM-DD.

    Returns:
        Stays now: those on the list last seen today, those no longer on it gone today, newcomers with a stay of their
        own. Who was marked gone earlier today and is back has never been away.
    """
    going_on = spells.filter(pl.col("gone_on").is_null() | (pl.col("gone_on") == day))
    closed = spells.join(going_on.select("bin", "first_seen"), on=["bin", "first_seen"], how="anti")
    stays = going_on.select("bin", "first_seen").join(photograph, on="bin", how="inner")
    left = going_on.join(photograph.select("bin"), on="bin", how="anti").with_columns(gone_on=pl.lit(day))
    new = photograph.join(going_on.select("bin"), on="bin", how="anti").with_columns(first_seen=pl.lit(day))
    here = [
        one.with_columns(last_seen=pl.lit(day), gone_on=pl.lit(None, pl.String)).select(list(SPELLS))
        for one in (stays, new)
    ]
    return pl.concat([closed, left, *here]).sort("bin", "first_seen")
