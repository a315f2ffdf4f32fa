"""Published ratings of akims and akimats as cited facts, and the akimats' media spending of the same years."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.filters import BY_NAME, Filters
from dashboard.store import Row, Store
from dashboard.views.coverage import Coverage
from dashboard.views.mentions import Mentions, mentions
from dashboard.views.money import Money, money_by
from dashboard.views.said import sources
from dashboard.views.years import added

METHOD_KINDS: Final = ("mentions", "experts", "votes", "response", "other")
"""The order of ratings; those of different kinds share neither a scale nor a table."""
PLACES_BY: Final = (None, "overall", "mentions", "positive")
USED: Final = frozenset({"region", "from", "to", "lang", "asof", "part", "page", "id", "mode"})
UNUSED: Final = tuple(name for name in BY_NAME if name not in USED)
"""Keys of a link that play no part here."""
LABEL_YEAR: Final = re.compile(r"\b(?:19|20)\d{2}\b")
Years = tuple[int, int]


@dataclass(frozen=True)
class Spending:
    """Counted media money of a region's akimat and its bodies in the budget years of a rating.

    Attributes:
        region: Region slug.
        years: First and last budget year of the rating's period; missing where the period is not known.
        money: Prices as printed; nothing where the years are not known.
        coverage: What is known of the region in those years.
    """

    region: str
    years: Years | None
    money: Money | None
    coverage: Coverage


@dataclass(frozen=True)
class Rating:
    """One published rating with the places of it that a link asks for.

    Attributes:
        row: Row of `ratings`.
        places: Rows of `akim_ratings`, by what a place is by; each has its own table.
        spending: What akimats of the regions in it spent on media, a row a region and years.
    """

    row: Row
    places: Sequence[tuple[str | None, Sequence[Row]]]
    spending: Sequence[Spending]

    @property
    def dated(self) -> bool:
        """Tell whether the budget years of any of its places are known."""
        return any(one.years for one in self.spending)

    @property
    def count(self) -> int:
        """Return how many places of it are shown."""
        return sum(len(rows) for _, rows in self.places)


@dataclass(frozen=True)
class AkimsView:
    """Ratings of a link.

    Attributes:
        ratings: Those with a place that the link asks for, or whose places were not read at all.
        sources: Citations by id.
        undated: Places left out because the link asks for years and theirs are not known.
        mentions: What the open method of our own counted, where this edition holds it.
    """

    ratings: Sequence[Rating]
    sources: Mapping[str, Row]
    undated: int
    mentions: Mentions

    @property
    def places(self) -> int:
        """Return how many places are shown."""
        return sum(one.count for one in self.ratings)


def build(store: Store, filters: Filters) -> AkimsView:
    """Answer which ratings name the regions and years of a link; nothing else of it plays a part."""
    rows = store.rows("SELECT * FROM ratings WHERE serious ORDER BY rating_id")
    places = store.rows(
        "SELECT * FROM akim_ratings ORDER BY period_start DESC NULLS LAST, period_label DESC NULLS LAST, "
        "rank NULLS LAST, region, akim_rating_id"
    )
    asked = [row for row in places if row["region"] and _in_regions(row, filters)]
    shown = [row for row in asked if _in_years(row, filters)]
    money, known = _media_money(store), _coverage(store)
    narrowed = bool(filters.region) or _asks_for_years(filters)
    ratings = [_rating(row, shown, money, known) for row in sorted(rows, key=_order)]
    return AkimsView(
        ratings=[one for one in ratings if one.count or not narrowed],
        sources=sources(store, [row["source_id"] for row in places]),
        undated=sum(years_of(row) is None for row in asked) if _asks_for_years(filters) else 0,
        mentions=mentions(store, filters),
    )


def years_of(row: Row) -> Years | None:
    """Return the budget years of a place's period: those of its days, else the one in the source's own words."""
    if row["period_start"] and row["period_end"]:
        return int(row["period_start"][:4]), int(row["period_end"][:4])
    found = LABEL_YEAR.search(row["period_label"] or "")
    return (int(found[0]), int(found[0])) if found else None


def _order(row: Row) -> tuple[int, int, str]:
    """Put ratings of one kind together, the one with most said of its method first."""
    return METHOD_KINDS.index(row["method_kind"]), -len(row["indicators_named"]), row["rating_id"]


def _asks_for_years(filters: Filters) -> bool:
    return filters.year_from is not None or filters.year_to is not None


def _in_regions(row: Row, filters: Filters) -> bool:
    return not filters.region or row["region"] in filters.region


def _in_years(row: Row, filters: Filters) -> bool:
    """Tell whether a period lies in the years asked for; one that is not known never does."""
    if not _asks_for_years(filters):
        return True
    years = years_of(row)
    if years is None:
        return False
    first, last = filters.year_from, filters.year_to
    return (first is None or first <= years[0]) and (last is None or years[1] <= last)


def _rating(
    row: Row, shown: Iterable[Row], money: Sequence[tuple[Row, Money]], known: Mapping[tuple[str, int], str]
) -> Rating:
    own = [place for place in shown if place["rating_id"] == row["rating_id"]]
    tables = [(by, [place for place in own if place["place_by"] == by]) for by in PLACES_BY]
    pairs = sorted({(place["region"], years_of(place)) for place in own}, key=lambda pair: (pair[1] or (9999, 0), pair))
    return Rating(
        row=row,
        places=[(by, rows) for by, rows in tables if rows],
        spending=[_spending(region, years, money, known) for region, years in pairs],
    )


def _media_money(store: Store) -> list[tuple[Row, Money]]:
    """Return counted media money of local bodies by region and span of budget years."""
    return money_by(store, Filters(category=("media",)), "region", "year_from", "year_to")


def _coverage(store: Store) -> dict[tuple[str, int], str]:
    rows = store.rows("SELECT region, year, coverage FROM region_years")
    return {(row["region"], row["year"]): row["coverage"] for row in rows}


def _spending(
    region: str, years: Years | None, money: Sequence[tuple[Row, Money]], known: Mapping[tuple[str, int], str]
) -> Spending:
    """Return the media money of one region whose budget years lie within those of a rating."""
    if years is None:
        return Spending(region, None, None, Coverage())
    first, last = years
    inside = [
        one
        for row, one in money
        if row["region"] == region and row["year_from"] and first <= row["year_from"] and row["year_to"] <= last
    ]
    states = {year: known.get((region, year), "nothing") for year in range(first, last + 1)}
    of = {name: tuple(year for year, state in states.items() if state == name) for name in set(states.values())}
    return Spending(region, years, added(inside), Coverage(**of))
