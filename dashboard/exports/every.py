"""Lists every view that can be taken as a file."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dashboard.exports.export import Export
from dashboard.exports.lists import DATA, NEEDS, OPEN
from dashboard.exports.parties import CONTRACTOR, CONTRACTORS
from dashboard.exports.places import REGION_PAGE, REGIONS
from dashboard.exports.records import RECORD, RECORDS
from dashboard.exports.spending import OVERVIEW, YEARS

EXPORTS: Final[Mapping[str, Export]] = MappingProxyType(
    {
        one.key: one
        for one in (
            OVERVIEW,
            REGIONS,
            REGION_PAGE,
            CONTRACTORS,
            CONTRACTOR,
            YEARS,
            RECORDS,
            RECORD,
            OPEN,
            NEEDS,
            DATA,
        )
    }
)
"""Key of a view → its export."""
