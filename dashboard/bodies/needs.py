"""What stands on the page of needs: what else the chosen money would have bought, beside the signs of lack."""

from collections.abc import Iterator

from markupsafe import Markup

from dashboard.body import Bars, Body, FilterBar, Fold, Heading, Keys, Needs, Piece, Rows, Section
from dashboard.html import parts
from dashboard.page import Page
from dashboard.stories import need_money
from dashboard.stories import needs as story
from dashboard.stories import needs_reading as reading
from dashboard.stories import needs_tables as tables
from dashboard.stories.paragraphs import link_list, paragraphs
from dashboard.to_hearing import to_hearing
from dashboard.views import need_money as pairs
from dashboard.views import needs
from dashboard.views.needs import NeedsView

FILTERS = ("q", "region", "category", "years", "level", "kind", "tier", "measure", "amount")


def body(page: Page) -> Body:
    """Return the page for the link's money, or the answer that there is none."""
    view = page.view(needs.build)
    bar = FilterBar(FILTERS)
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page, view)),
        (*_notices(page, view), bar, *_converted(page, view))
        if view.money.total
        else (bar, _nothing(page, view), *_pairs(page)),
    )


def _nothing(page: Page, view: NeedsView) -> Markup:
    links = story.empty_links(page, view)
    return parts.empty(page.tr, page.tr("Ways on"), story.empty_sentence(page, view), links)


def _notices(page: Page, view: NeedsView) -> Iterator[Piece]:
    return (parts.note(text, "dropped") for text in reading.notices(page, view))


def _converted(page: Page, view: NeedsView) -> Iterator[Piece]:
    yield Keys(story.keys(page, view))
    if apart := story.apart(page, view):
        yield parts.prose(apart)
    yield parts.note(story.no_cause(page))
    yield from _needs(page, view)
    yield story.foot(page, view)
    ranges = tuple(Rows(table) for table in tables.range_tables(page, view))
    yield Fold(page.tr("The same ranges as tables"), ranges)
    yield from _pairs(page)
    yield from _money(page, view)
    yield Section(page.tr("How to read this"))
    yield paragraphs(reading.rules(page, view))
    yield Section(page.tr("Ways on"))
    yield link_list(to_hearing(page))


def _needs(page: Page, view: NeedsView) -> Iterator[Piece]:
    for heading, lead, answers in story.sections(page, view):
        rows = Needs(story.lines(page, view, answers))
        if story.is_folded(page, answers):
            yield Fold(story.folded_name(page, heading, answers), (paragraphs([lead]), rows))
        else:
            yield Section(heading, lead)
            yield rows


def _pairs(page: Page) -> Iterator[Piece]:
    """Yield what was asked for and is lacking beside the money of the same region and years."""
    found = page.view(pairs.build)
    told = f"{need_money.no_cause(page)} {need_money.lead(page, found)}".strip()
    yield Section(page.tr("Needs and money of the same region and years"), told, anchor="pairs")
    yield Rows(need_money.table(page, found), shown=need_money.SHOWN)


def _money(page: Page, view: NeedsView) -> Iterator[Piece]:
    """Yield the single years of the money, where there are several, and its records."""
    tr = page.tr
    if bars := tables.year_bars(page, view):
        yield Section(tr("Money of one year"), tr("Choose one year to see prices with inflation taken out."))
        yield Bars(bars)
    yield Section(tr("Which records this money is"), tables.records_lead(page, view))
    yield Rows(tables.records_table(page, view))
