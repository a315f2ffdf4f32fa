"""What the register brings to a run: frames taken from the working store, before they become published tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from pipelines.transform.register.purchases import PURCHASES

BRIDGE_ROWS = {
    "customer_bin": pl.String(),
    "year_from": pl.Int16(),
    "year_to": pl.Int16(),
    "step": pl.String(),
    "rows": pl.Int64(),
    "sum_kzt": pl.Decimal(38, 2),
}
SUBJECTS = {
    "bin": pl.String(),
    "name_ru": pl.String(),
    "name_kk": pl.String(),
    "kato": pl.String(),
    "legal_form": pl.String(),
}
HELD_BACK = {
    "id": pl.Int64(),
    "number": pl.String(),
    "status_id": pl.Int16(),
    "currency": pl.String(),
    "why": pl.String(),
    "sum_kzt": pl.Decimal(18, 2),
}
VERSIONS = {"id": pl.Int64(), "chain": pl.Int64()}
READ = {"bin": pl.String(), "since": pl.Int16()}
CANDIDATES = {
    "item_id": pl.String(),
    "stage": pl.String(),
    "customer_bin": pl.String(),
    "category": pl.String(),
    "words": pl.List(pl.String()),
    "decided_by": pl.List(pl.String()),
    "title_ru": pl.String(),
    "title_kk": pl.String(),
    "title_original": pl.String(),
    "amount_kzt": pl.Decimal(18, 2),
    "method_id": pl.Int16(),
    "year": pl.Int16(),
    "month": pl.Int8(),
    "announcement": pl.String(),
    "published_on": pl.String(),
    "remarks_until": pl.String(),
    "bids_until": pl.String(),
    "status_id": pl.Int16(),
    "url": pl.String(),
}


def _empty(schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame(schema=schema)


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """The register's part of a run; empty where it was never read.

    Attributes:
        purchases: Live contracts of our topics, columns of PURCHASES.
        bridge: Rows and stated tenge by buyer, budget years and step, columns of BRIDGE_ROWS.
        subjects: Bodies and companies that the others name, by the names they are shown under, columns of SUBJECTS.
        held_back: Rows whose money can't be told, columns of HELD_BACK.
        versions: Ids of all contract rows of the purchases' chains, columns of VERSIONS.
        read: Buyers whose contracts were read in full, and since which budget year, columns of READ.
        whole: The whole register was read, so that every buyer was.
        last_year: The last year that was read; nothing where no reading was finished.
        folded: Names of buyers and suppliers as search reads them, worked out in earlier runs.
        open_items: Planned or announced purchases of our topics without a contract, columns of CANDIDATES.
    """

    purchases: pl.DataFrame = field(default_factory=lambda: _empty(PURCHASES))
    bridge: pl.DataFrame = field(default_factory=lambda: _empty(BRIDGE_ROWS))
    subjects: pl.DataFrame = field(default_factory=lambda: _empty(SUBJECTS))
    held_back: pl.DataFrame = field(default_factory=lambda: _empty(HELD_BACK))
    versions: pl.DataFrame = field(default_factory=lambda: _empty(VERSIONS))
    read: pl.DataFrame = field(default_factory=lambda: _empty(READ))
    whole: bool = False
    last_year: int | None = None
    folded: Mapping[str, str] = field(default_factory=dict)
    open_items: pl.DataFrame = field(default_factory=lambda: _empty(CANDIDATES))

    @property
    def is_empty(self) -> bool:
        """Tell whether the register was never read."""
        return self.bridge.is_empty()
