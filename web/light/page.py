"""Writes the light page of a view: one HTML answer below 60 KB that needs no script, the first number at its top."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from typing import Final

from markupsafe import Markup

from dashboard.alternates import data_link, feed_link, full, languages
from dashboard.body import Body, FilterBar
from dashboard.document import SITE_NAME, description
from dashboard.exports.every import EXPORTS
from dashboard.html import parts, pieces
from dashboard.html.drawing import draw
from dashboard.html.inputs import Cell, Notice
from dashboard.html.light_styles import first_styles, other_styles
from dashboard.html.masthead import LANGUAGE_NAMES
from dashboard.page import Page
from dashboard.page_names import IN_MENU, page_name
from dashboard.paths import PAGES
from dashboard.sentences import filter_sentence, footer_texts, notices
from dashboard.since import is_about_records
from dashboard.to_hearing import to_hearing
from web.light.form import filter_form
from web.light.sheet import Sheet, fit
from web.light.smaller import labels_once, without_long_links

LIMIT: Final = 60_000
"""Bytes of a light page, styles included."""

LONG_QUERY: Final = 700
"""From this length on a link is not repeated in menus and languages."""

ENDLESS_QUERY: Final = 2_500
"""From this length on a link is not repeated at all: such a page keeps its numbers and leads to the full one."""

ROWS: Final = (20,)
BARE_ROWS: Final = (20, 10, 5)
"""Rows of a table on a page of several sheets; before any is cut further, over-long links give way."""

TOP: Final = 3_600
"""Bytes before the title: the first number stands within the first 4 KB."""

_ALWAYS: Final = Markup('<p class="aq-part aq-prose aq-ways aq-subtitle">')
_HEADING_ROOM: Final = 9_000
_NOTICES: Final = 6
_LONGEST_SENTENCE: Final = 600


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of a menu."""

    text: str
    href: str
    current: bool = False
    language: str = ""


def light_page(body: Body, origin: str) -> str:
    """Write the light page of a view.

    Args:
        body: The view's body, made with `root="/light"`.
        origin: Scheme and host of the site, for the canonical link; "" leaves it out.
    """
    html = ""
    for bare in (len(body.page.link()) > ENDLESS_QUERY, True):
        frame = _Frame(body, origin, bare=bare)
        html = frame.page(fit(body, frame.form, frame.has_room_for, BARE_ROWS if bare else ROWS))
        if len(html.encode()) < LIMIT:
            break
    return html


class _Frame:
    """What stands round the pieces of one page; a bare one has no over-long links in it."""

    def __init__(self, body: Body, origin: str, *, bare: bool) -> None:
        self._body = body
        self._page = body.page
        self._long = len(body.page.link()) > LONG_QUERY
        self._bare = bare
        self._heading = heading(body)
        self._foot = self._drawn_foot()
        self._head_links = Markup("")
        before = self.page(Sheet(Markup(""))).encode().find(self._heading.encode())
        self._head_links = _head_links(body.page, origin, TOP - before)

    def has_room_for(self, sheet: Sheet) -> bool:
        # What stands round a sheet outweighs what is saved on labels, so that most sheets need not be written out.
        if len(sheet.html) > LIMIT and not self._bare:
            return False
        return len(self.page(sheet).encode()) < LIMIT

    def form(self, bar: FilterBar) -> Markup:
        return filter_form(self._page, bar.fields, with_language=self._long) if bar.fields else Markup("")

    def page(self, sheet: Sheet) -> str:
        shown, rules = labels_once(without_long_links(sheet.html) if self._bare else sheet.html)
        styled = self._heading + shown + self._foot
        return draw(
            "light/page.html",
            tr=self._page.tr,
            title=f"{self._body.heading.title} · {SITE_NAME}",
            description=self._body.heading.lead or description(self._body),
            first_styles=first_styles(),
            other_styles=other_styles(styled + _ALWAYS, rules),
            head_links=self._head_links,
            home=self._page.plain_link("/"),
            languages=self._languages(),
            heading=self._heading,
            sheet=Sheet(shown, () if self._bare else sheet.elsewhere),
            foot=self._foot,
        )

    def _languages(self) -> Sequence[Way]:
        if self._long:
            return ()
        tr, link = self._page.tr, self._page.link
        return [Way(name, link(lang=code), code == tr.language, code) for code, name in LANGUAGE_NAMES.items()]

    def _drawn_foot(self) -> Markup:
        page, tr = self._page, self._page.tr
        told = footer_texts(page)
        paths = {one.key: f"/{one.path}" for one in PAGES}
        link = page.plain_link if self._long else page.link
        menu = [Way(page_name(tr, key), link(paths[key]), key == page.key) for key in IN_MENU]
        links = [one for one in told.links if len(one.href or "") < LONG_QUERY]
        return draw(
            "light/foot.html",
            tr=tr,
            full=full(page).link(),
            menu=menu,
            taken=_taken(self._body) if not self._long else (),
            footer=parts.footer(tr, told.snapshot_line, links, told.attributions),
        )


def _taken(body: Body) -> tuple[Cell, ...]:
    page = body.page
    forms = (("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json")) if page.key in EXPORTS else ()
    files = tuple(Cell(name, href=data_link(page, form)) for name, form in forms)
    feed = Cell(page.tr("Feed of changes"), href=feed_link(page))
    feeds = (feed,) if is_about_records(page, body.heading) else ()
    return (*to_hearing(page), *files, *feeds)


def heading(body: Body) -> Markup:
    """Draw the head of a page; where a link asks for hundreds of things, some are named and the rest counted."""
    page, head = body.page, body.heading
    drawn = pieces.heading(page, head)
    if len(drawn.encode()) <= _HEADING_ROOM:
        return drawn
    told = notices(page)
    shown, more = told[:_NOTICES], len(told) - _NOTICES
    if more > 0:
        text = page.tr.plural(
            "%(count)s more thing in the link was left out.", "%(count)s more things in the link were left out.", more
        )
        shown.append(Notice(text, "dropped"))
    sentence = filter_sentence(page, spending=head.spending) if head.filtered else ""
    return parts.heading(page.tr, _short(head.title), _short(sentence), (), shown, lead=_short(head.lead))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SENTENCE else f"{text[: _LONGEST_SENTENCE - 1]}…"


def _head_links(page: Page, origin: str, room: int) -> Markup:
    """Write the canonical link to the full page and its languages, as far as there is room."""
    wide = full(page)
    if not origin:
        return Markup("")
    said = languages(wide) if not page.filters.part else ()
    tags = [f'<link rel="canonical" href="{escape(origin + wide.link())}">']
    tags += [f'<link rel="alternate" hreflang="{one.language}" href="{escape(origin + one.href)}">' for one in said]
    sizes = accumulate(len(tag) + 1 for tag in tags)
    kept = [tag for tag, size in zip(tags, sizes, strict=True) if size <= room]
    return Markup("\n".join(kept))  # noqa: S704 — escaped above
