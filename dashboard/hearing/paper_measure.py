"""Owns how one language's column stands on paper: its width and sizes, where its links lead, its texts made fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from dashboard.hearing.pack import Pack
from dashboard.hearing.paper_letters import fit
from dashboard.html.drawing import safe_href
from dashboard.html.inputs import Cell
from dashboard.page import Page
from dashboard.pictures.lettering import STRONG, TEXT, Font
from dashboard.words import DASH, Words

Part = dict[str, Any]
"""One thing to be drawn, as `paper.typ` takes it: `do` names which; the rest are its texts, lengths in points."""
Run = dict[str, str]
"""Some words of a line: `text`, and where known `href` and `lang`."""

PAGE_WIDTH: Final = 595.28
MARGINS: Final = {True: 60.0, False: 45.0}
"""At the left and right, points, of a page in one language and of one in two: lines of one stay short enough."""
GUTTER: Final = 24.0
BOX: Final = 9.0
"""Room within the frame of a boxed chapter, at its left and right."""
LONGEST_LINK: Final = 4_000
"""No PDF holds a link without end."""
BETWEEN: Final = " · "


@dataclass(frozen=True, slots=True)
class Measure:
    """How one language's column is set.

    Attributes:
        page: The page of the pack: its words and language.
        origin: Scheme and host of the site; "" where not known, then only links to other sites can be followed.
        width: Of the column, points.
        size: Of running text, points.
        small: Of remarks, points.
        drawn: How wide figures are drawn, pixels, so that their smallest print is as large as remarks.
        alone: One language only.
    """

    page: Page
    origin: str
    width: float
    size: float
    small: float
    drawn: float
    alone: bool

    @property
    def tr(self) -> Words:
        """Return the words of the column's language."""
        return self.page.tr

    def href(self, href: str | None) -> str:
        """Return a link that can be followed from a file; "" where there is none."""
        link = safe_href(href) if len(href or "") <= LONGEST_LINK else ""
        if link.startswith(("http://", "https://")):
            return link
        if not self.origin or not link or link.startswith("#"):
            return ""
        return self.origin + (f"{self.page.path}{link}" if link.startswith("?") else link)

    def text(self, text: str, *, small: bool = False, room: float | None = None, font: Font = TEXT) -> str:
        """Return a text that fits the column, or a room within it."""
        return fit(text, self.small if small else self.size, room or self.width, font)

    def run(self, cell: Cell, *, small: bool = False, room: float | None = None, font: Font = TEXT) -> Run:
        """Return a value with its link; an empty one says that it is not known, or leaves that to its note."""
        said = cell.text or (DASH if cell.note else f"{DASH} {self.tr('not known')}")
        run = {"text": self.text(said, small=small, room=room, font=font), "href": self.href(cell.href)}
        return {**run, "lang": cell.lang or ""}

    def told(self, cells: Iterable[Cell]) -> list[Run]:
        """Return small values one after another on a line, each with its note and further lines; empty ones not."""
        runs: list[Run] = []
        for cell in (piece for one in cells for piece in _spread(one)):
            runs += [{"text": BETWEEN}] if runs else []
            runs.append(self.run(cell, small=True))
        return runs

    def strong(self, text: str, room: float | None = None) -> str:
        """Return a bold text that fits."""
        return self.text(text, room=room, font=STRONG)


def _spread(cell: Cell) -> list[Cell]:
    several = (Cell(cell.text, cell.href, lang=cell.lang), Cell(cell.note), *cell.lines)
    return [one for one in several if one.text]


def measure_of(pack: Pack, *, alone: bool, boxed: bool = False) -> Measure:
    """Return how a pack's column is set: alone over the whole page, or as one of two."""
    room = PAGE_WIDTH - 2 * MARGINS[alone] - (2 * BOX if boxed else 0)
    split = urlsplit(pack.link)
    origin = f"{split.scheme}://{split.netloc}" if split.netloc else pack.page.origin
    if alone:
        return Measure(pack.page, origin, room, size=11, small=10.5, drawn=620, alone=True)
    return Measure(pack.page, origin, (room - GUTTER) / 2, size=9.5, small=9, drawn=360, alone=False)
