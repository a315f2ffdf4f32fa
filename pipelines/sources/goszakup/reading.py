"""Reads one window from the first page to its part, and goes on where a killed run stopped."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.sources.goszakup.client import GRAPHQL, Page, Register
from pipelines.sources.goszakup.diary import Diary, Entry
from pipelines.sources.goszakup.masks import Masker
from pipelines.sources.goszakup.pages import page_path, write_page
from pipelines.sources.goszakup.parse import is_organisation
from pipelines.sources.goszakup.parts import write_part
from pipelines.sources.goszakup.queries import SUBJECTS, Window
from pipelines.sources.goszakup.walk import walk
from pipelines.sources.http import read_exact, write_exact

Keep = Callable[[dict[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        resource: What is being read.
        window: Name of the window.
        rows: Rows of this window so far.
        total: Rows the register says it has, if it says.
        windows: Windows of this step finished so far.
        of_windows: Windows of this step.
        run_rows: Rows of the whole run so far.
        seconds: Seconds of the whole run so far.
        left: Rows of a first load still to come, at most; None when it is not one.
    """

    resource: str
    window: str
    rows: int
    total: int | None
    windows: int
    of_windows: int
    run_rows: int
    seconds: float
    left: int | None = None

    @property
    def rate(self) -> float:
        """Rows a second since the run began."""
        return self.run_rows / self.seconds if self.seconds > 0 else 0.0

    def __str__(self) -> str:
        """One line: «contracts made-2024-03: 200 of 5,000 rows, window 3 of 12, 380 rows/s; 9,000 rows left, 1 min»."""
        total = "" if self.total is None else f" of {self.total:,}"
        place = f"window {min(self.windows + 1, self.of_windows)} of {self.of_windows}"
        line = f"{self.resource} {self.window}: {self.rows:,}{total} rows, {place}, {self.rate:,.0f} rows/s"
        if self.left is None or self.rate <= 0:
            return line
        return f"{line}; {self.left:,} rows left, {self.left / self.rate / 60:,.0f} min"


@dataclass(slots=True)
class Counts:
    """What one run read of one resource."""

    windows: int = 0
    pages: int = 0
    rows: int = 0
    kept: int = 0


@dataclass(slots=True)
class Reading:
    """One run over the register.

    Attributes:
        folder: <raw>/goszakup.
        diary: Open diary of that folder.
        register: Where to ask.
        masker: Hides people before anything touches the disk.
        now: Moment of the run, UTC.
        report: Told after each page.
        buyers: BINs whose rows are kept where others come along.
        everybody: Contracts of all buyers are kept.
        left: Contracts of a first load still to come, at most; None when there is none.
        counts: What was read, by resource.
        short: Windows that ended before the register's own count, in words.
    """

    folder: Path
    diary: Diary
    register: Register
    masker: Masker
    now: datetime
    report: Callable[[Progress], None]
    buyers: Collection[str] = frozenset()
    everybody: bool = False
    left: int | None = None
    counts: dict[str, Counts] = field(default_factory=dict)
    short: list[str] = field(default_factory=list)
    began: float = 0.0

    def __post_init__(self) -> None:
        """Start the clock."""
        self.began = self.register.caller.patience.clock()

    def read_all(self, windows: list[Window]) -> list[Entry]:
        """Read windows one after the other; those done already cost nothing."""
        return [self.read(window, place, len(windows)) for place, window in enumerate(windows)]

    def read(self, window: Window, place: int = 0, of: int = 1) -> Entry:
        """Read one window and write its part.

        Returns:
            Its entry in the diary, done.

        Raises:
            SourceUnavailable: The register does not answer; the pages read stay for the next run.
            SourceChanged: It sends something else.
        """
        entry = self.diary.open(window.resource.name, window.name, window.to_json(), self.now)
        if entry.state == "done":
            return entry
        if entry.state == "open":
            window = Window.from_json(entry.resource, entry.name, entry.given)
            for page in walk(self.register, window, entry.cursor, entry.rows):
                entry = self.keep_page(entry, window, page)
                self._tell(entry, place, of)
            entry = self.diary.all_read(entry)
        return self.finish(entry)

    def keep_page(self, entry: Entry, window: Window, page: Page) -> Entry:
        """Put one page on the disk, masked, and only then into the diary."""
        body, kept = self._body(window, page)
        provenance = {
            "url": page.answer.url,
            "path": GRAPHQL,
            **page.sent,
            "window": window.to_json(),
            "fetched_at": page.answer.fetched_at.isoformat(timespec="seconds"),
            "status": page.answer.status,
            "sha256": hashlib.sha256(page.answer.body).hexdigest(),
            "rows": len(page.rows),
            "kept": kept,
        }
        write_page(self._path(entry, entry.pages + 1), provenance, self.masker.body(body))
        ids = [row[window.resource.key] for row in page.rows]
        entry = self.diary.page_kept(entry, rows=page.ids, kept=kept, total=page.total, cursor=min(ids), top=max(ids))
        self._count(entry.resource, pages=1, rows=page.ids, kept=kept)
        return entry

    def finish(self, entry: Entry) -> Entry:
        """Write the part of a window whose pages all stand, then say so in the diary."""
        seq = self.diary.next_seq()
        name = f"{seq:08d}-{entry.name}.parquet"
        pages = [(self._path(entry, number), f"{entry.name}/{number:06d}") for number in range(1, entry.pages + 1)]
        rows = write_part(self.folder / "parts" / entry.resource / name, entry.resource, pages) if pages else 0
        self.diary.finish(entry, seq, name if rows else None, self.now)
        self._count(entry.resource, windows=1)
        if entry.total is not None and entry.rows < entry.total and not _stops_early(entry):
            self.short.append(f"{entry.resource} {entry.name}: {entry.rows} of {entry.total} rows came")
        return self.diary.window(entry.resource, entry.name) or entry

    def _body(self, window: Window, page: Page) -> tuple[bytes, int]:
        """Return what is kept of an answer: all of it as it came, or only the rows that concern us."""
        keep = self._keep(window)
        if keep is None:
            return page.answer.body, len(page.rows)
        content = read_exact(page.answer.body)
        rows = [row for row in content["data"][window.resource.root] if keep(row)]
        content["data"][window.resource.root] = rows
        return write_exact(content), len(rows)

    def _keep(self, window: Window) -> Keep | None:
        """Return what tells rows to keep; None keeps everything."""
        field_name = window.resource.buyer
        if window.resource is SUBJECTS:
            return is_organisation
        if field_name in window.filters or (self.everybody and window.resource.name == "contracts"):
            return None
        return lambda row: row[field_name] in self.buyers

    def _path(self, entry: Entry, number: int) -> Path:
        return page_path(self.folder, entry.resource, entry.name, number)

    def _count(self, resource: str, *, windows: int = 0, pages: int = 0, rows: int = 0, kept: int = 0) -> None:
        counts = self.counts.setdefault(resource, Counts())
        counts.windows += windows
        counts.pages += pages
        counts.rows += rows
        counts.kept += kept
        if self.left is not None and resource == "contracts":
            self.left = max(0, self.left - rows)

    def _tell(self, entry: Entry, place: int, of: int) -> None:
        rows = sum(one.rows for one in self.counts.values())
        seconds = self.register.caller.patience.clock() - self.began
        left = self.left if entry.resource == "contracts" else None
        self.report(Progress(entry.resource, entry.name, entry.rows, entry.total, place, of, rows, seconds, left))


def _stops_early(entry: Entry) -> bool:
    window = Window.from_json(entry.resource, entry.name, entry.given)
    return window.stop_id is not None or window.stop_year is not None
