"""The nightly reading of the register: subjects, contracts, lots, plan points, deletions."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import polars as pl
from pydantic import SecretStr

from pipelines.errors import SourceBroken
from pipelines.sources.goszakup.client import Register, open_caller
from pipelines.sources.goszakup.diary import Diary, Entry, open_diary
from pipelines.sources.goszakup.journal import read_journal, read_references
from pipelines.sources.goszakup.masks import Masker, person_key
from pipelines.sources.goszakup.queries import CONTRACTS, LOTS, PLANS, SUBJECTS, Filter, Resource, Window, between
from pipelines.sources.goszakup.reading import Counts, Progress, Reading
from pipelines.sources.goszakup.rows import SCHEMAS
from pipelines.sources.goszakup.rows import SUBJECTS as SUBJECT_COLUMNS
from pipelines.sources.goszakup.settings import GoszakupSettings, Mode
from pipelines.sources.http import Patience

ASTANA = timedelta(hours=5)
OVERLAP = timedelta(days=3)
WEEK = timedelta(days=7)
OPEN_LOTS = timedelta(days=90)
IN_FORCE = [185, 190, 345, 375, 450]
MOMENT = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Part:
    """One finished part on the disk; of two rows with the same key the one in the later part wins."""

    resource: str
    seq: int
    path: Path
    rows: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one run read.

    Attributes:
        mode: Whose purchases are read.
        since: Contracts made from this day on were asked for.
        buyers: BIN → day its contracts are read since; the local buyers, or those listed.
        counts: Resource → windows, pages, rows that came, rows kept; the difference are rows of other buyers or people.
        calls: Calls made.
        seconds: How long it took.
        short: Windows that ended before the register's own count, in words (rows moved while we read).
        unknown: Reference tables the register does not have.
    """

    mode: Mode
    since: date
    buyers: dict[str, date]
    counts: dict[str, Counts]
    calls: int
    seconds: float
    short: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def dropped(self) -> dict[str, int]:
        """Rows that came along and were not kept, by resource."""
        return {name: one.rows - one.kept for name, one in self.counts.items() if one.rows > one.kept}


def finished_parts(folder: Path, resource: str | None = None) -> list[Part]:
    """Return the parts that stand, in the order they take effect.

    Args:
        folder: <raw>/goszakup.
        resource: One resource only; None for all.
    """
    if not (folder / "diary.sqlite").exists():
        return []
    with open_diary(folder) as diary:
        return [_part(folder, entry) for entry in diary.done(resource) if entry.part]


def subjects_now(folder: Path) -> pl.DataFrame:
    """Return every organisation as last read; one row per BIN, columns of rows.SUBJECTS."""
    paths = [part.path for part in finished_parts(folder, "subjects")]
    if not paths:
        return SUBJECT_COLUMNS.to_frame()
    return (
        pl.concat([pl.scan_parquet(path) for path in paths]).unique("bin", keep="last", maintain_order=True).collect()
    )


def load(
    settings: GoszakupSettings,
    folder: Path,
    now: datetime,
    report: Callable[[Progress], None],
    *,
    local_buyers: Callable[[pl.DataFrame], Sequence[str]],
    may_take_generated: bool = False,
    given_person_key: SecretStr | None = None,
    patience: Patience | None = None,
    transport: httpx.BaseTransport | None = None,
) -> Loaded:
    """Bring the parts up to date: finish what was begun, load what is new to us, then what changed.

    Args:
        settings: Address, token, whose purchases, since when.
        folder: <raw>/goszakup.
        now: Moment of the run, UTC.
        report: Told after each page.
        local_buyers: Finds the bodies of akimats among all organisations; returns their BINs.
        may_take_generated: The run may take rows of a test register, if the settings say so too.
        given_person_key: AQSHA_PERSON_KEY, if it is set.
        patience: Clock and pauses of a test; else from the settings.
        transport: Stands in for the network in tests.

    Raises:
        SourceUnavailable: No token, or the register does not answer; what was read stays for the next run.
        SourceChanged: It sends something else.
        CheckFailed: It sends generated rows and this run may not take them.
        SourceBroken: A kept page is damaged, or the list of customers can't be read.
    """
    with open_caller(settings, patience, transport) as caller, open_diary(folder) as diary:
        register = Register(caller, allow_generated=may_take_generated and settings.allow_generated)
        register.check_token()
        _sweep(folder, diary)
        masker = Masker(person_key(folder, given_person_key))
        reading = Reading(folder, diary, register, masker, now, report, everybody=settings.mode == "all")
        _read_subjects(reading)
        buyers = _buyers(settings, folder, local_buyers)
        reading.buyers = frozenset(buyers)
        _finish_begun(reading)
        _read_contracts(reading, settings, buyers)
        _read_changed(reading, LOTS, "lots_until", now - OPEN_LOTS)
        _read_plans(reading, buyers)
        _read_deletions(reading)
        return Loaded(
            mode=settings.mode,
            since=settings.since,
            buyers=dict.fromkeys(buyers, settings.since),
            counts=reading.counts,
            unknown=read_references(reading),
            calls=caller.calls,
            seconds=round(caller.patience.clock() - reading.began, 1),
            short=reading.short,
        )


def _part(folder: Path, entry: Entry) -> Part:
    return Part(entry.resource, entry.seq or 0, folder / "parts" / entry.resource / (entry.part or ""), entry.kept)


def _sweep(folder: Path, diary: Diary) -> None:
    """Remove what a killed run left half done: temporary files, and parts the diary does not know."""
    for resource in SCHEMAS:
        known = {entry.part for entry in diary.done(resource)}
        for path in (folder / "parts" / resource).glob("*"):
            if path.name not in known:
                path.unlink()


def _buyers(
    settings: GoszakupSettings, folder: Path, local_buyers: Callable[[pl.DataFrame], Sequence[str]]
) -> list[str]:
    buyers = settings.listed() if settings.mode == "listed" else list(local_buyers(subjects_now(folder)))
    if not buyers:
        raise SourceBroken(
            "No buyers were found: the list in AQSHA_GOSZAKUP_CUSTOMERS is empty, or no organisation of the register "
            "has the name of an akimat body; list the BINs, or set it to «all»."
        )
    return sorted(set(buyers))


def _finish_begun(reading: Reading) -> None:
    """Finish the windows a stopped run left, before any other: their parts come first."""
    for entry in reading.diary.unfinished():
        if entry.resource != "deletions":
            reading.read(Window.from_json(entry.resource, entry.name, entry.given))


def _read_subjects(reading: Reading) -> None:
    """All of them once a week, else those that changed."""
    for entry in reading.diary.unfinished():
        if entry.resource == "subjects":
            reading.read(Window.from_json(entry.resource, entry.name, entry.given))
    if _due(reading, "subjects_all"):
        entry = reading.read(Window(SUBJECTS, f"all-{_stamp(reading.now)}"))
        reading.diary.set_note("subjects_all", entry.opened_at)
        reading.diary.set_note("subjects_until", _astana(datetime.fromisoformat(entry.opened_at)).strftime(MOMENT))
        return
    _read_changed(reading, SUBJECTS, "subjects_until", reading.now, "lastUpdateDate")


def _read_contracts(reading: Reading, settings: GoszakupSettings, buyers: Sequence[str]) -> None:
    if reading.diary.note("contracts_until") is None:
        # Whatever changes from now on, while the first load takes its hours, is read as a change.
        reading.diary.set_note("contracts_until", _astana(reading.now).strftime(MOMENT))
    if reading.everybody:
        windows = _months(settings.since, _astana(reading.now).date())
        reading.left = _left(reading, windows)
        reading.read_all(windows)
        reading.left = None
    else:
        _read_new_buyers(reading, settings.since, buyers)
    _read_changed(reading, CONTRACTS, "contracts_until", reading.now)
    _read_in_force(reading, settings.since, buyers)


def _left(reading: Reading, windows: Sequence[Window]) -> int | None:
    """Ask how many contracts there are, unless all of them were read."""
    entries = [reading.diary.window("contracts", window.name) for window in windows]
    read = [entry for entry in entries if entry is not None]
    if len(read) == len(windows) and all(entry.state == "done" for entry in read):
        return None
    total = reading.register.page(Window(CONTRACTS, "count"), 1, None).total
    return None if total is None else max(0, total - sum(entry.rows for entry in read))


def _months(since: date, today: date) -> list[Window]:
    """Windows by the month a contract was made, newest first: a contract never changes its month."""
    windows = []
    first = today.replace(day=1)
    while True:
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        begin = max(first, since)
        name = f"made-{first:%Y-%m}" if begin == first else f"made-{begin}"
        windows.append(Window(CONTRACTS, name, {"crdate": between(begin, last)}))
        if first <= since:
            return windows
        first = (first - timedelta(days=1)).replace(day=1)


def _read_new_buyers(reading: Reading, since: date, buyers: Sequence[str]) -> None:
    """Load all contracts of buyers that were never loaded; spread their weekly reading over the days of the week."""
    today = _astana(reading.now).date()
    windows = [
        Window(CONTRACTS, f"buyer-{bin_}-since-{since}", {"customerBin": bin_, "crdate": between(since, today)})
        for bin_ in buyers
    ]
    for place, window in enumerate(windows):
        entry = reading.read(window, place, len(windows))
        bin_ = str(window.filters["customerBin"])
        if reading.diary.note(f"in_force {bin_}") is None:
            opened = datetime.fromisoformat(entry.opened_at)
            spread = timedelta(days=zlib.crc32(bin_.encode()) % 7)
            reading.diary.set_note(f"in_force {bin_}", (opened - spread).isoformat(timespec="seconds"))


def _read_in_force(reading: Reading, since: date, buyers: Sequence[str]) -> None:
    """Read contracts in force again every week: payments on them change long after the contract."""
    today = _astana(reading.now).date()
    if reading.everybody:
        years = range(today.year, since.year - 1, -1)
        made = [between(max(date(year, 1, 1), since), date(year, 12, 31)) for year in years]
        _read_weekly(reading, "in_force", [{"crdate": days} for days in made])
        return
    due = [bin_ for bin_ in buyers if _due(reading, f"in_force {bin_}")]
    for place, bin_ in enumerate(due):
        filters: dict[str, Filter] = {"customerBin": bin_, "crdate": between(since, today)}
        _read_weekly(reading, f"in_force {bin_}", [filters], bin_, place, len(due))


def _read_weekly(
    reading: Reading, note: str, given: list[dict[str, Filter]], name: str = "all", place: int = 0, of: int = 1
) -> None:
    told = reading.diary.note(note)
    if told is not None and _due(reading, note):
        week = _stamp(datetime.fromisoformat(told))
        for number, filters in enumerate(given):
            title = f"in-force-{name}-{number}-after-{week}"
            window = Window(CONTRACTS, title, {"refContractStatusId": IN_FORCE, **filters})
            reading.read(window, place + number, max(of, len(given)))
    if told is None or _due(reading, note):
        reading.diary.set_note(note, reading.now.isoformat(timespec="seconds"))


def _read_changed(reading: Reading, resource: Resource, note: str, first: datetime, by: str = "indexDate") -> None:
    """Read what was indexed since the last time, three days of it again, in windows of at most a week."""
    now = _astana(reading.now)
    told = reading.diary.note(note)
    if told == now.strftime(MOMENT):
        return
    start = _astana(first) if told is None else datetime.strptime(told, MOMENT) - OVERLAP  # noqa: DTZ007 — Astana time
    reading.read_all([Window(resource, name, {by: days}) for name, days in _weeks(start.date(), now)])
    reading.diary.set_note(note, now.strftime(MOMENT))


def _weeks(first: date, now: datetime) -> Iterator[tuple[str, list[str]]]:
    """Cut the days from the first to now into weeks; the last one is named after the moment, for it may still grow."""
    while first + WEEK <= now.date():
        last = first + WEEK - timedelta(days=1)
        yield f"changed-{first}-{last}", between(first, last)
        first = last + timedelta(days=1)
    yield f"changed-{first}-{_stamp(now)}", between(first, now.date() + timedelta(days=1))


def _read_plans(reading: Reading, buyers: Sequence[str]) -> None:
    """Plan points of this year's buyers once, then every new id of the register (its date filters do not work)."""
    top = reading.diary.note("plans_top")
    if top is None:
        newest = reading.register.page(Window(PLANS, "newest"), 1, None)
        top = str(newest.cursor or 0)
        reading.diary.set_note("plans_top", top)
    else:
        window = Window(PLANS, f"new-after-{top}-{_stamp(reading.now)}", stop_id=int(top))
        entry = reading.read(window)
        reading.diary.set_note("plans_top", str(max(int(top), entry.top or 0)))
    year = _astana(reading.now).year
    reading.read_all([Window(PLANS, f"buyer-{bin_}-{year}", {"subjectBiin": bin_}, stop_year=year) for bin_ in buyers])


def _read_deletions(reading: Reading) -> None:
    """Read the change log from the day before the last reading on; older deletions were never loaded by us."""
    for entry in reading.diary.unfinished():
        if entry.resource == "deletions" and entry.pages:
            reading.finish(entry)
    today = _astana(reading.now).date()
    told = reading.diary.note("journal_until")
    day = date.fromisoformat(told) - timedelta(days=1) if told else today - timedelta(days=1)
    while day <= today:
        read_journal(reading, day)
        day += timedelta(days=1)
    reading.diary.set_note("journal_until", today.isoformat())


def _due(reading: Reading, note: str) -> bool:
    told = reading.diary.note(note)
    return told is None or reading.now - datetime.fromisoformat(told) >= WEEK


def _astana(moment: datetime) -> datetime:
    """Return the moment as the register's clocks show it, without a zone."""
    return (moment.astimezone(UTC) + ASTANA).replace(tzinfo=None)


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"
