"""Owns the QR code of a link as a drawing."""

from functools import lru_cache
from itertools import groupby
from typing import Final

import segno
from markupsafe import Markup

from dashboard.pictures.svg import Drawing

QUIET_MODULES: Final = 4
MOST_SIGNS: Final = 600
"""A longer link makes dots too small for a phone to read off a screen."""


def modules(link: str) -> list[list[bool]]:
    """Return the code's rows, dark or light, without the quiet frame."""
    made = segno.make(link, error="m", micro=False, boost_error=False)
    return [[bool(dot) for dot in row] for row in made.matrix]


@lru_cache(maxsize=256)  # Streamlit draws a page's code at each run of its script
def code(link: str, most: float, color: str) -> Drawing | None:
    """Draw the code of a link, its quiet frame included, each dot a whole number of pixels wide.

    Args:
        link: What the code says.
        most: How wide it may be, pixels.
        color: Of the dark dots, "#RRGGBB".

    Returns:
        Nothing where the link is too long to be read off a picture.
    """
    if len(link) > MOST_SIGNS:
        return None
    rows = modules(link)
    dot = max(int(most // (len(rows) + 2 * QUIET_MODULES)), 1)
    path = "".join(_runs(row, number, dot) for number, row in enumerate(rows))
    marks = Markup('<path d="{}" fill="{}" shape-rendering="crispEdges"/>').format(path, color)
    side = dot * (len(rows) + 2 * QUIET_MODULES)
    return Drawing(side, side, marks)


def _runs(row: list[bool], number: int, dot: int) -> str:
    pieces, place = [], QUIET_MODULES
    for dark, run in groupby(row):
        long = len(list(run))
        if dark:
            pieces.append(f"M{place * dot} {(number + QUIET_MODULES) * dot}h{long * dot}v{dot}h-{long * dot}z")
        place += long
    return "".join(pieces)
