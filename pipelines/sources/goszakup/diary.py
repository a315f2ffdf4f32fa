"""Remembers what was read and how far: one row a window in SQLite, one transaction a page."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

State = Literal["open", "read", "done"]
TABLES = """
CREATE TABLE IF NOT EXISTS windows (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    resource TEXT NOT NULL,
    name TEXT NOT NULL,
    given TEXT NOT NULL,
    state TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    done_at TEXT,
    pages INTEGER NOT NULL DEFAULT 0,
    rows INTEGER NOT NULL DEFAULT 0,
    kept INTEGER NOT NULL DEFAULT 0,
    total INTEGER,
    cursor INTEGER,
    top INTEGER,
    seq INTEGER UNIQUE,
    part TEXT,
    UNIQUE (resource, name)
) STRICT;
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
COLUMNS = "resource, name, given, state, opened_at, done_at, pages, rows, kept, total, cursor, top, seq, part"


@dataclass(frozen=True, slots=True)
class Entry:
    """How far the reading of one window is.

    Attributes:
        resource: Resource it belongs to.
        name: Its name, unique in the resource.
        given: What is needed to go on with it (Window.to_json).
        state: open: pages are coming; read: all came; done: its part stands.
        opened_at: Moment of the run that opened it, UTC.
        done_at: Moment of the run that finished it.
        pages: Page files that count.
        rows: Rows that came (each id of a page once).
        kept: Rows that were kept; less where other buyers' rows are dropped.
        total: Rows the register said the window has.
        cursor: Least id read.
        top: Greatest id read.
        seq: Number of its part; later parts win.
        part: File name of its part; None while not done, or when it holds no rows.
    """

    resource: str
    name: str
    given: str
    state: State
    opened_at: str
    done_at: str | None
    pages: int
    rows: int
    kept: int
    total: int | None
    cursor: int | None
    top: int | None
    seq: int | None
    part: str | None


class Diary:
    """The diary of one folder; every change is on the disk when the call returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def window(self, resource: str, name: str) -> Entry | None:
        """Return the entry of a window, or None."""
        found = self._entries("WHERE resource = ? AND name = ?", resource, name)
        return found[0] if found else None

    def unfinished(self) -> list[Entry]:
        """Return windows that were begun and not finished, oldest first."""
        return self._entries("WHERE state <> 'done' ORDER BY number")

    def done(self, resource: str | None = None) -> list[Entry]:
        """Return finished windows in the order of their parts."""
        return self._entries("WHERE state = 'done' AND coalesce(?, resource) = resource ORDER BY seq", resource)

    def open(self, resource: str, name: str, given: str, now: datetime) -> Entry:
        """Begin a window, or return it as it stands if it was begun before."""
        with self._connection:
            self._connection.execute(
                "INSERT OR IGNORE INTO windows (resource, name, given, state, opened_at) VALUES (?, ?, ?, 'open', ?)",
                (resource, name, given, now.isoformat(timespec="seconds")),
            )
        entry = self.window(resource, name)
        if entry is None:
            raise AssertionError("a window just opened stands in the diary")
        return entry

    def page_kept(self, entry: Entry, *, rows: int, kept: int, total: int | None, cursor: int, top: int) -> Entry:
        """Count one more page, whose file must be on the disk already."""
        self._change(
            entry,
            "pages = pages + 1, rows = rows + ?, kept = kept + ?, total = ?, cursor = ?,"
            " top = max(coalesce(top, ?), ?)",
            (rows, kept, total, cursor, top, top),
        )
        return self._again(entry)

    def all_read(self, entry: Entry) -> Entry:
        """Note that the last page of a window came."""
        self._change(entry, "state = 'read'", ())
        return self._again(entry)

    def next_seq(self) -> int:
        """Return the number of the next part."""
        (last,) = self._connection.execute("SELECT coalesce(max(seq), 0) FROM windows").fetchone()
        return int(last) + 1

    def finish(self, entry: Entry, seq: int, part: str | None, now: datetime) -> None:
        """Note that the part of a window stands on the disk."""
        told = (seq, part, now.isoformat(timespec="seconds"))
        self._change(entry, "state = 'done', seq = ?, part = ?, done_at = ?", told)

    def note(self, name: str) -> str | None:
        """Return a note, such as the moment up to which changes were read."""
        found = self._connection.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def set_note(self, name: str, value: str) -> None:
        """Keep a note."""
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def _change(self, entry: Entry, what: str, values: tuple[object, ...]) -> None:
        with self._connection:
            self._connection.execute(
                f"UPDATE windows SET {what} WHERE resource = ? AND name = ?",  # noqa: S608 — fixed words of this module
                (*values, entry.resource, entry.name),
            )

    def _again(self, entry: Entry) -> Entry:
        found = self.window(entry.resource, entry.name)
        if found is None:
            raise AssertionError("a window in hand stands in the diary")
        return found

    def _entries(self, where: str, *values: object) -> list[Entry]:
        rows = self._connection.execute(f"SELECT {COLUMNS} FROM windows {where}", values)  # noqa: S608 — fixed words
        return [Entry(*row) for row in rows]


@contextmanager
def open_diary(folder: Path) -> Iterator[Diary]:
    """Open the diary of a folder, making it at first use."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / "diary.sqlite")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.executescript(TABLES)
        yield Diary(connection)
