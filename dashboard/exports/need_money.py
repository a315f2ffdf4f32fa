"""Needs and money of the same region and years as one table, for the page of needs and the profiles of regions."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from dashboard.exports.export import Seen, Table
from dashboard.exports.fields import Field, of_table
from dashboard.exports.records import SOURCE
from dashboard.page import Page
from dashboard.store import Row
from dashboard.views import need_money
from dashboard.views.need_money import Beside, Kind, key_of, years_of
from dashboard.views.region import RegionView
from pipelines.marks import N_

FIELDS: Final = (
    Field(
        "sign", "text", N_("appeals (a published count), weeks (counted here from open texts) or lack (a statement)")
    ),
    Field("sign_id", "text", N_("Id of the count or statement; of open texts the collection")),
    *of_table("need_evidence", "need_id", "region", "place"),
    *of_table("appeals", "body_kk", "body_ru", "body_en"),
    Field("sign_year_from", "integer", N_("First year of the count or statement; empty if not known")),
    Field("sign_year_to", "integer", N_("Last year of it")),
    *of_table("appeals", "period_start", "period_end", "count", "share_pct"),
    Field("per_10000", "decimal", N_("Appeals per 10,000 residents; empty for towns and where no count is near")),
    Field("residents", "integer", N_("Residents of the region nearest to 1 January of the last year")),
    Field("residents_on", "date", N_("That date")),
    Field("committed_kzt", "decimal", N_("Contracts, payments and yearly costs of local bodies there in these years")),
    Field("planned_kzt", "decimal", N_("Budgets, plans and lot estimates of local bodies there in these years")),
    Field("records", "integer", N_("Records counted here")),
    Field("reaching_kzt", "decimal", N_("Local money there over several years that reach beyond these; not divided")),
    *of_table("need_evidence", "source_id"),
    *SOURCE,
)
ABOUT: Final = N_("A sign of a lack beside the local money of its region and years; no cause is claimed")


def row(kind: Kind, sign: Row, found: Beside) -> Row:
    """Return one sign with what stands beside it; what is not known is missing."""
    years, money, people = years_of(sign), found.money, found.residents
    named = next((sign[name] for name in ("appeal_id", "evidence_id", "collection") if name in sign), None)
    return {
        **sign,
        "sign": kind,
        "sign_id": named,
        "sign_year_from": years[0] if years else None,
        "sign_year_to": years[1] if years else None,
        "period_start": sign.get("period_start") or sign.get("first_day"),
        "period_end": sign.get("period_end") or sign.get("last_day"),
        "per_10000": found.per_10000,
        "residents": people.residents if people else None,
        "residents_on": people.as_of if people else None,
        "committed_kzt": money.committed if money else None,
        "planned_kzt": money.planned if money else None,
        "records": money.records if money else None,
        "reaching_kzt": found.reaching.total if found.reaching else None,
        "source_url": sign.get("url"),
        "source_publisher": sign.get("publisher"),
        "source_title": sign.get("title"),
        "source_date": sign.get("source_date") or sign.get("date"),
        "source_lang": sign.get("source_lang") or sign.get("lang"),
    }


def _of_needs(seen: Seen) -> Iterator[Row]:
    page: Page = seen.page
    for sign in page.view(need_money.build).signs:
        yield from (row(sign.kind, one, sign.beside) for one in sign.rows)


def _of_region(seen: Seen) -> Iterator[Row]:
    view: RegionView = seen.view
    voices = view.voices
    told: Mapping[Kind, tuple[Row, ...]] = {"appeals": voices.appeals, "weeks": voices.weeks, "lack": voices.evidence}
    for kind, rows in told.items():
        yield from (row(kind, one, voices.beside[key_of(one)]) for one in rows)


def _table(rows: Callable[[Seen], Iterator[Row]]) -> Table:
    return Table("need_money", ABOUT, FIELDS, rows)


OF_NEEDS: Final = _table(_of_needs)
OF_REGION: Final = _table(_of_region)
