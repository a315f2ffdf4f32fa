"""Makes weekly counts of open texts each night; a collection that can't be read keeps the counts it had.

Below the raw folder lie counts and nothing else: no text, no number of an appeal, no cell that is too small.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

import polars as pl
import structlog

from pipelines.curated import Facts
from pipelines.errors import SourceBroken
from pipelines.health import read_json, write_whole
from pipelines.marks import N_
from pipelines.run_record import RunRecord
from pipelines.schemas import AppealWeeks, Datasets
from pipelines.settings import PipelineSettings
from pipelines.sources.lesser import load, local_day, store
from pipelines.sources.open_appeals import NAME, Collection, OpenAppealsSettings, collections, read
from pipelines.transform.appeals.meaning import Meaning
from pipelines.transform.appeals.places import Places
from pipelines.transform.appeals.weeks import Tally, Weeks, count_weeks
from pipelines.transform.appeals.words import read_words
from pipelines.transform.frames import columns, frame

ABOUT: Final = N_("Open texts of residents' appeals, counted by week, place and need; the texts are not kept")
BAD_LINES_TOLD: Final = 20
WORDS_FILE: Final = "appeal_words.toml"


@dataclass(frozen=True, slots=True)
class OpenAppeals:
    """What is published of the open texts.

    Attributes:
        weeks: Rows of the table of that name.
        tallies: Collection → where its rows went.
        failed: Sentences about what could not be read tonight; they hold nothing of a text.
        in_use: A folder is named, so the source is part of the run.
    """

    weeks: pl.DataFrame = field(default_factory=lambda: frame((), AppealWeeks))
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    failed: tuple[str, ...] = ()
    in_use: bool = False

    def datasets(self) -> pl.DataFrame:
        """Return the source's row of the table of inputs; what is neither counted nor held back stays one number."""
        if not self.in_use:
            return frame((), Datasets)
        told = {
            "dataset": NAME,
            "about": ABOUT,
            "licence": N_("Counts made here; the texts belong to their keepers"),
            "cadence": N_("every night"),
            "home": "docs/decisions/0017-weeks-of-open-appeals.md",
            "rows_in": sum(tally.rows_in for tally in self.tallies.values()),
            "rows_published": self.weeks["count"].sum(),
            "rows_quarantined": sum(tally.held_back for tally in self.tallies.values()),
        }
        return frame([told], Datasets)


@dataclass(frozen=True, slots=True)
class _Night:
    """What one night reads with."""

    raw: Path
    meaning: Meaning
    places: Places
    now: datetime


def read_open_appeals(
    settings: PipelineSettings,
    facts: Facts,
    now: datetime,
    record: RunRecord,
    *,
    ask: bool = True,
) -> OpenAppeals:
    """Count every collection of the folder that AQSHA_APPEALS names.

    Args:
        settings: Folders.
        facts: Checked rows, for the spellings of places and the slugs of needs.
        now: The moment of the run.
        record: The run's diary.
        ask: Read the folder; else the counts of the last reading are used.
    """
    folder = OpenAppealsSettings().appeals
    if folder is None:
        return OpenAppeals()
    raw = settings.raw / NAME
    failed = _read_all(folder, settings, facts, now) if ask else ()
    found = _kept(raw, failed)
    record.source(NAME, ok=not failed, rows=int(found.weeks["count"].sum()), sentence=" ".join(failed))
    return found


def _read_all(folder: Path, settings: PipelineSettings, facts: Facts, now: datetime) -> tuple[str, ...]:
    raw = settings.raw / NAME
    try:
        known = {row.slug for row in facts.of("needs.jsonl")}
        meaning = Meaning(read_words(settings.data / "curated" / WORDS_FILE, known))
        found, strange = collections(folder)
    except SourceBroken as error:
        return (f"{error}; the counts of the last reading are kept.",)
    night = _Night(raw, meaning, Places(facts.of("regions.csv"), facts.of("places.csv")), now)
    failed = [sentence for one in found if (sentence := _read_one(night, one))]
    _forget(raw, {one.name for one in found})
    if strange:
        failed.append(
            f"{strange} files were left out: a name that may be published has small Latin letters, digits and hyphens."
        )
    return tuple(failed)


def _read_one(night: _Night, collection: Collection) -> str:
    """Count one collection and keep its counts; return why it could not be read, if so."""
    try:
        weeks = _count(night, collection)
    except SourceBroken as error:
        return f"{error}; the counts of «{collection.name}» of the last reading are kept."
    key = {"collection": collection.name}
    rows = ({**key, **dict(zip(KEYS, cell, strict=True)), "count": count} for cell, count in weeks.cells.items())
    store(night.raw / f"{collection.name}.parquet", frame(rows, AppealWeeks))
    write_whole(night.raw / f"{collection.name}.json", asdict(weeks.tally))
    structlog.get_logger().info(_account(collection.name, weeks))
    return ""


KEYS: Final = ("week", "region", "place", "need_id")


def _count(night: _Night, collection: Collection) -> Weeks:
    today = datetime.fromisoformat(local_day(night.now)).date()
    weeks = count_weeks(read(collection), night.meaning, night.places, today)
    if len(weeks.bad_lines) == weeks.tally.rows_in:
        raise SourceBroken(f"no line of «{collection.name}» is an appeal with a text and a day")
    if not weeks.tally.adds_up:
        raise SourceBroken(f"the rows of «{collection.name}» do not add up")
    return weeks


def _account(name: str, weeks: Weeks) -> str:
    """Say where the rows went; how many lie in small cells is never said apart from those without a need."""
    tally, told = weeks.tally, ", ".join(str(one) for one in weeks.bad_lines[:BAD_LINES_TOLD])
    aside = tally.rows_in - tally.counted - tally.held_back
    more = " and more" if len(weeks.bad_lines) > BAD_LINES_TOLD else ""
    lines = f" (lines that can't be read: {told}{more})" if told else ""
    return (
        f"{NAME}: {name}, {tally.rows_in} rows = {tally.counted} counted + {tally.held_back} held back{lines} + "
        f"{aside} unclear, of no need, repeated, of an unfinished week or in one of {tally.small_cells} small cells"
    )


def _forget(raw: Path, known: set[str]) -> None:
    """Take away the counts of collections that their keeper took away."""
    for path in (*raw.glob("*.parquet"), *raw.glob("*.json")):
        if path.stem not in known:
            path.unlink()


def _kept(raw: Path, failed: tuple[str, ...]) -> OpenAppeals:
    frames = [load(path, columns(AppealWeeks)) for path in sorted(raw.glob("*.parquet"))]
    tallies = {path.stem: Tally(**read_json(path)) for path in sorted(raw.glob("*.json"))}
    weeks = pl.concat([frame((), AppealWeeks), *frames]).sort(AppealWeeks.primary_key())
    return OpenAppeals(weeks, tallies, failed, in_use=True)
