"""Draws the card of a view for previews and chats: the finding, key numbers, bars, the edition's date, the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from dashboard.body import Bars, Body, Figure, Section
from dashboard.charts.base import LIGHT
from dashboard.charts.vector.bars import ready_bars
from dashboard.html.inputs import Bar
from dashboard.pictures import parts, qr, svg
from dashboard.pictures.lettering import STRONG, TEXT, at_most, wrapped
from dashboard.pictures.svg import Drawing
from dashboard.sentences import filter_sentence
from dashboard.words import Words

MOST_BARS: Final = 5
LEAST_BARS: Final = 3
CAPTION: Final = 16
SMALL: Final = 14
MOST_KEYS: Final = 3
LEAST_FIGURE_SCALE: Final = 0.85  # of the card's own scale; smaller, a figure could not be read on a phone


@dataclass(frozen=True, slots=True)
class Shape:
    """One size of card. `scale` is that of bars and figures; `code` is the side of the QR code, 0 for none."""

    width: int
    height: int
    margin: int
    titles: tuple[int, ...]
    text: int
    scale: float
    gap: int
    columns: int
    code: int = 0


SHAPES: Final = {
    "wide": Shape(1200, 630, 56, (60, 56, 52, 48, 44, 40, 36), 24, 1.5, 30, 3),
    "square": Shape(1080, 1080, 64, (68, 64, 60, 56, 52, 48, 44, 40), 28, 1.75, 40, 3, 230),
    "tall": Shape(1080, 1920, 72, (84, 80, 76, 72, 68, 64, 60, 56, 52, 48), 34, 2.1, 64, 2, 300),
}


def card(body: Body, size: str, link: str) -> Drawing:
    """Draw the card of a view.

    Args:
        body: The view's page.
        size: One of SHAPES.
        link: The short frozen link with scheme and host.

    Raises:
        KeyError: There is no such size.
    """
    shape, page = SHAPES[size], body.page
    room = shape.width - 2 * shape.margin
    date = page.tr.as_of(page.asked.snapshot.day)
    head = parts.top_line(room, shape.text * 1.25, date)
    foot = _foot(shape, room, link, page.asked.snapshot.id)
    about = filter_sentence(page, spending=body.heading.spending) if body.heading.filtered else ""
    sentence = parts.quiet(about, shape.text * 0.92, room, 1 if size == "wide" else 2)
    between = shape.height - 2 * shape.margin - head.height - foot.height - 2 * shape.gap
    main = _main(body, shape, room, between, sentence)
    marks = [
        svg.placed(head, shape.margin, shape.margin),
        svg.placed(main, shape.margin, shape.margin + head.height + shape.gap),
        svg.placed(foot, shape.margin, shape.height - shape.margin - foot.height),
    ]
    whole = Drawing(shape.width, shape.height, Markup("").join(marks), f"{body.heading.title} {date}")
    return parts.paper(whole, shape.width, shape.height)


def _main(body: Body, shape: Shape, room: float, between: float, sentence: Drawing) -> Drawing:
    """Put together what stands between the top line and the foot; the title takes what the numbers leave."""
    shown = max(
        (_beside_title(body, shape, room, between, sentence.height, sizes) for sizes in _plans(shape)),
        key=lambda one: one.height,
    )
    tall = between - shape.gap * bool(shown.height) - shown.height - sentence.height - shape.gap * 0.4
    title = parts.title(body.heading.title, shape.titles, room, tall)
    said = svg.stacked([title, sentence], shape.gap * 0.4)
    return svg.stacked([said, shown], _air(shape, between, title, sentence, shown))


def _plans(shape: Shape) -> tuple[tuple[int, ...], ...]:
    """Return the title sizes to plan with: a middling title first, the smallest where more fits beside it."""
    return shape.titles[len(shape.titles) // 2 :], shape.titles[-1:]


def _beside_title(
    body: Body, shape: Shape, room: float, between: float, sentence: float, sizes: tuple[int, ...]
) -> Drawing:
    """Put together what fits under a title of these sizes."""
    title = parts.title(body.heading.title, sizes, room, between * 0.45)
    return _shown(body, shape, room, between - title.height - sentence - 2 * shape.gap)


def _air(shape: Shape, between: float, title: Drawing, sentence: Drawing, shown: Drawing) -> float:
    """Return the gap above the numbers: what is left over is shared out, so that no large hole stands below."""
    left = between - title.height - sentence.height - shown.height - shape.gap * 0.4
    return max(shape.gap, min(left * 0.55, shape.gap * 3))


def _foot(shape: Shape, room: float, link: str, edition: str) -> Drawing:
    """Draw the address; where there is room, the code and the whole link."""
    size = shape.text * 0.92
    made = qr.code(link, shape.code, LIGHT.text) if shape.code else None
    if made is None:
        lines = parts.printed_link(link, size, room, 1)
        return svg.paragraph(lines, TEXT, size, LIGHT.quiet, width=room)
    quiet_frame = qr.QUIET_MODULES * made.width / (len(qr.modules(link)) + 2 * qr.QUIET_MODULES)
    side = made.width - 2 * quiet_frame
    beside = room - side - shape.gap
    told = svg.paragraph([edition, *parts.printed_link(link, size, beside, 4)], TEXT, size, LIGHT.quiet)
    marks = svg.placed(made, -quiet_frame, -quiet_frame)
    return Drawing(room, side, marks + svg.placed(told, side + shape.gap, side - told.height))


def _shown(body: Body, shape: Shape, room: float, tall: float) -> Drawing:
    """Put together the key numbers and the bars or the figure, as much of them as fits."""
    numbers = _keys(body, shape, room, tall)
    left = tall - numbers.height - (shape.gap if numbers.height else 0)
    more = _bars(body, shape, room, left)
    if not more.height:
        more = _figure(body, shape, room, left)
    return svg.stacked([numbers, more], shape.gap)


def _keys(body: Body, shape: Shape, room: float, tall: float) -> Drawing:
    keys = body.bare_keys
    for most in range(min(MOST_KEYS, len(keys)), 0, -1):
        drawn = parts.keys(keys[:most], min(shape.columns, max(most, 2)), room, shape.text)
        if drawn.height <= tall:
            return drawn
    return Drawing(room, 0, Markup(""))


def _bars(body: Body, shape: Shape, room: float, tall: float) -> Drawing:
    caption, rows = _first_bars(body)
    inner = room / shape.scale
    for most in range(min(MOST_BARS, len(rows)), min(LEAST_BARS, len(rows)) - 1, -1):
        drawn = ready_bars(rows[:most], LIGHT, inner)
        pieces = [_caption(caption, inner), drawn, _left_out(body.page.tr, len(rows) - most, inner)]
        whole = svg.stacked([*pieces, parts.marks_told(body.page.tr, drawn, inner, SMALL)], 10)
        if rows and whole.height * shape.scale <= tall:
            return Drawing(room, whole.height * shape.scale, svg.placed(whole, 0, 0, shape.scale))
    return Drawing(room, 0, Markup(""))


def _first_bars(body: Body) -> tuple[str, Sequence[Bar]]:
    """Return the first bars of a page under the title of their section."""
    caption = ""
    for piece in body.every():
        caption = piece.title if isinstance(piece, Section) else caption
        if isinstance(piece, Bars) and len(piece.rows) > 1:
            return caption, piece.rows
    return "", ()


def _caption(text: str, width: float) -> Drawing:
    lines = at_most(wrapped(text, STRONG, CAPTION, width), 2, STRONG, CAPTION, width)
    return svg.paragraph(lines, STRONG, CAPTION, LIGHT.text, width=width)


def _left_out(tr: Words, count: int, width: float) -> Drawing:
    told = [tr.plural("%(count)s more", "%(count)s more", count)] if count else []
    return svg.paragraph(told, TEXT, SMALL, LIGHT.quiet, width=width)


def _figure(body: Body, shape: Shape, room: float, tall: float) -> Drawing:
    figure = next((one for one in body.every() if isinstance(one, Figure) and one.vector), None)
    if figure is None or figure.vector is None:
        return Drawing(room, 0, Markup(""))
    for scale in (shape.scale, shape.scale * LEAST_FIGURE_SCALE):
        drawn = figure.vector(room / scale)
        told = parts.marks_told(body.page.tr, drawn, room / scale, SMALL)
        whole = svg.stacked([_caption(figure.title, room / scale), drawn, told], 12)
        if drawn.height and whole.height * scale <= tall:
            return Drawing(room, whole.height * scale, svg.placed(whole, 0, 0, scale))
    return Drawing(room, 0, Markup(""))
