"""Leads from any page to the pack for a public hearing about what the page shows."""

from dataclasses import replace
from typing import Final

from dashboard.filters import Filters
from dashboard.html.inputs import Cell
from dashboard.page import Page
from dashboard.since import SUBJECTS, subject_of
from dashboard.views.levels import levels

KEY: Final = "hearing"
WITHOUT_LEVEL: Final = SUBJECTS | {"question", "corrections"}
"""Pages about one thing, whatever level of government pays."""


def to_hearing(page: Page) -> tuple[Cell, ...]:
    """Return the way from what a page shows to the pack for a hearing about it; none from the hearing itself."""
    return () if page.key == KEY else (Cell(page.tr("Take it to a hearing"), href=hearing_link(page)),)


def hearing_link(page: Page) -> str:
    """Return the link that takes what a page shows to a hearing: its own subject, else what its link asks for."""
    filters = subject_of(page).shared().with_(flag=(), lang=page.tr.language, asof=page.filters.asof)
    if page.key in WITHOUT_LEVEL:
        filters = filters.with_(level=_level(page, filters), counted="")
    return page.written(f"/{KEY}", filters)


def _level(page: Page, filters: Filters) -> str:
    """Return the level of the records of a link; all where they are of both."""
    found = page.site.view(replace(page.asked, filters=filters), levels)
    return "all" if len(found) > 1 else next(iter(found), "local")
