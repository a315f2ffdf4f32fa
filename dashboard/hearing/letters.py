"""Owns our fonts inside of a document, so that a room's computer writes every Kazakh letter, and as wide as reckoned.

They go in as WOFF 1.0, a format that browsers have known since 2011: the tables of a TrueType file, each compressed.
"""

import base64
import struct
import zlib
from functools import cache
from itertools import accumulate
from typing import Final

from markupsafe import Markup

from dashboard.pictures.lettering import FONTS, STRONG, TEXT, TITLE, Font

SANS: Final = "Qaida Sans"
SERIF: Final = "Qaida Serif"

_FACES: Final = ((SANS, TEXT), (SANS, STRONG), (SERIF, TITLE))
_SFNT_HEAD: Final = struct.Struct(">4sHHHH")
_SFNT_ENTRY: Final = struct.Struct(">4sLLL")
_WOFF_HEAD: Final = struct.Struct(">4s4sLHHLHHLLLLL")
_WOFF_ENTRY: Final = struct.Struct(">4sLLLL")


@cache
def font_faces() -> Markup:
    """Return a style element that holds our fonts, some 140 KB; nothing of it is fetched."""
    rules = "".join(_face(family, font) for family, font in _FACES)
    return Markup("<style>{}</style>").format(Markup(rules))  # noqa: S704 — our own files


def _face(family: str, font: Font) -> str:
    coded = base64.b64encode(woff((FONTS / font.file).read_bytes())).decode()
    source = f'url(data:font/woff;base64,{coded}) format("woff")'
    return f'@font-face{{font-family:"{family}";font-weight:{font.weight};font-display:swap;src:{source}}}'


def woff(sfnt: bytes) -> bytes:
    """Compress a TrueType font into WOFF 1.0.

    Source: W3C Recommendation "WOFF File Format 1.0", 13 December 2012.
    """
    flavour, count, *_ = _SFNT_HEAD.unpack_from(sfnt)
    entries = [_SFNT_ENTRY.unpack_from(sfnt, _SFNT_HEAD.size + _SFNT_ENTRY.size * n) for n in range(count)]
    tables = [_smaller(sfnt[start : start + size]) for _, _, start, size in entries]
    whole = _SFNT_HEAD.size + _SFNT_ENTRY.size * count + sum(_padded(size) for *_, size in entries)
    first = _WOFF_HEAD.size + _WOFF_ENTRY.size * count
    *starts, end = accumulate((_padded(len(table)) for table in tables), initial=first)
    head = _WOFF_HEAD.pack(b"wOFF", flavour, end, count, 0, whole, 1, 0, 0, 0, 0, 0, 0)
    listed = b"".join(
        _WOFF_ENTRY.pack(tag, start, len(table), size, checksum)
        for (tag, checksum, _, size), start, table in zip(entries, starts, tables, strict=True)
    )
    return head + listed + b"".join(table.ljust(_padded(len(table)), b"\0") for table in tables)


def _smaller(table: bytes) -> bytes:
    pressed = zlib.compress(table, 9)
    return pressed if len(pressed) < len(table) else table


def _padded(size: int) -> int:
    return (size + 3) & ~3
