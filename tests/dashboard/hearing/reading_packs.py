"""Reads chapters of a pack: its blocks by kind, the entries of its lists, texts with plain spaces."""

from dashboard.hearing.pack import Chapter, Entry, Listed


def only(chapter: Chapter, kind: type):
    """Return the one block of a kind."""
    [found] = [block for block in chapter.blocks if isinstance(block, kind)]
    return found


def entries(chapter: Chapter) -> list[Entry]:
    return [row for block in chapter.blocks if isinstance(block, Listed) for row in block.rows]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")
