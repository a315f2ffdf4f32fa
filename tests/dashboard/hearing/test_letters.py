"""Our fonts inside of a document: whole, in the format that old browsers read, of bearable size."""

import struct
import zlib

import pytest

from dashboard.hearing.letters import font_faces, woff
from dashboard.pictures.lettering import FONTS


@pytest.mark.parametrize("file", sorted(path.name for path in FONTS.glob("*.ttf")))
def test_tables_of_a_pressed_font_are_those_of_the_font(file):
    plain = (FONTS / file).read_bytes()
    pressed = woff(plain)

    signature, _, length, count, _, whole = struct.unpack_from(">4s4sLHHL", pressed)
    assert (signature, length, whole) == (b"wOFF", len(pressed), len(plain))
    for number in range(count):
        tag, _, start, size = struct.unpack_from(">4sLLL", plain, 12 + 16 * number)
        same, at, held, full, _ = struct.unpack_from(">4sLLLL", pressed, 44 + 20 * number)
        table = pressed[at : at + held]
        assert (same, full) == (tag, size)
        assert at % 4 == 0
        assert (zlib.decompress(table) if held < full else table) == plain[start : start + size]


def test_fonts_of_a_document_are_three_and_less_than_150_kb():
    faces = font_faces()

    assert faces.count("@font-face") == 3
    assert faces.count("url(data:font/woff;base64,") == faces.count("url(")
    assert len(faces) < 150_000
