"""Draws what cards and pictures are put together from: the site's name, titles, key numbers, marks, links."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from dashboard.charts.base import LIGHT
from dashboard.document import SITE_NAME
from dashboard.html.inputs import Key
from dashboard.pictures import svg
from dashboard.pictures.lettering import STRONG, TEXT, TITLE, at_most, cut, fitted, width_of, wrapped
from dashboard.pictures.svg import Drawing
from dashboard.words import Words

GUTTER: Final = 28
TITLE_LEADING: Final = 1.16
SWATCH: Final = 16


def top_line(width: float, size: float, right: str) -> Drawing:
    """Draw the site's name with a hairline under it, and a quiet text at the right."""
    room = width - width_of(SITE_NAME, TITLE, size) - GUTTER
    small = next((one for one in (size * 0.8, size * 0.7) if width_of(right, TEXT, one) <= room), size * 0.62)
    beside = cut(right, TEXT, small, room)
    marks = [
        svg.words(0, size, SITE_NAME, TITLE, size, LIGHT.accent),
        svg.words(width, size, beside, TEXT, small, LIGHT.quiet, "end"),
        svg.line(0, size * 1.55, width, size * 1.55, LIGHT.hairline, 1.5),
    ]
    return Drawing(width, size * 1.55 + 1, Markup("").join(marks))


def title(text: str, sizes: Sequence[float], width: float, tall: float) -> Drawing:
    """Draw a title at the largest of the sizes at which it fits."""
    made = fitted(text, TITLE, sizes, width, tall, TITLE_LEADING)
    return svg.paragraph(made.lines, TITLE, made.size, LIGHT.text, TITLE_LEADING, width)


def quiet(text: str, size: float, width: float, most: int) -> Drawing:
    """Draw a text in quiet colour, on at most so many lines."""
    lines = at_most(wrapped(text, TEXT, size, width), most, TEXT, size, width)
    return svg.paragraph(lines, TEXT, size, LIGHT.quiet, width=width)


def keys(items: Sequence[Key], columns: int, width: float, size: float) -> Drawing:
    """Draw key numbers in columns, row by row: the label above, the value in large type."""
    if not items:
        return Drawing(width, 0, Markup(""))
    room = (width - GUTTER * (columns - 1)) / columns
    rows = [items[start : start + columns] for start in range(0, len(items), columns)]
    return svg.stacked([_key_row(row, room, width, size) for row in rows], size)


def _key_row(items: Sequence[Key], room: float, width: float, size: float) -> Drawing:
    labels = [at_most(wrapped(one.label, TEXT, size, room), 2, TEXT, size, room) for one in items]
    value_top = max(len(lines) for lines in labels) * size * 1.2 + size * 0.15
    sizes = (size * 2, size * 1.7, size * 1.4, size)
    common = min(fitted(one.value, STRONG, sizes, room, size * 2.4, 1.2).size for one in items)
    marks = []
    for number, (one, lines) in enumerate(zip(items, labels, strict=True)):
        value = fitted(one.value, STRONG, (common,), room, size * 2.4, 1.2)
        drawn = svg.paragraph(lines, TEXT, size, LIGHT.quiet, 1.2).marks
        drawn += svg.placed(svg.paragraph(value.lines, STRONG, value.size, LIGHT.text, 1.2), 0, value_top)
        marks.append(svg.placed(Drawing(room, 0, drawn), number * (room + GUTTER), 0))
    return Drawing(width, value_top + size * 2.4, Markup("").join(marks))


def marks_told(tr: Words, drawing: Drawing, width: float, size: float) -> Drawing:
    """Draw what solid, hatched and outlined marks mean, those that the drawing has; nothing where all is solid."""
    told = []
    if drawing.has_hatching:
        told += [(tr("Contracted or paid"), svg.bar(0, 0, SWATCH, SWATCH, LIGHT.quiet))]
        hatched = svg.bar(0.5, 0.5, SWATCH - 1, SWATCH - 1, svg.hatching(LIGHT.quiet, LIGHT.page), LIGHT.quiet)
        told += [(tr("Planned or budgeted"), hatched)]
    if drawing.has_outlines:
        told += [(tr("Year not known"), svg.outline(0, 0, SWATCH, SWATCH, LIGHT.quiet))]
    place, top, marks = 0.0, 0.0, []
    for text, swatch in told:
        wide = SWATCH + 8 + width_of(text, TEXT, size)
        if place and place + wide > width:
            place, top = 0.0, top + size * 1.6
        text_mark = svg.words(SWATCH + 8, SWATCH * 0.5 + size * 0.34, text, TEXT, size, LIGHT.quiet)
        marks.append(svg.placed(Drawing(wide, SWATCH, swatch + text_mark), place, top))
        place += wide + GUTTER
    return Drawing(width, top + SWATCH if told else 0, Markup("").join(marks))


def printed_link(link: str, size: float, width: float, most: int) -> list[str]:
    """Return a link as it is printed: without its scheme, broken between its parts, its end cut."""
    shown = link.removeprefix("https://").removeprefix("http://")
    for sign in "/?&":
        shown = shown.replace(sign, f"{sign} " if sign == "/" else f" {sign}")
    lines: list[str] = []
    for piece in shown.split(" "):
        if lines and width_of(lines[-1] + piece, TEXT, size) <= width:
            lines[-1] += piece
        else:
            lines += wrapped(piece, TEXT, size, width)
    return at_most(lines, most, TEXT, size, width)


def paper(drawing: Drawing, width: float, height: float) -> Drawing:
    """Lay a drawing on the page's colour."""
    return Drawing(width, height, svg.bar(0, 0, width, height, LIGHT.page) + drawing.marks, drawing.says)
