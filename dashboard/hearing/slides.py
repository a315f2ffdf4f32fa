"""Writes a pack as slides for a room: one HTML document with all languages in it, which asks for nothing once open.

Without its script it is a page of slides one under another in the first language. With it, keys turn the slides, and
the language changes on the same slide.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup, escape

from dashboard.document import SITE_NAME
from dashboard.hearing import drawn, room
from dashboard.hearing.boards import Board, decks
from dashboard.hearing.drawn import Pen, Pictures
from dashboard.hearing.letters import font_faces
from dashboard.hearing.pack import Pack, Told
from dashboard.html.drawing import draw
from dashboard.html.masthead import LANGUAGE_NAMES
from dashboard.pictures.svg import Drawing

MINUTES: Final = 3
"""For each speaker, until the room chooses otherwise."""

_STYLES: Final = Path(__file__).with_name("slides.css")
_SUM: Final = re.compile(r"\d[\d\s.,]*(?:[^\W\d]+\.?\s)?₸[,.;:]?")
"""With the sign after it, which would else begin the next line."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide, drawn.

    Attributes:
        number: Its place, and behind a point which of the details there it is.
        done: Its place without details.
        details: How many slides of details follow it.
    """

    board: Board
    html: Markup
    number: str
    done: int
    details: int


@dataclass(frozen=True, slots=True)
class Deck:
    """All slides of one language.

    Attributes:
        pack: Its pack.
        name: What the language is called in itself.
        href: Link to the screen in this language, for browsers without scripts.
        title: The finding, its first sum set off.
        slides: Between the first and the last.
        code: The code of the pack's link.
    """

    pack: Pack
    name: str
    href: str
    title: Markup
    slides: tuple[Slide, ...]
    code: Drawing | None

    @property
    def count(self) -> int:
        """Return how many slides it has without details: the first, those of the chapters, the last."""
        return sum(not one.board.aside for one in self.slides) + 2


def slides(packs_by_language: Mapping[str, Pack], script: str = "/screen.js") -> str:
    """Write the document.

    Args:
        packs_by_language: Language → pack; the first is shown at first. All have the same chapters and blocks.
        script: Address of the script that turns the slides.

    Raises:
        ValueError: No pack is given.
    """
    if not packs_by_language:
        raise ValueError("a screen shows at least one pack, got none")
    pictures = Pictures(room.figure_width)
    packs = list(packs_by_language.values())
    crowded = not all(room.fits_first(_around_sum(one.title), one.lead, one.about) for one in packs)
    several = [
        _deck(code, pack, [*_before(pack, crowded=crowded), *deck], pictures)
        for (code, pack), deck in zip(packs_by_language.items(), decks(packs), strict=True)
    ]
    return str(
        draw(
            "hearing/slides.html",
            site=SITE_NAME,
            styles=_styles(),
            fonts=font_faces(),
            script=script,
            decks=several,
            crowded=crowded,
            minutes=MINUTES,
        )
    )


def _deck(code: str, pack: Pack, boards: list[Board], pictures: Pictures) -> Deck:
    pen = Pen(pack.page.tr, drawn.reaching(pack), pictures, away=True)
    blocks = [drawn.block(pen, one.block, one.start) if one.block else Markup("") for one in boards]
    shown = [Slide(*one) for one in zip(boards, blocks, *_numbered(boards), strict=True)]
    return Deck(
        pack=pack,
        name=LANGUAGE_NAMES.get(code, code),
        href=pack.page.link(mode="screen", lang=code),
        title=_sum_set_off(pack.title),
        slides=tuple(shown),
        code=drawn.code(pack.link),
    )


def _before(pack: Pack, *, crowded: bool) -> list[Board]:
    """Return the slides before the chapters: what has no room beside the finding, what of the link was not taken."""
    tr = pack.page.tr
    told = tuple(one for one in (pack.lead, pack.about) if one)
    about = [Board(tr("What this is about"), block=Told(told))] if crowded else []
    return [*about, Board(tr("About this link"), block=Told(pack.notices))] if pack.notices else about


def _numbered(boards: list[Board]) -> tuple[list[str], list[int], list[int]]:
    """Return for each slide its number, its place without details, and how many of those follow it."""
    numbers, places, details = list[str](), list[int](), list[int]()
    place, beside = 1, 0
    for one in boards:
        place, beside = (place, beside + 1) if one.aside else (place + 1, 0)
        numbers.append(f"{place}.{beside}" if beside else str(place))
        places.append(place)
        details.append(0)
        if beside:
            details[-1 - beside] = beside
    return numbers, places, details


def _sum_set_off(title: str) -> Markup:
    """Return a title whose first sum is an element of its own, to be seen from the last row."""
    before, found, after = _around_sum(title)
    return Markup("{}<strong>{}</strong>{}").format(before, found, after) if found else escape(title)


def _around_sum(title: str) -> tuple[str, str, str]:
    """Return what stands before a title's first sum, the sum, what follows it; all before where it has none."""
    found = _SUM.search(title)
    return (title[: found.start()], found[0], title[found.end() :]) if found else (title, "", "")


@cache
def _styles() -> Markup:
    return Markup(_STYLES.read_text(encoding="utf-8"))  # noqa: S704 — our own file
