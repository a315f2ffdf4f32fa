"""What stands on the page of one record."""

from collections.abc import Iterator

from dashboard.bodies.both_sides import both_sides
from dashboard.bodies.disputed import disputed
from dashboard.bodies.in_time import in_time
from dashboard.body import Body, Facts, FilterBar, Fold, Heading, Keys, Piece, Rows, Section
from dashboard.html import parts
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories import observed, said
from dashboard.stories import record as story
from dashboard.stories import record_counting as counting
from dashboard.stories import record_register as register
from dashboard.stories.deliverables import Deliverables, deliverables
from dashboard.stories.paragraphs import paragraphs
from dashboard.views import record as records
from dashboard.views import timeline
from dashboard.views.record import RecordView


def body(page: Page) -> Body:
    """Return everything known of the record that the link's `id` names, or the answer that there is none."""
    view = page.view(records.build)
    return _absent(page) if view.record is None else _whole(page, view, view.record)


def _absent(page: Page) -> Body:
    title, sentence, links = story.absent(page)
    return Body(page, Heading(title, filtered=False), (parts.empty(page.tr, sentence, "", links),))


def _whole(page: Page, view: RecordView, record: Row) -> Body:
    tr, unused, told = page.tr, story.unused_filters(page), story.told_facts(page, record)
    delivered = deliverables(tr, record["deliverables"])
    return Body(
        page,
        Heading(story.title(page, record), story.lead(page, record), filtered=False),
        (
            *((parts.note(unused, "dropped"),) if unused else ()),
            *(disputed(page, "record", record) if record["disputed"] else ()),
            FilterBar(),
            Keys(story.keys(page, record)),
            *((Facts(told),) if told else ()),
            *_source(page, view),
            *_counting(page, view),
            *_fields(page, view, delivered),
            *_around(page, view),
            *in_time(page, page.view(timeline.of_record), folded=True),
            *_notes(page, view, record, delivered),
            parts.empty(tr, tr("Ways on"), "", story.ways_on(page, view)),
        ),
    )


def _source(page: Page, view: RecordView) -> Iterator[Piece]:
    tr = page.tr
    yield Section(tr("Where it was read"), anchor="source")
    yield Facts(register.contract_facts(page, view) or said.source_facts(tr, view.source))
    if view.statements:
        yield Section(tr("Both sides"), anchor="sides")
        yield from both_sides(page, view.statements, view.sources)


def _counting(page: Page, view: RecordView) -> Iterator[Piece]:
    yield Section(page.tr("How it is counted"), anchor="counting")
    yield paragraphs(counting.sentences(page, view))
    divided, of_parts = register.years_table(page, view), counting.parts_table(page, view)
    yield from (Rows(one) for one in (divided, of_parts, counting.relation_table(page, view)) if one)


def _fields(page: Page, view: RecordView, delivered: Deliverables) -> Iterator[Piece]:
    tr = page.tr
    yield Section(tr("All that is recorded"), anchor="fields")
    yield Facts(story.record_facts(page, view))
    if delivered.known:
        yield Section(tr("In numbers, as the source tells"))
        yield Facts(delivered.known)
    if view.system:
        yield Section(tr("The system it belongs to"), anchor="system")
        yield Facts(story.system_facts(page, view.system))


def _around(page: Page, view: RecordView) -> Iterator[Piece]:
    """Yield what was promised, counted and heard, those that there are."""
    tr = page.tr
    if view.promises:
        yield Section(tr("What was promised"), anchor="promises")
        yield Rows(said.promise_table(page, view.promises, view.sources))
    if view.observations:
        yield Section(tr("What was counted"), anchor="counted")
        yield Rows(observed.observation_table(page, view.observations, view.sources))
    for number, hearing in enumerate(view.hearings):
        yield Section(tr("Public hearing"), anchor=f"hearing-{number + 1}" if number else "hearing")
        yield Facts(observed.hearing_facts(tr, hearing, view.sources))


def _notes(page: Page, view: RecordView, record: Row, delivered: Deliverables) -> Iterator[Piece]:
    if notes := [*story.editors_notes(page, record, view.relations), *delivered.as_written]:
        yield Fold(page.tr("Editors' notes, in English"), (Facts(notes),))
