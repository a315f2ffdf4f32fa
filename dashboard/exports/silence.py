"""What is silent as tables, beside the data edition's own and a region's."""

from collections.abc import Iterator
from typing import Final

from dashboard.answers import Build
from dashboard.exports.export import Seen, Table
from dashboard.exports.fields import Field, of_table
from dashboard.store import Row
from dashboard.views import silence
from dashboard.views.silence import BASIS, Last, SilenceView
from pipelines.marks import N_

LAST: Final = (
    *of_table("records", "region", "tier"),
    Field("records", "integer", N_("Records of local bodies")),
    Field("undated", "integer", N_("Of them, without a date")),
    Field("date_is", "text", N_("What the date is: signed (of the contract) or published (of the source)")),
    Field("last_from", "date", N_("First day on which the last known record can be dated")),
    Field("last_to", "date", N_("Last day on which the last known record can be dated")),
    Field("days_least", "integer", N_("Days from it to the day of the edition, at least; empty if not known")),
    Field("days_most", "integer", N_("Days from it to the day of the edition, at most; empty if not known")),
    Field("register_years", "list", N_("Years for which the procurement register was read for the region's buyers")),
)
PLANS: Final = (
    Field("found_in", "text", N_("records or open_items: the table that holds the plan")),
    Field("plan_id", "text", N_("Its id there")),
    *of_table("records", "region", "place", "category", "customer_id", "customer_as_written"),
    *of_table("records", "title_kk", "title_ru", "title_en", "title_original", "amount_kzt", "year_to", "state"),
    *of_table("records", "disputed"),
)
ACCEPTED: Final = (
    *of_table("records", "region"),
    Field("contracts", "integer", N_("Contracts of the procurement register in our records")),
    Field("with_act", "integer", N_("Of them, with an approved act of acceptance")),
    Field("without_act", "integer", N_("Of them, with payments read in the register and no act")),
    Field("cannot_tell", "integer", N_("Of them, those whose acts and payments were not read")),
)


def _last(view: SilenceView) -> Iterator[Row]:
    for region in view.regions:
        read = [str(year) for year in region.years_read]
        for tier, last in region.tiers.items():
            told = {"date_is": BASIS[tier], "register_years": read if tier == "register" else None}
            yield {"region": region.region, "tier": tier, **told, **_days(view, last)}


def _days(view: SilenceView, last: Last) -> Row:
    least, most = last.days(view.day) or (None, None)
    return {
        "records": last.records,
        "undated": last.undated,
        "last_from": last.first,
        "last_to": last.last,
        "days_least": least,
        "days_most": most,
    }


def _plans(seen: Seen, view: SilenceView) -> Iterator[Row]:
    for row in silence.plans_of_past_years(seen.page.asked.store, view):
        yield row | {"found_in": "records", "plan_id": row["record_id"]}
    for row in silence.items_of_past_years(seen.page.asked.store, view):
        yield row | {"found_in": "open_items", "plan_id": row["item_id"], "year_to": row["year"]}


def _accepted(view: SilenceView) -> Iterator[Row]:
    for one in view.regions:
        told = one.accepted
        counts = {"contracts": told.contracts, "with_act": told.with_act, "without_act": told.without_act}
        yield {"region": one.region, **counts, "cannot_tell": told.unread}


def tables(look: Build) -> tuple[Table, ...]:
    """Return the tables of silence of a page.

    Args:
        look: What builds the silence of the page's link: of all regions, or of one place.
    """
    return (
        Table(
            "silence",
            N_("The last known record of one region and kind of evidence, whatever the filters of the link"),
            LAST,
            lambda seen: _last(seen.page.view(look)),
        ),
        Table(
            "past_plans",
            N_("One plan of a past year to which no contract is related"),
            PLANS,
            lambda seen: _plans(seen, seen.page.view(look)),
        ),
        Table(
            "acceptance",
            N_("Contracts of one region and their acts of acceptance"),
            ACCEPTED,
            lambda seen: _accepted(seen.page.view(look)),
        ),
    )
