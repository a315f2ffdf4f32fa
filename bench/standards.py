"""Times the files of standards over an invented edition: python -m bench.standards [contracts]."""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import polars as pl

from dashboard.snapshots import find
from dashboard.standards import ocds, sitemap
from dashboard.standards.about import Publication
from pipelines.publish import ROWS_PER_GROUP
from pipelines.schemas import CONTENT, HISTORY
from tests.dashboard.register_store import frame_of, made_up_contracts

SNAPSHOT = "2026-11-22-00000000"


def invent(folder: Path, contracts: int) -> None:
    """Write the tables of an edition with so many contracts of the register, a payment and an act for each."""
    (folder / "tables").mkdir(parents=True)
    (folder / "history").mkdir()
    number = pl.int_range(0, contracts) + 100_000_000
    few = frame_of("records", made_up_contracts(Random(7), 1000))
    parties = frame_of("parties", _parties())
    rows = pl.concat([few] * (contracts // few.height + 1)).head(contracts)
    rows = rows.with_columns(
        record_id=pl.format("register-{}", number),
        source_id=pl.format("goszakup-{}", number),
        customer_id=pl.format("bin-{}", number % 5000 + 100_000_000_000),
        contractor_id=pl.format("bin-{}", number % 50_000 + 100_000_000_000),
    )
    key, day = pl.col("record_id"), pl.lit("2026-01-15")
    tables = {
        "records": rows,
        "parties": parties,
        "sources": rows.select("source_id", url=pl.lit("https://goszakup.gov.kz/"), date=day),
        "payments": rows.select(
            key, payment_id=number, paid_on=day, amount_kzt="amount_kzt", source_url=pl.lit("https://goszakup.gov.kz/")
        ),
        "acts": rows.select(key, act_id=number, number=pl.lit("1"), approved_on=day, revoked_on=pl.lit(None, pl.Utf8)),
        "seen": rows.select(key, first_seen=day, last_seen=day),
        "changes": rows.head(1000).select(key),
        "regions": frame_of("regions", [{"region": "astana", "kato": "710000000", "region_type": "city"}]),
    }
    for name, table in tables.items():
        place = "tables" if name in CONTENT else "history"
        table.write_parquet(folder / place / f"{name}.parquet", row_group_size=ROWS_PER_GROUP)
    (folder / "serve.duckdb").touch()
    manifest = {
        "made_at": "2026-11-22T03:00:00+00:00",
        "schema_version": "0",
        "tables": {name: {"sha256": name} for name in tables if name in CONTENT},
        "history": {name: {"sha256": name} for name in tables if name in HISTORY},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))


def _parties() -> list[dict[str, object]]:
    return [
        {"party_id": f"bin-{bin_}", "bin": str(bin_), "name_ru": f"ТОО «Выдумка {bin_}»", "is_contractor": True}
        for bin_ in range(100_000_000_000, 100_000_050_000)
    ]


def main(contracts: int) -> None:
    """Print seconds, rows, bytes and the most memory used."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / SNAPSHOT
        invent(folder, contracts)
        snapshot = find(Path(home), SNAPSHOT)
        assert snapshot is not None
        published = Publication(snapshot, "https://example.kz")
        for name, write in ((ocds.RELEASES, ocds.write_releases), (ocds.RECORDS, ocds.write_records)):
            _timed(name, lambda write=write, name=name: write(published, Path(home) / name))  # type: ignore[misc]
            print(f"  {(Path(home) / name).stat().st_size / 1e6:.0f} MB")
        _timed("sitemap, one file", lambda: sum(map(len, sitemap.page_of_links(published, 1))))


def _timed(name: str, work: Callable[[], int]) -> None:
    began = time.monotonic()
    done = work()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name}: {done} in {time.monotonic() - began:.1f} s, most memory so far {most} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000)
