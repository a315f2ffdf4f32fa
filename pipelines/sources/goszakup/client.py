"""One call to the register: its token, its answers and their faults, each told in one sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import httpx

from pipelines.errors import CheckFailed, SourceChanged, SourceUnavailable
from pipelines.sources.goszakup.queries import GENERATED, Window, lacking, misfit, query_text
from pipelines.sources.goszakup.settings import GoszakupSettings
from pipelines.sources.http import OK, Answer, Caller, Patience, Refused, Unfit, now_utc, read_json

NAME = "The procurement register"
GRAPHQL = "/v3/graphql"
CHEAP = "/v3/refs/ref_contract_status"
NOT_FOUND = 404
UNSET = "AQSHA_GOSZAKUP_TOKEN is not set: ask for a token (docs/maintainer.md) and put it there."
UNKNOWN = (
    "The procurement register (%(url)s) does not know our token (404 «Invalid Route»): it is wrong or over a year old; "
    "make a new one in the portal's cabinet and put it into AQSHA_GOSZAKUP_TOKEN."
)
REFUSED = (
    "The procurement register (%(url)s) refused our token (%(status)s); check AQSHA_GOSZAKUP_TOKEN, "
    "a token lives one year."
)
ABROAD = (
    "The procurement register (%(url)s) refused this machine's address (%(status)s with a web page): it answers only "
    "addresses in Kazakhstan; run the collector there (docs/maintainer.md)."
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a window, checked.

    Attributes:
        rows: As sent; decimals are floats here, so money is read again from the page file.
        cursor: The least id of the page; the next page begins below it.
        ids: Different ids on the page.
        total: Rows of the whole window, as the register says; None if it does not.
        more: The register says that another page follows.
        limit: Rows a page that this answer could hold.
        sent: Query and variables.
        answer: The answer itself.
    """

    rows: list[dict[str, Any]]
    cursor: int | None
    ids: int
    total: int | None
    more: bool
    limit: int
    sent: dict[str, Any]
    answer: Answer


class Register:
    """Calls the register through a `Caller` that somebody else opens and closes."""

    def __init__(self, caller: Caller, *, allow_generated: bool = False) -> None:
        self.caller = caller
        self.allow_generated = allow_generated

    def check_token(self) -> None:
        """Find out with one cheap call whether we may read at all.

        Raises:
            SourceUnavailable: The token is wrong, the address refused, or nobody answers.
        """
        self.get(CHEAP, {"limit": 1})

    def page(self, window: Window, limit: int, after: int | None) -> Page:
        """Ask for one page of a window.

        Args:
            window: What to read.
            limit: Rows at most; the register caps it at 200.
            after: Cursor: only rows with smaller ids; None for the first page.

        Raises:
            SourceUnavailable: No usable answer after all tries.
            SourceChanged: Fields are missing, or rows do not satisfy the filter, in every try.
            CheckFailed: The rows are generated ones and this run may not take them.
        """
        sent = {
            "query": query_text(window),
            "variables": {"limit": limit} | ({} if after is None else {"after": after}),
        }
        found: dict[str, Any] = {}

        def read(body: bytes) -> object:
            content = read_json(body)
            found.clear()
            found.update(self._checked(content, window, after))
            return content

        try:
            answer = self.caller.post(GRAPHQL, json=sent, read=read)
        except Refused as error:
            raise self._refused(error) from error
        if answer.status != OK:
            raise self._not_answered(answer)
        return Page(**found, limit=min(limit, _limit_of(answer.content) or limit), sent=sent, answer=answer)

    def get(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        read: Callable[[bytes], object] | None = None,
    ) -> Answer:
        """Ask a REST path; a 404 that means «none» comes back as an answer.

        Args:
            path: Below the address of the register.
            params: Added to the query.
            read: Turns the body into content; None reads an object.

        Raises:
            SourceUnavailable: No usable answer after all tries, or the token is not known.
        """
        try:
            answer = self.caller.get(path, params, read=read or _read_object)
        except Refused as error:
            raise self._refused(error) from error
        if answer.status not in {OK, NOT_FOUND} or _invalid_route(answer):
            raise self._not_answered(answer)
        return answer

    def _checked(self, content: object, window: Window, after: int | None) -> dict[str, Any]:
        """Take rows and paging out of an answer; whatever can't be right is asked again."""
        rows, info = _taken_out(content, window)
        for row in rows:
            self._check_row(row, window)
        ids = [row[window.resource.key] for row in rows]
        if after is not None and ids and ids[0] >= after:
            raise Unfit(f"sent rows of «{window.resource.root}» again that were read already (cursor {after})")
        if ids != sorted(ids, reverse=True):
            raise Unfit(f"sent rows of «{window.resource.root}» out of order (cursor {after})", SourceChanged)
        total = info.get("totalCount")
        return {
            "rows": rows,
            "cursor": min(ids, default=None),
            "ids": len(set(ids)),
            "total": total if isinstance(total, int) else None,
            "more": bool(info.get("hasNextPage")),
        }

    def _check_row(self, row: dict[str, Any], window: Window) -> None:
        resource = window.resource
        if name := lacking(row, resource.fields):
            raise Unfit(f"no longer sends the field «{resource.root}.{name}»; queries.py asks for it", SourceChanged)
        if not isinstance(row[resource.key], int):
            raise Unfit(f"sends «{resource.root}.{resource.key}» as {row[resource.key]!r}, not a number", SourceChanged)
        if name := misfit(row, window.filters):
            words = f"sent {resource.root} {row[resource.key]} with {name} = {row[name]!r}, outside the filter we gave"
            raise Unfit(f"{words} ({window.filters[name]})", SourceChanged)
        if row["systemId"] == GENERATED and not self.allow_generated:
            raise CheckFailed(
                f"{NAME} at {self.caller.base} sends generated rows (systemId {GENERATED}): it is a test register, and "
                "this run publishes; point AQSHA_GOSZAKUP_URL at the real one."
            )

    def _refused(self, error: Refused) -> SourceUnavailable:
        words = ABROAD if error.page else REFUSED
        return SourceUnavailable(words % {"url": self.caller.base, "status": error.status})

    def _not_answered(self, answer: Answer) -> SourceUnavailable | SourceChanged:
        if _invalid_route(answer):
            return SourceUnavailable(UNKNOWN % {"url": self.caller.base})
        return SourceChanged(
            f"{NAME} does not know {answer.url} any more (status {answer.status}); the interface changed."
        )


def open_caller(
    settings: GoszakupSettings, patience: Patience | None = None, transport: httpx.BaseTransport | None = None
) -> Caller:
    """Return a caller for the register, to be opened with `with`.

    Args:
        settings: Address, token, pace.
        patience: Clock and pauses of a test; else from the settings.
        transport: Stands in for the network in tests.

    Raises:
        SourceUnavailable: There is no token.
    """
    if settings.token is None:
        raise SourceUnavailable(UNSET)
    return Caller(
        name=NAME,
        base=settings.url,
        headers={"Authorization": f"Bearer {settings.token.get_secret_value()}"},
        patience=patience
        or Patience(
            rate=settings.rate,
            timeout=settings.timeout,
            attempts=settings.attempts,
            pause=settings.pause,
            longest=settings.longest_wait,
        ),
        ca_bundle=settings.ca_bundle,
        ca_setting="AQSHA_GOSZAKUP_CA_BUNDLE",
        transport=transport,
        now=now_utc,
    )


def _taken_out(content: object, window: Window) -> tuple[list[Any], dict[str, Any]]:
    """Return rows and page information; `null` for a root means no rows, but only where no error came with it."""
    root = window.resource.root
    if not isinstance(content, dict):
        raise Unfit("sent JSON that is no GraphQL answer", SourceChanged)
    if errors := content.get("errors"):
        raise Unfit(f"answered the query for «{root}» with an error: {_first_words(errors)}", _error_kind(errors))
    data = content.get("data")
    if not isinstance(data, dict) or root not in data:
        raise Unfit(f"sent an answer without data for «{root}»", SourceChanged)
    rows = data[root] or []
    extensions = content.get("extensions")
    info = extensions.get("pageInfo") if isinstance(extensions, dict) else None
    if not isinstance(rows, list) or not isinstance(info, dict):
        raise Unfit(f"sent «{root}» in another shape (no list, or no extensions.pageInfo)", SourceChanged)
    return rows, info


def _limit_of(content: Any) -> int | None:  # noqa: ANN401 — JSON
    """Return how many rows a page the register allowed."""
    limit = content["extensions"]["pageInfo"].get("limitPage")
    return limit if isinstance(limit, int) and limit > 0 else None


def _first_words(errors: object) -> str:
    first = errors[0] if isinstance(errors, list) and errors else errors
    text = first.get("message") if isinstance(first, dict) else first
    return " ".join(str(text).split())[:200]


def _error_kind(errors: object) -> type[SourceChanged | SourceUnavailable]:
    """Tell «your query is wrong» (the schema changed) from trouble that may pass."""
    text = _first_words(errors)
    signs = (
        "Cannot query field",
        "Unknown argument",
        "Unknown field",
        "is not defined",
        "invalid value",
        "Unknown type",
    )
    return SourceChanged if any(sign in text for sign in signs) else SourceUnavailable


def _read_object(body: bytes) -> object:
    content = read_json(body)
    if not isinstance(content, dict):
        raise Unfit("sent JSON that is no object", SourceChanged)
    return content


def _read_list(body: bytes) -> object:
    """Read a page of a list; an error inside 200 passes as often as any other, so it is asked again."""
    content = read_json(body)
    if not isinstance(content, dict) or not isinstance(content.get("items"), list):
        raise Unfit("sent no list of «items» where it used to", SourceChanged)
    return content


def _invalid_route(answer: Answer) -> bool:
    return answer.status == NOT_FOUND and b"Invalid Route" in answer.body


def list_items(register: Register, path: str, params: Mapping[str, str | int]) -> tuple[list[Any], int, list[Answer]]:
    """Read a REST list to its end.

    Returns:
        Its items, the total the register told, and the answers they came in; nothing where the path is not known (404).

    Raises:
        SourceUnavailable: No usable answer after all tries.
        SourceChanged: The answer is no list.
    """
    items: list[Any] = []
    answers: list[Answer] = []
    seen: set[str] = set()
    total = 0
    asked: Mapping[str, str | int] | None = params
    while path and path not in seen:
        seen.add(path)
        answer = register.get(path, asked, _read_list)
        if answer.status != OK:
            break
        found = answer.content["items"]
        if not _brings_new(items, found):
            break
        items += found
        answers.append(answer)
        total = answer.content.get("total") or total
        path, asked = next_path(answer.content.get("next_page")), None
    return items, total, answers


def _brings_new(before: Sequence[Any], found: Sequence[Any]) -> bool:
    return bool(found) and not (before and found[-1] in before[-len(found) :])


def next_path(told: object) -> str:
    """Return the path of the next page as it should be: with /v3, no host, no slash before the question mark; "" = end.

    Raises:
        SourceChanged: It is no text.
    """
    if told is None or told == "":
        return ""
    if not isinstance(told, str):
        raise SourceChanged(f"{NAME} sent next_page as {told!r}; the interface changed.")
    path = httpx.URL(urljoin("https://host/", told)).raw_path.decode()
    path = path.replace("/?", "?", 1)
    return path if path.startswith("/v3/") else f"/v3{path}"
