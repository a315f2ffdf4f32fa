"""Which columns of the published tables point to keys of others: checked before publishing, told in data packages."""

REFERENCES: dict[tuple[str, str], tuple[str, str]] = {
    ("records", "source_id"): ("sources", "source_id"),
    ("records", "region"): ("regions", "region"),
    ("records", "place"): ("places", "place"),
    ("records", "customer_id"): ("parties", "party_id"),
    ("records", "contractor_id"): ("parties", "party_id"),
    ("records", "system_id"): ("systems", "system_id"),
    ("spend", "record_id"): ("records", "record_id"),
    ("relations", "from_id"): ("records", "record_id"),
    ("relations", "to_id"): ("records", "record_id"),
    ("unit_costs", "need_id"): ("needs", "need_id"),
    ("unit_costs", "source_id"): ("sources", "source_id"),
    ("need_evidence", "need_id"): ("needs", "need_id"),
    ("need_evidence", "source_id"): ("sources", "source_id"),
    ("appeals", "source_id"): ("sources", "source_id"),
    ("appeal_needs", "need_id"): ("needs", "need_id"),
    ("statements", "source_id"): ("sources", "source_id"),
    ("promises", "source_id"): ("sources", "source_id"),
    ("akim_ratings", "rating_id"): ("ratings", "rating_id"),
    ("places", "region"): ("regions", "region"),
}
"""(table, column) → (table, column): every value on the left exists on the right, or is missing."""
