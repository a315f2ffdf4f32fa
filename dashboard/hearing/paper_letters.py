"""Owns how texts are made fit for paper: no sign that our fonts lack, no word wider than its room."""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from dashboard.pictures.lettering import FONTS, STRONG, TEXT, TITLE, Font, width_of, wrapped

BREAK: Final = "\u200b"
"""Where a word may be broken; it is not seen and takes no room."""
LACKING: Final = "?"

_FACES: Final = (TEXT, STRONG, TITLE)
_UNSEEN: Final = frozenset("\n\t\u200b\u2060")
_LIKE: Final = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": None})
"""Hyphens are drawn as one; a soft one is left out, for Typst 0.15 draws no link that ends with it."""
_SPACES: Final = re.compile(r"[ \t\r\n\f\v\u0085\u2028\u2029]+")
SLACK: Final = 0.97
"""A line may hold a little less than is measured here: kerning differs."""


def clean(text: str) -> str:
    """Return a text on one line that our fonts can draw: a sign they lack is a question mark."""
    return drawable(_SPACES.sub(" ", text).strip(" "))


def drawable(text: str) -> str:
    """Return a text in which each sign that our fonts lack is a question mark; lines stay."""
    whole = unicodedata.normalize("NFC", text).translate(_LIKE)
    return "".join(sign if sign in _UNSEEN or ord(sign) in _drawn() else LACKING for sign in whole)


def fit(text: str, size: float, room: float, font: Font = TEXT) -> str:
    """Return a clean text whose words may be broken where they are wider than a line.

    Args:
        text: One paragraph.
        size: Its size, points.
        room: Width of a line, points.
        font: Its font.
    """
    words = clean(text).split(" ")
    return " ".join(BREAK.join(wrapped(word, font, size, room * SLACK)) if word else "" for word in words)


def longest_word(text: str, size: float, font: Font = TEXT) -> float:
    """Return the width of the widest word of a text, points; a number and its unit are one word."""
    return max((width_of(word, font, size) for word in clean(text).split(" ")), default=0.0) / SLACK


def line_width(text: str, size: float, font: Font = TEXT) -> float:
    """Return how wide a text is on one line, points."""
    return width_of(clean(text), font, size) / SLACK


@cache
def _drawn() -> frozenset[int]:
    """Return the signs that every one of our fonts holds."""
    return frozenset.intersection(*(_held((FONTS / face.file).read_bytes()) for face in _FACES))


def _held(font: bytes) -> frozenset[int]:
    """Read which signs a TrueType font holds from its table of signs, of form 4."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    start = tables[b"cmap"] + struct.unpack_from(">I", font, tables[b"cmap"] + 8)[0]
    form, _, _, doubled = struct.unpack_from(">HHHH", font, start)
    if form != 4:
        raise ValueError(f"a font's table of signs is of form {form}, only form 4 is read")
    return frozenset(_mapped(font, start + 14, doubled))


def _mapped(font: bytes, start: int, doubled: int) -> Iterator[int]:
    """Return the signs that a table of form 4 leads to a glyph; `doubled` is twice the number of its runs."""
    rows = [start, *(start + 2 + doubled * number for number in (1, 2, 3))]
    ends, firsts, steps, offsets = (struct.unpack_from(f">{doubled // 2}H", font, row) for row in rows)
    for run, (first, end, step, offset) in enumerate(zip(firsts, ends, steps, offsets, strict=True)):
        for sign in range(first, end + 1):
            glyph = sign
            if offset:  # counted in bytes from where the offset itself stands
                glyph = struct.unpack_from(">H", font, rows[3] + 2 * run + offset + 2 * (sign - first))[0]
            if glyph and (glyph + step) & 0xFFFF:
                yield sign
