"""The way from all rows of the procurement register to the total of a link: what leaves at each step, rows and tenge.

Every step is asked for by itself; at each milestone the steps before it must make, to the row and to the tiyn, what
the milestone's own question answers. So a line that is wrong or missing raises instead of being shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dashboard.filters import Filters, Where, where
from dashboard.store import Row, Store
from dashboard.views.money import NOTHING, WHY, money
from dashboard.views.regions import main_level

RAW, OURS, REGISTER, TOTAL = "raw", "ours", "register", "total"
ROW_STEPS: Final = ("superseded", "deleted", "not_concluded", "held_back", "other_topics", "unknown_buyers")
EVIDENCE: Final = ("register", "official", "audit", "press")
RAW_KEYS: Final = frozenset({"region", "place", "level", "from", "to", "customer"})
"""Keys of a link that rows of the register know; what else a link asks for takes off records at a later step."""

CONTRACTS: Final = "tier = 'register' AND starts_with(source_id, 'goszakup-')"
"""Records made of the register's rows; contracts written down by hand are evidence from elsewhere."""


class BridgeError(ValueError):
    """Raised when the steps do not make a milestone: the snapshot contradicts itself."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the waterfall.

    Attributes:
        code: raw, ours, register or total for a milestone; else what is taken off or added.
        rows: Rows (later: records) that the step takes off (below 0) or adds; of a milestone, those that are there.
        kzt: The same in tenge.
        rows_after: Rows there are after the step.
        kzt_after: Tenge there are after it.
        is_milestone: Whether the step is a sum of all before it.
        why: Reason for which records are not counted, a code of `not_counted_why`; "" where none is written.
    """

    code: str
    rows: int
    kzt: Decimal
    rows_after: int
    kzt_after: Decimal
    is_milestone: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class BridgeView:
    """The waterfall of a link, of the one level that its main figures are of.

    Attributes:
        loaded: Whether the register was read at all; where not, there are no steps.
        steps: In the order of reading, milestones among them.
        both_levels: The link asks for both levels: central bodies leave at a step of their own.
        years: Whether the link asks for some years.
    """

    loaded: bool
    steps: tuple[Step, ...] = ()
    both_levels: bool = False
    years: bool = False

    def milestone(self, code: str) -> Step:
        """Return a milestone; raises KeyError where the register was not read."""
        return {step.code: step for step in self.steps if step.is_milestone}[code]


@dataclass(frozen=True, slots=True)
class _Move:
    """What a step takes off or adds, or what a milestone must come to."""

    code: str
    rows: int
    kzt: Decimal
    is_milestone: bool = False
    why: str = ""


def _milestone(code: str, rows: int, kzt: Decimal) -> _Move:
    return _Move(code, rows, kzt, is_milestone=True)


def build(store: Store, filters: Filters) -> BridgeView:
    """Work out the waterfall of a link in prices as printed.

    Raises:
        BridgeError: The steps do not add up.
    """
    if not store.one("SELECT count(*) AS rows FROM bridge")["rows"]:
        return BridgeView(loaded=False)
    asked = filters.with_(measure="nominal", counted="")
    main = main_level(asked)
    moves = [*_of_rows(store, asked), *_of_contracts(store, asked, main), *_of_evidence(store, main)]
    years = filters.year_from is not None or filters.year_to is not None
    return BridgeView(loaded=True, steps=tuple(_run(moves)), both_levels=asked != main, years=years)


def _run(moves: Iterable[_Move]) -> Iterator[Step]:
    """Add the moves up; a milestone must be what was come to."""
    rows, kzt = 0, NOTHING
    for number, move in enumerate(moves):
        if number and move.is_milestone:
            if (rows, kzt) != (move.rows, move.kzt):
                raise BridgeError(
                    f"the steps up to {move.code!r} leave {rows} rows with {kzt} tenge, but there are {move.rows} with "
                    f"{move.kzt}; check the snapshot and publish it again"
                )
        else:
            rows, kzt = rows + move.rows, kzt + move.kzt
        yield Step(move.code, move.rows, move.kzt, rows, kzt, move.is_milestone, move.why)


def _raw(filters: Filters) -> Where:
    """Write the condition for what rows of the register know; it stands over `bridge` and over `records` alike."""
    known = Filters(
        level=filters.level,
        region=filters.region,
        place=filters.place,
        customer=filters.customer,
        year_from=filters.year_from,
        year_to=filters.year_to,
    )
    return where(known, counted_only=False)


def _rest(filters: Filters) -> Where:
    """Write the condition for all else that the link asks for."""
    return where(filters, counted_only=False, leave_out=RAW_KEYS)


def _of_rows(store: Store, filters: Filters) -> Iterator[_Move]:
    condition = _raw(filters)
    found = store.rows(
        f"SELECT step, sum(rows)::BIGINT AS rows, sum(sum_kzt) AS kzt FROM bridge WHERE {condition.sql} "  # noqa: S608 — ours
        "GROUP BY step",
        condition.params,
    )
    by_step = {row["step"]: (row["rows"], row["kzt"]) for row in found}
    everything = list(by_step.values())
    yield _milestone(RAW, sum(rows for rows, _ in everything), sum((kzt for _, kzt in everything), NOTHING))
    for step in ROW_STEPS:
        rows, kzt = by_step.get(step, (0, NOTHING))
        yield _Move(step, -rows, -kzt)


STATED: Final = "coalesce(signed_kzt, amount_kzt)"


def _of_contracts(store: Store, asked: Filters, main: Filters) -> Iterator[_Move]:
    """Go from the contracts of our topics, with the sums they state, to the register's part of the total."""
    signed = _contracts(store, asked)
    yield _milestone(OURS, signed["records"], signed["stated"])
    contracts = _contracts(store, main) if asked != main else signed
    if asked != main:
        yield _Move("central", contracts["records"] - signed["records"], contracts["stated"] - signed["stated"])
    yield _Move("ended_early", 0, contracts["amount"] - contracts["stated"])
    yield from _not_counted(store, main)
    yield _Move("outside", -contracts["outside"], -contracts["outside_kzt"])
    shares = _shares(store, main)
    yield _Move("shares", shares["records"], shares["kzt"])
    register = _register_total(store, main)
    yield _milestone(REGISTER, register["records"], register["kzt"])


def _contracts(store: Store, filters: Filters) -> Row:
    """Return the contracts whose years all lie in those asked for: their sums, and what the rest of the link drops."""
    raw, rest = _raw(filters), _rest(filters)
    return store.one(
        f"""
        SELECT count(*) AS records, coalesce(sum({STATED}), 0) AS stated, coalesce(sum(amount_kzt), 0) AS amount,
               count(*) FILTER (WHERE counted AND NOT asked_for) AS outside,
               coalesce(sum(counted_kzt) FILTER (WHERE counted AND NOT asked_for), 0) AS outside_kzt
        FROM (SELECT *, coalesce({rest.sql}, FALSE) AS asked_for FROM records WHERE {CONTRACTS} AND {raw.sql})
        """,  # noqa: S608 — conditions hold marks only
        (*rest.params, *raw.params),
    )


def _not_counted(store: Store, filters: Filters) -> Iterator[_Move]:
    condition = _raw(filters)
    rows = store.rows(
        f"""
        SELECT {WHY} AS why, count(*) FILTER (WHERE NOT counted) AS records,
               coalesce(sum(not_counted_kzt), 0) AS kzt
        FROM records WHERE {CONTRACTS} AND {condition.sql} AND (NOT counted OR not_counted_kzt <> 0)
        GROUP BY why ORDER BY kzt DESC, why
        """,  # noqa: S608 — the condition holds marks only
        condition.params,
    )
    for row in rows:
        yield _Move("not_counted", -row["records"], -row["kzt"], why=row["why"])


def _shares(store: Store, filters: Filters) -> Row:
    """Return what divided contracts whose years reach beyond those asked for bring into them."""
    asked, whole = where(filters, prefix="f"), _raw(filters)
    return store.one(
        f"""
        SELECT count(DISTINCT f.record_id) AS records, coalesce(sum(f.counted_kzt), 0) AS kzt
        FROM facts f
        WHERE {asked.sql} AND f.record_id IN (
            SELECT record_id FROM records WHERE {CONTRACTS} AND split AND NOT coalesce({whole.sql}, FALSE))
        """,  # noqa: S608 — conditions hold marks only
        (*asked.params, *whole.params),
    )


def _register_total(store: Store, filters: Filters) -> Row:
    condition = where(filters, prefix="f")
    return store.one(
        f"""
        SELECT count(DISTINCT f.record_id) AS records, coalesce(sum(f.counted_kzt), 0) AS kzt
        FROM facts f WHERE {condition.sql} AND f.record_id IN (SELECT record_id FROM records WHERE {CONTRACTS})
        """,  # noqa: S608 — the condition holds marks only
        condition.params,
    )


def _of_evidence(store: Store, filters: Filters) -> Iterator[_Move]:
    """Add what other evidence brings, then come to the total that every page shows for the link."""
    condition = where(filters, prefix="f")
    rows = store.rows(
        f"""
        SELECT f.tier, count(DISTINCT f.record_id) AS records, sum(f.counted_kzt) AS kzt
        FROM facts f
        WHERE {condition.sql} AND f.record_id NOT IN (SELECT record_id FROM records WHERE {CONTRACTS}) GROUP BY f.tier
        """,  # noqa: S608 — the condition holds marks only
        condition.params,
    )
    by_tier = {row["tier"]: row for row in rows}
    for tier in EVIDENCE:
        if tier in by_tier:
            yield _Move(f"from_{tier}", by_tier[tier]["records"], by_tier[tier]["kzt"])
    total = money(store, filters)
    yield _milestone(TOTAL, total.records, total.total)
