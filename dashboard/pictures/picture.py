"""Frames one figure so that it can travel without its page: title, filters, figure, sources, date, link and QR code."""

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from markupsafe import Markup

from dashboard.body import Body, Figure
from dashboard.charts.base import LIGHT
from dashboard.pictures import parts, qr, svg
from dashboard.pictures.lettering import STRONG, TEXT, wrapped
from dashboard.pictures.svg import Drawing
from dashboard.sentences import filter_sentence
from dashboard.words import Words

WIDTHS: Final = {"wide": 1200, "square": 800, "phone": 420}
SIZE: Final = 16
CODE: Final = 128


@dataclass(frozen=True, slots=True)
class Framed:
    """A figure in its frame, ready to be written as SVG or PNG."""

    drawing: Drawing
    title: str

    @property
    def svg(self) -> str:
        """Return the picture as an SVG document that can be searched, edited and read aloud."""
        return svg.document(self.drawing, self.title, self.drawing.says)


def picture(body: Body, figure: Figure, link: str, width: float = WIDTHS["wide"]) -> Framed | None:
    """Draw a figure in its frame.

    Args:
        body: The page that the figure stands on.
        figure: One of its figures.
        link: The short frozen link with scheme and host.
        width: Of the picture, pixels; its height follows.

    Returns:
        Nothing for a figure that has no vector drawing.
    """
    if figure.vector is None:
        return None
    margin = 40.0 if width >= WIDTHS["square"] else 20.0
    room, tr = width - 2 * margin, body.page.tr
    drawn = figure.vector(room)
    told = parts.marks_told(tr, drawn, room, 14)
    whole = svg.stacked(
        [_head(body, figure, room), svg.stacked([drawn, told], 16), _foot(body, figure, link, room)], 28
    )
    marks = svg.placed(whole, margin, margin)
    framed = Drawing(width, whole.height + 2 * margin, marks, figure.alt)
    return Framed(parts.paper(framed, framed.width, framed.height), f"{body.heading.title} — {figure.title}")


def _head(body: Body, figure: Figure, room: float) -> Drawing:
    about = filter_sentence(body.page, spending=body.heading.spending) if body.heading.filtered else ""
    title = parts.title(body.heading.title, (32, 28, 24, 22), room, 150)
    under = svg.paragraph(wrapped(figure.title, STRONG, 18, room), STRONG, 18, LIGHT.text, width=room)
    lines = svg.paragraph(wrapped(about, TEXT, SIZE, room), TEXT, SIZE, LIGHT.quiet, width=room)
    return svg.stacked([title, svg.stacked([under, lines], 4)], 12)


def _foot(body: Body, figure: Figure, link: str, room: float) -> Drawing:
    """Draw the sources, the date and the link; the code of the link at the right."""
    made = qr.code(link, CODE, LIGHT.text)
    side = made.width + 8 if made else 0.0
    beside = room - side
    page = body.page
    texts = [" · ".join(foot_texts(page.tr, figure.foot, page.tr.as_of(page.asked.snapshot.day)))]
    texts += [text for text in foot_notes(figure.foot) if text]
    snapshot = page.asked.snapshot
    texts += [page.tr("Data edition %(id)s of %(date)s", id=snapshot.id, date=page.tr.date(snapshot.day))]
    lines = [line for text in texts for line in wrapped(text, TEXT, 14, beside)]
    lines += parts.printed_link(link, 14, beside, 3)
    told = svg.stacked([parts.top_line(beside, 18, ""), svg.paragraph(lines, TEXT, 14, LIGHT.quiet, 1.4)], 10)
    marks = told.marks + (svg.placed(made, room - made.width, 0) if made else Markup(""))
    return Drawing(room, max(told.height, made.height if made else 0), marks)


class _Foot(HTMLParser):
    """Reads the line under a figure back into texts: items of its list, and its notes."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[str] = []
        self.notes: list[str] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 — the base's
        """Begin an item or a note."""
        if tag in {"li", "p"}:
            self._into = self.items if tag == "li" else self.notes
            self._into.append("")

    def handle_data(self, data: str) -> None:
        """Take the text of an item or a note."""
        if self._into:
            self._into[-1] += data


def foot_texts(tr: Words, foot: str, as_of: str) -> list[str]:
    """Return what the line under a figure says, without its links to other pages; the date is always told."""
    read = _Foot()
    read.feed(foot)
    links = {tr("How this is counted"), tr("The same as a table")}
    texts = [text for text in map(_one_line, read.items) if text and text not in links]
    return texts if as_of in texts else [*texts, as_of]


def foot_notes(foot: str) -> list[str]:
    """Return the notes under a figure."""
    read = _Foot()
    read.feed(foot)
    return [_one_line(note) for note in read.notes]


def _one_line(text: str) -> str:
    """Return a text without line breaks; spaces that hold a number and its unit together stay."""
    return " ".join(one for one in text.replace("\n", " ").split(" ") if one)
