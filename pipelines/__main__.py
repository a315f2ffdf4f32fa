"""The commands of the write side: nightly, check, diff, classify, promises, mentions, watch, curated check.

Exit codes: 0 published or unchanged; 1 a check failed and nothing was published; 2 wrong usage; 3 a source is
unavailable and the last good snapshot keeps serving.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import structlog
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from pipelines import alerts, classify_file, mentions_folder, nightly, promises_file
from pipelines.check import check_snapshot
from pipelines.curated import Facts, extract, read_facts
from pipelines.difference import difference
from pipelines.errors import PipelineError, SourceUnavailable
from pipelines.reconcile import Account
from pipelines.settings import PipelineSettings
from pipelines.sources.lesser import local_day
from pipelines.transform import needs
from pipelines.transform.counting import CountingError
from pipelines.transform.tables import build

OK, FAILED, USAGE, UNAVAILABLE = 0, 1, 2, 3
SECONDS_BETWEEN_LINES = 10.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    settings = PipelineSettings(**({"snapshots": options.snapshots} if getattr(options, "snapshots", None) else {}))
    structlog.configure(
        processors=[structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()],
        logger_factory=_to_stderr,
    )
    try:
        code: int = options.command(options, settings)
    except SourceUnavailable as error:
        _say(f"Source unavailable: {error}")
        return UNAVAILABLE
    except PipelineError as error:
        _say(f"Stopped: {error}")
        return FAILED
    except ValidationError as error:
        _say(_wrong_setting(error))
        return USAGE
    return code


def _to_stderr(*_: object) -> structlog.PrintLogger:
    """Log to whatever stderr is at the moment of logging."""
    return structlog.PrintLogger(sys.stderr)


def _wrong_setting(error: ValidationError) -> str:
    """Name the settings that can't be read, without their values: some are secret."""
    told = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors(include_input=False)]
    return f"A setting can't be used ({error.title}): {'; '.join(told)}. See deploy/env.example."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipelines", description="The nightly run and its checks.")
    commands = parser.add_subparsers(required=True, metavar="command")

    run = commands.add_parser("nightly", help="read the sources and publish a snapshot if its content is new")
    run.add_argument("--source", action="append", default=[], choices=nightly.NAMES, metavar="NAME")
    run.add_argument("--allow-loss", action="store_true", help="publish even if a table lost a fifth of its rows")
    run.add_argument("--json", action="store_true", help="print a summary as JSON")
    run.set_defaults(command=_nightly)

    check = commands.add_parser("check", help="prove a published snapshot: hashes, schemas, sums")
    check.add_argument("id", nargs="?")
    check.set_defaults(command=_check)

    diff = commands.add_parser("diff", help="say what two snapshots differ in")
    diff.add_argument("first")
    diff.add_argument("second")
    diff.set_defaults(command=_diff)

    classify = commands.add_parser("classify", help="tell the media or IT category of purchases in a CSV file")
    classify.add_argument("file", type=Path, metavar="FILE.csv")
    classify.set_defaults(command=_classify)

    promises = commands.add_parser("promises", help="read quotas and limits out of the texts of a CSV file")
    promises.add_argument("file", type=Path, metavar="FILE.csv")
    promises.set_defaults(command=_promises)

    mentions = commands.add_parser(
        "mentions", help="count residents' public posts about akims' offices (docs/mentions.md)"
    )
    mentions.add_argument("folder", type=Path, metavar="FOLDER")
    mentions.add_argument("--out", type=Path, metavar="DIR", help="write the tables as CSV files there")
    mentions.set_defaults(command=_mentions)

    watch = commands.add_parser("watch", help="say whether the last good run is too old, and alert")
    watch.set_defaults(command=_watch)

    for command in (run, check, diff, watch):
        command.add_argument("--snapshots", type=Path, metavar="DIR", help="folder of snapshots")

    curated = commands.add_parser("curated", help="work on the hand-kept files")
    curated.add_argument("what", choices=["check"])
    curated.set_defaults(command=_curated)
    return parser


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


@contextmanager
def _reporting(steps: int) -> Iterator[Callable[[str], None]]:
    """Report steps: a progress bar on a terminal, log lines elsewhere."""
    if not sys.stderr.isatty():
        yield _as_lines()
        return
    columns = (TextColumn("{task.description:<14}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("nightly", total=steps)

        def advance(step: str) -> None:
            progress.update(task, description=step, advance=0 if DETAIL in step else 1)

        yield advance


DETAIL = ": "
"""What stands between a step and how far it is."""


def _as_lines() -> Callable[[str], None]:
    """Report steps as log lines; how far a step is, not more often than a person would read."""
    log, told_at = structlog.get_logger(), [float("-inf")]

    def tell(step: str) -> None:
        if DETAIL not in step:
            log.info("step", step=step)
        elif time.monotonic() - told_at[0] >= SECONDS_BETWEEN_LINES:
            told_at[0] = time.monotonic()
            log.info("progress", step=step)

    return tell


def _nightly(options: argparse.Namespace, settings: PipelineSettings) -> int:
    now = datetime.now(UTC)
    try:
        with _reporting(len(nightly.STEPS)) as report:
            outcome = nightly.run(settings, now, only=options.source, allow_loss=options.allow_loss, report=report)
    finally:
        alerts.after_run(settings.snapshots, now)
    if options.json:
        _print(json.dumps(asdict(outcome), ensure_ascii=False, default=str, indent=1))
        return OK
    for account in outcome.accounts:
        for line in _account_lines(account):
            _print(line)
    for problem in outcome.problems:
        _print(f"held back: {problem}")
    for decision in outcome.unfollowed:
        _print(f"decision not followed: {decision}")
    for failure in outcome.failed:
        _print(f"not read tonight, last good reading kept: {failure}")
    words = "Unchanged, nothing was published" if outcome.result == "unchanged" else "Published"
    _print(f"{words}: {outcome.snapshot_id} ({outcome.seconds} s)")
    return OK


def _account_lines(account: Account) -> Iterator[str]:
    """Say where the rows and the tenge of a source went."""
    aside = "".join(f" + {rows} {step}" for step, rows in account.rows_aside.items())
    yield (
        f"{account.dataset}: {account.rows_in} rows in = {account.rows_published} published "
        f"+ {account.rows_quarantined} held back{aside}"
    )
    if account.tenge_in is not None:
        yield f"    {account.tenge_in:,} tenge in ="
        yield from (f"    {tenge:>26,} counted, {name}" for name, tenge in account.counted.items())
        yield from (f"    {tenge:>26,} not counted: {name}" for name, tenge in account.not_counted.items())
    if account.unreadable_amounts:
        yield f"    rows held back whose amount can't be read: {account.unreadable_amounts}"


def _check(options: argparse.Namespace, settings: PipelineSettings) -> int:
    _print(f"{check_snapshot(settings.snapshots, options.id)}: hashes, schemas, references and sums hold.")
    return OK


def _diff(options: argparse.Namespace, settings: PipelineSettings) -> int:
    for line in difference(settings.snapshots, options.first, options.second):
        _print(line)
    return OK


def _classify(options: argparse.Namespace, _: PipelineSettings) -> int:
    classify_file.run(options.file, sys.stdout)
    return OK


def _promises(options: argparse.Namespace, _: PipelineSettings) -> int:
    promises_file.run(options.file, sys.stdout)
    return OK


def _mentions(options: argparse.Namespace, settings: PipelineSettings) -> int:
    today = datetime.fromisoformat(local_day(datetime.now(UTC))).date()
    mentions_folder.run(options.folder, settings.data, today, _print, options.out)
    return OK


def _watch(_: argparse.Namespace, settings: PipelineSettings) -> int:
    return alerts.watch(settings.snapshots, datetime.now(UTC), _print)


def _curated(_: argparse.Namespace, settings: PipelineSettings) -> int:
    facts = read_facts(extract(settings.data))
    kept = facts.of("needs.jsonl")
    worked_out = needs.needs(kept, needs.unit_costs(facts.of("unit-costs.jsonl")))
    problems = [*map(str, facts.problems), *needs.disagreements(kept, worked_out), *_circles(facts)]
    for problem in problems:
        _print(problem)
    rows = sum(len(one) for one in facts.rows.values())
    _print(f"{rows} rows in {len(facts.rows)} files; {len(problems)} problems.")
    return FAILED if problems else OK


def _circles(facts: Facts) -> list[str]:
    """Count once, as the nightly run will: relations in a circle are no fault of any one row."""
    try:
        build(facts)
    except CountingError as error:
        return [f"{facts.raw['relations.jsonl'].file}: {error}"]
    return []


if __name__ == "__main__":
    sys.exit(main())
