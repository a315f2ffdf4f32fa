"""One buyer: its money at both levels, whom it pays and for what, its records, what was said and counted of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.filters import Filters
from dashboard.store import Row, Store
from dashboard.views.money import NOTHING, Money, money, money_by, record_rows
from dashboard.views.said import by_id, sources
from dashboard.views.timeline import Told, of_customer
from dashboard.views.years import Line, lines

ROWS = 50
NO_MONEY = Money(committed=NOTHING, planned=NOTHING, records=0)
CITATION = "s.publisher, s.url, s.title, s.date, s.lang, s.address_known"
APPEALS = f"""
    SELECT a.*, {CITATION} FROM appeals a LEFT JOIN sources s USING (source_id)
    WHERE a.region = 'national' ORDER BY a.year DESC NULLS LAST, a.appeal_id
"""  # noqa: S608 — columns are ours
LACKING = f"""
    SELECT e.*, {CITATION}, p.name_en AS place_en, p.name_ru AS place_ru, p.name_kk AS place_kk
    FROM need_evidence e LEFT JOIN sources s USING (source_id) LEFT JOIN places p ON p.place = e.place
    WHERE e.source_id IN (SELECT source_id FROM appeals WHERE region = 'national') ORDER BY e.evidence_id
"""  # noqa: S608 — columns are ours
GAPS = """
    SELECT count(*) FILTER (WHERE counted AND year_kind = 'unknown') AS unknown_year,
           count(*) FILTER (WHERE counted AND year_kind = 'several') AS several_years,
           count(*) FILTER (WHERE counted AND stage = 'committed' AND contractor_id IS NULL) AS no_contractor,
           count(*) FILTER (WHERE counted AND stage = 'committed') AS contracts,
           count(*) FILTER (WHERE NOT counted) AS not_counted,
           count(*) FILTER (WHERE tier = 'register') AS in_register,
           count(*) AS listed
    FROM records WHERE customer_id = ?
"""


@dataclass(frozen=True)
class Gaps:
    """What is not known of a buyer's records: numbers of records.

    Attributes:
        unknown_year: Counted, of unknown year.
        several_years: Counted, over several years that no source divides.
        no_contractor: Counted contracts and payments whose supplier is not named.
        contracts: All counted contracts and payments.
        not_counted: In no total.
        in_register: Read in the procurement register.
        listed: All records.
    """

    unknown_year: int = 0
    several_years: int = 0
    no_contractor: int = 0
    contracts: int = 0
    not_counted: int = 0
    in_register: int = 0
    listed: int = 0


@dataclass(frozen=True)
class CustomerView:
    """One buyer and everything known of it.

    Attributes:
        party: All columns of the party; None where nobody has this id.
        local: Counted money that it pays as an akimat or a body of one, prices as printed.
        central: Counted money that it pays as a central body, shown apart.
        each: Its money per resident of its own region.
        records: Its records, counted or not, the largest first, at most `ROWS`.
        by_group: Counted money by level, headline group and period.
        categories: Counted money by category and level.
        suppliers: Counted money by supplier and level, None for not named.
        systems: Named things that it bought, each with `own_records`: how many of its records are of it.
        gaps: What is not known of its records.
        to_come: Planned and announced purchases of it that have no contract yet.
        paid: Records in which it is paid.
        told: What was said, promised, counted and decided, with its records and sources.
        appeals: For a body of the whole country without any record: published counts of appeals to central bodies.
        lacking: Signs of a need in the publications of those counts.
        sources: Citations of where facts about the body itself were read, by id.
    """

    party: Row | None
    local: Money = NO_MONEY
    central: Money = NO_MONEY
    each: Money = NO_MONEY
    records: Sequence[Row] = ()
    by_group: Sequence[Line] = ()
    categories: Sequence[tuple[Row, Money]] = ()
    suppliers: Sequence[tuple[Row, Money]] = ()
    systems: Sequence[Row] = ()
    gaps: Gaps = field(default_factory=Gaps)
    to_come: int = 0
    paid: int = 0
    told: Told = field(default_factory=lambda: Told(""))
    appeals: Sequence[Row] = ()
    lacking: Sequence[Row] = ()
    sources: Mapping[str, Row] = field(default_factory=dict)

    @property
    def level(self) -> str:
        """Return the level of its money: local, unless all of it is central."""
        if self.local.records or self.central.records:
            return "local" if self.local.records else "central"
        return (self.party or {}).get("level") or "local"

    @property
    def is_body(self) -> bool:
        """Tell whether it is a body with a page of its own: one that buys, or of which something was counted."""
        return bool(self.party and (self.gaps.listed or self.party["level"] or self.told.observations))


def build(store: Store, filters: Filters) -> CustomerView:
    """Answer what is known of the party that the link's `id` names; nothing else in the link plays a part."""
    party = by_id(store, "parties", "party_id", [filters.id]).get(filters.id or "")
    return CustomerView(party=None) if party is None else _of_party(store, party)


def _of_party(store: Store, party: Row) -> CustomerView:
    party_id = party["party_id"]
    paying = Filters(customer=(party_id,), level="all", counted="all")
    gaps = Gaps(**store.one(GAPS, (party_id,)))
    context = not gaps.listed and party["level"] == "central" and party["region"] == "national"
    return CustomerView(
        party=party,
        local=money(store, paying, level="local"),
        central=money(store, paying, level="central"),
        each=money(store, paying, level="local", measure="per_resident"),
        records=record_rows(store, paying, limit=ROWS),
        by_group=lines(store, paying, "headline_group"),
        categories=money_by(store, paying, "category", "level"),
        suppliers=money_by(store, paying, "contractor_id", "level"),
        systems=_systems(store, party_id),
        gaps=gaps,
        to_come=_count(store, "open_items", "customer_id", party_id),
        paid=_count(store, "records", "contractor_id", party_id),
        told=of_customer(store, Filters(id=party_id)),
        appeals=store.rows(APPEALS) if context else (),
        lacking=store.rows(LACKING) if context else (),
        sources=sources(store, party["source_ids"]),
    )


def _systems(store: Store, party_id: str) -> list[Row]:
    return store.rows(
        "SELECT s.*, r.own_records FROM systems s JOIN (SELECT system_id, count(*) AS own_records FROM records "
        "WHERE customer_id = ? GROUP BY system_id) r USING (system_id) ORDER BY s.system_id",
        (party_id,),
    )


def _count(store: Store, table: str, column: str, party_id: str) -> int:
    sql = f"SELECT count(*) AS number FROM {table} WHERE {column} = ?"  # noqa: S608 — names are ours
    return int(store.one(sql, (party_id,))["number"])
