"""The numbers behind the rules: what was read, what counts of it, what was left out and why, how far measures reach."""

from dataclasses import dataclass
from decimal import Decimal

from dashboard.filters import Filters
from dashboard.store import Row, Store
from dashboard.views import bridge
from dashboard.views.money import money, records_where

EXAMPLE_WHOLE = "seed-taraz-93m-together"
LEVELS = ("local", "central")


@dataclass(frozen=True)
class LeftOut:
    """Records left out, wholly or in part, for the same reasons.

    Attributes:
        why: Codes of the reasons, as in `records.not_counted_why`.
        records: Records; one that counts in part is also among the counted.
        without_sum: Records of them that have no sum in tenge at all.
        tenge: What is left out of them.
    """

    why: tuple[str, ...]
    records: int
    without_sum: int
    tenge: Decimal


@dataclass(frozen=True)
class Waterfall:
    """From all tenge read at one level to the total; `read_kzt` less all `left_out` is `counted_kzt`, to the tiyn."""

    level: str
    read_records: int
    read_kzt: Decimal
    left_out: tuple[LeftOut, ...]
    counted_records: int
    counted_kzt: Decimal


@dataclass(frozen=True)
class Example:
    """A sum that parts make up: the whole's row, its parts' rows, and what is left of it in the totals."""

    whole: Row
    parts: tuple[Row, ...]


@dataclass(frozen=True)
class Reach:
    """How far a measure reaches over counted local records: how many it can't be told for, and their tenge."""

    records: int
    counted_kzt: Decimal


@dataclass(frozen=True)
class MethodView:
    """Everything that the method page says in numbers.

    Attributes:
        waterfalls: One for local, one for central money.
        tiers: Rows of tier, records, counted_records; all levels.
        stages: Rows of level, stage, records, counted_kzt.
        year_kinds: Rows of year_kind, records, counted_kzt; local.
        inexact: Counted local records whose sum is not exact.
        base_year: Year whose prices the real measure is in: the last one with a known yearly inflation.
        first_price_year: First year whose prices can be moved.
        not_moved: Counted local money that the real measure can't be told for.
        not_per_resident: The same for the measure per resident.
        coverage: Region-years by code of coverage.
        covered_wholes: Records that count for nothing or in part because their parts are counted.
        alternatives: Pairs of sums for one thing: title_*, low_kzt, high_kzt.
        example: The example of parts and whole, where the snapshot holds it.
        needs: Row of needs, with_range, costs, usable_costs.
        parties: Buyers and suppliers.
        bridge: The way of the register's rows of local bodies to the total.
        measured: Rows of the table of what was measured of the rules that read texts.
    """

    waterfalls: tuple[Waterfall, ...]
    tiers: tuple[Row, ...]
    stages: tuple[Row, ...]
    year_kinds: tuple[Row, ...]
    inexact: int
    base_year: int | None
    first_price_year: int | None
    not_moved: Reach
    not_per_resident: Reach
    coverage: dict[str, int]
    covered_wholes: int
    alternatives: tuple[Row, ...]
    example: Example | None
    needs: Row
    parties: int
    bridge: bridge.BridgeView
    measured: tuple[Row, ...] = ()

    def waterfall(self, level: str) -> Waterfall:
        """Return the waterfall of a level."""
        return next(one for one in self.waterfalls if one.level == level)


def build(store: Store, _filters: Filters) -> MethodView:
    """Work out the method page's numbers; the link's filters play no part, the rules hold for all records."""
    prices = store.one("SELECT max(year) AS last, min(year) AS first FROM years WHERE price_factor IS NOT NULL")
    return MethodView(
        waterfalls=tuple(waterfall(store, level) for level in LEVELS),
        tiers=_tiers(store),
        stages=_stages(store),
        year_kinds=_year_kinds(store),
        inexact=money(store, Filters()).inexact,
        base_year=prices["last"],
        first_price_year=prices["first"],
        not_moved=_unmeasured(store, "real_kzt"),
        not_per_resident=_unmeasured(store, "per_resident_kzt"),
        coverage={row["coverage"]: row["units"] for row in store.rows(_COVERAGE)},
        covered_wholes=_count(store, "records WHERE list_contains(not_counted_why, 'covered_by_parts')"),
        alternatives=tuple(store.rows(_ALTERNATIVES)),
        example=_example(store, EXAMPLE_WHOLE),
        needs=store.one(_NEEDS),
        parties=_count(store, "parties"),
        bridge=bridge.build(store, Filters()),
        measured=tuple(store.rows("SELECT * FROM measured ORDER BY what DESC, part")),
    )


def waterfall(store: Store, level: str) -> Waterfall:
    """Return what was read at a level, what was left out by reason, what counts; tenge, exact.

    Args:
        store: The snapshot.
        level: local or central.
    """
    total = store.one(_TOTAL, (level,))
    lines = tuple(
        LeftOut(tuple(row["why"]), row["records"], row["without_sum"], row["tenge"])
        for row in store.rows(_LEFT_OUT, (level,))
    )
    return Waterfall(level, total["read"], total["read_kzt"], lines, total["counted"], total["counted_kzt"])


_TOTAL = """
SELECT count(*) AS read, coalesce(sum(amount_kzt), 0) AS read_kzt,
       count(*) FILTER (WHERE counted) AS counted, coalesce(sum(counted_kzt), 0) AS counted_kzt
FROM records WHERE level = ?
"""

_LEFT_OUT = """
SELECT not_counted_why AS why, count(*) AS records, count(*) FILTER (WHERE amount_kzt IS NULL) AS without_sum,
       coalesce(sum(not_counted_kzt), 0) AS tenge
FROM records WHERE level = ? AND len(not_counted_why) > 0
GROUP BY ALL ORDER BY tenge DESC, why
"""

_COVERAGE = "SELECT coverage, count(*) AS units FROM region_years GROUP BY ALL"

_ALTERNATIVES = """
SELECT a.record_id, a.title_en, a.title_ru, a.title_kk, a.title_original,
       least(a.amount_kzt, b.amount_kzt) AS low_kzt, greatest(a.amount_kzt, b.amount_kzt) AS high_kzt
FROM relations r JOIN records a ON a.record_id = r.from_id JOIN records b ON b.record_id = r.to_id
WHERE r.relation = 'alternative' AND list_contains(a.not_counted_why, 'alternative')
ORDER BY high_kzt DESC, a.record_id
"""

_NEEDS = """
SELECT count(*) AS needs, count(*) FILTER (WHERE may_show_range) AS with_range,
       coalesce(sum(costs), 0)::BIGINT AS costs, coalesce(sum(usable_costs), 0)::BIGINT AS usable_costs
FROM needs
"""


def _tiers(store: Store) -> tuple[Row, ...]:
    return tuple(
        store.rows(
            "SELECT tier, count(*) AS records, count(*) FILTER (WHERE counted) AS counted_records "
            "FROM records GROUP BY ALL ORDER BY records DESC, tier"
        )
    )


def _stages(store: Store) -> tuple[Row, ...]:
    return tuple(
        store.rows(
            f"SELECT level, stage, {records_where('TRUE')} AS records, sum(counted_kzt) AS counted_kzt "  # noqa: S608 — ours
            "FROM facts GROUP BY ALL ORDER BY level DESC, stage"
        )
    )


def _year_kinds(store: Store) -> tuple[Row, ...]:
    return tuple(
        store.rows(
            f"SELECT year_kind, {records_where('TRUE')} AS records, sum(counted_kzt) AS counted_kzt "  # noqa: S608 — ours
            "FROM facts WHERE level = 'local' GROUP BY ALL ORDER BY year_kind"
        )
    )


def _unmeasured(store: Store, column: str) -> Reach:
    row = store.one(
        f"SELECT {records_where('TRUE')} AS records, coalesce(sum(counted_kzt), 0) AS counted_kzt "  # noqa: S608 — ours
        f"FROM facts WHERE level = 'local' AND {column} IS NULL"
    )
    return Reach(row["records"], row["counted_kzt"])


def _count(store: Store, rows: str) -> int:
    return int(store.one(f"SELECT count(*) AS rows FROM {rows}")["rows"])  # noqa: S608 — texts are ours


def _example(store: Store, whole_id: str) -> Example | None:
    columns = "record_id, title_en, title_ru, title_kk, title_original, amount_kzt, counted_kzt"
    whole = store.rows(f"SELECT {columns} FROM records WHERE record_id = ?", (whole_id,))  # noqa: S608 — columns are ours
    parts = store.rows(
        f"SELECT {columns} FROM records WHERE record_id IN "  # noqa: S608 — columns are ours
        "(SELECT from_id FROM relations WHERE relation = 'part_of' AND to_id = ?) ORDER BY amount_kzt, record_id",
        (whole_id,),
    )
    return Example(whole[0], tuple(parts)) if whole and parts else None
