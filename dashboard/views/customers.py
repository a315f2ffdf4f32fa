"""Who buys: counted money by buyer, committed and planned apart, and bodies of which only something else is known."""

from dashboard.filters import Filters
from dashboard.store import Row, Store
from dashboard.views import parties
from dashboard.views.parties import PartiesView

OBSERVED = """
    SELECT p.*, count(*) AS observations FROM parties p
    JOIN observations o ON o.about_kind = 'body' AND o.about_id = p.party_id
    WHERE NOT p.is_customer AND NOT p.is_contractor GROUP BY ALL ORDER BY p.party_id
"""


def build(store: Store, filters: Filters) -> PartiesView:
    """Answer who buys."""
    return parties.build(store, filters, "customer")


def observed(store: Store, _: Filters) -> list[Row]:
    """Return the bodies that stand in no record but of which something was counted; the same for all links.

    Returns:
        Rows of parties with `observations`: how many such facts are known.
    """
    return store.rows(OBSERVED)
