"""Owns the short frozen links printed on pictures: the edition's eight signs, the page, and the filters that narrow."""

from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from dashboard.editions import editions
from dashboard.filters import Filters, frozen_link
from dashboard.link_pairs import read_pairs
from dashboard.page import Page
from dashboard.paths import PAGES
from dashboard.snapshots import kept

SIGNS: Final = 8
LEFT_OUT: Final = (("level", "local"), ("measure", "nominal"))
"""What a short link leaves out means this for ever, whatever the defaults of other links may become."""


def short_link(page: Page) -> str:
    """Return the short link of this view as it is now: path and query."""
    filters = page.filters.with_(asof=None, lang=page.tr.language, page=page.filters.page)
    always = [("level", filters.level), ("measure", filters.measure)]
    others = [pair for pair in filters.to_params() if pair[0] not in dict(LEFT_OUT)]
    query = urlencode([pair for pair in (*always, *others) if pair not in LEFT_OUT])
    return f"/s/{page.asked.snapshot.id[-SIGNS:]}/{page.key}?{query}"


def opened(root: Path, signs: str, key: str, query: str, lang: str) -> str | None:
    """Return the full frozen link that a short one stands for; nothing where it stands for none.

    An edition that is no longer kept is still named: its frozen link tells which edition is the nearest.

    Args:
        root: Folder of published snapshots.
        signs: The edition's last eight signs.
        key: Short name of the page.
        query: The short link's filters.
        lang: Language where the link names none.
    """
    known = sorted({*kept(root), *editions(root)}, reverse=True)
    edition = next((one for one in known if one.endswith(f"-{signs}")), None)
    path = next((one.path for one in PAGES if one.key == key), None)
    if edition is None or path is None:
        return None
    pairs = [pair for pair in read_pairs(query, []) if pair[0] != "asof"]
    said = {name for name, _ in pairs}
    filters = Filters.parse([*pairs, *(pair for pair in LEFT_OUT if pair[0] not in said)])
    return frozen_link(path, filters, lang=filters.lang or lang, asof=edition, years=None)
