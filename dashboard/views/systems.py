"""Named things bought: what of their cost is known, contracts and plans apart, and how much else is known of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.filters import Filters, where
from dashboard.names import rows_by_id
from dashboard.store import Row, Store
from dashboard.views.money import NOTHING, RECORD_COLUMNS, Money, records_in_years
from dashboard.views.regions import main_level
from dashboard.views.years import added

STAGES = ("committed", "planned")
KNOWN_SQL = """
    WITH about AS (
        SELECT system_id, 'system' AS kind, system_id AS id FROM systems
        UNION ALL SELECT system_id, 'record', record_id FROM records WHERE system_id IS NOT NULL
    )
    SELECT system_id,
           (SELECT count(*) FROM promises p JOIN about a ON p.about_kind = a.kind AND p.about_id = a.id
            WHERE a.system_id = systems.system_id) AS promises,
           (SELECT count(*) FROM statements t JOIN about a ON t.about_kind = a.kind AND t.about_id = a.id
            WHERE a.system_id = systems.system_id) AS statements,
           (SELECT count(*) FROM statements t JOIN about a ON t.about_kind = a.kind AND t.about_id = a.id
            WHERE a.system_id = systems.system_id AND t.stance = 'outcome') AS outcomes
    FROM systems
"""


@dataclass(frozen=True)
class Known:
    """How much is known of a system beside its cost.

    Attributes:
        promises: Quotas, dates and quantities promised.
        statements: Things that sides said, outcomes among them.
        outcomes: Statements of how it ended.
    """

    promises: int = 0
    statements: int = 0
    outcomes: int = 0


@dataclass(frozen=True)
class SystemRow:
    """One named thing and what of its money a link asks for, of one level.

    Attributes:
        system: Its row of `systems`.
        level: Whose money: local or central.
        records: Its records asked for, counted or not, the largest first.
        money: Their counted money, prices as printed.
        known: How much else is known.
    """

    system: Row
    level: str
    records: Sequence[Row]
    money: Money
    known: Known

    @property
    def system_id(self) -> str:
        """Return its id."""
        return str(self.system["system_id"])

    @property
    def counted(self) -> bool:
        """Tell whether any of its records is in the totals."""
        return bool(self.money.records)

    def of_stage(self, stage: str, *, counted: bool) -> list[Row]:
        """Return its records of a stage (committed or planned) that are in the totals, or those that are not."""
        return [row for row in self.records if row["stage"] == stage and row["counted"] == counted]


@dataclass(frozen=True)
class Kind:
    """Systems of one kind, and their counted money."""

    kind: str
    systems: Sequence[str]
    money: Money


@dataclass(frozen=True)
class SystemsView:
    """Named things of a link; of local bodies first, for money of the two levels is never mixed.

    Attributes:
        level: Level of `listed`: local, unless the link asks for central alone.
        listed: Systems with counted money, or all of them where the link asks for what totals leave out.
        left_out: Systems known only from records that totals leave out.
        apart: All systems of the other level.
        shows_apart: The link asks for both levels.
        money: Counted money of `listed`.
        kinds: The same by kind, the largest first.
    """

    level: str
    listed: Sequence[SystemRow]
    left_out: Sequence[SystemRow]
    apart: Sequence[SystemRow]
    shows_apart: bool
    money: Money
    kinds: Sequence[Kind]


def build(store: Store, filters: Filters) -> SystemsView:
    """Answer which named things were bought; the measure plays no part, prices are as printed."""
    rows = system_rows(store, filters.with_(level="all"))
    level = main_level(filters).level
    here = [row for row in rows if row.level == level]
    listed = [row for row in here if row.counted or filters.counted == "all"]
    return SystemsView(
        level=level,
        listed=listed,
        left_out=[row for row in here if not row.counted and filters.counted != "all"],
        apart=[row for row in rows if row.level != level],
        shows_apart=filters.level == "all",
        money=added(row.money for row in listed),
        kinds=_kinds(listed),
    )


def system_rows(store: Store, filters: Filters) -> list[SystemRow]:
    """Return the systems of a link, counted or not, one row for each level of its money, the largest sum first."""
    table, condition = records_in_years(filters), where(filters, counted_only=False, over="records")
    records = store.rows(
        f"SELECT system_id, nature, {RECORD_COLUMNS} FROM {table.sql} "  # noqa: S608 — columns are ours
        f"WHERE system_id IS NOT NULL AND {condition.sql} ORDER BY amount_kzt DESC NULLS LAST, record_id",
        (*table.params, *condition.params),
    )
    grouped: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in records:
        grouped[row["system_id"], row["level"]].append(row)
    systems = rows_by_id(store, "systems", "system_id", [system_id for system_id, _ in grouped])
    known = known_of(store)
    found = [
        SystemRow(systems[one], level, rows, counted_money(rows), known[one]) for (one, level), rows in grouped.items()
    ]
    return sorted(found, key=lambda row: (-row.money.total, row.system_id, row.level))


def counted_money(rows: Iterable[Row]) -> Money:
    """Return the counted money of records, of the years asked for (`in_years_kzt`)."""
    counted = [row for row in rows if row["counted"]]
    committed, planned = (
        sum((row["in_years_kzt"] for row in counted if row["stage"] == stage), NOTHING) for stage in STAGES
    )
    inexact = sum(row["amount_precision"] != "exact" for row in counted)
    return Money(committed=committed, planned=planned, records=len(counted), inexact=inexact)


def known_of(store: Store) -> Mapping[str, Known]:
    """Return how much is known of every system beside its cost; the link's filters play no part."""
    return {
        row["system_id"]: Known(row["promises"], row["statements"], row["outcomes"]) for row in store.rows(KNOWN_SQL)
    }


def range_of(rows: Iterable[Row]) -> tuple[Decimal, Decimal] | None:
    """Return the least and greatest sum where sources give different sums for one thing."""
    told = [row["amount_kzt"] for row in rows if "alternative" in row["not_counted_why"]]
    sums = [kzt for kzt in told if kzt is not None]
    return (min(sums), max(sums)) if sums else None


def _kinds(rows: Sequence[SystemRow]) -> list[Kind]:
    grouped: defaultdict[str, list[SystemRow]] = defaultdict(list)
    for row in rows:
        grouped[row.system["kind"]].append(row)
    found = [
        Kind(kind, sorted(row.system_id for row in of_kind), added(row.money for row in of_kind))
        for kind, of_kind in grouped.items()
    ]
    return sorted(found, key=lambda one: (-one.money.total, one.kind))
