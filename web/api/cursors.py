"""Owns cursors: where a list goes on, tied to the data edition and the link that gave it."""

import base64
import binascii
import hashlib
from typing import Any

import orjson

from dashboard.exports.dataset import Dataset, Position
from web.api.asking import CURSOR_LENGTH, bad
from web.api.problems import Problem


def write(dataset: Dataset, after: Position) -> str:
    """Write a position as letters, digits, "-" and "_"."""
    told = [dataset.page.asked.snapshot.id, _whose(dataset), after]
    return base64.urlsafe_b64encode(orjson.dumps(told)).decode().rstrip("=")


def read(dataset: Dataset, cursor: str) -> Position | None:
    """Read a position of this list; nothing for an empty cursor.

    Raises:
        Problem: It can't be read, or belongs to another data edition or link.
    """
    if not cursor:
        return None
    tr = dataset.page.tr
    told = _told(cursor)
    if told is None:
        raise unreadable(dataset, cursor)
    edition, whose, after = told
    if edition != dataset.page.asked.snapshot.id:
        title = tr("The cursor belongs to another data edition.")
        detail = tr("Begin again, or name that edition by «asof».")
        raise Problem("cursor-of-another-edition", 409, title, detail, parameter="cursor", edition=edition)
    if whose != _whose(dataset):
        title = tr("The cursor belongs to another link.")
        raise Problem("cursor-of-another-link", 400, title, parameter="cursor")
    return after


def unreadable(dataset: Dataset, cursor: str) -> Problem:
    """Return the problem of a cursor that names no place of the list."""
    tr = dataset.page.tr
    return bad(tr, "cursor", cursor, tr("Take it from «next» of the answer before, unchanged."))


def _told(cursor: str) -> tuple[str, str, Any] | None:
    if len(cursor) > CURSOR_LENGTH:
        return None
    try:
        told = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        return None
    if not isinstance(told, list) or len(told) != 3 or told[2] is None:
        return None
    edition, whose, after = told
    return (edition, whose, after) if isinstance(edition, str) and isinstance(whose, str) else None


def _whose(dataset: Dataset) -> str:
    """Return a mark of the list: its view, table and filters; language and edition play no part in it."""
    link = dataset.page.filters.with_(lang=None, asof=None).to_query()
    return hashlib.sha256(f"{dataset.key} {dataset.table} {link}".encode()).hexdigest()[:12]
