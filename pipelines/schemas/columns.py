"""The fixed words of the tables and the few kinds of columns they are made of."""

import dataframely as dy

CONTENT_VERSION = "1.3"
LANGUAGES = ("en", "ru", "kk")


def text(about: str) -> dy.String:
    """Text column that may be missing."""
    return dy.String(nullable=True, description=about)


def code(about: str, *values: str, nullable: bool = False) -> dy.String:
    """Text column that holds one of a few fixed words, or any word where none are given."""
    return dy.String(nullable=nullable, regex=f"^({'|'.join(values)})$" if values else None, description=about)


def key(about: str) -> dy.String:
    """Text column that is (part of) the table's key."""
    return dy.String(primary_key=True, description=about)


def flag(about: str) -> dy.Bool:
    """Yes-or-no column, never missing."""
    return dy.Bool(nullable=False, description=about)


def money(about: str, *, nullable: bool = True, signed: bool = False) -> dy.Decimal:
    """Tenge, exact to the tiyn."""
    return dy.Decimal(18, 2, nullable=nullable, min=None if signed else 0, description=about)


def year_of(about: str, *, primary_key: bool = False, nullable: bool = True) -> dy.Int16:
    """Calendar or budget year."""
    return dy.Int16(
        primary_key=primary_key, nullable=nullable and not primary_key, min=1990, max=2100, description=about
    )


def whole(about: str, *, nullable: bool = True) -> dy.Int64:
    """Count of something."""
    return dy.Int64(nullable=nullable, min=0, description=about)


def words(about: str) -> dy.List:
    """List of short texts or identifiers, empty rather than missing."""
    return dy.List(dy.String(nullable=False), nullable=False, description=about)


LEVELS = ("local", "central")
TIERS = ("register", "official", "audit", "press")
COMMITTED_KINDS = ("contract", "spent", "annual_cost")
PLANNED_KINDS = ("budget", "plan", "lot_estimate")
KINDS = COMMITTED_KINDS + PLANNED_KINDS
NATURES = (
    "purchase",
    "aggregate",
    "unit_price",
    "loss_or_finding",
    "stated_need",
    "residents_money",
    "private_outlay",
)
STATES = ("announced", "in_force", "done", "cancelled", "refused", "unknown", "not_concluded", "ended_early")
PRECISIONS = ("exact", "about", "more_than", "almost", "range")
YEAR_KINDS = ("one", "several", "unknown")
MEDIA = (
    "media.info_order",
    "media.monitoring",
    "media.smm",
    "media.media_centre",
    "media.event_promo",
    "media.print_outdoor",
    "media.tv_radio",
    "media.survey",
    "media.other",
)
IT = (
    "it.appeals_platform",
    "it.development",
    "it.support",
    "it.hardware",
    "it.licences",
    "it.telecom",
    "it.video_surveillance",
    "it.gis",
    "it.contact_centre",
    "it.smart_city",
    "it.mobile_app",
    "it.other",
)
CATEGORIES = MEDIA + IT
CAMERAS = ("it.video_surveillance", "it.hardware")
GROUPS: dict[str, tuple[str, ...]] = {
    "media": MEDIA,
    "software": tuple(category for category in IT if category not in CAMERAS),
    "cameras": CAMERAS,
}
"""The headline groups: every category is in exactly one."""
GROUP_OF = {category: group for group, categories in GROUPS.items() for category in categories}
"""Full category → its headline group."""


def group_of(category: str) -> str:
    """Tell the headline group of a full category: media, software or cameras.

    Raises:
        ValueError: When there is no such category.
    """
    if category not in GROUP_OF:
        raise ValueError(f"no category is called {category!r}; see CATEGORIES")
    return GROUP_OF[category]


METHODS = (
    "open_tender",
    "price_quotations",
    "single_source",
    "single_source_after_failure",
    "ppp",
    "state_task",
    "other",
)
RELATIONS = ("same_as", "part_of", "stage_of", "alternative")
