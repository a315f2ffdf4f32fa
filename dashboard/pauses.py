"""Says whether the page of akims' ratings is paused for an election campaign, by the setting AQSHA_AKIMS_PAUSED."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from dashboard.settings import settings

ASTANA: Final = timezone(timedelta(hours=5))
ON: Final = "on"
PAUSABLE: Final = frozenset({"akims"})
"""Pages that may be paused: what they answered before must not be kept for ever by anyone."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause; `until` is its last day, missing where it lasts until further notice."""

    until: date | None = None


def akims_pause(now: datetime | None = None) -> Pause | None:
    """Return the pause of the page of akims; nothing where it is not paused.

    Args:
        now: The moment asked about, with its time zone; the present where none is given.
    """
    told = settings().akims_paused
    if not told:
        return None
    if told == ON:
        return Pause()
    until = date.fromisoformat(told)
    return Pause(until) if (now or datetime.now(UTC)).astimezone(ASTANA).date() <= until else None


def pause_mark() -> str:
    """Return what tells answers made during a pause from others."""
    pause = akims_pause()
    return "" if pause is None else f"akims paused {pause.until or ON}"
