"""The bodies of all pages, by key: what a face that draws any page looks up."""

from collections.abc import Mapping
from typing import Final

from dashboard.bodies import (
    about,
    akims,
    changes,
    compare,
    contractor,
    contractors,
    corrections,
    customer,
    customers,
    data,
    hearing,
    method,
    needs,
    open,  # noqa: A004 — named as its page is
    overview,
    promises,
    question,
    record,
    records,
    region,
    regions,
    system,
    systems,
    years,
)
from dashboard.body import MakeBody

BODIES: Final[Mapping[str, MakeBody]] = {
    "overview": overview.body,
    "regions": regions.body,
    "region": region.body,
    "customers": customers.body,
    "customer": customer.body,
    "contractors": contractors.body,
    "contractor": contractor.body,
    "systems": systems.body,
    "system": system.body,
    "promises": promises.body,
    "years": years.body,
    "records": records.body,
    "record": record.body,
    "open": open.body,
    "needs": needs.body,
    "akims": akims.body,
    "compare": compare.body,
    "question": question.body,
    "hearing": hearing.body,
    "changes": changes.body,
    "corrections": corrections.body,
    "data": data.body,
    "method": method.body,
    "about": about.body,
}
