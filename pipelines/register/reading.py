"""The register's step of a nightly run: read what is new, take it in, work out what it means."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import polars as pl

from pipelines.errors import CheckFailed
from pipelines.register.facts import register_facts
from pipelines.register.meaning import work_out
from pipelines.register.open_items import keep_open_items
from pipelines.register.store import KEYS, Store
from pipelines.register.workers import purchases_in_order
from pipelines.settings import PipelineSettings
from pipelines.sources.goszakup import GoszakupSettings, Loaded, Progress, finished_parts, load
from pipelines.sources.lesser import ASTANA
from pipelines.transform.classify import classifier
from pipelines.transform.promises.vocabulary import WORDS_FILE
from pipelines.transform.register.buyers import local_buyers
from pipelines.transform.register.facts import READ, RegisterFacts
from pipelines.transform.topics.vocabulary import read_vocabulary

STORE = "register.duckdb"
GENERATED = "generated.mark"
TOPICS = Path("curated/topics.toml")


@dataclass(frozen=True, slots=True)
class Read:
    """What the step brings to the run.

    Attributes:
        facts: What the register says; empty where it was never read.
        changed: Contract rows that are new or say something else than before.
        loaded: How the reading went; nothing where the portal was not asked.
    """

    facts: RegisterFacts
    changed: int = 0
    loaded: Loaded | None = None


def read_register(
    settings: PipelineSettings,
    now: datetime,
    report: Callable[[str], None],
    *,
    ask_portal: bool = True,
    demanded: bool = False,
) -> Read:
    """Bring the register's working store up to date and return what it says.

    Args:
        settings: Folders.
        now: The moment of the run, UTC.
        report: Told how far it is.
        ask_portal: Read what is new, where a token is set; else only what was read before.
        demanded: The register was asked for by name, so that a missing token is an error.

    Raises:
        PipelineError: The portal can't be read, or sends something else than it used to; the store stays as it was.
    """
    folder = settings.raw / "goszakup"
    portal = GoszakupSettings()
    asked = ask_portal and (portal.token or demanded)
    loaded = _load(portal, settings, folder, now, report) if asked else None
    parts = finished_parts(folder)
    if not parts:
        return Read(RegisterFacts())
    _demand_real(folder, may_take_generated=_may_take_generated(portal, settings))
    topics = settings.data / TOPICS
    with Store(folder / STORE, settings.register_memory) as store:
        changed = 0
        for resource in KEYS:
            taken = store.take_in(resource, [part.path for part in parts if part.resource == resource])
            changed += taken.changed if resource == "contracts" else 0
        if loaded:
            _note(store, portal, loaded, now)
        report("register: chains and topics")
        topic = classifier(read_vocabulary(topics))
        many = partial(purchases_in_order, topics=topics, processes=settings.processes)
        vocabulary = hashlib.sha256(topics.read_bytes() + WORDS_FILE.read_bytes()).hexdigest()
        work_out(store, topic.frame, vocabulary, many if settings.processes > 1 else None)
        keep_open_items(store, topic.frame)
        return Read(register_facts(store), changed, loaded)


def _load(
    portal: GoszakupSettings, settings: PipelineSettings, folder: Path, now: datetime, report: Callable[[str], None]
) -> Loaded:
    def tell(progress: Progress) -> None:
        report(f"register: {progress}")

    may_take_generated = _may_take_generated(portal, settings)
    if may_take_generated:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / GENERATED).touch()
    return load(
        portal,
        folder,
        now,
        tell,
        local_buyers=local_buyers,
        may_take_generated=may_take_generated,
        given_person_key=settings.person_key,
    )


def _may_take_generated(portal: GoszakupSettings, settings: PipelineSettings) -> bool:
    """Say whether made-up rows may be published: only when told so, and never where the site is served from."""
    default: Path = PipelineSettings.model_fields["snapshots"].default
    return portal.allow_generated and settings.snapshots.resolve() != default.resolve()


def _demand_real(folder: Path, *, may_take_generated: bool) -> None:
    if (folder / GENERATED).exists() and not may_take_generated:
        raise CheckFailed(
            f"{folder} was filled from a test register; set AQSHA_RAW to another folder, or remove it. "
            "Nothing was published."
        )


def _note(store: Store, portal: GoszakupSettings, loaded: Loaded, now: datetime) -> None:
    """Remember whose contracts were read in full, and since which budget year.

    Contracts of a budget year are also made in the year before, so the first whole year is the one after `since`.
    """
    read = {} if portal.mode == "listed" else loaded.buyers
    rows = [(bin_, since.year + 1) for bin_, since in sorted(read.items())]
    with store.transaction():
        store.run("DROP TABLE IF EXISTS readings")
        store.insert("readings", pl.DataFrame(rows, schema=READ, orient="row"))
        store.leave_note("mode", portal.mode)
        store.leave_note("last_year", str(now.astimezone(ASTANA).year))
