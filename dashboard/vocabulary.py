"""Which values of a link a snapshot knows; the others are dropped and named."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from dashboard.filters import Dropped, Filters, Link
from dashboard.link_pairs import drop
from dashboard.names import rows_by_id
from dashboard.store import Store


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values a snapshot knows, by key; None where they are not checked."""

    region: frozenset[str] | None = None
    place: frozenset[str] | None = None
    customer: frozenset[str] | None = None
    contractor: frozenset[str] | None = None
    record: frozenset[str] | None = None
    system: frozenset[str] | None = None
    need: frozenset[str] | None = None
    flag: frozenset[str] | None = None
    kind: frozenset[str] | None = None
    tier: frozenset[str] | None = None
    method: frozenset[str] | None = None


def known(filters: Filters, vocabulary: Vocabulary) -> Link:
    """Drop the values that a snapshot does not know, and name them."""
    kept: dict[str, Any] = {}
    dropped: list[Dropped] = []
    for field in fields(vocabulary):
        allowed, asked = getattr(vocabulary, field.name), getattr(filters, field.name)
        if allowed is not None:
            kept[field.name] = tuple(value for value in asked if value in allowed)
            dropped += [drop(field.name, value, "unknown_value") for value in asked if value not in allowed]
    return Link(replace(filters, **kept), tuple(dropped))


def vocabulary(store: Store, filters: Filters) -> Vocabulary:
    """Return the values a snapshot knows, as far as a link's filters name any."""

    def ids(table: str, key: str, asked: Iterable[str]) -> frozenset[str] | None:
        asked = list(asked)
        return frozenset(rows_by_id(store, table, key, asked)) if asked else None

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
