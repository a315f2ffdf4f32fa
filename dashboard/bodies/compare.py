"""What stands on the page that puts two to four regions, parties, systems or years side by side."""

from collections.abc import Sequence

from dashboard.bodies.by_year import figure
from dashboard.body import Body, Figure, FilterBar, Heading, Keys, Piece, Rows, Section
from dashboard.charts import compare as charts
from dashboard.charts.base import LIGHT
from dashboard.charts.vector import compare as vector
from dashboard.html import parts
from dashboard.html.inputs import Cell
from dashboard.page import Page
from dashboard.stories import by_year, compare_peers, compare_tables, small_places
from dashboard.stories import compare as story
from dashboard.stories.paragraphs import link_list, paragraphs
from dashboard.to_hearing import to_hearing
from dashboard.views import compare, compare_offers
from dashboard.views.compare import CompareView
from dashboard.views.peers import Peers
from dashboard.views.small_places import SmallPlaces

FILTERS = ("region", "category", "years", "level", "kind", "tier", "measure", "amount")
ROWS_OPEN = 8


def body(asked: Page) -> Body:
    """Return those that the link names side by side, or what there is to compare."""
    page = story.without_unused(asked, asked.view(compare.build))
    view: CompareView = page.view(compare.build)
    told = _compared(page, view) if view.sides else _offered(page, view)
    return Body(
        page,
        Heading(story.title(page, view), story.standing(page, view), filtered=bool(view.sides)),
        (FilterBar(FILTERS), *told),
    )


def _offered(page: Page, view: CompareView) -> tuple[Piece, ...]:
    tr, found = page.tr, page.view(compare_offers.build)
    alone = view.axis.peers
    return (
        *((parts.note(compare_peers.no_peers(page, alone)), *_rule(page, alone)) if alone else ()),
        parts.empty(tr, tr("Side by side, to begin with"), "", compare_peers.offers(page, found)),
        Section(tr("A region and its fair peers"), tr("Peers are chosen by a rule that is printed with its numbers.")),
        Rows(compare_peers.offer_table(page, found)),
        paragraphs([tr("Pages of suppliers and systems have a link to their own peers.")]),
    )


def _compared(page: Page, view: CompareView) -> tuple[Piece, ...]:
    told = (story.left_out(page, view), story.measure_note(page, view), story.apart(page, view))
    notes = tuple(parts.note(one) for one in (*told, story.between(page, view)) if one)
    return (
        Keys(story.keys(page, view)),
        *notes,
        *(_money(page, view) if any(side.money.records for side in view.sides) else ()),
        *_known(page, view),
        *(_small(page, view.small) if view.small else ()),
        *(_rule(page, view.axis.peers) if view.axis.peers else ()),
        *_ways(page, view),
    )


def _money(page: Page, view: CompareView) -> tuple[Piece, ...]:
    tr, groups, table = page.tr, story.bar_groups(page, view), compare_tables.group_table(page, view)
    return (
        Section(tr("What for"), tr("All bars are on one scale. Solid: contracts and payments. Hatched: plans.")),
        Figure(
            "by_group",
            tr("What for"),
            lambda colors: charts.grouped_bars(groups, colors),
            alt=story.group_alt(page, view),
            table=table,
            foot=story.foot(page, view),
            vector=lambda width: vector.grouped_bars(groups, LIGHT, width),
        ),
        Rows(table, fold=tr("The same as a table")),
        *(_by_year(page, view) if view.axis.kind != "years" else ()),
        Section(tr("The same in every measure")),
        Rows(compare_tables.measure_table(page, view)),
    )


def _by_year(page: Page, view: CompareView) -> tuple[Piece, ...]:
    tr, made, name = page.tr, story.year_blocks(view), story.block_namer(page, view)
    panels, table = by_year.panels_on_one_scale(page, made, name, view.measure), compare_tables.year_table(page, view)
    return (
        Section(tr("By year"), by_year.marks(tr)),
        figure(page, made, name, panels, table, story.foot(page, view)),
        Rows(table, fold=tr("The same by year as a table")),
    )


def _known(page: Page, view: CompareView) -> tuple[Piece, ...]:
    return (
        Section(page.tr("What is known of each"), compare_tables.whose_years(page, view)),
        Rows(compare_tables.known_table(page, view)),
    )


def _small(page: Page, found: SmallPlaces) -> tuple[Piece, ...]:
    tr = page.tr
    return (
        Section(tr("What chance alone can do"), small_places.why_no_funnel(page, found)),
        *_funnel(page, found),
        *_rates(page, found),
        *(_appeals(page, found) if found.appeals else ()),
    )


def _funnel(page: Page, found: SmallPlaces) -> tuple[Piece, ...]:
    limits = found.funnel
    if limits is None:
        return ()
    tr, plot, table = page.tr, small_places.funnel_plot(page, found, limits), None
    table = small_places.funnel_table(page, found, limits)
    return (
        paragraphs([small_places.funnel_rule(page, found)]),
        Figure(
            "funnel",
            tr("Money per resident and the limits of chance"),
            lambda colors: charts.funnel(plot, colors),
            alt=small_places.funnel_alt(page, found, limits),
            table=table,
            vector=lambda width: vector.funnel(plot, LIGHT, width),
        ),
        Rows(table, fold=tr("The same as a table")),
    )


def _rates(page: Page, found: SmallPlaces) -> tuple[Piece, ...]:
    tr, rule = page.tr, small_places.rate_rule(page, found)
    if not found.rated:
        return (paragraphs([rule]),)
    rows, table = small_places.rate_rows(page, found), small_places.rate_table(page, found)
    return (
        paragraphs([rule]),
        Figure(
            "intervals",
            tr("Records for every 10,000 residents"),
            lambda colors: charts.intervals(rows, colors),
            alt=small_places.rate_alt(page, found),
            table=table,
            vector=lambda width: vector.intervals(rows, LIGHT, width),
        ),
        Rows(table, fold=tr("The same as a table")),
    )


def _appeals(page: Page, found: SmallPlaces) -> tuple[Piece, ...]:
    return (
        Section(page.tr("Appeals for every 10,000 residents"), small_places.appeals_sentence(page)),
        Rows(small_places.appeals_table(page, found), shown=ROWS_OPEN),
    )


def _rule(page: Page, found: Peers) -> tuple[Piece, ...]:
    return (
        Section(compare_peers.title(page, found), compare_peers.rule(page, found), anchor="peers"),
        *((Rows(compare_peers.table(page, found), shown=ROWS_OPEN),) if found.peers else ()),
    )


def _ways(page: Page, view: CompareView) -> tuple[Piece, ...]:
    tr, called = page.tr, story.names(page, view)
    pages = [Cell(called[side.key], href=story.profile_link(page, view, side.key)) for side in view.sides]
    ways: Sequence[Cell] = compare_peers.ways(page, view)
    return (Section(tr("Ways on")), link_list([*pages, *ways, *to_hearing(page)]))
