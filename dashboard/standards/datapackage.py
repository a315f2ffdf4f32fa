"""Describes an edition as a Data Package 2.0: every table as CSV with its schema, and its Parquet twin."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

from dashboard.standards.about import LICENCE, PUBLISHER, Publication, description, in_each_language, title
from dashboard.standards.fields import table_schema
from dashboard.table_files import TableFile, csv_file, every_table, find_table, sha256
from pipelines.schemas import ABOUT

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
PARQUET_TYPE: Final = "application/vnd.apache.parquet"


def data_package(published: Publication, cache_dir: Path) -> dict[str, Any]:
    """Return the descriptor of an edition; paths are relative to where it lies (`tables/records.csv`).

    Args:
        published: The edition and its names.
        cache_dir: Where CSV copies are kept; they are made now where they were not made before.

    Raises:
        OSError: The CSV copies can't be written, so that nothing true could be said of their bytes.
    """
    return data_package_of(published, [resource(table, cache_dir) for table in every_table(published.snapshot)])


def data_package_of(published: Publication, resources: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return a descriptor of some tables of an edition."""
    snapshot = published.snapshot
    package: dict[str, Any] = {
        "$schema": PROFILE,
        "name": "aqsha-qaida",
        "id": published.file_address("") if published.base_url else snapshot.id,
        **in_each_language("title", title),
        **in_each_language("description", description),
        "version": version(snapshot.day),
        "created": snapshot.made_at.isoformat(),
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": "Creative Commons Attribution 4.0 International"}],
        "sources": sources(find_table(snapshot, "datasets"), snapshot.day),
        "contributors": [{"title": PUBLISHER, "roles": ["dataCurator"]}],
        "keywords": ["Kazakhstan", "akimat", "public procurement", "media", "IT", "local budget"],
        "resources": list(resources),
    }
    if published.base_url:
        package["homepage"] = published.address("/data")
    return package


def version(day: str) -> str:
    """Return a day as a version that sorts: 2025.4.2."""
    return ".".join(str(int(part)) for part in day.split("-"))


def sources(datasets: TableFile | None, day: str) -> list[dict[str, str]]:
    """Return the inputs of the nightly run, with their addresses where these are public."""
    if datasets is None:
        return []
    found = []
    for row in pl.read_parquet(datasets.path, columns=["dataset", "about", "home"]).iter_rows(named=True):
        one = {"title": row["about"] or row["dataset"], "version": f"read {day}"}
        public = str(row["home"] or "").startswith(("https://", "http://"))
        found.append(one | ({"path": row["home"]} if public else {}))
    return found


def resource(table: TableFile, cache_dir: Path) -> dict[str, Any]:
    """Describe a table: its CSV file with schema, bytes and hash, and the Parquet twin.

    The twin is no resource of its own: readers' tools take it for a second table, and stop at its lists.

    Raises:
        OSError: The CSV copy can't be written.
    """
    copy = csv_file(table, cache_dir)
    if copy is None:
        raise OSError(f"The CSV copy of {table.name} can't be kept in {cache_dir}")
    return csv_resource(table, copy) | {"parquet": parquet_twin(table)}


def csv_resource(table: TableFile, copy: Path) -> dict[str, Any]:
    """Describe the CSV file of a table, which lies at `tables/<name>.csv` beside the descriptor."""
    return {
        "name": table.name,
        "type": "table",
        "path": f"tables/{table.name}.csv",
        **in_each_language("description", lambda tr: tr(ABOUT[table.name])),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": copy.stat().st_size,
        "hash": f"sha256:{sha256(copy)}",
        "schema": table_schema(table),
    }


def parquet_twin(table: TableFile) -> dict[str, Any]:
    """Tell where the same rows lie as Parquet, beside the descriptor."""
    return {
        "path": f"tables/{table.name}.parquet",
        "mediatype": PARQUET_TYPE,
        "bytes": table.path.stat().st_size,
        "hash": f"sha256:{table.sha256}",
    }
