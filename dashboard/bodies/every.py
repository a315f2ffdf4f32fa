"""The bodies of all pages, by key: what a face that draws any page looks up."""

from collections.abc import Mapping
from typing import Final

from dashboard.bodies import (
    about,
    changes,
    contractor,
    contractors,
    data,
    method,
    needs,
    open,  # noqa: A004 — named as its page is
    overview,
    record,
    records,
    region,
    regions,
    years,
)
from dashboard.body import MakeBody

BODIES: Final[Mapping[str, MakeBody]] = {
    "overview": overview.body,
    "years": years.body,
    "regions": regions.body,
    "region": region.body,
    "contractors": contractors.body,
    "contractor": contractor.body,
    "records": records.body,
    "record": record.body,
    "open": open.body,
    "needs": needs.body,
    "changes": changes.body,
    "data": data.body,
    "method": method.body,
    "about": about.body,
}
