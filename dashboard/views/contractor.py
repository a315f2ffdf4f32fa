"""One supplier: its money at both levels, its records, taxes, debts, court cases, and what was said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dashboard.filters import Filters
from dashboard.store import Row, Store
from dashboard.views.money import Money, money, money_by, record_rows
from dashboard.views.said import by_id, sources, statements

ROWS = 50
NO_MONEY = Money(committed=Decimal(0), planned=Decimal(0), records=0)


@dataclass(frozen=True)
class ContractorView:
    """One supplier and everything known of it.

    Attributes:
        party: All columns of the party; None where nobody has this id.
        local: Counted money from akimats and their bodies, prices as printed.
        central: Counted money from central bodies, shown apart.
        records: Its records, counted or not, the largest first, at most `ROWS`.
        listed: How many records it has.
        years: Counted money by year, level and span, the latest first; an unknown year last.
        regions: Counted money by region and level.
        party_years: Taxes paid and tax debt by year.
        cases: Court cases.
        systems: Named things it was paid for.
        statements: What sides said of it, its systems and its records.
        sources: Citations by id.
        bought: Records in which it is the buyer.
    """

    party: Row | None
    local: Money
    central: Money
    records: Sequence[Row] = ()
    listed: int = 0
    years: Sequence[tuple[Row, Money]] = ()
    regions: Sequence[tuple[Row, Money]] = ()
    party_years: Sequence[Row] = ()
    cases: Sequence[Row] = ()
    systems: Sequence[Row] = ()
    statements: Sequence[Row] = ()
    sources: Mapping[str, Row] = field(default_factory=dict)
    bought: int = 0


def build(store: Store, filters: Filters) -> ContractorView:
    """Answer what is known of the party that the link's `id` names; nothing else in the link plays a part."""
    party = by_id(store, "parties", "party_id", [filters.id]).get(filters.id or "")
    if party is None:
        return ContractorView(party=None, local=NO_MONEY, central=NO_MONEY)
    return _of_party(store, party)


def _of_party(store: Store, party: Row) -> ContractorView:
    party_id = party["party_id"]
    paid = Filters(contractor=(party_id,), level="all", counted="all")
    records = record_rows(store, paid, limit=ROWS)
    ids = store.rows("SELECT record_id, system_id FROM records WHERE contractor_id = ?", (party_id,))
    system_ids = sorted({row["system_id"] for row in ids if row["system_id"]})
    about = {"party": [party_id], "system": system_ids, "record": [row["record_id"] for row in ids]}
    said = statements(store, about)
    years = _rows(store, "party_years", "year", party_id)
    cited = [*party["source_ids"], *(row["source_id"] for row in [*said, *years])]
    return ContractorView(
        party=party,
        local=money(store, paid, level="local"),
        central=money(store, paid, level="central"),
        records=records,
        listed=len(ids),
        years=_by_year(store, paid),
        regions=money_by(store, paid, "region", "level"),
        party_years=years,
        cases=_rows(store, "party_cases", "number", party_id),
        systems=list(by_id(store, "systems", "system_id", system_ids).values()),
        statements=said,
        sources=sources(store, cited),
        bought=store.one("SELECT count(*) AS records FROM records WHERE customer_id = ?", (party_id,))["records"],
    )


def _rows(store: Store, table: str, order: str, party_id: str) -> list[Row]:
    sql = f"SELECT * FROM {table} WHERE party_id = ? ORDER BY {order}"  # noqa: S608 — names are ours
    return store.rows(sql, (party_id,))


def _by_year(store: Store, filters: Filters) -> list[tuple[Row, Money]]:
    pairs = money_by(store, filters, "year_from", "year_to", "level")
    return sorted(pairs, key=lambda pair: (-(pair[0]["year_to"] or 0), -(pair[0]["year_from"] or 0), pair[0]["level"]))
