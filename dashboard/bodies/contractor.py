"""What stands on the profile of a supplier."""

from dashboard.bodies.both_sides import both_sides
from dashboard.bodies.disputed import disputed, headed
from dashboard.bodies.in_time import in_time
from dashboard.body import Body, Facts, Figure, FilterBar, Fold, Heading, Keys, Piece, Rows, Section
from dashboard.charts import suppliers as charts
from dashboard.charts.base import LIGHT
from dashboard.charts.vector import bars as vector
from dashboard.html import parts
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories import contractor as story
from dashboard.stories.compare_peers import from_supplier
from dashboard.stories.record import unused_filters
from dashboard.to_hearing import to_hearing
from dashboard.views import contractor, timeline
from dashboard.views.contractor import ContractorView


def body(page: Page) -> Body:
    """Return the profile of the supplier that the link's `id` names, or the answer that there is none."""
    view = page.view(contractor.build)
    lead = story.caveat(page, view.party) if view.party and view.listed else ""
    unused, answer = unused_filters(page), story.no_supplier(page, view)
    heading = Heading(story.title(page, view), lead, filtered=False)
    return Body(
        page,
        headed(page, "contractor", view.party, heading) if view.party else heading,
        (
            *((parts.note(unused, "dropped"),) if unused else ()),
            *(disputed(page, "contractor", view.party) if view.party else ()),
            *((parts.empty(page.tr, *answer),) if answer else _profile(page, view)),
        ),
    )


def _profile(page: Page, view: ContractorView) -> tuple[Piece, ...]:
    return (
        FilterBar(),
        Keys(story.keys(page, view)),
        *_records(page, view),
        *(_splits(page, view) if story.splits(view) else ()),
        *(_taxes(page, view) if view.party_years else ()),
        *_told(page, view),
        *(_who(page, view, view.party) if view.party else ()),
    )


def _records(page: Page, view: ContractorView) -> tuple[Piece, ...]:
    tr, more = page.tr, story.more_records(page, view)
    listed = (Section(tr("Its records"), anchor="records"), Rows(story.record_table(page, view)))
    return (*(listed if view.listed else ()), *((parts.empty(tr, more.text, "", [more]),) if more else ()))


def _splits(page: Page, view: ContractorView) -> tuple[Piece, ...]:
    return (
        Section(page.tr("When and where"), anchor="years"),
        Rows(story.year_table(page, view)),
        Rows(story.region_table(page, view)),
    )


def _taxes(page: Page, view: ContractorView) -> tuple[Piece, ...]:
    tr, bars, table = page.tr, story.tax_bars(page, view), story.tax_table(page, view)
    return (
        Section(tr("Taxes and debt, as the source tells"), anchor="taxes"),
        Figure(
            "taxes",
            tr("Taxes paid"),
            lambda colors: charts.taxes(bars, colors),
            alt=story.tax_alt(page, view),
            table=table,
            vector=lambda width: vector.taxes(bars, LIGHT, width),
        ),
        Facts(story.tax_facts(page, view)),
        Rows(table, fold=tr("The same as a table")),
    )


def _told(page: Page, view: ContractorView) -> tuple[Piece, ...]:
    """Return court cases, systems and both sides, those that there are."""
    tr, told = page.tr, list[Piece]()
    if view.cases:
        told += [Section(tr("Court cases"), anchor="courts"), Rows(story.case_table(page, view))]
    if view.systems:
        told += [Section(tr("What it was paid for"), anchor="systems"), Rows(story.system_table(page, view))]
    if view.statements:
        told += [Section(tr("Both sides"), anchor="sides"), *both_sides(page, view.statements, view.sources)]
    return (*told, *in_time(page, page.view(timeline.of_contractor), folded=True))


def _who(page: Page, view: ContractorView, party: Row) -> tuple[Piece, ...]:
    tr, asked = page.tr, story.corrections(page, party)
    return (
        Section(tr("Who it is"), anchor="who"),
        Facts(story.who_facts(page, view)),
        *((Rows(story.source_table(page, view)),) if party["source_ids"] else ()),
        *_notes(page, party),
        parts.empty(tr, tr("Ways on"), "", [*from_supplier(page, view), *to_hearing(page), *asked]),
    )


def _notes(page: Page, party: Row) -> tuple[Piece, ...]:
    notes = story.editors_notes(page, party)
    return (Fold(page.tr("Editors' notes, in English"), (Facts(notes),)),) if notes else ()
