"""Reads all lesser sources that are switched on; each fails alone and then keeps its last good reading."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import httpx
import polars as pl
from pydantic import SecretStr

from pipelines.errors import SourceChanged, SourceUnavailable
from pipelines.sources import egov_data, juridical, kgd_lists, kgd_payments, rnu, treasury
from pipelines.sources.http import Caller, Patience
from pipelines.sources.lesser import Frames, Lesser, Visit, Wanted, local_day
from pipelines.sources.lesser_settings import LesserSettings, names


@dataclass(frozen=True, slots=True)
class LesserResult:
    """How the reading of the lesser sources went.

    Attributes:
        sources: Those that are part of the run: read tonight, or with a reading of an earlier night.
        frames: Name of a frame → the last good reading; every known frame is there, empty if nothing was read yet.
        failed: Name of a source → the sentence that says why it could not be read tonight.
        unavailable: Names of those among them that did not answer (the others have changed their form).
    """

    sources: tuple[Lesser, ...]
    frames: Frames
    failed: dict[str, str]
    unavailable: frozenset[str]

    def rows(self, source: Lesser, settings: LesserSettings) -> int:
        """Count the rows that are kept of a source."""
        return sum(frame.height for frame in source.frames(settings.raw / source.name).values())

    def listings(self) -> dict[str, pl.DataFrame]:
        """Return the histories of lists: code of the list → one row per stay."""
        return {name: frame for name, frame in self.frames.items() if "first_seen" in frame.columns}


def lessers(settings: LesserSettings) -> list[Lesser]:
    """Return every lesser source there is, with its state."""
    return [
        rnu.source(settings),
        treasury.source(settings),
        kgd_payments.source(settings),
        *kgd_lists.sources(settings),
        juridical.source(settings),
        *egov_data.sources(settings),
    ]


def read_lesser(
    settings: LesserSettings,
    wanted: Wanted,
    now: datetime,
    report: Callable[[str], None],
    *,
    patience: Patience | None = None,
    transport: httpx.BaseTransport | None = None,
) -> LesserResult:
    """Read what is switched on and gather the last good reading of everything.

    Args:
        settings: What is switched on, where it is, where readings are kept.
        wanted: Whom and what our records speak of.
        now: The moment of the run.
        report: Told how far the reading is.
        patience: Retries and pauses; the pace is that of each source.
        transport: Stands in for the network in tests.
    """
    found: Frames = {}
    told: dict[str, SourceUnavailable | SourceChanged] = {}
    sources = lessers(settings)
    for source in sources:
        if source.state == "on" and (error := _read(source, settings, wanted, now, report, patience, transport)):
            told[source.name] = error
            report(f"{source.name}: {_hide(str(error), settings)}")
        folder = settings.raw / source.name
        # What is left out gives its frames too, without a row: who uses them need not ask what is switched on.
        found |= source.frames(folder) if source.state != "off" else source.frames(folder / "left-out")
    return LesserResult(
        sources=tuple(one for one in sources if one.state == "on" or _was_read(one, settings)),
        frames=found,
        failed={name: _hide(str(error), settings) for name, error in told.items()},
        unavailable=frozenset(name for name, error in told.items() if isinstance(error, SourceUnavailable)),
    )


def last_readings(settings: LesserSettings) -> LesserResult:
    """Gather the last good readings without asking anybody."""
    sources = [replace(one, state="kept") if one.state == "on" else one for one in lessers(settings)]
    found: Frames = {}
    for source in sources:
        folder = settings.raw / source.name
        found |= source.frames(folder) if source.state != "off" else source.frames(folder / "left-out")
    return LesserResult(tuple(one for one in sources if _was_read(one, settings)), found, {}, frozenset())


def _was_read(source: Lesser, settings: LesserSettings) -> bool:
    return source.state == "kept" and any(one.height for one in source.frames(settings.raw / source.name).values())


def _read(
    source: Lesser,
    settings: LesserSettings,
    wanted: Wanted,
    now: datetime,
    report: Callable[[str], None],
    patience: Patience | None,
    transport: httpx.BaseTransport | None,
) -> SourceUnavailable | SourceChanged | None:
    access = source.access
    pace = patience or replace(Patience(), rate=access.rate)
    caller = Caller(
        source.name, access.base, access.headers, pace, access.ca_bundle, access.ca_setting, transport=transport
    )
    shrunk = source.name in names(settings.lists_shrunk)
    folder = settings.raw / source.name
    try:
        with caller:
            source.read(Visit(caller, wanted, folder, local_day(now), settings.lesser_calls, shrunk, report))
    except (SourceUnavailable, SourceChanged) as error:
        return error
    return None


def _hide(text: str, settings: LesserSettings) -> str:
    """Take tokens out of a sentence, however they came into it."""
    for secret in _secrets(settings):
        text = text.replace(secret, "…")
    return text


def _secrets(settings: LesserSettings) -> Iterator[str]:
    given: tuple[SecretStr | None, ...] = (settings.goszakup_token, settings.kgd_token, settings.egov_key)
    return (one.get_secret_value() for one in given if one and one.get_secret_value())
