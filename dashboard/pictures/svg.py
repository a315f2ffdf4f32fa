"""Owns vector drawings: a few marks (bars, lines, texts, shapes), put beside and under one another, written as SVG.

Lengths are CSS pixels at the drawing's own width. Every text is escaped, and says its measured width, so that a reader
without our fonts sees it in the same room.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup

from dashboard.pictures.lettering import Font, width_of

Anchor = Literal["start", "middle", "end"]

_HATCH: Final = Markup(
    '<pattern id="hatch-{name}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="{paper}"/><rect width="2.6" height="6" fill="{color}"/></pattern>'
)
_SPARSE: Final = Markup(
    '<pattern id="sparse-{name}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="8" height="8" fill="{paper}"/><rect width="1" height="8" fill="{color}"/></pattern>'
)
_PATTERNS: Final = {"hatch": _HATCH, "sparse": _SPARSE}
_USED: Final = re.compile(r"url\(#(hatch|sparse)-([0-9A-F]{6})-([0-9A-F]{6})\)")
_OUTLINED: Final = 'class="outlined"'
# What XML can't hold, even escaped.
_UNWRITABLE: Final = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES: Final = re.compile("[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks within a frame of a known size.

    Attributes:
        width: Of the frame.
        height: Of the frame.
        marks: SVG elements without a root.
        says: The drawing in words, for those who can't see it.
        parts: What stands under one another in it, each readable by itself; none where it is one whole.
    """

    width: float
    height: float
    marks: Markup
    says: str = ""
    parts: "tuple[Drawing, ...]" = ()

    @property
    def svg(self) -> str:
        """Return the drawing as an SVG document."""
        return document(self, title="", says=self.says)

    @property
    def has_hatching(self) -> bool:
        """Tell whether planned money is drawn."""
        return "url(#hatch-" in self.marks

    @property
    def has_outlines(self) -> bool:
        """Tell whether money of an unknown year is drawn."""
        return _OUTLINED in self.marks


def document(drawing: Drawing, title: str, says: str) -> str:
    """Write a drawing as an SVG document with its title and description."""
    used = dict.fromkeys(_USED.findall(drawing.marks))
    patterns = Markup("").join(
        _PATTERNS[kind].format(name=f"{ink}-{paper}", color=f"#{ink}", paper=f"#{paper}") for kind, ink, paper in used
    )
    size = {"width": _n(drawing.width), "height": _n(drawing.height)}
    root = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'role="img">'
    ).format(**size)
    told = Markup("<title>{}</title>").format(clean(title)) if title else Markup("")
    told += Markup("<desc>{}</desc>").format(clean(says)) if says else Markup("")
    defs = Markup("<defs>{}</defs>").format(patterns) if patterns else Markup("")
    return str(root + told + defs + drawing.marks + Markup("</svg>"))


def clean(text: str) -> str:
    """Return a text as SVG draws it: spaces are single, what no XML can hold is a replacement sign."""
    return _UNWRITABLE.sub("\ufffd", _SPACES.sub(" ", text).strip(" "))


def hatching(color: str, paper: str) -> str:
    """Return the fill for planned money: stripes of a colour on paper; both are "#RRGGBB"."""
    return f"url(#hatch-{color.removeprefix('#').upper()}-{paper.removeprefix('#').upper()})"


def sparse(color: str, paper: str) -> str:
    """Return the fill for places of which nothing is known: thin stripes; both are "#RRGGBB"."""
    return hatching(color, paper).replace("#hatch-", "#sparse-")


def bar(x: float, y: float, width: float, height: float, fill: str, edge: str = "") -> Markup:
    """Draw a filled rectangle, with an edge where a colour is given."""
    stroke = Markup(' stroke="{}" stroke-width="1"').format(edge) if edge else Markup("")
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"{}/>').format(
        _n(x), _n(y), _n(width), _n(height), fill, stroke
    )


def outline(x: float, y: float, width: float, height: float, color: str) -> Markup:
    """Draw an empty rectangle whose edge lies inside: money of an unknown year."""
    return Markup(
        '<rect class="outlined" x="{}" y="{}" width="{}" height="{}" fill="none" stroke="{}" stroke-width="2"/>'
    ).format(_n(x + 1), _n(y + 1), _n(max(width - 2, 0)), _n(max(height - 2, 0)), color)


def line(x1: float, y1: float, x2: float, y2: float, color: str, thick: float = 1) -> Markup:
    """Draw a line."""
    return Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"/>').format(
        _n(x1), _n(y1), _n(x2), _n(y2), color, _n(thick)
    )


def shape(path: str, fill: str, edge: str = "none", thick: float = 1) -> Markup:
    """Draw a shape by its path; holes are rings of it."""
    return Markup(
        '<path d="{}" fill="{}" fill-rule="evenodd" stroke="{}" stroke-width="{}" stroke-linejoin="round"/>'
    ).format(path, fill, edge, _n(thick))


def words(
    x: float,
    baseline: float,
    text: str,
    font: Font,
    size: float,
    color: str,
    anchor: Anchor = "start",
    halo: str = "",
) -> Markup:
    """Draw one line of text, on a halo where it stands on shapes; an empty one is nothing."""
    shown = clean(text)
    if not shown:
        return Markup("")
    wide = _n(width_of(shown, font, size))
    around = Markup(' stroke="{}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"').format(halo)
    return Markup(
        '<text x="{}" y="{}" font-family="{}" font-weight="{}" font-size="{}" fill="{}" text-anchor="{}" '
        'textLength="{}" lengthAdjust="spacingAndGlyphs"{}>{}</text>'
    ).format(
        _n(x),
        _n(baseline),
        font.families,
        font.weight,
        _n(size),
        color,
        anchor,
        wide,
        around if halo else Markup(""),
        shown,
    )


def paragraph(
    lines: Sequence[str], font: Font, size: float, color: str, leading: float = 1.3, width: float | None = None
) -> Drawing:
    """Draw lines under one another, the first letters' tops at the top."""
    marks = [words(0, size * (0.95 + leading * number), text, font, size, color) for number, text in enumerate(lines)]
    widest = max((width_of(text, font, size) for text in lines), default=0.0)
    return Drawing(widest if width is None else width, size * leading * len(lines), Markup("").join(marks))


def placed(drawing: Drawing, x: float, y: float, scale: float = 1) -> Markup:
    """Put a drawing somewhere in another one."""
    sized = Markup(" scale({})").format(_n(scale)) if scale != 1 else Markup("")
    return Markup('<g transform="translate({} {}){}">{}</g>').format(_n(x), _n(y), sized, drawing.marks)


def stacked(drawings: Iterable[Drawing], gap: float) -> Drawing:
    """Put drawings under one another; those without height take no gap."""
    top, marks, wide = 0.0, [], 0.0
    for one in drawings:
        if one.height:
            marks.append(placed(one, 0, top))
            top += one.height + gap
            wide = max(wide, one.width)
    return Drawing(wide, max(top - gap, 0.0), Markup("").join(marks))


def _n(value: float) -> str:
    """Write a length with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
