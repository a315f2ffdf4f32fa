"""What stands on the profile of a buyer."""

from dashboard.bodies.both_sides import both_sides
from dashboard.bodies.by_year import figure
from dashboard.bodies.disputed import disputed, headed
from dashboard.bodies.in_time import in_time
from dashboard.body import Bars, Body, Facts, FilterBar, Fold, Heading, Keys, Piece, Rows, Section
from dashboard.html import parts
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories import by_year, customer_context, observed
from dashboard.stories import customer as story
from dashboard.stories import party as profile
from dashboard.stories.paragraphs import link_list
from dashboard.stories.record import unused_filters
from dashboard.views import customer
from dashboard.views.customer import CustomerView
from dashboard.views.years import blocks

ROWS_OPEN = 6


def body(page: Page) -> Body:
    """Return the profile of the buyer that the link's `id` names, or the answer that there is none."""
    view = page.view(customer.build)
    unused, answer = unused_filters(page), story.no_buyer(page, view)
    heading = Heading(story.title(page, view), story.lead(page, view), filtered=False)
    return Body(
        page,
        headed(page, "customer", view.party, heading) if view.party else heading,
        (
            *((parts.note(unused, "dropped"),) if unused else ()),
            *(disputed(page, "customer", view.party) if view.party else ()),
            FilterBar(),
            *((parts.empty(page.tr, *answer),) if answer else _profile(page, view)),
        ),
    )


def _profile(page: Page, view: CustomerView) -> tuple[Piece, ...]:
    keys = story.keys(page, view)
    return (
        *((Keys(keys),) if keys else ()),
        *(_money(page, view) if view.by_group else ()),
        *_records(page, view),
        *_bought(page, view),
        *_counted(page, view),
        *_told(page, view),
        *_context(page, view),
        *(_who(page, view, view.party) if view.party else ()),
    )


def _money(page: Page, view: CustomerView) -> tuple[Piece, ...]:
    tr, made = page.tr, blocks(view.by_group)
    name, table = story.group_namer(tr), story.year_table(page, view)
    return (
        Section(tr("By year"), by_year.marks(tr), "years"),
        figure(page, made, name, by_year.panels(page, made, name, "nominal"), table, story.foot(page, view)),
        Rows(table, fold=tr("The same by year as a table")),
        Section(tr("What for"), anchor="categories"),
        Bars(story.category_bars(page, view)),
        Section(tr("Whom it pays"), anchor="suppliers"),
        Rows(story.supplier_table(page, view), shown=ROWS_OPEN),
    )


def _records(page: Page, view: CustomerView) -> tuple[Piece, ...]:
    tr, more = page.tr, story.more_records(page, view)
    listed = (
        Section(tr("Records in which it pays"), anchor="records"),
        Rows(story.record_table(page, view), shown=ROWS_OPEN),
    )
    return (*(listed if view.records else ()), *((parts.empty(tr, more.text, "", [more]),) if more else ()))


def _bought(page: Page, view: CustomerView) -> tuple[Piece, ...]:
    """Return the systems it bought, and the way to what was promised to it."""
    tr, promised = page.tr, story.promised(page, view)
    bought = (Section(tr("Systems it bought"), anchor="systems"), Rows(story.system_table(page, view)))
    links = (Section(tr("What was promised to it"), anchor="promises"), link_list([promised])) if promised else ()
    return (*(bought if view.systems else ()), *links)


def _counted(page: Page, view: CustomerView) -> tuple[Piece, ...]:
    rows = story.counted_of_it(view)
    if not rows:
        return ()
    return (
        Section(page.tr("What was counted of it"), anchor="counted"),
        Rows(observed.observation_table(page, rows, view.told.sources)),
    )


def _told(page: Page, view: CustomerView) -> tuple[Piece, ...]:
    """Return both sides, and everything in order of time."""
    told = view.told
    sides = (Section(page.tr("Both sides"), anchor="sides"), *both_sides(page, told.statements, told.sources))
    return (*(sides if told.statements else ()), *in_time(page, told, folded=True))


def _context(page: Page, view: CustomerView) -> tuple[Piece, ...]:
    tr, pieces = page.tr, list[Piece]()
    if view.appeals:
        title = tr("Appeals to central bodies, as published")
        pieces += [Section(title, customer_context.appeals_sentence(page), "appeals")]
        pieces += [Rows(customer_context.appeals_table(page, view.appeals))]
    if view.lacking:
        title = tr("What is lacking, in the same publications")
        pieces += [Section(title, customer_context.lacking_sentence(page), "lacking")]
        pieces += [Rows(customer_context.lacking_table(page, view.lacking))]
    return tuple(pieces)


def _who(page: Page, view: CustomerView, party: Row) -> tuple[Piece, ...]:
    tr, notes = page.tr, profile.editors_notes(page.tr, party)
    sources = profile.source_table(tr, party["source_ids"], view.sources)
    gaps = (Section(tr("What is known and what is not"), anchor="gaps"), Facts(story.gap_facts(page, view)))
    return (
        *(gaps if view.gaps.listed else ()),
        Section(tr("About this body"), anchor="who"),
        Facts(story.who_facts(page, view)),
        *((Rows(sources),) if sources.rows else ()),
        *((Fold(tr("Editors' notes, in English"), (Facts(notes),)),) if notes else ()),
        Section(tr("Ways on"), anchor="ways"),
        link_list(story.ways_on(page, view)),
    )
