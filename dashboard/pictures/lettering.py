"""Owns how wide texts are in the fonts of our pictures, and how they are broken or cut so that they fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

from PIL import ImageFont

FONTS: Final = Path(__file__).parent / "fonts"
CUT: Final = "…"

_UNITS: Final = 1000
_MEASURING: Final = Lock()  # FreeType measures one text of a font at a time


@dataclass(frozen=True, slots=True)
class Font:
    """One of our fonts: its file, and how drawings name it (the rest are near relatives for readers without it)."""

    file: str
    families: str
    weight: int


_SERIF: Final = "'Qaida Serif', 'Source Serif 4', 'Source Serif Pro', Georgia, serif"
_SANS: Final = "'Qaida Sans', 'Source Sans 3', 'Source Sans Pro', 'Noto Sans', sans-serif"
TITLE: Final = Font("QaidaSerif-SemiBold.ttf", _SERIF, 600)
SERIF: Final = Font("QaidaSerif-Regular.ttf", _SERIF, 400)
TEXT: Final = Font("QaidaSans-Regular.ttf", _SANS, 400)
STRONG: Final = Font("QaidaSans-SemiBold.ttf", _SANS, 600)


@cache
def _face(file: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / file), _UNITS)


@lru_cache(maxsize=4096)
def _units(text: str, file: str) -> float:
    with _MEASURING:
        return float(_face(file).getlength(text))


def width_of(text: str, font: Font, size: float) -> float:
    """Return how wide one line of text is at a size, in the size's own unit."""
    return _units(text, font.file) * size / _UNITS


def wrapped(text: str, font: Font, size: float, room: float) -> list[str]:
    """Break a text into lines that fit a room; what has no place to break is broken between letters.

    Breaks at plain spaces alone: a no-break space holds a number and its unit together.

    Args:
        text: One paragraph.
        font: Its font.
        size: Its size.
        room: Width of a line, in the unit of the size.
    """
    lines: list[str] = []
    for word in (one for one in text.replace("\n", " ").split(" ") if one):
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and width_of(longer, font, size) <= room:
            lines[-1] = longer
        else:
            lines += _pieces(word, font, size, room)
    return lines


def _pieces(word: str, font: Font, size: float, room: float) -> list[str]:
    """Cut a word that is wider than its line into pieces that fit; a single letter always stays whole."""
    pieces = []
    while len(word) > 1 and width_of(word, font, size) > room:
        end = len(word) - 1
        while end > 1 and width_of(word[:end], font, size) > room:
            end -= 1
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word]


def cut(text: str, font: Font, size: float, room: float) -> str:
    """Return a text on one line, with "…" where its end had to go."""
    if width_of(text, font, size) <= room:
        return text
    kept = text
    while kept and width_of(kept.rstrip() + CUT, font, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + CUT


def at_most(lines: Sequence[str], most: int, font: Font, size: float, room: float) -> list[str]:
    """Return at most so many lines; "…" ends the last where more were left out."""
    if len(lines) <= most:
        return list(lines)
    return [*lines[: most - 1], cut(f"{lines[most - 1]}{CUT}", font, size, room).removesuffix(CUT * 2) or CUT]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text broken into lines at the largest size at which it fits."""

    lines: tuple[str, ...]
    size: float


def fitted(text: str, font: Font, sizes: Sequence[float], room: float, tall: float, leading: float) -> Fitted:
    """Choose the largest size at which a text fits a box; at the smallest its end is cut.

    Args:
        text: One paragraph.
        font: Its font.
        sizes: Sizes to try, the largest first.
        room: Width of the box.
        tall: Height of the box.
        leading: Height of a line as a multiple of the size.
    """
    for size in sizes:
        lines = wrapped(text, font, size, room)
        whole = all(width_of(word, font, size) <= room for word in text.split())
        if whole and len(lines) * size * leading <= tall:
            return Fitted(tuple(lines), size)
    size = sizes[-1]
    most = max(int(tall // (size * leading)), 1)
    return Fitted(tuple(at_most(wrapped(text, font, size, room), most, font, size, room)), size)
