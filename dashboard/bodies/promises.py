"""What stands on the page of promises: quotas, what one unit cost at most, peers, and what was reported."""

from collections.abc import Iterator

from dashboard.body import Body, Figure, FilterBar, Heading, Keys, Leads, Piece, Rows, Section
from dashboard.charts import promises as charts
from dashboard.charts.base import LIGHT
from dashboard.charts.vector import bars as vector
from dashboard.html import parts
from dashboard.page import Page
from dashboard.stories import promise_peers as peers
from dashboard.stories import promise_reports as reports
from dashboard.stories import promises as story
from dashboard.stories.paragraphs import link_list, paragraphs
from dashboard.stories.unused import without
from dashboard.to_hearing import to_hearing
from dashboard.views import promises
from dashboard.views.promise_peers import Comparison
from dashboard.views.promises import PromisesView

ROWS_OPEN = 12
FILTERS = ("q", "region", "category", "years", "level", "kind", "tier", "amount")


def body(asked: Page) -> Body:
    """Return the promises of the link's records, or the answer that none are known."""
    page = without(asked, promises.UNUSED)
    view = page.view(promises.build)
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page, view), spending=False),
        (
            FilterBar(FILTERS),
            *(_found(page, view) if view.promises else (parts.empty(page.tr, *story.empty(page, view)),)),
        ),
    )


def _found(page: Page, view: PromisesView) -> Iterator[Piece]:
    tr = page.tr
    yield Keys(story.keys(page, view))
    yield Section(tr("What was promised"), anchor="promises")
    yield Rows(story.table(page, view), shown=ROWS_OPEN)
    yield from _reported(page, view)
    yield from _compared(page, view)
    yield Section(tr("How to read this"), anchor="rules")
    yield paragraphs(story.rules(page))
    yield Section(tr("Ways on"))
    yield link_list(to_hearing(page))


def _reported(page: Page, view: PromisesView) -> Iterator[Piece]:
    counted = reports.counted_table(page, view.reported, view.sources)
    told = reports.told_table(page, view.reported)
    if counted.rows or told.rows:
        yield Section(page.tr("Promised and reported"), anchor="reported")
    yield from (Rows(table) for table in (counted, told) if table.rows)


def _compared(page: Page, view: PromisesView) -> Iterator[Piece]:
    if view.compared:
        yield Section(page.tr("Beside others"), anchor="others")
    for one in view.compared:
        if one.enough:
            yield Section(peers.title(page, one), peers.sentence(page, one))
            yield _figure(page, one)
            yield Rows(peers.table(page, one))
    few = peers.few(page, view.compared)
    if few.rows:
        yield Rows(few, fold=page.tr("What cannot be compared yet"))


def _figure(page: Page, one: Comparison) -> Figure:
    bars = peers.bars(page, one)

    def chosen(promise_id: str) -> Leads | None:
        href = peers.chosen(page, one, promise_id)
        return Leads(href) if href else None

    return Figure(
        peers.key(one),
        peers.title(page, one),
        lambda colors: charts.bounds(bars, colors),
        alt=peers.alt(page, one),
        table=peers.table(page, one),
        foot=peers.foot(page, one),
        vector=lambda width: vector.horizontal_bars(bars, LIGHT, LIGHT.accent, width),
        chosen=chosen,
    )
