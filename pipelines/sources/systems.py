"""Named things bought: platforms, centres, camera networks."""

from pipelines.marks import N_
from pipelines.sources.source import Row, Slug, hand_kept


class Words3(Row):
    """A short text in three languages."""

    en: str
    ru: str
    kk: str


class SystemRow(Row):
    """One named thing bought."""

    slug: Slug
    kind: Slug
    name_en: str
    name_ru: str
    name_kk: str
    region: Slug
    place: str
    what_en: str
    what_ru: str
    what_kk: str
    record_ids: list[Slug]
    promised: list[Slug]
    reported_delivered: Words3 | None
    statement_ids: list[Slug]


SOURCE = hand_kept(
    "systems",
    N_("Named things bought, with what sources say they are and what was delivered"),
    {"systems.jsonl": (SystemRow, "slug")},
)
