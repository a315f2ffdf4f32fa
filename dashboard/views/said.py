"""What sides said and contracts promised about some records, systems and parties, with the sources of it."""

from collections.abc import Iterable, Mapping, Sequence

from dashboard.names import rows_by_id
from dashboard.store import Row, Store


def statements(store: Store, about: Mapping[str, Sequence[str]]) -> list[Row]:
    """Return what sides said, oldest first, undated last.

    Args:
        store: The snapshot.
        about: Ids by what they are: record, system, party.
    """
    return _about(store, "statements", about, "ORDER BY date NULLS LAST, statement_id")


def promises(store: Store, about: Mapping[str, Sequence[str]]) -> list[Row]:
    """Return what was promised, in the order of the promises' own ids; `about` as in `statements`."""
    return _about(store, "promises", about, "ORDER BY promise_id")


def observations(store: Store, about: Mapping[str, Sequence[str]]) -> list[Row]:
    """Return what was counted of systems and bodies; `about` as in `statements`."""
    return _about(store, "observations", about, "ORDER BY observation_id")


def hearings(store: Store, system_id: str | None) -> list[Row]:
    """Return the public hearings that were about a system, the newest first."""
    sql = "SELECT * FROM hearings WHERE list_contains(system_ids, ?) ORDER BY date DESC, hearing_id"
    return store.rows(sql, (system_id,)) if system_id else []


def _about(store: Store, table: str, about: Mapping[str, Sequence[str]], order: str) -> list[Row]:
    pairs = [(kind, one) for kind, ids in about.items() for one in ids]
    if not pairs:
        return []
    # Two lists, however many pairs: a condition for each pair takes minutes for some thousands of them.
    pair = "(about_kind, about_id) IN (SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]))"
    return store.rows(f"SELECT * FROM {table} WHERE {pair} {order}", [*map(list, zip(*pairs, strict=True))])  # noqa: S608 — names are ours


def sources(store: Store, ids: Iterable[str | None]) -> dict[str, Row]:
    """Return citations by their ids."""
    return by_id(store, "sources", "source_id", ids)


def by_id(store: Store, table: str, key: str, ids: Iterable[str | None]) -> dict[str, Row]:
    """Return rows of a table by id, for the ids given; missing ids are passed over."""
    return rows_by_id(store, table, key, [one for one in ids if one])
