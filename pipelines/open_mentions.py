"""Runs the open mentions method each night over the folder that AQSHA_MENTIONS names; it fails alone.

Without the setting no post is read and no office has a row; the method itself is published all the same. Below the raw
folder lie tables by office and nothing else: no text, no account.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import polars as pl
import structlog
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.errors import CheckFailed, PipelineError, SourceBroken
from pipelines.health import read_json, write_whole
from pipelines.marks import N_
from pipelines.mentions_folder import Found, work_out
from pipelines.run_record import RunRecord
from pipelines.schemas import CONTENT, Datasets
from pipelines.settings import PipelineSettings
from pipelines.sources.lesser import load, local_day, store
from pipelines.transform.frames import columns, frame
from pipelines.transform.mentions.method import read_method
from pipelines.transform.mentions.tables import method_table
from pipelines.transform.outside import no_mentions

NAME: Final = "mentions"
KEPT: Final = ("mention_periods", "mention_indicators")
ACCOUNT: Final = "account.json"
MARK: Final = "generated.mark"
ABOUT: Final = N_(
    "Residents' public posts about akims' offices, given by whoever holds them and counted by our open method"
)
REFUSED: Final = "the posts are made up (their network is “generated…”); they are never published with the real ones."


class MentionSettings(BaseSettings):
    """Where posts are.

    Attributes:
        mentions: Folder with posts and terms of office; without it there are none.
        mentions_allow_generated: For tests only: let made-up posts in, and never into the folder of snapshots that the
            site is served from.
    """

    model_config = SettingsConfigDict(env_prefix="AQSHA_", frozen=True, extra="ignore", env_ignore_empty=True)

    mentions: Path | None = None
    mentions_allow_generated: bool = False


@dataclass(frozen=True, slots=True)
class OpenMentions:
    """What a night publishes of the method.

    Attributes:
        tables: mention_periods, mention_indicators, mention_method.
        account: Lines read, held back and counted at the last good reading; nothing where there was none.
        failed: Why the posts could not be read tonight, if so.
    """

    tables: Mapping[str, pl.DataFrame] = field(default_factory=no_mentions)
    account: Mapping[str, Any] = field(default_factory=dict)
    failed: tuple[str, ...] = ()

    def datasets(self) -> pl.DataFrame:
        """Return the source's row of the table of inputs, where posts were read."""
        told = {
            "dataset": NAME,
            "about": ABOUT,
            "licence": N_("Counts made here; the texts belong to their authors"),
            "cadence": N_("every night"),
            "home": "docs/mentions.md",
            "rows_in": self.account.get("rows"),
            "rows_published": self.account.get("counted"),
            "rows_quarantined": self.account.get("held_back"),
        }
        return frame([told] if self.account else [], Datasets)


def read_open_mentions(
    settings: PipelineSettings, now: datetime, record: RunRecord, report: Callable[[str], None], *, ask: bool = True
) -> OpenMentions:
    """Run the method; what fails is told and the tables of the last good reading stay.

    Args:
        settings: Folders.
        now: The moment of the run.
        record: The run's diary.
        report: Told how far it is.
        ask: Read the folder; else the tables of the last reading are used.
    """
    told = MentionSettings()
    kept = settings.raw / NAME
    may_take_generated = _may_take_generated(told, settings)
    failed = ""
    method = no_mentions()["mention_method"]
    try:
        method = method_table(read_method(settings.data))
        if told.mentions and ask:
            _keep(kept, _read(told.mentions, settings, now, report, may_take_generated=may_take_generated))
    except (PipelineError, OSError, pl.exceptions.PolarsError) as error:
        failed = f"{NAME}: {_in_words(error)}"
    tables, account = _kept(kept, may_take_generated=may_take_generated) if told.mentions else (no_mentions(), {})
    if told.mentions or failed:
        record.source(NAME, ok=not failed, rows=account.get("rows"), sentence=failed or account.get("told", ""))
    return OpenMentions({**tables, "mention_method": method}, account, (failed,) if failed else ())


def _may_take_generated(told: MentionSettings, settings: PipelineSettings) -> bool:
    """Say whether made-up posts may be published: only when told so, and never where the site is served from."""
    default: Path = PipelineSettings.model_fields["snapshots"].default
    return told.mentions_allow_generated and settings.snapshots.resolve() != default.resolve()


def _read(
    folder: Path, settings: PipelineSettings, now: datetime, report: Callable[[str], None], *, may_take_generated: bool
) -> Found:
    found = work_out(folder, settings.data, datetime.fromisoformat(local_day(now)).date(), report)
    account = found.account()
    if found.generated and not may_take_generated:
        raise CheckFailed(REFUSED)
    if account["held_back"] == account["rows"]:
        first = f"; the first: {found.faults[0]}" if found.faults else ""
        raise SourceBroken(f"no line of the folder is a post ({account['rows']} lines{first}).")
    return found


def _in_words(error: Exception) -> str:
    """Tell why; of errors that may quote a row only the kind is told."""
    return str(error) if isinstance(error, PipelineError) else f"the posts can't be read ({type(error).__name__})."


def _keep(folder: Path, found: Found) -> None:
    """Keep the tables; made-up ones are marked before they are written, real ones unmarked after."""
    folder.mkdir(parents=True, exist_ok=True)
    if found.generated:
        (folder / MARK).touch()
    for name in KEPT:
        store(folder / f"{name}.parquet", found.tables[name])
    faults = found.told_faults()
    told = f"{found.account()['held_back']} lines held back: {'; '.join(faults)}" if faults else ""
    write_whole(folder / ACCOUNT, {**found.account(), "told": told})
    if not found.generated:
        (folder / MARK).unlink(missing_ok=True)
    structlog.get_logger().info("mentions", **found.account(), left_out=found.left_out, faults=faults)


def _kept(folder: Path, *, may_take_generated: bool) -> tuple[dict[str, pl.DataFrame], dict[str, Any]]:
    """Return the tables of the last good reading; none where they were made of made-up posts and may not be taken."""
    if (folder / MARK).exists() and not may_take_generated:
        return no_mentions(), {}
    tables = {name: load(folder / f"{name}.parquet", columns(CONTENT[name])) for name in KEPT}
    return no_mentions() | tables, read_json(folder / ACCOUNT)
