"""Who is paid: counted money by supplier, committed and planned apart, and what has no named supplier."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.filters import Filters, Where, where
from dashboard.store import Row, Store
from dashboard.views.money import Money, money, records_in_years
from dashboard.views.regions import main_level

ROWS = 30
BARS = 7
DEFAULT_SORT = "amount"
SORTS = {"amount": "committed + planned", "records": "records", "year": "last_year"}

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
class Supplier:
    """What one supplier was paid; `party_id` is None for records without a named supplier.

    Attributes:
        party_id: The supplier.
        money: Counted tenge, prices as printed; `money.records` are counted records.
        records: Records listed, with those that totals leave out where the link asks for them.
        regions: Region slugs of the records; told of named suppliers only.
        first_year: First budget year known.
        last_year: Last budget year known.
        undated: Records of unknown year.
    """

    party_id: str | None
    money: Money
    records: int
    regions: Sequence[str]
    first_year: int | None
    last_year: int | None
    undated: int


@dataclass(frozen=True)
class ContractorsView:
    """Suppliers of a link; of local bodies where it asks for both levels, for the two are never mixed.

    Attributes:
        total: All counted money of the link: named suppliers and the rest together.
        suppliers: Named suppliers of this page.
        largest: The named suppliers with most counted money, for the figure.
        named: How many suppliers are named.
        named_money: What they were paid together.
        unnamed: Records whose supplier the source does not name, or is a private person, who is never named.
        private: Those of them where it is a private person.
        elsewhere: Counted money of the other level, shown apart.
        only_left_out: Suppliers known here only from records that totals leave out.
        page: The page shown, from 1.
        pages: Pages there are, at least 1.
        page_too_far: The link asked for a page beyond the last.
        sort: The order of the rows, a key of `SORTS`, "-" before it for the smallest first.
        sort_unknown: The link asked for an order that there is not.
    """

    total: Money
    suppliers: Sequence[Supplier]
    largest: Sequence[Supplier]
    named: int
    named_money: Money
    unnamed: Supplier
    private: Supplier
    elsewhere: Money
    only_left_out: int
    page: int
    pages: int
    page_too_far: bool
    sort: str
    sort_unknown: bool


def build(store: Store, filters: Filters) -> ContractorsView:
    """Answer who is paid; the measure plays no part, prices are as printed."""
    asked = main_level(filters).with_(measure="nominal", page=filters.page)
    named = store.one(*_sql(asked, "contractor_id IS NOT NULL", "count(DISTINCT contractor_id) AS named"))
    pages = max(1, -(-named["named"] // ROWS))
    page = min(asked.page, pages)
    known = asked.sort.removeprefix("-") in SORTS
    sort = asked.sort if known else DEFAULT_SORT
    suppliers = _suppliers(store, asked, sort, ROWS, (page - 1) * ROWS)
    on_top = sort == DEFAULT_SORT and page == 1
    largest = suppliers[:BARS] if on_top else _suppliers(store, asked, DEFAULT_SORT, BARS, 0)
    return ContractorsView(
        total=money(store, asked),
        suppliers=suppliers,
        largest=[one for one in largest if one.money.total],
        named=named["named"],
        named_money=_money(named),
        unnamed=_supplier(store.one(*_sql(asked, "contractor_id IS NULL", "NULL AS contractor_id"))),
        private=_supplier(store.one(*_sql(asked, "contractor_private", "NULL AS contractor_id"))),
        elsewhere=money(store, asked, level="central" if asked.level == "local" else "local"),
        only_left_out=_only_left_out(store, asked),
        page=page,
        pages=pages,
        page_too_far=asked.page > pages,
        sort=sort,
        sort_unknown=bool(asked.sort) and not known,
    )


def listing(filters: Filters, sort: str) -> Where:
    """Return the question for every supplier of a link, in the order asked for; records without one come last.

    Args:
        filters: What the link asks for, of one level.
        sort: A key of `SORTS`, "-" before it for the smallest first.

    Returns:
        SQL whose rows have contractor_id, the columns of `GROUPED`, and the regions of the records.
    """
    sql, params = _sql(filters, "TRUE", "contractor_id, list_sort(list(DISTINCT region)) AS regions")
    return Where(f"{sql} GROUP BY contractor_id ORDER BY contractor_id IS NULL, {_order(sort)}", params)


def _order(sort: str) -> str:
    direction = "ASC" if sort.startswith("-") else "DESC"
    return f"{SORTS[sort.removeprefix('-')]} {direction} NULLS LAST, contractor_id"


def _sql(filters: Filters, which: str, first: str) -> tuple[str, tuple[object, ...]]:
    table, condition = records_in_years(filters), where(filters, over="records")
    return (
        f"SELECT {first}, {GROUPED} FROM {table.sql} WHERE {condition.sql} AND {which}",  # noqa: S608 — columns are ours
        (*table.params, *condition.params),
    )


def _suppliers(store: Store, filters: Filters, sort: str, limit: int, offset: int) -> list[Supplier]:
    sql, params = _sql(filters, "contractor_id IS NOT NULL", "contractor_id")
    order = f"GROUP BY contractor_id ORDER BY {_order(sort)}"
    rows = store.rows(f"{sql} {order} LIMIT ? OFFSET ?", (*params, limit, offset))
    regions = _regions(store, filters, [row["contractor_id"] for row in rows])
    return [_supplier(row | {"regions": regions[row["contractor_id"]]}) for row in rows]


def _regions(store: Store, filters: Filters, suppliers: Sequence[str]) -> dict[str, list[str]]:
    """Return the regions of a page's suppliers; to list those of every supplier takes longer than all else."""
    condition = where(filters, over="records")
    rows = store.rows(
        "SELECT contractor_id, list_sort(list(DISTINCT region)) AS regions FROM records "  # noqa: S608 — marks only
        f"WHERE {condition.sql} AND contractor_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY contractor_id",
        (*condition.params, list(suppliers)),
    )
    return {row["contractor_id"]: row["regions"] for row in rows}


def _supplier(row: Row) -> Supplier:
    return Supplier(
        party_id=row["contractor_id"],
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


def _only_left_out(store: Store, filters: Filters) -> int:
    condition = where(filters, counted_only=False, over="records")
    row = store.one(
        "SELECT count(*) AS suppliers FROM (SELECT contractor_id FROM records "  # noqa: S608 — the condition is ours
        f"WHERE {condition.sql} AND contractor_id IS NOT NULL GROUP BY contractor_id HAVING NOT bool_or(counted))",
        condition.params,
    )
    return int(row["suppliers"])
