"""Buyers and suppliers as tables: all of a link, and everything known of one supplier."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

import polars as pl

from dashboard.answers import Build
from dashboard.exports.dataset import Chunk, NoSubject, Position, Read, money_row, offset_of
from dashboard.exports.export import Export, Seen, Table
from dashboard.exports.fields import MONEY, Field, of_table
from dashboard.exports.frames import shaped
from dashboard.exports.records import STATEMENTS
from dashboard.exports.spending import LEVEL, PER_RESIDENT, REGION, SPAN
from dashboard.filters import Dropped, Where
from dashboard.page import Page
from dashboard.store import Row, Store
from dashboard.views import contractor, contractors, customers, parties
from dashboard.views.contractor import ContractorView
from dashboard.views.parties import PartiesView, Side
from dashboard.views.regions import main_level
from dashboard.views.years import Period
from pipelines.marks import N_

LISTED: Final = (
    Field("records_listed", "integer", N_("Records listed, with those that totals leave out where the link asks")),
    Field("regions", "list", N_("Region slugs of the records")),
    Field("first_year", "integer", N_("First budget year known")),
    Field("last_year", "integer", N_("Last budget year known")),
    Field("undated", "integer", N_("Records of unknown year")),
)
FIELDS: Final[Mapping[Side, tuple[Field, ...]]] = {
    "contractor": (*LEVEL, *of_table("records", "contractor_id"), *MONEY, *LISTED),
    "customer": (*LEVEL, *of_table("records", "customer_id"), *MONEY, *PER_RESIDENT, *LISTED),
}
"""The columns of a list of parties."""


def read_listing(
    store: Store, question: Where, fields: tuple[Field, ...], told: Callable[[pl.DataFrame], pl.DataFrame]
) -> Read:
    """Return the reader of a question whose rows have a settled order.

    Args:
        store: The snapshot.
        question: The question, without a limit.
        fields: The columns.
        told: Brings what is answered into columns of the export, codes and ids without their names.
    """

    def read(after: Position | None, rows: int) -> Chunk:
        start = offset_of(after)
        found = store.frame(f"{question.sql} LIMIT ? OFFSET ?", (*question.params, rows + 1, start))
        left = start + rows if found.height > rows else None
        return Chunk(shaped(store, told(found.head(rows)), fields), left)

    return read


def _list_seen(page: Page, look: Build) -> Seen:
    view: PartiesView = page.view(look)
    if view.sort_unknown:
        unknown = Dropped("sort", page.filters.sort, "unknown_value")
        page = replace(page, asked=replace(page.asked, dropped=(*page.asked.dropped, unknown)))
    seen = Seen(page, view, {})
    apart = "central" if seen.level == "local" else "local"
    totals = {
        seen.level: money_row(view.total, "nominal"),
        f"{seen.level}_named": money_row(view.named_money, "nominal"),
        f"{apart}_apart": money_row(view.elsewhere, "nominal"),
    }
    return replace(seen, totals=totals)


def _listed(seen: Seen, side: Side) -> tuple[int, Read]:
    view: PartiesView = seen.view
    question = parties.listing(main_level(seen.page.filters).with_(measure="nominal"), side, view.sort)
    each = ("per_resident_kzt", "per_resident_records") if side == "customer" else ()

    def told(found: pl.DataFrame) -> pl.DataFrame:
        return found.select(
            pl.lit(seen.level).alias("level"),
            pl.col("party_id").alias(f"{side}_id"),
            (pl.col("committed") + pl.col("planned")).alias("counted_kzt"),
            pl.col("committed").alias("committed_kzt"),
            pl.col("planned").alias("planned_kzt"),
            pl.col("counted_records").alias("records"),
            pl.lit(0).alias("unmeasured"),
            pl.lit(0).alias("unmeasured_kzt"),
            "inexact",
            pl.lit("nominal").alias("measure"),
            *each,
            pl.col("records").alias("records_listed"),
            "regions",
            "first_year",
            "last_year",
            "undated",
        )

    count = view.named + (1 if view.unnamed.records else 0)
    return count, read_listing(seen.page.asked.store, question, FIELDS[side], told)


def _list(key: str, side: Side, look: Build, about: str) -> Export:
    table = Table(key, about, FIELDS[side], listed=partial(_listed, side=side))
    return Export(key=key, look=partial(_list_seen, look=look), tables=(table,))


CONTRACTORS: Final = _list(
    "contractors",
    "contractor",
    contractors.build,
    N_("Money of one supplier; an empty id is for records without a named one, private persons among them"),
)
CUSTOMERS: Final = _list("customers", "customer", customers.build, N_("Money of one buyer"))


def _one_seen(page: Page) -> Seen:
    view: ContractorView = page.view(contractor.build)
    if view.party is None:
        raise NoSubject(page.filters.id or "")
    totals = {level: money_row(getattr(view, level), "nominal") for level in ("local", "central")}
    return Seen(page, view, totals)


def _years(seen: Seen) -> Iterator[Row]:
    for row, money in seen.view.years:
        period = Period(row["year_from"], row["year_to"])
        yield {**row, "year_kind": period.kind, **money_row(money, seen.measure)}


def _regions(seen: Seen) -> Iterator[Row]:
    for row, money in seen.view.regions:
        yield {**row, **money_row(money, seen.measure)}


def _name(page: Page, seen: Seen) -> str:
    return page.tr.pick(seen.view.party, "name")


CONTRACTOR: Final = Export(
    key="contractor",
    look=_one_seen,
    tables=(
        Table(
            "years",
            N_("Money of one level in one budget year, span of years or unknown year"),
            (*LEVEL, *SPAN, *MONEY),
            _years,
        ),
        Table("regions", N_("Money of one region and level"), (*LEVEL, *REGION, *MONEY), _regions),
        Table(
            "party",
            N_("The supplier"),
            of_table(
                "parties", "party_id", "name_kk", "name_ru", "name_en", "party_type", "bin", "legal_form", "variants"
            ),
            lambda seen: (seen.view.party,),
        ),
        Table(
            "taxes",
            N_("Taxes and debts of one year"),
            of_table("party_years", "party_id", "year", "taxes_paid_kzt", "tax_debt_kzt", "as_of", "source_id"),
            lambda seen: seen.view.party_years,
        ),
        Table("statements", N_("One thing that a side said"), STATEMENTS, lambda seen: seen.view.statements),
    ),
    sentence=_name,
    needs_id=True,
)
