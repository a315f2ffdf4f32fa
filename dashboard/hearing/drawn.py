"""Draws the blocks of a pack as HTML, for the file that needs no network and for the screen.

Texts are escaped by the templates; links lead out of the file, so they are written whole.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Final

from markupsafe import Markup

from dashboard.body import Figure
from dashboard.hearing import room
from dashboard.hearing.pack import Block, Pack
from dashboard.html.drawing import draw, safe_href
from dashboard.pictures import qr
from dashboard.pictures.svg import Drawing
from dashboard.words import Words

INK: Final = "#1E2328"
_CODE_ROOM: Final = 400
_TALL: Final = 0.7
"""Share of its width above which a figure is tall: a slide has more room for it beside its line than above."""
_PATTERN: Final = re.compile(r'(id="|url\(#)((?:hatch|sparse)-[0-9A-F]{6}-[0-9A-F]{6})')


Vector = Callable[[float], Drawing]
"""Draws a figure at a width."""


@dataclass(frozen=True, slots=True)
class Pen:
    """What blocks are drawn with.

    Attributes:
        tr: The words of the pack's language.
        reach: Gives the whole address of a link, "" for one that can't be followed from outside of the page.
        picture: Draws a figure; empty where it has no drawing.
        away: Links open beside the document, which stays.
    """

    tr: Words
    reach: Callable[[str | None], str]
    picture: Callable[[Figure], Markup]
    away: bool = False


def block(pen: Pen, one: Block, start: int = 1) -> Markup:
    """Draw a block.

    Args:
        pen: What to draw with.
        one: The block.
        start: Number of the first of its numbered sentences.
    """
    kind = type(one).__name__.lower()
    return draw(
        "hearing/block.html", pen=pen, tr=pen.tr, kind=kind, one=one, start=start, most_columns=room.MOST_COLUMNS
    )


def origin_of(pack: Pack) -> str:
    """Return scheme and host in front of a pack's own link; "" where not known."""
    before, found, _ = pack.link.partition("/s/")
    return before if found else ""


def reaching(pack: Pack) -> Callable[[str | None], str]:
    """Return what writes links of a pack whole; one within its page leads nowhere from a file of its own."""
    origin = origin_of(pack)

    def reach(href: str | None) -> str:
        safe = safe_href(href)
        if safe.startswith("/"):
            return f"{origin}{safe}"
        if safe.startswith("?"):
            return f"{origin}{pack.page.path}{safe}"
        return "" if safe.startswith("#") else safe

    return reach


class Pictures:
    """Draws the figures of one document; no two share the names of their patterns.

    A browser takes a pattern from the first drawing that has its name, and where that one is hidden draws nothing.
    """

    def __init__(self, width: Callable[[Vector], float]) -> None:
        self._width = width
        self._numbers = count(1)

    def __call__(self, figure: Figure) -> Markup:
        """Draw a figure with its words for those who can't see it; nothing where it has no drawing."""
        if figure.vector is None:
            return Markup("")
        number, drawing = next(self._numbers), figure.vector(self._width(figure.vector))
        svg = _PATTERN.sub(rf"\1\2-{number}", drawing.svg)
        shape = 'class="tall" ' if drawing.height > drawing.width * _TALL else ""
        said = f'<svg {shape}aria-label="{escape(figure.alt)}" '
        return Markup(svg.replace("<svg ", said, 1))  # noqa: S704 — our own drawing, its texts escaped


def code(link: str) -> Drawing | None:
    """Return the QR code of a link; nothing where it is too long for one."""
    return qr.code(link, _CODE_ROOM, INK)
