"""Invented records in any number among the real tables, for proofs of scale; only ever in a folder of a test's own."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from pipelines import publish, serving
from pipelines.checks import check_tables
from pipelines.schemas import CONTENT, HISTORY, Parties, Records, Spend
from tests.pipelines.running import DATA

SEED = 20261122
SUPPLIERS = 20_000
TOWNS_SHARE, NAMED_SHARE = 0.3, 0.85
YEARS = (2010, 2026)
AMOUNT_DIGITS = (4.0, 9.0)
# Entries of the procurement register bring no words of ours.
OUR_WORDS = [f"{told}_{lang}" for told in ("evidence", "outcome", "citizen_alternative") for lang in ("en", "ru", "kk")]


@dataclass(frozen=True)
class Real:
    """The tables of a real snapshot, content and history."""

    content: dict[str, pl.DataFrame]
    history: dict[str, pl.DataFrame]


def read_real(folder: Path) -> Real:
    """Read the tables of a published snapshot."""
    tables = {name: pl.read_parquet(folder / "tables" / f"{name}.parquet") for name in CONTENT}
    return Real(tables, {name: pl.read_parquet(folder / "history" / f"{name}.parquet") for name in HISTORY})


def write_invented(real: Real, folder: Path, rows: int) -> Path:
    """Write the tables and the serving file of a snapshot whose records are all invented.

    Raises:
        ValueError: The folder lies among the facts of this repository, where invented records must never be.
        CheckFailed: The tables are not such as the nightly run would publish.
    """
    if folder.resolve().is_relative_to(DATA.resolve()):
        raise ValueError(f"invented records must not be written to {folder}")
    records = invented_records(real, rows)
    tables = real.content | {
        "records": records,
        "spend": spend_of(records),
        "parties": with_suppliers(real),
        "relations": real.content["relations"].clear(),
    }
    check_tables(tables)
    publish.write_tables(folder / "tables", tables)
    publish.write_tables(folder / "history", real.history)
    serving.build_serving_file(folder)
    return folder


def invented_records(real: Real, rows: int) -> pl.DataFrame:
    """Draw real records again and again, each with an id, place, supplier, year and sum of its own."""
    chance = np.random.default_rng(SEED)
    drawn = real.content["records"].sample(rows, with_replacement=True, seed=SEED)
    number = pl.Series("number", np.arange(rows)).cast(pl.String).str.zfill(7)
    amount = (10 ** chance.uniform(*AMOUNT_DIGITS, rows)).astype("int64")
    year = pl.Series(chance.integers(YEARS[0], YEARS[1] + 1, rows), dtype=pl.Int16)
    one_year = pl.col("year_kind") == "one"
    counted = pl.col("counted")
    records = drawn.with_columns(
        _places(real, rows, chance),
        _suppliers(rows, chance),
        record_id="invented-" + number,
        search=pl.col("search") + " " + number,
        title_original=pl.col("title_original") + " " + number,
        amount_kzt=pl.Series(amount).cast(pl.Decimal(18, 2)),
        year_from=pl.when(one_year).then(year).otherwise("year_from"),
        year_to=pl.when(one_year).then(year).otherwise("year_to"),
        **dict.fromkeys([*OUR_WORDS, "deliverables"], pl.lit(None, pl.String)),
    ).with_columns(
        counted_kzt=pl.when(counted).then("amount_kzt").otherwise(pl.lit(0, pl.Decimal(18, 2))),
        not_counted_kzt=pl.when(~counted).then("amount_kzt"),
    )
    return Records.cast(records.select(Records.column_names()))


def _places(real: Real, rows: int, chance: np.random.Generator) -> list[pl.Series]:
    """Give each record a town and its region, or a region alone."""
    towns = real.content["places"].select("region", "place").sample(rows, with_replacement=True, seed=SEED)
    regions = real.content["regions"].filter(pl.col("valid_to").is_null())["region"]
    of_region = regions.sample(rows, with_replacement=True, seed=SEED + 1)
    in_town = pl.Series(chance.random(rows) < TOWNS_SHARE)
    chosen = pl.select(
        region=pl.when(in_town).then(towns["region"]).otherwise(of_region), place=pl.when(in_town).then(towns["place"])
    )
    return chosen.get_columns()


def _suppliers(rows: int, chance: np.random.Generator) -> pl.Series:
    """Give most records a supplier; a few suppliers have many, most have few."""
    rank = pl.Series(chance.random(rows) ** 2 * SUPPLIERS).cast(pl.Int64).cast(pl.String)
    named = pl.Series(chance.random(rows) < NAMED_SHARE)
    return pl.select(contractor_id=pl.when(named).then("supplier-" + rank)).to_series()


def with_suppliers(real: Real) -> pl.DataFrame:
    """Add the invented suppliers to the real parties."""
    parties = real.content["parties"]
    suppliers = parties.filter("is_contractor").sample(SUPPLIERS, with_replacement=True, seed=SEED)
    ids = ("supplier-" + pl.Series(range(SUPPLIERS)).cast(pl.String)).alias("party_id")
    return Parties.cast(pl.concat([parties, suppliers.with_columns(ids)]))


def spend_of(records: pl.DataFrame) -> pl.DataFrame:
    """Put the counted tenge into years, with round figures for the two measures that need other tables."""
    single = pl.col("year_kind") == "one"
    own_region = single & pl.col("place").is_null()
    spend = records.filter("counted").with_columns(
        part=pl.lit(0),
        year=pl.when(single).then("year_from"),
        real_kzt=pl.when(single).then("counted_kzt"),
        per_resident_kzt=pl.when(own_region).then((pl.col("counted_kzt") / 1_000_000).cast(pl.Decimal(18, 6))),
    )
    return Spend.cast(spend.select(Spend.column_names()))
