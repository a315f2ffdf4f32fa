"""Regions, towns and districts: codes, names, the forms that sentences need, and other spellings."""

from pipelines.marks import N_
from pipelines.sources.source import CsvRow, Day, Slug, Source


class RegionRow(CsvRow):
    """One region or city of republican significance, the country, or a retired region."""

    slug: Slug
    kato: str | None
    iso: str | None
    type: str
    name_en: str
    name_ru: str
    name_kk: str
    short_en: str
    short_ru: str
    short_kk: str
    in_en: str
    in_ru: str
    in_kk: str
    of_en: str
    of_ru: str
    of_kk: str
    capital_en: str | None = None
    capital_ru: str | None = None
    capital_kk: str | None = None
    capital_kato: str | None = None
    valid_from: Day | None
    valid_to: Day | None
    split_from: str | None
    aliases: str | None


class PlaceRow(CsvRow):
    """One town or district in present borders."""

    slug: Slug
    kato: str
    type: str
    region: Slug
    name_en: str
    name_ru: str
    name_kk: str
    in_en: str | None
    in_ru: str | None
    in_kk: str | None
    aliases: str | None


class NeighbourRow(CsvRow):
    """The regions that share a border with one, in present borders; made by scripts/neighbours.py."""

    slug: Slug
    neighbours: str


SOURCE = Source(
    name="geography",
    about=N_("Regions, towns and districts with their codes, names and spellings"),
    licence=N_("Bureau of National Statistics of Kazakhstan: free reuse with a reference to the source"),
    cadence=N_("when borders or names change"),
    home="https://stat.gov.kz/ru/classifiers/statistical/21/",
    folder="geo",
    files={"regions.csv": RegionRow, "neighbours.csv": NeighbourRow, "places.csv": PlaceRow},
    keys={"regions.csv": "slug", "neighbours.csv": "slug", "places.csv": "slug"},
)
