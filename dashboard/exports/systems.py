"""Named systems as tables: all of a link, and the passport of one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from dashboard.exports.dataset import NoSubject, money_row
from dashboard.exports.export import Export, Rows, Seen, Table
from dashboard.exports.fields import MONEY, Field, named, of_table
from dashboard.exports.records import FIELDS as RECORD_FIELDS
from dashboard.exports.records import PROMISES, SOURCE, STATEMENTS, reply_columns
from dashboard.page import Page
from dashboard.store import Row
from dashboard.views import system, systems
from dashboard.views.system import SystemView
from dashboard.views.systems import SystemRow, SystemsView, range_of
from dashboard.views.years import added
from pipelines.marks import N_

KIND: Final = tuple(named(Field("system_kind", "text", N_("Kind, for comparing like with like"))))
SYSTEM: Final = (*of_table("records", "system_id", "level"), *KIND, *of_table("systems", "region", "place"))
COST: Final = (
    *MONEY,
    Field("range_low_kzt", "decimal", N_("Least sum where sources differ about one thing; in no total")),
    Field("range_high_kzt", "decimal", N_("Greatest sum where sources differ about one thing; in no total")),
    Field("records_listed", "integer", N_("Records, counted or not")),
)
KNOWN: Final = (
    Field("promises", "integer", N_("Quotas, dates and quantities promised")),
    Field("statements", "integer", N_("Things that sides said")),
    Field("outcomes", "integer", N_("Of them, statements of how it ended")),
)
EACH: Final = (
    Field("committed_each_kzt", "decimal", N_("Contracts and payments per resident, where it can be told"), digits=6),
    Field("planned_each_kzt", "decimal", N_("Plans and budgets per resident, where it can be told"), digits=6),
)
OBSERVATIONS: Final = (
    *of_table("observations", "observation_id", "about_kind", "about_id", "what", "value", "unit", "as_of", "period"),
    *of_table("observations", "precision", "source_id"),
    *SOURCE,
)
HEARINGS: Final = (
    *of_table("hearings", "hearing_id", "date", "system_ids", "host_kk", "host_ru", "host_en"),
    *of_table("hearings", "decided_kk", "decided_ru", "decided_en", "source_id"),
    *SOURCE,
)


def _row(one: SystemRow) -> Row:
    low, high = range_of(one.records) or (None, None)
    return {
        "system_id": one.system_id,
        "level": one.level,
        "system_kind": one.system["kind"],
        "region": one.system["region"],
        "place": one.system["place"],
        **money_row(one.money, "nominal"),
        "range_low_kzt": low,
        "range_high_kzt": high,
        "records_listed": len(one.records),
        "promises": one.known.promises,
        "statements": one.known.statements,
        "outcomes": one.known.outcomes,
    }


def _list_seen(page: Page) -> Seen:
    view: SystemsView = page.view(systems.build)
    apart = "central" if view.level == "local" else "local"
    totals = {
        view.level: money_row(view.money, "nominal"),
        f"{apart}_apart": money_row(added(row.money for row in view.apart), "nominal"),
    }
    return Seen(page, view, totals)


def _listed(seen: Seen) -> Iterator[Row]:
    view: SystemsView = seen.view
    return (_row(one) for one in (*view.listed, *view.left_out, *(view.apart if view.shows_apart else ())))


def _listed_records(seen: Seen) -> Iterator[Row]:
    view: SystemsView = seen.view
    shown: Sequence[SystemRow] = (*view.listed, *view.left_out, *(view.apart if view.shows_apart else ()))
    return (row for one in shown for row in one.records)


SYSTEMS: Final = Export(
    key="systems",
    look=_list_seen,
    tables=(
        Table(
            "systems",
            N_("Money of one named system and level, also one in no total, and how much else is known of it"),
            (*SYSTEM, *COST, *KNOWN),
            _listed,
        ),
        Table(
            "records",
            N_("One record of these systems, counted or not"),
            of_table(
                "records",
                "system_id",
                "record_id",
                "level",
                "kind",
                "stage",
                "state",
                "disputed",
                "title_kk",
                "title_ru",
                "title_en",
                "amount_kzt",
                "amount_precision",
                "counted",
                "counted_kzt",
                "not_counted_why",
                "year_from",
                "year_to",
            ),
            _listed_records,
        ),
    ),
)


def _one_seen(page: Page) -> Seen:
    view: SystemView = page.view(system.build)
    if view.system is None:
        raise NoSubject(page.filters.id or "")
    return Seen(page, view, {row.level: money_row(row.money, "nominal") for row in view.levels})


def _one(seen: Seen) -> Iterator[Row]:
    view: SystemView = seen.view
    found = view.system or {}
    texts = {name: found[name] for name in found if name.startswith(("what_", "reported_"))}
    return (_row(one) | texts for one in view.levels)


def _records(seen: Seen) -> Iterator[Row]:
    view: SystemView = seen.view
    replied = {row["about_id"] for row in view.statements if row["stance"] in ("reply", "objection")}
    for row in view.records:
        yield row | reply_columns(row["reply"], view.sources) | {"has_reply": row["record_id"] in replied}


def _peers(seen: Seen) -> Iterator[Row]:
    view: SystemView = seen.view
    for one in view.peers:
        each = {f"{stage}_each_kzt": told.kzt for stage, told in one.each.items()}
        yield _row(one.row) | each


def _rows(name: str) -> Callable[[Seen], Rows]:
    def rows(seen: Seen) -> Iterable[Row]:
        found: Iterable[Row] = getattr(seen.view, name)
        return found

    return rows


def _name(page: Page, seen: Seen) -> str:
    return page.tr.pick(seen.view.system, "name")


SYSTEM_PAGE: Final = Export(
    key="system",
    look=_one_seen,
    tables=(
        Table(
            "system",
            N_("The named system and its money, a row for each level"),
            (
                *SYSTEM,
                *of_table("systems", "what_kk", "what_ru", "what_en", "reported_kk", "reported_ru", "reported_en"),
                *COST,
                *KNOWN,
            ),
            _one,
        ),
        Table("records", N_("One of its records, counted or not"), RECORD_FIELDS, _records),
        Table("peers", N_("A system of the same kind and level, itself among them"), (*SYSTEM, *COST, *EACH), _peers),
        Table("statements", N_("One thing that a side said"), STATEMENTS, _rows("statements")),
        Table("promises", N_("One thing promised"), PROMISES, _rows("promises")),
        Table("observations", N_("One thing counted"), OBSERVATIONS, _rows("observations")),
        Table("hearings", N_("One public hearing about it"), HEARINGS, _rows("hearings")),
    ),
    sentence=_name,
    needs_id=True,
)
