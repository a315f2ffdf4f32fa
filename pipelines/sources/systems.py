"""Named things bought: platforms, centres, camera networks."""

from pipelines.marks import N_
from pipelines.sources.source import Row, Slug, Source


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


SOURCE = Source(
    name="systems",
    about=N_("Named things bought, with what sources say they are and what was delivered"),
    licence="CC BY 4.0",
    cadence=N_("when a fact is found"),
    home="data/curated",
    folder="curated",
    files={"systems.jsonl": SystemRow},
    keys={"systems.jsonl": "slug"},
)
