"""Promises as tables: all of their fields, what one unit cost at most and what each bound assumes; peers; reports."""

from collections.abc import Iterator
from typing import Any, Final

from dashboard.exports.export import Export, Seen, Table
from dashboard.exports.fields import Field, of_table
from dashboard.exports.records import SOURCE
from dashboard.page import Page
from dashboard.sentences import filter_sentence
from dashboard.store import Row
from dashboard.stories.unused import without
from dashboard.views import promises
from dashboard.views.promise_price import Bound
from dashboard.views.promises import Promise, PromisesView
from pipelines.marks import N_

MONEY: Final = (
    Field("committed_kzt", "decimal", N_("Its money in the totals: contracts, payments and yearly costs")),
    Field("planned_kzt", "decimal", N_("Its money in the totals: budgets, plans and lot estimates")),
    Field("money_low_kzt", "decimal", N_("That money together; of alternatives or a range the lower end")),
    Field("money_high_kzt", "decimal", N_("That money together; of alternatives or a range the upper end")),
    Field("money_from", "integer", N_("First budget year of that money")),
    Field("money_to", "integer", N_("Last budget year of that money")),
    Field("months", "integer", N_("Months it may have lasted: as printed, else all of its budget years")),
)
BOUND: Final = (
    Field("at_most_kzt", "decimal", N_("One unit cost at most so much under this assumption, rounded up to the tiyn")),
    Field("units", "decimal", N_("Units that the assumption makes")),
    Field("periods", "integer", N_("Months, weeks or days (column per) that it is assumed to have run")),
)
FIELDS: Final = (
    *of_table("promises", "promise_id", "about_kind", "about_id"),
    *of_table("records", "level", "region", "place", "category", "disputed"),
    *of_table("promises", "what_kk", "what_ru", "what_en", "value", "value_text", "value_low", "value_high"),
    *of_table("promises", "unit", "per", "bound", "networks", "origin", "quote"),
    *MONEY,
    Field("bounds", "integer", N_("Bounds known, each with its assumption: see the table bounds")),
    Field("lowest_at_most_kzt", "decimal", N_("The lowest bound; it needs its assumption beside it")),
    Field("highest_at_most_kzt", "decimal", N_("The highest bound; it holds under each of the assumptions")),
    Field("no_price_why", "text", N_("Why there is no price, as a code; empty where there is one")),
    Field("outcomes", "list", N_("Statements of how matters ended")),
    Field("dropped_records", "list", N_("Records of it that were refused, cancelled, ended early or not concluded")),
    *of_table("promises", "source_id"),
    *SOURCE,
)
BOUNDS: Final = (*of_table("promises", "promise_id", "about_kind", "about_id", "unit", "per"), *BOUND)
REPORTED: Final = (
    *of_table("records", "system_id"),
    *of_table("observations", "observation_id", "what", "value", "unit", "as_of", "period", "precision"),
    Field("promise_id", "text", N_("The promise that it answers; empty where none is known")),
    Field("promised", "decimal", N_("The number promised")),
    Field("at_most_kzt", "decimal", N_("One of what was handled cost at most so much, rounded up to the tiyn")),
    *of_table("observations", "source_id"),
    *SOURCE,
)
PEERS: Final = (
    *of_table("records", "level", "category"),
    *of_table("promises", "unit"),
    Field("known", "integer", N_("Records and systems whose bound is known; from five on they are compared")),
    *of_table("promises", "promise_id", "about_kind", "about_id"),
    *BOUND,
)


def _seen(asked: Page) -> Seen:
    page = without(asked, promises.UNUSED)
    view: PromisesView = page.view(promises.build)
    told = {"promises": len(view.promises), "subjects": view.subjects, "priced": view.priced, "read": view.read}
    return Seen(page, view, {"promises": told})


def _promises(seen: Seen) -> Iterator[Row]:
    yield from (_promise(one) for one in seen.view.promises)


def _promise(one: Promise) -> Row:
    purse, bounds = one.purse, one.price.bounds
    told = {
        "level": one.level,
        "category": one.category,
        "disputed": one.disputed,
        "region": one.about["region"],
        "place": one.about["place"],
        "bounds": len(bounds),
        "no_price_why": one.price.why or None,
        "outcomes": [row["statement_id"] for row in one.ended],
        "dropped_records": [row["record_id"] for row in one.dropped],
    }
    if purse.high:
        told |= {"committed_kzt": purse.committed, "planned_kzt": purse.planned, "months": purse.longest}
        told |= {"money_low_kzt": purse.low, "money_high_kzt": purse.high}
        told |= {"money_from": purse.first_year, "money_to": purse.last_year}
    if bounds:
        told |= {"lowest_at_most_kzt": bounds[0].kzt, "highest_at_most_kzt": bounds[-1].kzt}
    return one.row | told


def _bounds(seen: Seen) -> Iterator[Row]:
    for one in seen.view.promises:
        yield from (one.row | _bound(bound) for bound in one.price.bounds)


def _bound(bound: Bound) -> dict[str, Any]:
    return {"at_most_kzt": bound.kzt, "units": bound.units, "periods": bound.periods}


def _reported(seen: Seen) -> Iterator[Row]:
    view: PromisesView = seen.view
    for one in view.reported:
        for row in one.counted:
            promise, bound = one.promised(row), one.prices.get(row["observation_id"])
            answered = {"promise_id": promise["promise_id"], "promised": promise["value"]} if promise else {}
            priced = {"at_most_kzt": bound.kzt} if bound else {}
            yield row | {"system_id": one.system["system_id"]} | answered | priced


def _peers(seen: Seen) -> Iterator[Row]:
    for group in seen.view.compared:
        told = {"level": group.level, "category": group.category, "known": len(group.peers)}
        yield from (one.row | told | _bound(one.price.weakest) for one in group.peers if one.price.weakest)


PROMISES: Final = Export(
    key="promises",
    look=_seen,
    tables=(
        Table("promises", N_("One thing promised, its money, and what one unit cost at most"), FIELDS, _promises),
        Table("bounds", N_("What one unit of a promise cost at most under one assumption"), BOUNDS, _bounds),
        Table(
            "reported",
            N_("One number that a source reports of a system, beside what was promised"),
            REPORTED,
            _reported,
        ),
        Table("peers", N_("The bound of one record or system beside others of its category and unit"), PEERS, _peers),
    ),
    sentence=lambda page, _seen: filter_sentence(page, spending=False),
)
