"""Says what a reader takes away of a view: its links, a sentence with its source, cards, frames, files, citations."""

from dataclasses import dataclass, replace
from html import escape
from typing import Final
from urllib.parse import quote, urlencode

from dashboard.alternates import card_link, data_link, embed_link, feed_link
from dashboard.body import Body, Figure
from dashboard.exports.every import EXPORTS
from dashboard.html.inputs import Cell
from dashboard.page import Page
from dashboard.sentences import ended
from dashboard.short_links import short_link
from dashboard.since import is_about_records
from dashboard.to_hearing import to_hearing

FRAME_HEIGHT: Final = 560


@dataclass(frozen=True, slots=True)
class Share:
    """What a reader takes away of one view; links are whole, with scheme and host.

    Attributes:
        frozen: The link whose figures will not change.
        live: The link that follows the data.
        short: The frozen link, short enough to be typed.
        sentence: The finding with its source, to be pasted.
        senders: Links that hand the sentence to Telegram and WhatsApp.
        cards: Pictures of the view, by size.
        frame_frozen: HTML for other sites; its figures will not change.
        frame_live: HTML for other sites; it follows the data.
        files: The numbers as files, and the feed of changes.
        hearing: The way to the pack for a hearing about it, where it is not that itself.
    """

    frozen: str
    live: str
    short: str
    sentence: str
    senders: tuple[Cell, ...]
    cards: tuple[Cell, ...]
    frame_frozen: str
    frame_live: str
    files: tuple[Cell, ...]
    hearing: tuple[Cell, ...]


def share(body: Body, origin: str) -> Share:
    """Return what can be taken away of a page.

    Args:
        body: The page.
        origin: Scheme and host in front of its links; "" where not known.
    """
    page = body.page
    fixed, moving = pinned(page), of_edition(page, None)
    frozen, title = origin + page.frozen(), body.heading.title
    sentence = page.tr(
        "%(finding)s Source: “Aqsha qaida?”, data edition of %(date)s: %(link)s",
        finding=ended(title),
        date=page.tr.date(page.asked.snapshot.day),
        link=frozen,
    )
    return Share(
        frozen=frozen,
        live=origin + moving.link(),
        short=origin + short_link(page),
        sentence=sentence,
        senders=_senders(title, frozen),
        cards=_cards(fixed, origin),
        frame_frozen=_frame(origin + embed_link(fixed), title),
        frame_live=_frame(origin + embed_link(moving), title),
        files=_files(body, origin),
        hearing=tuple(Cell(one.text, href=f"{origin}{one.href}") for one in to_hearing(page)),
    )


def figure_files(body: Body, figure: Figure) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Return the links to one figure's picture and data, in groups with their titles; all of the edition shown."""
    page = pinned(body.page)
    tr, query = page.tr, page.filters.with_(lang=page.tr.language, page=page.filters.page).to_query()
    place = f"/picture/{page.key}/{figure.key}"
    pictures = (
        Cell(tr("PNG picture"), href=f"{place}.png?{query}"),
        Cell(tr("SVG picture"), href=f"{place}.svg?{query}"),
    )
    data = (
        Cell(tr("Picture, its numbers, all records and citations (ZIP)"), href=f"{place}.zip?{query}"),
        *(_numbers(page) if page.key in EXPORTS else ()),
    )
    shown = ((tr("Picture with title, source and code"), pictures),) if figure.vector else ()
    return (*shown, (tr("Data"), data))


def _numbers(page: Page) -> tuple[Cell, ...]:
    tr = page.tr
    return (
        Cell(tr("All numbers of this view (CSV)"), href=data_link(page, "csv")),
        Cell(tr("All numbers of this view (Excel)"), href=data_link(page, "xlsx")),
    )


def pinned(page: Page) -> Page:
    """Return the page with the edition it shows written into its links."""
    return of_edition(page, page.asked.snapshot.id)


def of_edition(page: Page, snapshot_id: str | None) -> Page:
    """Return the page with links to an edition; to the newest of each day where none is named."""
    filters = page.filters.with_(asof=snapshot_id, page=page.filters.page)
    return replace(page, asked=replace(page.asked, filters=filters))


def _senders(title: str, link: str) -> tuple[Cell, ...]:
    return (
        Cell("Telegram", href=f"https://t.me/share/url?{urlencode({'url': link, 'text': title}, quote_via=quote)}"),
        Cell("WhatsApp", href=f"https://wa.me/?{urlencode({'text': f'{title} {link}'}, quote_via=quote)}"),
    )


def _cards(page: Page, origin: str) -> tuple[Cell, ...]:
    tr = page.tr
    names = {
        "wide": tr("Wide card, 1200 × 630"),
        "square": tr("Square card, 1080 × 1080"),
        "tall": tr("Tall card, 1080 × 1920"),
    }
    return tuple(Cell(name, href=f"{origin}{card_link(page)}&size={size}") for size, name in names.items())


def _frame(link: str, title: str) -> str:
    looks = f'height="{FRAME_HEIGHT}" loading="lazy" style="border:0;width:100%;max-width:800px"'
    return f'<iframe src="{escape(link)}" title="{escape(title)}" {looks}></iframe>'


def _files(body: Body, origin: str) -> tuple[Cell, ...]:
    page, tr = body.page, body.page.tr
    forms = (("csv", tr("CSV table")), ("xlsx", tr("Excel table")), ("json", "JSON"), ("parquet", "Parquet"))
    files = tuple(Cell(name, href=origin + data_link(page, form)) for form, name in forms if page.key in EXPORTS)
    feed = Cell(tr("Feed of changes (Atom)"), href=origin + feed_link(page))
    return (*files, feed) if is_about_records(page, body.heading) else files
