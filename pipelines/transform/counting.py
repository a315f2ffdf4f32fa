"""Owns the counting rule: which records enter totals, and with how many tenge.

The functions follow the numbered steps of the rule: leave out (1), same money (3), alternatives (4),
parts (5). Levels (2) are counted alike and only shown apart; years (6) live in `years.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from pipelines.transform.relation_graph import CountingError, Pair, edges_between, in_order, joined, reachable, targets

__all__ = ["REJECTION_WORDS", "CountingError", "count", "rejected"]

KZT = pl.Decimal(18, 2)
NOTHING = Decimal("0.00")

SAME_AS, STAGE_OF, PART_OF, ALTERNATIVE = "same_as", "stage_of", "part_of", "alternative"
RELATION_WORDS = (SAME_AS, STAGE_OF, PART_OF, ALTERNATIVE)

CONTRACTED, SPENT, PLANNED = "contracted", "spent", "planned"
POOLS = {"contract": CONTRACTED, "annual_cost": CONTRACTED, "spent": SPENT}
TIERS = {"register": 0, "official": 1, "audit": 2, "press": 3}
CONFIDENCES = {"high": 0, "medium": 1, "low": 2}
LAST = 9
OF_THE_REGISTER = (0, TIERS["register"])
"""Exact, and of the register: how the evidence of such a member begins."""

REJECTION_WORDS = {
    "unknown_relation": f"uses none of the words {', '.join(RELATION_WORDS)}; write one of them",
    "no_such_records": "has two ends that are no records; add the records or drop the relation",
    "no_such_from": "starts at an id that is no record; add the record or drop the relation",
    "no_such_to": "ends at an id that is no record; add the record or drop the relation",
    "points_at_itself": "ties a record to itself; drop the relation",
}


@dataclass(frozen=True)
class Member:
    """A record that some relation names, with what decides which of a group stands for the money."""

    record_id: str
    pool: str
    is_finished: bool
    amount_kzt: Decimal
    could_count: bool
    evidence: tuple[int, int, int, int]


@dataclass(frozen=True)
class Outcome:
    """What one record brings into totals, in tenge, and the code and records that explain the rest."""

    counted_kzt: Decimal
    why: str | None = None
    explained_by: tuple[str, ...] = ()


Members = Mapping[str, Member]
Groups = Mapping[str, str]
PairsByWord = Mapping[str, list[Pair]]


def count(records: pl.DataFrame, relations: pl.DataFrame) -> pl.DataFrame:
    """Count every record once, by the published rule.

    Time grows with records, relations and pairs of a whole and a part beneath it.

    Args:
        records: One row per record: record_id, kind, nature, state, adjacent, amount_kzt (tenge, null where
            the source names no sum), amount_precision, tier, confidence, category.
        relations: One row per relation: from_id, to_id, relation. Repeated rows change nothing.

    Returns:
        One row per record, sorted by record_id: counted (enters totals), counted_kzt, not_counted_kzt (null
        without a sum), not_counted_why (codes) and counted_with (the record that stands for it, the other
        alternatives, or the parts counted beneath it). The two sums add up to amount_kzt.

    Raises:
        CountingError: When a relation is one that `rejected` names, relations go in a circle, an id repeats
            or an amount is below zero.
    """
    _demand_sound(records, relations)
    pairs = _pairs_by_word(relations)
    judged = records.with_columns(not_counted_why=_reasons_to_leave_out())
    outcomes = _outcomes(_members(judged, pairs), pairs)
    return _adding_up(_with_outcomes(judged, outcomes)).drop("amount_kzt")


def rejected(records: pl.DataFrame, relations: pl.DataFrame) -> pl.DataFrame:
    """Name the relations that `count` refuses one by one.

    Circles are not among them: no single relation of a circle is the wrong one, so `count` raises.

    Args:
        records: One row per record, with record_id.
        relations: One row per relation: from_id, to_id, relation.

    Returns:
        One row per unusable relation, sorted: from_id, to_id, relation, reason (a key of `REJECTION_WORDS`).
        To drop them, anti-join on the first three with `nulls_equal=True`.
    """
    known = records["record_id"].implode()
    lacks_from = ~pl.col("from_id").is_in(known).fill_null(value=False)
    lacks_to = ~pl.col("to_id").is_in(known).fill_null(value=False)
    is_known_word = pl.col("relation").is_in(RELATION_WORDS).fill_null(value=False)
    reason = pl.coalesce(
        pl.when(~is_known_word).then(pl.lit("unknown_relation")),
        pl.when(lacks_from & lacks_to).then(pl.lit("no_such_records")),
        pl.when(lacks_from).then(pl.lit("no_such_from")),
        pl.when(lacks_to).then(pl.lit("no_such_to")),
        pl.when(pl.col("from_id") == pl.col("to_id")).then(pl.lit("points_at_itself")),
    )
    named = relations.select("from_id", "to_id", "relation", reason=reason)
    return named.filter(pl.col("reason").is_not_null()).sort(pl.all())


def _demand_sound(records: pl.DataFrame, relations: pl.DataFrame) -> None:
    doubled = records.filter(pl.col("record_id").is_duplicated())["record_id"].unique().sort()
    if doubled.len():
        raise CountingError(f"Ids stand on several rows: {', '.join(doubled)}. Keep one row per record.")
    below_zero = records.filter(pl.col("amount_kzt") < 0)["record_id"].sort()
    if below_zero.len():
        raise CountingError(f"Amounts below zero: {', '.join(below_zero)}. Put these records in quarantine.")
    refused = rejected(records, relations)
    if refused.height:
        faults = [
            f"{row['from_id']} {row['relation']} {row['to_id']} {REJECTION_WORDS[row['reason']]}"
            for row in refused.iter_rows(named=True)
        ]
        raise CountingError(f"Relations that cannot be counted: {'. '.join(faults)}.")


def _pairs_by_word(relations: pl.DataFrame) -> dict[str, list[Pair]]:
    """Sort and deduplicate, so that neither order nor repetition of the input can matter."""
    pairs: dict[str, list[Pair]] = {word: [] for word in RELATION_WORDS}
    for word, start, end in sorted(set(relations.select("relation", "from_id", "to_id").iter_rows())):
        pairs[word].append((start, end))
    return pairs


def _reasons_to_leave_out() -> pl.Expr:
    """Step 1: name every reason for which a record cannot count, whatever its relations."""
    nature, state = pl.col("nature").fill_null("unknown"), pl.col("state")
    return pl.concat_list(
        pl.when(nature != "purchase").then(pl.format("nature_{}", nature)),
        pl.when(pl.col("adjacent")).then(pl.lit("adjacent")),
        pl.when(state.is_in(["cancelled", "refused", "not_concluded"])).then(state),
        pl.when(pl.col("amount_kzt").is_null()).then(pl.lit("no_amount")),
    ).list.drop_nulls()


def _members(judged: pl.DataFrame, pairs: PairsByWord) -> dict[str, Member]:
    """Take only records that relations name into Python: all others count in full or not at all."""
    named = pl.Series(sorted({record_id for word in pairs.values() for pair in word for record_id in pair}))
    rows = judged.filter(pl.col("record_id").is_in(named.cast(pl.String).implode())).sort("record_id")
    return {row["record_id"]: _member(row) for row in rows.iter_rows(named=True)}


def _member(row: Mapping[str, object]) -> Member:
    amount = row["amount_kzt"]
    return Member(
        record_id=str(row["record_id"]),
        pool=POOLS.get(str(row["kind"]), PLANNED),
        is_finished=row["state"] == "done",
        amount_kzt=amount if isinstance(amount, Decimal) else NOTHING,
        could_count=not row["not_counted_why"],
        evidence=(
            0 if row["amount_precision"] == "exact" else 1,
            TIERS.get(str(row["tier"]), LAST),
            CONFIDENCES.get(str(row["confidence"]), LAST),
            0 if str(row["category"]).startswith("it.") else 1,
        ),
    )


def _outcomes(members: Members, pairs: PairsByWord) -> dict[str, Outcome]:
    """Carry out steps 3 to 5 for every related record that could count."""
    group_of = joined(members, pairs[SAME_AS] + pairs[STAGE_OF])
    standing = _standing(members, pairs, group_of)
    rivals = _rivals(pairs[ALTERNATIVE], group_of, standing)
    of_group = _remainders(pairs[PART_OF], group_of, standing, rivals)
    outcomes = {}
    for member in filter(lambda member: member.could_count, members.values()):
        group = group_of[member.record_id]
        same_money = Outcome(NOTHING, "same_money", (standing[group].record_id,))
        outcomes[member.record_id] = of_group[group] if member == standing[group] else same_money
    return outcomes


def _standing(members: Members, pairs: PairsByWord, group_of: Groups) -> dict[str, Member]:
    """Step 3: choose, for each group that could count, the one record that stands for its money."""
    twins = joined(members, pairs[SAME_AS])
    later_than_twins = _pools_later(members, pairs[STAGE_OF], twins)
    later_than_itself = _pools_later(members, pairs[STAGE_OF], joined(members, ()))

    def preference(member: Member) -> tuple[object, ...]:
        # The twin of an earlier stage is earlier too; a record's own arrows then part twins of one another.
        twin_is_overtaken = member.pool in later_than_twins[twins[member.record_id]]
        is_overtaken = member.pool in later_than_itself[member.record_id]
        return (twin_is_overtaken, is_overtaken, *member.evidence, member.record_id)

    candidates = defaultdict(list)
    for member in sorted((member for member in members.values() if member.could_count), key=preference):
        candidates[group_of[member.record_id]].append(member)
    return {group: _first_choice(ranked) for group, ranked in candidates.items()}


def _first_choice(ranked: Iterable[Member]) -> Member:
    """Let the register's own contract speak, else a payment only for a contract whose own record is finished."""
    members = list(ranked)
    told = [one for one in members if one.pool != PLANNED and one.evidence[:2] == OF_THE_REGISTER]
    best: dict[str, Member] = {}
    for member in told or members:
        best.setdefault(member.pool, member)
    contracted, spent = best.get(CONTRACTED), best.get(SPENT)
    if contracted and spent:
        return spent if contracted.is_finished else contracted
    return contracted or spent or best[PLANNED]


def _pools_later(members: Members, stages: Iterable[Pair], group_of: Groups) -> dict[str, frozenset[str]]:
    """Tell for each group in which pools a record that could count lies further along the stage arrows.

    Arrows lead on through records that are left out: a cancelled tender between two plans does not undo
    their order.
    """
    pools: dict[str, frozenset[str]] = dict.fromkeys(group_of.values(), frozenset())
    for member in members.values():
        if member.could_count:
            pools[group_of[member.record_id]] |= {member.pool}
    edges = edges_between(stages, group_of)
    after = targets(edges)
    later: dict[str, frozenset[str]] = dict.fromkeys(group_of.values(), frozenset())
    for group in reversed(in_order(edges, STAGE_OF)):
        for following in after.get(group, ()):
            later[group] |= pools[following] | later[following]
    return later


def _rivals(pairs: Iterable[Pair], group_of: Groups, standing: Members) -> dict[str, set[str]]:
    """Step 4: name the standing records of the groups that each group excludes.

    Only where both sides could count. Two sums of one group are the same money already: one of them counts.
    """
    rivals: dict[str, set[str]] = defaultdict(set)
    for one, other in edges_between(pairs, group_of):
        if one in standing and other in standing:
            rivals[one].add(standing[other].record_id)
            rivals[other].add(standing[one].record_id)
    return rivals


def _remainders(
    pairs: Iterable[Pair], group_of: Groups, standing: Members, rivals: Mapping[str, set[str]]
) -> dict[str, Outcome]:
    """Step 5: count each group's standing record, parts before the wholes they lie in."""
    edges = edges_between(pairs, group_of)
    ordered = in_order(edges, PART_OF)
    parts_of = targets((whole, part) for part, whole in edges)
    counted: dict[str, Outcome] = {}
    for group in filter(standing.__contains__, (*ordered, *(standing.keys() - set(ordered)))):
        if group in rivals:
            counted[group] = Outcome(NOTHING, "alternative", tuple(sorted(rivals[group])))
            continue
        beneath = [part for part in reachable(group, parts_of) if part in counted]
        parts = {standing[part].record_id: counted[part].counted_kzt for part in beneath}
        counted[group] = _remainder(standing[group].amount_kzt, parts)
    return counted


def _remainder(amount_kzt: Decimal, parts: Mapping[str, Decimal]) -> Outcome:
    """Leave a whole what its counted parts leave, never below zero."""
    taking = {record_id: counted_kzt for record_id, counted_kzt in parts.items() if counted_kzt > 0}
    if not taking:
        return Outcome(amount_kzt)
    left_kzt = max(amount_kzt - sum(taking.values(), NOTHING), NOTHING)
    return Outcome(left_kzt, "covered_by_parts", tuple(sorted(taking)))


def _with_outcomes(judged: pl.DataFrame, outcomes: Mapping[str, Outcome]) -> pl.DataFrame:
    """Put the outcomes of related records beside the others, which count in full unless left out."""
    codes = pl.List(pl.String)
    related = pl.DataFrame(
        [
            (record_id, outcome.counted_kzt, [outcome.why] if outcome.why else [], list(outcome.explained_by))
            for record_id, outcome in outcomes.items()
        ],
        schema={"record_id": pl.String, "related_kzt": KZT, "related_why": codes, "related_with": codes},
        orient="row",
    )
    stays = pl.col("not_counted_why").list.len() == 0
    alone_kzt = pl.when(stays).then("amount_kzt").otherwise(pl.lit(NOTHING, KZT))
    counted_kzt = pl.coalesce("related_kzt", alone_kzt).cast(KZT)
    return (
        judged.join(related, on="record_id", how="left")
        .select(
            "record_id",
            "amount_kzt",
            counted=counted_kzt > 0,
            counted_kzt=counted_kzt,
            not_counted_kzt=(pl.col("amount_kzt") - counted_kzt).cast(KZT),
            not_counted_why=pl.coalesce("related_why", "not_counted_why"),
            counted_with=pl.coalesce("related_with", pl.lit([], codes)),
        )
        .sort("record_id")
    )


def _adding_up(result: pl.DataFrame) -> pl.DataFrame:
    total = pl.col("counted_kzt") + pl.col("not_counted_kzt")
    broken = result.filter((total != pl.col("amount_kzt")) | (pl.col("not_counted_kzt") < 0))
    if broken.height:
        ids = ", ".join(broken["record_id"].head(5))
        raise AssertionError(f"Counted and left-out tenge do not make the amount: {ids}. The code is wrong.")
    return result
