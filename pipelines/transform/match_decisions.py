"""Owns what people have decided about reports and contracts, and that new relations never go in a circle."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.schemas import PLANNED_KINDS
from pipelines.sources.links import LinkRow
from pipelines.transform.counting import PART_OF, SAME_AS, STAGE_OF, CountingError
from pipelines.transform.relation_graph import edges_between, in_order, joined


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision whose report and contract are found."""

    record_id: str
    contract_id: str
    decision: str
    why: str


def decided_links(
    decisions: Sequence[LinkRow], reports: pl.DataFrame, contracts: pl.DataFrame
) -> tuple[list[Decided], list[str]]:
    """Find report and contract of every decision; a contract goes by root id or by its number without the version."""
    known = set(reports["record_id"])
    numbers = {row.contract_number for row in decisions if row.contract_number}
    roots = {f"register-{row.root_id}" for row in decisions if row.root_id}
    base = pl.col("contract_number").str.splitn("/", 3)
    number = pl.concat_str(base.struct["field_0"], base.struct["field_1"], separator="/")
    named = contracts.select("record_id", number=number).filter(
        pl.col("number").is_in(sorted(map(_base, numbers))) | pl.col("record_id").is_in(sorted(roots))
    )
    contract_of = {record_id: record_id for record_id in named["record_id"]}
    contract_of |= {number: record_id for record_id, number in named.sort("record_id").iter_rows() if number}
    found, lost = [], []
    for row in sorted(decisions, key=lambda row: row.key):
        contract = contract_of.get(f"register-{row.root_id}" if row.root_id else _base(row.contract_number or ""))
        if row.record_id not in known:
            lost.append(
                f"{row.key}: no report that can be linked has the id {row.record_id}; mend or drop the decision"
            )
        elif contract is None:
            lost.append(f"{row.key}: the register as loaded has no such contract; the decision waits for it")
        else:
            found.append(Decided(row.record_id, contract, row.decision, row.why))
    return found, lost


def _base(number: str) -> str:
    return "/".join(number.split("/")[:2])


def decision_rows(decided: Iterable[Decided], reports: pl.DataFrame) -> list[dict[str, str]]:
    """Turn decisions into relations: the contract is the report's money, or a part of it; «different» makes none."""
    kinds = dict(reports.select("record_id", "kind").iter_rows())
    rows = []
    for one in decided:
        same = STAGE_OF if kinds[one.record_id] in PLANNED_KINDS else SAME_AS
        if one.decision == "same":
            rows.append({"from_id": one.record_id, "to_id": one.contract_id, "relation": same, "why": one.why})
        elif one.decision == PART_OF:
            rows.append({"from_id": one.contract_id, "to_id": one.record_id, "relation": PART_OF, "why": one.why})
    return rows


def without_circles(
    rows: list[dict[str, str]], relations: pl.DataFrame
) -> tuple[list[dict[str, str]], set[tuple[str, str]]]:
    """Drop a new relation that would make known ones go in a circle, which counting refuses."""
    known = list(relations.select("from_id", "to_id", "relation").unique().sort(pl.all()).iter_rows())
    if _is_sound([*known, *((row["from_id"], row["to_id"], row["relation"]) for row in rows)]):
        return rows, set()
    kept, dropped = [], set()
    for row in rows:
        edge = (row["from_id"], row["to_id"], row["relation"])
        if _is_sound([*known, edge]):
            known.append(edge)
            kept.append(row)
        else:
            dropped.add((row["from_id"], row["to_id"]))
    return kept, dropped


def _is_sound(edges: Sequence[tuple[str, str, str]]) -> bool:
    ids = {end for start, stop, _ in edges for end in (start, stop)}
    of = {word: [(start, stop) for start, stop, one in edges if one == word] for word in (SAME_AS, STAGE_OF, PART_OF)}
    try:
        in_order(edges_between(of[STAGE_OF], joined(ids, of[SAME_AS])), STAGE_OF)
        in_order(edges_between(of[PART_OF], joined(ids, of[SAME_AS] + of[STAGE_OF])), PART_OF)
    except CountingError:
        return False
    return True
