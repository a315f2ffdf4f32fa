"""Own the names of the codes in the tables: what a reader sees for `media.info_order`, `lot_estimate` or `ppp`.

Every function takes a translator and a code. An unknown code reads "Other" (never raw), a missing one "Not stated".
"""

from collections.abc import Mapping
from typing import Final

from dashboard.words import Words
from pipelines.marks import N_

CATEGORIES: Final = {
    "media": N_("Media"),
    "media.info_order": N_("State information order"),
    "media.monitoring": N_("Media and social network monitoring"),
    "media.smm": N_("Social media management (SMM)"),
    "media.media_centre": N_("Media centre"),
    "media.event_promo": N_("Image events and films"),
    "media.print_outdoor": N_("Print and outdoor advertising"),
    "media.tv_radio": N_("TV and radio"),
    "media.survey": N_("Opinion surveys"),
    "media.other": N_("Other media"),
    "it": N_("IT"),
    "it.appeals_platform": N_("Appeals platform"),
    "it.development": N_("System development"),
    "it.support": N_("Support and maintenance"),
    "it.hardware": N_("Computers and equipment"),
    "it.licences": N_("Software licences"),
    "it.telecom": N_("Internet and communications"),
    "it.video_surveillance": N_("Video surveillance"),
    "it.gis": N_("Geoportals and city cadastre"),
    "it.contact_centre": N_("Contact centre (109, iKomek)"),
    "it.smart_city": N_("Smart city"),
    "it.mobile_app": N_("Mobile app"),
    "it.other": N_("Other IT"),
}
GROUPS: Final = {
    "media": N_("Media"),
    "software": N_("Software and services"),
    "cameras": N_("Cameras and devices"),
}
KINDS: Final = {
    "contract": N_("Contract"),
    "spent": N_("Paid"),
    "annual_cost": N_("Cost per year"),
    "budget": N_("Budget allocation"),
    "plan": N_("Planned"),
    "lot_estimate": N_("Lot estimate"),
}
STAGES: Final = {"committed": N_("Contracts and payments"), "planned": N_("Plans and budgets")}
TIERS: Final = {
    "register": N_("Procurement portal"),
    "official": N_("Official statement"),
    "audit": N_("State audit, prosecutor or court"),
    "press": N_("Press report"),
}
LEVELS: Final = {
    "local": N_("Local level"),
    "central": N_("Central level"),
    "all": N_("Both levels, local and central"),
}
SIDES: Final = {
    "customer": N_("Buyer (customer)"),
    "contractor": N_("Supplier"),
    "citizens": N_("Residents"),
    "journalist": N_("Journalists"),
    "auditor": N_("Auditors, prosecutors and other checking bodies"),
    "court": N_("Court"),
}
STANCES: Final = {
    "reply": N_("Reply"),
    "objection": N_("Objection"),
    "finding": N_("Finding of a check"),
    "outcome": N_("How it ended"),
}
STATES: Final = {
    "announced": N_("Announced, nothing later known"),
    "in_force": N_("In force"),
    "done": N_("Completed"),
    "cancelled": N_("Cancelled"),
    "refused": N_("Payment refused"),
    "not_concluded": N_("Not concluded"),
    "ended_early": N_("Ended early"),
    "unknown": N_("State not known"),
}
METHODS: Final = {
    "open_tender": N_("Open tender"),
    "price_quotations": N_("Request for price quotations"),
    "single_source": N_("From a single source"),
    "single_source_after_failure": N_("Single source after a failed purchase"),
    "ppp": N_("Public-private partnership"),
    "state_task": N_("State task"),
    "other": N_("Another method"),
}
NATURES: Final = {
    "purchase": N_("Purchase"),
    "aggregate": N_("Sum of many purchases"),
    "unit_price": N_("Price of one unit"),
    "loss_or_finding": N_("Loss or finding of a check"),
    "stated_need": N_("Stated need"),
    "residents_money": N_("Residents' own money"),
    "private_outlay": N_("Outlay of a private company"),
}
SYSTEM_KINDS: Final = {
    "appeals_platform": N_("Platform for residents' appeals"),
    "city_cameras": N_("City cameras"),
    "contact_centre": N_("Contact centre"),
    "e_archive": N_("Electronic archive"),
    "e_ticketing": N_("Electronic tickets in buses"),
    "film": N_("Film"),
    "geoportal": N_("Geoportal"),
    "health_platform": N_("Health platform"),
    "housing_service": N_("Service for owners of flats"),
    "media_centre": N_("Media centre of an akimat"),
    "online_monitoring": N_("Monitoring of the internet and social networks"),
    "police_recorders": N_("Video recorders of the police"),
    "portal": N_("Official web site"),
    "public_warning": N_("Warning of the population"),
    "school_elearning": N_("Electronic learning in schools"),
    "school_security": N_("Security of schools"),
    "smart_city": N_("Smart city as a whole"),
    "smart_stop": N_("Smart bus stops"),
    "smm": N_("Social media management"),
    "traffic_cameras": N_("Traffic cameras"),
    "traffic_lights": N_("Smart traffic lights"),
    "volunteer_app": N_("App for volunteers"),
}
"""Kinds of named things bought (`systems.kind`)."""
NOT_COUNTED: Final = {
    "nature_aggregate": N_("Not in the total: the sum covers many buyers or things, so no one purchase can be told."),
    "nature_unit_price": N_("Not in the total: the source gives only the price of one unit."),
    "nature_loss_or_finding": N_("Not in the total: the sum is a loss or a finding of a check, not a purchase."),
    "nature_stated_need": N_("Not in the total: the sum says what is needed, not what was bought."),
    "nature_residents_money": N_("Not in the total: this is residents' own money, not the budget's."),
    "nature_private_outlay": N_("Not in the total: this is a private company's outlay, not the budget's."),
    "adjacent": N_("Not in the total: near the topic and shown apart (decoration, concerts, celebrations)."),
    "cancelled": N_("Not in the total: the purchase was cancelled."),
    "refused": N_("Not in the total: the buyer refused to pay."),
    "no_amount": N_("Not in the total: the source gives no sum in tenge."),
    "same_money": N_("Not in the total: the same money is already counted in another record."),
    "alternative": N_("Not in the total: sources give different sums for one thing, so a range is shown."),
    "covered_by_parts": N_("Not in the total: its parts are counted one by one and make up the whole sum."),
    "ended_early": N_("Not in the total: the contract was ended early and no payment is known."),
    "not_concluded": N_("Not in the total: the contract was not concluded."),
    "held_back": N_("Not in the total: held back until the row is mended."),
}


def category(tr: Words, code: str | None) -> str:
    """Name a category: `media`, `it` or one of their parts."""
    return _label(tr, CATEGORIES, code)


def group(tr: Words, code: str | None) -> str:
    """Name a headline group: media, software, cameras."""
    return _label(tr, GROUPS, code)


def kind(tr: Words, code: str | None) -> str:
    """Name what the amount is: contract, spent, budget and so on."""
    return _label(tr, KINDS, code)


def stage(tr: Words, code: str | None) -> str:
    """Name the two halves of every total: committed, planned."""
    return _label(tr, STAGES, code)


def tier(tr: Words, code: str | None) -> str:
    """Name how well a record is evidenced."""
    return _label(tr, TIERS, code)


def level(tr: Words, code: str | None) -> str:
    """Name whose money it is: local, central, all (both)."""
    return _label(tr, LEVELS, code)


def side(tr: Words, code: str | None) -> str:
    """Name who made a statement."""
    return _label(tr, SIDES, code)


def stance(tr: Words, code: str | None) -> str:
    """Name what a statement is: reply, objection, finding, outcome."""
    return _label(tr, STANCES, code)


def state(tr: Words, code: str | None) -> str:
    """Name how far a purchase has come."""
    return _label(tr, STATES, code)


def method(tr: Words, code: str | None) -> str:
    """Name the procurement method."""
    return _label(tr, METHODS, code)


def nature(tr: Words, code: str | None) -> str:
    """Name what a record reports: a purchase, a unit price, a finding and so on."""
    return _label(tr, NATURES, code)


def system_kind(tr: Words, code: str | None) -> str:
    """Name the kind of a named thing bought: traffic cameras, geoportal and so on."""
    return _label(tr, SYSTEM_KINDS, code)


def not_counted(tr: Words, code: str | None) -> str:
    """Say in one sentence why a record is not in the totals; an unknown reason says only that it is not."""
    return tr(NOT_COUNTED[code]) if code in NOT_COUNTED else tr("Not in the total.")


def _label(tr: Words, labels: Mapping[str, str], code: str | None) -> str:
    if not code:
        return tr("Not stated")
    return tr(labels[code]) if code in labels else tr("Other")
