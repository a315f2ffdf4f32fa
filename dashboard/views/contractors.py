"""Who is paid: counted money by supplier, committed and planned apart, and what has no named supplier."""

from dashboard.filters import Filters
from dashboard.store import Store
from dashboard.views import parties
from dashboard.views.parties import PartiesView


def build(store: Store, filters: Filters) -> PartiesView:
    """Answer who is paid."""
    return parties.build(store, filters, "contractor")
