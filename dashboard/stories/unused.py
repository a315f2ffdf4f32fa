"""Takes off a link what plays no part on a page, and names it."""

from collections.abc import Iterable
from dataclasses import replace

from dashboard.filters import BY_NAME, DEFAULTS, Dropped
from dashboard.page import Page


def without(page: Page, keys: Iterable[str]) -> Page:
    """Return the page as if its link did not hold some keys; they are named among what was dropped.

    Args:
        page: The page asked for.
        keys: Keys of the link, as the grammar names them.
    """
    filters, dropped = page.filters, list[Dropped]()
    for key in keys:
        if values := BY_NAME[key].written(filters):
            dropped.append(Dropped(key, ", ".join(values), "plays_no_part"))
            filters = replace(filters, **{BY_NAME[key].field: DEFAULTS[BY_NAME[key].field]})
    if not dropped:
        return page
    return replace(page, asked=replace(page.asked, filters=filters, dropped=(*page.asked.dropped, *dropped)))
