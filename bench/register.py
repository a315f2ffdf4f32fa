"""Measures the register's way from raw parts to a snapshot: python -m bench.register [--rows 20000000].

Prints seconds and peak memory of each step, for a first transform of everything and for a night on which one row of a
thousand changed. Rows are made up and stay in a temporary folder.
"""

import argparse
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench import register_parts
from pipelines import nightly, publish
from pipelines.curated import extract, read_facts
from pipelines.open_appeals import OpenAppeals
from pipelines.open_mentions import OpenMentions
from pipelines.register import meaning
from pipelines.register.facts import register_facts
from pipelines.register.open_items import keep_open_items
from pipelines.register.store import Store
from pipelines.register.workers import purchases_in_order
from pipelines.run_record import RunRecord
from pipelines.settings import PipelineSettings
from pipelines.sources.lesser_run import last_readings
from pipelines.sources.lesser_settings import LesserSettings
from pipelines.transform.classify import TOPICS_FILE, default_classifier
from pipelines.transform.tables import build_all

SELF, CHILDREN = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
SHARE = 0.001


@contextmanager
def step(name: str) -> Iterator[None]:
    started = time.monotonic()
    yield
    peak, worker = (resource.getrusage(who).ru_maxrss / 1024**2 for who in (SELF, CHILDREN))
    print(
        f"    {name:<22} {time.monotonic() - started:8.1f} s   peak {peak:5.2f} GiB, a worker {worker:5.2f}", flush=True
    )


def transform(home: Path, parts: list[Path], subjects: list[Path], memory: str) -> float:
    started = time.monotonic()
    settings = PipelineSettings(raw=home / "raw", snapshots=home / "snapshots")
    now = datetime.now(UTC)
    with Store(home / "register.duckdb", memory) as store:
        with step("take in"):
            store.take_in("subjects", subjects)
            taken = store.take_in("contracts", parts)
        with step("chains and topics"):
            many = partial(purchases_in_order, topics=TOPICS_FILE, processes=settings.processes)
            worked = meaning.work_out(store, default_classifier().frame, "bench", many)
            keep_open_items(store, default_classifier().frame)
        with step("facts"):
            register = register_facts(store)
    print(f"    {taken.rows:,} rows in, {taken.changed:,} new; {worked.chains:,} chains, {worked.purchases:,} ours")
    facts = read_facts(extract(settings.data))
    with step("tables"):
        built = build_all(facts, register)
    with step("publish"):
        lesser = last_readings(LesserSettings(raw=settings.raw))
        tables, accounts = nightly._tables(facts, built, lesser, OpenAppeals(), OpenMentions())  # noqa: SLF001
        record = RunRecord(settings.snapshots, now)
        publish.temporary_folder(settings.snapshots).rmdir()
        told = nightly._manifest(facts, tables, accounts, now)  # noqa: SLF001
        nightly._publish(settings.snapshots, tables, told, now, record)  # noqa: SLF001
    return time.monotonic() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--memory", default="2GB", help="memory limit of the working store")
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="aqsha-bench-"))
    try:
        with step("make up parts"):
            register_parts.write(home / "parts", options.rows)
        subjects, parts = (sorted((home / "parts" / name).glob("*.parquet")) for name in ("subjects", "contracts"))
        print(f"{options.rows:,} contract rows, from raw parts to a snapshot:")
        whole = transform(home, parts, subjects, options.memory)
        later = home / "parts" / "contracts" / "99999999-night.parquet"
        register_parts.changed(options.rows, SHARE).write_parquet(later, compression="zstd")
        print(f"A night on which {SHARE:.1%} of the rows changed:")
        night = transform(home, [*parts, later], subjects, options.memory)
        print(f"whole {whole:.1f} s; night {night:.1f} s = {night / whole:.1%} of it")
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
