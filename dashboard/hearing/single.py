"""Writes packs as one HTML file that asks no network, for a stick and for paper: two languages stand beside each other.

Its styles do without what old browsers lack; no script is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup

from dashboard.document import SITE_NAME
from dashboard.hearing import drawn
from dashboard.hearing.drawn import Pen, Pictures
from dashboard.hearing.letters import font_faces
from dashboard.hearing.pack import Chapter, Pack
from dashboard.html.drawing import draw
from dashboard.pictures.svg import Drawing

FIGURE_WIDTH: Final = 420
"""Figures are as wide as their column: from a telephone, where their words stay legible, to half of a screen."""
NAMES: Final = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""What languages are called in themselves."""
_STYLES: Final = Path(__file__).with_name("single.css")


@dataclass(frozen=True, slots=True)
class Column:
    """One language of the file: its pack, what it is drawn with, the code of its link."""

    pack: Pack
    pen: Pen
    code: Drawing | None


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter in one language, drawn: a piece of HTML for each of its blocks."""

    column: Column
    anchor: str
    chapter: Chapter
    blocks: tuple[Markup, ...]


def single(packs: Sequence[Pack]) -> str:
    """Write the file.

    Args:
        packs: The pack in each language that stands in it, the first on the left; their chapters are the same.

    Raises:
        ValueError: No pack is given.
    """
    if not packs:
        raise ValueError("a file holds at least one pack, got none")
    pictures = Pictures(lambda _: FIGURE_WIDTH)
    columns = [Column(one, Pen(one.page.tr, drawn.reaching(one), pictures), drawn.code(one.link)) for one in packs]
    several = [[_part(column, chapter) for chapter in column.pack.chapters] for column in columns]
    return str(
        draw(
            "hearing/single.html",
            site=SITE_NAME,
            styles=_styles(),
            fonts=font_faces(),
            columns=columns,
            names=NAMES,
            contents=several,
            rows=list(zip(*several, strict=True)),
        )
    )


def _part(column: Column, chapter: Chapter) -> Part:
    tr = column.pack.page.tr
    blocks = tuple(drawn.block(column.pen, one) for one in chapter.blocks)
    return Part(column, f"{tr.language}-{chapter.key}", chapter, blocks)


@cache
def _styles() -> Markup:
    return Markup(_STYLES.read_text(encoding="utf-8"))  # noqa: S704 — our own file
