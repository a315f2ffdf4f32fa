"""Whether the process lives (/healthz) and whether it can answer questions (/readyz)."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

_NEVER_KEPT = {"cache-control": "no-store"}


async def _alive(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok", headers=_NEVER_KEPT)


def health_routes(snapshot_is_open: Callable[[], bool]) -> list[Route]:
    """Make the two routes.

    Args:
        snapshot_is_open: Tells whether the pages have a snapshot to read; asked in a thread on each `/readyz`.
    """

    async def ready(_: Request) -> PlainTextResponse:
        if await run_in_threadpool(snapshot_is_open):
            return PlainTextResponse("ready", headers=_NEVER_KEPT)
        return PlainTextResponse("no snapshot is open", status_code=503, headers=_NEVER_KEPT)

    return [Route("/healthz", _alive), Route("/readyz", ready)]
