"""The whole nightly run as a list of steps: extract → keep raw → check rows → tables → checks → publish."""

import json
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from pipelines import __version__, history, publish, raw
from pipelines.checks import check_no_sudden_loss, check_tables
from pipelines.curated import Facts, extract, read_facts
from pipelines.errors import CheckFailed
from pipelines.reconcile import Account, reconcile
from pipelines.schemas import CONTENT_VERSION, Datasets, Runs
from pipelines.settings import PipelineSettings
from pipelines.sources import SOURCES
from pipelines.sources.source import RawFile, Source
from pipelines.transform.counting import CountingError
from pipelines.transform.frames import frame
from pipelines.transform.tables import Tables, build, in_order

Report = Callable[[str], None]


def _silent(_: str) -> None:
    """Report to nobody."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended.

    Attributes:
        result: "published" or "unchanged".
        snapshot_id: The newest snapshot after the run.
        previous_id: The newest snapshot before it.
        accounts: Rows and tenge of every source.
        problems: What is wrong in hand-kept files, one line each.
        tables: Table → rows.
        seconds: How long it took.
    """

    result: str
    snapshot_id: str
    previous_id: str | None
    accounts: list[Account]
    problems: list[str]
    tables: dict[str, int]
    seconds: float


def run(
    settings: PipelineSettings,
    now: datetime,
    *,
    only: Iterable[str] = (),
    allow_loss: bool = False,
    report: Report = _silent,
) -> Outcome:
    """Read the sources and publish a snapshot if its content is new.

    Args:
        settings: Folders.
        now: The moment of the run, UTC; its day is in the id.
        only: Names of sources to read again; the others are taken from their last reading. Empty: all.
        allow_loss: Publish even if a table lost more than a fifth of its rows.
        report: Told the name of each step as it begins.

    Returns:
        What was published, or that nothing changed.

    Raises:
        PipelineError: Something does not hold; nothing was published and the last snapshot keeps serving.
    """
    started = time.monotonic()
    with publish.only_one_run(settings.snapshots):
        report("extract")
        raws = _extract(settings, set(only))
        report("check rows")
        facts = read_facts(raws)
        report("transform")
        tables, accounts = _tables(facts)
        report("check tables")
        check_tables(tables)
        previous = publish.latest_id(settings.snapshots)
        if previous and not allow_loss:
            manifest = publish.read_manifest(settings.snapshots, previous)
            check_no_sudden_loss({name: one["rows"] for name, one in manifest["tables"].items()}, tables)
        report("publish")
        snapshot_id = _publish(settings.snapshots, tables, _manifest(facts, tables, accounts, now), now, started)
    return Outcome(
        result="unchanged" if snapshot_id == previous else "published",
        snapshot_id=snapshot_id,
        previous_id=previous,
        accounts=accounts,
        problems=[str(problem) for problem in facts.problems],
        tables={name: table.height for name, table in tables.items()},
        seconds=round(time.monotonic() - started, 1),
    )


STEPS = ("extract", "check rows", "transform", "check tables", "publish")


def _extract(settings: PipelineSettings, only: set[str]) -> list[RawFile]:
    raws: list[RawFile] = []
    for source in SOURCES:
        if only and source.name not in only:
            raws += raw.last_reading(settings.raw, source)
            continue
        read = extract(settings.data, [source])
        for one in read:
            raw.keep(settings.raw, one)
        raws += read
    return raws


def _tables(facts: Facts) -> tuple[Tables, list[Account]]:
    try:
        tables = build(facts)
    except CountingError as error:
        raise CheckFailed(f"{error} Mend data/curated/relations.jsonl. Nothing was published.") from error
    accounts = reconcile(facts, tables)
    tables["datasets"] = in_order("datasets", _datasets(accounts))
    return tables, accounts


def _datasets(accounts: list[Account]) -> pl.DataFrame:
    by_name: dict[str, Source] = {source.name: source for source in SOURCES}
    rows = []
    for account in accounts:
        source = by_name[account.dataset]
        told = {"about": source.about, "licence": source.licence, "cadence": source.cadence, "home": source.home}
        rows.append({**asdict(account), **told})
    return frame(rows, Datasets)


def _manifest(facts: Facts, tables: Tables, accounts: list[Account], now: datetime) -> dict[str, Any]:
    return {
        "schema_version": CONTENT_VERSION,
        "made_at": now.isoformat(timespec="seconds"),
        "code_version": __version__,
        "inputs": {
            one.file: {"source": one.dataset, "sha256": one.sha256, "rows": len(one.lines)}
            for one in facts.raw.values()
        },
        "counted_kzt": publish.counted_kzt(tables["records"]),
        "accounts": [_plain(asdict(account)) for account in accounts],
        "quarantine": dict(tables["quarantine"].group_by("dataset").len().sort("dataset").iter_rows()),
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 — walks any JSON-like value
    """Turn Decimals into text, so that no reader of the manifest makes them floats."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _publish(snapshots: Path, tables: Tables, manifest: dict[str, Any], now: datetime, started: float) -> str:
    """Write the tables; if their content is what the newest snapshot holds, throw them away, else publish."""
    folder = publish.temporary_folder(snapshots)
    described = publish.write_tables(folder / "tables", tables)
    content = publish.content_sha256(described)
    previous = publish.latest_id(snapshots)
    if previous and publish.read_manifest(snapshots, previous)["content_sha256"] == content:
        shutil.rmtree(folder)
        return previous
    snapshot_id = f"{now:%Y-%m-%d}-{content[:8]}"
    before = snapshots / previous if previous else None
    past = {
        "changes": history.changes(history.read_table(before, "records"), tables["records"]),
        "seen": history.seen(history.read_table(before, "seen", "history"), tables["records"], f"{now:%Y-%m-%d}"),
        "runs": _diary(before, snapshot_id, now, time.monotonic() - started),
    }
    described_past = publish.write_tables(folder / "history", past)
    manifest = {"id": snapshot_id, "content_sha256": content, "previous_id": previous, **manifest}
    manifest |= {"tables": described, "history": described_past}
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    publish.build_serving_file(folder)
    publish.put_in_place(snapshots, folder, snapshot_id)
    return snapshot_id


def _diary(before: Path | None, snapshot_id: str, now: datetime, seconds: float) -> pl.DataFrame:
    entry = {
        "run_id": now.astimezone(UTC).isoformat(timespec="seconds"),
        "result": "published",
        "snapshot_id": snapshot_id,
        "code_version": __version__,
        "seconds": Decimal(f"{seconds:.1f}"),
    }
    so_far = history.read_table(before, "runs", "history")
    return pl.concat([so_far, frame([entry], Runs)]) if so_far is not None else frame([entry], Runs)
