"""Owns which report kept by hand describes which contract of the register, so that the money counts once.

Certain pairs become relations; all else that looks alike goes to a list for people and changes no total. Decisions
in links.jsonl outweigh both. Names of private persons are in neither frame, so none is compared or written.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.schemas import PLANNED_KINDS
from pipelines.sources.links import LinkRow
from pipelines.transform.counting import SAME_AS, STAGE_OF
from pipelines.transform.match_blocks import KZT, blocked, together
from pipelines.transform.match_decisions import Decided, decided_links, decision_rows, without_circles
from pipelines.transform.match_evidence import (
    Common,
    MatchRules,
    Pair,
    Party,
    compare,
    doubts,
    party_book,
    sentence,
    worth_a_look,
)
from pipelines.transform.relation_graph import joined

REFUSED = ("cancelled", "refused")
NEVER_CONCLUDED = ("not_concluded", *REFUSED)
COUNTRY = "national"

RELATIONS = pl.Schema({name: pl.String() for name in ("from_id", "to_id", "relation", "why")})
REVIEW = pl.Schema(
    {
        "record_id": pl.String(),
        "contract_id": pl.String(),
        "score": pl.Int16(),
        "doubts": pl.String(),
        "sum": pl.String(),
        "report_kzt": KZT,
        "contract_kzt": KZT,
        "supplier": pl.String(),
        "supplier_likeness": pl.Float64(),
        "buyer": pl.String(),
        "buyer_likeness": pl.Float64(),
        "place": pl.String(),
        "years": pl.String(),
        "report_years": pl.String(),
        "contract_years": pl.String(),
        "category": pl.String(),
        "report_title": pl.String(),
        "contract_title": pl.String(),
    }
)


@dataclass(frozen=True, slots=True)
class Links:
    """What the matching found.

    Attributes:
        relations: Rows for the table of relations: same_as, stage_of (from a plan to its contract), part_of.
        review: One row per pair for people, in no total.
        unresolved: Decisions kept by hand that name no known report or contract, in words.
    """

    relations: pl.DataFrame
    review: pl.DataFrame
    unresolved: tuple[str, ...]


def link(
    reports: pl.DataFrame,
    contracts: pl.DataFrame,
    parties: pl.DataFrame,
    relations: pl.DataFrame,
    decisions: Iterable[LinkRow] = (),
    rules: MatchRules | None = None,
) -> Links:
    """Find which reports describe which contracts of the register.

    Args:
        reports: Records kept by hand, in the form of `schemas.Records`; those of tier register are passed over.
        contracts: Records of the register in the same form, one row per contract chain, ids
            `register-<root id>`. Optional columns: contract_number; signed_kzt, the signed sum where amount_kzt is
            only what was paid.
        parties: One row per party of both: party_id, name_ru, name_kk, variants, bin, party_type.
        relations: Relations known already: what they tie together is left alone.
        decisions: Decisions kept by hand.
        rules: Thresholds.

    Returns:
        Relations of certain pairs and decisions, pairs to review, decisions that could not be followed.
    """
    rules = rules or MatchRules()
    reports, contracts = _reports(reports), _contracts(contracts)
    decided, unresolved = decided_links(list(decisions), reports, contracts)
    pairs = _judged_pairs(reports, contracts, parties, rules)
    open_pairs = _still_open(pairs, relations, decided)
    certain, doubtful = _sorted_out(open_pairs, _groups(reports, relations))
    rows, circles = without_circles([*decision_rows(decided, reports), *map(_relation, certain)], relations)
    doubtful += [(pair, ["makes_a_circle"]) for pair in certain if (pair.record_id, pair.contract_id) in circles]
    told = {pair.record_id for pair in certain} | {one.record_id for one in decided if one.decision != "different"}
    parts = together(reports.filter(~pl.col("record_id").is_in(sorted(told))), contracts, rules)
    return Links(
        relations=pl.DataFrame(rows, schema=RELATIONS).unique().sort(pl.all()),
        review=_review(doubtful, parts, reports, contracts),
        unresolved=tuple(unresolved),
    )


def _reports(reports: pl.DataFrame) -> pl.DataFrame:
    is_ours = (pl.col("nature") == "purchase") & ~pl.col("adjacent") & (pl.col("region") != COUNTRY)
    return reports.filter(is_ours & (pl.col("tier") != "register"))


def _contracts(contracts: pl.DataFrame) -> pl.DataFrame:
    is_real = ~pl.col("state").is_in(NEVER_CONCLUDED) & (pl.col("nature") == "purchase") & ~pl.col("adjacent")
    lacking = [
        pl.lit(None, kind).alias(name)
        for name, kind in (("signed_kzt", KZT), ("contract_number", pl.String))
        if name not in contracts.columns
    ]
    return contracts.with_columns(lacking).filter(is_real & pl.col("amount_kzt").is_not_null())


def _judged_pairs(
    reports: pl.DataFrame, contracts: pl.DataFrame, parties: pl.DataFrame, rules: MatchRules
) -> list[Pair]:
    """Compare every blocked pair; keep those that a person should at least see."""
    columns = [
        "record_id", "level", "kind", "state", "customer_id", "contractor_id", "contractor_private", "place",
        "category", "amount_kzt", "year_from", "year_to",
    ]  # fmt: skip
    near = blocked(reports, contracts, rules).join(reports.select(columns), on="record_id")
    both = near.join(contracts.select(columns), left_on="contract_id", right_on="record_id", suffix="_c")
    ids = [both[name] for name in ("customer_id", "contractor_id", "customer_id_c", "contractor_id_c")]
    book = party_book(parties, pl.concat(ids).drop_nulls())
    pairs = (_pair(row, book, rules) for row in both.sort("record_id", "contract_id").iter_rows(named=True))
    return [pair for pair in pairs if worth_a_look(pair)]


def _pair(row: Mapping[str, Any], book: Mapping[str, Party], rules: MatchRules) -> Pair:
    customer, supplier = (
        compare(book.get(row[role]), book.get(row[f"{role}_c"]), rules) for role in ("customer_id", "contractor_id")
    )
    if supplier.word == "unknown" and row["contractor_private"] != row["contractor_private_c"]:
        supplier = _person_or_company(row)
    named = book.get(row["customer_id"])
    return Pair(
        record_id=row["record_id"],
        contract_id=row["contract_id"],
        relation=STAGE_OF if row["kind"] in PLANNED_KINDS else SAME_AS,
        sum_word=row["sum_word"],
        report_kzt=row["amount_kzt"],
        contract_kzt=row["contract_kzt"],
        customer=customer,
        supplier=supplier,
        is_umbrella=named is not None and named.is_akimat,
        place=_places(row["place"], row["place_c"]),
        years="unknown" if row["year_from"] is None else "overlap",
        category=_categories(row["category"], row["category_c"]),
        report_years=(row["year_from"], row["year_to"]),
        contract_years=(row["year_from_c"], row["year_to_c"]),
        level_differs=row["level"] != row["level_c"],
        report_is_off=row["state"] in REFUSED,
    )


def _person_or_company(row: Mapping[str, Any]) -> Common:
    """Part a private person, who has no name here, from a company; nothing is known where no supplier is told."""
    told = [row[f"contractor_id{side}"] or row[f"contractor_private{side}"] for side in ("", "_c")]
    return Common("different" if all(told) else "unknown")


def _places(one: str | None, other: str | None) -> str:
    if one is None or other is None:
        return "same" if one == other else "unknown"
    return "same" if one == other else "different"


def _categories(one: str, other: str) -> str:
    if one == other:
        return "same"
    return "same_branch" if one.split(".")[0] == other.split(".")[0] else "different"


def _groups(reports: pl.DataFrame, relations: pl.DataFrame) -> dict[str, str]:
    """Name the group of each report: reports held for the same money are one."""
    ties = relations.filter(pl.col("relation").is_in([SAME_AS, STAGE_OF])).select("from_id", "to_id").rows()
    return joined({*reports["record_id"], *(record for tie in ties for record in tie)}, ties)


def _sorted_out(pairs: Sequence[Pair], group_of: Mapping[str, str]) -> tuple[list[Pair], list[tuple[Pair, list[str]]]]:
    """Part certain pairs from doubtful ones: a pair with a rival as good is not certain."""
    by_report, by_contract = defaultdict(list), defaultdict(list)
    for pair in pairs:
        if pair.has_strong_party:
            by_report[group_of[pair.record_id]].append(pair)
            by_contract[pair.contract_id].append(pair)
    certain, doubtful = [], []
    for pair in pairs:
        group = group_of[pair.record_id]
        others = {one.contract_id for one in by_report[group] if one.rank <= pair.rank} - {pair.contract_id}
        tellers = {group_of[one.record_id] for one in by_contract[pair.contract_id] if one.rank <= pair.rank} - {group}
        found = doubts(pair) + ["several_contracts"] * bool(others) + ["several_reports"] * bool(tellers)
        if found:
            doubtful.append((pair, found))
        else:
            certain.append(pair)
    return certain, doubtful


def _still_open(pairs: Iterable[Pair], relations: pl.DataFrame, decided: Iterable[Decided]) -> list[Pair]:
    """Leave out pairs that a relation or a decision has settled, and reports whose one contract is decided."""
    settled = {frozenset(pair) for pair in relations.select("from_id", "to_id").iter_rows()}
    settled |= {frozenset((one.record_id, one.contract_id)) for one in decided}
    taken = {one.record_id for one in decided if one.decision == "same"}
    return [
        pair
        for pair in pairs
        if frozenset((pair.record_id, pair.contract_id)) not in settled and pair.record_id not in taken
    ]


def _relation(pair: Pair) -> dict[str, str]:
    return {
        "from_id": pair.record_id,
        "to_id": pair.contract_id,
        "relation": pair.relation,
        "why": sentence(pair),
    }


def _review(
    doubtful: Iterable[tuple[Pair, list[str]]],
    together: pl.DataFrame,
    reports: pl.DataFrame,
    contracts: pl.DataFrame,
) -> pl.DataFrame:
    rows = [_review_row(pair, found) for pair, found in doubtful]
    seen = {(row["record_id"], row["contract_id"]) for row in rows}
    rows += [
        row | {"score": 0, "doubts": "only_together", "sum": "together"}
        for row in together.iter_rows(named=True)
        if (row["record_id"], row["contract_id"]) not in seen
    ]
    titles = [
        frame.select("record_id", title=pl.coalesce("title_ru", "title_kk", "title_original"))
        for frame in (reports, contracts)
    ]
    laid = pl.DataFrame([{name: row.get(name) for name in REVIEW} for row in rows], schema=REVIEW)
    laid = laid.drop("report_title", "contract_title")
    laid = laid.join(titles[0].rename({"title": "report_title"}), on="record_id", how="left")
    laid = laid.join(
        titles[1].rename({"title": "contract_title", "record_id": "contract_id"}), on="contract_id", how="left"
    )
    return laid.select(REVIEW.names()).sort(-pl.col("score"), "record_id", "contract_id")


def _review_row(pair: Pair, found: Iterable[str]) -> dict[str, object]:
    return {
        "record_id": pair.record_id,
        "contract_id": pair.contract_id,
        "score": pair.score,
        "doubts": "; ".join(found),
        "sum": pair.sum_word,
        "report_kzt": pair.report_kzt,
        "contract_kzt": pair.contract_kzt,
        "supplier": pair.supplier.word,
        "supplier_likeness": pair.supplier.likeness,
        "buyer": "akimat_as_a_whole" if pair.is_umbrella and pair.customer.word == "different" else pair.customer.word,
        "buyer_likeness": pair.customer.likeness,
        "place": pair.place,
        "years": pair.years,
        "report_years": _span(pair.report_years),
        "contract_years": _span(pair.contract_years),
        "category": pair.category,
    }


def _span(years: tuple[int | None, int | None]) -> str | None:
    first, last = years
    return None if first is None else str(first) if first == last else f"{first}-{last}"


def write_review(path: Path, rows: pl.DataFrame) -> None:
    """Write a list for people as CSV, so that the same rows always make the same bytes.

    Args:
        path: The file; an older one is replaced as a whole.
        rows: Pairs of reports and contracts, or of parties.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.new")
    rows.unique().sort(pl.all(), nulls_last=True).write_csv(unfinished)
    unfinished.replace(path)
