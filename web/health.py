"""Whether the process lives (/healthz), can answer (/readyz) and has fresh data (/healthz?full); figures (/metrics)."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import last_run, snapshots
from dashboard.settings import Settings
from web.metrics import MEDIA_TYPE, State, metrics

_NEVER_KEPT = {"cache-control": "no-store"}
Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


def health_routes(snapshot_is_open: Callable[[], bool], settings: Settings, clock: Clock = _now) -> list[Route]:
    """Make the three routes.

    Args:
        snapshot_is_open: Tells whether the pages have a snapshot to read; asked in a thread on each `/readyz`.
        settings: Where the snapshots are, and after how many hours without a good run the data are late.
        clock: Tells the moment, UTC.
    """
    began = time.monotonic()

    async def alive(request: Request) -> Response:
        if "full" not in request.query_params:
            return PlainTextResponse("ok", headers=_NEVER_KEPT)
        told = await run_in_threadpool(freshness, settings, clock())
        return JSONResponse(told, status_code=503 if told["late"] else 200, headers=_NEVER_KEPT)

    async def ready(_: Request) -> PlainTextResponse:
        if await run_in_threadpool(snapshot_is_open):
            return PlainTextResponse("ready", headers=_NEVER_KEPT)
        return PlainTextResponse("no snapshot is open", status_code=503, headers=_NEVER_KEPT)

    def figures(_: Request) -> Response:
        root = settings.snapshots
        state = State(clock(), time.monotonic() - began, snapshots.newest(root), last_run.read(root))
        return Response(metrics(state), media_type=MEDIA_TYPE, headers=_NEVER_KEPT)

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", figures)]


def freshness(settings: Settings, now: datetime) -> dict[str, Any]:
    """Say how fresh the data are.

    Returns:
        The newest edition, how the last run ended, when the last good one did, and `late`: true, false, or nothing
        where no run has ended yet and so nothing is known.
    """
    newest, run = snapshots.newest(settings.snapshots), last_run.read(settings.snapshots)
    told: dict[str, Any] = {"snapshot": newest.id if newest else None, "late": None}
    if run is None:
        return told
    return {
        "snapshot": told["snapshot"],
        "late": run.is_late(now, settings.alert_late_hours),
        "last_success_at": _iso(run.last_success_at),
        "last_run": {
            "started_at": _iso(run.started_at),
            "finished_at": _iso(run.finished_at),
            "result": run.result,
            "exit_code": run.exit_code,
            "sentence": run.sentence,
        },
        "running_since": _iso(run.running_since),
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
