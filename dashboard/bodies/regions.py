"""What stands on the page of all regions."""

from dashboard.body import Beside, Body, Facts, Figure, FilterBar, Fold, Heading, Keys, Leads, Piece, Rows, Section
from dashboard.charts.base import LIGHT
from dashboard.charts.region_map import region_map
from dashboard.charts.vector import region_map as vector
from dashboard.html import parts
from dashboard.html.inputs import Table
from dashboard.page import Page
from dashboard.stories import region_map as words
from dashboard.stories import regions as story
from dashboard.views import regions
from dashboard.views.regions import RegionsView

FILTERS = ("region", "category", "years", "level", "kind", "tier", "measure", "amount")


def body(page: Page) -> Body:
    """Return the map of what was found, how to read it, and the same as a table of all regions and cities."""
    view = page.view(regions.build)
    table, national = story.table(page, view), story.national(page, view)
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page, view)),
        (
            FilterBar(FILTERS),
            Keys(story.keys(page, view)),
            Beside((_map(page, view, table),), _reading(page, view)),
            *((parts.note(national),) if national else ()),
            *_table(page, view, table),
        ),
    )


def _map(page: Page, view: RegionsView, table: Table) -> Figure:
    units, legend, nothing = words.units(page, view), words.legend(page, view), words.nothing_label(page)
    return Figure(
        "map",
        page.tr("All regions and cities"),
        lambda colors: region_map(units, legend, nothing, colors),
        alt=words.alt(page, view),
        table=table,
        foot=story.foot(page, view),
        vector=lambda width: vector.region_map(units, legend, nothing, LIGHT, width),
        chosen=lambda slug: Leads(story.region_link(page, slug)),
    )


def _reading(page: Page, view: RegionsView) -> tuple[Piece, ...]:
    tr, cities = page.tr, story.cities(page, view)
    small = (Section(tr("Cities, small on the map")), Facts(cities)) if cities else ()
    return (*small, Section(tr("How to read the map")), story.reading(page, view))


def _table(page: Page, view: RegionsView, table: Table) -> tuple[Piece, ...]:
    tr = page.tr
    return (
        Section(tr("All regions and cities"), story.order_sentence(page, view), anchor="all-regions"),
        Rows(table),
        Fold(tr("How the sums per resident are made"), (story.per_resident(page, view),)),
        Fold(tr("Regions whose borders changed in 2018 and 2022"), (story.borders(page, view),)),
    )
