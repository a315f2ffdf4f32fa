"""One module a source: what it is, licence, cadence, and the form of its rows."""

from pipelines.sources import (
    context,
    corrections,
    geography,
    links,
    measured,
    needs,
    parties,
    party_merges,
    ratings,
    register_facts,
    said,
    spending,
    systems,
)
from pipelines.sources.source import Source

SOURCES: tuple[Source, ...] = (
    geography.SOURCE,
    context.SOURCE,
    parties.SOURCE,
    spending.SOURCE,
    register_facts.SOURCE,
    links.SOURCE,
    party_merges.SOURCE,
    systems.SOURCE,
    said.PROMISES,
    said.STATEMENTS,
    said.OBSERVATIONS,
    said.HEARINGS,
    corrections.SOURCE,
    needs.NEEDS,
    needs.EVIDENCE,
    needs.APPEALS,
    ratings.SOURCE,
    measured.SOURCE,
)
