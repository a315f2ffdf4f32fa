"""Draws figures inside of a page: a small vector picture with its words and its line of sources."""

from html import escape
from typing import Final

from markupsafe import Markup

from dashboard.body import Figure
from dashboard.html.drawing import draw

WIDTH: Final = 400
"""Drawn for a phone; on a wide page the picture grows by half, and its letters stay letters on both."""

LARGEST: Final = 9_000
"""Bytes of a picture that a light page has room for; above it the figure's table stands alone."""


def drawn_figure(figure: Figure) -> Markup:
    """Draw a figure as a picture in the page; nothing where it has none that is small enough."""
    if figure.vector is None:
        return Markup("")
    svg = figure.vector(WIDTH).svg
    if len(svg.encode()) > LARGEST:
        return Markup("")
    # Its words stand on the picture itself, where readers of screens look for them.
    told = svg.replace("<svg ", f'<svg aria-label="{escape(figure.alt)}" ', 1)
    return draw("light/figure.html", svg=Markup(told), foot=Markup(figure.foot))  # noqa: S704 — our own drawing
