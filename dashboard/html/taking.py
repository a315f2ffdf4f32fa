"""Draws what a reader takes away of a view or of one figure: links to pictures, files, senders, and a QR code."""

from typing import Final

from markupsafe import Markup

from dashboard.body import Body, Figure
from dashboard.html.drawing import draw
from dashboard.pictures.qr import code
from dashboard.share import Share, figure_files
from dashboard.words import Words

CODE_PIXELS: Final = 240
CODE_COLOR: Final = "#000000"


def senders(tr: Words, share: Share, title: str) -> Markup:
    """Draw the ways of sending a view: the phone's own, with the finding as its title, and those of messengers."""
    return draw("senders.html", tr=tr, share=share, title=title)


def way_to_hearing(share: Share) -> Markup:
    """Draw the way to the pack for a hearing about a view; nothing on the pack's own page."""
    return draw("way.html", ways=share.hearing)


def share_panel(tr: Words, share: Share) -> Markup:
    """Draw the links to a view's cards and files, and its code for a phone's camera."""
    link = min(share.short, share.frozen, key=len)
    # Without scheme and host a phone could open nothing.
    drawn = None if link.startswith("/") else code(link, CODE_PIXELS, CODE_COLOR)
    # Dark dots on white in both themes: cameras read no others.
    shown = Markup(drawn.svg) if drawn else ""  # noqa: S704 — our own drawing
    return draw("share.html", tr=tr, share=share, code=shown)


def figure_panel(body: Body, figure: Figure) -> Markup:
    """Draw the links to one figure's picture and data."""
    return draw("files.html", groups=figure_files(body, figure))
