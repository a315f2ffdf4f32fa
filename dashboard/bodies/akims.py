"""What stands on the page of akims: published ratings as cited facts, beside what akimats spent on media."""

from collections.abc import Iterator

from dashboard.body import Body, Facts, FilterBar, Fold, Heading, Keys, Piece, Rows, Section
from dashboard.html import parts
from dashboard.page import Page
from dashboard.pauses import Pause, akims_pause
from dashboard.stories import akims as story
from dashboard.stories import mentions as own
from dashboard.stories.paragraphs import paragraphs
from dashboard.stories.unused import without
from dashboard.views import akims
from dashboard.views.akims import AkimsView, Rating

FILTERS = ("region", "years")


def body(asked: Page) -> Body:
    """Return the ratings of the link's regions and years; during an election campaign, that the page is paused."""
    page, pause = without(asked, akims.UNUSED), akims_pause()
    return _paused(page, pause) if pause else _shown(page)


def _paused(page: Page, pause: Pause) -> Body:
    sentence = story.paused_sentence(page, pause)
    empty = parts.empty(page.tr, page.tr("Ways on"), sentence, story.paused_links(page))
    return Body(page, Heading(story.paused_title(page), sentence, filtered=False, spending=False), (FilterBar(), empty))


def _shown(page: Page) -> Body:
    view, tr = page.view(akims.build), page.tr
    undated = story.undated(page, view)
    pieces: list[Piece] = [FilterBar(FILTERS)]
    if view.ratings:
        pieces += [Keys(story.keys(page, view)), parts.note(story.whose_money(page))]
    if undated:
        pieces.append(parts.note(undated))
    for one in view.ratings:
        pieces += _rating(page, view, one)
    pieces += _own(page, view)
    pieces += [Section(tr("How to read this"), anchor="rules"), paragraphs(story.rules(page))]
    return Body(page, Heading(story.title(page, view), story.lead(page), spending=False), tuple(pieces))


def _rating(page: Page, view: AkimsView, one: Rating) -> Iterator[Piece]:
    yield Section(story.rating_name(page, one), anchor=one.row["rating_id"])
    yield Facts(story.method_facts(page, one))
    if not one.count:
        yield paragraphs([story.unread(page, one)])
        return
    for by, rows in one.places:
        yield Rows(story.place_table(page, one, by, rows, view.sources))
    if one.dated:
        yield Rows(story.spending_table(page, one), fold=story.nothing_spent(page, one))
    else:
        yield paragraphs([story.no_years(page, one)])


def _own(page: Page, view: AkimsView) -> Iterator[Piece]:
    told = view.mentions
    yield Section(page.tr("An open method of our own"), anchor="method")
    yield paragraphs(own.what_it_is(page, told))
    if told.method:
        yield Fold(page.tr("Its indicators, weights and limits"), (Rows(own.method_table(page, told)),))
    yield from (Rows(own.period_table(page, rows)) for rows in (told.halves, told.last_week) if rows)
