"""Everything known of one buyer as tables."""

from collections.abc import Iterable, Iterator
from typing import Final

from dashboard.exports.dataset import NoSubject, money_row
from dashboard.exports.export import Export, Seen, Table
from dashboard.exports.fields import MONEY, Field, of_table
from dashboard.exports.records import PROMISES, SOURCE, STATEMENTS
from dashboard.exports.spending import BY_GROUP, CATEGORY, LEVEL, PER_RESIDENT, by_line
from dashboard.exports.systems import HEARINGS, OBSERVATIONS
from dashboard.page import Page
from dashboard.store import Row
from dashboard.views import customer
from dashboard.views.customer import CustomerView
from dashboard.views.money import Money
from pipelines.marks import N_

PARTY: Final = (
    *of_table("parties", "party_id", "name_kk", "name_ru", "name_en", "party_type", "level", "region", "place", "bin"),
    *of_table("parties", "known_by", "variants"),
    *PER_RESIDENT,
    Field("records_listed", "integer", N_("Records of it, counted or not")),
    Field("records_in_register", "integer", N_("Of them, read in the procurement register")),
    Field("without_supplier", "integer", N_("Counted contracts and payments whose supplier is not named")),
    Field("to_come", "integer", N_("Planned and announced purchases without a contract")),
)
SYSTEMS: Final = (
    *of_table("records", "system_id"),
    Field("own_records", "integer", N_("Records of this buyer that are of it")),
)
APPEALS: Final = (
    *of_table("appeals", "appeal_id", "region", "body_kk", "body_ru", "body_en", "channel_kk", "channel_ru"),
    *of_table("appeals", "channel_en", "category", "period_start", "period_end", "count", "share_pct"),
    *of_table("appeals", "evidence_kk", "evidence_ru", "evidence_en", "source_id"),
    *SOURCE,
)
LACKING: Final = (
    *of_table("need_evidence", "evidence_id", "need_id", "region", "place", "year"),
    *of_table("need_evidence", "statement_kk", "statement_ru", "statement_en", "source_id"),
    *SOURCE,
)


def _seen(page: Page) -> Seen:
    view: CustomerView = page.view(customer.build)
    if view.party is None or not view.is_body:
        raise NoSubject(page.filters.id or "")
    totals = {level: money_row(getattr(view, level), "nominal") for level in ("local", "central")}
    return Seen(page, view, totals)


def _by(pairs: Iterable[tuple[Row, Money]], measure: str) -> Iterator[Row]:
    return ({**row, **money_row(money, measure)} for row, money in pairs)


def _party(seen: Seen) -> Iterator[Row]:
    view: CustomerView = seen.view
    each, gaps = view.each, view.gaps
    told = each.records - each.unmeasured
    yield (view.party or {}) | {
        "per_resident_kzt": each.total if told else None,
        "per_resident_records": told,
        "records_listed": gaps.listed,
        "records_in_register": gaps.in_register,
        "without_supplier": gaps.no_contractor,
        "to_come": view.to_come,
    }


CUSTOMER: Final = Export(
    key="customer",
    look=_seen,
    tables=(
        Table(
            "years",
            N_("Money of one level and headline group in one budget year, span of years or unknown year"),
            BY_GROUP,
            lambda seen: by_line(seen.view.by_group, seen.measure),
        ),
        Table(
            "categories",
            N_("Money of one category and level"),
            (*LEVEL, *CATEGORY, *MONEY),
            lambda seen: _by(seen.view.categories, seen.measure),
        ),
        Table(
            "suppliers",
            N_("Money of one supplier and level; an empty id is for records without a named one"),
            (*LEVEL, *of_table("records", "contractor_id"), *MONEY),
            lambda seen: _by(seen.view.suppliers, seen.measure),
        ),
        Table("party", N_("The buyer"), PARTY, _party),
        Table("systems", N_("One named thing that it bought"), SYSTEMS, lambda seen: seen.view.systems),
        Table("promises", N_("One thing promised to it"), PROMISES, lambda seen: seen.view.told.promises),
        Table("observations", N_("One thing counted"), OBSERVATIONS, lambda seen: seen.view.told.observations),
        Table("statements", N_("One thing that a side said"), STATEMENTS, lambda seen: seen.view.told.statements),
        Table("hearings", N_("One public hearing"), HEARINGS, lambda seen: seen.view.told.hearings),
        Table(
            "appeals",
            N_("One published count of appeals to central bodies, beside a body without records"),
            APPEALS,
            lambda seen: seen.view.appeals,
        ),
        Table(
            "lacking",
            N_("One statement of a lack in the publications of those counts"),
            LACKING,
            lambda seen: seen.view.lacking,
        ),
    ),
    sentence=lambda page, seen: page.tr.pick(seen.view.party, "name"),
    needs_id=True,
)
