"""Terms of office, without names."""

from datetime import date
from typing import NamedTuple


class Term(NamedTuple):
    """One term of office.

    Attributes:
        region: Slug of the region.
        since: First day in office.
        until: Last day in office; nothing while it lasts.
    """

    region: str
    since: date
    until: date | None
