"""What is known of a lack beside the money: statements from places and published appeals, the asked place's first."""

from collections import defaultdict
from collections.abc import Iterable

from dashboard.filters import Filters, where
from dashboard.store import Row, Store

SOURCE_COLUMNS = "s.publisher, s.url, s.title, s.date AS source_date, s.lang AS source_lang, s.address_known"
NEAR = """
    CASE WHEN list_contains(?::VARCHAR[], x.place) THEN 0 WHEN list_contains(?::VARCHAR[], x.region) THEN 1 ELSE 2 END
"""
EVIDENCE_SQL = f"""
    SELECT x.*, {SOURCE_COLUMNS}, p.name_en AS place_en, p.name_ru AS place_ru, p.name_kk AS place_kk, {NEAR} AS near
    FROM need_evidence x LEFT JOIN sources s USING (source_id) LEFT JOIN places p ON p.place = x.place
    ORDER BY near, x.need_fit = 'stated' DESC, x.year DESC NULLS LAST, x.evidence_id
"""  # noqa: S608 — columns are ours
APPEALS_SQL = f"""
    SELECT x.*, n.need_id, n.fit, k.name_en, k.name_ru, k.name_kk, {SOURCE_COLUMNS},
           p.name_en AS place_en, p.name_ru AS place_ru, p.name_kk AS place_kk, {NEAR} AS near
    FROM appeals x JOIN appeal_needs n USING (category) LEFT JOIN appeal_categories k USING (category)
    LEFT JOIN sources s USING (source_id) LEFT JOIN places p ON p.place = x.place
    WHERE n.is_primary AND x.is_need AND x.use IN ('category', 'subset', 'rate')
    ORDER BY near, x.year DESC NULLS LAST, x.appeal_id
"""  # noqa: S608 — columns are ours


def by_need(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    """Return rows by their need, in the order they came."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["need_id"]].append(row)
    return found


def evidence(store: Store, filters: Filters) -> defaultdict[str, list[Row]]:
    """Return statements of a lack by need; `near` is 0 for the asked place, 1 for its region, 2 elsewhere."""
    return _signs(store, filters, EVIDENCE_SQL)


def appeals(store: Store, filters: Filters) -> defaultdict[str, list[Row]]:
    """Return published counts of appeals by the need they speak of first of all; `near` as for evidence.

    One category stands beside one need only (`is_primary`). Rows that overlap another are left out; the rest stand
    one by one, for channels and bodies are never added up.
    """
    return _signs(store, filters, APPEALS_SQL)


def _signs(store: Store, filters: Filters, sql: str) -> defaultdict[str, list[Row]]:
    places, regions = _where_asked(store, filters)
    return by_need(store.rows(sql, (places, regions)))


def _where_asked(store: Store, filters: Filters) -> tuple[list[str], list[str]]:
    """Return the places and regions a link is about: as named, else those of its money if all is of one region."""
    if filters.place or filters.region:
        marks = ", ".join("?" * len(filters.place)) or "NULL"
        sql = f"SELECT DISTINCT region FROM places WHERE place IN ({marks})"  # noqa: S608 — marks only
        named = {row["region"] for row in store.rows(sql, filters.place)}
        return sorted(filters.place), sorted(named | set(filters.region))
    condition = where(filters, over="records")
    sql = f"SELECT DISTINCT place, region FROM records WHERE {condition.sql}"  # noqa: S608 — condition has marks only
    rows = [row for row in store.rows(sql, condition.params) if row["region"] != "national"]
    regions = sorted({row["region"] for row in rows})
    return (sorted({row["place"] for row in rows if row["place"]}), regions) if len(regions) == 1 else ([], [])
