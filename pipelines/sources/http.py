"""One careful caller for every network source: pace, retries, and failures told in one sentence."""

import json
import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

import httpx
import orjson
import stamina

from pipelines.errors import PipelineError, SourceUnavailable

OK, REDIRECT, BAD_REQUEST, UNAUTHORISED, FORBIDDEN, TOO_LATE, TOO_MANY = 200, 300, 400, 401, 403, 408, 429
SERVER_ERROR = 500


class Refused(SourceUnavailable):
    """Raised when the source kept saying 401 or 403; `page` tells a web page from an answer of the interface."""

    def __init__(self, message: str, *, status: int, page: bool) -> None:
        super().__init__(message)
        self.status = status
        self.page = page


class CutShort(SourceUnavailable):
    """Raised when answers kept coming cut, empty or as a web page: asking for less may help."""


class Unfit(ValueError):
    """Raised by a `read` function when an answer is whole but can't be right; asked again, then told as `lasting`.

    The message goes on from the name of the source: «sent the same page again».
    """

    def __init__(self, message: str, lasting: Callable[[str], PipelineError] = SourceUnavailable) -> None:
        super().__init__(message)
        self.lasting = lasting


class _Again(Exception):
    """One attempt failed in a way that may pass."""

    def __init__(self, what: str, *, wait: float, lasting: Callable[[str], PipelineError]) -> None:
        super().__init__(what)
        self.what = what
        self.wait = wait
        self.lasting = lasting


@dataclass(frozen=True, slots=True)
class Answer:
    """What came for one call.

    Attributes:
        url: The address asked, with its parameters; it never holds a token.
        status: HTTP status, 200 or a 4xx that waiting would not change (such as 404).
        body: The bytes as they came.
        content: What `read` made of the body; None unless the status is 200.
        fetched_at: When it came, UTC.
    """

    url: str
    status: int
    body: bytes
    content: Any
    fetched_at: datetime


def read_json(body: bytes) -> Any:  # noqa: ANN401 — what the source sent
    """Read JSON quickly; decimals become floats, so never take money from it.

    Raises:
        ValueError: It is not JSON.
    """
    return orjson.loads(body)


def read_exact(body: bytes | str) -> Any:  # noqa: ANN401 — what the source sent
    """Read JSON with every decimal exactly as it was written.

    Raises:
        ValueError: It is not JSON.
    """
    return json.loads(body, parse_float=Decimal)


def write_exact(value: object) -> bytes:
    """Write JSON with every Decimal as a plain number, the counterpart of `read_exact`."""
    return orjson.dumps(value, default=_fragment)


def _fragment(value: object) -> orjson.Fragment:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is no JSON value")
    return orjson.Fragment(str(value))


def now_utc() -> datetime:
    """Return the moment, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a caller waits and how often it tries.

    Attributes:
        rate: Calls a second, at most.
        timeout: Seconds until an answer is given up.
        attempts: Tries of one call.
        pause: Seconds after the first failed try; the second waits twice that, and so on.
        longest: Seconds of waiting that a Retry-After may ask of us.
        clock: Seconds that only grow.
        sleep: Waits that many seconds between two calls.
    """

    rate: float = 2.0
    timeout: float = 120.0
    attempts: int = 5
    pause: float = 10.0
    longest: float = 300.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Caller:
    """Calls one source. Use as a context manager.

    Attributes:
        name: What a reader calls the source, for messages («the procurement register»).
        base: Address that paths are joined to.
        headers: Sent with every call.
        patience: Pace and retries.
        ca_bundle: PEM file with the certificates of a national authority, trusted beside the usual ones.
        ca_setting: Name of the setting that gives `ca_bundle`, for messages.
        transport: Stands in for the network in tests.
        now: The moment an answer came.
    """

    name: str
    base: str
    headers: Mapping[str, str] = field(default_factory=dict)
    patience: Patience = field(default_factory=Patience)
    ca_bundle: Path | None = None
    ca_setting: str = "AQSHA_CA_BUNDLE"
    transport: httpx.BaseTransport | None = None
    now: Callable[[], datetime] = now_utc
    calls: int = 0
    _client: httpx.Client | None = None
    _next: float = 0.0

    def __enter__(self) -> Self:
        """Open the connection pool."""
        self._client = httpx.Client(
            base_url=self.base,
            headers=dict(self.headers),
            timeout=self.patience.timeout,
            verify=self._trusted() if self.base.startswith("https:") else True,
            transport=self.transport,
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def get(
        self, path: str, params: Mapping[str, str | int] | None = None, *, read: Callable[[bytes], Any] = read_json
    ) -> Answer:
        """Ask for a path (or a whole address).

        Args:
            path: Joined to the base; its own query is kept.
            params: Added to the query.
            read: Turns the body of a 200 into content; raises ValueError when the body is cut or of another kind.

        Raises:
            SourceUnavailable: It did not answer after all tries (`Refused`, `CutShort` tell two cases apart).
        """
        return self._call("GET", path, read, {"params": params} if params else {})

    def post(
        self,
        path: str,
        *,
        json: object = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        read: Callable[[bytes], Any] = read_json,
    ) -> Answer:
        """Send a JSON value or raw bytes; otherwise as `get`.

        Raises:
            SourceUnavailable: As `get`.
        """
        body: dict[str, Any] = {"content": content} if content is not None else {"json": json}
        return self._call("POST", path, read, {**body, "headers": dict(headers or {})})

    def _call(self, method: str, path: str, read: Callable[[bytes], Any], given: Mapping[str, Any]) -> Answer:
        try:
            for attempt in stamina.retry_context(on=_wait, attempts=self.patience.attempts, timeout=None):
                with attempt:
                    return self._once(method, path, read, given, attempt.num)
        except _Again as failed:
            raise failed.lasting(
                f"{self.name} ({self.base}) {failed.what}, {self.patience.attempts} times in a row; "
                "what was read so far is kept."
            ) from failed
        raise AssertionError("a retry ends with an answer or an error")

    def _once(
        self, method: str, path: str, read: Callable[[bytes], Any], given: Mapping[str, Any], number: int
    ) -> Answer:
        self._keep_pace()
        pause = self.patience.pause * number
        try:
            response = self._open().request(method, path, **given)
        except httpx.TimeoutException as error:
            what = f"did not answer within {self.patience.timeout:g} s"
            raise _Again(what, wait=pause, lasting=SourceUnavailable) from error
        except httpx.RequestError as error:
            self._stop_if_not_trusted(error)
            kind = CutShort if isinstance(error, httpx.ReadError | httpx.RemoteProtocolError) else SourceUnavailable
            what = "cut the connection" if kind is CutShort else f"can't be reached ({_reason(error)})"
            raise _Again(what, wait=pause, lasting=kind) from error
        self._check_status(response, pause)
        content = _content(response, read, pause) if response.status_code == OK else None
        return Answer(str(response.url), response.status_code, response.content, content, self.now())

    def _open(self) -> httpx.Client:
        if self._client is None:
            raise RuntimeError("a Caller is used inside «with»")
        return self._client

    def _keep_pace(self) -> None:
        wait = self._next - self.patience.clock()
        if wait > 0:
            self.patience.sleep(wait)
        self._next = max(self._next, self.patience.clock()) + 1 / self.patience.rate
        self.calls += 1

    def _check_status(self, response: httpx.Response, pause: float) -> None:
        """Raise for answers that may change by waiting; let 200 and lasting 4xx through."""
        status = response.status_code
        if status == TOO_MANY:
            told = _retry_after(response, self.now(), self.patience.longest)
            raise _Again("says we ask too often (429)", wait=pause if told is None else told, lasting=SourceUnavailable)
        if status in {UNAUTHORISED, FORBIDDEN}:
            page = _is_page(response.content)
            what = f"refused us ({status})"
            raise _Again(what, wait=pause, lasting=lambda text: Refused(text, status=status, page=page))
        if status >= SERVER_ERROR or status == TOO_LATE or REDIRECT <= status < BAD_REQUEST:
            raise _Again(f"answered with an error ({status})", wait=pause, lasting=SourceUnavailable)

    def _stop_if_not_trusted(self, error: httpx.RequestError) -> None:
        """Checking certificates is never switched off: say what to do instead."""
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
            cause = cause.__cause__ or cause.__context__
        if cause is not None or "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise SourceUnavailable(
                f"{self.name} ({self.base}) shows a certificate this machine does not trust; put the certificates of "
                f"its authority (PEM) into a file and name the file in {self.ca_setting}."
            ) from error

    def _trusted(self) -> ssl.SSLContext | bool:
        if self.ca_bundle is None:
            return True
        context = httpx.create_ssl_context()
        try:
            context.load_verify_locations(self.ca_bundle)
        except (OSError, ssl.SSLError) as error:
            self._no_bundle(error)
        return context

    def _no_bundle(self, error: Exception) -> NoReturn:
        words = f"{self.ca_setting} names {self.ca_bundle}, which is missing or holds no PEM certificates; mend it."
        raise SourceUnavailable(words) from error


def _wait(error: Exception) -> bool | float:
    return error.wait if isinstance(error, _Again) else False


def _content(response: httpx.Response, read: Callable[[bytes], Any], pause: float) -> object:
    """Read the body of a 200: one that can't be read is a failure, not an empty answer."""
    body = response.content
    try:
        if body.strip():
            return read(body)
    except Unfit as error:
        raise _Again(str(error), wait=pause, lasting=error.lasting) from error
    except ValueError as error:
        what = "a web page" if _is_page(body) else "a cut or garbled answer"
        raise _Again(f"sent {what} with status 200", wait=pause, lasting=CutShort) from error
    raise _Again("sent an empty answer with status 200", wait=pause, lasting=CutShort)


def _is_page(body: bytes) -> bool:
    return re.match(rb"\s*<(!doctype|html|head|body|\?xml)", body, re.IGNORECASE) is not None


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


def _retry_after(response: httpx.Response, now: datetime, longest: float) -> float | None:
    """Seconds the source asks us to wait, at most `longest`; None when it does not say."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isdecimal():
        return min(float(told), longest)
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return None
    return min(max((until - now).total_seconds(), 0.0), longest) if until.tzinfo else None
