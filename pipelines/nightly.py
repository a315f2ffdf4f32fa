"""The whole nightly run as a list of steps: extract → keep raw → check rows → tables → checks → publish."""

import json
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import structlog

from pipelines import __version__, editions, history, publish, raw, serving
from pipelines.checks import check_no_sudden_loss, check_tables
from pipelines.curated import Facts, extract, read_facts
from pipelines.errors import CheckFailed
from pipelines.open_appeals import OpenAppeals, read_open_appeals
from pipelines.open_mentions import OpenMentions, read_open_mentions
from pipelines.reconcile import Account, reconcile
from pipelines.register.reading import read_register
from pipelines.run_record import RunRecord, recorded
from pipelines.schemas import CONTENT_VERSION, Datasets
from pipelines.settings import PipelineSettings
from pipelines.sources import SOURCES, goszakup
from pipelines.sources.lesser import Wanted
from pipelines.sources.lesser_run import LesserResult, last_readings, read_lesser
from pipelines.sources.lesser_settings import LesserSettings
from pipelines.sources.source import RawFile, Source
from pipelines.transform.counting import CountingError
from pipelines.transform.frames import frame
from pipelines.transform.matching import write_review
from pipelines.transform.outside import Outside
from pipelines.transform.party_names import merge_candidates
from pipelines.transform.register.facts import RegisterFacts
from pipelines.transform.tables import REGISTER, Built, Tables, build_all, in_order

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
        unfollowed: Decisions kept by hand that wait for what they name or can't stand, one line each.
        failed: Lesser sources that could not be read, one line each; their last good readings were used.
        tables: Table → rows.
        seconds: How long it took.
    """

    result: str
    snapshot_id: str
    previous_id: str | None
    accounts: list[Account]
    problems: list[str]
    unfollowed: list[str]
    failed: list[str]
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
    wanted = frozenset(only)
    with publish.only_one_run(settings.snapshots), recorded(settings.snapshots, now) as record:
        report("extract")
        raws = _extract(settings, wanted)
        report("check rows")
        facts = read_facts(raws)
        report("register")
        register = _register(settings, now, report, wanted, record)
        report("lesser sources")
        outside, lesser = _lesser(settings, facts, register, now, report, wanted, record)
        appeals = read_open_appeals(settings, facts, now, record, ask=not wanted or "lesser" in wanted)
        mentions = read_open_mentions(settings, now, record, report, ask=not wanted or "lesser" in wanted)
        report("transform")
        built = _build(facts, register, replace(outside, appeal_weeks=appeals.weeks, mentions=mentions.tables))
        _leave_for_review(settings.raw, built, now)
        tables, accounts = _tables(facts, built, lesser, appeals, mentions)
        record.accounts(accounts)
        report("check tables")
        check_tables(tables)
        previous = publish.latest_id(settings.snapshots)
        if previous and not allow_loss:
            manifest = publish.read_manifest(settings.snapshots, previous)
            check_no_sudden_loss({name: one["rows"] for name, one in manifest["tables"].items()}, tables)
        report("publish")
        snapshot_id = _publish(settings.snapshots, tables, _manifest(facts, tables, accounts, now), now, record)
        if snapshot_id != previous:
            _keep_editions(settings, now)
    return Outcome(
        result="unchanged" if snapshot_id == previous else "published",
        snapshot_id=snapshot_id,
        previous_id=previous,
        accounts=accounts,
        problems=[str(problem) for problem in facts.problems],
        unfollowed=list(built.unresolved),
        failed=[
            *(f"{source}: {sentence}" for source, sentence in lesser.failed.items()),
            *appeals.failed,
            *mentions.failed,
        ],
        tables={name: table.height for name, table in tables.items()},
        seconds=round(time.monotonic() - started, 1),
    )


STEPS = ("extract", "check rows", "register", "lesser sources", "transform", "check tables", "publish")
NAMES = (*(source.name for source in SOURCES), REGISTER, "lesser")
"""What `--source` may name: the hand-kept sources, the procurement register, all lesser sources together."""


def _extract(settings: PipelineSettings, only: frozenset[str]) -> list[RawFile]:
    """Read the files kept by hand; those not asked for come from their last reading, where there is one."""
    raws: list[RawFile] = []
    for source in SOURCES:
        if only and source.name not in only and raw.was_read(settings.raw, source):
            raws += raw.last_reading(settings.raw, source)
            continue
        read = extract(settings.data, [source])
        for one in read:
            raw.keep(settings.raw, one)
        raws += read
    return raws


def _register(
    settings: PipelineSettings, now: datetime, report: Report, only: frozenset[str], record: RunRecord
) -> RegisterFacts:
    read = read_register(settings, now, report, ask_portal=not only or REGISTER in only, demanded=REGISTER in only)
    if not read.facts.is_empty:
        short = read.loaded.short if read.loaded else []
        told = f"{len(short)} windows ended before the register's own count, first {short[0]}" if short else ""
        record.source(REGISTER, rows=int(read.facts.bridge["rows"].sum()), changed=read.changed, sentence=told)
    return read.facts


def _lesser(
    settings: PipelineSettings,
    facts: Facts,
    register: RegisterFacts,
    now: datetime,
    report: Report,
    only: frozenset[str],
    record: RunRecord,
) -> tuple[Outside, LesserResult]:
    """Read the lesser sources about suppliers and contracts of ours; each that fails is told and keeps what it had."""
    places = LesserSettings(raw=settings.raw)
    named = {row.bin for row in facts.of("contractors.jsonl") if row.bin}
    wanted = Wanted(
        bins=frozenset(named | set(register.purchases["supplier"].drop_nulls())),
        contracts=frozenset(register.versions["id"]),
    )
    asked = not only or "lesser" in only
    found = read_lesser(places, wanted, now, report) if asked else last_readings(places)
    for source in found.sources:
        sentence = found.failed.get(source.name, "")
        record.source(source.name, ok=not sentence, sentence=sentence, rows=found.rows(source, places))
    urls = {source.name: source.home for source in found.sources}
    return Outside(found.frames, found.listings(), urls, places.kgd_since), found


def _build(facts: Facts, register: RegisterFacts, outside: Outside) -> Built:
    try:
        return build_all(facts, register, outside)
    except CountingError as error:
        raise CheckFailed(f"{error} Mend data/curated/relations.jsonl. Nothing was published.") from error


FEW_PARTIES = 5_000
"""Up to so many parties their names are compared every night; more of them once a week."""


def _leave_for_review(raw_folder: Path, built: Built, now: datetime) -> None:
    """Write what people should look at beside the raw readings: pairs that look like one thing, in no total."""
    folder = raw_folder / "review"
    folder.mkdir(parents=True, exist_ok=True)
    write_review(folder / "links.csv", built.review)
    parties, candidates = built.tables["parties"], folder / "parties.csv"
    if parties.height <= FEW_PARTIES or now.weekday() == 0 or not candidates.exists():
        write_review(candidates, merge_candidates(parties))


def _tables(
    facts: Facts, built: Built, lesser: LesserResult, appeals: OpenAppeals, mentions: OpenMentions
) -> tuple[Tables, list[Account]]:
    tables = built.tables
    accounts = reconcile(facts, tables)
    told = [_datasets(accounts), _lesser_datasets(lesser), appeals.datasets(), mentions.datasets()]
    tables["datasets"] = in_order("datasets", pl.concat(told))
    return tables, accounts


def _datasets(accounts: list[Account]) -> pl.DataFrame:
    by_name: dict[str, Source] = {source.name: source for source in (*SOURCES, goszakup.SOURCE)}
    rows = []
    for account in accounts:
        source = by_name[account.dataset]
        told = {"about": source.about, "licence": source.licence, "cadence": source.cadence, "home": source.home}
        rows.append({**asdict(account), **told})
    return frame(rows, Datasets)


def _lesser_datasets(lesser: LesserResult) -> pl.DataFrame:
    places = LesserSettings()
    rows = [
        {
            "dataset": source.name,
            "about": source.about,
            "licence": source.licence,
            "cadence": source.cadence,
            "home": source.home,
            "rows_in": lesser.rows(source, places),
            "rows_published": lesser.rows(source, places),
            "rows_quarantined": 0,
        }
        for source in lesser.sources
    ]
    return frame(rows, Datasets)


def _manifest(facts: Facts, tables: Tables, accounts: list[Account], now: datetime) -> dict[str, Any]:
    return {
        "schema_version": CONTENT_VERSION,
        "made_at": now.isoformat(timespec="seconds"),
        "code_version": __version__,
        "inputs": {
            one.file: {"source": one.dataset, "sha256": one.sha256, "rows": len(one.lines)}
            for one in facts.raw.values()
            if one.lines
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


def _says_the_same(newest: Mapping[str, Any], content: str, day: str) -> bool:
    """Tell whether the newest snapshot holds this content in today's form; one of today keeps its form until tomorrow.

    Its id is made of the day and the content, so on the same day there is no other name to publish under.
    """
    in_form = newest["schema_version"] == CONTENT_VERSION or newest["id"].startswith(day)
    return bool(newest["content_sha256"] == content and in_form)


def _publish(snapshots: Path, tables: Tables, manifest: dict[str, Any], now: datetime, record: RunRecord) -> str:
    """Write the tables; if their content is what the newest snapshot holds, throw them away, else publish."""
    folder = publish.temporary_folder(snapshots)
    previous = publish.latest_id(snapshots)
    before = snapshots / previous if previous else None
    described = publish.write_tables(folder / "tables", tables, before / "tables" if before else None)
    content = publish.content_sha256(described)
    if previous and _says_the_same(publish.read_manifest(snapshots, previous), content, f"{now:%Y-%m-%d}"):
        shutil.rmtree(folder)
        return previous
    snapshot_id = f"{now:%Y-%m-%d}-{content[:8]}"
    old = history.read_table(before, "records")
    changes = history.changes(old, tables["records"])
    record.compared(changes, old, tables["records"])
    past = {
        "changes": changes,
        "events": history.events(before, changes, old, tables["records"], snapshot_id, now),
        "seen": history.seen(history.read_table(before, "seen", "history"), tables["records"], f"{now:%Y-%m-%d}"),
        **record.tables(before, snapshot_id),
    }
    described_past = publish.write_tables(folder / "history", past, before / "history" if before else None)
    manifest = {"id": snapshot_id, "content_sha256": content, "previous_id": previous, **manifest}
    manifest |= {"tables": described, "history": described_past}
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    serving.build_serving_file(folder, before)
    publish.put_in_place(snapshots, folder, snapshot_id)
    return snapshot_id


def _keep_editions(settings: PipelineSettings, now: datetime) -> None:
    """Remove what is no longer kept; where that fails, the edition is published all the same and the next run tries."""
    kept = editions.Kept(settings.keep_days, settings.keep_served)
    try:
        dropped = editions.keep(settings.snapshots, now, kept)
    except OSError as error:
        structlog.get_logger().warning("old editions could not be removed", why=str(error))
    else:
        if dropped:
            structlog.get_logger().info("old editions were removed", editions=dropped)
