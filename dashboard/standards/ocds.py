"""Writes the contracts of the procurement register as OCDS 1.1 packages, one portion at a time."""

import gzip
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final, Protocol

import orjson
import polars as pl

from dashboard.snapshots import Snapshot
from dashboard.standards.about import LICENCE, PUBLISHER, Publication
from dashboard.standards.ocds_parties import Organisations
from dashboard.standards.ocds_release import compiled, release
from dashboard.table_files import find_table

PORTION: Final = 20_000
"""Records looked at in one go: what memory is needed for."""
LEVEL: Final = 4
VERSION: Final = "1.1"
RELEASES: Final = "ocds.json.gz"
RECORDS: Final = "ocds-records.json.gz"
POLICY: Final = "ocds-policy.txt"
COLUMNS: Final = (
    "record_id", "state", "status", "customer_id", "contractor_id", "contractor_private", "region", "category",
    "title_ru", "title_kk", "title_original", "amount_kzt", "signed_kzt", "paid_kzt", "period_start", "period_end",
    "method", "method_text", "source_id",
)  # fmt: skip
TIER: Final = "register"


class NothingToTell(LookupError):
    """The edition holds no contract of the register; an empty package is none."""


class Writes(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> int:
        """Take bytes."""


def write_releases(published: Publication, path: Path) -> int:
    """Write the release package, pressed; return how many releases it holds.

    Raises:
        NothingToTell: There is no contract of the register.
    """
    return _write(published, path, RELEASES, "releases", lambda one: one)


def write_records(published: Publication, path: Path) -> int:
    """Write the record package, pressed; return how many records it holds.

    Raises:
        NothingToTell: There is no contract of the register.
    """
    package = package_uri(published, RELEASES)

    def record(one: dict[str, Any]) -> dict[str, Any]:
        linked = {"url": f"{package}#{one['id']}", "date": one["date"], "tag": one["tag"]}
        return {"ocid": one["ocid"], "releases": [linked], "compiledRelease": compiled(one)}

    return _write(published, path, RECORDS, "records", record)


def package_uri(published: Publication, name: str) -> str:
    """Return the URI of a package: its address, or a name of ours where the site's address is not set."""
    if published.base_url:
        return published.file_address(name)
    return f"urn:x-aqsha-qaida:{published.snapshot.id}:{name}"


def header(published: Publication, name: str) -> dict[str, Any]:
    """Return what a package says of itself."""
    preview = " — PREVIEW: the ocid prefix is not registered" if published.is_preview else ""
    told: dict[str, Any] = {
        "uri": package_uri(published, name),
        "version": VERSION,
        "publishedDate": published.snapshot.made_at.isoformat(),
        "publisher": {"name": PUBLISHER + preview},
        "license": LICENCE,
    }
    if published.base_url:
        told["publisher"]["uri"] = published.address("/")
        told["publicationPolicy"] = published.file_address(POLICY)
    return told


def _write(
    published: Publication, path: Path, name: str, key: str, shape: Callable[[dict[str, Any]], dict[str, Any]]
) -> int:
    told = releases(published.snapshot, published.ocds_prefix)
    first = next(told, None)
    if first is None:
        raise NothingToTell(f"{published.snapshot.id} holds no contract of the procurement register")
    count = 0
    # No name and no moment in the file: the same edition gives the same bytes.
    with path.open("wb") as raw, gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as file:
        file.write(orjson.dumps(header(published, name))[:-1] + f',"{key}":[\n'.encode())
        for one in chain((first,), told):
            file.write((b",\n" if count else b"") + orjson.dumps(shape(one)))
            count += 1
        file.write(b"\n]}\n")
    return count


def releases(snapshot: Snapshot, prefix: str) -> Iterator[dict[str, Any]]:
    """Return the contracts of the register as releases, in the order of their ids; memory holds one portion."""
    organisations = Organisations(snapshot)
    for rows in _portions(snapshot):
        payments, acts = _of(snapshot, "payments", rows), _of(snapshot, "acts", rows)
        for row in rows.iter_rows(named=True):
            record_id = row["record_id"]
            yield release(row, organisations, payments.get(record_id, ()), acts.get(record_id, ()), prefix)


def _portions(snapshot: Snapshot) -> Iterator[pl.DataFrame]:
    """Return contracts of the register with their page, number and days, portion by portion."""
    records = find_table(snapshot, "records")
    if records is None:
        return
    scan = pl.scan_parquet(records.path)
    rows = int(scan.select(pl.len()).collect().item())
    for start in range(0, rows, PORTION):
        portion = scan.slice(start, PORTION).filter(pl.col("tier") == TIER).select(COLUMNS).collect()
        if portion.height:
            yield _with_pages(snapshot, portion)


def _with_pages(snapshot: Snapshot, portion: pl.DataFrame) -> pl.DataFrame:
    pages = _some(snapshot, "sources", "source_id", portion, ("url", "date")).rename({"date": "changed_on"})
    seen = _some(snapshot, "seen", "record_id", portion, ("first_seen",))
    told = portion.join(pages, on="source_id", how="left", maintain_order="left")
    day = pl.col("first_seen").fill_null(snapshot.day)
    return told.join(seen, on="record_id", how="left", maintain_order="left").with_columns(day)


def _of(snapshot: Snapshot, name: str, portion: pl.DataFrame) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return rows of a table by the record they belong to."""
    wanted = {
        "payments": ("payment_id", "paid_on", "amount_kzt", "source_url"),
        "acts": ("act_id", "number", "approved_on", "revoked_on"),
    }
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in _some(snapshot, name, "record_id", portion, wanted[name]).iter_rows(named=True):
        found.setdefault(row["record_id"], []).append(row)
    return found


def _some(snapshot: Snapshot, name: str, key: str, portion: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """Return the rows of a table whose key stands in a portion."""
    table = find_table(snapshot, name)
    if table is None:
        return pl.DataFrame(schema=dict.fromkeys((key, *columns), pl.String))
    wanted = portion.lazy().select(key).unique()
    return pl.scan_parquet(table.path).select(key, *columns).join(wanted, on=key, how="semi").collect()
