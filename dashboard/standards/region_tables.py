"""The rows of an edition that are about one region, as Parquet and CSV files with their descriptor."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import orjson
import polars as pl

from dashboard.snapshots import Snapshot
from dashboard.standards.about import Publication
from dashboard.standards.datapackage import csv_resource, data_package_of, parquet_twin
from dashboard.table_files import TableFile, csv_frame, find_table, sha256, write_csv

Rows = Mapping[str, pl.LazyFrame]

_REGIONAL: Final = ("records", "need_evidence", "appeals")
_WHOLE: Final = ("regions", "places", "needs")
"""Small tables that the others point to."""


def present_regions(snapshot: Snapshot) -> frozenset[str]:
    """Return the slugs of the regions that exist now."""
    table = find_table(snapshot, "regions")
    if table is None:
        return frozenset()
    is_present = pl.col("valid_to").is_null() & (pl.col("region_type") != "country")
    return frozenset(pl.scan_parquet(table.path).filter(is_present).select("region").collect()["region"])


def rows_of_region(snapshot: Snapshot, region: str) -> Rows:
    """Return the rows of each table that are about a region, or that those rows point to."""
    kept = {name: _scan(snapshot, name).filter(pl.col("region") == region) for name in _REGIONAL}
    records = kept["records"]
    kept["spend"] = _scan(snapshot, "spend").join(records.select("record_id"), on="record_id", how="semi")
    kept["parties"] = _pointed(snapshot, "parties", "party_id", _sides(records))
    kept["systems"] = _pointed(snapshot, "systems", "system_id", records.select("system_id"))
    kept["statements"] = _statements(snapshot, kept)
    cited = [kept[name].select("source_id") for name in ("records", "need_evidence", "appeals", "statements")]
    kept["sources"] = _pointed(snapshot, "sources", "source_id", pl.concat(cited))
    return kept | {name: _scan(snapshot, name) for name in _WHOLE}


def write_region(published: Publication, region: str, folder: Path) -> list[Path]:
    """Write the tables of a region and their descriptor into a folder; return the files, named from it.

    Args:
        published: The edition and its names.
        region: Slug of the region.
        folder: An empty folder.
    """
    (folder / "tables").mkdir()
    resources = []
    for name, rows in sorted(rows_of_region(published.snapshot, region).items()):
        parquet, copy = folder / "tables" / f"{name}.parquet", folder / "tables" / f"{name}.csv"
        rows.collect().write_parquet(parquet, compression="zstd")
        write_csv(csv_frame(parquet), copy)
        table = TableFile(name, parquet, sha256(parquet))
        resources.append(csv_resource(table, copy) | {"parquet": parquet_twin(table)})
    package = data_package_of(published, [_within(one, resources) for one in resources])
    package |= {"name": f"aqsha-qaida-{region}", "id": f"{package['id'].rstrip('/')}#{region}"}
    descriptor = folder / "datapackage.json"
    descriptor.write_bytes(orjson.dumps(package, option=orjson.OPT_INDENT_2) + b"\n")
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def _within(resource: dict[str, Any], resources: list[dict[str, Any]]) -> dict[str, Any]:
    """Leave out references to tables that do not come along."""
    names = {one["name"] for one in resources}
    keys = [one for one in resource["schema"].get("foreignKeys", []) if one["reference"]["resource"] in names]
    others = {name: told for name, told in resource["schema"].items() if name != "foreignKeys"}
    return resource | {"schema": others | ({"foreignKeys": keys} if keys else {})}


def _scan(snapshot: Snapshot, name: str) -> pl.LazyFrame:
    table = find_table(snapshot, name)
    if table is None:
        raise FileNotFoundError(f"the edition {snapshot.id} has no table {name}")
    return pl.scan_parquet(table.path)


def _pointed(snapshot: Snapshot, name: str, key: str, wanted: pl.LazyFrame) -> pl.LazyFrame:
    """Return the rows of a table whose key stands in a column of that name."""
    return _scan(snapshot, name).join(wanted.select(key).drop_nulls().unique(), on=key, how="semi")


def _sides(records: pl.LazyFrame) -> pl.LazyFrame:
    sides = (records.select(pl.col(name).alias("party_id")) for name in ("customer_id", "contractor_id"))
    return pl.concat(list(sides))


def _statements(snapshot: Snapshot, kept: Rows) -> pl.LazyFrame:
    """Return what was said of the region's records, of their systems and of their parties."""
    about = [
        kept["records"].select(about_kind=pl.lit("record"), about_id="record_id"),
        kept["systems"].select(about_kind=pl.lit("system"), about_id="system_id"),
        kept["parties"].select(about_kind=pl.lit("party"), about_id="party_id"),
    ]
    return _scan(snapshot, "statements").join(pl.concat(about), on=["about_kind", "about_id"], how="semi")
