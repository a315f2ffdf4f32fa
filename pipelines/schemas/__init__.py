"""Every published table: columns, types, units, keys and what each column means.

The dictionary on the site, the data package and the checks before publishing are all made from this package; it is,
with `pipelines.folding` and `pipelines.marks`, all that the read side may import from the pipelines.
Money is tenge in Decimal(18, 2), exact. Texts end in their language. Dates that sources print in part are text
(YYYY, YYYY-MM or YYYY-MM-DD).
"""

import dataframely as dy

from pipelines.schemas.bodies import (
    Hearings,
    Observations,
    Parties,
    PartyCases,
    PartyYears,
    Promises,
    Statements,
    Systems,
)
from pipelines.schemas.columns import (
    COMMITTED_KINDS,
    CONTENT_VERSION,
    GROUPS,
    KINDS,
    LANGUAGES,
    LEVELS,
    METHODS,
    NATURES,
    PLANNED_KINDS,
    PRECISIONS,
    RELATIONS,
    STATES,
    TIERS,
    YEAR_KINDS,
)
from pipelines.schemas.context import AkimRatings, Places, Ratings, Regions, RegionYears, Years
from pipelines.schemas.housekeeping import Changes, Datasets, Quarantine, Runs, Seen, Sources
from pipelines.schemas.money import Records, Relations, Spend
from pipelines.schemas.needs import AppealCategories, AppealNeeds, Appeals, NeedEvidence, Needs, UnitCosts

CONTENT: dict[str, type[dy.Schema]] = {
    "records": Records,
    "spend": Spend,
    "relations": Relations,
    "parties": Parties,
    "party_years": PartyYears,
    "party_cases": PartyCases,
    "statements": Statements,
    "promises": Promises,
    "observations": Observations,
    "hearings": Hearings,
    "systems": Systems,
    "needs": Needs,
    "unit_costs": UnitCosts,
    "need_evidence": NeedEvidence,
    "appeals": Appeals,
    "appeal_categories": AppealCategories,
    "appeal_needs": AppealNeeds,
    "regions": Regions,
    "places": Places,
    "region_years": RegionYears,
    "years": Years,
    "ratings": Ratings,
    "akim_ratings": AkimRatings,
    "sources": Sources,
    "datasets": Datasets,
    "quarantine": Quarantine,
}

HISTORY: dict[str, type[dy.Schema]] = {"runs": Runs, "changes": Changes, "seen": Seen}

__all__ = [
    "COMMITTED_KINDS",
    "CONTENT",
    "CONTENT_VERSION",
    "GROUPS",
    "HISTORY",
    "KINDS",
    "LANGUAGES",
    "LEVELS",
    "METHODS",
    "NATURES",
    "PLANNED_KINDS",
    "PRECISIONS",
    "RELATIONS",
    "STATES",
    "TIERS",
    "YEAR_KINDS",
    "AkimRatings",
    "AppealCategories",
    "AppealNeeds",
    "Appeals",
    "Changes",
    "Datasets",
    "Hearings",
    "NeedEvidence",
    "Needs",
    "Observations",
    "Parties",
    "PartyCases",
    "PartyYears",
    "Places",
    "Promises",
    "Quarantine",
    "Ratings",
    "Records",
    "RegionYears",
    "Regions",
    "Relations",
    "Runs",
    "Seen",
    "Sources",
    "Spend",
    "Statements",
    "Systems",
    "UnitCosts",
    "Years",
]
