"""From checked facts to all published tables: pure, no file, clock or network."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from pipelines.curated import NEVER_NAMED, Facts
from pipelines.schemas import CONTENT
from pipelines.sources.source import Problem
from pipelines.sources.spending import RelationRow
from pipelines.transform import (
    answers,
    citations,
    context,
    measured,
    needs,
    parties,
    places,
    ratings,
    records,
    said,
    years,
)
from pipelines.transform.counting import count
from pipelines.transform.frames import frame
from pipelines.transform.lists import tax_citations
from pipelines.transform.matching import link
from pipelines.transform.outside import Outside, add_outside
from pipelines.transform.party_names import decided_bins
from pipelines.transform.register.facts import RegisterFacts
from pipelines.transform.register.kato import place_finder
from pipelines.transform.register.promised import promises_of
from pipelines.transform.register.told import Told, tell

Tables = dict[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Built:
    """What a run made of the facts.

    Attributes:
        tables: Every content table except `datasets`, which says how the reading went.
        review: Reports and contracts that may be one purchase, for people to decide; they are in no total.
        unresolved: Decisions kept by hand that could not be followed, in words.
    """

    tables: Tables
    review: pl.DataFrame
    unresolved: tuple[str, ...]


def build(facts: Facts, register: RegisterFacts | None = None, outside: Outside | None = None) -> Tables:
    """Build every content table except `datasets`; see `build_all`."""
    return build_all(facts, register, outside).tables


def build_all(facts: Facts, register: RegisterFacts | None = None, outside: Outside | None = None) -> Built:
    """Build every content table except `datasets`, which says how the reading went.

    Args:
        facts: Rows that passed their checks.
        register: What was read of the procurement register; nothing where it never was.
        outside: What was read of the lesser sources; nothing where none is in use.

    Returns:
        Table name → frame in the columns of its schema, sorted by its key; with what people should look at.

    Raises:
        CountingError: Relations run in a circle, so nothing can be counted.
    """
    read = register or RegisterFacts()
    registry, merged, refused = _registry(facts)
    told = tell(
        read,
        registry,
        facts.of("customers.jsonl"),
        facts.of("register.jsonl"),
        place_finder(facts.of("regions.csv"), facts.of("places.csv")),
        _present(facts),
    )
    found, bodies = _found(facts, registry, told, merged)
    kept = records.relations(_relation_rows(facts.of("relations.jsonl")), facts.of("register.jsonl"))
    contracts = _numbered(found.filter(pl.col("tier") == "register"), read, facts)
    links = link(found, contracts, bodies, kept, facts.of("links.jsonl"))
    related = pl.concat([kept, links.relations]).unique(("from_id", "to_id", "relation"), keep="first")
    tables = _bodies(facts) | _needs(facts) | _context(facts) | {"parties": bodies, "relations": related}
    counted = found.join(count(found, related), on="record_id", how="left", validate="1:1")
    divided = years.divided(counted, told.shares)
    tables["records"] = answers.answered(divided, tables["corrections"], tables["statements"])
    tables["spend"] = context.measured(
        years.spend(tables["records"], told.shares),
        _territories(tables["records"], facts),
        facts.of("cpi.csv"),
        facts.of("population.csv"),
    )
    tables["region_years"] = _region_years(facts, tables["records"], tables["spend"], told)
    tables["promises"] = pl.concat([tables["promises"], promises_of(read.purchases, tables["records"])])
    tables["bridge"] = told.bridge(tables["records"])
    tables["open_items"] = told.open_items
    add_outside(tables, outside, read.versions)
    cited = citations.sources([*_citations(facts), *tax_citations(tables["party_years"])])
    tables["sources"] = pl.concat([cited, _cited_contracts(told, tables["records"])])
    never_named = [row.variant for row in facts.of(NEVER_NAMED)]
    blocked = quarantine((problem for problem in facts.problems if problem.blocks), never_named)
    tables["quarantine"] = pl.concat([blocked, held_back(read.held_back)])
    return Built(
        tables={name: in_order(name, table) for name, table in tables.items()},
        review=links.review,
        unresolved=(*refused, *links.unresolved),
    )


def in_order(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """Sort a table by its key, so that the same rows always make the same file."""
    return table.select(CONTENT[name].column_names()).sort(CONTENT[name].primary_key(), nulls_last=True)


def _registry(facts: Facts) -> tuple[parties.Registry, Mapping[str, str], list[str]]:
    """Return the ids of parties, the BINs that people have put to a party, and decisions that can't stand."""
    companies, bodies = facts.of("contractors.jsonl"), facts.of("customers.jsonl")
    registry = parties.registry(companies, bodies, facts.of("unnamed_contractors.jsonl"))
    named = (name for row in facts.of("spending.jsonl") for name in (row.customer, row.contractor))
    bins: dict[str, str | None] = {party: None for name in named if (party := registry.party_id(name))}
    bins |= {row.id: row.bin for row in (*companies, *bodies)}
    merged, refused = decided_bins(facts.of("party_merges.jsonl"), bins)
    return replace(registry, by_bin=registry.by_bin | merged), {party: one for one, party in merged.items()}, refused


def _found(
    facts: Facts, registry: parties.Registry, told: Told, merged: Mapping[str, str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the records of all sources and their parties; a contract the register tells replaces the hand-kept one."""
    read = set(told.records["record_id"])
    kept = [row for row in facts.of("register.jsonl") if row.id not in read]
    by_hand = records.records(facts.of("spending.jsonl"), kept, registry, facts.gazetteer())
    found = pl.concat([by_hand, told.records]).sort("record_id")
    bodies = parties.party_table(found, facts.of("contractors.jsonl"), facts.of("customers.jsonl"), told.parties)
    number = pl.col("party_id").replace_strict(merged, default=None, return_dtype=pl.String)
    return found, bodies.with_columns(bin=pl.coalesce("bin", number))


def _numbered(contracts: pl.DataFrame, read: RegisterFacts, facts: Facts) -> pl.DataFrame:
    """Add the contracts' numbers, by which people may name them; they are in no published table."""
    kept = {row.id: row.contract_number for row in facts.of("register.jsonl")}
    numbers = read.purchases.select(pl.format("register-{}", "chain").alias("record_id"), contract_number="number")
    by_hand = pl.col("record_id").replace_strict(kept, default=None, return_dtype=pl.String)
    return contracts.join(numbers, on="record_id", how="left").with_columns(pl.coalesce("contract_number", by_hand))


def _relation_rows(rows: Iterable[RelationRow]) -> pl.DataFrame:
    return frame(
        ({"from_id": row.from_, "to_id": row.to, "relation": row.relation, "why": row.why} for row in rows),
        CONTENT["relations"],
    )


def _bodies(facts: Facts) -> Tables:
    return {
        "party_years": parties.party_years(facts.of("contractors.jsonl")),
        "party_cases": parties.party_cases(facts.of("contractors.jsonl")),
        "statements": said.statements(facts.of("statements.jsonl")),
        "corrections": answers.corrections(facts.of("corrections.jsonl")),
        "promises": said.promises(facts.of("promises.jsonl")),
        "observations": said.observations(facts.of("observations.jsonl")),
        "hearings": said.hearings(facts.of("hearings.jsonl")),
        "measured": measured.measured(facts.of("measured.jsonl")),
        "systems": said.systems(facts.of("systems.jsonl"), facts.gazetteer()),
    }


def _needs(facts: Facts) -> Tables:
    costs = needs.unit_costs(facts.of("unit-costs.jsonl"))
    return {
        "unit_costs": costs,
        "needs": needs.needs(facts.of("needs.jsonl"), costs),
        "need_evidence": needs.need_evidence(facts.of("needs-evidence.jsonl")),
        "appeals": needs.appeals(facts.of("appeals.jsonl"), facts.of("appeal_channels.jsonl")),
        "appeal_categories": needs.appeal_categories(facts.of("appeal_categories.jsonl")),
        "appeal_needs": needs.appeal_needs(facts.of("appeal_category_to_need.csv")),
    }


def _context(facts: Facts) -> Tables:
    return {
        "regions": places.region_table(facts.of("regions.csv"), facts.of("neighbours.csv")),
        "places": places.place_table(facts.of("places.csv")),
        "years": context.years(
            facts.of("cpi.csv"), facts.of("usd_kzt.csv"), facts.of("mci.csv"), facts.of("min_wage.csv")
        ),
        "ratings": ratings.ratings(facts.of("ratings.jsonl")),
        "akim_ratings": ratings.akim_ratings(facts.of("akim-ratings.jsonl")),
    }


def _territories(found: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Give records of several districts or of a place nobody knows a place of their own: they are not the region."""
    places = facts.gazetteer()
    pairs = found.select("region", "place_as_written").unique()
    whole = [written is None or places.is_whole(region, written) for region, written in pairs.iter_rows()]
    told = found.join(
        pairs.with_columns(pl.Series("is_whole", whole, pl.Boolean)),
        on=["region", "place_as_written"],
        nulls_equal=True,
        maintain_order="left",
    )
    return told.select(
        "record_id", "region", place=pl.coalesce("place", pl.when(~pl.col("is_whole")).then("place_as_written"))
    )


def _present(facts: Facts) -> list[str]:
    return [row.slug for row in facts.of("regions.csv") if not row.valid_to and row.slug != places.COUNTRY]


def _region_years(facts: Facts, found: pl.DataFrame, spend: pl.DataFrame, told: Told) -> pl.DataFrame:
    """Count local records by region and year; a divided contract counts in each of its years with its share."""
    names = ("region", "year_from", "year_to", "counted", "counted_kzt")
    local = found.filter(pl.col("level") == "local")
    divided = local.filter("split").select("record_id", "region", "counted")
    parts = spend.select("record_id", "year_from", "year_to", "counted_kzt").join(divided, on="record_id")
    lines = pl.concat([local.filter(~pl.col("split")).select(names), parts.select(names)])
    return context.region_years(_present(facts), lines, facts.of("population.csv"), told.loaded)


def _cited_contracts(told: Told, found: pl.DataFrame) -> pl.DataFrame:
    return frame((), CONTENT["sources"]).vstack(
        told.citations.join(found.select("source_id"), on="source_id", how="semi").select(
            CONTENT["sources"].column_names()
        )
    )


def _citations(facts: Facts) -> Iterator[Mapping[str, Any]]:
    for file in ("spending.jsonl", "promises.jsonl", "statements.jsonl", "observations.jsonl", "hearings.jsonl"):
        yield from (row.source.model_dump() for row in facts.of(file))
    for file in ("unit-costs.jsonl", "needs-evidence.jsonl", "appeals.jsonl", "akim-ratings.jsonl"):
        yield from (row.citation() for row in facts.of(file))
    yield from (row.source.model_dump() for row in facts.of("corrections.jsonl") if row.source)
    for company in facts.of("contractors.jsonl"):
        yield from (source.model_dump() for source in company.sources)
    yield from (records.register_citation(row) for row in facts.of("register.jsonl"))


REGISTER = "goszakup"
HELD_BACK_FOR = {
    "unknown_status": ("status_id", "a status of the register's reference table"),
    "foreign_currency": ("currency", "a sum in tenge"),
    "no_sum": ("sum_vat_kzt", "a signed sum, and for a contract ended early a paid sum"),
}


def held_back(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row per contract of the register whose money can't be told; numbers only, no words of the buyer."""
    told = [HELD_BACK_FOR[why] for why in rows["why"]]
    came = [
        {"status_id": row["status_id"], "currency": row["currency"]}.get(field)
        for row, (field, _) in zip(rows.iter_rows(named=True), told, strict=True)
    ]
    return frame(
        (
            {
                "dataset": REGISTER,
                "file": "contracts",
                "line": row["id"],
                "row_id": row["number"],
                "field": field,
                "expected": expected,
                "came": "nothing" if value is None else str(value),
                "raw": json.dumps({name: row[name] for name in ("id", "number", "status_id", "currency")}),
            }
            for row, (field, expected), value in zip(rows.iter_rows(named=True), told, came, strict=True)
        ),
        CONTENT["quarantine"],
    )


HIDDEN = "…"


def quarantine(problems: Iterable[Problem], never_named: Iterable[str] = ()) -> pl.DataFrame:
    """Return one row per row held back.

    Args:
        problems: What is wrong; of several problems of one row the first is told, with the fields of all.
        never_named: Names of private persons, hidden wherever they stand.
    """
    names = [form for name in never_named for form in (name, json.dumps(name, ensure_ascii=False)[1:-1])]
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for problem in problems:
        row = rows.setdefault(
            (problem.file, problem.line),
            {
                "dataset": problem.dataset,
                "file": problem.file,
                "line": problem.line,
                "row_id": problem.row_id,
                "field": problem.field,
                "expected": problem.expected,
                "came": _hide(problem.came, names),
                "raw": _hide(problem.raw, names),
            },
        )
        if row["field"] != problem.field:
            row["field"] += f", {problem.field}"
    return frame(rows.values(), CONTENT["quarantine"])


def _hide(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, HIDDEN)
    return text
