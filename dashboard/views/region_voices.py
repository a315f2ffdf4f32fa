"""What is lacking in a place, what residents turn to bodies with, and what sides said of its records and systems."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.filters import Filters
from dashboard.store import Row, Store
from dashboard.views import need_money, said
from dashboard.views.need_money import Beside

SOURCE_COLUMNS = "s.publisher, s.url, s.title, s.date, s.lang, s.address_known"
PLACE_COLUMNS = "p.name_en AS place_en, p.name_ru AS place_ru, p.name_kk AS place_kk"
EVIDENCE_SQL = f"""
    SELECT x.*, {SOURCE_COLUMNS}, {PLACE_COLUMNS}
    FROM need_evidence x LEFT JOIN sources s USING (source_id) LEFT JOIN places p ON p.place = x.place
    WHERE x.region = ?
    ORDER BY x.place = ? DESC NULLS LAST, x.need_fit = 'stated' DESC, x.year DESC NULLS LAST, x.evidence_id
"""  # noqa: S608 — columns are ours
APPEALS_SQL = f"""
    SELECT x.*, n.need_id, n.fit, k.name_en, k.name_ru, k.name_kk, {SOURCE_COLUMNS}, {PLACE_COLUMNS}
    FROM appeals x LEFT JOIN appeal_categories k USING (category)
    LEFT JOIN appeal_needs n ON n.category = x.category AND n.is_primary
    LEFT JOIN sources s USING (source_id) LEFT JOIN places p ON p.place = x.place
    WHERE x.region = ? AND (?::VARCHAR IS NULL OR x.place = ?) AND x.is_need
    ORDER BY x.year DESC NULLS LAST, x.period_end DESC NULLS LAST, x.place NULLS FIRST, x.body_en, x.channel,
             x.count DESC NULLS LAST, x.share_pct DESC NULLS LAST, x.appeal_id
"""  # noqa: S608 — columns are ours


@dataclass(frozen=True)
class Voices:
    """What was said in and of a place.

    Attributes:
        evidence: Statements of a lack in the region; those of the place asked for come first.
        evidence_here: How many of them are of the place asked for; all where none is.
        appeals: Published counts, categories or a total of one body, channel and period, never both; with `need_id`,
            the need that the category speaks of first of all, and `fit`, where it speaks of one.
        weeks: Counts made of open texts, by collection, need and year.
        beside: What stands beside each of them and each statement, by `need_money.key_of`.
        statements: What sides said of records and systems here, the latest first.
        sources: Citations of the statements.
        about: Rows of the records and systems that the statements are about, by id.
    """

    evidence: tuple[Row, ...]
    evidence_here: int
    appeals: tuple[Row, ...]
    weeks: tuple[Row, ...]
    beside: Mapping[str, Beside]
    statements: tuple[Row, ...]
    sources: Mapping[str, Row]
    about: Mapping[str, Row]


def voices(store: Store, filters: Filters, region: str, place: str | None) -> Voices:
    """Return what was said in and of a region, or of one town or district of it.

    Args:
        store: The snapshot.
        filters: What the link asks for; it chooses the money that stands beside.
        region: Slug of the region.
        place: Slug of the town or district, where the profile is of one.
    """
    evidence = store.rows(EVIDENCE_SQL, (region, place))
    appeals = usable(store.rows(APPEALS_SQL, (region, place, place)), own_place=place)
    weeks = need_money.open_weeks(store, (region,), place)
    ids = {kind: _spoken_of(store, kind, region, place) for kind in ("record", "system")}
    statements = said.statements(store, ids)
    return Voices(
        evidence=tuple(evidence),
        evidence_here=sum(row["place"] == place for row in evidence) if place else len(evidence),
        appeals=tuple(appeals),
        weeks=tuple(weeks),
        beside=need_money.beside(store, filters, (*evidence, *appeals, *weeks)),
        statements=tuple(sorted(statements, key=lambda row: row["date"] or "", reverse=True)),
        sources=said.sources(store, (row["source_id"] for row in statements)),
        about=_about(store, statements),
    )


def usable(rows: list[Row], *, own_place: str | None = None) -> list[Row]:
    """Keep the counts of appeals that may stand beside each other.

    Of one total, either its categories are kept or itself. A count of one town within a region's total stands only in
    the profile of that town. Rates and overlapping counts are left out.

    Args:
        rows: Counts of appeals of one region or place.
        own_place: The town or district, where the profile is of one.
    """
    ids = {row["appeal_id"] for row in rows}
    told_in_parts = {row["part_of"] for row in rows if row["use"] == "category" and row["part_of"]}
    divided = {_heading(row) for row in rows if row["use"] == "category"}
    kept = []
    for row in rows:
        whole = row["use"] == "total" and row["appeal_id"] not in told_in_parts and _heading(row) not in divided
        own = row["use"] == "subset" and own_place is not None and row["part_of"] not in ids
        if row["use"] == "category" or whole or own:
            kept.append(row)
    return kept


def _heading(row: Row) -> tuple[object, ...]:
    names = ("place", "body_en", "channel", "year", "period_start", "period_end", "period_text")
    return tuple(row[name] for name in names)


def _spoken_of(store: Store, kind: str, region: str, place: str | None) -> list[str]:
    """Return the ids of those records or systems here that some statement is about: few, however many there are."""
    rows = store.rows(
        f"SELECT {kind}_id AS id FROM {kind}s WHERE region = ? AND (?::VARCHAR IS NULL OR place = ?) "  # noqa: S608
        f"AND {kind}_id IN (SELECT about_id FROM statements WHERE about_kind = ?)",
        (region, place, place, kind),
    )
    return [row["id"] for row in rows]


def _about(store: Store, statements: list[Row]) -> dict[str, Row]:
    ids = [row["about_id"] for row in statements]
    return said.by_id(store, "records", "record_id", ids) | said.by_id(store, "systems", "system_id", ids)
