"""Owns what a column of an export is: its name, kind, unit and meaning, that of the published tables where it can."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import dataframely as dy
import polars as pl

from pipelines.marks import N_
from pipelines.schemas import CONTENT

Kind = Literal["text", "integer", "decimal", "date", "partial_date", "yes_no", "list"]

LANGUAGES: Final = ("kk", "ru", "en")
MONEY_DIGITS: Final = 2
PER_RESIDENT_DIGITS: Final = 6

_NAMES: Final[Mapping[str, str]] = {
    "kk": N_("Name, Kazakh"),
    "ru": N_("Name, Russian"),
    "en": N_("Name, English"),
}
# The end of a column's name says its unit: a rule of the tables (pipelines/schemas).
_UNITS: Final[Mapping[str, str]] = {"kzt": "KZT", "usd": "USD", "pct": "percent", "year": "year"}
_YEARS: Final = frozenset({"year_from", "year_to", "first_year", "last_year"})
_PARTLY_PRINTED: Final = frozenset({"period_start", "period_end", "date", "source_date"})
_CODES: Final = frozenset(
    {
        "category",
        "headline_group",
        "kind",
        "stage",
        "tier",
        "level",
        "state",
        "method",
        "nature",
        "side",
        "stance",
        "system_kind",
    }
)
"""Columns of codes that have names in three languages."""
_IDS: Final[Mapping[str, str]] = {
    "region": "region",
    "place": "place",
    "customer_id": "customer",
    "contractor_id": "contractor",
    "system_id": "system",
    "need_id": "need",
}
"""Columns of ids → what the columns of their names begin with."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column of an export.

    Attributes:
        name: Name of the column, the same in all forms and for ever.
        kind: What its values are; a partial_date is YYYY, YYYY-MM or YYYY-MM-DD.
        about: What it means, in English, a text of the catalogs.
        measured: Its sums are in the measure that the link asks for.
        digits: Digits after the point of a decimal.
    """

    name: str
    kind: Kind
    about: str
    measured: bool = False
    digits: int = MONEY_DIGITS

    @property
    def unit(self) -> str | None:
        """Return the unit of its numbers: KZT, USD, percent, year; nothing where there is none."""
        return "year" if self.name in _YEARS else _UNITS.get(self.name.rpartition("_")[2])

    @property
    def dtype(self) -> pl.DataType:
        """Return the type of the column in a frame."""
        if self.kind == "decimal":
            return pl.Decimal(18, self.digits)
        return _DTYPES[self.kind]


_DTYPES: Final[Mapping[str, pl.DataType]] = {
    "text": pl.String(),
    "partial_date": pl.String(),
    "integer": pl.Int64(),
    "date": pl.Date(),
    "yes_no": pl.Boolean(),
    "list": pl.List(pl.String()),
}


def of_table(table: str, *columns: str) -> tuple[Field, ...]:
    """Return columns of a published table as fields, each code and id followed by its names in three languages."""
    described = CONTENT[table].columns()
    return tuple(one for name in columns for one in named(_field(name, described[name])))


def named(field: Field) -> Iterator[Field]:
    """Return a field, and after a code or an id the fields of its names."""
    yield field
    stem = name_stem(field.name)
    if stem:
        for language in LANGUAGES:
            yield Field(f"{stem}_{language}", "text", _NAMES[language])


def name_stem(column: str) -> str | None:
    """Return what the names of a code or id begin with; nothing for a column that has none."""
    return column if column in _CODES else _IDS.get(column)


def _field(name: str, column: dy.Column) -> Field:
    about = column.description or ""
    if isinstance(column, dy.Decimal):
        return Field(name, "decimal", about, digits=column.scale)
    if name in _PARTLY_PRINTED:
        return Field(name, "partial_date", about)
    return Field(name, _KINDS[type(column).__name__], about)


_KINDS: Final[Mapping[str, Kind]] = {
    "String": "text",
    "Bool": "yes_no",
    "Int8": "integer",
    "Int16": "integer",
    "Int64": "integer",
    "List": "list",
}

MEASURE: Final = Field("measure", "text", N_("What the sums are told in: nominal, real or per_resident"))
MONEY: Final = (
    Field("counted_kzt", "decimal", N_("Counted money, committed and planned together"), measured=True),
    Field("committed_kzt", "decimal", N_("Contracts, payments and yearly costs"), measured=True),
    Field("planned_kzt", "decimal", N_("Budgets, plans and lot estimates"), measured=True),
    Field("records", "integer", N_("Records counted here")),
    Field("unmeasured", "integer", N_("Records of them that the measure can't be told for; not in the sums")),
    Field("unmeasured_kzt", "decimal", N_("Tenge of those records, prices as printed")),
    Field("inexact", "integer", N_("Records whose sum is about, more than, almost or a range")),
    MEASURE,
)
"""The columns of counted money, in the order of all exports."""
PERIOD: Final = (
    Field("year_from", "integer", N_("First budget year; empty if not known")),
    Field("year_to", "integer", N_("Last budget year")),
)
