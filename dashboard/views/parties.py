"""Buyers or suppliers of a link: counted money by party, committed and planned apart, and what names no party."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from dashboard.filters import Filters, Where, where
from dashboard.store import Row, Store
from dashboard.views.money import Money, money, money_by, money_columns, records_in_years
from dashboard.views.regions import main_level

ROWS = 30
BARS = 7
DEFAULT_SORT = "amount"
SORTS = {"amount": "committed + planned", "records": "records", "year": "last_year"}
Side = Literal["customer", "contractor"]

GROUPED = """
    coalesce(sum(in_years_kzt) FILTER (WHERE stage = 'committed'), 0) AS committed,
    coalesce(sum(in_years_kzt) FILTER (WHERE stage = 'planned'), 0) AS planned,
    count(*) AS records,
    count(*) FILTER (WHERE counted) AS counted_records,
    count(*) FILTER (WHERE counted AND amount_precision <> 'exact') AS inexact,
    min(year_from) AS first_year,
    max(year_to) AS last_year,
    count(*) FILTER (WHERE year_kind = 'unknown') AS undated
"""


@dataclass(frozen=True)
class Party:
    """What one party bought or was paid; `party_id` is None for records that name none.

    Attributes:
        party_id: The party.
        money: Counted tenge, prices as printed; `money.records` are counted records.
        records: Records listed, with those that totals leave out where the link asks for them.
        regions: Region slugs of the records; told of named parties only.
        first_year: First budget year known.
        last_year: Last budget year known.
        undated: Records of unknown year.
        each: The same per resident of the buyer's own region; told of buyers only.
    """

    party_id: str | None
    money: Money
    records: int
    regions: Sequence[str]
    first_year: int | None
    last_year: int | None
    undated: int
    each: Money | None = None


@dataclass(frozen=True)
class PartiesView:
    """Parties of a link; of local bodies where it asks for both levels, for the two are never mixed.

    Attributes:
        total: All counted money of the link: named parties and the rest together.
        parties: Named parties of this page.
        largest: The named parties with most counted money, for the figure.
        named: How many parties are named.
        named_money: Their money together.
        unnamed: Records that name no party; of suppliers also those of private persons, who are never named.
        private: Those of them where the supplier is a private person.
        elsewhere: Counted money of the other level, shown apart.
        only_left_out: Parties known here only from records that totals leave out.
        page: The page shown, from 1.
        pages: Pages there are, at least 1.
        page_too_far: The link asked for a page beyond the last.
        sort: The order of the rows, a key of `SORTS`, "-" before it for the smallest first.
        sort_unknown: The link asked for an order that there is not.
    """

    total: Money
    parties: Sequence[Party]
    largest: Sequence[Party]
    named: int
    named_money: Money
    unnamed: Party
    private: Party
    elsewhere: Money
    only_left_out: int
    page: int
    pages: int
    page_too_far: bool
    sort: str
    sort_unknown: bool


def build(store: Store, filters: Filters, side: Side) -> PartiesView:
    """Answer who buys or who is paid; the measure plays no part, prices are as printed."""
    asked = main_level(filters).with_(measure="nominal", page=filters.page)
    column = f"{side}_id"
    named = store.one(*_sql(asked, f"{column} IS NOT NULL", f"count(DISTINCT {column}) AS named"))
    pages = max(1, -(-named["named"] // ROWS))
    page = min(asked.page, pages)
    known = asked.sort.removeprefix("-") in SORTS
    sort = asked.sort if known else DEFAULT_SORT
    parties = _parties(store, asked, side, sort, ROWS, (page - 1) * ROWS)
    on_top = sort == DEFAULT_SORT and page == 1
    largest = parties[:BARS] if on_top else _parties(store, asked, side, DEFAULT_SORT, BARS, 0)
    return PartiesView(
        total=money(store, asked),
        parties=parties,
        largest=[one for one in largest if one.money.total],
        named=named["named"],
        named_money=_money(named),
        unnamed=_party(store.one(*_sql(asked, f"{column} IS NULL", "NULL AS party_id"))),
        private=_party(store.one(*_sql(asked, f"{column} IS NULL AND contractor_private", "NULL AS party_id"))),
        elsewhere=money(store, asked, level="central" if asked.level == "local" else "local"),
        only_left_out=_only_left_out(store, asked, column),
        page=page,
        pages=pages,
        page_too_far=asked.page > pages,
        sort=sort,
        sort_unknown=bool(asked.sort) and not known,
    )


def listing(filters: Filters, side: Side, sort: str) -> Where:
    """Return the question for every party of a link, in the order asked for; records without one come last.

    Args:
        filters: What the link asks for, of one level.
        side: Buyers or suppliers.
        sort: A key of `SORTS`, "-" before it for the smallest first.

    Returns:
        SQL whose rows have party_id, the columns of `GROUPED`, the regions of the records, and of buyers
        per_resident_kzt (empty where no record can be told so) and per_resident_records.
    """
    sql, params = _sql(filters, "TRUE", f"{side}_id AS party_id, list_sort(list(DISTINCT region)) AS regions")
    sql, order = f"{sql} GROUP BY {side}_id", f"ORDER BY party_id IS NULL, {_order(sort)}"
    if side == "contractor":
        return Where(f"{sql} {order}", params)
    asked = filters.with_(measure="per_resident")
    condition = where(asked)
    each = (
        f"SELECT customer_id AS party_id, {money_columns(asked)} FROM facts "  # noqa: S608 — columns are ours
        f"WHERE {condition.sql} GROUP BY customer_id"
    )
    sql = f"""
        SELECT l.*, coalesce(e.records - e.unmeasured, 0) AS per_resident_records,
               if(e.records > e.unmeasured, e.committed + e.planned, NULL) AS per_resident_kzt
        FROM ({sql}) l LEFT JOIN ({each}) e USING (party_id)
        ORDER BY party_id IS NULL, {_order(sort, "l.")}
    """  # noqa: S608 — columns are ours
    return Where(sql, (*params, *condition.params))


def _order(sort: str, alias: str = "") -> str:
    direction = "ASC" if sort.startswith("-") else "DESC"
    column = " + ".join(f"{alias}{one}" for one in SORTS[sort.removeprefix("-")].split(" + "))
    return f"{column} {direction} NULLS LAST, party_id"


def _sql(filters: Filters, which: str, first: str) -> tuple[str, tuple[object, ...]]:
    table, condition = records_in_years(filters), where(filters, over="records")
    return (
        f"SELECT {first}, {GROUPED} FROM {table.sql} WHERE {condition.sql} AND {which}",  # noqa: S608 — columns are ours
        (*table.params, *condition.params),
    )


def _parties(store: Store, filters: Filters, side: Side, sort: str, limit: int, offset: int) -> list[Party]:
    column = f"{side}_id"
    sql, params = _sql(filters, f"{column} IS NOT NULL", f"{column} AS party_id")
    order = f"GROUP BY {column} ORDER BY {_order(sort)}"
    rows = store.rows(f"{sql} {order} LIMIT ? OFFSET ?", (*params, limit, offset))
    ids = [row["party_id"] for row in rows]
    regions = _regions(store, filters, column, ids)
    each = _each(store, filters, ids) if side == "customer" else {}
    parties = [_party(row | {"regions": regions[row["party_id"]]}) for row in rows]
    return [replace(one, each=each.get(one.party_id or "")) for one in parties]


def _regions(store: Store, filters: Filters, column: str, ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the regions of a page's parties; to list those of every party takes longer than all else."""
    condition = where(filters, over="records")
    rows = store.rows(
        f"SELECT {column}, list_sort(list(DISTINCT region)) AS regions FROM records "  # noqa: S608 — marks only
        f"WHERE {condition.sql} AND {column} IN (SELECT unnest(?::VARCHAR[])) GROUP BY {column}",
        (*condition.params, list(ids)),
    )
    return {row[column]: row["regions"] for row in rows}


def _each(store: Store, filters: Filters, ids: Sequence[str]) -> dict[str, Money]:
    """Return the money of some buyers per resident of their own region."""
    if not ids:
        return {}
    asked = filters.with_(measure="per_resident", customer=tuple(ids))
    return {row["customer_id"]: found for row, found in money_by(store, asked, "customer_id")}


def _party(row: Row) -> Party:
    return Party(
        party_id=row["party_id"],
        money=_money(row),
        records=row["records"],
        regions=row.get("regions", ()),
        first_year=row["first_year"],
        last_year=row["last_year"],
        undated=row["undated"],
    )


def _money(row: dict[str, Any]) -> Money:
    return Money(
        committed=Decimal(row["committed"]),
        planned=Decimal(row["planned"]),
        records=row["counted_records"],
        inexact=row["inexact"],
    )


def _only_left_out(store: Store, filters: Filters, column: str) -> int:
    condition = where(filters, counted_only=False, over="records")
    row = store.one(
        f"SELECT count(*) AS parties FROM (SELECT {column} FROM records "  # noqa: S608 — the condition is ours
        f"WHERE {condition.sql} AND {column} IS NOT NULL GROUP BY {column} HAVING NOT bool_or(counted))",
        condition.params,
    )
    return int(row["parties"])
