"""What editions of an older form lack, and what stands for it, so that every kept edition opens in today's form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipelines.schemas.columns import CONTENT_VERSION

Default = bool | int | str | tuple[()] | None
"""What stands in a column that an edition lacks: nothing known (None), a value that was true then, or an empty list."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Tables and columns that a form lacks; the tables are empty, the columns hold one value in every row."""

    tables: frozenset[str] = frozenset()
    columns: Mapping[tuple[str, str], Default] = field(default_factory=dict)

    def of(self, table: str) -> frozenset[str]:
        """Return the columns of a table that the form lacks."""
        return frozenset(column for one, column in self.columns if one == table)


FORMS: Final[Mapping[str, Lack]] = {
    # Before the procurement register was read: no contract was divided between its years, none had a signed sum.
    "1.0": Lack(
        frozenset({"bridge", "open_items", "party_facts", "supplier_lists", "payments", "acts", "run_regions"}),
        {
            ("records", "category_evidence"): (),
            ("records", "signed_kzt"): None,
            ("records", "split"): False,
            ("spend", "part"): 0,
            ("runs", "finished_at"): None,
            ("runs", "exit_code"): None,
            ("runs", "sentence"): None,
            ("runs", "rows_in"): None,
            ("runs", "rows_changed"): None,
            ("runs", "rows_quarantined"): None,
            ("runs", "records_added"): None,
            ("runs", "records_changed"): None,
            ("runs", "records_gone"): None,
        },
    ),
    # Before changes were kept for longer than a night.
    "1.1": Lack(frozenset({"events"})),
    # Before promises were read out of texts, and before corrections, counts of open appeals and of mentions.
    "1.2": Lack(
        frozenset(
            {"appeal_weeks", "corrections", "measured", "mention_indicators", "mention_method", "mention_periods"}
        ),
        {
            ("regions", "neighbours"): (),
            ("records", "disputed"): False,
            ("records", "reply_id"): None,
            ("akim_ratings", "place_by"): None,
            ("akim_ratings", "year_inferred"): False,
            ("promises", "value_low"): None,
            ("promises", "value_high"): None,
            ("promises", "origin"): "hand",
            ("promises", "quote"): None,
        },
    ),
    CONTENT_VERSION: Lack(),
}
"""Every form ever published, the oldest first, and what it lacks that the next one has. Lines are only added."""


def is_known(schema_version: str) -> bool:
    """Tell whether an edition of this form can be brought into today's; one newer than the code can't."""
    return schema_version in FORMS


def lacked(schema_version: str) -> Lack:
    """Return all that a form lacks against today's.

    Raises:
        KeyError: The form is not known.
    """
    if schema_version not in FORMS:
        raise KeyError(schema_version)
    versions = list(FORMS)
    since = [FORMS[version] for version in versions[versions.index(schema_version) :]]
    return Lack(
        frozenset().union(*(one.tables for one in since)),
        {place: value for one in since for place, value in one.columns.items()},
    )
