"""Puts what both sides said, and how it ended, into pieces: shared by the pages of records and suppliers."""

from collections.abc import Iterator, Mapping, Sequence

from dashboard.body import Piece, Rows
from dashboard.html import parts
from dashboard.page import Page
from dashboard.store import Row
from dashboard.stories import said
from dashboard.stories.asking import REPLY


def both_sides(page: Page, statements: Sequence[Row], sources: Mapping[str, Row]) -> Iterator[Piece]:
    """Yield both sides beside each other and, under them, how matters ended."""
    tr = page.tr
    both = said.both_sides(tr, statements, sources)
    if both.paid or both.asking:
        answer = f"{page.plain_link('/corrections')}#{REPLY}"
        yield parts.sides(tr, both.paid, both.asking, *said.side_titles(tr), answer_href=answer)
    if both.outcomes:
        yield Rows(said.outcome_table(tr, both.outcomes))
