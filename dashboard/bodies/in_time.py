"""Puts moments in order of time into pieces: shared by the pages of systems, records, suppliers and buyers."""

from collections.abc import Iterator

from dashboard.body import Fold, Piece, Section
from dashboard.html import parts
from dashboard.page import Page
from dashboard.stories import timeline as story
from dashboard.views.timeline import Told

LEAST = 2
"""One moment alone is no order of time: it stands elsewhere on the page already."""


def in_time(page: Page, told: Told, *, folded: bool = False) -> Iterator[Piece]:
    """Yield everything told of a subject in order of time, where there are at least two moments.

    Args:
        page: The page.
        told: What is told, made by `dashboard.views.timeline`.
        folded: It opens on demand, where the page already tells the same in another order.
    """
    tr, moments = page.tr, story.moments(page, told)
    if len(moments) < LEAST:
        return
    drawn = parts.timeline(tr, moments)
    yield Section(tr("In order of time"), story.sentence(page, told), anchor="time")
    if folded:
        yield Fold(tr.plural("%(count)s moment", "%(count)s moments", len(moments)), (drawn,))
    else:
        yield drawn
