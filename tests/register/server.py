"""The portal: an ASGI app over one made-up register, and ways to run it in a thread or in a process of its own."""

import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.register import rest
from tests.register.answers import answer
from tests.register.faults import NO_ROUTE, Faults, Plan, page, spoilt
from tests.register.moving import move_a_row
from tests.register.register import TODAY, Register, Size
from tests.register.tables import Tables

MARK = {"X-Test-Register": "1"}
"""Every answer of this server carries it; the real portal's do not."""
_ROOT = Path(__file__).resolve().parents[2]
Handler = Callable[[Request, frozenset[str]], Awaitable[Response]]


class Portal:
    """The register behind the API, with its token and its faults."""

    def __init__(self, size: Size, plan: Plan, token: str) -> None:
        self.register = Register(size)
        self.tables = Tables(self.register)
        self.faults = Faults(plan)
        self.token = token

    @property
    def app(self) -> Starlette:
        """The ASGI app."""
        return Starlette(
            routes=[
                Route("/_test/day", self.set_day, methods=["POST"]),
                Route("/_test/faults", self.set_faults, methods=["POST"]),
                Route("/_test/calls", self.show_calls),
                Route("/v3/graphql", self.guarded(self.graphql), methods=["POST"]),
                Route("/{path:path}", self.guarded(self.rest)),
            ]
        )

    def guarded(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        """A handler behind the token, the faults and the mark."""

        async def answered(request: Request) -> Response:
            drawn = self.faults.next_call()
            await self.faults.wait(drawn)
            response = self.faults.instead(drawn)
            if response is None and request.headers.get("Authorization") != f"Bearer {self.token}":
                response = JSONResponse(NO_ROUTE, 404)
            response = response or await handler(request, drawn)
            response.headers.update(MARK)
            return response

        return answered

    async def graphql(self, request: Request, drawn: frozenset[str]) -> Response:
        """POST /v3/graphql."""
        try:
            asked = orjson.loads(await request.body())
            query, variables = asked["query"], asked.get("variables") or {}
        except (orjson.JSONDecodeError, KeyError, TypeError):
            return JSONResponse({"errors": [{"message": "Syntax Error: Unexpected <EOF>"}], "data": None})
        if "moving" in drawn:
            move_a_row(self.tables, query, variables)
        return spoilt(orjson.dumps(answer(self.tables, query, variables, page(drawn))), drawn)

    async def rest(self, request: Request, drawn: frozenset[str]) -> Response:
        """GET /v3/…"""
        status, body = rest.answer(self.tables, request.url.path, dict(request.query_params), page(drawn))
        if status != 200:
            return JSONResponse(body, status)
        return spoilt(orjson.dumps(body), drawn)

    async def set_day(self, request: Request) -> Response:
        """POST /_test/day {"day": 1}: let time pass (or go back)."""
        self.register.go_to(int(orjson.loads(await request.body())["day"]))
        return JSONResponse({"day": self.register.day, "contracts": self.register.contracts}, headers=MARK)

    async def set_faults(self, request: Request) -> Response:
        """POST /_test/faults {"names": ["cut"], "rate": 0.5}: another plan, calls counted anew."""
        given: dict[str, Any] = orjson.loads(await request.body())
        try:
            plan = replace(Plan(), **{**given, "names": tuple(given.get("names", ()))})
        except (ValueError, TypeError) as error:
            return JSONResponse({"message": str(error)}, 400, headers=MARK)
        self.faults = Faults(plan)
        return JSONResponse({"names": list(plan.names)}, headers=MARK)

    async def show_calls(self, _request: Request) -> Response:
        """GET /_test/calls: calls so far and which faults came how often."""
        return JSONResponse({"calls": self.faults.calls, "faults": self.faults.came}, headers=MARK)


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: its address, the portal behind it (None in a process of its own), and how to stop it."""

    url: str
    token: str
    portal: Portal | None
    stop: Callable[[], None]
    pid: int | None = None


def listening(host: str, port: int) -> socket.socket:
    """A socket that takes connections at once: who comes before the server is up waits, nobody has to sleep."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind((host, port))
    taken.listen(128)
    return taken


def server_of(portal: Portal) -> uvicorn.Server:
    """A quiet server for a portal."""
    return uvicorn.Server(
        uvicorn.Config(
            portal.app, log_level="critical", access_log=False, lifespan="off", ws="none", http="h11",
            timeout_graceful_shutdown=1, timeout_keep_alive=30,
        )
    )  # fmt: skip


@contextmanager
def running(
    rows: int = 1_000,
    *,
    faults: Plan | tuple[str, ...] = (),
    seed: int = 1,
    share: float = 0.001,
    today: date = TODAY,
    token: str = "test",
    port: int = 0,
) -> Iterator[Served]:
    """A register in a thread of this process, gone at the end of the block."""
    plan = faults if isinstance(faults, Plan) else Plan(names=tuple(faults))
    portal = Portal(Size(rows, seed, share, today), plan, token)
    taken = listening("127.0.0.1", port)
    server = server_of(portal)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([taken])), name="test-register", daemon=True)
    thread.start()

    def stop() -> None:
        server.should_exit = True
        thread.join()
        taken.close()

    try:
        yield Served(f"http://127.0.0.1:{taken.getsockname()[1]}", token, portal, stop)
    finally:
        if thread.is_alive():
            stop()


@contextmanager
def running_apart(
    rows: int = 1_000, *, seed: int = 1, share: float = 0.001, token: str = "test", arguments: tuple[str, ...] = ()
) -> Iterator[Served]:
    """A register in a process of its own, measured apart; `arguments` as on the command line."""
    command = [
        sys.executable, "-m", "tests.register", "--rows", str(rows), "--seed", str(seed), "--share", str(share),
        "--token", token, "--port", "0", *arguments,
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[-1]
        try:
            yield Served(url, token, None, process.terminate, process.pid)
        finally:
            process.terminate()
            process.wait()
