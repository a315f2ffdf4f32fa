"""Tells the place of an appeal as closely as its words do: a town or district, else the region alone, else nothing."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from pipelines.sources.geography import PlaceRow, RegionRow
from pipelines.transform.places import COUNTRY

Where = tuple[str, str]
"""Region, and town or district; "" where only the region is known."""
NO_PLACE: Final = ""
DISTRICTS: Final = frozenset({"district", "city_district"})


class Places:
    """The spellings of all present regions, towns and districts."""

    def __init__(self, regions: Iterable[RegionRow], places: Iterable[PlaceRow]) -> None:
        self._regions: defaultdict[str, set[str]] = defaultdict(set)
        self._towns: defaultdict[str, set[Where]] = defaultdict(set)
        self._districts: defaultdict[str, set[Where]] = defaultdict(set)
        for region in regions:
            if not region.valid_to and region.slug != COUNTRY:
                for spelling in _spellings(region):
                    self._regions[spelling].add(region.slug)
        for place in places:
            known = self._districts if place.type in DISTRICTS else self._towns
            for spelling in _spellings(place):
                known[spelling].add((place.region, place.slug))

    def find(self, place: str, region: str = "") -> Where | None:
        """Return where an appeal comes from, or nothing where its words do not tell one region.

        A name that a region or a district shares with their town means the town; one that a region shares with its
        district means the region; one that several regions share says nothing without a region.

        Args:
            place: As written; a region and a town may stand together, with a comma between.
            region: Region as written, if it stands apart.
        """
        parts = [meant for part in place.split(",") if (meant := self._meant(part.casefold().strip()))]
        told = [{(slug, NO_PLACE) for slug in self._regions.get(region.casefold().strip(), ())}, *parts]
        known = _only([{slug for slug, _ in one} for one in told if one])
        if known is None:
            return None
        found = {where for one in parts for where in one if where[0] == known and where[1] != NO_PLACE}
        return next(iter(found)) if len(found) == 1 else (known, NO_PLACE)

    def _meant(self, part: str) -> set[Where]:
        """Return all that one name may mean."""
        regions = {(slug, NO_PLACE) for slug in self._regions.get(part, ())}
        towns, districts = self._towns.get(part, set()), self._districts.get(part, set())
        of_towns = {slug for slug, _ in towns}
        left = {where for where in regions | districts if where[0] not in of_towns}
        of_regions = {slug for slug, _ in left & regions}
        return towns | {where for where in left if where[1] == NO_PLACE or where[0] not in of_regions}


def _only(sets: list[set[str]]) -> str | None:
    """Return the one region that all parts allow."""
    left = set.intersection(*sets) if sets else set()
    return next(iter(left)) if len(left) == 1 else None


def _spellings(row: RegionRow | PlaceRow) -> set[str]:
    names = [row.slug, row.name_en, row.name_ru, row.name_kk, *(row.aliases or "").split("|")]
    return {name.casefold().strip() for name in names if name.strip()}
