"""Lists every view that can be taken as a file."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dashboard.exports.akims import AKIMS
from dashboard.exports.compare import COMPARE
from dashboard.exports.corrections import CORRECTIONS
from dashboard.exports.customer import CUSTOMER
from dashboard.exports.export import Export
from dashboard.exports.lists import DATA, NEEDS, OPEN
from dashboard.exports.parties import CONTRACTOR, CONTRACTORS, CUSTOMERS
from dashboard.exports.places import REGION_PAGE, REGIONS
from dashboard.exports.promises import PROMISES
from dashboard.exports.records import RECORD, RECORDS
from dashboard.exports.spending import OVERVIEW, YEARS
from dashboard.exports.systems import SYSTEM_PAGE, SYSTEMS

EXPORTS: Final[Mapping[str, Export]] = MappingProxyType(
    {
        one.key: one
        for one in (
            OVERVIEW,
            REGIONS,
            REGION_PAGE,
            CUSTOMERS,
            CUSTOMER,
            CONTRACTORS,
            CONTRACTOR,
            YEARS,
            RECORDS,
            RECORD,
            SYSTEMS,
            SYSTEM_PAGE,
            PROMISES,
            OPEN,
            NEEDS,
            AKIMS,
            COMPARE,
            CORRECTIONS,
            DATA,
        )
    }
)
"""Key of a view → its export."""
