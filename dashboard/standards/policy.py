"""What the OCDS files hold, what they leave out and why, in three languages: the publication policy."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dashboard import labels
from dashboard.snapshots import Snapshot
from dashboard.standards.about import Publication
from dashboard.standards.ocds import TIER
from dashboard.table_files import find_table
from dashboard.words import LANGUAGES, Words, words


@dataclass(frozen=True, slots=True)
class Held:
    """How many records the OCDS files hold, and how many they leave out by kind of evidence."""

    told: int
    left_out: Mapping[str, int]


def held(snapshot: Snapshot) -> Held:
    """Count the records of an edition by what the OCDS files make of them."""
    table = find_table(snapshot, "records")
    tiers = pl.scan_parquet(table.path).group_by("tier").len().sort("tier").collect() if table else pl.DataFrame()
    counts = dict(tiers.iter_rows()) if table else {}
    return Held(counts.pop(TIER, 0), counts)


def policy(published: Publication) -> str:
    """Return the policy as plain text, one language after the other."""
    counted = held(published.snapshot)
    parts = ("\n\n".join(_paragraphs(words(code), published, counted)) for code in LANGUAGES)
    return "\n\n* * *\n\n".join(parts) + "\n"


def _paragraphs(tr: Words, published: Publication, counted: Held) -> list[str]:
    left = [f"- {labels.tier(tr, tier)}: {tr.number(count)}" for tier, count in counted.left_out.items()]
    told = [
        tr("Publication policy of the OCDS files, data edition %(id)s", id=published.snapshot.id),
        tr("The files hold contracts read in the procurement register: %(count)s.", count=tr.number(counted.told)),
        tr("Left out, for they are reports and no contracting processes; the data package has them:"),
        "\n".join(left) or "-",
        tr(
            "Each contract is one process, with the number of its first row in the register: the tables do not say "
            "which contracts one announcement led to. Each edition tells a contract in one release, as it stands; its "
            "id changes when anything in it does. Sums include value added tax; earlier sums of a contract that a "
            "supplementary agreement replaced are not published."
        ),
        tr(
            "The status «terminated» says only that a contract has come to a close, early or not. Two-stage tenders "
            "and framework agreements are told as «open», for the tables keep them with open tenders."
        ),
        tr(
            "Private persons and sole traders are never named: they have an id for that one contract, and the field "
            "«withheldInformation» says so."
        ),
    ]  # fmt: skip
    return told + [_preview(tr)] * published.is_preview


def _preview(tr: Words) -> str:
    return tr(
        "This is a preview: the prefix ocds-xxxxxx is not registered with the Open Contracting Partnership. Do not "
        "keep the ids."
    )
