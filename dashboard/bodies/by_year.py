"""The figure of money by year that several pages show: panels on one time line, drawn for a screen and as a vector."""

from collections.abc import Sequence

from dashboard.body import Figure
from dashboard.charts.base import LIGHT
from dashboard.charts.by_year import Panel, panels_by_year
from dashboard.charts.vector import by_year as vector
from dashboard.html.inputs import Table
from dashboard.page import Page
from dashboard.stories import by_year
from dashboard.views.years import Block


def figure(
    page: Page, made: Sequence[Block], name: by_year.Namer, panels: Sequence[Panel], table: Table, foot: str
) -> Figure:
    """Return the figure of blocks by year.

    Args:
        page: The page that shows it.
        made: What it draws.
        name: Names a block.
        panels: The same as panels, on scales of their own or on one.
        table: The same numbers as a table.
        foot: The line under it.
    """
    ends = by_year.ends(page.tr)
    return Figure(
        "by_year",
        page.tr("By year"),
        lambda colors: panels_by_year(panels, ends, colors),
        alt=by_year.alt(page, made, name),
        table=table,
        foot=foot,
        vector=lambda width: vector.panels_by_year(panels, ends, LIGHT, width),
    )
