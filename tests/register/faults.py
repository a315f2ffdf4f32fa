"""Everything that was seen going wrong with the portal, on demand: by name, at random, or from a given call on.

Passing faults (`all`): a client that retries, checks what it gets and re-reads its last window ends with the same rows.

- `slow` the answer waits `slow_seconds`; `hang` it waits `hang_seconds`, longer than a client should.
- `too_many` 429 with Retry-After, `too_many_bare` without; `forbidden` 403; `broken` 500.
- `html` a page with status 200; `empty` nothing with status 200; `errors` an error inside 200.
- `cut` JSON cut in the middle, the length says so; `closed` the connection closes before the promised length.
- `null_root` data.X = null though totalCount says there are rows (where there are none, null is all one gets).
- `null_lists` empty nested lists come as null.
- `repeated_page` the cursor is not heeded: the first page again.
- `still_cursor` lastId (REST: next_page) does not move.
- `stray_row` a row that does not satisfy the filter among the others; `filter_ignored` the filter is not heeded.
- `no_next` hasNextPage is false on a full page though more follow.
- `moving` a row is indexed anew while it is read: it leaves its window unseen and turns up in the last one.

Lasting faults, never at random, only by name: `renamed_field` (contractSumWnds has another name, the old one is an
error inside 200), `bad_token` (404 Invalid Route though the token is right), `foreign` (403 page: the address is not in
the country). Any passing fault with rate 1 lasts too. A portal that is down altogether is a server that was stopped.

A name may be followed by `@N`: a passing fault then comes at call N alone, a lasting one from call N on (the first
call is 1).
"""

import asyncio
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from tests.register.answers import Page

PASSING = (
    "slow", "hang", "too_many", "too_many_bare", "forbidden", "broken", "html", "empty", "errors", "cut", "closed",
    "null_root", "null_lists", "repeated_page", "still_cursor", "stray_row", "filter_ignored", "no_next", "moving",
)  # fmt: skip
LASTING = ("renamed_field", "bad_token", "foreign")
RENAMED = ("contractSumWnds", "contractSumVat")
NO_ROUTE: dict[str, Any] = {
    "name": "Not Found", "message": "Invalid Route", "code": 0, "status": 404,
    "type": "yii\\web\\NotFoundHttpException",
}  # fmt: skip
_PAGE = "<!DOCTYPE html><html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Plan:
    """Which faults come, and how often.

    Attributes:
        names: names of faults, `all` for every passing one, `name@N` for one call.
        rate: part of the calls that go wrong; 1 makes the named faults last.
        seed: another seed, other calls.
        slow_seconds: how long `slow` waits.
        hang_seconds: how long `hang` waits.
        retry_after: what `too_many` asks for, in seconds.
    """

    names: tuple[str, ...] = ()
    rate: float = 0.05
    seed: int = 1
    slow_seconds: float = 0.05
    hang_seconds: float = 0.5
    retry_after: int = 1

    def __post_init__(self) -> None:
        for name in self.names:
            if name.partition("@")[0] not in {*PASSING, *LASTING, "all"}:
                raise ValueError(f"no such fault: {name}; there are: all, {', '.join(PASSING + LASTING)}")

    @property
    def at_random(self) -> tuple[str, ...]:
        """Faults to draw from."""
        named = {name for name in self.names if "@" not in name}
        return PASSING if "all" in named else tuple(name for name in PASSING if name in named)

    def drawn(self, call: int) -> frozenset[str]:
        """The faults of a call."""
        found = {name for name in self.names if name in LASTING}
        for name, _, at in (named.partition("@") for named in self.names):
            if at and (call == int(at) or (name in LASTING and call > int(at))):
                found.add(name)
        dice = int.from_bytes(blake2b(f"{self.seed}/{call}".encode(), digest_size=8).digest())
        if self.at_random and dice % 1_000_000 < self.rate * 1_000_000:
            found.add(self.at_random[dice // 1_000_000 % len(self.at_random)])
        return frozenset(found)


@dataclass(slots=True)
class Faults:
    """The plan in force, calls so far, and how often each fault came."""

    plan: Plan = field(default_factory=Plan)
    calls: int = 0
    came: dict[str, int] = field(default_factory=dict)

    def next_call(self) -> frozenset[str]:
        """Count a call and say what goes wrong with it."""
        self.calls += 1
        drawn = self.plan.drawn(self.calls)
        for name in drawn:
            self.came[name] = self.came.get(name, 0) + 1
        return drawn

    async def wait(self, drawn: frozenset[str]) -> None:
        """Let a slow call wait."""
        if "slow" in drawn:
            await asyncio.sleep(self.plan.slow_seconds)
        if "hang" in drawn:
            await asyncio.sleep(self.plan.hang_seconds)

    def instead(self, drawn: frozenset[str]) -> Response | None:
        """An answer that comes in place of the right one, if any."""
        if "bad_token" in drawn:
            return JSONResponse(NO_ROUTE, 404)
        if "foreign" in drawn:
            return HTMLResponse(_PAGE.format("403 Доступ с зарубежных адресов ограничен"), 403)
        if "forbidden" in drawn:
            return JSONResponse({**NO_ROUTE, "name": "Forbidden", "message": "Forbidden", "status": 403}, 403)
        if "too_many" in drawn:
            return JSONResponse({"message": "Too Many Requests"}, 429, {"Retry-After": str(self.plan.retry_after)})
        if "too_many_bare" in drawn:
            return JSONResponse({"message": "Too Many Requests"}, 429)
        return _odd_body(drawn)


def _odd_body(drawn: frozenset[str]) -> Response | None:
    if "broken" in drawn:
        return HTMLResponse(_PAGE.format("500 Internal Server Error"), 500)
    if "html" in drawn:
        return HTMLResponse(_PAGE.format("Технические работы"))
    if "empty" in drawn:
        return Response(b"", media_type="application/json")
    if "errors" in drawn:
        return JSONResponse({"errors": [{"message": "Internal server error"}], "data": None})
    return None


def page(drawn: frozenset[str]) -> Page:
    """What the faults of a call do to a page."""
    return Page(
        ignore_filter="filter_ignored" in drawn, ignore_after="repeated_page" in drawn,
        still_cursor="still_cursor" in drawn, stray_row="stray_row" in drawn, null_root="null_root" in drawn,
        null_lists="null_lists" in drawn, no_next="no_next" in drawn,
        renamed=RENAMED if "renamed_field" in drawn else None,
    )  # fmt: skip


def spoilt(body: bytes, drawn: frozenset[str]) -> Response:
    """The right body, or half of it."""
    if "closed" in drawn:
        return _Closed(body)
    if "cut" in drawn:
        body = body[: len(body) // 2]
    return Response(body, media_type="application/json")


class _Closed(Response):
    """Promises the whole body, sends half of it, then the connection ends."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
