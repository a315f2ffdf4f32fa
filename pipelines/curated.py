"""Reads all hand-kept files and holds each row to its own form and to the rows it refers to."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.errors import SourceBroken
from pipelines.sources import SOURCES
from pipelines.sources.source import Parsed, Problem, RawFile, Source, duplicates, parse, read_file
from pipelines.transform.places import Gazetteer, gazetteer
from pipelines.transform.register.standing import standing

NEVER_NAMED = "unnamed_contractors.jsonl"
ALL_ELSE_RESTS_ON = ("geography", "context")


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything read: raw files with provenance, good rows by file name, and what is wrong with the rest.

    Attributes:
        raw: File name → the file as read.
        rows: File name → rows that passed every check.
        problems: What is wrong, in words; a problem that blocks keeps its row out of the snapshot.
    """

    raw: dict[str, RawFile]
    rows: dict[str, list[Parsed]]
    problems: list[Problem] = field(default_factory=list)

    def of(self, file: str) -> list[Any]:
        """Return the checked rows of one file."""
        return [parsed.row for parsed in self.rows[file]]

    def gazetteer(self) -> Gazetteer:
        """Return the table of spellings of places."""
        return gazetteer(self.of("regions.csv"), self.of("places.csv"))


def extract(data: Path, sources: Iterable[Source] = SOURCES) -> list[RawFile]:
    """Read every file of the sources, line by line, with its hash.

    Raises:
        SourceBroken: A whole file is missing, unreadable or has other columns.
    """
    return [read_file(source, data, name) for source in sources for name in source.files]


def read_facts(raws: Iterable[RawFile], sources: Iterable[Source] = SOURCES) -> Facts:
    """Check every row of every file: its own form, its id, and the rows it refers to.

    Raises:
        SourceBroken: Not one line of a file has the expected form, or can be used where all else rests on it, or the
            list of names that are never shown has a broken line.
    """
    facts = Facts(raw={}, rows={})
    by_name = {raw.file: raw for raw in raws}
    for source in sources:
        for name, model in source.files.items():
            raw = by_name[f"{source.folder}/{name}"]
            rows, problems = parse(raw, model, source.keys[name])
            problems += duplicates(rows, raw, source.keys[name])
            facts.raw[name], facts.rows[name] = raw, rows
            facts.problems.extend(problems)
    _drop_blocked(facts, facts.problems)
    # A row that goes may leave others pointing at nothing, so look again until nothing more goes.
    while found := [problem for problem in _cross_check(facts) if problem not in facts.problems]:
        facts.problems.extend(found)
        _drop_blocked(facts, found)
    _demand_usable(facts)
    return facts


def _demand_usable(facts: Facts) -> None:
    for name, rows in facts.rows.items():
        file = facts.raw[name].file
        broken = [problem for problem in facts.problems if problem.blocks and problem.file == file]
        if not rows and facts.raw[name].dataset in ALL_ELSE_RESTS_ON:
            raise SourceBroken(f"{file}: not one row can be used. First: {broken[0]}")
        # Held back, such a row would let a private person's name through.
        if name == NEVER_NAMED and broken:
            raise SourceBroken(f"A name that is never shown could not be read, so nothing is published: {broken[0]}")


def _drop_blocked(facts: Facts, problems: Iterable[Problem]) -> None:
    bad = {(problem.file, problem.line) for problem in problems if problem.blocks}
    for name, rows in facts.rows.items():
        facts.rows[name] = [parsed for parsed in rows if (facts.raw[name].file, parsed.line) not in bad]


@dataclass(frozen=True, slots=True)
class _Refers:
    """A field whose value must be an id that exists elsewhere."""

    file: str
    field: str
    values: Callable[[Any], Iterable[str | None]]
    to: str
    blocks: bool = True
    may_be_read: bool = False


READ_IN_THE_REGISTER = {
    "records": re.compile(r"register-[0-9]{1,18}"),
    "parties": re.compile(r"bin-[0-9]{4}[4-6][0-9]{7}"),
}
"""Ids of contracts and bodies that the register brings by night: no file kept by hand has them."""


def _cross_check(facts: Facts) -> Iterator[Problem]:
    known = _known(facts)
    for rule in REFERENCES:
        for parsed in facts.rows[rule.file]:
            for value in rule.values(parsed.row):
                if value is None or value in known[rule.to] or _is_read(rule, value):
                    continue
                yield _problem(facts, rule.file, parsed, rule.field, f"an id of {rule.to}", value, rule.blocks)
    yield from _ids_unique(facts, "spending.jsonl", "register.jsonl")
    yield from _ids_unique(facts, "contractors.jsonl", "customers.jsonl")
    yield from _regions_present(facts)
    yield from _places_exist(facts)
    yield from _statuses_known(facts)


def _is_read(rule: _Refers, value: str) -> bool:
    """Tell whether an id has the form of one that the register brings, where such a one may be meant."""
    form = READ_IN_THE_REGISTER.get(rule.to)
    return bool(rule.may_be_read and form and form.fullmatch(value))


def _ids_unique(facts: Facts, file: str, later: str) -> Iterator[Problem]:
    """Find ids that two files give to different things; the row of the later file is held back."""
    taken = {row.id for row in facts.of(file)}
    for parsed in facts.rows[later]:
        if parsed.row.id in taken:
            yield _problem(facts, later, parsed, "id", f"an id of its own; {file} has this one", parsed.row.id)


def _known(facts: Facts) -> dict[str, set[str]]:
    return {
        "regions.csv": {row.slug for row in facts.of("regions.csv")},
        "places.csv": {row.slug for row in facts.of("places.csv")},
        "contractors.jsonl": {row.id for row in facts.of("contractors.jsonl")},
        "parties": {row.id for name in ("contractors.jsonl", "customers.jsonl") for row in facts.of(name)},
        "systems.jsonl": {row.slug for row in facts.of("systems.jsonl")},
        "records": {row.id for name in ("spending.jsonl", "register.jsonl") for row in facts.of(name)},
        "promises.jsonl": {row.id for row in facts.of("promises.jsonl")},
        "statements.jsonl": {row.id for row in facts.of("statements.jsonl")},
        "needs.jsonl": {row.slug for row in facts.of("needs.jsonl")},
        "unit-costs.jsonl": {row.id for row in facts.of("unit-costs.jsonl")},
        "appeals.jsonl": {row.id for row in facts.of("appeals.jsonl")},
        "appeal_categories.jsonl": {row.category for row in facts.of("appeal_categories.jsonl")},
        "appeal_channels.jsonl": {row.channel for row in facts.of("appeal_channels.jsonl")},
        "ratings.jsonl": {row.rating_id for row in facts.of("ratings.jsonl")},
        "context sources": {row.source_id for row in facts.of("sources.csv")},
    }


def _problem(
    facts: Facts, file: str, parsed: Parsed, name: str, expected: str, came: str, blocks: bool = True
) -> Problem:
    raw = facts.raw[file]
    row_id = next((getattr(parsed.row, key) for key in ("id", "slug", "key") if hasattr(parsed.row, key)), None)
    return Problem(raw.dataset, raw.file, parsed.line, row_id, name, expected, came, parsed.raw, blocks)


def _retired(facts: Facts) -> dict[str, str]:
    return {row.slug: row.valid_to for row in facts.of("regions.csv") if row.valid_to}


def _regions_present(facts: Facts) -> Iterator[Problem]:
    """Find money of regions that are no more: no total and no page would show it."""
    ended = _retired(facts)
    for file in ("spending.jsonl", "register.jsonl"):
        for parsed in facts.rows[file]:
            if (region := parsed.row.region) in ended:
                heirs = "/".join(row.slug for row in facts.of("regions.csv") if row.split_from == region)
                words = f"a present region; {region} ended on {ended[region]}, its places belong to {heirs}"
                yield _problem(facts, file, parsed, "region", words, region)


def _places_exist(facts: Facts) -> Iterator[Problem]:
    places = facts.gazetteer()
    present = places.regions - _retired(facts).keys()
    for file in ("spending.jsonl", "systems.jsonl", "register.jsonl"):
        for parsed in facts.rows[file]:
            if parsed.row.region in present and not places.knows(parsed.row.region, parsed.row.place):
                words = f"a place of {parsed.row.region} that places.csv spells so (the record is shown without a town)"
                yield _problem(facts, file, parsed, "place", words, parsed.row.place, blocks=False)


def _statuses_known(facts: Facts) -> Iterator[Problem]:
    for parsed in facts.rows["register.jsonl"]:
        try:
            standing(parsed.row.status_id, parsed.row.contract_sum_kzt, parsed.row.paid_kzt)
        except ValueError as error:
            yield _problem(facts, "register.jsonl", parsed, "status_id", str(error), str(parsed.row.status_id))


def _about(kind: str) -> Callable[[Any], list[str | None]]:
    return lambda row: [getattr(row.about, kind)]


REFERENCES: tuple[_Refers, ...] = (
    *(
        _Refers(file, "region", lambda row: [row.region], "regions.csv")
        for file in (
            "places.csv",
            "customers.jsonl",
            "spending.jsonl",
            "register.jsonl",
            "systems.jsonl",
            "hearings.jsonl",
            "unit-costs.jsonl",
            "needs-evidence.jsonl",
            "appeals.jsonl",
            "akim-ratings.jsonl",
        )
    ),
    *(
        _Refers(file, "place", lambda row: [row.place], "places.csv")
        for file in ("customers.jsonl", "hearings.jsonl", "unit-costs.jsonl", "needs-evidence.jsonl", "appeals.jsonl")
    ),
    *(
        _Refers(file, "source_id", lambda row: [row.source_id], "context sources")
        for file in ("population.csv", "cpi.csv", "usd_kzt.csv", "mci.csv", "min_wage.csv")
    ),
    _Refers("spending.jsonl", "contractor_id", lambda row: [row.contractor_id], "contractors.jsonl"),
    _Refers("spending.jsonl", "system", lambda row: [row.system], "systems.jsonl"),
    _Refers("relations.jsonl", "from", lambda row: [row.from_], "records"),
    _Refers("relations.jsonl", "to", lambda row: [row.to], "records"),
    _Refers("links.jsonl", "record_id", lambda row: [row.record_id], "records"),
    _Refers("register.jsonl", "part_of", lambda row: row.part_of, "records"),
    _Refers("contractors.jsonl", "record_ids", lambda row: row.record_ids, "records", blocks=False),
    _Refers("systems.jsonl", "record_ids", lambda row: row.record_ids, "records", blocks=False),
    _Refers("systems.jsonl", "promised", lambda row: row.promised, "promises.jsonl", blocks=False),
    _Refers("systems.jsonl", "statement_ids", lambda row: row.statement_ids, "statements.jsonl", blocks=False),
    *(
        _Refers(file, f"about.{kind}", _about(kind), to, may_be_read=True)
        for file in ("promises.jsonl", "statements.jsonl", "observations.jsonl", "corrections.jsonl")
        for kind, to in (("record", "records"), ("system", "systems.jsonl"), ("party", "parties"), ("body", "parties"))
    ),
    _Refers("hearings.jsonl", "about_systems", lambda row: row.about_systems, "systems.jsonl"),
    _Refers("unit-costs.jsonl", "need", lambda row: [row.need], "needs.jsonl"),
    _Refers("unit-costs.jsonl", "same_money_as", lambda row: [row.same_money_as], "unit-costs.jsonl", blocks=False),
    _Refers("needs-evidence.jsonl", "need", lambda row: [row.need], "needs.jsonl"),
    _Refers("appeals.jsonl", "part_of", lambda row: [row.part_of], "appeals.jsonl", blocks=False),
    _Refers(
        "appeals.jsonl",
        "category",
        lambda row: [None if row.category == "all" else row.category],
        "appeal_categories.jsonl",
        blocks=False,
    ),
    _Refers("appeals.jsonl", "channel", lambda row: [row.channel], "appeal_channels.jsonl", blocks=False),
    _Refers("appeal_category_to_need.csv", "need", lambda row: [row.need], "needs.jsonl"),
    _Refers("akim-ratings.jsonl", "rating_id", lambda row: [row.rating_id], "ratings.jsonl"),
)
