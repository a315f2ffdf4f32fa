"""What there is to compare, for a link that names fewer than two: sets to begin with, and all regions."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.filters import Filters
from dashboard.store import Store
from dashboard.views.compare import MOST
from dashboard.views.peers import RULES, Peers, among, present_regions, residents_of_one_year

SETS = 3


@dataclass(frozen=True)
class Offers:
    """Sets to begin with.

    Attributes:
        sets: Key of the link (or "years") → its values, at least two each; without any ranking.
        regions: Slug of each region and city of today → rule → its nearest peers.
    """

    sets: tuple[tuple[str, tuple[str, ...]], ...]
    regions: Mapping[str, Mapping[str, tuple[str, ...]]]


def build(store: Store, filters: Filters) -> Offers:
    """Find sets that are alike: the cities, the last years with records, systems of a kind, well-known suppliers."""
    regions = present_regions(store)
    cities = tuple(row["region"] for row in regions if row["region_type"] == "city")
    years = tuple(
        str(row["year"])
        for row in store.rows(
            "SELECT DISTINCT year FROM facts WHERE level = 'local' AND year IS NOT NULL ORDER BY year DESC LIMIT ?",
            (MOST,),
        )
    )
    found = [("region", cities), ("years", years[::-1]), *_systems(store), ("contractor", _suppliers(store))]
    sets = tuple((axis, several) for axis, several in found if len(several) > 1)
    year, counted = residents_of_one_year(store, filters)
    near = {
        row["region"]: {rule: _nearest(among(regions, year, counted, row["region"], rule)) for rule in RULES}
        for row in regions
    }
    return Offers(sets, near)


def _nearest(found: Peers) -> tuple[str, ...]:
    return tuple(one.key for one in found.peers[: MOST - 1])


def _systems(store: Store) -> list[tuple[str, tuple[str, ...]]]:
    """Return the kinds of which most systems have a counted record, with their systems."""
    rows = store.rows(
        "SELECT s.kind, list(DISTINCT system_id ORDER BY system_id) AS ids "
        "FROM systems s JOIN facts f USING (system_id) WHERE f.level = 'local' "
        "GROUP BY s.kind HAVING len(ids) > 1 ORDER BY len(ids) DESC, s.kind LIMIT ?",
        (SETS,),
    )
    return [("system", tuple(row["ids"][:MOST])) for row in rows]


def _suppliers(store: Store) -> tuple[str, ...]:
    """Return the suppliers of whom most records are counted, in the order of their ids."""
    rows = store.rows(
        "SELECT contractor_id FROM facts WHERE level = 'local' AND contractor_id IS NOT NULL "
        "GROUP BY ALL ORDER BY count(DISTINCT record_id) DESC, contractor_id LIMIT ?",
        (SETS,),
    )
    return tuple(sorted(row["contractor_id"] for row in rows))
