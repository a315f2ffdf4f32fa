"""Turns drawings into PNG by Typst, with our own fonts alone; texts stay within the SVG, never Typst's markup."""

from functools import cache
from threading import Lock
from typing import Final

import typst

from dashboard.pictures.lettering import FONTS
from dashboard.pictures.svg import Drawing

_PAGE: Final = b"""\
#let at(name) = float(sys.inputs.at(name)) * 1pt
#set page(width: at("width"), height: at("height"), margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%)
"""
_ONE_TO_ONE: Final = 72.0
_COMPILING: Final = Lock()


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(_PAGE, font_paths=fonts, ignore_system_fonts=True)


def png(drawing: Drawing, scale: float = 1) -> bytes:
    """Draw a PNG, `scale` dots a pixel of the drawing; one at a time in a process.

    Raises:
        typst.TypstError: The SVG can't be read.
    """
    inputs = {"svg": drawing.svg, "width": f"{drawing.width:g}", "height": f"{drawing.height:g}"}
    with _COMPILING:
        made = _compiler().compile(_PAGE, format="png", ppi=_ONE_TO_ONE * scale, sys_inputs=inputs)
    if not isinstance(made, bytes):
        raise TypeError(f"one page was drawn, {type(made).__name__} came back")
    return made
