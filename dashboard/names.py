"""Names of what links carry: regions, places, parties, systems, needs and records, in three languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.filters import Filters, Vocabulary
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


def _by_id(store: Store, table: str, key: str, ids: Iterable[str] | None) -> dict[str, Row]:
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
        regions=_by_id(store, "regions", "region", None),
        places=_by_id(store, "places", "place", [*filters.place, *places]),
        parties=_by_id(store, "parties", "party_id", [*filters.customer, *filters.contractor, *parties]),
        systems=_by_id(store, "systems", "system_id", [*filters.system, *systems]),
        needs=_by_id(store, "needs", "need_id", None),
        records=_by_id(store, "records", "record_id", filters.record),
    )


def vocabulary(store: Store, filters: Filters) -> Vocabulary:
    """Return the values a snapshot knows, as far as a link's filters name any."""

    def ids(table: str, key: str, asked: Iterable[str]) -> frozenset[str] | None:
        asked = list(asked)
        return frozenset(_by_id(store, table, key, asked)) if asked else None

    return Vocabulary(
        region=ids("regions", "region", filters.region),
        place=ids("places", "place", filters.place),
        customer=ids("parties", "party_id", filters.customer),
        contractor=ids("parties", "party_id", filters.contractor),
        record=ids("records", "record_id", filters.record),
        system=ids("systems", "system_id", filters.system),
        need=ids("needs", "need_id", filters.need),
        flag=frozenset() if filters.flag else None,
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
