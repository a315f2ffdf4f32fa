"""Needs, purchases without a contract, and the data edition itself as tables."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import polars as pl

from dashboard.exports.dataset import Read, money_row
from dashboard.exports.export import Export, Seen, Table
from dashboard.exports.fields import Field, of_table
from dashboard.exports.need_money import OF_NEEDS
from dashboard.exports.parties import read_listing
from dashboard.exports.records import SOURCE
from dashboard.exports.silence import tables as silence_tables
from dashboard.filters import Dropped
from dashboard.page import Page
from dashboard.sentences import filter_sentence
from dashboard.store import Row
from dashboard.views import data, needs, silence
from dashboard.views import open as before
from dashboard.views.data import DataView
from dashboard.views.needs import NeedsView
from dashboard.views.open import OpenView
from pipelines.marks import N_
from pipelines.schemas import ABOUT

NEED: Final = of_table("unit_costs", "need_id")
UNITS: Final = (
    Field("answer", "text", N_("range (low, median, high), single (costs one by one) or unpriced")),
    Field("units_low", "integer", N_("Fewest whole units that the money makes, at the high price")),
    Field("units_median", "integer", N_("Whole units at the median price")),
    Field("units_high", "integer", N_("Most whole units, at the low price")),
    Field("converted_kzt", "decimal", N_("Tenge that lie near the prices and were converted")),
    Field("low_kzt", "decimal", N_("Least price of the range, as printed")),
    Field("median_kzt", "decimal", N_("Median price of the range, as printed"), digits=3),
    Field("high_kzt", "decimal", N_("Greatest price of the range, as printed")),
    Field("evidence", "integer", N_("Published statements of a lack")),
)
COSTS: Final = (
    *of_table("unit_costs", "cost_id", "need_id", "unit", "unit_cost_kzt", "price_year", "region", "place"),
    *of_table("unit_costs", "scope_kk", "scope_ru", "scope_en", "comparable"),
    Field("in_range", "yes_no", N_("One of the costs behind low, median and high")),
    Field("why_not", "text", N_("Why it was not converted, as a code; empty where it was")),
    Field("converted_kzt", "decimal", N_("Tenge that lie near its year and were converted")),
    Field("units", "integer", N_("Whole units at this cost")),
    *of_table("unit_costs", "source_id"),
    *SOURCE,
)


def _needs_seen(page: Page) -> Seen:
    view: NeedsView = page.view(needs.build)
    seen = Seen(page, view, {})
    totals = {seen.level: money_row(view.money, "nominal")}
    if view.apart is not None:
        totals["central_apart"] = money_row(view.apart, "nominal")
    return replace(seen, totals=totals)


def _needs(seen: Seen) -> Iterator[Row]:
    view: NeedsView = seen.view
    for answer in view.answers:
        told = {
            "need_id": answer.need["need_id"],
            "unit": answer.need["unit"],
            "answer": answer.kind,
            "units_low": answer.low,
            "units_median": answer.median,
            "units_high": answer.high,
            "evidence": len(answer.evidence),
        }
        prices = answer.printed
        if prices:
            told |= {"converted_kzt": prices.money, "median_kzt": exact(prices.median)}
            told |= {"low_kzt": exact(prices.low), "high_kzt": exact(prices.high)}
        yield told


def exact(price: Fraction) -> Decimal:
    """Return a price, or the mean of two, as a decimal; it has at most three digits after the point."""
    return Decimal(price.numerator) / Decimal(price.denominator)


def _costs(seen: Seen) -> Iterator[Row]:
    view: NeedsView = seen.view
    for cost in (cost for answer in view.answers for cost in answer.costs):
        told = {"in_range": cost.in_range, "why_not": cost.why_not, "units": cost.units}
        yield cost.row | told | {"converted_kzt": None if cost.units is None else cost.money}


NEEDS: Final = Export(
    key="needs",
    look=_needs_seen,
    tables=(
        Table(
            "needs",
            N_("One need, and how much of it the money could have bought"),
            (*NEED, *of_table("unit_costs", "unit"), *UNITS),
            _needs,
        ),
        Table("costs", N_("One sourced cost of a need"), COSTS, _costs),
        OF_NEEDS,
    ),
)

ITEMS: Final = (
    *of_table("open_items", "item_id"),
    Field("open_group", "text", N_("now (open for bids or remarks), planned or closed")),
    *of_table("open_items", "level", "region", "place", "category", "headline_group", "customer_id"),
    *of_table("open_items", "customer_as_written", "title_kk", "title_ru", "title_original", "amount_kzt", "method"),
    *of_table("open_items", "year", "month", "announcement"),
    Field("published_on", "date", N_("When it was announced")),
    *of_table("open_items", "remarks_until", "bids_until"),
    Field("next_deadline", "text", N_("The nearest of the two moments that has not passed, Astana time")),
    *of_table("open_items", "url"),
)


def _open_seen(page: Page) -> Seen:
    view: OpenView = page.view(before.build)
    unused = [Dropped(name, "", "plays_no_part") for name in view.unused if name not in ("measure", "counted")]
    page = replace(page, asked=replace(page.asked, dropped=(*page.asked.dropped, *unused)))
    return Seen(page, view, _planned(view))


def _planned(view: OpenView) -> dict[str, dict[str, Any]]:
    totals: dict[str, dict[str, Any]] = {}
    for one in view.sums:
        told = totals.setdefault(one.level, {"planned_kzt": Decimal(0), "items": 0, "without_sum": 0})
        told["planned_kzt"] += one.planned_kzt
        told["items"] += one.items
        told["without_sum"] += one.without_sum
    return totals


def _items(seen: Seen) -> tuple[int, Read]:
    view: OpenView = seen.view
    question = before.listing(seen.page.filters, view.day)

    def told(found: pl.DataFrame) -> pl.DataFrame:
        return found.with_columns(pl.col("published_on").str.slice(0, 10).str.to_date(strict=False))

    return view.items, read_listing(seen.page.asked.store, question, ITEMS, told)


OPEN: Final = Export(
    key="open",
    look=_open_seen,
    tables=(Table("items", N_("One planned or announced purchase without a contract"), ITEMS, listed=_items),),
    sentence=lambda page, _seen: filter_sentence(page, spending=False),
)

TABLE_FACTS: Final = (
    Field("table", "text", N_("Table")),
    Field("about", "text", N_("What it holds")),
    Field("rows", "integer", N_("Rows")),
    Field("bytes", "integer", N_("Bytes of its Parquet file")),
    Field("sha256", "text", N_("SHA-256 of its Parquet file")),
    Field("parquet", "text", N_("Where its Parquet file is")),
    Field("csv", "text", N_("Where its CSV file is")),
)


def _data_seen(page: Page) -> Seen:
    view: DataView = page.view(data.build)
    rows = sum(one.rows for one in view.tables)
    return Seen(page, view, {"edition": {"tables": len(view.tables), "rows": rows}})


def _tables(seen: Seen) -> Iterator[Row]:
    view: DataView = seen.view
    for one in view.tables:
        files = {form: f"/files/{view.snapshot_id}/tables/{one.name}.{form}" for form in ("parquet", "csv")}
        told = {"rows": one.rows, "bytes": one.bytes, "sha256": one.sha256}
        yield {"table": one.name, "about": ABOUT[one.name], **told, **files}


def _coverage(seen: Seen) -> Iterator[Row]:
    for one in seen.view.known:
        for year, (coverage, records) in one.years.items():
            yield {"region": one.region, "year": year, "coverage": coverage, "records": records}


DATA: Final = Export(
    key="data",
    look=_data_seen,
    tables=(
        Table("tables", N_("One published table and its files"), TABLE_FACTS, _tables),
        Table(
            "coverage",
            N_("What is known of a region in a year"),
            of_table("region_years", "region", "year", "coverage", "records"),
            _coverage,
        ),
        *silence_tables(silence.everywhere),
    ),
    sentence=lambda page, seen: page.tr(
        "Data edition %(id)s of %(date)s", id=seen.view.snapshot_id, date=page.tr.date(page.asked.snapshot.day)
    ),
)
