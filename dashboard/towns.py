"""The field «my town»: all towns, districts and regions in the reader's alphabet, found in any spelling."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.cache import Cache
from dashboard.page import Page
from dashboard.store import Row
from pipelines.folding import fold


@dataclass(frozen=True, slots=True)
class Town:
    """Where a choice leads: a region, or a place in it."""

    region: str
    place: str | None
    search: str


@dataclass(frozen=True)
class Towns:
    """Choices by their key, in alphabetical order, with what they are called."""

    labels: Mapping[str, str]
    by_key: Mapping[str, Town]

    def find(self, chosen: str) -> Town | None:
        """Return the choice of a key, or the first whose spellings begin with what was typed."""
        if chosen in self.by_key:
            return self.by_key[chosen]
        typed = fold(chosen)
        found = (town for town in self.by_key.values() if typed and f" {typed}" in f" {town.search}")
        return next(found, None)


_KEPT = Cache(12)


def towns(page: Page) -> Towns:
    """Return the choices for one reader's language, worked out once a snapshot."""
    key = (page.asked.snapshot.folder, page.tr.language)
    known: Towns = _KEPT.get(key, lambda: _towns(page))
    return known


def _towns(page: Page) -> Towns:
    tr = page.tr
    regions: dict[str, Row] = {row["region"]: row for row in page.choices["regions"]}
    named = {f"region:{slug}": tr.pick(row, "name") for slug, row in regions.items()}
    by_key = {f"region:{slug}": Town(slug, None, _spellings(row)) for slug, row in regions.items()}
    for row in page.choices["places"]:
        where = tr.pick(regions[row["region"]], "short") if row["region"] in regions else ""
        named[f"place:{row['place']}"] = f"{tr.pick(row, 'name')} ({where})"
        by_key[f"place:{row['place']}"] = Town(row["region"], row["place"], row["search"])
    ordered = sorted(named, key=lambda key: tr.sort_key(named[key]))
    return Towns(labels={key: named[key] for key in ordered}, by_key={key: by_key[key] for key in ordered})


def _spellings(row: Row) -> str:
    return fold(" ".join([row["name_kk"], row["name_ru"], row["name_en"], *row["aliases"]]))
