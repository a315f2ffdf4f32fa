"""Every published table: columns, types, units, keys and what each column means.

The dictionary on the site, the data package and the checks before publishing are all made from this package; it is,
with `pipelines.folding` and `pipelines.marks`, all that the read side may import from the pipelines.
Money is tenge in Decimal(18, 2), exact. Texts end in their language. Dates that sources print in part are text
(YYYY, YYYY-MM or YYYY-MM-DD).
"""

import dataframely as dy

from pipelines.marks import N_
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
    CATEGORIES,
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
    group_of,
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

# What each table holds, for readers: the summary of its class, in a form that can be translated.
ABOUT: dict[str, str] = {
    "records": N_(
        "One piece of spending from one source: a contract, plan, budget line, lot estimate, payment or yearly cost."
    ),
    "spend": N_("Tenge of each record that are in the totals, by year. Every total on this site is a sum over it."),
    "relations": N_("Which records report the same or connected money, and why we hold so."),
    "parties": N_("Buyers and suppliers: bodies and companies, never private persons."),
    "party_years": N_("Taxes and debts of companies by year, as sources report them."),
    "party_cases": N_("Court cases of companies, as sources report them."),
    "statements": N_("What each side said about a record, a system or a company, in our words."),
    "promises": N_("Quotas, dates and quantities promised in contracts."),
    "observations": N_("Counted facts about a body or a system: staff, posts, appeals handled."),
    "hearings": N_("Public hearings: who met, about what, what was decided and what stayed open."),
    "systems": N_("Named things bought: a platform, a centre, a camera network."),
    "needs": N_("What residents lack, and what may be shown about its price."),
    "unit_costs": N_("Costs of one unit of a need, each with its source."),
    "need_evidence": N_("Published statements of what is lacking in a place."),
    "appeals": N_("Published counts of residents' appeals to authorities."),
    "appeal_categories": N_("Subjects of appeals as authorities name them, and what we call them."),
    "appeal_needs": N_("Which subjects of appeals speak of which need."),
    "regions": N_("The present regions and cities, the country, and regions that no longer exist."),
    "places": N_("Towns and districts in present borders."),
    "region_years": N_("What is known of a region in a year: coverage, counted money, population."),
    "years": N_("Yearly figures of the whole country that money is set against."),
    "ratings": N_("Published ratings of akims or akimats: who made them and how."),
    "akim_ratings": N_("Places in published ratings, as the sources printed them."),
    "sources": N_("Publications and register entries that we cite."),
    "datasets": N_("Inputs of the nightly run: what each is, its licence, how often it changes."),
    "quarantine": N_("Rows that were held back, and why. Nothing is dropped silently."),
    "runs": N_("The diary of nightly runs."),
    "changes": N_("Records that came, went or changed against the edition before."),
    "seen": N_("First and last day on which each record was published."),
}

__all__ = [
    "ABOUT",
    "CATEGORIES",
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
    "group_of",
]
