"""From checked facts to all published tables: pure, no file, clock or network."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl

from pipelines.curated import NEVER_NAMED, Facts
from pipelines.schemas import CONTENT
from pipelines.sources.source import Problem
from pipelines.sources.spending import RelationRow
from pipelines.transform import citations, context, needs, parties, places, ratings, records, said, years
from pipelines.transform.counting import count
from pipelines.transform.frames import frame

Tables = dict[str, pl.DataFrame]


def build(facts: Facts) -> Tables:
    """Build every content table except `datasets`, which says how the reading went.

    Args:
        facts: Rows that passed their checks.

    Returns:
        Table name → frame in the columns of its schema, sorted by its key.

    Raises:
        CountingError: Relations run in a circle, so nothing can be counted.
    """
    tables = _money(facts) | _bodies(facts) | _needs(facts) | _context(facts)
    tables["parties"] = parties.party_table(
        tables["records"], facts.of("contractors.jsonl"), facts.of("customers.jsonl")
    )
    tables["spend"] = context.measured(
        years.spend(tables["records"]),
        _territories(tables["records"], facts),
        facts.of("cpi.csv"),
        facts.of("population.csv"),
    )
    tables["region_years"] = _region_years(facts, tables["records"])
    tables["sources"] = citations.sources(_citations(facts))
    never_named = [row.variant for row in facts.of(NEVER_NAMED)]
    tables["quarantine"] = quarantine((problem for problem in facts.problems if problem.blocks), never_named)
    return {name: in_order(name, table) for name, table in tables.items()}


def in_order(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """Sort a table by its key, so that the same rows always make the same file."""
    return table.select(CONTENT[name].column_names()).sort(CONTENT[name].primary_key(), nulls_last=True)


def _money(facts: Facts) -> Tables:
    registry = parties.registry(
        facts.of("contractors.jsonl"), facts.of("customers.jsonl"), facts.of("unnamed_contractors.jsonl")
    )
    found = records.records(facts.of("spending.jsonl"), facts.of("register.jsonl"), registry, facts.gazetteer())
    related = records.relations(_relation_rows(facts.of("relations.jsonl")), facts.of("register.jsonl"))
    counted = count(found, related)
    return {"records": found.join(counted, on="record_id", how="left", validate="1:1"), "relations": related}


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
        "promises": said.promises(facts.of("promises.jsonl")),
        "observations": said.observations(facts.of("observations.jsonl")),
        "hearings": said.hearings(facts.of("hearings.jsonl")),
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
        "regions": places.region_table(facts.of("regions.csv")),
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
    written = pl.struct("region", "place_as_written").map_elements(
        lambda one: places.is_whole(one["region"], one["place_as_written"]), return_dtype=pl.Boolean
    )
    return found.select("record_id", "region", place=pl.coalesce("place", pl.when(~written).then("place_as_written")))


def _region_years(facts: Facts, found: pl.DataFrame) -> pl.DataFrame:
    present = [row.slug for row in facts.of("regions.csv") if not row.valid_to and row.slug != places.COUNTRY]
    local = found.filter(pl.col("level") == "local")
    return context.region_years(present, local, facts.of("population.csv"))


def _citations(facts: Facts) -> Iterator[Mapping[str, Any]]:
    for file in ("spending.jsonl", "promises.jsonl", "statements.jsonl", "observations.jsonl", "hearings.jsonl"):
        yield from (row.source.model_dump() for row in facts.of(file))
    for file in ("unit-costs.jsonl", "needs-evidence.jsonl", "appeals.jsonl", "akim-ratings.jsonl"):
        yield from (row.citation() for row in facts.of(file))
    for company in facts.of("contractors.jsonl"):
        yield from (source.model_dump() for source in company.sources)
    yield from (records.register_citation(row) for row in facts.of("register.jsonl"))


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
