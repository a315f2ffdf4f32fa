"""Walks the pages of one window downwards by id, and doubts an end that comes too early."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pipelines.errors import SourceUnavailable
from pipelines.sources.goszakup.client import NAME, Page, Register
from pipelines.sources.goszakup.queries import Window
from pipelines.sources.http import CutShort

SMALLEST_LIMIT = 25
DOUBTS = 3
MAY_LACK = 3
MAY_LACK_OF = 50


@dataclass(slots=True)
class _Asking:
    """Asks for pages; after answers that kept coming cut, for smaller ones."""

    register: Register
    window: Window
    limit: int

    def page(self, after: int | None) -> Page:
        while True:
            try:
                return self.register.page(self.window, self.limit, after)
            except CutShort:
                if self.limit // 2 < SMALLEST_LIMIT:
                    raise
                self.limit //= 2


def walk(register: Register, window: Window, after: int | None = None, read_before: int = 0) -> Iterator[Page]:
    """Yield the pages of a window that hold rows; the next one is asked for while the caller keeps this one.

    An empty or short page does not end the window by itself: as long as the register itself counts more rows than came,
    it is asked again. Where it keeps saying no, a few rows moved while we read (the index is live), and the next
    increment brings them; many rows do not move at once: that is a register that does not answer.

    Args:
        register: Where to ask.
        window: What to read.
        after: Cursor of the last page kept, to go on from.
        read_before: Rows of the window read before that cursor.

    Raises:
        SourceUnavailable: The register does not answer.
        SourceChanged: It answers with something else.
    """
    asking = _Asking(register, window, window.resource.limit)
    read, doubts = read_before, 0
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(asking.page, after)
        while True:
            page = coming.result()
            read += page.ids
            doubts = 0 if page.rows else doubts + 1
            cursor = page.cursor if page.rows else after
            go_on = _goes_on(page, window, read) and doubts <= DOUBTS
            if go_on:
                coming = pool.submit(asking.page, cursor)
            if page.rows:
                yield page
            if not go_on:
                _doubt_the_end(page, window, read)
                return
            after = cursor


def _goes_on(page: Page, window: Window, read: int) -> bool:
    if page.rows and _reached_known(page, window):
        return False
    if page.total is not None and read < page.total:
        return True
    # Past the count, only a full page or the register's own word says that more follows; an empty page ends it.
    return bool(page.rows) and (page.more or (page.total is None and page.ids >= page.limit))


def _doubt_the_end(page: Page, window: Window, read: int) -> None:
    """Refuse an end far before the register's own count.

    Raises:
        SourceUnavailable: It counts rows and keeps sending none.
    """
    missing = 0 if page.rows or page.total is None else page.total - read
    if missing > 0 and (read == 0 or missing > max(MAY_LACK, (page.total or 0) // MAY_LACK_OF)):
        raise SourceUnavailable(
            f"{NAME} counts {page.total:,} rows of «{window.resource.root}» in «{window.name}» and stopped sending "
            f"after {read:,} of them; what was read so far is kept, the next run goes on from there."
        )


def _reached_known(page: Page, window: Window) -> bool:
    """Say whether the rest of the way down is known already or too old to matter."""
    if window.stop_id is not None and page.cursor is not None and page.cursor <= window.stop_id:
        return True
    years = [row["plnPointYear"] for row in page.rows] if window.stop_year is not None else []
    return bool(years) and all(isinstance(year, int) and year < (window.stop_year or 0) for year in years)
