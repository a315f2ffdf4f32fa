"""Owns the reading of KATO codes: which region and place of today a nine-digit code names."""

import re
from collections.abc import Callable, Iterable, Mapping

from pipelines.sources.geography import PlaceRow, RegionRow

PlaceOf = Callable[[str | None], tuple[str | None, str | None]]
"""KATO code → region slug and place slug; what the code does not tell is missing."""

NINE_DIGITS = re.compile(r"[0-9]{9}")

FORMER_CODES = {
    "191610": "konaev",
    "192610": "tekeli",
    "195020": "ushtobe",
    "1950": "karatal-district",
    "195620": "zharkent",
    "1956": "panfilov-district",
    "351810": "zhezkazgan",
    "352310": "satpaev",
    "512610": "turkistan",
    "514420": "zhetisay",
    "632210": "kurchatov",
    "632810": "semey",
    "633420": "ayagoz",
    "6334": "ayagoz-district",
}
"""Codes of towns and their districts before the borders of 2018 and 2022, as old lists of towns have them.

Taldykorgan's former code, 191010000, is Konaev's today, so it reads as Konaev. Other districts that became Abai,
Zhetysu or Ulytau are not in this list: their former codes give the region that the code itself names.
"""

SOUTH_KAZAKHSTAN, TURKISTAN = "51", "61"
FORMER_SHYMKENT = "5110"


def place_finder(regions: Iterable[RegionRow], places: Iterable[PlaceRow]) -> PlaceOf:
    """Build the function that finds region and place of a code.

    Args:
        regions: Rows of regions.csv; a retired region gives no slug.
        places: Rows of places.csv.
    """
    places = list(places)
    region_of = {row.kato[:2]: row.slug for row in regions if row.kato and not row.valid_to}
    known = {_prefix(row.kato): (row.region, row.slug) for row in places}
    by_slug = {row.slug: (row.region, row.slug) for row in places}
    former = {prefix: by_slug[slug] for prefix, slug in FORMER_CODES.items() if slug in by_slug}

    def find(kato: str | None) -> tuple[str | None, str | None]:
        if kato is None or not NINE_DIGITS.fullmatch(kato):
            return None, None
        if kato.startswith(FORMER_SHYMKENT):
            return region_of.get("79"), None
        return (
            _longest(kato, former) or _longest(_renumbered(kato), known) or (region_of.get(_renumbered(kato)[:2]), None)
        )

    return find


def place_of(
    kato: str | None, regions: Iterable[RegionRow], places: Iterable[PlaceRow]
) -> tuple[str | None, str | None]:
    """Find region and place of one code; for many codes, build the finder once.

    Args:
        kato: Nine digits. Anything else, and codes of the country as a whole (00…), give nothing.
        regions: Rows of regions.csv.
        places: Rows of places.csv.

    Returns:
        Slug of the region of today and slug of the town or district, the narrowest that the code lies in.
    """
    return place_finder(regions, places)(kato)


def _longest(kato: str, known: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    return known.get(kato[:6]) or known.get(kato[:4])


def _renumbered(kato: str) -> str:
    """South Kazakhstan became Turkistan in 2018: its districts kept all but the first two digits."""
    return TURKISTAN + kato[2:] if kato.startswith(SOUTH_KAZAKHSTAN) else kato


def _prefix(kato: str) -> str:
    """Return the digits that all codes inside a place share: four of a district, six of a town in it."""
    return kato[:4] if kato[4:] in ("00000", "10000") else kato[:6]
