"""What stands on the profile of a region, town or district."""

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.bodies import silence
from dashboard.bodies.by_year import figure
from dashboard.body import Bars, Body, FilterBar, Heading, Keys, Piece, Rows, Section
from dashboard.html import parts
from dashboard.html.inputs import Said
from dashboard.page import Page
from dashboard.stories import by_year, need_money, region_missing, region_unknown, region_voices, said
from dashboard.stories import region as story
from dashboard.stories.asking import REPLY
from dashboard.stories.paragraphs import link_list, paragraphs
from dashboard.views import region
from dashboard.views.region import NoRegion, RegionView

Both = tuple[Sequence[Said], Sequence[Said]]
ROWS_OPEN = 6
FILTERS = ("category", "years", "level", "kind", "tier", "measure", "amount")


def body(asked: Page) -> Body:
    """Return the profile that the link's `id` names, or the answer that there is none of that name."""
    page = story.without_other_places(asked)
    view = page.view(region.build)
    return _missing(page, view) if isinstance(view, NoRegion) else _profile(page, view)


def _missing(page: Page, view: NoRegion) -> Body:
    title, sentence, links = region_missing.answer(page, view)
    answer = parts.empty(page.tr, page.tr("Regions and cities"), "", links)
    return Body(page, Heading(title, sentence, filtered=False), (answer,))


def _profile(page: Page, view: RegionView) -> Body:
    central = story.central(page, view)
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page, view)),
        (
            FilterBar(FILTERS),
            Keys(story.keys(page, view)),
            *((parts.note(central),) if central else ()),
            *(_money(page, view) if view.money.records else (_nothing(page, view),)),
            *_voices(page, view),
        ),
    )


def _nothing(page: Page, view: RegionView) -> Markup:
    return parts.empty(page.tr, page.tr("Nothing found yet"), story.nothing(page), story.ways_on(page, view))


def _money(page: Page, view: RegionView) -> tuple[Piece, ...]:
    tr = page.tr
    made, name, table = story.year_blocks(view), story.group_namer(tr), story.year_table(page, view)
    return (
        Section(tr("By year"), by_year.marks(tr)),
        figure(page, made, name, by_year.panels(page, made, name, view.measure), table, story.foot(page, view)),
        Rows(table, fold=tr("The same by year as a table")),
        Section(tr("What for")),
        Bars(story.category_bars(page, view)),
        Section(tr("Who pays and who is paid")),
        Rows(story.customer_table(page, view), shown=ROWS_OPEN),
        Rows(story.contractor_table(page, view), shown=ROWS_OPEN),
        Section(tr("Records"), story.records_sentence(page, view)),
        Rows(story.record_table(page, view), shown=ROWS_OPEN),
        link_list(story.ways_on(page, view)),
    )


def _voices(page: Page, view: RegionView) -> tuple[Piece, ...]:
    tr, both = page.tr, region_voices.sides(page, view)
    return (
        Section(tr("What is lacking"), region_voices.evidence_sentence(page, view)),
        Rows(region_voices.evidence_table(page, view), shown=region_voices.ROWS_SHOWN),
        Section(tr("What residents ask officials about"), region_voices.appeals_sentence(page)),
        Rows(region_voices.appeals_table(page, view), shown=region_voices.ROWS_SHOWN),
        *_open_texts(page, view),
        *(_both_sides(page, view, both) if both else ()),
        *silence.of_place(page),
        Section(tr("What is known and what is not")),
        parts.facts(tr, region_unknown.facts(page, view)),
        paragraphs(region_unknown.sentences(page, view)),
    )


def _open_texts(page: Page, view: RegionView) -> tuple[Piece, ...]:
    """Return counts made of open texts, where somebody laid such texts down."""
    weeks = need_money.weeks_table(page, view.voices.weeks, view.voices.beside)
    return (Rows(weeks, shown=region_voices.ROWS_SHOWN),) if weeks.rows else ()


def _both_sides(page: Page, view: RegionView, both: Both) -> tuple[Piece, ...]:
    tr = page.tr
    about = link_list(region_voices.statement_links(page, view))
    return (
        Section(tr("What both sides said"), region_voices.sides_sentence(page, view)),
        parts.sides(tr, *both, *said.side_titles(tr), f"{page.plain_link('/corrections')}#{REPLY}"),
        parts.disclosure(tr("Records and systems these statements are about"), about),
    )
