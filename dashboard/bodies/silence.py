"""Puts silences into pieces: on the page of the data for all regions, on a region's page for its place."""

from collections.abc import Iterator

from dashboard.body import Facts, Piece, Rows, Section
from dashboard.page import Page
from dashboard.stories import silence as story
from dashboard.views import silence
from dashboard.views.silence import SilenceView

ROWS_OPEN = 10


def of_edition(page: Page) -> Iterator[Piece]:
    """Yield since when nothing new is known of each region and source, for the page of the data."""
    view: SilenceView = page.view(silence.everywhere)
    yield Section(story.title(page.tr), story.sentence(page, view), "silence")
    yield Rows(story.region_table(page, view), shown=ROWS_OPEN)
    yield from _plans(page, view)
    yield Section(page.tr("Contracts without an act of acceptance"), story.acceptance_sentence(page), "acceptance")
    yield Facts(story.acceptance_facts(page, view))
    yield from _without_act(page, view)


def of_place(page: Page) -> Iterator[Piece]:
    """Yield the same of one region, or of the town or district that the link names, for the page of a region."""
    view: SilenceView = page.view(silence.of_place)
    yield Section(story.title(page.tr), story.sentence(page, view), "silence")
    yield Facts(story.place_facts(page, view))
    yield from _plans(page, view)
    yield from _without_act(page, view)


def _plans(page: Page, view: SilenceView) -> Iterator[Piece]:
    """Yield plans without a contract; nothing where none is known, which the lines above say already."""
    if view.plans or view.items or view.undated_plans:
        yield Section(page.tr("Past plans without a contract"), story.plans_sentence(page, view), "plans")
    if view.plans:
        yield Rows(story.plan_table(page, view), fold=story.plan_count(page.tr, view.plans_listed))
    if view.items:
        table = story.item_table(page, view)
        yield Rows(table, fold=table.caption)


def _without_act(page: Page, view: SilenceView) -> Iterator[Piece]:
    if view.without_act:
        table = story.acceptance_table(page, view.without_act, view.accepted.without_act)
        yield Rows(table, fold=table.caption)
