"""Puts a list of buyers or suppliers into pieces: the key numbers, the largest as bars, all of them as a table."""

from collections.abc import Sequence

from dashboard.body import Figure, Keys, Piece, Rows, Section
from dashboard.charts import suppliers as charts
from dashboard.charts.base import LIGHT
from dashboard.charts.vector import bars as vector
from dashboard.html import parts
from dashboard.html.inputs import Key
from dashboard.page import Page
from dashboard.stories import parties as story
from dashboard.stories.parties import Wording
from dashboard.views.parties import PartiesView

FILTERS = ("q", "region", "category", "years", "level", "kind", "tier", "amount", "counted")
FIGURES = {"contractor": "suppliers", "customer": "buyers"}
"""Side → the name of its figure, which links hold."""


def found(
    page: Page, wording: Wording, view: PartiesView, keys: Sequence[Key], sentence: str = ""
) -> tuple[Piece, ...]:
    """Return the pieces of a list; where nothing was found, the answer that says so.

    Args:
        page: The page.
        wording: The words of its side.
        view: The list.
        keys: Its key numbers.
        sentence: What stands over the table.
    """
    tr = page.tr
    if not view.named and not view.unnamed.records:
        return (parts.empty(tr, *story.empty(page, wording, view)),)
    more = story.only_left_out(page, wording, view)
    return (
        Keys(keys),
        *(_largest(page, wording, view) if view.largest else ()),
        Section(tr(wording.every), sentence, anchor="table"),
        Rows(story.table(page, wording, view)),
        *((parts.empty(tr, more[0], "", [more[1]]),) if more else ()),
    )


def _largest(page: Page, wording: Wording, view: PartiesView) -> tuple[Piece, ...]:
    title, bars = page.tr("Largest sums found so far"), story.bars(page, wording, view)
    return (
        Section(title),
        Figure(
            FIGURES[wording.side],
            title,
            lambda colors: charts.suppliers(bars, colors),
            alt=story.alt(page, wording, view),
            table=story.largest_table(page, wording, view),
            foot=story.foot(page, wording, view),
            vector=lambda width: vector.suppliers(bars, LIGHT, width),
            chosen=lambda party_id: parts.prose(story.chosen(page, wording, view, party_id)),
        ),
    )
