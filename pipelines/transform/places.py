"""Resolves the places that sources name to slugs, by exact spelling only."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from pipelines.folding import fold
from pipelines.schemas import Places, Regions
from pipelines.sources.geography import NeighbourRow, PlaceRow, RegionRow
from pipelines.transform.frames import frame

COUNTRY = "national"
SEVERAL = " districts"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Spellings of places. A spelling that a region shares with its town means the town: regions are written out."""

    regions: frozenset[str]
    places: frozenset[str]
    spellings: dict[tuple[str, str], str]
    whole: frozenset[tuple[str, str]]

    def place(self, region: str, written: str) -> str | None:
        """Return the slug of a place in a region, or nothing where the region as a whole is meant or it is unknown."""
        return self.spellings.get((region, written.casefold().strip()))

    def knows(self, region: str, written: str) -> bool:
        """Tell whether the spelling is a known place of the region, several districts, or the region itself."""
        spelling = (region, written.casefold().strip())
        known = spelling in self.spellings or spelling in self.whole
        return known or region == COUNTRY or written.endswith(SEVERAL)

    def is_whole(self, region: str, written: str) -> bool:
        """Tell whether the spelling means the region itself, so that its residents are all concerned."""
        return region == COUNTRY or (region, written.casefold().strip()) in self.whole


def gazetteer(regions: Iterable[RegionRow], places: Iterable[PlaceRow]) -> Gazetteer:
    """Build the table of spellings from the two geography files."""
    regions, places = list(regions), list(places)
    spellings = {(row.region, spelling): row.slug for row in places for spelling in _spellings(row)}
    whole = {(row.slug, spelling) for row in regions for spelling in _spellings(row)}
    return Gazetteer(
        regions=frozenset(row.slug for row in regions),
        places=frozenset(row.slug for row in places),
        spellings=spellings,
        whole=frozenset(whole),
    )


def _spellings(row: RegionRow | PlaceRow) -> set[str]:
    names = [row.slug, row.name_en, row.name_ru, row.name_kk, *_aliases(row)]
    return {name.casefold().strip() for name in names}


def _aliases(row: RegionRow | PlaceRow) -> list[str]:
    return [alias for alias in (row.aliases or "").split("|") if alias]


def region_table(rows: Iterable[RegionRow], borders: Iterable[NeighbourRow]) -> pl.DataFrame:
    """Return one row per region with its neighbours, for publishing."""
    beside = {row.slug: row.neighbours.split("|") for row in borders}
    renamed = [
        row.model_dump()
        | {"region": row.slug, "region_type": row.type, "aliases": _aliases(row)}
        | {"neighbours": beside.get(row.slug, [])}
        for row in rows
    ]
    return frame(renamed, Regions)


def place_table(rows: Iterable[PlaceRow]) -> pl.DataFrame:
    """Return one row per place with its folded spellings, for publishing and for the field «my town»."""
    renamed = [
        row.model_dump()
        | {
            "place": row.slug,
            "place_type": row.type,
            "aliases": _aliases(row),
            "search": fold(" ".join([row.name_kk, row.name_ru, row.name_en, *_aliases(row)])),
        }
        for row in rows
    ]
    return frame(renamed, Places)
