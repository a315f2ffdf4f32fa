"""Editions in the forms of others: the real one, and one with a made-up register, payments, acts and a person."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from dashboard.snapshots import Snapshot, find, newest
from dashboard.standards.about import Publication
from pipelines.publish import file_sha256
from tests.dashboard.register_store import ROOT_ID, frame_of

SITE = "https://example.kz"
PREFIX = "ocds-abc123"
SOLE_TRADER = "register-900000003"
AMENDED = "register-900000004"
PAID = "register-900000005"
ACCEPTED = "register-900000006"


def with_tables(base: Path, root: Path, tables: dict[str, pl.DataFrame]) -> Snapshot:
    """Copy an edition with other tables of these names, under the same id."""
    folder = root / base.name
    shutil.copytree(base, folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name, table in tables.items():
        path = folder / "tables" / f"{name}.parquet"
        table.write_parquet(path)
        manifest["tables"][name]["sha256"] = file_sha256(path)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    snapshot = find(root, base.name)
    assert snapshot is not None
    return snapshot


@pytest.fixture(scope="session")
def published(snapshots) -> Publication:
    """The real facts."""
    snapshot = newest(snapshots)
    assert snapshot is not None
    return Publication(snapshot, SITE, PREFIX)


@pytest.fixture(scope="session")
def register(register_site, tmp_path_factory) -> Publication:
    """A made-up register in which one supplier is a person, one contract has a supplement, one payments, one acts."""
    base = register_site.ask("").snapshot.folder
    is_person, is_amended = pl.col("record_id") == SOLE_TRADER, pl.col("record_id") == AMENDED
    records = pl.read_parquet(base / "tables" / "records.parquet").with_columns(
        contractor_private=is_person | pl.col("contractor_private"),
        contractor_id=pl.when(~is_person).then("contractor_id"),
        source_id=pl.when(is_amended).then(pl.lit(f"goszakup-{ROOT_ID + 500}")).otherwise("source_id"),
    )
    payments = [
        {"record_id": PAID, "payment_id": 7, "paid_on": "2024-05-06", "amount_kzt": "1000.10", "source_url": SITE},
        {"record_id": PAID, "payment_id": 8, "paid_on": "2024-06-06", "amount_kzt": "-0.10", "source_url": SITE},
    ]
    acts = [
        {"record_id": ACCEPTED, "act_id": 1, "number": "12", "approved_on": "2024-05-06"},
        {"record_id": ACCEPTED, "act_id": 2, "number": "13", "approved_on": "2024-06-06", "revoked_on": "2024-07-01"},
    ]
    paid = pl.DataFrame(payments).with_columns(pl.col("amount_kzt").str.to_decimal(scale=2))
    tables = {
        "records": records,
        "payments": frame_of("payments", paid.to_dicts()),
        "acts": frame_of("acts", acts),
    }
    return Publication(with_tables(base, tmp_path_factory.mktemp("standards"), tables), SITE, PREFIX)
