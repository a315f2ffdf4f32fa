"""What stands on the passport of one named system."""

from collections.abc import Iterator

from dashboard.bodies.both_sides import both_sides
from dashboard.bodies.disputed import disputed, headed
from dashboard.bodies.in_time import in_time
from dashboard.body import Body, Facts, Figure, FilterBar, Heading, Keys, Piece, Rows, Section
from dashboard.charts import suppliers as charts
from dashboard.charts.base import LIGHT
from dashboard.charts.vector import bars as vector
from dashboard.html import parts
from dashboard.page import Page
from dashboard.stories import observed, said
from dashboard.stories import system as story
from dashboard.stories import system_peers as peers
from dashboard.stories.paragraphs import paragraphs
from dashboard.stories.record import unused_filters
from dashboard.views import system, timeline
from dashboard.views.system import SystemView


def body(page: Page) -> Body:
    """Return everything known of the system that the link's `id` names, or the answer that there is none."""
    view, unused = page.view(system.build), unused_filters(page)
    known = _passport(page, view) if view.system else (parts.empty(page.tr, *story.no_system(page)),)
    heading = Heading(story.title(page, view), story.lead(page, view), filtered=False)
    return Body(
        page,
        headed(page, "system", view.system, heading) if view.system else heading,
        (
            *((parts.note(unused, "dropped"),) if unused else ()),
            *(disputed(page, "system", view.system) if view.system else ()),
            FilterBar(),
            *known,
        ),
    )


def _passport(page: Page, view: SystemView) -> tuple[Piece, ...]:
    tr = page.tr
    return (
        Keys(story.keys(page, view)),
        Facts(story.what_facts(page, view)),
        *_money(page, view),
        Section(tr("From purchase to support and purchase again"), anchor="life"),
        Facts(story.life_facts(page, view)),
        *_promised(page, view),
        *_sides(page, view),
        *_elsewhere(page, view),
        *in_time(page, page.view(timeline.of_system)),
        parts.empty(tr, tr("Ways on"), "", story.ways_on(page, view)),
    )


def _money(page: Page, view: SystemView) -> Iterator[Piece]:
    bars, table = story.stage_bars(page, view), story.record_table(page, view)
    yield Section(page.tr("Its cost and how it counts"), anchor="money")
    if bars:
        yield Figure(
            "stages",
            page.tr("What its records tell"),
            lambda colors: charts.suppliers(bars, colors),
            alt=story.stage_alt(page, view),
            table=table,
            foot=story.foot(page, view),
            vector=lambda width: vector.suppliers(bars, LIGHT, width),
        )
    yield Rows(table)
    if ties := story.ties(page, view):
        yield paragraphs(ties)


def _promised(page: Page, view: SystemView) -> Iterator[Piece]:
    tr = page.tr
    yield Section(tr("What was promised"), anchor="promises")
    if view.promises:
        yield Rows(said.promise_table(page, view.promises, view.sources))
    else:
        yield parts.note(tr("No quota, date or quantity that was promised is known so far."))
    if view.observations:
        yield Section(tr("What was counted"), anchor="counted")
        yield Rows(observed.observation_table(page, view.observations, view.sources))


def _sides(page: Page, view: SystemView) -> Iterator[Piece]:
    tr = page.tr
    yield Section(tr("Both sides"), anchor="sides")
    if view.statements:
        yield from both_sides(page, view.statements, view.sources)
    else:
        yield parts.note(tr("Nothing that any side said of it was found so far."))
    for number, hearing in enumerate(view.hearings):
        yield Section(tr("Public hearing"), anchor=f"hearing-{number + 1}" if number else "hearing")
        yield Facts(observed.hearing_facts(tr, hearing, view.sources))


def _elsewhere(page: Page, view: SystemView) -> Iterator[Piece]:
    yield Section(page.tr("The same kind elsewhere"), anchor="elsewhere")
    yield paragraphs(peers.sentences(page, view))
    yield Rows(peers.table(page, view))
