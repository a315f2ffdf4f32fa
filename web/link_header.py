"""Writes the Link header of answers, never longer than what stands between us and a reader lets through."""

from collections.abc import Iterable
from typing import Final

ROOM: Final = 3_000
"""Letters of the header; proxies hold some 4 KB of headers."""


def link_header(links: Iterable[str]) -> str:
    """Join links, the most useful first; one that has no room any more is left out."""
    kept: list[str] = []
    room = ROOM
    for link in links:
        if len(link) + 2 <= room:
            kept.append(link)
            room -= len(link) + 2
    return ", ".join(kept)
