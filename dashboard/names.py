"""Names of what links carry: regions, places, parties, systems, needs and records, in three languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.filters import Filters
from dashboard.store import Row, Store

Lookup = Mapping[str, Row]


@dataclass(frozen=True)
class Names:
    """Rows with names (`name_kk`, `short_ru`, `in_en` …) by id; only the ids that were asked for, save regions.

    Attributes:
        regions: All regions, `national` included.
        places: Places asked for.
        parties: Parties asked for.
        systems: Systems asked for.
        needs: All needs.
        records: Records asked for (titles).
    """

    regions: Lookup = field(default_factory=dict)
    places: Lookup = field(default_factory=dict)
    parties: Lookup = field(default_factory=dict)
    systems: Lookup = field(default_factory=dict)
    needs: Lookup = field(default_factory=dict)
    records: Lookup = field(default_factory=dict)


def rows_by_id(store: Store, table: str, key: str, ids: Iterable[str] | None) -> dict[str, Row]:
    """Return rows of a table by id; all of them where no ids are given."""
    wanted = None if ids is None else sorted(set(ids))
    if wanted == []:
        return {}
    condition = "TRUE" if wanted is None else f"{key} IN ({', '.join('?' * len(wanted))})"
    rows = store.rows(f"SELECT * FROM {table} WHERE {condition}", wanted or ())  # noqa: S608 — names are ours
    return {row[key]: row for row in rows}


def find_names(
    store: Store,
    filters: Filters,
    *,
    places: Iterable[str] = (),
    parties: Iterable[str] = (),
    systems: Iterable[str] = (),
) -> Names:
    """Look up the names that a link's filters and a view's rows need.

    Args:
        store: The snapshot.
        filters: What the link asks for.
        places: Further place slugs.
        parties: Further party ids.
        systems: Further system ids.
    """
    return Names(
        regions=rows_by_id(store, "regions", "region", None),
        places=rows_by_id(store, "places", "place", [*filters.place, *places]),
        parties=rows_by_id(store, "parties", "party_id", [*filters.customer, *filters.contractor, *parties]),
        systems=rows_by_id(store, "systems", "system_id", [*filters.system, *systems]),
        needs=rows_by_id(store, "needs", "need_id", None),
        records=rows_by_id(store, "records", "record_id", filters.record),
    )


def choices(store: Store, _: Filters) -> dict[str, list[Any]]:
    """Return what the filter bar and «my town» offer: rows of regions and places, and years; the same for all links."""
    return {
        "regions": store.rows("SELECT * FROM regions WHERE valid_to IS NULL AND region <> 'national'"),
        "years": [
            row["year"]
            for row in store.rows(
                "SELECT DISTINCT unnest([year_from, year_to]) AS year FROM records WHERE year_from > 0 ORDER BY year"
            )
        ],
        "places": store.rows("SELECT * FROM places"),
    }
